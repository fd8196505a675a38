import numpy as np

from smallest_network import network
from smallest_network.optimizers import Momentum

x1, x2, y = np.loadtxt("noisy_xor.csv", delimiter=",", skiprows=1, unpack=True)
X = np.column_stack([x1, x2])
start = network.initialize((2, 4, 1), rng=np.random.default_rng(1))
layers = network.train(X[:200], y[:200], start, optimizer=Momentum(0.5, 0.9), epochs=1000)

mu = network.predict_proba(X[200:], layers)
print("four hidden units, 1,000 epochs")
print("log-loss of fresh points:", network.mean_loss(X[200:], y[200:], layers).round(2))
print("called right:", ((mu > 0.5) == y[200:]).mean().round(2))
