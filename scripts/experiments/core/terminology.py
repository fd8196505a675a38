"""The same things under the names that two fields give them."""

CAPTION = "The first four rows are those of the text that part 2 grew from, the first of them corrected."
TABLE = {"Neural network": "{network}", "Logistic regression": "{glm}", "Here": "{here}", "Remark": "{remark}"}

# The first four rows are the source's, in its order.
ROWS = [
    (
        "activation function",
        "inverse link function",
        r"$\mu = \operatorname{expit}(\eta)$",
        "The link is its inverse, the logit: it goes from the mean to the linear predictor.",
    ),
    ("weights", "coefficients", "$w$ or $\\beta$", "The same vector."),
    ("bias", "intercept", "$w_p$ or $\\beta_0$", "The weight of the last input, the $p$-th, which is always 1."),
    ("learning, training", "fitting, estimation", "", "Maximising one likelihood, by different routes."),
    ("neuron, unit", "logistic regression", "", "With logistic activation and cross-entropy."),
    (
        "cross-entropy, log-loss",
        "negative log-likelihood",
        "$\\ell$",
        "Of one observation; training lowers the mean, which is smallest where the likelihood is largest.",
    ),
    (
        "net input, pre-activation, score, logit",
        "linear predictor, log-odds",
        "$\\eta = w \\cdot x$",
        "Log-odds for the logit link. Here *logit* names the function only.",
    ),
    ("output, activation", "mean, fitted value", "$\\mu$", ""),
    ("training example, sample", "observation, case", "$(x_i, y_i)$", "A statistician's sample is the whole set."),
    ("input, feature", "covariate, predictor", "$x$", ""),
    ("target, label", "response, outcome", "$y$", ""),
    (
        "cost, loss over all examples",
        "deviance",
        "$D = 2 \\sum_i \\ell_i$",
        "For responses 0 or 1: twice the total loss.",
    ),
    (
        "gradient of the cost",
        "score",
        "$X^\\mathsf{T}(y - \\mu)$",
        "The statistician's score is minus the gradient of the summed loss.",
    ),
    (
        "curvature, Hessian",
        "Fisher information",
        "$X^\\mathsf{T} W X$",
        "Equal, not only in expectation: the link is canonical.",
    ),
    ("gradient descent", "(none in daily use)", "", "First order: many cheap steps."),
    ("Newton's method", "Fisher scoring, IRLS", "", "Second order: few costly steps; equal for the logit link."),
    ("learning rate", "step size", "$\\alpha$", "In a GLM, η is the linear predictor; here too."),
    ("epoch", "iteration", "", "Both see every example once; an online epoch makes *n* steps."),
    (
        "early stopping",
        "shrinkage",
        "",
        "Descent from zero that is stopped early has small weights, as ridge has. A tolerance asks for the optimum.",
    ),
    (
        "softmax output layer",
        "multinomial logit",
        "",
        "Two classes: one logistic unit on the difference of their net inputs.",
    ),
    (
        "weight decay",
        "ridge penalty, Gaussian prior",
        "$\\frac{\\lambda}{2} \\lVert w \\rVert^2$",
        "Subtracted from the log-likelihood. The same step in plain gradient descent, not in Adam.",
    ),
    (
        "linear unit",
        "linear regression",
        "$\\mu = \\eta$",
        "The identity as activation and as link; squared error as cost.",
    ),
    (
        "exponential unit",
        "Poisson regression, log-linear model",
        "$\\mu = e^\\eta$",
        "For counts; the link is the logarithm.",
    ),
    (
        "activation that matches the loss",
        "canonical link",
        "$\\theta = \\eta$",
        "Then the gradient is error times input, in every exponential family.",
    ),
    ("log-partition function", "cumulant function", "$b(\\theta)$", "Its slope is the mean, and the activation."),
    (
        "generative classifier",
        "discriminant analysis",
        "",
        "Models $x$ given $y$; with normals of one covariance a line too.",
    ),
    (
        "ensemble of random starts",
        "(none: one summit)",
        "",
        "Every start leads a generalised linear model to the same fit; a network may have turned out otherwise.",
    ),
    (
        "bagging, resampled training sets",
        "bootstrap",
        "",
        "As many rows as there are, drawn with replacement. Bagging averages the fits, the bootstrap looks at their spread.",
    ),
    (
        "(none in daily use)",
        "profile likelihood",
        "",
        "The best fit for every value of one coefficient. Where it is no parabola, a standard error misleads.",
    ),
    (
        "(none in daily use)",
        "Hauck–Donner effect",
        "",
        "Past a point, a larger effect has a smaller Wald statistic.",
    ),
    ("decision boundary", "locus of $\\mu = ½$", "$\\eta = 0$", ""),
    (
        "generalisation error",
        "out-of-sample deviance",
        "",
        "If the error is the mean cross-entropy: half the deviance per observation.",
    ),
]


def measure():
    columns = ("network", "glm", "here", "remark")
    return {"rows": [dict(zip(columns, row, strict=True)) for row in ROWS]}
