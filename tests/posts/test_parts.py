"""The numbers of the post on the parts of a network, against closed forms, finite differences and other libraries."""

import numpy as np
import pytest
from conftest import numbers
from scipy.special import ndtr
from sklearn.linear_model import LogisticRegression

from experiments._shared import noisy_xor, o_rings
from experiments.parts import (
    _descent,
    _passes,
    backward_pass,
    optimiser_epochs,
    output_is_a_glm,
    relu_pieces,
    saturated_start,
    step_sizes,
)
from smallest_network import datasets, network, separation
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam, GradientDescent, Momentum


def test_no_line_parts_the_points_of_xor_until_two_units_have_moved_them():
    shown = numbers("xor_by_hand")
    X, y, hidden = (np.array(shown[name]) for name in ("X", "y", "hidden"))
    assert y.tolist() == (X.sum(axis=1) == 1).tolist()  # exactly one input is 1
    for points, parted in ((X, "none"), (hidden, "complete")):
        rows = datasets.with_bias(points)
        assert separation.find(rows[y == 1], rows[y == 0], rows[:0]).kind == parted
    first, both = hidden.T > 0.5
    assert (first == (X.max(axis=1) == 1)).all()  # at least one input is 1
    assert (both == (X.min(axis=1) == 1)).all()
    assert np.where(y == 1, shown["mu"], 1 - np.array(shown["mu"])).min() == pytest.approx(shown["surest"], rel=1e-9)
    assert shown["surest"] > 0.99


def test_of_the_four_rates_one_creeps_two_arrive_and_the_last_does_not():
    shown = numbers("step_sizes")
    assert shown["rates"] == numbers("learning_rate")["rates"]  # which has the same four
    X, y = o_rings.standardised()
    for rate, path in zip(shown["rates"], shown["paths"], strict=True):
        w = np.array(_descent.START)
        for _ in range(step_sizes.EPOCHS):
            w = w + rate * X.T @ (y - expit(X @ w)) / len(y)
        assert path[-1] == pytest.approx(w, rel=1e-9)
    slow, best, over, beyond = (np.linalg.norm(np.array(path) - shown["minimum"], axis=1) for path in shown["paths"])
    assert slow[-1] > 0.5 * slow[0]
    assert best[-1] < 0.001
    assert (np.diff(over) < 0).all()  # "each lands a little nearer"
    assert over[-1] < 0.05
    assert beyond[-1] > 1.5 * beyond.min()  # "near at first, then further off"
    assert shown["rates"][2] < numbers("learning_rate")["bound"]["formula"] < shown["rates"][3]


def test_the_slopes_on_the_diagram_are_differences_of_the_loss():
    X, y, layers = _passes.example()
    shown = numbers("backward_pass")
    slopes = [np.array([*shown["first"], shown["deltas"]]), np.array([*shown["output"], shown["delta"]])[:, None]]
    for number, slope in enumerate(slopes):
        for place in np.ndindex(slope.shape):
            losses = []
            for step in (1e-6, -1e-6):
                moved = [layer.copy() for layer in layers]
                moved[number][place] += step
                losses.append(network.mean_loss(X, y, moved))
            assert (losses[0] - losses[1]) / 2e-6 == pytest.approx(slope[place], abs=1e-9)  # error of differences


def test_the_diagram_of_the_backward_pass_obeys_the_rule_in_the_text():
    forward, backward = numbers("forward_pass"), numbers("backward_pass")
    assert backward["delta"] == pytest.approx(forward["mu"] - forward["y"])
    out = np.array(forward["layers"][1])[:2, 0]
    assert backward["deltas"] == pytest.approx(backward["delta"] * out * np.array(backward["factors"]))
    assert backward["learning_rate"] == backward_pass.RATE == 1  # the step that the post's code takes


def test_the_largest_rate_found_by_trial_is_two_over_the_largest_curvature():
    found = numbers("learning_rate")
    assert found["bound"]["found"] == pytest.approx(
        found["bound"]["formula"], abs=1e-3
    )  # the interval is halved down to that
    assert found["largest_error"] < 1e-7  # a step of 1e-4 either way: the bend of the surface leaves its square
    assert found["cycle"]["closes"]


