import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from sklearn.metrics import log_loss

# It has no hidden layer. You make the columns that a hidden layer would learn.
points = pd.read_csv("noisy_xor.csv")
train, fresh = points[:200], points[200:]
for formula in ("y ~ x1 + x2", "y ~ x1 * x2"):
    fit = smf.glm(formula, train, family=sm.families.Binomial()).fit()
    print(formula, "- log-loss of fresh points:", round(log_loss(fresh["y"], fit.predict(fresh)), 3))
