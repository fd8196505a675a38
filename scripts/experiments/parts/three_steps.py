"""Logistic regression in three steps: a score, a probability, a decision."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets
from smallest_network.logistic import expit

CAPTION = (
    "The GLM's fit to the 23 launches. The score is a straight line, the probability is not, and the decision is a "
    "jump at {boundary:.1f} °F, where the score passes 0 and the probability ½. Below stand the launches "
    "themselves, distress above, none below; filled ones are decided rightly."
)
ALT = (
    "Three panels over temperature. The score falls along a straight line from {ends[0]:.1f} at 50 °F to "
    "{ends[1]:.1f} at 85 °F. The probability falls along an S. The decision is yes up to {boundary:.1f} °F and no "
    "above; {right} of {n} launches lie on the side that it says."
)
TABLE = {
    "Temperature": "{temperature:.0f} °F",
    "Score": "{score:.2f}",
    "Odds": "{odds:.2f}",
    "Probability": "{probability:.3f}",
    "Decision at ½": "{decision}",
    "Change of probability per °F": "{slope:.4f}",
}
COST = 9  # of a miss, in false alarms


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    slope, intercept = fitted.coefficients
    rows = []
    for degrees in (53, 60, 65, 70, 81):
        score = intercept + slope * degrees
        mu = expit(score)
        rows.append(
            {
                "temperature": degrees,
                "score": score,
                "odds": np.exp(score),
                "probability": mu,
                "decision": "distress" if mu >= 0.5 else "none",
                "slope": slope * mu * (1 - mu),
            }
        )
    called = fitted.fitted >= 0.5
    grid = np.linspace(50, 85, 141)
    scores = intercept + slope * grid
    return {
        "rows": rows,
        "slope": slope,
        "odds_ratio": np.exp(slope),
        "boundary": -intercept / slope,
        "grid": grid,
        "scores": scores,
        "ends": scores[[0, -1]],
        "curve": expit(scores),
        "temperature": temperature[:, 0],
        "distress": distress,
        "called": called.astype(int),
        "right": int((called == distress).sum()),
        **_errors(distress, fitted.fitted, 0.5),
        "n": len(distress),
        "n_distress": int(distress.sum()),
        "cost": COST,
        "dear": {
            "threshold": 1 / (1 + COST),
            "boundary": -(intercept + np.log(COST)) / slope,
            **_errors(distress, fitted.fitted, 1 / (1 + COST)),
        },
    }


def _errors(distress, mu, threshold):
    """Misses and false alarms at a threshold."""
    called = mu >= threshold
    return {"missed": int((~called & (distress == 1)).sum()), "alarms": int((called & (distress == 0)).sum())}


def draw(figure, numbers):
    figure.set_size_inches(5.2, 6.2)
    panels = figure.subplots(3, sharex=True, height_ratios=(1, 1, 0.9))
    score, probability, decision = panels
    boundary = numbers["boundary"]
    for axes in panels:
        axes.axvline(boundary, **ink.guide())
    score.axhline(0, **ink.guide())
    score.plot(numbers["grid"], numbers["scores"], color="C3")
    score.text(70, 1.7, "1  score: a straight line", ha="left", va="center")
    score.set(ylabel="Score η", yticks=(-4, -2, 0, 2), ylim=(-5.2, 4))
    probability.axhline(0.5, **ink.guide())
    probability.plot(numbers["grid"], numbers["curve"], color="C3")
    probability.text(70, 0.75, "2  probability: a curve", ha="left", va="center")
    probability.set(ylabel="Probability μ", yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"), ylim=(-0.05, 1.05))
    decision.plot([50, boundary, boundary, 85], [1, 1, 0, 0], color="C3")
    decision.text(70, 0.68, "3  decision: a jump", ha="left", va="center")
    launches = list(zip(numbers["temperature"], numbers["distress"], numbers["called"], strict=True))
    for i, (temperature, distress, called) in enumerate(launches):
        seen = launches[:i].count(launches[i])
        height = distress + (0.17 + 0.17 * seen) * (1 if distress else -1)
        hollow = {} if distress == called else {"markerfacecolor": "none"}
        ink.points(decision, [[temperature, height]], [int(distress)], size=6, **hollow)
    decision.set(yticks=(0, 1), yticklabels=("no", "yes"), ylim=(-1.0, 1.75), xlim=(50, 85), ylabel="Distress")
    decision.set_xlabel("Temperature at launch (°F)")
