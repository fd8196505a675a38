"""The numbers of the post on every neuron, against R, statsmodels, scikit-learn, SciPy and calculus."""

import json
from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers
from scipy import optimize, stats
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, Perceptron

from experiments._shared import o_rings
from experiments.every_neuron import _ten, _units, discriminant, iris_softmax, other_links, rivals, ten_digits
from smallest_network import datasets, families, network
from smallest_network.logistic import softmax_loss

R = json.loads((ROOT / "tests" / "reference" / "r_families.json").read_text())
GLMS = {"identity": sm.families.Gaussian(), "exp": sm.families.Poisson(), "logistic": sm.families.Binomial()}
LINKS = {"probit": "oring_probit", "cloglog": "oring_cloglog"}


def of_sm(link):
    classes = {"logit": "Logit", "probit": "Probit", "cloglog": "CLogLog"}
    return sm.families.Binomial(getattr(sm.families.links, classes[link])())


# One rule


@pytest.mark.parametrize(("place", "name"), list(enumerate(_units.NAMES)))
def test_a_plain_loop_of_the_rule_ends_where_statsmodels_does_in_as_many_epochs(place, name):
    unit, row = _units.unit(name), numbers("one_rule")["rows"][place]
    target = sm.GLM(unit.y, unit.X, family=GLMS[name]).fit(tol=1e-15, maxiter=100).params
    mean = {"identity": lambda eta: eta, "exp": np.exp, "logistic": lambda eta: 1 / (1 + np.exp(-eta))}[name]
    weights, near = np.zeros(len(target)), []
    for _ in range(400):
        weights = weights + row["rate"] * unit.X.T @ (unit.y - mean(unit.X @ weights)) / len(unit.y)
        near.append((np.abs(weights / target - 1) < 1e-10).all())
    assert row["epochs"] == (400 - near[::-1].index(False) + 1 if False in near else 1)
    assert row["neuron"] == pytest.approx(target, rel=1e-11)  # 12 digits are kept
    assert row["digits_equal"] == 12


@pytest.mark.parametrize(("place", "name"), [(0, "cars_gaussian"), (1, "warpbreaks_poisson")])
def test_r_has_the_regressions_of_the_cars_and_the_yarn(place, name):
    r, found = R[name], numbers("one_rule")
    if name == "cars_gaussian":
        assert [found["cars"]["intercept"], found["cars"]["slope"]] == pytest.approx(r["coefficients"], rel=1e-10)
    else:  # R stops when the deviance has settled to 1e-8
        ours = found["rows"][place]["glm"]
        assert [ours[3], *ours[:3]] == pytest.approx(r["coefficients"], rel=1e-9)
        assert [found["warp"][effect] for effect in ("wool", "medium", "high")] == pytest.approx(
            np.exp(r["coefficients"][1:])
        )
        unit = _units.unit("exp")
        theirs = sm.GLM(unit.y, unit.X, family=sm.families.Poisson()).fit()
        assert found["warp"]["dispersion"] == pytest.approx(theirs.pearson_chi2 / theirs.df_resid, rel=1e-6)


@pytest.mark.parametrize("name", _units.NAMES)
def test_the_best_rate_comes_from_the_curvatures_of_the_mean_loss(name):
    """From second differences of the deviance, which is twice the loss but for a constant, around its minimum."""
    unit = _units.unit(name)
    step, p = 1e-3, unit.X.shape[1]

    def loss(weights):
        return unit.fit.dispersion * half_deviance(unit, weights) / len(unit.y)

    def half_deviance(unit, weights):
        mu = families.choose(unit.fit.family)[1].inverse(unit.X @ weights)
        return -GLMS[name].loglike(unit.y, mu, scale=unit.fit.dispersion)

    axes, best = step * np.eye(p), unit.fit.coefficients
    hessian = [
        [
            (loss(best + a + b) - loss(best + a - b) - loss(best - a + b) + loss(best - a - b)) / (4 * step**2)
            for a in axes
        ]
        for b in axes
    ]
    low, high = np.linalg.eigvalsh(hessian)[[0, -1]]
    row = numbers("one_rule")["rows"][_units.NAMES.index(name)]
    assert row["curvatures"] == pytest.approx([low, high], rel=1e-4)  # the error of differences of size 1e-3
    assert row["rate"] == pytest.approx(2 / (low + high), rel=1e-4)


