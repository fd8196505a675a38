import numpy as np

from smallest_network import penalised

temperature, distress = np.loadtxt("o_rings.csv", delimiter=",", skiprows=1, unpack=True)
X = np.column_stack([np.ones_like(temperature), (temperature - 70) / 10])
print("penalty=1, intercept free:", penalised.ridge(X, distress, penalty=1, free=[0]).round(4))
print("penalty=1, intercept too: ", penalised.ridge(X, distress, penalty=1).round(4))
