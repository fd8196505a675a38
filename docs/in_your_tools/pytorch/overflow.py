import torch
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits

y = torch.tensor(0.0)  # float32, as by default
for value in (10.0, 20.0, 40.0):
    for name, loss in (
        ("sigmoid, then BCELoss", lambda eta: binary_cross_entropy(torch.sigmoid(eta), y)),
        ("BCEWithLogitsLoss    ", lambda eta: binary_cross_entropy_with_logits(eta, y)),
    ):
        eta = torch.tensor(value, requires_grad=True)
        loss(eta).backward()
        print(f"η = {value:g}, y = 0: {name} {loss(eta).item():.3f}, slope {eta.grad.item():.3f}")
