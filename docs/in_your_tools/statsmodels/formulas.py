import numpy as np  # noqa: F401  (formulas see it)
import pandas as pd
from patsy import dmatrix

d = pd.DataFrame({"x": [0.5, 1, 2, 3, 5, 8], "z": [2, 1, 4, 3, 6, 5], "kind": list("abcabc")})
for formula in ("1", "x", "x - 1", "x + z", "x:z", "x * z", "x + I(x**2)", "np.log(x)", "kind", "kind * x"):
    print(f"y ~ {formula:14} ->", *dmatrix(formula, d).design_info.column_names)
