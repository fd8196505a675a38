"""What the post on the digits says, measured by others: scikit-learn, statsmodels, linear programming, arithmetic."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm
from bs4 import BeautifulSoup
from conftest import numbers
from scipy.optimize import linprog
from scipy.stats import chi2, norm
from sklearn import metrics as oracle
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from experiments._shared import forms
from experiments.digits import _task, digit_threshold
from smallest_network import datasets, glm, network
from smallest_network.logistic import expit
from smallest_network.optimizers import Adam


@pytest.fixture(scope="module")
def data():
    return _task.task()


@pytest.fixture(scope="module")
def etas():
    return _task.on_test()


def test_the_table_counts_what_scikit_learn_counts(data, etas):
    rows, y = numbers("digit_results")["rows"], data.y[data.test]
    etas = {1: etas["glm"], 2: _task.ridge(data)[1][data.test], 3: etas["unit"], 4: etas["net"]}
    for number, eta in etas.items():
        mu, row = expit(eta), rows[number]
        assert row["errors"] == round((1 - oracle.accuracy_score(y, mu >= 0.5)) * len(y))
        # The maximum-likelihood fit is so sure that its μ rounds to 1, of which scikit-learn can take no logarithm.
        expected = np.logaddexp(0, np.where(y == 1, -eta, eta)).mean() if number == 1 else oracle.log_loss(y, mu)
        assert row["log_loss"] == pytest.approx(expected, rel=1e-9)
        assert row["auc"] == pytest.approx(oracle.roc_auc_score(y, mu), rel=1e-9)


def test_always_no_is_right_on_every_image_that_is_no_eight(data):
    row = numbers("digit_results")["rows"][0]
    assert row["errors"] == data.y[data.test].sum()
    assert row["auc"] == 0.5


def test_the_ridge_fit_is_that_of_scikit_learn(data):
    penalty, eta = _task.ridge(data)
    assert penalty == numbers("digit_results")["penalty"]
    theirs = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10_000).fit(data.X[data.train], data.y[data.train])
    # Both stop when the gradient is small; lbfgs, which sees no curvature, at about 1e-6 of the optimum.
    np.testing.assert_allclose(eta, theirs.decision_function(data.X), atol=1e-4)


@pytest.mark.parametrize("hidden", [(8,), (8, 4)])
def test_the_training_is_that_of_scikit_learn_step_by_step(data, hidden):
    X, y = data.X[data.train], data.y[data.train]
    sizes = (64, *hidden, 1)
    start = network.initialize(sizes, rng=np.random.default_rng(5), scale=0.3)
    theirs = MLPClassifier(
        hidden, activation="logistic", alpha=0, batch_size=50, learning_rate_init=0.01, shuffle=False, epsilon=1e-16
    )
    optimizer = Adam(learning_rate=0.01, epsilon=1e-16)
    theirs.partial_fit(X, y, classes=[0, 1])  # makes the arrays; the weights are then set, and the optimizer's memory
    for matrix, offset, layer in zip(theirs.coefs_, theirs.intercepts_, start, strict=True):
        matrix[:], offset[:] = layer[:-1], layer[-1]
    for memory in (*theirs._optimizer.ms, *theirs._optimizer.vs):
        memory[:] = 0
    theirs._optimizer.t = 0
    for _ in range(5):
        theirs.partial_fit(X, y)
    ours = network.train(X, y, start, optimizer=optimizer, epochs=5, batch_size=50)
    # 80 steps of Adam, which divides by slopes near zero where a pixel is rarely lit, enlarge rounding.
    np.testing.assert_allclose(
        network.predict_proba(data.X, ours), theirs.predict_proba(data.X)[:, 1], rtol=1e-5, atol=1e-7
    )


def test_a_network_of_scikit_learn_makes_as_many_errors(data):
    known = data.X[data.train], data.y[data.train]
    found = []
    for seed in range(5):
        model = MLPClassifier((8,), activation="logistic", learning_rate_init=0.03, batch_size=50, random_state=seed)
        model.set_params(alpha=0.01, max_iter=_task.EPOCHS, n_iter_no_change=_task.EPOCHS)
        with warnings.catch_warnings(action="ignore"):  # it stops at max_iter, as it should
            model.fit(*known)
        found.append((model.predict(data.X[data.test]) != data.y[data.test]).sum())
    ours = next(row for row in numbers("digit_widths")["rows"] if (row["units"], row["activation"]) == (8, "logistic"))
    assert ours["errors_low"] <= np.median(found) <= ours["errors_high"]


def separable(X, y):
    """Whether weights exist with η ≥ 1 on class 1 and η ≤ -1 on class 0: a linear program decides it."""
    sides = np.where(y == 1, -1.0, 1.0)[:, None] * datasets.with_bias(X)
    found = linprog(np.zeros(sides.shape[1]), A_ub=sides, b_ub=-np.ones(len(y)), bounds=(None, None), method="highs")
    assert found.status in (0, 2)  # found, or proved impossible
    return found.status == 0


@pytest.mark.parametrize("part", ["plane_train", "plane_known", "plane_all"])
@pytest.mark.parametrize("digit", [3, 8, 9])
def test_a_plane_exists_where_the_linear_program_finds_one(digit, part):
    data = _task.task(digit)
    known = np.sort(np.concatenate([data.train, data.validation]))
    rows = {"plane_train": data.train, "plane_known": known, "plane_all": np.arange(len(data.y))}[part]
    said = numbers("digit_planes")["rows"][digit][part]
    assert said == ("yes" if separable(data.X[rows], data.y[rows]) else "no")


def test_an_eight_and_a_nine_cost_most_errors():
    errors = [row["errors"] for row in numbers("digit_planes")["rows"]]
    assert sorted(np.argsort(errors)[-2:]) == [8, 9]
    assert errors[8] == errors[9] == numbers("digit_planes")["most_errors"]


def test_pixels_that_no_eight_lights_leave_the_likelihood_without_a_maximum(data):
    found = numbers("digit_planes")
    known = np.sort(np.concatenate([data.train, data.validation]))
    images, y = data.images[known], data.y[known]
    never = (images[y == 1].max(axis=0) == 0) & (images.max(axis=0) > 0)
    assert never.sum() == found["never_in_an_eight"] > 0
    assert (images.min(axis=0) == images.max(axis=0)).sum() == found["aliased_known"]
    lit = images.max(axis=0) > 0
    with pytest.warns(glm.SeparationWarning):
        fit = glm.fit(datasets.with_bias(images[:, lit]), y)
    assert fit.separation == "quasi-complete"
    assert (fit.infinite[:-1][never[lit]] != 0).all()
    # The deviance falls, by less and less, while the coefficient runs away.
    assert 0 < found["deviance"]["fall"] < 1e-5
    assert found["lowest"]["further"] < 1.4 * found["lowest"]["first"] < 0
    assert found["lowest"]["lit_in_an_eight"] == found["highest"]["lit_in_an_eight"] == 0
    assert found["lowest"]["lit"] > 0


def test_a_fit_that_breaks_down_pays_for_every_wrong_image_what_a_float_can_hold():
    # μ is cut off one float from 0 and 1 as in R: -2 log of that is 72.09 an image.
    broken, by_default = numbers("digit_planes")["broken"], numbers("digit_planes")["by_default"]
    each = -2 * np.log(np.finfo(float).eps)
    assert broken["deviance"] == pytest.approx(broken["wrong"] * each, rel=1e-6)
    assert broken["deviance"] > broken["null_deviance"]
    assert (by_default["n_iter"], by_default["converged"], by_default["separated"]) == (25, False, True)
    assert by_default["deviance"] < 1e-4


def test_the_calibration_slope_is_that_of_statsmodels(data, etas):
    *rows, _ = numbers("digit_calibration")["rows"]
    for (_, eta), row in zip(etas.items(), rows, strict=True):
        theirs = sm.GLM(data.y[data.test], sm.add_constant(eta), family=sm.families.Binomial()).fit(tol=1e-12)
        assert [row["intercept"], row["slope"]] == pytest.approx(theirs.params.tolist(), rel=1e-5)
        assert row["error"] == pytest.approx(theirs.bse[1], rel=1e-4)  # from the last iteration's weights, or after it


def test_the_stopped_models_are_calibrated_within_two_standard_errors():
    glm, unit, net, _ = numbers("digit_calibration")["rows"]
    assert abs(unit["slope"] - 1) < 2 * unit["error"]
    assert abs(net["slope"] - 1) < 2 * net["error"]
    assert glm["slope"] + 5 * glm["error"] < 1
    assert glm["recalibrated"] > unit["log_loss"]


def test_calibrated_probabilities_cost_least_at_the_threshold_of_the_prices():
    # With y drawn at μ, the mean cost of "yes" from t on is the integral of c0 (1 - μ) above t and c1 μ below.
    mu = (np.arange(100_000) + 0.5) / 100_000
    cost = [np.where(mu > t, 1 - mu, digit_threshold.RATIO * mu).mean() for t in np.linspace(0, 1, 221)]
    assert np.linspace(0, 1, 221)[np.argmin(cost)] == pytest.approx(1 / (1 + digit_threshold.RATIO), abs=0.005)


def test_shuffled_pixels_change_nothing(data):
    start = network.initialize((64, 8, 1), rng=np.random.default_rng(1), scale=0.2)
    order = np.random.default_rng(2).permutation(64)
    shuffled = (np.vstack([start[0][:-1][order], start[0][-1:]]), start[1])
    rows = data.train[:200]
    settings = {"optimizer": _task.OPTIMIZER, "epochs": 10, "batch_size": 50}
    one = network.train(data.X[rows], data.y[rows], start, **settings)
    other = network.train(data.X[rows][:, order], data.y[rows], shuffled, **settings)
    # Sums over the pixels are taken in another order, and Adam divides by small numbers: rounding, enlarged.
    np.testing.assert_allclose(
        network.predict_proba(data.X, one), network.predict_proba(data.X[:, order], other), rtol=1e-6
    )


def test_the_digits_stand_in_the_order_of_fourteen_forms():
    _, labels = datasets.digits()
    form = forms.forms(labels)
    written = ["".join(map(str, labels[form == number])) for number in range(14)]
    assert form.max() == 13
    assert all(124 <= len(digits) <= 130 for digits in written)
    whole = [digits for digits in written if len(digits) == 130]
    agree = [np.mean([a == b for a, b in zip(one, other, strict=True)]) for one in whole for other in whole]
    assert np.median(agree) > 0.95  # unrelated digits would agree in a tenth


def test_the_intervals_over_divisions_contain_what_both_sources_of_variation_give():
    """Against closed forms: the two variances of a mean over drawn forms and drawn divisions, added."""
    rng = np.random.default_rng(0)
    of_forms = rng.normal(size=(1, 14)) + rng.normal(size=(10, 1)) + 0.1 * rng.normal(size=(10, 14))
    mean, low, high = forms.interval(of_forms)
    by_form, by_division = of_forms.mean(axis=0), of_forms.sum(axis=1)
    variance = 14 * by_form.var() + by_division.var() / 10
    assert mean == pytest.approx(by_division.mean())
    # A quarter of the width of a normal interval; 4000 draws leave about 2 % of it, the small interaction about 1 %.
    assert (high - low) / (2 * norm.ppf(0.975)) == pytest.approx(variance**0.5, rel=0.06)


def test_unseen_forms_are_harder_and_the_hidden_layer_helps_but_whether_by_less_is_undecided():
    found = numbers("digit_splits")
    every = found["divisions"]
    assert every >= 10
    assert (found["better"]["chance"], found["better"]["forms"]) == (every, every)
    assert (found["always_harder"]["unit"], found["always_harder"]["net"]) == (every, every)
    gain = found["gain"]
    for interval in (gain["chance"], gain["forms"], *found["harder"].values()):
        assert 0 < interval[1] < interval[0] < interval[2]
    assert gain["change"][1] < 0 < gain["change"][2]
    assert 0 < found["change"]["positive"] < every
    errors = {
        kind: [np.array(found[kind][name]["by_division"]) for name in ("unit", "net")] for kind in ("chance", "forms")
    }
    by_chance, by_forms = (unit - net for unit, net in errors.values())
    assert found["change"]["by_division"] == pytest.approx(by_forms - by_chance)
    assert found["change"]["deviation"] == pytest.approx(np.std(by_forms - by_chance, ddof=1))


def test_scikit_learn_finds_unseen_forms_harder_too():
    """Five divisions of either kind of its own, and its logistic regression, with a ridge penalty in place of stopping early."""
    images, labels = datasets.digits()
    groups, y = {"chance": np.arange(len(labels)), "forms": forms.forms(labels)}, labels == 8
    model, wrong = LogisticRegression(C=0.5, max_iter=1000), {"chance": [], "forms": []}
    for seed in range(5):
        for kind, kept_together in groups.items():
            parts = list(GroupKFold(3, shuffle=True, random_state=seed).split(images, groups=kept_together))
            parts = [(a[np.arange(len(a)) % 3 > 0], b) for a, b in parts]  # a third is for validation
            found = [model.fit(images[a] / 16, y[a]).predict(images[b] / 16) != y[b] for a, b in parts]
            wrong[kind].append(sum(part.sum() for part in found))
    assert np.mean(wrong["forms"]) > np.mean(wrong["chance"]) + 5
    for kind, errors in wrong.items():
        ours = numbers("digit_splits")[kind]["unit"]
        # Another penalty and other divisions: within two standard deviations of one division.
        assert np.mean(errors) == pytest.approx(ours["errors"], abs=2 * ours["deviation"])


def test_that_the_network_is_too_sure_holds_of_the_one_start_only():
    (maximum, unit, net, median), others = numbers("digit_calibration")["rows"], numbers("digit_calibration")["others"]
    for row in (maximum, unit, net):
        assert row["p_value"] == pytest.approx(chi2.sf(row["ratio"], 2), rel=1e-9)
    assert maximum["p_value"] < 1e-30
    assert net["p_value"] < 0.05 < 0.4 < unit["p_value"]
    assert others["n"] >= 10
    assert others["p_below_05"] < others["n"] / 2
    assert others["low"] < net["slope"] < median["slope"] < others["high"]
    assert 0 < others["too_sure"] < others["n"]
    # What the others do share they share within chance: they expect too few 8s.
    assert median["expected"] < median["present"] == net["present"]
    assert 0 < net["intercept"] < median["intercept"] < 2 * median["intercept_error"]


def test_the_units_of_the_one_start_have_only_the_eight_in_common_and_those_of_most_others_have_not(data):
    found = numbers("digit_units")
    assert found["in_all_for"] == "8"
    assert found["n_against_on_for_8"] == 0
    assert found["others"]["n"] >= 10
    # By hand: the digits on whose images every unit with a positive output weight is on, start by start.
    hidden, out = _task.other_starts()
    images, written, units = data.X[data.train], data.labels[data.train], {True: [], False: []}
    for first, second in zip(hidden, out, strict=True):
        a = expit(datasets.with_bias(images) @ first)[:, second[:-1, 0] > 0]
        in_common = [d for d in range(10) if (a[written == d].mean(axis=0) > 0.5).all()]
        units[in_common == [8]].append(a.shape[1])
    assert len(units[True]) < found["others"]["n"] / 2 < found["others"]["none_against"]
    assert len(units[True]) == found["others"]["only_the_8"]
    assert max(units[False]) < sum(weight > 0 for weight in found["out"])  # "which have fewer units"


@pytest.mark.parametrize(("share", "name"), [(0.5, "half"), (0.1, "tenth")])
def test_labels_by_lot_are_divided_by_a_plane_up_to_so_many_observations_a_dimension(share, name):
    threshold, p = numbers("digit_planes")["by_chance"][name], 100
    for factor, can in ((0.8, True), (1.25, False)):  # far enough on either side for a hundred dimensions
        rng = np.random.default_rng(1)
        n = round(factor * threshold * p)
        y = (np.arange(n) < share * n).astype(float)
        assert separable(rng.normal(size=(n, p)), y) == can


def test_more_units_help_until_about_eight_and_two_help_from_any_start():
    rows = {row["units"]: row for row in numbers("digit_widths")["rows"] if row["activation"] in ("none", "logistic")}
    errors = {units: row["errors"] for units, row in rows.items()}
    assert errors[0] > errors[2] > errors[4] > errors[8] >= errors[16] > 0.8 * errors[8]
    assert all(row["errors_high"] < errors[0] for units, row in rows.items() if units)


def test_the_lab_prints_the_numbers_of_the_post(site):
    lab = BeautifulSoup((site / "notebooks" / "digits" / "index.html").read_text(encoding="utf-8"), "html.parser")
    printed = "".join(cell.get_text() for cell in lab.select(".jp-OutputArea-output pre"))
    rows = numbers("digit_results")["rows"]
    for name, row in (
        ("maximum likelihood", rows[1]),
        ("ridge", rows[2]),
        ("unit, stopped", rows[3]),
        ("s, stopped", rows[4]),
    ):
        assert f"{name}: {row['errors']} errors, log-loss {row['log_loss']:.3f}, AUC {row['auc']:.3f}\n" in printed
    for digits, weight in zip(numbers("digit_units")["fires_for"], numbers("digit_units")["out"], strict=True):
        assert f"output weight {weight:5.2f}, on for [{digits}]\n" in printed
