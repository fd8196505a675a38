"""Logistic regression as the smallest possible neural network: the models, arrays in, arrays out.

Conventions, the same in every module (`docs/reference/notation.md` has the whole list):

`X`
    (n, p) inputs, one row an observation. A bias is a column of ones that the caller adds.
`y`
    (n,) responses: in [0, 1], unless another family is named.
`weights`, `coefficients`
    (p,) what a neuron learns and what a GLM fits: the same thing.
`eta`
    (n,) linear predictor `X @ weights`.
`mu`
    (n,) mean response: the probability `expit(eta)` that y = 1, where no other link or activation is named.
`classes`
    (n,) of more than two classes, whole numbers or texts; `eta` and `mu` are then (n, K), a column for every class.
`layers`
    what a network learns: a tuple of matrices (inputs + 1, units), the bias in the last row. Its `X` has no column of
    ones.
`learning_rate`
    step size. (Where others call it eta: in a GLM that letter is taken.)
"""
