"""The snippets in the reader's tools: each prints what stands beside it, and the tools agree where the page says so."""

import itertools
import json
import re
import warnings

import numpy as np
import pytest
import scipy.stats
from conftest import ROOT, numbers
from tools import gam, snippets

from experiments._shared import drawn_launches
from experiments.tools import _gain, loop_errors
from press import staleness
from press.site import tools
from smallest_network import datasets, glm, multinomial, penalised
from smallest_network.logistic import expit

R = json.loads((ROOT / "tests" / "reference" / "r_families.json").read_text())


def name(script):
    return f"{script.parent.name}/{script.stem}"


def printed(tool, task):
    return (snippets.FOLDER / tool / f"{task}.txt").read_text(encoding="utf-8")


def found(text):
    """All numbers in a text, below its two lines of versions."""
    return [float(number) for number in re.findall(r"-?\d+\.\d+|-?\d+\.(?=[\s\]])", text.split("\n", 2)[2])]


@pytest.mark.parametrize("script", snippets.scripts(*snippets.PINNED), ids=name)
def test_a_snippet_prints_what_stands_beside_it(script):
    assert snippets.output(script) == printed(script.parent.name, script.stem)


@pytest.mark.skipif(
    not snippets.has("pytorch"), reason="PyTorch is not in the lock: no small wheel of it for Linux is on PyPI"
)
@pytest.mark.parametrize("script", snippets.scripts("pytorch"), ids=name)
def test_a_snippet_of_pytorch_prints_what_stands_beside_it(script):
    ours, theirs = snippets.output(script), printed("pytorch", script.stem)
    if ours.split("\n")[0] != theirs.split("\n")[0]:  # another PyTorch may draw other starts
        pytest.skip(f"{ours.splitlines()[0]} is here, and the output was frozen with {theirs.splitlines()[0]}")
    assert ours == theirs


@pytest.mark.parametrize("script", snippets.scripts(*tools.TOOLS), ids=name)
def test_an_output_belongs_to_its_script_as_it_is_and_says_who_printed_it(script):
    versions, mark, blank, *lines = printed(script.parent.name, script.stem).split("\n")
    assert re.fullmatch(r"[\w-]+ [\d.-]+(, [\w.]+ [\d.-]+)*", versions)
    assert (mark, blank) == (f"script {snippets.mark(script)}", "")
    assert any(lines)


def test_every_snippet_stands_on_a_page_in_the_order_of_the_tools():
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    shown = set(re.findall(r'\{\{ tools\("(\w+)"\) \}\}', pages))
    assert shown == {script.stem for script in snippets.scripts(*tools.TOOLS)}
    for task in shown:
        text = tools.tabs(task)
        titles = re.findall(r'^=== "(.*)"$', text, re.MULTILINE)
        assert titles == [
            title for tool, title in tools.TOOLS.items() if list((snippets.FOLDER / tool).glob(f"{task}.txt"))
        ]
        for script in snippets.scripts(*tools.TOOLS):
            if script.stem == task:
                for whole in (script.read_text(encoding="utf-8"), printed(script.parent.name, task).split("\n", 3)[3]):
                    assert "\n".join(f"    {line}".rstrip() for line in whole.rstrip().split("\n")) in text


def test_a_task_without_snippets_is_named():
    with pytest.raises(LookupError, match=r'tools\("no_such"\): there is no such snippet'):
        tools.tabs("no_such")


def test_the_data_beside_the_snippets_are_those_of_the_posts():
    X, y = datasets.o_ring()
    table = np.loadtxt(snippets.FOLDER / "o_rings.csv", delimiter=",", skiprows=1)
    np.testing.assert_array_equal(table, np.column_stack([X, y]))
    rows = np.loadtxt(snippets.FOLDER / "iris.csv", delimiter=",", skiprows=1, dtype=str)
    iris = R["iris_softmax"]
    assert rows[:, 0].astype(float).tolist() == [x for _, x in iris["X"]]
    assert rows[:, 1].tolist() == iris["y"]
    from experiments._shared import noisy_xor

    X, y = noisy_xor.learnt()
    points = np.loadtxt(snippets.FOLDER / "noisy_xor.csv", delimiter=",", skiprows=1)
    np.testing.assert_allclose(points, np.column_stack([X, y]), atol=5e-4)  # they are written with three decimals


