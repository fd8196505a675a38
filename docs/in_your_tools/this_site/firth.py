import numpy as np

from smallest_network import penalised

X = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]])
y = np.array([0, 1, 0, 1])
fit = penalised.firth(X, y)
print("estimates      ", fit.coefficients.round(4) + 0.0)
print("standard errors", fit.standard_errors.round(4))