# Other links


@pytest.mark.parametrize("link", ["logit", "probit", "cloglog"])
def test_the_curves_are_those_of_statsmodels_and_r(link):
    temperature, distress = datasets.o_ring()
    X, found = datasets.with_bias(temperature), numbers("other_links")
    row = found["rows"][["logit", "probit", "cloglog"].index(link)]
    fit = sm.GLM(distress, X, family=of_sm(link)).fit(tol=1e-14, maxiter=100)
    # where the link is not canonical either rule stops 1e-8 from the optimum, at a deviance that is flat to the last bit
    assert [row["slope"], row["intercept"]] == pytest.approx(fit.params, rel=1e-6)
    assert row["deviance"] == pytest.approx(fit.deviance, rel=1e-9)
    assert found["curves"][link] == pytest.approx(
        fit.predict(datasets.with_bias(np.array(found["grid"])[:, None])), abs=1e-6
    )
    if link in LINKS:  # R stops when the deviance has settled to 1e-8, which leaves 3e-5 where scoring is slow
        assert [row["intercept"], row["slope"]] == pytest.approx(R[LINKS[link]]["coefficients"], rel=1e-4)
    half = optimize.brentq(lambda degrees: fit.predict([[degrees, 1.0]])[0] - 0.5, 50, 80)
    assert row["half"] == pytest.approx(half, rel=1e-6)


def test_the_chances_of_no_distress_at_31_degrees_are_tails_of_scipy():
    rows = numbers("other_links")["rows"]
    eta = [31 * row["slope"] + row["intercept"] for row in rows]
    tails = [stats.logistic.sf(eta[0]), stats.norm.sf(eta[1]), np.exp(-np.exp(eta[2]))]
    for row, tail in zip(rows, tails, strict=True):
        digits, power = row["clear_31"].split(" × 10")
        power = int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
        assert float(digits) * 10.0**power == pytest.approx(tail, rel=0.05)  # two digits are shown


def test_the_factors_are_slope_over_variance_by_scipys_densities():
    found = numbers("other_links")
    mu = np.array(found["mu"])
    probit = stats.norm.pdf(stats.norm.ppf(mu)) / (mu * (1 - mu))
    cloglog = -np.log1p(-mu) / mu  # e^η e^(-e^η) with e^η = -log(1 - μ), over μ (1 - μ)
    assert found["factors"]["logit"] == pytest.approx(np.ones(len(mu)), rel=1e-9)
    assert found["factors"]["probit"] == pytest.approx(probit, rel=1e-9)
    assert found["factors"]["cloglog"] == pytest.approx(cloglog, rel=1e-9)
    assert found["tails"]["probit"] == pytest.approx(np.interp(0.99, mu, probit), rel=1e-2)
    at_half = {"probit": 4 * stats.norm.pdf(0), "cloglog": 2 * np.log(2)}
    for link, factor in at_half.items():
        assert found["harder"][link] == pytest.approx(found["tails"][link] / factor, rel=1e-9)


def test_steps_to_ten_digits_are_counted_to_where_the_score_is_zero():
    """An optimum found by SciPy's root finder on the score, written anew from SciPy's distributions."""
    X, y = o_rings.standardised()
    laws = {"logit": stats.logistic, "probit": stats.norm, "cloglog": stats.gumbel_l}
    for row, (link, law) in zip(numbers("other_links")["rows"], laws.items(), strict=True):

        def score(weights, law=law):
            eta = X @ weights
            return X.T @ (law.pdf(eta) * (y / law.cdf(eta) - (1 - y) / law.sf(eta)))

        target = optimize.root(score, row["standardised"], tol=1e-14).x
        assert row["standardised"] == pytest.approx(target, rel=1e-10)
        path = other_links._scoring(link, X, y)
        near = (np.abs(path / target - 1) < 1e-10).all(axis=1)
        assert row["steps"] == len(near) - near[::-1].tolist().index(False)


