import pandas as pd
import statsmodels.api as sm

flowers = pd.read_csv("iris.csv")
species = pd.Categorical(flowers["species"])
fit = sm.MNLogit(species.codes, sm.add_constant(flowers[["sepal_width"]])).fit(disp=False)
print("baseline:", species.categories[0])
print(fit.params.set_axis(species.categories[1:], axis=1).round(3))
print(fit.bse.set_axis(species.categories[1:], axis=1).round(3))
print("at 3 cm:", fit.predict([[1.0, 3.0]])[0].round(3))