@pytest.mark.parametrize("tool", tools.TOOLS)
def test_all_tools_print_one_regression_of_the_o_rings(tool):
    X, y = datasets.o_ring()
    fit = glm.fit(np.column_stack([np.ones(len(y)), X]), y)
    values = np.array(found(printed(tool, "o_rings")))
    for wanted in (*fit.coefficients, *fit.standard_errors):
        assert abs(values - wanted).min() < 6e-4 * (
            1 + abs(wanted)
        )  # the fewest digits are statsmodels' three decimals
    assert abs(values - 0.482).min() < 5e-4  # the lower end for 31 °F, and the only number of the kind


@pytest.mark.parametrize("tool", tools.TOOLS)
def test_all_tools_print_one_softmax_regression_of_the_irises(tool):
    iris = R["iris_softmax"]
    fit = multinomial.fit(np.array(iris["X"]), iris["y"])
    values = np.array(found(printed(tool, "softmax")))
    for wanted in (*fit.coefficients.ravel(), *fit.predict_proba(np.array([[1.0, 3.0]]))[0]):
        assert abs(values - wanted).min() < 6e-4


@pytest.mark.parametrize("tool", tools.TOOLS)
def test_all_tools_print_one_fit_by_firths_method(tool):
    X, y = datasets.four_points()
    fit = penalised.firth(datasets.with_bias(X), y)
    first, second, bias = fit.coefficients
    values = found(printed(tool, "firth"))
    wanted = [bias, first, second, *fit.standard_errors[[2, 0, 1]]]
    if tool == "r":  # a row for every coefficient
        wanted = np.reshape(wanted, (2, 3)).T.ravel()
    assert values == pytest.approx(wanted, abs=6e-5)


@pytest.mark.parametrize("tool", tools.TOOLS)
def test_all_tools_print_one_ridge_once_the_factors_are_right(tool):
    temperature, y = datasets.o_ring()
    X = np.column_stack([np.ones(len(y)), (temperature[:, 0] - 70) / 10])
    wanted = [*penalised.ridge(X, y, penalty=1, free=[0]), *penalised.ridge(X, y, penalty=1)]
    values = [number for number in found(printed(tool, "ridge")) if not float(number).is_integer()]
    assert values[:4] == pytest.approx(wanted, abs=2e-4)  # statsmodels stops a little early


def test_adamw_hovers_near_maximum_likelihood_and_adam_at_the_ridge():
    lines = [found(f"\n\n{line}")[-2:] for line in printed("pytorch", "ridge").splitlines()[3:]]
    _, sgd, adam, adamw, none = map(np.array, lines)
    assert adam == pytest.approx(sgd, abs=2e-4)
    assert abs(adamw - none).max() < 0.05 * abs(sgd - none).max()  # where in its slow swing 5,000 steps end is chance


def test_networks_of_r_have_the_weights_and_the_standard_errors_of_glm():
    rows = [line.split()[-2:] for line in printed("r", "standard_errors").splitlines() if re.search(r"\d\.\d{6}", line)]
    network, regression = np.array(rows, dtype=float).T
    assert network == pytest.approx(regression, rel=2e-6)  # both stop by a rule of their own
    assert printed("r", "standard_errors").rstrip().endswith('"multinom" "nnet"')


@pytest.mark.parametrize("tool", ["this_site", "pytorch"])
def test_a_loop_has_the_standard_errors_of_glm(tool):
    values = found(printed(tool, "standard_errors"))[:2]
    assert values == pytest.approx(numbers("loop_errors")["glm"][::-1], abs=1e-6)


def test_the_table_of_answers_has_every_answer_that_is_printed():
    rows = numbers("four_answers")["rows"]
    shown = sorted((row["bias"], row["first"], row["second"]) for row in rows)
    lines = [line for tool in tools.TOOLS for line in printed(tool, "four_points").splitlines()[3:]]
    answers = [re.search(r": (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)$", line) for line in lines]
    assert shown == sorted(tuple(map(float, answer.groups())) for answer in answers if answer)
    assert [row["tool"] for row in rows if row["says"] != "nothing"] == ["This site", "statsmodels"]


def test_standard_errors_of_a_loop_fail_where_the_page_says():
    found = numbers("loop_errors")
    assert found["loop"] == pytest.approx(found["glm"], rel=1e-9)
    assert found["ridge"]["ratio"] > 1.3
    assert found["plain"]["spread"] > 1.3 * found["glm"][0]  # 23 launches are no large sample
    assert 0 < found["plain"]["separated"] < 0.16 * found["draws"]  # else an end of the middle would be infinite
    grown = [row["error"] for row in found["rows"] if row["fitted"].startswith("four points")]
    assert all(later > 2 * sooner for sooner, later in itertools.pairwise(grown))
    assert found["network"]["indefinite"] > found["network"]["starts"] / 2


