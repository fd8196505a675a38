"""The network's diagram: every node has its formula and every wire its weight, to eyes, fingers, keys and screen readers."""

import re

import numpy as np
import pytest
from playing import played, settled, shown, weights

from smallest_network import network

PARTS = ".pg-part"


def said(page):
    """What a screen reader says of every part."""
    return page.locator(PARTS).evaluate_all("all => all.map(part => part.ariaLabel)")


def test_one_neuron_shows_its_formula_and_weights_without_being_asked(workshop):
    page = played(workshop, "?start=0.21,1.3,-2&epochs=0")
    assert page.locator(".pg-formula").inner_text() == (
        "Probability of class 1: μ = 1 / (1 + e−(0.21 x₁ + 1.30 x₂ − 2.00)), which is 0.1431 at point 1"
    )
    assert page.locator(".pg-weight:visible").all_text_contents() == ["0.21", "1.30", "−2.00"]
    page.locator("[data-do=row]").click()
    settled(page)
    w1, w2, w3 = weights(page)
    formula = page.locator(".pg-formula").inner_text().replace("−", "-")
    assert f"{w1:.2f} x₁ + {w2:.2f} x₂ - {-w3:.2f}" in formula


@pytest.mark.parametrize(("units", "activation"), [(1, "logistic"), (3, "tanh"), (8, "relu")])
def test_every_node_and_wire_says_what_the_package_computes(workshop, units, activation):
    page = played(workshop, f"?model=network&units={units}&activation={activation}&epochs=20")
    found = page.evaluate("window.current.state.training.network")
    layers = np.array(found["hidden"]), np.array(found["output"])[:, None]
    passed = network.forward(np.array([[0.0, 0.0]]), layers, activation=activation)  # XOR's first point
    values = [*passed.outputs[0][0], passed.mu[0]]
    texts = said(page)
    wires = [text for text in texts if text.startswith(("Weight of", "Bias of"))]
    outcomes = [text for text in texts if ", which is " in text]
    assert len(texts) == 2 + 1 + 3 * units + units + 1 + units + 1 + 1
    named = sorted(float(text.split(": ")[1].replace("−", "-")) for text in wires)
    np.testing.assert_allclose(named, np.sort(np.concatenate([layer.ravel() for layer in layers])), atol=5.001e-5)
    told = [float(re.search(r"which is (\S+) at point 1", text)[1].replace("−", "-")) for text in outcomes]
    np.testing.assert_allclose(told, values, atol=5.001e-5)


def test_a_part_is_chosen_by_mouse_finger_and_key_and_said(workshop):
    page = played(workshop, "?model=network&units=2&epochs=10")
    formula = page.locator(".pg-formula")
    assert formula.inner_text().startswith("Probability of class 1")
    page.locator(PARTS, has_text="a₁").last.hover()
    assert re.match(r"Output of hidden unit 1: a₁ = 1 / \(1 \+ e−\(", formula.inner_text())
    page.locator(PARTS, has_text="x₂").dispatch_event("click")  # what a tap is
    assert formula.inner_text() == "Input 2: x₂ = 0.00 at point 1"
    page.mouse.move(0, 0)
    assert formula.inner_text() == "Input 2: x₂ = 0.00 at point 1"  # it stays for a reader who goes to read it
    page.locator(f"{PARTS}[tabindex='0']").focus()
    for key, start in [("ArrowRight", "An input that is always 1"), ("ArrowDown", "Weight of x₁ in a₁: "),
                       ("Home", "Input 1"), ("ArrowLeft", "Input 1"), ("End", "Probability of class 1")]:  # fmt: skip
        page.keyboard.press(key)
        assert formula.inner_text().startswith(start)
        assert page.evaluate("document.activeElement.ariaLabel").startswith(start)
        assert (
            page.locator(f"{PARTS}[tabindex='0']").count() == page.locator(f"{PARTS}[aria-pressed=true]").count() == 1
        )


def test_the_values_are_those_of_the_selected_point(workshop):
    page = played(workshop, "?epochs=100")
    page.locator(".pg-point").nth(1).focus()
    settled(page)
    assert "at point 2" in page.locator(".pg-formula").inner_text()
    assert shown(page, "neuron-mu") in page.locator(".pg-formula").inner_text()
    assert shown(page, "neuron-eta") == "3.6297"  # both inputs are 0 there: the bias
    assert page.locator(".pg-words:visible").get_by_text("linear predictor at point 2").count() == 1


def test_the_table_of_two_vocabularies_holds_the_numbers_of_the_moment(workshop):
    page = played(workshop, "?data=overlap&epochs=10")
    rows = page.locator(".pg-words:visible tbody tr").evaluate_all(
        "all => all.map(row => [...row.children].map(cell => cell.textContent.trim()))"
    )
    words = {row[0]: row for row in rows}
    assert words["weight 1"][3] == "coefficient 1"
    assert words["bias"][3] == "intercept"
    assert words["total loss"][3] == "−log likelihood"
    assert words["epochs"][1:] == ["10", shown(page, "glm-steps"), "iterations"]
    for column in (1, 2):
        assert float(words["total loss"][column]) == pytest.approx(
            12 * float(words["mean loss"][column]), abs=12 * 1e-4
        )
    assert page.locator(".pg-epoch + .pg-words").count() == 1  # directly under the readout
