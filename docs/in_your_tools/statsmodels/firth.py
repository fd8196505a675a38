import warnings

import numpy as np
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

# Its check sees fitted values that equal the responses, which for adjusted rows means no separation.
warnings.simplefilter("ignore", PerfectSeparationWarning)
X = sm.add_constant(np.array([[1, 0], [0, 0], [1, 1], [0, 1]]))
y = np.array([0, 1, 0, 1])
# Nothing built in. Every row gets half a success and half a failure, times its leverage, until these settle.
h = np.full(len(y), X.shape[1] / len(y))
for _ in range(50):
    fit = sm.GLM((y + h / 2) / (1 + h), X, family=sm.families.Binomial(), var_weights=1 + h).fit()
    W = fit.fittedvalues * (1 - fit.fittedvalues)
    covariance = np.linalg.inv((X.T * W) @ X)
    h = W * np.einsum("ij,jk,ik->i", X, covariance, X)
print("estimates      ", fit.params.round(4) + 0.0)
print("standard errors", np.sqrt(np.diag(covariance)).round(4))
