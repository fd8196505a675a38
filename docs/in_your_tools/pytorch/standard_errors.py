import numpy as np
import torch

torch.set_default_dtype(torch.float64)
temperature, distress = torch.tensor(np.loadtxt("o_rings.csv", delimiter=",", skiprows=1)).T
z = (temperature[:, None] - 70) / 10
neuron = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(neuron.parameters(), lr=4.0)
for _ in range(1000):
    optimizer.zero_grad()
    torch.nn.BCEWithLogitsLoss()(neuron(z)[:, 0], distress).backward()
    optimizer.step()

# From here on, whatever loop the weights came from:
total = torch.nn.BCEWithLogitsLoss(reduction="sum")  # the sum, not the mean
w = torch.cat([neuron.bias, neuron.weight[0]]).detach()
hessian = torch.func.hessian(lambda w: total(w[0] + z @ w[1:], distress))(w)
covariance = torch.linalg.inv(hessian)
print("the loop's", covariance.diagonal().sqrt().numpy().round(6))
