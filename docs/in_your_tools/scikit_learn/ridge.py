import numpy as np
from sklearn.linear_model import LogisticRegression

temperature, distress = np.loadtxt("o_rings.csv", delimiter=",", skiprows=1, unpack=True)
z = (temperature[:, None] - 70) / 10
# The summed loss times C, and half of the squared weights: our penalty is 1 / C. The intercept is free.
fit = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-8).fit(z, distress)
print("C=1, intercept free:", np.append(fit.intercept_, fit.coef_).round(4))
column = np.column_stack([np.ones_like(z), z])
fit = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-8, fit_intercept=False).fit(column, distress)
print("C=1, intercept too: ", fit.coef_[0].round(4))
