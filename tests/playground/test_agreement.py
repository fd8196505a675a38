"""The models in the browser give the numbers of the package."""

import contextlib
import io
import itertools
import re
import warnings

import numpy as np
import pytest
from conftest import numbers
from playing import model, played, settled, shown, visited

from smallest_network import datasets, glm, network, neuron
from smallest_network.optimizers import GradientDescent

NAMES = ("four", "overlap", "outlier", "xor", "curved")


def points(page, name):
    """X (n, 3) with the bias, and y (n,), of a set of points of the page."""
    found = model(page, "data", "m.table(m.DATA[a[0]])", name)
    return np.array(found["X"], dtype=float), np.array(found["y"], dtype=float)


def test_the_first_points_are_those_of_the_post(workshop):
    X, y = points(workshop, "four")
    golden = datasets.four_points()
    assert (X[:, :2].tolist(), y.tolist()) == (golden[0].tolist(), golden[1].tolist())


def test_100_000_epochs_from_the_usual_state_give_the_weights_of_the_post_to_the_last_bit(open_page):
    page = visited(open_page)
    assert shown(page, "epoch") == "0"
    assert shown(page, "exact").split("\n") == ["0.2", "0.2", "0.2"]
    page.locator("[data-jump='100000']").click()
    settled(page)
    assert shown(page, "epoch") == "100,000"
    assert shown(page, "exact").replace("−", "-").split("\n") == numbers("neuron_line")["weights_exact"]


# --- neuron -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_neuron_walks_the_path_of_the_package(workshop, name):
    X, y = points(workshop, name)
    rng = np.random.default_rng(4)
    starts = [[0.2, 0.2, 0.2], [0.0, 0.0, 0.0], [100.0, -100.0, 100.0], *rng.normal(size=(3, 3)).tolist()]
    stops = [0, 1, 17, 1000]
    short = list(itertools.product(starts, [0.001, 0.7], stops))
    # Where steps are long and no line separates, a last bit grows from epoch to epoch: one epoch from wherever Python has come.
    long = [
        (neuron.train(X, y, weights=start, learning_rate=rate, epochs=stop).tolist(), rate, 1)
        for start, rate, stop in itertools.product(starts, [30.0, 1000.0], stops)
    ]
    cases = [*short, *long]
    walked = model(
        workshop,
        "neuron",
        "a[2].map(([weights, learningRate, epochs]) => m.train(a[0], a[1], { weights, learningRate, epochs }))",
        *(X, y, cases),
    )
    golden = [neuron.train(X, y, weights=start, learning_rate=rate, epochs=epochs) for start, rate, epochs in cases]
    # Where Chromium's exp is CPython's all bits agree; another libm may differ in one, which a long step multiplies by up to
    # a quarter of the rate.
    np.testing.assert_allclose(walked[: len(short)], golden[: len(short)], rtol=1e-12)
    np.testing.assert_allclose(walked[len(short) :], golden[len(short) :], rtol=1e-9)


def test_rows_one_by_one_are_whole_epochs(workshop):
    X, y = points(workshop, "overlap")
    by_row, whole = model(
        workshop,
        "neuron",
        """(([X, y]) => {
            const [weights, learningRate, n] = [[0.2, 0.2, 0.2], 0.7, y.length];
            let walked = weights;
            for (let k = 0; k < 3 * n; k++) walked = m.train(X, y, { weights: walked, learningRate, from: k % n, rows: 1 });
            return [walked, m.train(X, y, { weights, learningRate, epochs: 3 })];
        })(a)""",
        *(X, y),
    )
    assert by_row == whole


# --- GLM --------------------------------------------------------------------------------------------------------------


def fitted(page, X, y):
    return model(page, "glm", "m.fit(a[0], a[1])", X, y)


