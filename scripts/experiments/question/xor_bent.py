"""Two hidden units bend the plane until one straight line can do XOR."""

import numpy as np

from experiments.question import _tasks
from press import ink
from smallest_network import datasets, network
from smallest_network.logistic import expit

CAPTION = (
    "The inputs: the four points, where each of two hidden units gives ½ (dashed: unit 1, dotted: unit 2), and a walk along the "
    "diagonal. The outputs of the units: the same points and the same walk at the place that the two units give them; thick: "
    "where the output unit gives ½. The two squares lie on each other, both at ({places[1][0]:.2f}, {places[1][1]:.2f}) "
    "when rounded. Trained by {epochs:,} steps of gradient descent at rate {learning_rate:g} from one start, taken "
    "because its two lines are easy to read; others end with other lines, or fail."
)
ALT = (
    "Left, the square of XOR; two parallel lines cut off one circle each, with the two squares between them, and an arrow "
    "crosses both along the diagonal. Right, the arrow goes to the right first and then straight up, from a circle round a "
    "corner with both squares to the other circle, and one thick straight line separates the corner from the circles."
)
SEED, LIMITS = 12, (-0.5, 1.5)


def measure():
    X, y = datasets.xor()
    start = network.initialize((2, 2, 1), rng=np.random.default_rng(SEED))
    hidden, output = _tasks.descend(X, y, start, **_tasks.XOR)
    walk = np.repeat(np.linspace(*LIMITS, 101)[:, None], 2, axis=1)
    places, bent = (expit(datasets.with_bias(points) @ hidden) for points in (X, walk))
    golden = [_golden(X, hidden, output, *state) for state in ((0.0, 0.25), (0.5, 0.5), (1.0, 0.75))]
    return {
        "golden": golden,
        "limits": LIMITS,
        "X": X,
        "y": y,
        "hidden": hidden,
        "output": output[:, 0],
        "places": places,
        "walk": walk,
        "bent": bent,
        **_tasks.XOR,
    }


def _golden(X, hidden, output, bend, walked):
    """What the live figure must answer when the plane is bent so far, and so much of the diagonal has been walked."""
    walker = np.full((1, 2), LIMITS[0] + walked * (LIMITS[1] - LIMITS[0]))
    outputs = expit(datasets.with_bias(walker) @ hidden)
    bent = [(1 - bend) * points + bend * expit(datasets.with_bias(points) @ hidden) for points in (X, walker)]
    mu = network.predict_proba(walker, (hidden, output)).item()
    answer = {"places": bent[0], "walker": bent[1][0], "outputs": outputs[0], "mu": mu}
    return {"state": {"bend": bend, "walked": walked}, "answer": answer}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.0)
    before, after = figure.subplots(1, 2)
    for axes, walk, places in ((before, numbers["walk"], numbers["X"]), (after, numbers["bent"], numbers["places"])):
        ink.square(axes).grid(False)
        axes.plot(*np.transpose(walk), color=ink.THIRD, linewidth=1.4)
        axes.annotate("", walk[65], walk[62], arrowprops=ink.arrow(color=ink.THIRD))
        ink.points(axes, places, numbers["y"], clip_on=False)
    for column, dashes in zip(np.transpose(numbers["hidden"]), ink.DASHES[1:], strict=False):
        ink.line(before, column, **ink.GLM | {"linestyle": dashes})
    after.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1))
    ink.line(after, numbers["output"], **ink.NEURON)
    before.set_title("The inputs")
    after.set(title="The outputs of the units", xlabel="Output of unit 1", ylabel="Output of unit 2")
