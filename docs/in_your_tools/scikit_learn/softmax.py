import numpy as np
from sklearn.linear_model import LogisticRegression

width, species = np.loadtxt("iris.csv", delimiter=",", skiprows=1, dtype=str, unpack=True)
width = width.astype(float)[:, None]
fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-8).fit(width, species)

# A row for every class, which sum to zero. Less the first row, they are the contrasts of the other tools.
rows = np.column_stack([fit.intercept_, fit.coef_])
for name, row, contrast in zip(fit.classes_, rows, rows - rows[0], strict=True):
    print(name, row.round(3) + 0.0, "less the first", contrast.round(3))
print("at 3 cm:", fit.predict_proba([[3.0]])[0].round(3))