def golden_fit(X, y, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return glm.fit(X, y, **options)


@pytest.mark.parametrize("seed", range(12))
def test_the_glm_of_the_page_is_that_of_the_package(workshop, seed):
    rng = np.random.default_rng(seed)
    X = np.column_stack([rng.uniform(-0.5, 1.5, size=(40, 2)), np.ones(40)])
    y = (rng.uniform(size=40) < 1 / (1 + np.exp(-X @ [2.0, -1.0, 0.3]))).astype(float)
    here, golden = fitted(workshop, X, y), golden_fit(X, y)
    assert len(here["iterations"]) == golden.n_iter
    assert here["converged"] == golden.converged
    np.testing.assert_allclose(here["iterations"][-1]["coefficients"], golden.coefficients, rtol=1e-12)
    deviances = [iteration["deviance"] for iteration in here["iterations"]]
    np.testing.assert_allclose(deviances, golden.deviance_trace, rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_glm_of_every_set_of_points_stops_where_the_package_stops(workshop, name):
    X, y = points(workshop, name)
    here, golden = fitted(workshop, X, y), golden_fit(X, y)
    assert len(here["iterations"]) == golden.n_iter
    # On separable data the last steps solve nearly singular equations, and rounding shows in the seventh digit.
    size = np.abs(golden.coefficients).max()
    tolerance = max(1e-12 * size, 1e-14) if golden.separation == "none" else 1e-5 * size
    np.testing.assert_allclose(here["iterations"][-1]["coefficients"], golden.coefficients, rtol=0, atol=tolerance)


@pytest.mark.parametrize(
    "X",
    [
        [[0.5, 0, 1], [0.5, 1, 1], [0.5, 0.3, 1], [0.5, 0.7, 1]],
        [[0, 0.25, 1], [1, 0.25, 1], [0.3, 0.25, 1], [0.7, 0.25, 1]],
        [[0, 0, 1], [1, 1, 1], [0.3, 0.3, 1], [0.7, 0.7, 1]],
    ],
    ids=["one column", "one row", "diagonal"],
)
def test_the_glm_of_the_page_aliases_what_the_package_aliases(workshop, X):
    X, y = np.array(X, dtype=float), np.array([0.0, 1.0, 1.0, 0.0])
    here, golden = fitted(workshop, X, y), golden_fit(X, y)
    assert here["kept"] == (~np.isnan(golden.coefficients)).tolist()
    expected = np.nan_to_num(golden.coefficients)
    np.testing.assert_allclose(here["iterations"][-1]["coefficients"], expected, rtol=1e-12, atol=1e-12)


# --- separation -------------------------------------------------------------------------------------------------------


def small_sets(count):
    """Sets of 2 to 9 points, on grids of 2 × 2 to 9 × 9 places: full of lines, shared places, and single classes.

    Some are squeezed onto one line, some stand at the corners of the plane, and some a hundredth apart.
    """
    rng = np.random.default_rng(11)
    for k in range(count):
        n, across = rng.integers(2, 10), rng.integers(2, 10)
        step = (0.01, 0.25, round(2 / (across - 1), 2) if across > 2 else 2.0)[k % 3]
        places = rng.integers(across, size=(n, 2))
        if k % 5 == 0:
            places[:, 1] = places[:, 0] * rng.integers(0, 3)
        X = np.round(np.clip(-0.5 + step * places, -0.5, 1.5), 2)
        yield X, rng.integers(2, size=n).astype(float)


def test_the_page_knows_separation_from_overlap_on_thousands_of_sets_as_the_package_does(workshop):
    sets = [(np.column_stack([X, np.ones(len(X))]), y) for X, y in small_sets(6000)]
    call = "a[0].map(([X, y]) => m.maxMargin(X, y).separation)"
    here = model(workshop, "margin", call, [(X.tolist(), y.tolist()) for X, y in sets])
    # Hundredths, as whole numbers. That separation is known does not depend on where the fit stops.
    golden = [golden_fit(np.round(100 * X), y, max_iter=4).separation for X, y in sets]
    differ = [(X.tolist(), y.tolist(), a, b) for (X, y), a, b in zip(sets, here, golden, strict=True) if a != b]
    assert differ == []
    counts = {kind: golden.count(kind) for kind in ("none", "quasi-complete", "complete")}
    assert min(counts.values()) > 1000  # none of the three is rare among them


@pytest.mark.parametrize("seed", range(20))
def test_no_direction_has_a_wider_strip_than_the_largest_margin(workshop, seed):
    rng = np.random.default_rng(seed)
    X = np.column_stack([rng.uniform(-0.5, 1.5, size=(8, 2)), np.ones(8)])
    y = (X @ rng.normal(size=3) > 0).astype(float) if seed % 2 else rng.permutation([0.0, 1.0] * 4)
    if len(set(y)) == 1:
        y[0] = 1 - y[0]
    found = model(workshop, "margin", "m.maxMargin(a[0], a[1])", X, y)
    angles = np.linspace(0, 2 * np.pi, 20_001)
    along = X[:, :2] @ [np.cos(angles), np.sin(angles)]
    gaps = along[y == 1].min(axis=0) - along[y == 0].max(axis=0)
    # Directions are a 3e-4 apart, and a gap changes at most by the points' spread, below 3, times the angle.
    assert gaps.max() - 1e-12 <= found["gap"] <= gaps.max() + 1e-3
    assert (found["separation"] == "complete") == (found["gap"] > 0)
    if found["gap"] > 0:
        margins = (2 * y - 1) * (X @ found["weights"])
        assert margins.min() == pytest.approx(found["gap"] / 2, rel=1e-9)


# --- network ----------------------------------------------------------------------------------------------------------


def uniforms(seed):
    """Mulberry32, from its published definition."""
    while True:
        seed = (seed + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = ((seed ^ (seed >> 15)) * (seed | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        yield ((mixed ^ (mixed >> 14)) & 0xFFFFFFFF) / 2**32


def start(units, seed):
    drawn = uniforms(seed)
    hidden = np.array([[sum(itertools.islice(drawn, 12)) - 6 for _ in range(units)] for _ in range(3)])
    return hidden, np.array([[sum(itertools.islice(drawn, 12)) - 6] for _ in range(units + 1)])


def trained(page, X, y, epochs, **settings):
    call = "m.trainNetwork(a[0], a[1], m.startNetwork(a[2]), a[2])"
    found = model(page, "network", call, X, y, {"epochs": epochs, **settings})
    return np.array(found["hidden"]), np.array(found["output"])[:, None]


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu"])
@pytest.mark.parametrize("name", NAMES)
def test_the_network_walks_the_path_of_the_package(workshop, name, activation):
    X, y = points(workshop, name)
    for units, seed, rate in [(1, 1, 0.5), (2, 7, 2.0), (3, 2**31, 0.1), (8, 9999, 0.5)]:
        settings = {"units": units, "seed": seed, "activation": activation, "learningRate": rate}
        for layer, golden in zip(trained(workshop, X, y, 0, **settings), start(units, seed), strict=True):
            assert (layer == golden).all()
        here = trained(workshop, X, y, 300, **settings)
        optimizer = GradientDescent(learning_rate=rate)
        golden_layers = network.train(
            X[:, :2], y, start(units, seed), optimizer=optimizer, epochs=300, activation=activation
        )
        for layer, golden in zip(here, golden_layers, strict=True):
            np.testing.assert_allclose(layer, golden, rtol=1e-12, atol=1e-12)


# --- where they may be used -------------------------------------------------------------------------------------------


def test_the_models_need_no_page(workshop):
    """A worker has no document; there all of them load, and the neuron trains."""
    found = workshop.evaluate(
        """async () => {
            const at = (name) => JSON.stringify(new URL(`../assets/models/${name}.js`, location));
            const names = ["logistic", "glm", "margin", "network"].map((name) => `import ${at(name)};`);
            const text = `${names.join("")}
                import { DATA, table } from ${at("data")};
                import { train } from ${at("neuron")};
                const { X, y } = table(DATA.four);
                const weights = train(X, y, { weights: [0.2, 0.2, 0.2], learningRate: 0.7, epochs: 100000 });
                postMessage([typeof document, ...weights.map(String)]);`;
            const worker = new Worker(`data:text/javascript,${encodeURIComponent(text)}`, { type: "module" });
            return new Promise((done, failed) => {
                worker.onmessage = ({ data }) => done(data);
                worker.onerror = failed;
            });
        }"""
    )
    assert found == ["undefined", *numbers("neuron_line")["weights_exact"]]


# --- the script -------------------------------------------------------------------------------------------------------

SCRIPTS = [
    "",
    "?epochs=1000&start=1,-2,0.5&rate=5",
    "?data=overlap&epochs=17&rows=5",
    "?data=overlap&glm=2&epochs=3",
    "?glm=0&epochs=10",
    "?points=0.25,-0.5,1_1.5,0.33,0_0,1,1_0.5,0.5,0&epochs=50",
    "?points=0,0,1_0,1,0_0,0.5,1&epochs=5",
    "?points=0,0,1_1,1,1&epochs=5",
    "?model=network&epochs=300",
    "?model=network&data=curved&units=8&activation=tanh&seed=77&epochs=200",
    "?model=network&activation=relu&epochs=100&rate=0.1&points=0,0,0_1,0.2,1_0.3,1,0",
    "?model=network&units=4&equal=yes&epochs=100",
]


@pytest.mark.parametrize("state", SCRIPTS)
def test_the_script_of_a_state_gives_its_numbers_in_python(workshop, state):
    page = played(workshop, state)
    page.locator("[data-extra=python] summary").click()
    page.locator("[data-extra=python] code", has_text="print").wait_for()
    text = page.locator("[data-extra=python] code").text_content()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()) as printed:
        warnings.simplefilter("ignore", glm.FitWarning)
        exec(compile(text, "script", "exec"), found := {})
    training = page.evaluate("({ weights: current.state.training.weights, network: current.state.training.network })")
    if "model=network" in state:
        np.testing.assert_allclose(found["layers"][0], training["network"]["hidden"], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(found["layers"][1][:, 0], training["network"]["output"], rtol=1e-12, atol=1e-12)
        shows = {"mean loss": "network-loss", "points right": "network-right"}
    else:
        np.testing.assert_allclose(found["weights"], training["weights"], rtol=1e-12)
        shows = {"mean loss": "neuron-loss", "points right": "neuron-right"}
        if "glm=0" not in state:
            fit = page.evaluate("current.state.facts.fit.iterations.map((iteration) => iteration.coefficients)")
            golden = found["fit"]
            size = np.nanmax(np.abs(golden.coefficients))
            # The tolerance of "every set of points" above: on separable data rounding shows in the seventh digit.
            tolerance = max(1e-12 * size, 1e-14) if golden.separation == "none" else 1e-5 * size
            np.testing.assert_allclose(fit[golden.n_iter - 1], found["coefficients"], rtol=0, atol=tolerance)
            assert shown(page, "glm-steps") == str(golden.n_iter)
            if shown(page, "angle") != "–":  # lines that there are
                shows["angle between the lines"] = "angle"
    lines = printed.getvalue().splitlines()
    for words, name in shows.items():
        (line,) = (line for line in lines if line.startswith(words))
        assert line.removeprefix(words).strip() == shown(page, name).removesuffix("°")


def test_the_script_follows_the_state_and_is_copied_whole(open_page):
    page = visited(open_page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-extra=python] summary").click()
    code = page.locator("[data-extra=python] code")
    code.get_by_text("epochs=0").wait_for()
    page.locator("[data-jump='100']").click()
    code.get_by_text("epochs=100)").wait_for()
    page.locator("[data-extra=python] button").click()
    page.locator("[data-extra=python] [role=status]", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code.text_content()
    assert code.text_content().splitlines()[0].endswith("/playground/?epochs=100")
    assert re.search(r"smallest-network @ https?://\S+\.whl", code.text_content())