def test_from_rs_start_scoring_needs_a_step_less_than_from_zero():
    X, y = o_rings.standardised()
    rows, mu = {name: numbers(name)["rows"] for name in ("one_rule", "other_links")}, (y + 0.5) / 2
    eta, path = stats.logistic.ppf(mu), []
    for _ in range(8):
        mu = stats.logistic.cdf(eta)
        roots = np.sqrt(mu * (1 - mu))
        path.append(np.linalg.lstsq(roots[:, None] * X, roots * eta + (y - mu) / roots)[0])
        eta = X @ path[-1]
    near = (np.abs(np.array(path) / rows["other_links"][0]["standardised"] - 1) < 1e-10).all(axis=1)
    assert near.tolist().index(True) + 1 == rows["one_rule"][2]["steps"] == rows["other_links"][0]["steps"] - 1


def test_two_links_cost_no_convexity_and_a_cauchy_curve_does():
    found = numbers("other_links")
    assert min(found["convex"].values()) > 0

    def bend(eta, step=1e-4):
        loss = [-stats.cauchy.logcdf(eta + side * step) for side in (-1, 0, 1)]
        return (loss[0] - 2 * loss[1] + loss[2]) / step**2

    turns = found["cauchy"]["turns"]
    assert bend(turns - 0.05) < 0 < bend(turns + 0.05)
    assert found["cauchy"]["at_minus_3"] == pytest.approx(bend(-3.0), rel=1e-4)


def test_the_logarithm_of_each_curves_slope_is_concave_but_for_cauchys():
    """Second differences over a wide grid: by Pratt's theorem the loss is then convex for every set of data."""
    eta = np.linspace(-8, 3, 400)
    for law in (stats.logistic, stats.norm, stats.gumbel_l):
        assert np.diff(law.logpdf(eta), 2).max() < 0
    assert np.diff(stats.cauchy.logpdf(eta), 2).max() > 0


def test_only_the_logit_forgets_all_but_the_sums():
    found = numbers("other_links")["sums"]
    assert found["sums"][0] == found["sums"][1]
    first, second = found["slopes"]["logit"]
    assert first == pytest.approx(second, rel=1e-10)
    for link in LINKS:
        first, second = found["slopes"][link]
        assert abs(first / second - 1) > 0.01


# Softmax


def test_the_softmax_units_are_scikit_learns_multinomial_regression():
    X, species = datasets.iris()
    found = numbers("iris_softmax")
    length = X[:, :1]
    standard = (length - length.mean()) / length.std()
    theirs = LogisticRegression(C=np.inf, solver="newton-cg", tol=1e-12, max_iter=1000).fit(standard, species)
    ours = np.array(found["weights"])  # (2, 3): slopes, then biases
    slopes, biases = theirs.coef_[:, 0] - theirs.coef_[0, 0], theirs.intercept_ - theirs.intercept_[0]
    np.testing.assert_allclose(ours - ours[:, :1], [slopes, biases], atol=1e-5)  # where theirs stops
    grid = (np.array(found["grid"])[:, None] - length.mean()) / length.std()
    np.testing.assert_allclose(np.transpose(found["units"]), theirs.predict_proba(grid), atol=1e-6)
    assert found["right"] == (theirs.predict(standard) == species).sum()


def test_statsmodels_has_the_same_deviance_and_coefficients_on_sepal_length():
    X, species = datasets.iris()
    found = numbers("iris_softmax")
    standard = (X[:, :1] - X[:, 0].mean()) / X[:, 0].std()
    codes = np.unique(species, return_inverse=True)[1]
    theirs = sm.MNLogit(codes, datasets.with_bias(standard)).fit(method="newton", disp=False, tol=1e-12)
    assert found["deviance"] == pytest.approx(-2 * theirs.llf, rel=1e-10)
    np.testing.assert_allclose(found["coefficients"], theirs.params.T, rtol=1e-8)
    assert found["digits_equal"] == 12


