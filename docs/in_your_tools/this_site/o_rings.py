import numpy as np

from smallest_network import glm
from smallest_network.logistic import expit

temperature, distress = np.loadtxt("o_rings.csv", delimiter=",", skiprows=1, unpack=True)
fit = glm.fit(np.column_stack([np.ones_like(temperature), temperature]), distress)
print(fit)

x = np.array([1, 31])
eta, error = x @ fit.coefficients, np.sqrt(x @ fit.covariance @ x)
print("\nat 31 °F, and the ends of its 95 % interval:")
print(expit(eta + 1.96 * error * np.array([0, -1, 1])).round(4))
