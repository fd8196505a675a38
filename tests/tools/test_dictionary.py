"""The factors of the dictionary for PyTorch and R, each against the tool itself, or its formula where the tool is missing."""

import re

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from tools import snippets

from smallest_network import datasets, glm, penalised
from smallest_network.logistic import log_loss

temperature, y = datasets.o_ring()
z, n = (temperature - 70) / 10, len(y)
X = np.column_stack([z, np.ones(n)])  # the bias last


def lowest(objective):
    return minimize(objective, np.zeros(X.shape[1]), method="BFGS", options={"gtol": 1e-9}).x


@pytest.mark.parametrize("decay", [0.01, 0.1])
def test_weight_decay_on_a_mean_loss_is_a_ridge_of_n_times_as_much(decay):
    weights = np.zeros(2)
    for _ in range(
        5000
    ):  # the update of SGD(lr=1, weight_decay=decay): the gradient of the mean loss, and decay times w
        mu = 1 / (1 + np.exp(-X @ weights))
        weights = weights - (X.T @ (mu - y) / n + decay * weights)
    assert weights == pytest.approx(penalised.ridge(X, y, penalty=n * decay), rel=1e-9)


@pytest.mark.parametrize("C", [0.1, 1.0, 10.0])
def test_the_c_of_scikit_learn_is_one_over_lambda_with_the_intercept_free(C):
    fit = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-10).fit(z, y)
    ours = penalised.ridge(X, y, penalty=1 / C, free=[1])
    assert [*fit.coef_[0], *fit.intercept_] == pytest.approx(ours, rel=1e-7)


def test_the_alpha_of_a_network_of_scikit_learn_is_lambda_with_the_bias_free():
    network = MLPClassifier((), solver="lbfgs", alpha=2.0, tol=1e-12, max_iter=2000, random_state=0).fit(z, y)
    ours = penalised.ridge(X, y, penalty=2.0, free=[1])
    assert [*network.coefs_[0].ravel(), *network.intercepts_[0]] == pytest.approx(ours, rel=1e-4)  # L-BFGS stops early


def test_the_alpha_of_statsmodels_is_lambda_over_n_on_every_coefficient():
    model = sm.GLM(y, X, family=sm.families.Binomial())
    fitted = model.fit_regularized(alpha=1.5 / n, L1_wt=0, cnvrg_tol=1e-12, maxiter=500).params
    assert fitted == pytest.approx(penalised.ridge(X, y, penalty=1.5), rel=1e-4)


def test_a_normal_prior_of_standard_deviation_tau_is_a_ridge_of_one_over_its_square():
    tau = 0.7
    lowered = lowest(lambda w: log_loss(y, X @ w).sum() + (w @ w) / (2 * tau**2))
    assert lowered == pytest.approx(penalised.ridge(X, y, penalty=tau**-2), rel=1e-6)


def test_pos_weight_class_weight_and_case_weights_are_one_thing():
    k = 3.0
    lowered = lowest(
        lambda w: (k * y * log_loss(1.0, X @ w) + (1 - y) * log_loss(0.0, X @ w)).sum()
    )  # BCE, pos_weight=k
    cases = glm.fit(X, y, weights=np.where(y == 1, k, 1.0), tol=1e-12).coefficients
    classes = LogisticRegression(C=np.inf, class_weight={1: k}, solver="newton-cholesky", tol=1e-10).fit(z, y)
    assert lowered == pytest.approx(cases, rel=1e-5)
    assert [*classes.coef_[0], *classes.intercept_] == pytest.approx(cases, rel=1e-6)


def test_pos_weight_adds_its_logarithm_to_an_intercept_that_stands_alone():
    ones = np.ones((n, 1))
    plain = glm.fit(ones, y, tol=1e-12).coefficients[0]
    weighted = glm.fit(ones, y, weights=np.where(y == 1, 3.0, 1.0), tol=1e-12).coefficients[0]
    assert weighted - plain == pytest.approx(np.log(3), rel=1e-9)


def test_a_contrast_is_a_difference_of_one_hot_weights_and_the_fit_is_the_same():
    kind = np.repeat([0, 1, 2], [8, 8, 7])
    hot = np.eye(3)[kind]
    contrasts = glm.fit(np.column_stack([np.ones(n), hot[:, 1:]]), y, tol=1e-12)
    one_hot = glm.fit(hot, y, tol=1e-12)
    first, *others = one_hot.coefficients
    assert contrasts.coefficients == pytest.approx([first, *(other - first for other in others)], rel=1e-7)
    assert contrasts.fitted == pytest.approx(one_hot.fitted, rel=1e-7)
    with pytest.warns(glm.RankDeficiencyWarning):
        both = glm.fit(np.column_stack([np.ones(n), hot]), y)
    assert both.rank == 3


def test_a_grouped_row_is_a_share_with_its_trials_as_weight():
    whole = glm.fit(np.ones((n, 1)), y, tol=1e-12)
    grouped = glm.fit([[1.0]], [y.mean()], weights=[n], tol=1e-12)
    assert grouped.coefficients == pytest.approx(whole.coefficients, rel=1e-9)
    assert grouped.standard_errors == pytest.approx(
        whole.standard_errors, rel=1e-6
    )  # they are one step behind, as in R


def test_a_sigmoid_followed_by_the_loss_is_cut_off_and_forgets_its_slope():
    lines = (snippets.FOLDER / "pytorch" / "overflow.txt").read_text(encoding="utf-8").splitlines()
    pair = re.compile(r"η = (\d+), y = 0: (.+?) +([\d.]+), slope ([\d.]+)")
    for eta, name, loss, slope in (match.groups() for match in map(pair.fullmatch, lines) if match):
        exact = "WithLogits" in name or eta == "10"
        assert (float(loss), float(slope)) == ((float(eta), 1.0) if exact else (100.0, 0.0))


def test_formulas_of_r_and_of_python_make_the_same_columns():
    def columns(tool):
        text = (snippets.FOLDER / tool / "formulas.txt").read_text(encoding="utf-8")
        plain = re.sub(r"np\.|\(Intercept\)|Intercept|\[T\.(\w)\]|\*\*|[ ^]", lambda m: m[1] or "", text)
        return [line.split("->")[1] for line in plain.splitlines() if "->" in line]

    assert columns("r")[:-1] == columns("statsmodels")  # the last is the offset, which is no column


def test_every_factor_of_the_table_of_penalties_has_a_row():
    page = (ROOT / "docs" / "reference" / "dictionary.md").read_text(encoding="utf-8")
    for setting in ("ridge(penalty=λ)", "SGD(weight_decay=d)", "Adam(weight_decay=d)", "AdamW(weight_decay=d)", "(C=c)",
                    "MLPClassifier(alpha=a)", "fit_regularized(alpha=a, L1_wt=0)", "decay = d"):  # fmt: skip
        assert setting in page