def test_the_curvature_of_the_bowl_is_the_second_derivative_of_the_loss():
    X, y = o_rings.standardised()
    weights, _, information = _descent.minimum(X, y)

    def loss(*shift):
        return log_loss(y, X @ (weights + 1e-3 * np.array(shift))).mean()

    across = loss(1, 1) - loss(1, -1) - loss(-1, 1) + loss(-1, -1)
    along = [loss(2, 0) - 2 * loss(0, 0) + loss(-2, 0), loss(0, 2) - 2 * loss(0, 0) + loss(0, -2)]
    second = np.array([[along[0], across], [across, along[1]]]) / 4e-6
    assert information == pytest.approx(second, abs=1e-6)  # error of differences
    assert numbers("learning_rate")["curvatures"] == pytest.approx(np.linalg.eigvalsh(information))


def factors_of_an_epoch(curvatures, rates, shares):
    """By what an epoch of momentum multiplies distance and velocity in the long run, along the slower axis; (rates, shares).

    Eigenvalues of the matrix that takes distance and velocity to their next values, found by `numpy.linalg`.
    """
    pull, share = np.broadcast_arrays(np.outer(rates, curvatures)[:, None], np.reshape(shares, (1, -1, 1)))
    steps = np.stack([np.stack([1 - pull, share], axis=-1), np.stack([-pull, share], axis=-1)], axis=-2)
    assert np.linalg.det(steps) == pytest.approx(share)
    return np.abs(np.linalg.eigvals(steps)).max(axis=(-2, -1))


def test_momentum_shrinks_no_faster_than_the_root_of_its_share():
    _, _, information = _descent.minimum(*o_rings.standardised())
    customary = numbers("optimiser_epochs")["customary"]
    found = factors_of_an_epoch(np.linalg.eigvalsh(information), np.geomspace(0.01, 50, 200), [customary["share"]])
    assert found.min() >= customary["factor"] - 1e-9
    assert found.min() == pytest.approx(customary["factor"], abs=1e-3)  # and some rate reaches it


@pytest.mark.parametrize("surface", ["bowl", "valley"])
def test_no_rate_and_share_beat_those_that_theory_names_for_descent_and_for_momentum(surface):
    """Against a search over both: the best of a fine grid, which the curvatures alone decide."""
    theory, condition = (
        numbers("optimiser_epochs")["theory"][surface],
        numbers("optimiser_epochs")["condition"][surface],
    )
    best, plain = theory["momentum"], theory["descent"]
    low = 2 / plain["learning_rate"] / (1 + condition)
    curvatures = [low, low * condition]
    at_best = [best["learning_rate"]], [best["share"]]
    # A double eigenvalue: its two copies come apart by the root of the rounding.
    assert factors_of_an_epoch(curvatures, *at_best)[0, 0] == pytest.approx(best["factor"], abs=1e-6)
    assert factors_of_an_epoch(curvatures, [plain["learning_rate"]], [0])[0, 0] == pytest.approx(plain["factor"])
    rates, shares = np.linspace(0.3, 3, 90) * best["learning_rate"], np.linspace(0, 0.999, 90)
    assert factors_of_an_epoch(curvatures, rates, shares).min() >= best["factor"] - 1e-6
    assert factors_of_an_epoch(curvatures, rates, [0]).min() >= plain["factor"] - 1e-9
    assert best["factor"] < plain["factor"]


def test_momentum_bears_rates_up_to_its_own_bound_which_is_above_that_of_descent():
    bounds, theory = numbers("optimiser_epochs")["bounds"], numbers("optimiser_epochs")["theory"]["valley"]
    assert (
        numbers("optimiser_epochs")["rows"][1]["setting_valley"]
        == f"rate {bounds['rate']:.3g}, ρ {bounds['share']:.2g}"
    )
    low = 2 / theory["descent"]["learning_rate"] / (1 + numbers("optimiser_epochs")["condition"]["valley"])
    curvatures = [low, 2 / theory["descent"]["learning_rate"] - low]
    for share, bound in ((0, bounds["descent"]), (bounds["share"], bounds["momentum"])):
        below, beyond = factors_of_an_epoch(curvatures, np.array([0.999, 1.001]) * bound, [share])[:, 0]
        assert below < 1 < beyond
    assert bounds["descent"] < bounds["rate"] < bounds["momentum"]  # momentum wins at a rate that descent does not bear


