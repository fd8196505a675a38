import numpy as np
import torch

torch.set_default_dtype(torch.float64)
x1, x2, y = torch.tensor(np.loadtxt("noisy_xor.csv", delimiter=",", skiprows=1)).T
X = torch.stack([x1, x2], dim=1)
torch.manual_seed(1)
network = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 1))
loss = torch.nn.BCEWithLogitsLoss()  # on η: the last layer has no activation of its own
optimizer = torch.optim.Adam(network.parameters(), lr=0.05)
for _ in range(500):
    optimizer.zero_grad()
    loss(network(X[:200])[:, 0], y[:200]).backward()
    optimizer.step()

with torch.no_grad():
    eta = network(X[200:])[:, 0]
print("four hidden units, 500 steps of Adam")
print(f"log-loss of fresh points: {loss(eta, y[200:]):.2f}")
print(f"called right: {((eta > 0) == y[200:]).double().mean():.2f}")
