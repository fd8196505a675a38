import numpy as np
import statsmodels.api as sm

X = sm.add_constant(np.array([[1, 0], [0, 0], [1, 1], [0, 1]]))
y = np.array([0, 1, 0, 1])

fit = sm.GLM(y, X, family=sm.families.Binomial()).fit()
print("GLM:", *fit.params.round(3) + 0.0)

penalised = sm.GLM(y, X, family=sm.families.Binomial()).fit_regularized(alpha=1 / len(y), L1_wt=0)
print("fit_regularized, alpha=1/n:", *penalised.params.round(3) + 0.0)
