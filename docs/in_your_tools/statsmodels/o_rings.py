import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

launches = pd.read_csv("o_rings.csv")
fit = smf.glm("distress ~ temperature", launches, family=sm.families.Binomial()).fit()
print(fit.summary().tables[1])

at = fit.get_prediction(pd.DataFrame({"temperature": [31]})).summary_frame()
print("\nat 31 °F, and the ends of its 95 % interval:")
print(at[["mean", "mean_ci_lower", "mean_ci_upper"]].round(4).to_string(index=False))
