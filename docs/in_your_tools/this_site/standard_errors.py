import numpy as np

from smallest_network import glm, neuron

temperature, distress = np.loadtxt("o_rings.csv", delimiter=",", skiprows=1, unpack=True)
X = np.column_stack([np.ones_like(temperature), (temperature - 70) / 10])
weights = neuron.train_batch(X, distress, weights=[0, 0], learning_rate=4, epochs=1000)

# From here on, whatever loop the weights came from:
mu = neuron.predict_proba(X, weights)
hessian = (X.T * (mu * (1 - mu))) @ X  # of the summed loss
covariance = np.linalg.inv(hessian)
print("the loop's", np.sqrt(np.diag(covariance)).round(6))
print("glm.fit's ", glm.fit(X, distress, tol=1e-14).standard_errors.round(6))
