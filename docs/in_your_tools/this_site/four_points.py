import numpy as np

from smallest_network import glm, neuron

X = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]])  # a column of ones, and two inputs
y = np.array([0, 1, 0, 1])  # 1 where the first input is 0

fit = glm.fit(X, y)
print("glm.fit:", *fit.coefficients.round(3) + 0.0)
print("the limits of the coefficients:", fit.infinite)

weights = neuron.train(X, y, weights=[0.2, 0.2, 0.2], learning_rate=0.7, epochs=100_000)
print("neuron.train, 100,000 epochs:", *weights.round(3))
