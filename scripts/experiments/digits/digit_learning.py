"""Training goes on getting better on the images it sees, and at some epoch worse on those it does not."""

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network import network
from smallest_network.logistic import log_loss

CAPTION = (
    "Mean log-loss after each epoch. The dot is the lowest on the validation images, where each model was stopped: "
    "epoch {unit[stopped]} of the single unit, epoch {net[stopped]} of the network. The dashed line is the answer "
    '"always no" on the validation images. {epochs} epochs are shown; the models below learn for {used}. The '
    "vertical scales differ. One start of each."
)
ALT = (
    "Two panels. Above, the single unit: the loss on training images falls to {unit[end][train]:.3f} after {epochs} epochs, "
    "that on validation images is lowest, {unit[lowest]:.3f}, at epoch {unit[stopped]} and rises to {unit[end][validation]:.3f}. "
    "Below, the network: the training loss falls to {net[end][train]:.4f}, the validation loss is lowest, "
    "{net[lowest]:.3f}, at epoch {net[stopped]} and ends at {net[end][validation]:.3f}."
)
LONG = 300


def measure():
    data = _task.task()
    share = data.y[data.train].mean()
    return {
        "epochs": LONG,
        "used": _task.EPOCHS,
        "hidden": _task.HIDDEN,
        "base": log_loss(data.y[data.validation], np.log(share / (1 - share))).mean(),
        "unit": _course(data, ()),
        "net": _course(data, (_task.HIDDEN,)),
    }


def _course(data, hidden):
    """Both losses after each epoch, and where the one on the validation images is lowest."""
    learned = _task.learn(data, hidden, epochs=LONG)
    train = network.mean_loss(data.X[data.train], data.y[data.train], learned.along)[:, 0]
    validation = learned.validation_loss[:, 0]
    return {
        "train": train,
        "validation": validation,
        "stopped": int(learned.stopped[0]),
        "lowest": validation.min(),
        "end": {"train": train[-1], "validation": validation[-1]},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.4)
    above, below = figure.subplots(2, sharex=True)
    epochs = np.arange(1, numbers["epochs"] + 1)
    for axes, name, title in ((above, "unit", "No hidden layer: logistic regression"),
                              (below, "net", f"{numbers['hidden']} hidden units")):  # fmt: skip
        axes.axhline(numbers["base"], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1])
        course = numbers[name]
        axes.plot(epochs, course["train"], color=ink.THIRD, linestyle=ink.DASHES[2])
        axes.plot(epochs, course["validation"], color=ink.FIFTH)
        axes.plot(course["stopped"], course["lowest"], "o", color=ink.FIFTH, markersize=8, zorder=5)
        axes.set(xscale="log", yscale="log", xlim=(1, numbers["epochs"]), title=title)
        axes.set(ylabel="Log-loss")
        axes.grid(True, axis="y")
    for axes in (above, below):
        axes.set_yticks([0.3, 0.1, 0.03, 0.01, 1e-3, 1e-4])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_yticks([], minor=True)
        axes.set_xticks([], minor=True)
        axes.set_xticks([1, 3, 10, 30, 100, 300])
        axes.xaxis.set_major_formatter("{x:g}")
    above.set(ylim=(0.028, 0.55))
    below.set(ylim=(8e-5, 0.55), xlabel="Epochs")
    above.text(290, numbers["base"] * 1.05, "always no", color=ink.colour("xtick.labelcolor"), va="bottom", ha="right")
    above.text(110, 0.11, "validation images", color=ink.FIFTH, va="bottom", ha="center")
    above.text(60, 0.058, "training images", color=ink.THIRD, va="top", ha="center")