def test_thirteen_of_fifteen_sets_of_measurements_separate_setosa():
    """Each by a linear program for a plane that has setosa strictly on one side."""
    X, species = datasets.iris()
    side = np.where(species == "setosa", 1.0, -1.0)
    apart = []
    for size in (1, 2, 3, 4):
        for columns in combinations(range(4), size):
            rows = -side[:, None] * datasets.with_bias(X[:, columns])
            solved = optimize.linprog(np.zeros(rows.shape[1]), A_ub=rows, b_ub=-np.ones(len(rows)), bounds=(None, None))
            apart.append((columns, solved.status == 0))
    assert [columns for columns, separated in apart if not separated] == [(0,), (1,)]
    assert len(apart) == 15
    found = numbers("iris_softmax")
    assert found["sets"] == {"all": 15, "separating": sum(separated for _, separated in apart)}
    kinds = found["kinds"]
    assert [kinds[name] for name in ("sepal_length", "sepal_width")] == ["none", "none"]
    assert {kinds[name] for name in ("petal_length", "petal_width", "sepals")} == {"quasi-complete"}


def test_without_setosa_the_petals_have_a_finite_fit_with_the_same_deviance():
    """R's fit stops where the deviance of setosa, which falls to 0, has fallen to 1e-7."""
    petals = numbers("iris_softmax")["petals"]
    assert petals["deviance"] == pytest.approx(petals["two_deviance"], abs=1e-6)
    contrast = np.subtract(petals["coefficients"][1], petals["coefficients"][0])
    assert contrast == pytest.approx(petals["two"], rel=1e-4)
    X, species = datasets.iris()
    two = species != "setosa"
    theirs = sm.Logit((species[two] == "virginica") * 1.0, datasets.with_bias(X[two][:, 2:])).fit(disp=False, tol=1e-12)
    assert petals["two"] == pytest.approx(theirs.params, rel=1e-7)


def test_the_curvatures_of_softmax_are_second_differences_of_its_mean_loss():
    rng = np.random.default_rng(0)
    X, y = datasets.with_bias(rng.normal(size=(12, 1))), rng.integers(3, size=12)
    weights, step = rng.normal(size=(2, 3)), 1e-4
    axes = step * np.eye(6).reshape(6, 2, 3)

    def loss(w):
        return softmax_loss(y, X @ w).mean()

    hessian = [
        [
            (loss(weights + a + b) - loss(weights + a - b) - loss(weights - a + b) + loss(weights - a - b))
            / (4 * step**2)
            for a in axes
        ]
        for b in axes
    ]
    found = np.linalg.eigvalsh(hessian)
    assert found[:2] == pytest.approx([0, 0], abs=1e-6)  # one vector added to all units changes nothing
    mu = np.exp(X @ weights)
    ours = iris_softmax._curvatures(X, mu / mu.sum(axis=1, keepdims=True))
    assert ours == pytest.approx((found[2], found[-1]), rel=1e-4, abs=1e-6)


# Ten digits