def test_drawn_launches_have_the_slopes_and_the_separation_that_the_package_finds_one_by_one():
    temperature, y = datasets.o_ring()
    X = np.column_stack([(temperature[:, 0] - 70) / 10, np.ones(len(y))])
    drawn = drawn_launches.drawn(glm.fit(X, y, tol=1e-14))
    endless = drawn_launches.separated(X[:, 0], drawn)
    rows = sorted({*range(60), *np.flatnonzero(endless)[:20]})  # of a hundredth of a second each
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)
        fits = {row: glm.fit(X, drawn[row], tol=1e-14, max_iter=50) for row in rows}
    assert [endless[row] for row in rows] == [fit.infinite[0] for fit in fits.values()]
    finite = [row for row in range(60) if endless[row] == 0]
    plain = loop_errors.slopes(X, drawn[finite], penalty=0.0)
    assert plain == pytest.approx([fits[row].coefficients[0] for row in finite], rel=1e-8)
    ridge = loop_errors.slopes(X, drawn[:30], penalty=1.0)
    assert ridge == pytest.approx([penalised.ridge(X, row, penalty=1, free=[1])[0] for row in drawn[:30]], rel=1e-9)
    settled = drawn[endless == 0]
    later = loop_errors.slopes(X, settled, penalty=0.0, steps=40)
    assert loop_errors.slopes(X, settled, penalty=0.0) == pytest.approx(later, rel=1e-9)
    assert np.count_nonzero(endless) == numbers("loop_errors")["plain"]["separated"]


def test_the_sandwich_is_how_the_slope_moves_with_each_response_times_how_that_scatters():
    temperature, y = datasets.o_ring()
    X = np.column_stack([(temperature[:, 0] - 70) / 10, np.ones(len(y))])

    def ridge(responses):
        return penalised.ridge(X, responses, penalty=1, free=[1])

    mu = expit(X @ ridge(y))
    start = y + 1e-4 * (0.5 - y)  # a response cannot leave [0, 1]
    moved = [(ridge(start + 1e-5 * unit) - ridge(start - 1e-5 * unit))[0] / 2e-5 for unit in np.eye(len(y))]
    for name, scatter in (("sandwich", mu), ("sandwich_drawn", glm.fit(X, y).fitted)):
        error = np.sqrt(np.square(moved) @ (scatter * (1 - scatter)))
        assert numbers("loop_errors")["ridge"][name] == pytest.approx(error, rel=1e-3)


def test_the_gams_saw_the_draws_and_divisions_that_the_rivals_see():
    kept = json.loads(gam.ANSWERS.read_text(encoding="utf-8"))
    assert {name: kept[name] for name in gam.made_from()} == gam.made_from()
    assert [len(kept["digits"]), *(len(kept["ridge"][columns]) for columns in ("pixels", "products"))] == [10] * 3


def test_the_frozen_ridges_are_what_scikit_learn_finds_and_the_one_on_pixels_what_the_package_finds(monkeypatch):
    kept = json.loads(gam.ANSWERS.read_text(encoding="utf-8"))["ridge"]
    (images, y), divisions = _gain.is_it(), _gain.divisions()
    learn, _, fresh = division = divisions[3]
    X = _gain.pixels(images, learn)
    for name, columns in (("pixels", X), ("products", gam.with_products(X))):
        frozen = kept[name][3]
        monkeypatch.setattr(gam, "PENALTIES", [frozen["penalty"]])
        again = gam.ridge(columns, y, division)
        # what lbfgs leaves at its stop depends on the processor
        assert again == {**frozen, **{key: pytest.approx(frozen[key], rel=1e-3) for key in ("loss", "slope")}}
    Z = datasets.with_bias(X)
    coefficients = penalised.ridge(Z[learn], y[learn], penalty=kept["pixels"][3]["penalty"], free=[Z.shape[1] - 1])
    found = _gain.judged(y[fresh], Z[fresh] @ coefficients)
    assert found == pytest.approx({key: kept["pixels"][3][key] for key in ("loss", "slope")}, rel=1e-3)


def test_divisions_hold_out_a_third_and_share_no_image_among_their_parts():
    n = len(_gain.is_it()[1])
    for parts in _gain.divisions():
        assert sorted(np.concatenate(parts)) == list(range(n))
        assert len(parts[2]) == round(n / 3)


