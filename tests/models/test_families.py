"""Families and links keep the laws of their theory, and SciPy's and R's numbers."""

import json
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from smallest_network import families
from smallest_network.families import BINOMIAL, FAMILIES, GAUSSIAN, LINKS, POISSON

R = json.loads((Path(__file__).parents[1] / "reference" / "r_families.json").read_text())
STEP = 1e-5  # of central differences: their error is STEP² times a third derivative, and 1e-16 / STEP of rounding
ETA = np.linspace(-6, 6, 121)
PAIRS = [(family, LINKS[link]) for family in FAMILIES.values() for link in family.links]
each_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
each_link = pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
each_pair = pytest.mark.parametrize(("family", "link"), PAIRS, ids=[f"{f.name}-{g.name}" for f, g in PAIRS])


def slope(function, at):
    return (function(at + STEP) - function(at - STEP)) / (2 * STEP)


def responses_and_means(family):
    """Every pair of a response, ends of its range included, and a mean."""
    y, mu = {
        "gaussian": ([-3.0, 0.0, 0.1, 7.0], [-5.0, 0.1, 2.0]),
        "binomial": ([0.0, 1e-9, 0.3, 0.5, 1.0], [1e-6, 0.3, 0.5, 0.999]),
        "poisson": ([0.0, 0.2, 1.0, 9.0, 1e4], [1e-3, 1.0, 8.9, 2e4]),
    }[family.name]
    return (values.ravel() for values in np.meshgrid(y, mu))


# Links


@each_link
def test_the_link_undoes_its_inverse(link):
    eta = ETA[ETA < 3]  # above, cloglog's μ is 1 in floats
    mu = link.inverse(eta)
    # μ's last digit is worth 1e-16 / slope in η
    assert (np.abs(link.link(mu) - eta) <= 1e-15 * (np.abs(eta) + 1 / link.slope(eta))).all()


@each_link
def test_the_inverse_undoes_the_link(link):
    mu = np.concatenate([np.logspace(-12, -1, 23), np.linspace(0.1, 0.99, 30)])
    np.testing.assert_allclose(link.inverse(link.link(mu)), mu, rtol=2e-14)  # η's rounding is |η| times as large in μ


@each_link
def test_the_slope_is_the_derivative_of_the_inverse(link):
    np.testing.assert_allclose(slope(link.inverse, ETA), link.slope(ETA), rtol=1e-9, atol=1e-10)


@each_pair
def test_every_inverse_rises_within_the_means_of_its_family(family, link):
    eta = np.linspace(-900, 900, 721) if link.name != "log" else np.linspace(-700, 700, 721)
    mu = link.inverse(eta)
    assert (np.diff(mu) >= 0).all()
    assert family.low <= mu.min()
    assert mu.max() <= family.high


@pytest.mark.parametrize("name", BINOMIAL.links)
def test_the_complement_keeps_its_digits_where_the_mean_is_one(name):
    link = LINKS[name]
    np.testing.assert_allclose(link.inverse(ETA) + link.complement(ETA), 1, rtol=3e-16)
    # by other ways: symmetry, and the closed form
    upper = {"logit": special.expit(-ETA), "probit": special.ndtr(-ETA), "cloglog": np.exp(-np.exp(ETA))}[name]
    np.testing.assert_allclose(link.complement(ETA), upper, rtol=1e-14, atol=1e-280)


def test_links_are_infinite_at_the_ends_of_their_range():
    for name in BINOMIAL.links:
        assert LINKS[name].link(np.array([0.0, 1.0])).tolist() == [-inf, inf]
    assert LINKS["log"].link(0.0) == -inf


def test_an_exponential_beyond_floats_is_infinite_without_a_word():
    assert LINKS["log"].inverse(np.array([800.0])) == inf


@pytest.mark.parametrize("name", BINOMIAL.links)
def test_what_is_no_probability_has_no_link(name):
    with pytest.raises(ValueError, match=r"contains 1\.5"):
        LINKS[name].link(np.array([0.5, 1.5]))


def test_the_normal_cdf_is_scipy_s_from_end_to_end():
    z = np.linspace(-37, 37, 2001)
    # rounding z / √2 shifts the tail by z² 1e-16
    np.testing.assert_allclose(families.normal_cdf(z), special.ndtr(z), rtol=4e-13)
    central = z[np.abs(z) < 5]
    np.testing.assert_allclose(families.normal_cdf(central), special.ndtr(central), rtol=1e-14)


