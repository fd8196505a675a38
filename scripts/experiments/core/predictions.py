"""What the neuron and the GLM predict for the four points."""

from experiments.core.neuron_line import SETTINGS
from experiments.core.separating_lines import fit_as_the_source
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
    weights = neuron.train(datasets.with_bias(X), y, **SETTINGS)
    of_neuron = neuron.predict_proba(datasets.with_bias(X), weights)
    of_glm = fit_as_the_source()[0].fitted
    rows = []
    for (input_1, input_2), output, p, q in zip(X, y, of_neuron, of_glm, strict=True):
        rounded = str(round(p)) if round(p) == round(q) else f"{round(p)} and {round(q)}"
        rows.append(
            {"input_1": input_1, "input_2": input_2, "output": output, "neuron": p, "glm": q, "rounded": rounded}
        )
    return {
        "rows": rows,
        "neuron_correct": sum(round(p) == target for p, target in zip(of_neuron, y, strict=True)),
        "glm_correct": sum(round(q) == target for q, target in zip(of_glm, y, strict=True)),
        "n": len(y),
        "glm_distance": of_glm.min(),
        "neuron_distance": max(abs(of_neuron - y)),
    }
