import numpy as np
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

x1, x2, y = np.loadtxt("noisy_xor.csv", delimiter=",", skiprows=1, unpack=True)
X = np.column_stack([x1, x2])
network = MLPClassifier((4,), activation="logistic", solver="lbfgs", alpha=0.1, max_iter=1000, random_state=1)
network.fit(X[:200], y[:200])

mu = network.predict_proba(X[200:])[:, 1]
print("four hidden units, L-BFGS, alpha=0.1")
print("log-loss of fresh points:", round(log_loss(y[200:], mu), 2))
print("called right:", round(network.score(X[200:], y[200:]), 2))
