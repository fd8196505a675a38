"""What rests on one random start, or on many, or on one draw of the data, says so where it is shown."""

import ast
import re

import pytest

from press import catalogue

DRAWN = {"initialize", "starts"}  # `network.initialize` draws one start, `training.starts` draws many
LEARNS = {"train", "path"}
MADE_UP = {
    "two_moons",
    "learnt",
    "squares",
    "spirals",
    "disc_and_ring",
}  # these draw points; launches and digits are what they are
SAID = re.compile(
    r"\bone draw\b|\brandom starts\b|\b(one|other|many|two|three|four|ten|[\d,]+) (random |other )?starts?\b",
    re.IGNORECASE,
)


def trains_from_drawn_starts(stem: str) -> bool:
    """Whether the experiment's own module, or what it calls of its post's shared ones, draws weights and trains them."""
    called = reached_by(stem)
    return bool(called & DRAWN and called & LEARNS)


def reached_by(stem: str) -> set[str]:
    """Names of the functions that an experiment calls, itself or through what experiments share."""
    source = catalogue.source(stem)
    called = calls(ast.parse(source.read_bytes()))
    shared = {
        function.name: function
        for path in [*source.parent.glob("_*.py"), *(catalogue.EXPERIMENTS / "_shared").glob("*.py")]
        for function in ast.parse(path.read_bytes()).body
        if isinstance(function, ast.FunctionDef)
    }
    reached: set[str] = set()
    while waiting := (called & shared.keys()) - reached:
        name = waiting.pop()
        reached.add(name)
        called |= calls(shared[name])
    return called


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


def names(stem: str) -> set[str]:
    """All names in an experiment's own module: it may hand a function on before it calls it."""
    return {node.id for node in ast.walk(ast.parse(catalogue.source(stem).read_bytes())) if isinstance(node, ast.Name)}


ON_DRAWN_POINTS = [stem for stem in catalogue.stems() if (reached_by(stem) | names(stem)) & MADE_UP]


def test_experiments_on_drawn_points_are_found():
    assert {"hidden_units_moons", "reconstruction", "output_is_a_glm", "depth_plane", "disc_in_ring"} <= set(
        ON_DRAWN_POINTS
    )
    assert not {"o_ring_fit", "digit_roc", "width_xor"} & set(ON_DRAWN_POINTS)


@pytest.mark.parametrize("stem", ON_DRAWN_POINTS)
def test_an_experiment_on_drawn_points_says_how_many_draws_they_are(stem):
    caption = catalogue.read(stem)["caption"]
    assert not caption or re.search(r"\bone draw of\b|\bdrawn once\b|\b\d+ draws\b", caption, re.IGNORECASE)
