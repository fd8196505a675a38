r"""Layers of neurons: every unit is a logistic regression on the outputs of the layer before it.

With inputs :math:`a_0 = x`, layer l computes

.. math:: \eta_l = [a_{l-1}, 1] \, W_l, \qquad a_l = f(\eta_l),

where f is the activation of the hidden layers. That of the last layer is expit if it has one unit, which gives the
probability μ that y = 1, and softmax if it has K > 1, one for each of K classes. A network is the tuple of its matrices
:math:`W_l`, `layers`: each (inputs + 1, units), one column a unit, its bias in the last row. Without a hidden layer it is
the neuron of `neuron.py`, or the regression of `multinomial.py`.

The gradient of the loss goes back through the same matrices (D. E. Rumelhart, G. E. Hinton and R. J. Williams,
"Learning representations by back-propagating errors", Nature 323 (1986), 533-536):

.. math:: \delta_l = \frac{\partial \mathrm{loss}}{\partial \eta_l} = (\delta_{l+1} W_{l+1}^T) \, f'(\eta_l), \qquad
          \frac{\partial \mathrm{loss}}{\partial W_l} = [a_{l-1}, 1]^T \delta_l

and starts from the same slope for one unit and for K, :math:`\mu - y`, where y is 1 for an observation's class and 0 for
the others.

Here `X` (n, p) has no column of ones: the bias row of W stands for it. Every function takes many networks at once, as
layers (..., inputs + 1, units) with the same leading axes, and then answers with these axes in front.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from smallest_network import check
from smallest_network.logistic import expit, log_loss, softmax, softmax_loss
from smallest_network.optimizers import Arrays, Optimizer


@dataclass(frozen=True)
class Activation:
    """What a hidden unit makes of its η: a = function(η), with slope da/dη as a function of a."""

    function: Callable
    slope: Callable


@dataclass(frozen=True)
class Loss:
    """What an observation costs: value(y, η), with slope ∂value/∂η as a function of y and μ. No factor ½ anywhere."""

    value: Callable
    slope: Callable


ACTIVATIONS = {
    "logistic": Activation(expit, slope=lambda a: a * (1.0 - a)),
    "tanh": Activation(np.tanh, slope=lambda a: 1.0 - a * a),
    "relu": Activation(lambda eta: np.maximum(eta, 0.0), slope=lambda a: (a > 0.0).astype(float)),  # 0 at its corner
}

LOSSES = {
    "cross-entropy": Loss(log_loss, slope=lambda y, mu: mu - y),
    "squared error": Loss(lambda y, eta: (y - expit(eta)) ** 2, slope=lambda y, mu: 2.0 * (mu - y) * mu * (1.0 - mu)),
}

SMALL, SHORT = 1024, 16  # a matrix product of at most so many multiplications, at most so many a sum, is written out


@dataclass(frozen=True)
class Pass:
    """What a forward pass computed: of every layer the η and the outputs a, each (..., n, units)."""

    etas: Arrays
    outputs: Arrays

    @property
    def mu(self) -> np.ndarray:
        """(..., n) probability that y = 1; with K > 1 output units, (..., n, K) probability of every class."""
        last = self.outputs[-1]
        return last[..., 0] if last.shape[-1] == 1 else last


def initialize(sizes, *, rng, scale=1.0) -> Arrays:
    """Layers with independent normal weights and biases, mean 0.

    Parameters
    ----------
    sizes : sequence of int
        Number of inputs, units of each hidden layer, and output units, 1 or the number of classes: (2, 4, 1).
    rng : numpy.random.Generator
        Drawn from layer by layer, in the order of `layer.ravel()`.
    scale : float or sequence of float
        Standard deviation, one for all layers or one for each.
    """
    sizes = [check.whole("sizes", size, least=1) for size in sizes]
    if len(sizes) < 2:
        raise ValueError(f"sizes is {sizes}; it must be (inputs, hidden units ..., output units)")
    scales = [scale] * (len(sizes) - 1) if np.ndim(scale) == 0 else list(scale)
    if len(scales) != len(sizes) - 1:
        raise ValueError(f"scale has {len(scales)} entries; it must be one number, or {len(sizes) - 1}, one a layer")
    rng = check.generator("rng", rng)
    shapes = [(inputs + 1, units) for inputs, units in pairwise(sizes)]
    return tuple(
        check.positive("scale", deviation) * rng.normal(size=shape)
        for deviation, shape in zip(scales, shapes, strict=True)
    )


def stack(networks) -> Arrays:
    """Layers (s, inputs + 1, units) of s networks with the same sizes, to be used as one."""
    networks = [check_layers(layers) for layers in networks]
    shapes = [[layer.shape for layer in layers] for layers in networks]
    if not networks or shapes != [shapes[0]] * len(shapes):
        raise ValueError("networks is empty or its networks differ in shape; all must have the same sizes")
    return tuple(np.stack(layer) for layer in zip(*networks, strict=True))


def forward(X, layers, *, activation="logistic") -> Pass:
    """All that the layers compute on the way from `X` (n, p) to μ.

    Raises ValueError for bad input, FloatingPointError when a layer leaves the range of floats.
    """
    X = check.design_matrix(X)
    layers = check_layers(layers, X.shape[1])
    check.choice("activation", activation, ACTIVATIONS)
    return _run(X, layers, activation)


def predict_proba(X, layers, *, activation="logistic") -> np.ndarray:
    """Probability (..., n) that y = 1, or (..., n, K) of every class, for inputs `X` (n, p). Raises as `forward`."""
    return forward(X, layers, activation=activation).mu


def mean_loss(X, y, layers, *, activation="logistic", loss="cross-entropy", counts=None) -> np.ndarray:
    """Mean loss over the rows, each times its count if there are `counts`; one number a network.

    `loss` is "cross-entropy", the mean of -y log(μ) - (1 - y) log(1 - μ), or of -log(μ of its class) for K > 1 classes;
    or "squared error", the mean of (y - μ)², for one output unit only. Raises as `forward`.
    """
    X, targets, layers, counts = _checked(X, y, layers, activation, loss, counts)
    eta = _run(X, layers, activation).etas[-1]
    several = targets.shape[1] > 1
    losses = softmax_loss(targets.argmax(axis=1), eta) if several else LOSSES[loss].value(targets[:, 0], eta[..., 0])
    return (losses if counts is None else counts * losses).mean(axis=-1)


def gradient(X, y, layers, *, activation="logistic", loss="cross-entropy", counts=None) -> Arrays:
    """Derivatives of `mean_loss` with respect to the layers, in their shapes. Raises as `forward`."""
    X, targets, layers, counts = _checked(X, y, layers, activation, loss, counts)
    steepest = tuple(np.empty(layer.shape) for layer in layers)
    _backward(X, targets, layers, _run(X, layers, activation), activation, loss, counts, steepest)
    return steepest


def train(
    X,
    y,
    layers,
    *,
    optimizer,
    epochs,
    activation="logistic",
    loss="cross-entropy",
    counts=None,
    batch_size=None,
    rng=None,
) -> Arrays:
    """Layers after `epochs` passes over the rows.

    Parameters
    ----------
    X, y : (n, p) and (n,) arrays
        Inputs without a bias, and responses: in [0, 1] for one output unit, whole numbers from 0 to K - 1 for K > 1.
    layers : tuple of (..., inputs + 1, units) arrays
        Where to start. Untouched.
    optimizer : Optimizer
        GradientDescent, Momentum or Adam of `optimizers.py`.
    epochs : int
        Passes over all rows.
    activation : {"logistic", "tanh", "relu"}
        Of the hidden layers.
    loss : {"cross-entropy", "squared error"}
        Its mean over the rows of a batch is what a step descends. For K > 1 classes it is the cross-entropy.
    counts : (n,) or (..., n) array, optional
        How often each row counts, for all networks or for each of them: 1 if not given. With the counts of a bootstrap
        (`datasets.resample`) many networks learn many samples at once.
    batch_size : int, optional
        Rows a step, the last step of an epoch taking what is left; all rows if not given.
    rng : numpy.random.Generator, optional
        Shuffles the rows before every epoch; without it they keep their order. Many networks share the order.

    Raises
    ------
    ValueError
        Bad input.
    FloatingPointError
        Weights have left the range of floats; names epoch and layer.
    """
    (trained,) = path(
        X,
        y,
        layers,
        optimizer=optimizer,
        epochs=[epochs],
        activation=activation,
        loss=loss,
        counts=counts,
        batch_size=batch_size,
        rng=rng,
    )
    return trained


def path(
    X,
    y,
    layers,
    *,
    optimizer,
    epochs,
    activation="logistic",
    loss="cross-entropy",
    counts=None,
    batch_size=None,
    rng=None,
) -> list[Arrays]:
    """Layers along the way of `train`: one network for every entry of the rising sequence `epochs`.

    The optimizer's memory lives from the first stop to the last, so that a stop changes nothing.
    """
    X, targets, layers, counts = _checked(X, y, layers, activation, loss, counts)
    stops = check.rising("epochs", epochs)
    batch_size = len(X) if batch_size is None else check.whole("batch_size", batch_size, least=1)
    rng = None if rng is None else check.generator("rng", rng)

    layout = _Layout(layers, many=_all_small(layers, min(batch_size, len(X))))
    steps = partial(_batches, X, targets, counts, batch_size, rng)
    return _descend(layers, layout, optimizer, stops, steps, activation, loss)


def path_of_each(tables, layers, *, optimizer, epochs, batch_size, rngs, activation="logistic") -> list[Arrays]:
    """`path` for networks that learn from a table each, all at once, and to the last bit what `path` makes of each.

    Parameters
    ----------
    tables : sequence of t pairs (X, y)
        As for `path`, with one output unit. They may differ in rows, but not in the number of steps an epoch.
    layers : tuple of (t, s, inputs + 1, units) arrays
        Where to start: s networks for each table.
    rngs : sequence of t numpy.random.Generator
        Each shuffles the rows of its table.
    optimizer, epochs, batch_size, activation
        As for `path`, the same for all.

    Raises as `path`.
    """
    layers = check_layers(layers)
    if not len(tables) == len(rngs) == len(layers[0]) or layers[0].ndim != 4:
        raise ValueError(
            f"there are {len(tables)} tables, {len(rngs)} rngs and layers {layers[0].shape}; "
            "layers must be (t, s, inputs + 1, units), with a row for each table, and rngs as many"
        )
    checked = [
        _checked(X, y, tuple(layer[place] for layer in layers), activation, "cross-entropy", None)
        for place, (X, y) in enumerate(tables)
    ]
    batch_size = check.whole("batch_size", batch_size, least=1)
    if len(counted := {-(-len(X) // batch_size) for X, *_ in checked}) > 1:
        raise ValueError(
            f"tables have {sorted(counted)} steps an epoch at batch_size {batch_size}; all must have as many"
        )
    X, targets = (np.concatenate(parts) for parts in list(zip(*checked, strict=True))[:2])
    steps = partial(_batches_of_each, X, targets, [len(X) for X, *_ in checked], batch_size, rngs)
    stops = check.rising("epochs", epochs)
    return _descend(layers, _Layout(layers, many=False), optimizer, stops, steps, activation, "cross-entropy")


def check_layers(layers, inputs=None) -> Arrays:
    """`layers` as a tuple of float arrays that fit `inputs` and each other, or ValueError."""
    layers = tuple(check.floats(f"layer {number}", layer) for number, layer in enumerate(layers, start=1))
    if not layers:
        raise ValueError("layers is empty; a network has at least one layer")
    for number, layer in enumerate(layers, start=1):
        fits = layer.ndim >= 2 and 0 not in layer.shape and layer.shape[:-2] == layers[0].shape[:-2]
        if not fits or inputs not in (None, layer.shape[-2] - 1):
            rows = "inputs + 1" if inputs is None else inputs + 1
            raise ValueError(
                f"layer {number} has shape {layer.shape}; it must be (..., {rows}, units), "
                "with leading axes as layer 1 has them"
            )
        inputs = layer.shape[-1]
    return layers


def _checked(X, y, layers, activation, loss, counts):
    """Inputs, targets (n, output units), layers and counts, or ValueError."""
    X = check.design_matrix(X)
    check.choice("activation", activation, ACTIVATIONS)
    check.choice("loss", loss, LOSSES)
    layers = check_layers(layers, X.shape[1])
    counts = None if counts is None else _check_counts(counts, len(X), layers[0].shape[:-2])
    classes = layers[-1].shape[-1]
    if classes == 1:
        return X, check.response(y, len(X))[:, None], layers, counts
    if loss != "cross-entropy":
        raise ValueError(f"loss is {loss!r}; for {classes} output units it must be 'cross-entropy'")
    return X, np.eye(classes)[check.numbers("y", y, len(X), classes)], layers, counts


def _check_counts(counts, n, networks):
    counts = check.floats("counts", counts)
    if counts.shape not in ((n,), (*networks, n)):
        raise ValueError(
            f"counts has shape {counts.shape}; it must be ({n},), or {(*networks, n)}, a row for every network"
        )
    if counts.min() < 0:
        raise ValueError(f"counts contains {counts.min():g}; all must be at least 0")
    return counts


def _run(X, layers, activation) -> Pass:
    with np.errstate(over="ignore", invalid="ignore"):  # reported below, with the layer
        computed = _forward(X, layers, activation)
    for number, eta in enumerate(computed.etas, start=1):
        if not np.isfinite(eta).all():
            raise FloatingPointError(f"layer {number} overflowed; X or its weights must be smaller")
    return computed


def _descend(layers, layout, optimizer, stops, steps, activation, loss) -> list[Arrays]:
    """Layers at every stop. `steps()` are those of an epoch: of each its parts, the networks meant and their batch.

    The optimizer gets all layers as one vector: its operations are then as many for ten layers as for one.
    """
    if not isinstance(optimizer, Optimizer):
        raise ValueError(f"optimizer is {optimizer!r:.80}; it must be one of optimizers.py, such as Adam()")
    state, visited = optimizer.start((layout.vector(layers),)), []
    with np.errstate(over="ignore", invalid="ignore"):  # reported by _finite, with epoch and layer
        for stop, before in zip(stops, [0, *stops], strict=False):
            for epoch in range(before + 1, stop + 1):
                for step in steps():
                    steepest = np.empty(layout.size)
                    layers, slopes = layout.layers(state.parameters[0]), layout.layers(steepest)
                    for meant, inputs, wanted, often in step:
                        some, into = (tuple(layer[meant] for layer in whole) for whole in (layers, slopes))
                        computed = _forward(inputs, some, activation)
                        _backward(inputs, wanted, some, computed, activation, loss, often, into)
                    state = optimizer.step(state, (steepest,))
                _finite(layout, state.parameters[0], epoch)
            visited.append(tuple(layer.copy(order="C") for layer in layout.layers(state.parameters[0])))
    return visited


def _forward(X, layers, activation) -> Pass:
    etas, outputs = [], [X]
    for number, weights in enumerate(layers, start=1):
        eta = _product(outputs[-1], weights[..., :-1, :])
        eta += weights[..., -1:, :]
        etas.append(eta)
        if number < len(layers):
            outputs.append(ACTIVATIONS[activation].function(eta))
        else:
            outputs.append(expit(eta) if weights.shape[-1] == 1 else softmax(eta))
    return Pass(tuple(etas), tuple(outputs[1:]))


def _backward(X, targets, layers, computed, activation, loss, counts, steepest) -> None:
    """Writes the derivatives with respect to the layers into the arrays `steepest`."""
    mu, slope = computed.outputs[-1], ACTIVATIONS[activation].slope
    delta = LOSSES[loss].slope(targets, mu)
    delta /= targets.shape[-2]
    if counts is not None:
        delta *= counts[..., None]
    inputs = [X, *computed.outputs[:-1]]
    for number in reversed(range(len(layers))):
        _product(inputs[number].mT, delta, out=steepest[number][..., :-1, :])
        np.add.reduce(delta, axis=-2, out=steepest[number][..., -1, :])
        if number:
            delta = _product(delta, layers[number][..., :-1, :].mT)
            delta *= slope(inputs[number])


def _product(A, B, out=None):
    """A @ B; where small, by a sum over the inner index that treats all columns of B alike.

    BLAS may compute the last few columns by other instructions than the rest. Equal columns of B then give columns
    that differ in the last bit, and units that started equal drift apart by rounding alone.
    """
    n, inner, units = A.shape[-2], A.shape[-1], B.shape[-1]
    if not _small(n, inner, units):
        return np.matmul(A, B, out=out)
    total = np.multiply(A[..., :1], B[..., :1, :], out=out)
    for k in range(1, inner):
        total += A[..., k : k + 1] * B[..., k : k + 1, :]
    return total


def _small(n, inner, units) -> bool:
    return inner <= SHORT and n * inner * units <= SMALL


def _all_small(layers, n) -> bool:
    """Whether every product of a step with n rows is written out, forward and back."""
    return all(
        _small(n, inner - 1, units) and _small(inner - 1, n, units) and _small(n, units, inner - 1)
        for inner, units in (layer.shape[-2:] for layer in layers)
    )


class _Layout:
    """All layers in one vector; with `many`, the weights of one place in all networks stand side by side.

    Where every product is written out, what a step does to one network it does to all: with the networks innermost,
    NumPy's loops are as long as there are networks, and not as short as a layer is wide. No sum changes its order.
    """

    def __init__(self, layers, many):
        lead = layers[0].ndim - 2
        self.ends = np.cumsum([layer.size for layer in layers]).tolist()
        self.size, self.shapes, self.axes = self.ends[-1], [layer.shape for layer in layers], None
        if many and lead:
            self.shapes = [layer.shape[lead:] + layer.shape[:lead] for layer in layers]
            self.axes = (*range(2, 2 + lead), 0, 1)

    def layers(self, vector) -> Arrays:
        """The layers as views of a vector."""
        parts = []
        for shape, start, end in zip(self.shapes, [0, *self.ends], self.ends, strict=False):
            part = vector[start:end].reshape(shape)
            parts.append(part if self.axes is None else part.transpose(self.axes))
        return tuple(parts)

    def vector(self, layers) -> np.ndarray:
        """A new vector of these layers."""
        vector = np.empty(self.size)
        for part, layer in zip(self.layers(vector), layers, strict=True):
            part[...] = layer
        return vector


def _batches(X, targets, counts, batch_size, rng):
    """Inputs, targets and counts of every step of an epoch, in order or shuffled, for all networks."""
    if rng is not None and batch_size < len(X):
        order = rng.permutation(len(X))
        X, targets, counts = X[order], targets[order], None if counts is None else counts[..., order]
    for start in range(0, len(X), batch_size):
        rows = slice(start, start + batch_size)
        yield [(..., X[rows], targets[rows], None if counts is None else counts[..., rows])]


def _batches_of_each(X, targets, lengths, batch_size, rngs):
    """The same for tables, one below the other: together while all have full batches, then each for itself."""
    begins = np.cumsum([0, *lengths])
    orders = [
        begin + (rng.permutation(n) if batch_size < n else np.arange(n))
        for begin, n, rng in zip(begins, lengths, rngs, strict=False)
    ]
    full = min(lengths) // batch_size * batch_size
    together = np.array([order[:full] for order in orders])
    for start in range(0, full, batch_size):
        rows = together[:, start : start + batch_size]
        yield [(..., X[rows][:, None], targets[rows][:, None], None)]
    if full < max(lengths):
        yield [(place, X[order[full:]], targets[order[full:]], None) for place, order in enumerate(orders)]


def _finite(layout, vector, epoch):
    if not np.isfinite(vector).all():
        number = 1 + [np.isfinite(layer).all() for layer in layout.layers(vector)].index(False)
        raise FloatingPointError(
            f"layer {number} overflowed in epoch {epoch}; the optimizer's learning_rate or X must be smaller"
        )