def test_the_table_of_ten_digits_agrees_with_its_confusions():
    found = numbers("ten_digits")
    for row, name in zip(found["rows"], ("unit", "net"), strict=True):
        confusion = np.array(found["confusions"][name])
        assert confusion.sum() == pytest.approx(found["n"])
        assert confusion.sum(axis=1) == pytest.approx([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
        assert row["errors"] == pytest.approx(confusion.sum() - np.trace(confusion))
        assert row["accuracy"][0] == pytest.approx(np.trace(confusion) / found["n"])
        np.fill_diagonal(confusion, 0)
        worst = found["worst"][name]
        assert confusion.max() == confusion[worst["written"], worst["read"]] == worst["count"]
    assert [row["weights"] for row in found["rows"]] == [65 * 10, 65 * 32 + 33 * 10]  # nearly four times as many
    assert all(found["worst"]["unit"][key] == found["worst"]["net"][key] for key in ("written", "read"))
    low, high = found["gain"]["errors"][1:]
    assert low < 0 < high  # what the post says: likely, not certain
    assert found["gain"]["better"] > found["divisions"] / 2


def test_scikit_learn_reads_as_many_of_the_digits_on_forms_held_out():
    """A penalty in the place of early stopping: what is asked is that ten regressions read so well, not the same weights."""
    images, labels = datasets.digits()
    form = ten_digits.forms(labels)
    right = 0
    for part in np.array_split(np.random.default_rng(0).permutation(14), 3):
        held = np.isin(form, part)
        theirs = LogisticRegression(C=0.3, max_iter=200, tol=1e-3).fit(images[~held] / 16, labels[~held])
        right += (theirs.predict(images[held] / 16) == labels[held]).sum()
    _, low, high = numbers("ten_digits")["rows"][0]["accuracy"]
    assert low < right / len(labels) < high


def test_no_image_is_learned_from_and_judged_in_one_division():
    rng = np.random.default_rng(0)
    train, validation = _ten.divided(np.arange(0, 90, 3), 90, rng)
    assert sorted([*train, *validation, *range(0, 90, 3)]) == list(range(90))
    assert len(validation) == 20


def test_a_network_takes_the_stop_of_the_lowest_loss_on_its_own_validation_images(monkeypatch):
    rng = np.random.default_rng(0)
    X, labels = rng.normal(size=(60, 3)), rng.integers(10, size=60)
    parts = [_ten.divided(np.arange(start, 60, 3), 60, rng) for start in (0, 1)]
    layers = _ten.learn(X, labels, parts, (), 40, np.random.default_rng(1))
    shorter = [_ten.learn(X, labels, parts, (), stop, np.random.default_rng(1)) for stop in (5, 10, 20)]
    for place, (_, validation) in enumerate(parts):

        def loss(layers, place=place, rows=validation):
            return network.mean_loss(X[rows], labels[rows], tuple(layer[place] for layer in layers))

        assert all(loss(layers) <= loss(early) for early in shorter)


def test_the_ten_probabilities_are_those_of_weights_that_are_printed():
    """Softmax written out, on the weights in the product; the rest of the image's forms were not learned from."""
    found = numbers("ten_probabilities")
    for place, example in enumerate(found["examples"][:3]):
        for name, layers in found["twentieths"].items():
            a = np.array(example["image"]) / 16
            *hidden, last = (np.array(layer) / 20 for layer in layers)
            for layer in hidden:
                a = 1 / (1 + np.exp(-np.append(a, 1) @ layer))
            odds = np.exp(np.append(a, 1) @ last)
            said = found["golden"][place]["answer"][name]
            assert said == pytest.approx(odds / odds.sum(), rel=1e-9)
            read = found["read"][place][name]
            assert max(said) == said[read["digit"]] == pytest.approx(read["mu"], rel=1e-9)
    right = [[read[name]["digit"] == example["digit"] for name in ("unit", "net")]
             for read, example in zip(found["read"], found["examples"], strict=True)]  # fmt: skip
    assert right[:4] == [[True, True], [False, True], [False, False], [True, False]]
    assert min(found["read"][0][name]["mu"] for name in ("unit", "net")) > 0.99  # "nobody doubts it"
    for name, row in zip(("unit", "net"), numbers("ten_digits")["rows"], strict=True):
        wrong = found["errors"][name] / found["n_test"]  # of one division: its forms have a spread of their own
        assert wrong == pytest.approx(1 - row["accuracy"][0], rel=0.5)


# Latent view, discriminant, rivals


def test_the_areas_behind_the_threshold_are_scipys():
    found = numbers("latent")
    assert found["areas"]["logistic"] == pytest.approx(stats.logistic.sf(-1))
    assert found["areas"]["normal"] == pytest.approx(stats.norm.sf(-1))
    assert found["deviation"] == pytest.approx(stats.logistic.std())
    for name, law in (("logistic", stats.logistic), ("normal", stats.norm)):
        assert found[name]["curve"] == pytest.approx(law.cdf(found["across"]), rel=1e-9)
        assert found[name]["density"] == pytest.approx(law.pdf(found["grid"], loc=1), rel=1e-9)
        off = np.subtract(found[name]["shares"], law.cdf(found["eta"]))
        assert np.abs(off).max() < 4 * np.sqrt(0.25 / found["draws"])  # four standard errors at most


def test_the_discriminant_is_scikit_learns():
    """But for the covariance: they divide its sums by n, we by n - 2, as Fisher did, which shrinks the log-odds by as much."""
    X, species = datasets.iris()
    two = species != "setosa"
    X, y = X[two][:, 2:], (species[two] == "virginica") * 1.0
    theirs = LinearDiscriminantAnalysis().fit(X, y)
    row, shrunk = numbers("discriminant")["rows"][1], (len(y) - 2) / len(y)
    ours = np.array([row["length"], row["width"], row["intercept"]])
    np.testing.assert_allclose(ours, shrunk * np.append(theirs.coef_[0], theirs.intercept_), rtol=1e-8)
    loss = np.logaddexp(0, -(2 * y - 1) * shrunk * theirs.decision_function(X)).mean()
    assert row["here"] == pytest.approx(loss, rel=1e-9)


def test_logistic_regression_has_the_lower_loss_on_the_flowers_that_it_is_fitted_to():
    found = numbers("discriminant")
    logistic, other = found["rows"]
    assert logistic["here"] < other["here"]
    assert logistic["high"] > 5 * other["high"]  # its tail, where the species left over can be parted
    assert 0 < found["separated"] < found["divisions"] / 4
    assert abs(found["better"] - found["divisions"] / 2) < 3 * np.sqrt(found["divisions"] / 4)


def test_where_normals_are_true_the_discriminant_strays_less():
    """Other draws than the post's, by scikit-learn and statsmodels."""
    rng = np.random.default_rng(11)
    slopes = []
    for _ in range(60):
        X, y = datasets.two_clouds(100, distance=2.0, rng=rng)
        lda = LinearDiscriminantAnalysis().fit(X, y).coef_[0, 0]
        slopes.append([sm.GLM(y, datasets.with_bias(X), family=sm.families.Binomial()).fit().params[0], lda])
    off = np.sqrt(np.square(np.array(slopes) - 2).mean(axis=0))
    assert off[1] < off[0]
    ours = numbers("discriminant")["clouds"]
    assert ours["ratio"] < 1
    assert ours["off"] == pytest.approx(off, rel=0.35)  # a root mean square of 60 draws strays by a tenth or two


def test_the_unit_of_the_discriminant_has_the_true_log_odds_of_two_normals():
    rng = np.random.default_rng(2)
    X, y = datasets.two_clouds(40, distance=1.0, rng=rng)
    weights = discriminant.discriminant(X, y)
    means, covariance = discriminant._moments(X, y)
    densities = [stats.multivariate_normal(mean, covariance).logpdf(X) for mean in means]
    np.testing.assert_allclose(datasets.with_bias(X) @ weights, densities[1] - densities[0], rtol=1e-9, atol=1e-9)


def test_the_perceptron_is_scikit_learns_step_by_step():
    X, y = o_rings.standardised()
    theirs = Perceptron(shuffle=False, fit_intercept=False, tol=None, max_iter=1, penalty=None)
    ours = rivals.perceptron(X, y, np.zeros(2), 1.0, 3)[len(y) - 1 :: len(y)]
    for path in ours:
        theirs.partial_fit(X, y, classes=[0, 1])
        # they call a sum of exactly 0 wrong, whichever the class; after the first row no sum is 0 here
        np.testing.assert_allclose(theirs.coef_[0], path, atol=1e-9)


def test_the_perceptron_stops_on_the_four_points_and_never_on_the_launches():
    found = numbers("rivals")
    assert found["four_points"]["stays"]
    X, y = datasets.four_points()
    assert ((datasets.with_bias(X) @ found["four_points"]["weights"] >= 0) == y).all()
    assert found["perceptron"]["changes"] > 0
    assert found["perceptron"]["least"] < found["perceptron"]["most"]


def test_the_linear_unit_is_least_squares_on_zeros_and_ones_and_leaves_0_to_1():
    temperature, distress = datasets.o_ring()
    slope, intercept = np.polyfit(temperature[:, 0], distress, 1)
    found = numbers("rivals")
    assert found["linear"]["cold"] == pytest.approx(slope * 31 + intercept)
    assert found["rows"][0]["warm"] == pytest.approx(slope * 81 + intercept)
    assert found["linear"]["negative"] == (slope * temperature[:, 0] + intercept < 0).sum() > 0
    assert all(0 < row[end] < 1 for row in found["rows"][2:] for end in ("cold", "warm") if row[end] != 1)
