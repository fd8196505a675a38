"""The two passes, the two losses and the ten probabilities, step by step; and what captions say of still pictures only."""

import re

import pytest
from conftest import numbers
from playwright.sync_api import expect

from press import catalogue

WORDS = "[...document.querySelectorAll('.live > svg > g:first-child text')].map((one) => one.textContent)"


@pytest.fixture
def live(open_page):
    """Open the page about a figure, in a state, and wait until it is alive."""

    def opened(stem, state=""):
        page = open_page(f"reproduce/{stem}/" + (f"#figure-{stem}&{state}" if state else ""))
        page.locator("figure[data-live]").scroll_into_view_if_needed()
        page.locator(".live[data-settled=true]").wait_for()
        return page

    return opened


def shows(page, wanted, *, all_of=True):
    """Wait until the picture has all of these words, or none."""
    page.wait_for_function(
        f"([wanted, all]) => {{ const words = {WORDS}; return wanted.every((one) => words.includes(one) === all); }}",
        arg=[wanted, all_of],
        polling=50,
    )


def press(page, name):
    page.locator(".live-bar").get_by_role("button", name=name).click()


def test_the_forward_pass_is_computed_unit_by_unit(live):
    page, shown = live("forward_pass"), numbers("forward_pass")
    said = [*(f"{value:.3f}" for value in (*shown["hidden"], shown["mu"])), f"loss {shown['loss']:.3f}"]
    for step in range(5):
        shows(page, said[:step])
        shows(page, said[step:], all_of=False)
        assert page.evaluate(WORDS).count("?") == max(0, 3 - step)
        press(page, "Next step")


def test_a_step_against_the_slopes_lowers_the_loss_by_as_much_as_pythons(live):
    page, shown = live("backward_pass", "step=3&guess=3"), numbers("backward_pass")
    slopes = [*shown["first"][0], *shown["output"], *shown["deltas"], shown["delta"]]
    shows(page, [f"{one:.3f}".replace("-", "−") for one in slopes])
    shows(page, ["Slope 0: of x₂. You said: of x₂.", f"loss {shown['loss']['before']:.3f}"])
    press(page, "Move the weights")
    shows(page, [f"loss {shown['loss']['after']:.3f}"])


def test_how_the_losses_learn_is_shown_after_the_guess_and_from_every_start(live):
    page, shown = live("saturated_start"), numbers("saturated_start")
    needed = [f"{shown[name]['needed']:,}" for name in ("entropy", "squared")]
    shows(page, needed, all_of=False)
    press(page, "Show how they learn")
    shows(page, needed)
    page.locator(".live-handle[data-names=start]").press("PageDown")
    shows(page, needed, all_of=False)  # both are drawn anew


def test_an_image_is_read_after_the_reader_has_named_it(live):
    page, (_, second, *_) = live("ten_probabilities"), numbers("ten_probabilities")["read"]
    said = [f"{second[name]['digit']} with {second[name]['mu']:.3f}" for name in ("unit", "net")]
    shows(page, said, all_of=False)
    press(page, "Show how it is read")
    shows(page, said)


HALVED = [stem for stem in catalogue.stems() if "class=still" in catalogue.read(stem)["caption"]]


@pytest.mark.parametrize("stem", HALVED)
def test_a_caption_says_of_the_still_picture_what_is_read_where_that_is_seen(open_page, stem):
    page = open_page(f"reproduce/{stem}/")
    still = page.locator("figure[data-live] .still")
    assert still.count() == len(re.findall("class=still", catalogue.read(stem)["caption"]))
    for one in still.all():
        expect(one).to_be_hidden()
    page.emulate_media(media="print")
    for one in still.all():
        expect(one).to_be_visible()
    page = open_page(f"reproduce/{stem}/", java_script_enabled=False)
    expect(page.locator("figure .still").first).to_be_visible()
