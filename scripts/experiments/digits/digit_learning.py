"""Training goes on getting better on the images it sees, and at some epoch worse on those it does not."""

import numpy as np

from experiments.digits.digit_results import EPOCHS, HIDDEN, learn, task
from press import ink
from smallest_network import network
from smallest_network.logistic import log_loss

CAPTION = (
    "Mean log-loss after each epoch. The dot is the lowest on the validation images, where each model was stopped: "
    "epoch {unit_stopped} of the single unit, epoch {net_stopped} of the network. The dashed line is the answer "
    '"always no" on the validation images. {epochs} epochs are shown; the models below learn for {used}. The '
    "vertical scales differ."
)
ALT = (
    "Two panels. Above, the single unit: the loss on training images falls to {unit_train:.3f} after {epochs} epochs, "
    "that on validation images is lowest, {unit_lowest:.3f}, at epoch {unit_stopped} and rises to {unit_last:.3f}. "
    "Below, the network: the training loss falls to {net_train:.4f}, the validation loss is lowest, "
    "{net_lowest:.3f}, at epoch {net_stopped} and ends at {net_last:.3f}."
)
LONG = 300


def measure():
    data = task()
    unit, net = learn(data, (), epochs=LONG), learn(data, (HIDDEN,), epochs=LONG)
    share = data.y[data.train].mean()
    base = log_loss(data.y[data.validation], np.log(share / (1 - share))).mean()
    found = {"epochs": LONG, "base": base, "used": EPOCHS}
    for name, model in (("unit", unit), ("net", net)):
        train_loss = network.mean_loss(data.X[data.train], data.y[data.train], model.along)[:, 0]
        found |= {
            f"{name}_stopped": int(model.stopped[0]),
            f"{name}_train_loss": train_loss,
            f"{name}_validation_loss": model.validation_loss[:, 0],
            f"{name}_lowest": model.validation_loss.min(),
            f"{name}_last": model.validation_loss[-1, 0],
            f"{name}_train": train_loss[-1],
        }
    return found


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.4)
    above, below = figure.subplots(2, sharex=True)
    epochs = np.arange(1, numbers["epochs"] + 1)
    for axes, name, title in ((above, "unit", "No hidden layer: logistic regression"),
                              (below, "net", f"{HIDDEN} hidden units")):  # fmt: skip
        axes.axhline(numbers["base"], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1])
        axes.plot(epochs, numbers[f"{name}_train_loss"], color="C4", linestyle=ink.DASHES[2])
        axes.plot(epochs, numbers[f"{name}_validation_loss"], color="C6")
        axes.plot(numbers[f"{name}_stopped"], numbers[f"{name}_lowest"], "o", color="C6", markersize=8, zorder=5)
        axes.set(xscale="log", yscale="log", xlim=(1, numbers["epochs"]), title=title)
        axes.set(ylabel="Log-loss")
        axes.grid(True, axis="y")
    for axes in (above, below):
        axes.set_yticks([0.3, 0.1, 0.03, 0.01, 1e-3, 1e-4], ["0.3", "0.1", "0.03", "0.01", "0.001", "0.0001"])
        axes.set_yticks([], minor=True)
        axes.set_xticks([], minor=True)
        axes.set_xticks([1, 3, 10, 30, 100, 300], ["1", "3", "10", "30", "100", "300"])
    above.set(ylim=(0.028, 0.55))
    below.set(ylim=(8e-5, 0.55), xlabel="Epochs")
    above.text(290, numbers["base"] * 1.05, "always no", color=ink.colour("xtick.labelcolor"), va="bottom", ha="right")
    above.text(110, 0.11, "validation images", color="C6", va="bottom", ha="center")
    above.text(60, 0.058, "training images", color="C4", va="top", ha="center")
