"""What the neuron and the GLM predict for the four points."""

from experiments._shared import four_points
from smallest_network import datasets, neuron

CAPTION = "Rounded, both give the output column; unrounded, each is as far from 0 and 1 as its stopping point allows."
TABLE = {
    "Input 1": "{input_1:.0f}",
    "Input 2": "{input_2:.0f}",
    "Output": "{output:.0f}",
    "Neuron": "{neuron:.6f}",
    "GLM": "{glm:.12f}",
    "Both, rounded": "{rounded}",
}


def measure():
    X, y = datasets.four_points()
    of_neuron = neuron.predict_proba(four_points.inputs()[0], four_points.neuron_as_the_source())
    of_glm = four_points.fit_as_the_source()[0].fitted
    rows = []
    for (input_1, input_2), output, p, q in zip(X, y, of_neuron, of_glm, strict=True):
        rounded = str(round(p)) if round(p) == round(q) else f"{round(p)} and {round(q)}"
        rows.append(
            {"input_1": input_1, "input_2": input_2, "output": output, "neuron": p, "glm": q, "rounded": rounded}
        )
    correct = {name: sum(round(row[name]) == row["output"] for row in rows) for name in ("neuron", "glm")}
    return {"rows": rows, "correct": correct, "n": len(rows)}
