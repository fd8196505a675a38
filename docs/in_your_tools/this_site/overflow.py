import numpy as np

from smallest_network.logistic import expit, log_loss

for eta in (10.0, 20.0, 40.0):
    with np.errstate(divide="ignore"):
        naive = -np.log(1 - expit(eta))
    print(f"η = {eta:g}, y = 0: -log(1 - expit(η)) is {naive:.7g}, log_loss(0, η) is {log_loss(0, eta):.7g}")