def test_the_normal_quantile_is_scipy_s():
    probability = np.concatenate([[0.0], np.logspace(-300, -1, 400), np.linspace(0.1, 1, 400)])
    np.testing.assert_allclose(
        families.normal_quantile(probability), special.ndtri(probability), rtol=1e-14, atol=1e-15
    )


# Families


@each_family
def test_the_first_derivative_of_the_cumulant_is_the_mean(family):
    np.testing.assert_allclose(slope(family.cumulant, ETA), LINKS[family.links[0]].inverse(ETA), rtol=1e-8)


@each_family
def test_the_second_derivative_of_the_cumulant_is_the_variance(family):
    """For the canonical link that is the slope of the inverse, so that one function of μ says what b'' says of θ."""
    link = LINKS[family.links[0]]
    np.testing.assert_allclose(link.slope(ETA), family.variance(link.inverse(ETA)), rtol=1e-13)
    np.testing.assert_allclose(slope(link.inverse, ETA), family.variance(link.inverse(ETA)), rtol=1e-8)


@each_family
def test_the_deviance_is_positive_and_zero_where_the_mean_is_the_response(family):
    y, mu = responses_and_means(family)
    deviance = family.deviance(y, mu)
    assert ((deviance > 0) == (y != mu)).all()
    assert (family.deviance(y, y) == 0).all()


@given(st.sampled_from([BINOMIAL, POISSON]), st.floats(0, 1), st.floats(0, 1).filter(lambda mu: mu == 0 or mu > 1e-300))
def test_no_pair_of_floats_has_a_negative_deviance(family, y, mu):
    deviance = float(family.deviance(y, mu))
    assert deviance >= 0
    assert deviance == pytest.approx(float(naive_deviance(family, y, mu)), rel=1e-9, abs=1e-12)  # naive cancels


def naive_deviance(family, y, mu):
    """By SciPy's relative entropy x log(x/y) - x + y."""
    total = special.kl_div(y, mu)
    return 2 * (total + special.kl_div(1 - y, 1 - mu) if family is BINOMIAL else total)


@each_family
def test_the_deviance_falls_by_twice_the_residual_over_the_variance(family):
    y, mu = responses_and_means(family)
    h = 1e-5 * np.minimum(np.abs(mu), np.abs(1 - mu) + (family is not BINOMIAL))
    numeric = (family.deviance(y, mu + h) - family.deviance(y, mu - h)) / (2 * h)
    exact = -2 * (y - mu) / family.variance(mu)
    # a deviance of size d has rounding of d · 1e-16, divided by h
    assert (np.abs(numeric - exact) <= 1e-8 * np.abs(exact) + 1e-15 * family.deviance(y, mu) / h + 1e-9).all()


@each_family
def test_the_deviance_is_twice_the_log_likelihood_that_a_perfect_mean_would_add(family):
    """By SciPy's densities, at dispersion 1."""
    y, mu = responses_and_means(family)
    whole = np.isin(y % 1, 0)
    y, mu = y[whole], mu[whole]
    log_density = {
        "gaussian": lambda mean: stats.norm.logpdf(y, loc=mean),
        "binomial": lambda mean: stats.bernoulli.logpmf(y, mean),
        "poisson": lambda mean: stats.poisson.logpmf(y, mean),
    }[family.name]
    np.testing.assert_allclose(family.deviance(y, mu), 2 * (log_density(y) - log_density(mu)), rtol=1e-9, atol=1e-9)
    if not family.has_dispersion:
        assert family.log_likelihood(y, mu) == pytest.approx(log_density(mu).sum(), rel=1e-12)


def test_the_gaussian_likelihood_is_taken_at_its_largest():
    y, mu = np.array([1.0, 4.0, 2.0]), np.array([1.5, 3.0, 2.5])
    at = [stats.norm.logpdf(y, mu, scale).sum() for scale in np.linspace(0.6, 0.8, 20_001)]
    assert GAUSSIAN.log_likelihood(y, mu) == pytest.approx(max(at), abs=1e-9)  # a grid of 1e-5 misses by its square
    assert GAUSSIAN.log_likelihood(y, y) == inf


def test_a_proportion_counts_as_so_much_of_either_class():
    y, mu = np.array([0.25]), np.array([0.4])
    assert BINOMIAL.log_likelihood(y, mu) == pytest.approx(0.25 * np.log(0.4) + 0.75 * np.log(0.6), rel=1e-15)