def landscapes():
    """Of bowl and valley the inputs, a start with the same probabilities, and the curvature at the minimum; and y."""
    X, y = o_rings.standardised()
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    start = np.linalg.lstsq(celsius, X @ np.array(_descent.START))[0]
    surfaces = {"bowl": (X, np.array(_descent.START)), "valley": (celsius, start)}
    return {name: (*surface, _descent.minimum(surface[0], y)[2]) for name, surface in surfaces.items()}, y


def followed(X, y, start, optimizer, epochs):
    """Losses above the least after every epoch, (epochs + 1,), and the last state."""
    _, least, _ = _descent.minimum(X, y)
    state, path = optimizer.start((start,)), [start]
    for _ in range(epochs):
        state = optimizer.step(state, (X.T @ (expit(X @ path[-1]) - y) / len(y),))
        path.append(state.parameters[0])
    return log_loss(y, np.array(path) @ X.T).mean(axis=-1) - least, state


SHOWN = {"bowl": Adam(0.5, beta1=0.5), "valley": Adam(2.0, beta1=0.9), "figure": _descent.ADAM}


@pytest.mark.parametrize("name", SHOWN)
def test_adam_no_longer_rests_once_its_steps_are_too_large_for_the_steepest_axis(name):
    """By the eigenvalues of what an epoch does to distances and mean gradients near the minimum, an epoch before and then."""
    surfaces, y = landscapes()
    X, start, information = surfaces["bowl" if name == "figure" else name]
    adam, epoch = SHOWN[name], numbers("optimiser_epochs")["adam"]["too_large"][name]
    factors = []
    for epochs in (epoch - 1, epoch):
        _, state = followed(X, y, start, adam, epochs)
        usual = np.sqrt(state.memory[1][0] / (1 - adam.beta2**epochs)) + adam.epsilon
        mean = np.hstack([(1 - adam.beta1) * information, adam.beta1 * np.eye(2)])
        move = np.hstack([np.eye(2), np.zeros((2, 2))]) - adam.learning_rate / usual[:, None] * mean
        factors.append(np.abs(np.linalg.eigvals(np.vstack([move, mean]))).max())
    assert factors[0] <= 1 < factors[1]


@pytest.mark.parametrize("rows_from", [0, 9])
@pytest.mark.parametrize("name", SHOWN)
def test_adam_arrives_stays_until_its_steps_are_too_large_and_leaves_again(name, rows_from):
    """In whichever order the rows are summed, which decides the last bits."""
    surfaces, y = landscapes()
    X, start, _ = surfaces["bowl" if name == "figure" else name]
    order = np.roll(np.arange(len(y)), rows_from)
    shown = numbers("optimiser_epochs")
    excess, _ = followed(X[order], y[order], start, SHOWN[name], shown["adam"]["followed"])
    inside, too_large = excess < optimiser_epochs.TARGET, shown["adam"]["too_large"][name]
    if name != "figure":
        assert shown["rows"][2][f"setting_{name}"] == f"rate {SHOWN[name].learning_rate:g}, β₁ {SHOWN[name].beta1:g}"
        assert inside[shown["rows"][2][f"epochs_{name}"] : too_large].all()
    assert inside[too_large]
    turns = np.flatnonzero(np.diff(inside[too_large:].astype(int)))
    assert len(turns) >= 3  # out, in, and out again: "again and again"


def test_descent_and_momentum_come_to_rest_for_good_and_adam_never_does():
    shown = numbers("optimiser_epochs")
    assert 0 < shown["adam"]["arrived"] == shown["adam"]["left"] < shown["adam"]["tried"]
    surfaces, y = landscapes()
    for name, (X, start, _) in surfaces.items():
        best = shown["theory"][name]["momentum"]
        for optimizer in (
            GradientDescent(shown["theory"][name]["descent"]["learning_rate"]),
            Momentum(best["learning_rate"], best["share"]),
        ):
            excess, _ = followed(X, y, start, optimizer, shown["adam"]["followed"])
            assert np.abs(excess[-5000:]).max() < 1e-14  # a mean loss of about ½, in double precision


def test_adam_starts_with_steps_of_its_learning_rate_in_every_weight():
    shown = numbers("optimisers")
    assert shown["adam_first_step"] == pytest.approx([shown["rates"]["Adam"]] * 2, rel=1e-6)  # epsilon is 1e-8


