import pandas as pd
import statsmodels.api as sm

launches = pd.read_csv("o_rings.csv")
n, X = len(launches), sm.add_constant((launches[["temperature"]] - 70) / 10)
model = sm.GLM(launches["distress"], X, family=sm.families.Binomial())
# alpha counts against the mean loss: our penalty is n times alpha.
print("alpha=[0, 1/n], intercept free:", model.fit_regularized(alpha=[0, 1 / n], L1_wt=0).params.round(4).to_numpy())
print("alpha=1/n, intercept too:      ", model.fit_regularized(alpha=1 / n, L1_wt=0).params.round(4).to_numpy())
