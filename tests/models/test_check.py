"""Bad input is refused by name: every public function says which argument, what it was, what it must be."""

import re

import numpy as np
import pytest

from smallest_network import check, datasets, glm, logistic, neuron

X, Y = datasets.with_bias(datasets.four_points()[0]), datasets.four_points()[1]
TRAIN = {"X": X, "y": Y, "weights": [0.2] * 3, "learning_rate": 0.7, "epochs": 2}
PATH = TRAIN | {"training": neuron.train, "epochs": [1, 2]}
SWEEP = TRAIN | {"weights": np.ones((2, 3))}
FIT = {"X": X[:, 1:], "y": Y, "tol": 1e-8, "max_iter": 25}
PREDICT = {"X": X, "weights": [1, 2, 3]}

BAD_X = [
    (np.ones(3), "(3,)", "(n, p)"),
    (np.ones((0, 3)), "(0, 3)", "at least one row and one column"),
    (np.ones((4, 0)), "(4, 0)", "at least one row and one column"),
    ([[1.0, np.nan, 1.0]] * 4, "nan", "finite"),
    ([[1.0, -np.inf, 1.0]] * 4, "-inf", "finite"),
    ([["one", "two", "three"]] * 4, "'one'", "real numbers"),
    ([[1.0, 2.0], [1.0]], "[[1.0, 2.0], [1.0]]", "real numbers"),
    (X.astype(complex), "0.j", "real numbers"),
    ([[10**400, 0, 0]], "1000", "real numbers"),
]
BAD_Y = [
    ([0, 1, 0], "(3,)", "(4,)"),
    ([[0, 1, 0, 1]], "(1, 4)", "(4,)"),
    ([0, 1, 0, 2], "2", "[0, 1]"),
    ([0, 1, 0, -0.25], "-0.25", "[0, 1]"),
    ([0, 1, 0, np.nan], "nan", "finite"),
    ([0, 1, 0, "b"], "'b'", "real numbers"),
]
BAD_WEIGHTS = [([1, 2], "(2,)", "(3,)"), ([1, 2, np.inf], "inf", "finite"), ("abc", "'abc'", "real numbers")]
BAD_STARTS = [(np.ones((2, 2)), "(2, 2)", "(s, 3)"), (np.ones((1, 1, 3)), "(1, 1, 3)", "(s, 3)")]
BAD_POSITIVE = [
    (0, "0", "above 0"),
    (-0.7, "-0.7", "above 0"),
    (np.nan, "nan", "finite"),
    (np.inf, "inf", "finite"),
    ([0.1, 0.7], "[0.1, 0.7]", "one number"),
    ("fast", "'fast'", "real numbers"),
    (None, "None", "real numbers"),
    ("0.7", "'0.7'", "real numbers"),
    (np.datetime64("2020-01-01"), "2020", "real numbers"),
]
BAD_WHOLE = [
    (-1, "-1", "at least"),
    (2.5, "2.5", "whole"),
    (True, "True", "whole"),
    (np.True_, "True", "whole"),
    (np.nan, "nan", "whole"),
    (np.inf, "inf", "finite"),
    ("10", "'10'", "whole"),
    (2j, "2j", "whole"),
    (np.complex128(2), "2+0j", "whole"),
    (None, "None", "whole"),
]
BAD_STOPS = [
    (5, "5", "a sequence"),
    ([], "[]", "at least one stop"),
    ([3, 1], "[3, 1]", "must not fall"),
    ([1, 2.5], "2.5", "whole"),
    ([-1, 2], "-1", "at least 0"),
]
BAD_RATES = [
    ([0.1, 0.2, 0.3], "(3,)", "(2,)"),
    ([0.1, 0.0], "0", "above 0"),
    ([0.1, np.inf], "inf", "finite"),
    (-1.0, "-1", "above 0"),
]


def cases():
    for function, good in ((neuron.train, TRAIN), (neuron.train_batch, TRAIN), (neuron.path, PATH)):
        starts = BAD_WEIGHTS + (BAD_STARTS if function is neuron.train_batch else [(np.ones((1, 3)), "(1, 3)", "(3,)")])
        epochs = BAD_STOPS if function is neuron.path else BAD_WHOLE
        table = {"X": BAD_X, "y": BAD_Y, "weights": starts, "learning_rate": BAD_POSITIVE, "epochs": epochs}
        yield function, good, table
    starts = [*BAD_STARTS, *BAD_WEIGHTS, (np.ones(3), "(3,)", "(s, 3)")]
    yield (
        neuron.sweep,
        SWEEP,
        {"X": BAD_X, "y": BAD_Y, "weights": starts, "learning_rate": BAD_RATES, "epochs": BAD_WHOLE},
    )
    yield neuron.predict_proba, PREDICT, {"X": BAD_X, "weights": BAD_WEIGHTS}
    yield neuron.tilt, {"weights": [1, 2, 3]}, {"weights": BAD_WEIGHTS}
    whole = [*BAD_WHOLE, (0, "0", "at least 1")]
    yield glm.fit, FIT, {"X": BAD_X, "y": BAD_Y, "tol": BAD_POSITIVE, "max_iter": whole}
    outside = [(1.5, "1.5", "[0, 1]"), ([0.5, -1.0], "-1", "[0, 1]"), (np.nan, "nan", "[0, 1]")]
    yield logistic.logit, {"mu": 0.5}, {"mu": outside}


@pytest.mark.parametrize(
    ("function", "good", "argument", "value", "was", "allowed"),
    [
        pytest.param(function, good, argument, *case, id=f"{function.__name__}-{argument}-{case[1]}-{case[2]}")
        for function, good, table in cases()
        for argument, bad in table.items()
        for case in bad
    ],
)
def test_a_bad_argument_is_refused_with_its_name_its_value_and_what_is_allowed(
    function, good, argument, value, was, allowed
):
    function(**good)  # so that the argument alone is at fault
    with pytest.raises(ValueError, match=rf"^{argument}\b") as refusal:
        function(**(good | {argument: value}))
    assert re.search(re.escape(was), str(refusal.value))
    assert allowed in str(refusal.value)


def test_a_fit_predicts_only_from_the_columns_it_was_fitted_to():
    fit = glm.fit(**FIT)
    with pytest.raises(ValueError, match=r"^X has shape \(1, 3\); it must be \(m, 2\)"):
        fit.predict_proba([[1, 2, 3]])
    with pytest.raises(ValueError, match=r"^X contains nan"):
        fit.predict_proba([[1, np.nan]])


@pytest.mark.parametrize("value", [3, 3.0, np.int8(3), np.float32(3)])
def test_a_whole_number_may_come_as_any_type_of_number(value):
    assert check.whole("epochs", value) == 3
    assert type(check.whole("epochs", value)) is int


@pytest.mark.parametrize("convert", [list, tuple, np.array, lambda rows: np.array(rows, dtype=object)])
def test_numbers_may_come_in_any_container_and_type(convert):
    design = check.design_matrix(convert([[1, True], [2, 0.5]]))
    assert design.dtype == float
    assert design.tolist() == [[1, 1], [2, 0.5]]


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(ValueError, match=r"^X is") as refusal:
        check.design_matrix([["x"] * 1000])
    assert len(str(refusal.value)) < 200