def test_all_optimisers_but_the_stochastic_one_head_for_the_minimum():
    shown = numbers("optimisers")
    for name, path in shown["paths"].items():
        distance = np.linalg.norm(np.array(path) - shown["minimum"], axis=1)
        assert distance[-1] < 0.2 * distance[0], name


def test_stochastic_descent_stays_further_off_at_a_larger_rate_and_never_arrives():
    first, *others = floors = numbers("optimiser_epochs")["floors"]
    assert first["learning_rate"] == numbers("optimisers")["rates"]["stochastic"]  # "the figure's rate"
    assert floors == sorted(floors, key=lambda floor: floor["excess"], reverse=True)
    assert all(other["learning_rate"] < first["learning_rate"] for other in others)
    X, y = o_rings.standardised()
    weights, least, _ = _descent.minimum(X, y)
    settings = (GradientDescent(first["learning_rate"]), 400, _descent.BATCH)
    late = _descent.descend(X, y, weights, *settings)[200:]  # even from the minimum itself
    assert log_loss(y, late @ X.T).mean() - least > 0.1 * first["excess"]


def test_adam_steps_by_its_rate_only_while_the_gradient_hardly_changes():
    rate = 0.01
    for gradients, low, high in (
        ([3e-4] * 200, 0.99, 1.01),  # steady and small; epsilon takes a little
        ([3e4] * 200, 0.99, 1.01),  # steady and large
        (0.8 ** np.arange(200), 0, 0.01),  # of one sign, but fading: the squares remember
    ):
        state = Adam(rate).start((np.zeros(1),))
        for slope in gradients:
            before, state = state, Adam(rate).step(state, (np.array([slope]),))
        step = abs(state.parameters[0] - before.parameters[0])[0]
        assert low <= step / rate <= high


def test_each_compared_optimiser_needs_as_many_epochs_as_a_plain_loop_at_its_setting():
    X, y = o_rings.standardised()
    _, least, _ = _descent.minimum(X, y)
    best = numbers("optimiser_epochs")["theory"]["bowl"]["momentum"]
    rows = {row["method"]: row for row in numbers("optimiser_epochs")["rows"]}
    assert rows["with momentum"]["setting_bowl"] == f"rate 10, ρ {best['share']:.2g}"
    for name, rate, share in (
        ("gradient descent", 10, 0),
        ("with momentum", 10, best["share"]),
        ("momentum, ρ = 0.9", 0.5, 0.9),
    ):
        w, velocity, losses = np.array(_descent.START), np.zeros(2), []
        for _ in range(1000):
            velocity = share * velocity + rate * X.T @ (y - expit(X @ w)) / len(y)
            w = w + velocity
            losses.append(log_loss(y, X @ w).mean() - least)
        assert rows[name]["epochs_bowl"] == 1 + max(
            i + 1 for i, excess in enumerate(losses) if excess >= optimiser_epochs.TARGET
        )


def test_momentum_at_its_best_is_never_slower_and_with_its_customary_share_is_in_the_bowl():
    plain, tuned, adam, customary = numbers("optimiser_epochs")["rows"]
    for surface in ("epochs_bowl", "epochs_valley"):
        assert tuned[surface] <= min(plain[surface], adam[surface], customary[surface])
    assert customary["epochs_bowl"] > 10 * plain["epochs_bowl"]
    assert (
        customary["epochs_valley"] < 2 * tuned["epochs_valley"] < plain["epochs_valley"]
    )  # "nearly right for the valley"


def test_how_much_faster_cross_entropy_is_depends_on_how_wrong_the_start_is():
    rows = numbers("saturated_start")["rows"]
    ratios = [row["squared"] / row["entropy"] for row in rows]
    assert ratios == sorted(ratios)
    assert ratios[0] < 3
    assert ratios[-1] > 100
    assert rows[-1]["start"] == numbers("saturated_start")["start"]
    # By a plain loop, from the weight that is least wrong.
    X, y = o_rings.standardised()
    for name, factor in (("entropy", lambda mu: 1), ("squared", lambda mu: 2 * mu * (1 - mu))):
        w, path = np.array([rows[0]["start"], 0.0]), []
        for _ in range(100):
            mu = expit(X @ w)
            w = w - X.T @ ((mu - y) * factor(mu)) / len(y)
            path.append(w[0])
        assert rows[0][name] == 1 + max(i + 1 for i, weight in enumerate(path) if weight >= 0)


