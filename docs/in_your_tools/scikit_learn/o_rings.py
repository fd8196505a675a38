import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

temperature, distress = np.loadtxt("o_rings.csv", delimiter=",", skiprows=1, unpack=True)
X = temperature[:, None]
fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-8).fit(X, distress)
beta = np.append(fit.intercept_, fit.coef_)

# It reports no standard errors. They are the inverse of the curvature at the fit.
ones = np.column_stack([np.ones(len(X)), X])
mu = fit.predict_proba(X)[:, 1]
covariance = np.linalg.inv((ones.T * (mu * (1 - mu))) @ ones)
print("estimates      ", beta.round(5))
print("standard errors", np.sqrt(np.diag(covariance)).round(5))

x = np.array([1, 31])
eta, error = x @ beta, np.sqrt(x @ covariance @ x)
print("at 31 °F, and the ends of its 95 % interval:")
print(expit(eta + 1.96 * error * np.array([0, -1, 1])).round(4))
