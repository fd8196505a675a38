import torch

torch.set_default_dtype(torch.float64)
X = torch.tensor([[1.0, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]])
y = torch.tensor([0.0, 1, 0, 1])
w = torch.zeros(3, requires_grad=True)


def information(w):
    mu = torch.sigmoid(X @ w)
    return (X.T * (mu * (1 - mu))) @ X


def closure():
    optimizer.zero_grad()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(X @ w, y, reduction="sum")
    loss = loss - torch.logdet(information(w)) / 2  # the penalty; its gradient comes by itself
    loss.backward()
    return loss


optimizer = torch.optim.LBFGS(
    [w], max_iter=200, tolerance_grad=1e-10, tolerance_change=0, line_search_fn="strong_wolfe"
)
optimizer.step(closure)
errors = torch.linalg.inv(information(w.detach())).diagonal().sqrt()
print("estimates      ", w.detach().numpy().round(4) + 0.0)
print("standard errors", errors.numpy().round(4))
