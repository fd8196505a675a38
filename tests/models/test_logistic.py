"""The logistic function, its inverse and its loss, against closed forms and each other."""

from math import exp, inf, log, log1p, ulp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from smallest_network.logistic import expit, linear_predictor, log_loss, logit

EVERY_SIZE = np.concatenate([-np.logspace(308, -308, 617), [0.0], np.logspace(-308, 308, 617)])
FEW_ULPS = 1e-15  # relative: exp, log and a division are each right to about 1e-16

any_float = st.floats(min_value=-1e308, max_value=1e308)
probability = st.floats(min_value=0, max_value=1)


def test_expit_is_known_in_closed_form():
    odds = np.array([1, 3, 1 / 3, 9, 999])
    assert expit(np.log(odds)) == pytest.approx(odds / (1 + odds), rel=FEW_ULPS)
    assert expit(0.0) == 0.5
    assert (expit([-inf, -1e308, 1e308, inf]) == [0, 0, 1, 1]).all()


def test_expit_and_log_loss_agree_with_scipy_from_minus_1e308_to_1e308():
    # subnormal results have fewer digits, so they may differ by their last one
    np.testing.assert_allclose(expit(EVERY_SIZE), special.expit(EVERY_SIZE), rtol=FEW_ULPS, atol=ulp(0))
    np.testing.assert_allclose(log_loss(1, EVERY_SIZE), -special.log_expit(EVERY_SIZE), rtol=FEW_ULPS, atol=ulp(0))


def test_logit_agrees_with_its_closed_form_and_scipy():
    tiny = np.logspace(-308, -1, 308)
    # log(mu) - log1p(-mu) loses digits only where the two cancel, near mu = 1/2
    np.testing.assert_allclose(logit(tiny), special.logit(tiny), rtol=FEW_ULPS)
    assert logit(0.75) == pytest.approx(log(3), rel=FEW_ULPS)
    assert (logit([0, 0.5, 1]) == [-inf, 0, inf]).all()


@given(any_float)
def test_expit_of_the_negative_is_the_other_class_s_probability(eta):
    assert expit(eta) + expit(-eta) == pytest.approx(1, abs=2 * ulp(1))


@given(st.lists(any_float, min_size=2).map(sorted))
def test_expit_is_a_probability_and_never_falls(eta):
    mu = expit(eta)
    assert ((mu >= 0) & (mu <= 1)).all()
    # where it is flat to a few ulps, the two branches may differ by the last digit
    assert (np.diff(mu) >= -ulp(1)).all()


@given(st.floats(min_value=-700, max_value=15))
def test_logit_undoes_expit(eta):
    # an error of one ulp in mu is one of ulp / (1 - mu) in eta, so the law is kept to 15; see the next for the rest
    assert logit(expit(eta)) == pytest.approx(eta, rel=1e-14, abs=4 * ulp(1) / (1 - float(expit(eta))))


@given(probability)
def test_expit_undoes_logit(mu):
    # eta's relative error of 1e-16 is up to |eta| times as large in mu, and |eta| < 745
    assert expit(logit(mu)) == pytest.approx(mu, rel=1e-13, abs=1e-300)


@given(probability, any_float)
def test_log_loss_is_finite_and_never_negative(y, eta):
    loss = log_loss(y, eta)
    assert 0 <= loss < inf


@given(probability, st.floats(min_value=-30, max_value=30))
def test_log_loss_is_the_cross_entropy(y, eta):
    mu = 1 / (1 + exp(-eta))
    naive = -y * log(mu) - (1 - y) * log1p(-mu)
    # the naive formula is the inexact side: 1 - mu keeps only ulp(1) / (1 - mu) of its digits
    assert log_loss(y, eta) == pytest.approx(naive, rel=1e-12, abs=4 * ulp(1) / (1 - mu))


def test_log_loss_in_the_tails_is_linear_on_the_wrong_side_and_exponential_on_the_right_one():
    assert (log_loss([0, 1, 0, 1], [1e308, -1e308, -1e308, 1e308]) == [1e308, 1e308, 0, 0]).all()
    assert log_loss(1, 40) == pytest.approx(exp(-40), rel=FEW_ULPS)
    assert log_loss(0, -700) == pytest.approx(exp(-700), rel=FEW_ULPS)
    assert log_loss(0.5, 0) == pytest.approx(log(2), rel=FEW_ULPS)


@given(probability, st.floats(min_value=-20, max_value=20))
def test_the_slope_of_the_loss_is_the_mean_minus_the_response(y, eta):
    h = 1e-5  # central difference: error h²/6 · 0.1 from the curve, 20 · 2e-16 / h from rounding, both below 1e-9
    slope = (log_loss(y, eta + h) - log_loss(y, eta - h)) / (2 * h)
    assert slope == pytest.approx(expit(eta) - y, abs=1e-9)


def test_any_shape_goes_in_and_the_same_comes_out():
    for shape in [(), (3,), (2, 3), (0,)]:
        assert expit(np.zeros(shape)).shape == logit(np.full(shape, 0.5)).shape == log_loss(1, np.zeros(shape)).shape
        assert expit(np.zeros(shape)).shape == shape


def test_a_linear_predictor_beyond_floats_is_an_error_even_where_infinities_would_cancel():
    assert (linear_predictor(np.eye(2), np.array([3.0, 4.0])) == [3, 4]).all()
    for row in ([1e308, 1e308], [1e308, -1e308]):
        with pytest.raises(FloatingPointError, match="linear predictor overflowed"):
            linear_predictor(np.array([row]), np.array([1e308, 1e308]))
