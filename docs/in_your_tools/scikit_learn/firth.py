import numpy as np
from sklearn.linear_model import LogisticRegression

X = np.array([[1.0, 0, 1], [0, 0, 1], [1, 1, 1], [0, 1, 1]])
y = np.array([0, 1, 0, 1])
# Nothing built in. Every row gets half a success and half a failure, times its leverage, until these settle.
twice, classes = np.vstack([X, X]), np.repeat([1, 0], len(y))
fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-8, fit_intercept=False)
h = np.full(len(y), X.shape[1] / len(y))
for _ in range(50):
    fit.fit(twice, classes, sample_weight=np.concatenate([y + h / 2, 1 - y + h / 2]))
    mu = fit.predict_proba(X)[:, 1]
    W = mu * (1 - mu)
    covariance = np.linalg.inv((X.T * W) @ X)
    h = W * np.einsum("ij,jk,ik->i", X, covariance, X)
order = [2, 0, 1]  # the intercept first, as the others print it
print("estimates      ", fit.coef_[0][order].round(4) + 0.0)
print("standard errors", np.sqrt(np.diag(covariance))[order].round(4))