@pytest.mark.parametrize("case", [name for name in R if name != "iris_softmax"])
def test_r_s_means_have_r_s_deviance_and_aic(case):
    r = R[case]
    family, link = families.choose(r["family"], r["link"])
    y, mu = np.array(r["y"]), np.array(r["fitted"])
    assert family.deviance(y, mu).sum() == pytest.approx(r["deviance"], rel=1e-12)
    parameters = len(r["coefficients"]) + family.has_dispersion
    assert 2 * parameters - 2 * family.log_likelihood(y, mu) == pytest.approx(r["aic"], rel=1e-12)
    eta = np.array(r["X"]) @ r["coefficients"] + (0 if r["offset"] is None else r["offset"])
    np.testing.assert_allclose(link.inverse(eta), mu, rtol=1e-12)


@each_pair
def test_a_fit_starts_from_means_where_every_link_is_finite(family, link):
    y, _ = responses_and_means(family)
    start = family.start(y)
    assert np.isfinite(link.link(start)).all()
    assert (family.variance(start) > 0).all()


def test_r_s_starts_are_kept():
    y = np.array([0.0, 1.0])
    assert GAUSSIAN.start(y).tolist() == [0, 1]
    assert BINOMIAL.start(y).tolist() == [0.25, 0.75]
    assert POISSON.start(y).tolist() == [0.1, 1.1]


# The score


@each_pair
def test_the_score_is_the_slope_of_the_log_likelihood(family, link):
    y = np.array([0.0, 0.3, 1.0])[:, None]
    eta = ETA[np.abs(ETA) < 1.7]  # where 1 - μ still has the digits that differences need
    numeric = slope(lambda eta: -family.deviance(y, link.inverse(eta)) / 2, eta)
    np.testing.assert_allclose(families.score(family, link, y, eta), numeric, rtol=1e-7, atol=1e-8)


@each_pair
def test_the_score_is_the_residual_times_slope_over_variance(family, link):
    y, eta = np.array([0.0, 0.3, 1.0])[:, None], ETA[np.abs(ETA) < 1.7]
    mu = link.inverse(eta)
    np.testing.assert_allclose(
        families.score(family, link, y, eta), (y - mu) * link.slope(eta) / family.variance(mu), rtol=1e-12, atol=1e-14
    )


def test_far_on_the_wrong_side_the_probit_s_score_is_about_eta_and_the_cloglog_s_is_known():
    """φ(η) / Φ(-η) = η + 1/η - …; the closed form of the other is -e^η for a 0, and tends to 1 for a 1."""
    far = np.array([15.0, 30.0])
    probit, cloglog = (
        lambda y, eta, g=LINKS[name]: families.score(BINOMIAL, g, y, eta) for name in ("probit", "cloglog")
    )
    np.testing.assert_allclose(-probit(0.0, far), far + 1 / far, rtol=1e-4)  # the next term is 2 / η³
    np.testing.assert_allclose(probit(1.0, -far), far + 1 / far, rtol=1e-4)
    np.testing.assert_allclose(cloglog(0.0, np.array([2.0, 6.0])), -np.exp([2.0, 6.0]), rtol=1e-12)
    np.testing.assert_allclose(cloglog(1.0, np.array([-100.0, -1e6])), 1.0, rtol=1e-12)
    for y, eta in ((0.0, 1e6), (1.0, -1e6)):
        assert np.sign(probit(y, eta)) == np.sign(cloglog(y, eta)) == np.sign(y - 0.5)


# Refusals


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gamma",), "family is 'gamma'; it must be one of 'gaussian', 'binomial', 'poisson'"),
        (("poisson", "logit"), "link is 'logit'; for the poisson family it must be one of 'log'"),
        (("binomial", "log"), "link is 'log'; for the binomial family it must be one of 'logit', 'probit', 'cloglog'"),
    ],
)
def test_a_pair_that_is_not_there_is_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=message):
        families.choose(*arguments)


@each_family
def test_the_canonical_link_is_the_first_and_the_default(family):
    assert families.choose(family.name) == (family, LINKS[family.links[0]])


@pytest.mark.parametrize(
    ("family", "y", "message"),
    [
        (BINOMIAL, [0, 2], r"y contains 2; all must lie in \[0, 1\], for the binomial family"),
        (POISSON, [3, -1], "y contains -1; all must be at least 0, for the poisson family"),
        (POISSON, [1, 2, 3], r"y has shape \(3,\); it must be \(2,\)"),
        (GAUSSIAN, [1, inf], "y contains inf"),
    ],
)
def test_responses_that_a_family_does_not_have_are_refused(family, y, message):
    with pytest.raises(ValueError, match=message):
        family.response(y, 2)


def test_responses_that_a_family_has_come_back_as_floats():
    assert GAUSSIAN.response([-5, 7], 2).dtype == float
    assert POISSON.response([0, 12], 2).tolist() == [0, 12]