def test_cross_entropy_turns_a_wrong_unit_sooner_at_each_ones_best_rate_and_under_adam_too():
    """By plain loops: no rate of the grid with which the weight comes to rest is faster, and Adam brings the two together."""
    shown, (X, y) = numbers("saturated_start"), o_rings.standardised()
    losses = {"entropy": lambda mu: 1, "squared": lambda mu: 2 * mu * (1 - mu)}

    def turned(factor, optimizer, epochs=2000):
        state, path = optimizer.start((np.array([shown["start"], 0.0]),)), []
        for _ in range(epochs):
            path.append(state.parameters[0])
            mu = expit(X @ path[-1])
            state = optimizer.step(state, (X.T @ ((mu - y) * factor(mu)) / len(y),))
        path = np.array(path)[:, 0]
        return 1 + np.flatnonzero(path >= 0)[-1] if path[-1] < 0 else np.inf, path[-1]

    for name, factor in losses.items():
        best = shown["best"][name]
        assert turned(factor, GradientDescent(best["learning_rate"]))[0] == best["epochs"]
        for rate in saturated_start.RATES:
            needed, end = turned(factor, GradientDescent(rate))
            assert needed >= best["epochs"] or abs(end - shown[name]["end"]) > 0.1
        assert turned(factor, Adam(shown["adam"]["learning_rate"]))[0] == shown["adam"][name]
    ratios = [
        shown["squared"]["needed"] / shown["entropy"]["needed"],
        shown["best"]["squared"]["epochs"] / shown["best"]["entropy"]["epochs"],
        shown["adam"]["squared"] / shown["adam"]["entropy"],
    ]
    assert ratios == sorted(ratios, reverse=True)  # "nearer still"
    assert ratios[-1] > 1


def test_the_two_costs_agree_on_the_true_curve_if_it_is_logistic_and_only_then():
    x = np.linspace(-2, 2, 41)
    X = datasets.with_bias(x[:, None])
    for truth, same in ((expit(0.7 - 1.1 * x), True), (0.1 + 0.6 * (x > 0.5), False)):
        ends = []
        for loss in ("cross-entropy", "squared error"):  # y is the probability: the cost's average over many draws
            layers = (np.zeros((2, 1)),)
            (weights,) = network.train(x[:, None], truth, layers, optimizer=Adam(0.02), epochs=6000, loss=loss)
            mu = expit(X @ weights[:, 0])
            slope = network.LOSSES[loss].slope(truth, mu) @ X
            assert slope == pytest.approx(np.zeros(2), abs=1e-8)  # it has arrived
            ends.append(weights[:, 0])
        assert (np.abs(ends[0] - ends[1]).max() < 1e-6) == same


def test_the_weight_of_standardised_temperature_is_the_slope_per_degree_times_the_spread():
    shown = numbers("saturated_start")
    assert shown["glm"] == pytest.approx(numbers("three_steps")["slope"] * shown["spread"], rel=1e-9)
    assert shown["entropy"]["end"] == pytest.approx(shown["glm"], rel=1e-9)
    assert shown["squared"]["end"] < shown["glm"] - 0.1


def test_the_score_is_straight_between_the_joints_and_all_of_it_is_drawn():
    shown = numbers("relu_pieces")
    assert shown["straight"]
    assert datasets.o_ring()[0].max() < relu_pieces.HIGH
    assert shown["outside"] < relu_pieces.LOW
    assert len(shown["joints"]) + 1 == shown["units"]  # one of them bends elsewhere
    temperature, distress = datasets.o_ring()
    assert not distress[temperature[:, 0] > shown["last"]["joint"]].any()


def test_squared_error_and_cross_entropy_differ_by_twice_the_slope_of_the_mean():
    eta, y, step = np.linspace(-8, 8, 33), 1.0, 1e-5
    for name, factor in (("cross-entropy", 1), ("squared error", 2 * expit(eta) * (1 - expit(eta)))):
        loss = network.LOSSES[name]
        numeric = (loss.value(y, eta + step) - loss.value(y, eta - step)) / (2 * step)
        assert numeric == pytest.approx((expit(eta) - y) * factor, abs=1e-9)
        assert loss.slope(y, expit(eta)) == pytest.approx((expit(eta) - y) * factor, rel=1e-9, abs=1e-12)


