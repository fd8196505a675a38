import numpy as np
import torch

torch.set_default_dtype(torch.float64)
temperature, distress = torch.tensor(np.loadtxt("o_rings.csv", delimiter=",", skiprows=1)).T
z, n = (temperature[:, None] - 70) / 10, len(temperature)
loss = torch.nn.BCEWithLogitsLoss()


def trained(optimizer_class, decay_of_weight, decay_of_bias, lr, steps):
    torch.manual_seed(1)
    neuron = torch.nn.Linear(1, 1)
    groups = [
        {"params": [neuron.weight], "weight_decay": decay_of_weight},
        {"params": [neuron.bias], "weight_decay": decay_of_bias},
    ]
    optimizer = optimizer_class(groups, lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(neuron(z)[:, 0], distress).backward()
        optimizer.step()
    return np.array([neuron.bias.item(), neuron.weight.item()]).round(4)


# The decay counts against the mean loss: our penalty is n times weight_decay.
print("SGD, weight_decay=1/n, bias free:", trained(torch.optim.SGD, 1 / n, 0, lr=1.0, steps=2000))
print("SGD, weight_decay=1/n, bias too: ", trained(torch.optim.SGD, 1 / n, 1 / n, lr=1.0, steps=2000))
print("Adam, weight_decay=1/n, bias too:", trained(torch.optim.Adam, 1 / n, 1 / n, lr=0.01, steps=5000))
# AdamW takes the decay out of the gradient: it hovers near the weights of no decay at all.
print("AdamW, weight_decay=1/n, bias too:", trained(torch.optim.AdamW, 1 / n, 1 / n, lr=0.01, steps=5000))
print("no decay:                         ", trained(torch.optim.SGD, 0, 0, lr=1.0, steps=2000))
