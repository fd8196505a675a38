import torch

X = torch.tensor([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
y = torch.tensor([0.0, 1.0, 0.0, 1.0])
loss = torch.nn.BCEWithLogitsLoss()


def answer(name, steps, make):
    torch.manual_seed(1)
    neuron = torch.nn.Linear(2, 1)
    optimizer = make(neuron.parameters())
    for _ in range(steps):
        optimizer.zero_grad()
        loss(neuron(X)[:, 0], y).backward()
        optimizer.step()
    weights = torch.cat([neuron.bias, neuron.weight[0]]).tolist()
    print(f"{name}:", *(f"{weight:.2f}" for weight in weights))


answer("SGD, 1,000 steps at rate 1", 1_000, lambda weights: torch.optim.SGD(weights, lr=1.0))
answer("SGD, 10,000 steps at rate 1", 10_000, lambda weights: torch.optim.SGD(weights, lr=1.0))
answer(
    "SGD with weight_decay=0.01, 10,000 steps",
    10_000,
    lambda weights: torch.optim.SGD(weights, lr=1.0, weight_decay=0.01),
)
