import numpy as np

from smallest_network import multinomial

width, species = np.loadtxt("iris.csv", delimiter=",", skiprows=1, dtype=str, unpack=True)
width = width.astype(float)
fit = multinomial.fit(np.column_stack([np.ones_like(width), width]), species)
print("baseline:", fit.classes[0])
for name, estimates, errors in zip(fit.classes[1:], fit.coefficients, fit.standard_errors, strict=True):
    print(name, estimates.round(3), "standard errors", errors.round(3))
print("at 3 cm:", fit.predict_proba(np.array([[1.0, 3.0]]))[0].round(3))