def test_layers_without_activation_are_one_layer():
    rng = np.random.default_rng(3)
    X, A, B = rng.normal(size=(50, 3)), rng.normal(size=(4, 6)), rng.normal(size=(7, 1))
    both = datasets.with_bias(datasets.with_bias(X) @ A) @ B
    one = A @ B[:-1] + np.array([[0], [0], [0], B[-1]], dtype=float)
    assert datasets.with_bias(X) @ one == pytest.approx(both, abs=1e-12)


def test_tanh_is_the_logistic_curve_stretched():
    eta = np.linspace(-9, 9, 181)
    assert np.tanh(eta) == pytest.approx(2 * expit(2 * eta) - 1, abs=1e-15)


def test_the_frozen_output_unit_is_the_logistic_regression_that_scikit_learn_fits():
    shown = numbers("output_is_a_glm")
    (layers,), (X, y) = noisy_xor.trained(2, output_is_a_glm.STOPS[-1:]), noisy_xor.learnt()
    hidden = network.forward(X, layers).outputs[0]
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(hidden, y)
    found = np.append(theirs.coef_[0], theirs.intercept_)
    frozen = [row["frozen"] for row in shown["rows"][:3]]
    assert frozen == pytest.approx(found, rel=1e-8)  # what their stopping rule leaves
    assert frozen == pytest.approx(shown["glm"], rel=1e-11)
    assert (shown["learning_rate"], shown["momentum"]) == (1.0, 0.95)  # of the network and of the unit alone


def test_the_output_layer_comes_nearer_to_its_regression_as_training_settles():
    stages = numbers("output_is_a_glm")["stages"]
    apart = [stage["probabilities"] for stage in stages]
    assert apart == sorted(apart, reverse=True)
    assert all(stage["glm_loss"] <= stage["loss"] + 1e-12 for stage in stages)


def test_no_features_beat_the_truth_by_more_than_chance():
    *fitted, truth = numbers("learned_features")["rows"]
    assert truth["name"] == "the truth"
    assert all(row["loss"] > truth["loss"] for row in fitted)


def test_a_line_that_cuts_off_one_corner_is_right_for_two_thirds_but_is_not_the_fit():
    shown, noise = numbers("learned_features"), noisy_xor.NOISE
    cut, half = np.linspace(0, 1, 1001), 0.5**0.5  # places on the diagonal from the middle, and that of the corner
    right = ndtr(cut / noise) / 2 + ndtr((half - cut) / noise) / 4 + ndtr((-half - cut) / noise) / 4
    assert shown["best_line"] / 100 == pytest.approx(right.max(), abs=0.01)  # three standard errors of 20,000 points
    assert np.abs(np.divide(shown["raw"]["coefficients"], shown["raw"]["standard_errors"])).max() < 1  # nearly flat
    raw = shown["rows"][0]
    assert raw["loss"] == pytest.approx(np.log(2), abs=1e-3)
    assert raw["right"] < 52 < shown["best_line"]


def test_the_median_network_of_two_units_is_no_better_than_a_line_and_that_of_four_is():
    shown = numbers("learned_features")
    assert shown["median_right"]["2"] == pytest.approx(shown["best_line"], abs=1)
    assert shown["median_right"]["4"] > shown["best_line"] + 20
    _, _, two, four, _ = shown["rows"]
    assert two["right"] > shown["median_right"]["2"] + 10  # "the table's start was a good one"
    assert four["right"] == pytest.approx(shown["median_right"]["4"], abs=1)


def test_training_the_last_layer_alone_leaves_the_hidden_outputs_alone():
    (layers,), (X, y) = noisy_xor.trained(2, [100]), noisy_xor.learnt()
    hidden = network.forward(X, layers).outputs[0]
    (unit,) = network.train(hidden, y, (layers[1],), optimizer=noisy_xor.DESCENT, epochs=output_is_a_glm.FROZEN)
    slope = datasets.with_bias(hidden).T @ (expit(datasets.with_bias(hidden) @ unit[:, 0]) - y)
    assert slope == pytest.approx(np.zeros(3), abs=1e-9)
