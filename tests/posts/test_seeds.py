"""What rests on one random start, or on many, says so where it is shown."""

import ast
import re

import pytest

from press import catalogue

DRAWN = {"initialize", "starts"}  # `network.initialize` draws one start, `training.starts` draws many
LEARNS = {"train", "path"}
SAID = re.compile(
    r"\bone draw\b|\brandom starts\b|\b(one|other|many|two|three|four|ten|[\d,]+) (random |other )?starts?\b",
    re.IGNORECASE,
)


def trains_from_drawn_starts(stem: str) -> bool:
    """Whether the experiment's own module, or what it calls of its post's shared ones, draws weights and trains them."""
    source = catalogue.source(stem)
    called = calls(ast.parse(source.read_bytes()))
    shared = {
        function.name: function
        for path in source.parent.glob("_*.py")
        for function in ast.parse(path.read_bytes()).body
        if isinstance(function, ast.FunctionDef)
    }
    reached: set[str] = set()
    while waiting := (called & shared.keys()) - reached:
        name = waiting.pop()
        reached.add(name)
        called |= calls(shared[name])
    return bool(called & DRAWN and called & LEARNS)


def calls(tree: ast.AST) -> set[str]:
    """Names of the functions that are called in a piece of code."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        f.attr if isinstance(f, ast.Attribute) else f.id for f in functions if isinstance(f, ast.Attribute | ast.Name)
    }


TRAINED = [stem for stem in catalogue.stems() if trains_from_drawn_starts(stem)]


def test_experiments_that_draw_starts_are_found_through_what_they_share_and_others_are_not():
    assert {"width_xor", "hidden_units_xor", "reconstruction", "digit_roc", "output_is_a_glm"} <= set(TRAINED)
    assert not {"o_ring_fit", "digit_images", "separating_lines", "gradient_descent", "layers_diagram"} & set(TRAINED)


@pytest.mark.parametrize("stem", TRAINED)
def test_an_experiment_that_trains_from_random_starts_says_from_how_many(stem):
    product = catalogue.read(stem)
    if f"{stem}.png" in product["outputs"] and not product["caption"]:
        return  # the picture that opens a post reports nothing
    assert SAID.search(f"{product['title']} {product['caption']}")