def test_the_interval_over_divisions_is_students_wider_by_what_the_divisions_share():
    values = np.random.default_rng(0).normal(size=_gain.DIVISIONS)
    scale = scipy.stats.sem(values)
    for shared, wider in ((0.0, 1.0), (0.5, np.sqrt((1 / 10 + 1 / 2) / (1 / 10)))):
        low, high = scipy.stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=wider * scale)
        assert _gain.interval(values, shared=shared) == pytest.approx([values.mean(), low, high])
    assert _gain.interval(values) == _gain.interval(values, shared=0.5)
    learn, choose, fresh = _gain.divisions()[0]
    assert len(fresh) / (len(learn) + len(choose)) == pytest.approx(_gain.FRESH_TO_KNOWN, abs=1e-3)
    assert numbers("hidden_layer_gain")["digits"]["widened"] == pytest.approx(wider)


def test_over_divisions_of_one_file_the_corrected_interval_holds_the_errors_and_students_own_only_the_slope():
    """Simulated files; what an interval should hold is the mean over all of them."""
    rng, files, n, inputs = np.random.default_rng(0), 200, 300, 4
    found: dict[str, list] = {"errors": [], "loss": [], "slope": []}
    for _ in range(files):
        X = rng.normal(size=(n, inputs))
        y = (rng.random(n) < expit(X @ np.full(inputs, 0.7))).astype(float)
        places = np.array([rng.permutation(n) for _ in range(_gain.DIVISIONS)])
        fresh, known = places[:, : n // 3], places[:, n // 3 :]
        beta = np.zeros((len(places), inputs))
        for _ in range(8):  # Newton's steps
            beta += _newton_step(X[known], y[known], beta)
        eta, labels = np.einsum("dni,di->dn", X[fresh], beta), y[fresh]
        slope = np.ones((len(places), 1))
        for _ in range(8):
            slope += _newton_step(eta[..., None], labels, slope)
        found["errors"].append(((eta >= 0) != labels).sum(axis=1))
        found["loss"].append((np.logaddexp(0, eta) - labels * eta).mean(axis=1))
        found["slope"].append(slope[:, 0])

    def held(name, shared):
        values = np.array(found[name], dtype=float)
        ends = np.array([_gain.interval(of_file, shared=shared)[1:] for of_file in values])
        return np.mean((ends[:, 0] < values.mean()) & (values.mean() < ends[:, 1]))

    # Of 200 files a share near 95 per cent has an error of 1.5.
    for name in ("errors", "loss"):
        assert held(name, 0) < 0.85
        assert held(name, _gain.FRESH_TO_KNOWN) > 0.92
    assert 0.90 < held("slope", 0) < held("slope", _gain.FRESH_TO_KNOWN)
    assert held("slope", _gain.FRESH_TO_KNOWN) > 0.99


def _newton_step(X, y, beta):
    """A step (d, p) of logistic regressions on X (d, n, p)."""
    mu = expit(np.einsum("dni,di->dn", X, beta))
    curvature = np.einsum("dni,dn,dnj->dij", X, mu * (1 - mu), X)
    return np.linalg.solve(curvature, np.einsum("dn,dni->di", y - mu, X)[..., None])[..., 0]


def test_a_bound_on_its_penalty_saves_the_gam_which_is_the_surest_that_bends_without_it():
    found = numbers("hidden_layer_gain")
    moons, xor = (
        {row["model"]: row for row in found["rows"] if row["task"] == task} for task in ("Moons", "XOR with noise")
    )
    bent = [row for name, row in moons.items() if name not in ("inputs as they are", "the product by hand")]
    free = [moons["GAM, s(x1) + s(x2)"], moons["GAM, s(x1, x2)"]]
    assert sorted(bent, key=lambda row: row["slope"])[:2] == free
    best = moons["GAM, s(x1, x2), bounded"]
    assert best == min(moons.values(), key=lambda row: row["loss"])
    assert best["failed"] == moons["GAM, s(x1) + s(x2), bounded"]["failed"] == 0 < free[1]["failed"]
    for rows in (moons, xor):
        assert rows["GAM, s(x1, x2), bounded"]["loss"] < min(rows[f"network, {n} units"]["loss"] for n in (4, 16))
    less, chosen, more = found["bounds"]["moons"]
    assert chosen["bound"] == found["bound"]
    assert chosen["loss"] < min(less["loss"], more["loss"])  # it was chosen with the fresh points in view
    assert less["slope"] < 1 < more["slope"]


def test_adamw_is_still_arriving_at_the_weights_of_no_decay():
    temperature, y = datasets.o_ring()
    X = datasets.with_bias((temperature - 70) / 10)
    best, decay, rate = glm.fit(X, y, tol=1e-14).coefficients, 1 / len(y), 0.01
    weights, first, second, away = np.zeros(2), np.zeros(2), np.zeros(2), {}
    for step in range(1, 20_001):
        slope = X.T @ (expit(X @ weights) - y) / len(y)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = (1 - rate * decay) * weights
        weights = weights - rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        away[step] = np.linalg.norm(weights - best)
    shown = found(printed("pytorch", "ridge"))[-4:]
    assert 10 * away[20_000] < away[5_000] < away[2_500] / 2
    assert abs(np.subtract(*np.reshape(shown, (2, 2)))).max() == pytest.approx(away[5_000], abs=0.01)  # another start


def test_on_the_digits_all_products_beat_the_hidden_units_which_the_curves_equal():
    found = numbers("hidden_layer_gain")["digits"]
    for name in ("errors", "loss"):
        assert found["network_less"]["products"][name][1] > 0
        assert found["network_less"]["gam"][name][1] < 0 < found["network_less"]["gam"][name][2]
    assert found["products_better"] > found["divisions"] / 2
    assert max(found["gam"]["slope"][2], found["network"]["slope"][2]) < 1
    assert found["products"]["slope"][1] < 1 < found["products"]["slope"][2]


def test_where_scores_separate_the_points_their_slope_is_infinite():
    assert _gain.judged(np.array([0.0, 0.0, 1.0, 1.0]), np.array([-2.0, -1.0, 1.0, 2.0]))["slope"] == np.inf


def test_a_network_does_not_beat_the_columns_that_someone_knew_to_make():
    rows = {(row["task"], row["model"]): row for row in numbers("hidden_layer_gain")["rows"]}
    moons, xor = (
        {model: row for (task, model), row in rows.items() if task == name} for name in ("Moons", "XOR with noise")
    )
    assert moons["splines, added"]["loss"] < 1.1 * moons["network, 4 units"]["loss"]
    assert moons["splines, added"]["loss"] == pytest.approx(moons["network, 16 units"]["loss"], rel=0.05)
    stopped = numbers("hidden_layer_gain")["along"]["moons_16"][1]
    assert stopped["loss"] < moons["splines, added"]["loss"]  # untuned, with a stop chosen afterwards
    assert xor["the product by hand"]["loss"] < xor["network, 4 units"]["loss"]
    assert min(xor[model]["loss"] for model in ("inputs as they are", "splines, added")) > np.log(2)
    assert moons["GAM, s(x1) + s(x2)"]["failed"] > 0


def test_the_splines_of_the_rivals_are_straight_beyond_their_outer_knots():
    from experiments.tools import hidden_layer_gain

    knots = np.quantile(np.random.default_rng(0).normal(size=(50, 2)), hidden_layer_gain.KNOTS, axis=0)
    for ends in (np.linspace(3, 6, 7), np.linspace(-6, -3, 7)):
        made = hidden_layer_gain.bends(np.column_stack([ends, ends]), knots)
        assert made.shape == (7, 2 * (len(hidden_layer_gain.KNOTS) - 2))
        assert abs(np.diff(made, 2, axis=0)).max() < 1e-9 * max(1, abs(made).max())


def test_more_units_and_more_epochs_make_a_network_surer():
    along = numbers("hidden_layer_gain")["along"]
    for width in (4, 16):
        stops = along[f"moons_{width}"]
        assert stops[-1]["slope"] < 1 < stops[0]["slope"]
        assert [stop["learnt"] for stop in stops] == sorted((stop["learnt"] for stop in stops), reverse=True)
    assert along["moons_16"][-1]["slope"] < along["moons_4"][-1]["slope"]
    assert all(stop["slope_learnt"] > 1 for stops in along.values() for stop in stops)


@pytest.mark.parametrize(("stem", "read"), [("four_answers", "docs/in_your_tools/r/four_points.txt"),
                                            ("hidden_layer_gain", "scripts/experiments/tools/gam.json")])  # fmt: skip
def test_what_an_experiment_reads_decides_its_product(stem, read):
    assert read in staleness.inputs(stem)
    assert read not in staleness.inputs("four_points")
    assert staleness.inputs(stem)[read] == staleness.fingerprint(ROOT / read)
