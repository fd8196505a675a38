import numpy as np
import torch

torch.set_default_dtype(torch.float64)
temperature, distress = torch.tensor(np.loadtxt("o_rings.csv", delimiter=",", skiprows=1)).T
mean, scale = temperature.mean(), temperature.std()
X = torch.stack([torch.ones_like(temperature), (temperature - mean) / scale], dim=1)

neuron = torch.nn.Linear(2, 1, bias=False)  # the bias is the weight of the column of ones
optimizer = torch.optim.SGD(neuron.parameters(), lr=2.0)
loss = torch.nn.BCEWithLogitsLoss()
for _ in range(1000):
    optimizer.zero_grad()
    loss(neuron(X)[:, 0], distress).backward()
    optimizer.step()

# It reports no standard errors. They are the inverse of the curvature of the summed loss.
w = neuron.weight.detach()[0]
total = torch.nn.BCEWithLogitsLoss(reduction="sum")
covariance = torch.linalg.inv(torch.func.hessian(lambda w: total(X @ w, distress))(w))

back = torch.tensor([[1, -mean / scale], [0, 1 / scale]])  # to the scale of °F
w, covariance = back @ w, back @ covariance @ back.T
print("estimates      ", w.numpy().round(5))
print("standard errors", covariance.diagonal().sqrt().numpy().round(5))

x = torch.tensor([1.0, 31.0])
eta, error = x @ w, (x @ covariance @ x).sqrt()
print("at 31 °F, and the ends of its 95 % interval:")
print(torch.sigmoid(eta + 1.96 * error * torch.tensor([0, -1, 1])).numpy().round(4))
