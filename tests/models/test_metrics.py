"""What is counted is what scikit-learn and statsmodels count, and what the definitions say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as oracle
from sklearn.calibration import calibration_curve

from smallest_network import metrics

FEW = st.integers(0, 10).map(lambda tenths: tenths / 10)  # few values, so that ties are common
ROWS = st.lists(st.tuples(st.sampled_from([0, 1]), FEW), min_size=1, max_size=30)
BOTH = ROWS.filter(lambda rows: {y for y, _ in rows} == {0, 1})


@settings(deadline=None)  # the first call of a library is slow
@given(ROWS, FEW)
def test_accuracy_and_confusion_are_those_of_scikit_learn(rows, threshold):
    y, mu = map(np.array, zip(*rows, strict=True))
    called = (mu >= threshold).astype(int)
    assert metrics.accuracy(y, mu, threshold=threshold) == pytest.approx(oracle.accuracy_score(y, called))
    counts = metrics.confusion(y, mu, threshold=threshold)
    (tn, fp), (fn, tp) = oracle.confusion_matrix(y, called, labels=[0, 1])
    assert counts == metrics.Confusion(tp, fp, tn, fn)


@settings(deadline=None)  # the first call of a library is slow
@given(BOTH)
def test_the_roc_curve_is_that_of_scikit_learn(rows):
    y, mu = map(np.array, zip(*rows, strict=True))
    curve = metrics.roc(y, mu)
    false, true, thresholds = oracle.roc_curve(y, mu, drop_intermediate=False)
    np.testing.assert_array_equal(curve.thresholds, thresholds)
    np.testing.assert_allclose(curve.false_positive_rate, false, rtol=1e-12)
    np.testing.assert_allclose(curve.true_positive_rate, true, rtol=1e-12)
    assert metrics.auc(y, mu) == pytest.approx(oracle.roc_auc_score(y, mu))


@settings(deadline=None)  # the first call of a library is slow
@given(BOTH)
def test_auc_is_the_chance_that_class_1_ranks_higher_ties_counted_half(rows):
    ones, zeros = (np.array([mu for y, mu in rows if y == each]) for each in (1, 0))
    difference = ones[:, None] - zeros
    assert metrics.auc(*zip(*rows, strict=True)) == pytest.approx(((difference > 0) + 0.5 * (difference == 0)).mean())


@settings(deadline=None)  # the first call of a library is slow
@given(BOTH)
def test_every_point_of_the_curve_is_a_confusion(rows):
    y, mu = map(np.array, zip(*rows, strict=True))
    curve = metrics.roc(y, mu)
    counts = [metrics.confusion(y, mu, threshold=threshold) for threshold in curve.thresholds]
    np.testing.assert_allclose(curve.true_positive_rate, [each.true_positives / y.sum() for each in counts])
    np.testing.assert_allclose(curve.false_positive_rate, [each.false_positives / (1 - y).sum() for each in counts])


@settings(deadline=None)  # the first call of a library is slow
@given(ROWS, st.integers(1, 7))
def test_calibration_is_that_of_scikit_learn_bin_by_bin(rows, bins):
    y, mu = map(np.array, zip(*rows, strict=True))
    found = metrics.calibration(y, mu, bins=bins)
    observed, predicted = calibration_curve(y, mu, n_bins=bins)
    np.testing.assert_allclose(found.observed, observed, rtol=1e-12)
    np.testing.assert_allclose(found.predicted, predicted, rtol=1e-12)
    assert found.count.sum() == len(rows)
    assert (found.count > 0).all()
    assert ((found.low <= found.observed) & (found.observed <= found.high)).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.accuracy([0, 0.5], [0, 1]), "y contains 0.5; every class must be 0 or 1"),
        (lambda: metrics.accuracy([0], [0, 1]), r"y has shape \(1,\)"),
        (lambda: metrics.accuracy([0, 1], [0, 1.5]), r"mu contains 1.5; all must lie in \[0, 1\]"),
        (lambda: metrics.accuracy([0], [0.5], threshold=np.nan), "threshold is nan; it must be one number"),
        (lambda: metrics.confusion([0], [0.5], threshold="½"), "threshold is '½'; it must be one number"),
        (lambda: metrics.accuracy([], []), r"mu has shape \(0,\)"),
        (lambda: metrics.accuracy([0], [[0.5]]), r"mu has shape \(1, 1\)"),
        (lambda: metrics.auc([1, 1], [0.2, 0.3]), "y holds class 1 only"),
        (lambda: metrics.calibration([1], [0.2], bins=0), "bins is 0"),
    ],
)
def test_bad_requests_are_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
