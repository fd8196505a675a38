"""Readers run the project's own Python in their browsers: figures are checked and drawn again, code runs where it stands."""

import os
import re
import time

import pytest
from conftest import audit, numbers
from playwright.sync_api import expect
from test_again import leaves

from press.browser import runtime

# A machine that tests every change must have it, or a site without its buttons would be published unnoticed.
pytestmark = pytest.mark.skipif(
    not (runtime.files() or os.environ.get("CI")), reason="Python for the browser is not there: make python"
)
LONG = 120_000  # ms, on a slow machine: Python starts, and measures

# One of every post at least; all of them are checked by `make recheck`.
CHECKED = [
    *(
        "o_ring_log_odds",
        "launch_losses",
        "separating_lines",
        "o_ring_fit",
        "three_steps",
        "backward_pass",
        "relu_pieces",
    ),
    *("hidden_units_xor", "digit_threshold", "likelihood_supremum", "other_links", "hauck_donner", "forecast_31"),
]

policy = re.compile(r"Content-Security-Policy: (.+)")


@pytest.fixture(scope="module")
def python(window, address):
    """A page whose Python answers one question after the other."""
    page = window(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}reference/python/")
    yield page
    page.close()


@pytest.mark.parametrize("stem", CHECKED)
def test_an_experiment_finds_its_published_numbers_again(python, stem):
    found = python.evaluate(
        """async (stem) => {
            const { ask } = await import(new URL("../../assets/run/python.js", location));
            const product = await (await fetch(new URL(`../../figures/${stem}.json`, location))).json();
            return ask("check", { stem, numbers: product.numbers }, () => {});
        }""",
        stem,
    )
    assert found["wrong"] == []
    assert found["agree"] == found["numbers"] == leaves(numbers(stem))


def pythons(page):
    """Workers of the page that run Python; the search has one, too."""
    return [worker for worker in page.workers if worker.url.endswith("/run/worker.js")]


def wait_for_end(page):
    """Until the browser has ended them."""
    deadline = time.monotonic() + LONG / 1000
    while pythons(page):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def result(page, selector=".run-output"):
    """What stands where a result comes, once it has come."""
    place = page.locator(f"{selector}[data-result]").first
    place.wait_for(timeout=LONG)
    return place


def test_a_caption_checks_its_figure_under_the_strict_policy(open_page, site):
    """Nothing is fetched before the press; then the numbers agree, and no other host is asked."""
    rules = policy.search((site / "_headers").read_text())[1]
    page = open_page("reference/glossary/")

    def strictly(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": rules})

    page.route("**/*", strictly)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("reference/glossary/", "reproduce/separating_lines/"))
    button = page.get_by_role("button", name="Check the numbers of Figure 1 here")
    expect(button).to_contain_text("MB, once")
    assert not [url for url in asked if "/assets/python/" in url or "/assets/run/" in url]
    button.click()
    found = result(page, ".run-result")
    assert found.get_attribute("data-result") == "same"
    count = leaves(numbers("separating_lines"))
    assert found.get_attribute("data-numbers") == found.get_attribute("data-agree") == str(count)
    assert int(found.get_attribute("data-digits")) >= 9
    assert float(found.get_attribute("data-seconds")) > 0
    expect(found).to_contain_text(f"All {count} numbers agree with the published ones")
    expect(button).to_have_text("Check it here")  # its price has been paid
    assert not [url for url in asked if "matplotlib" in url]  # which numbers do not need


def test_a_changed_experiment_is_drawn_again_by_keys_alone(open_page):
    page = open_page("reproduce/logistic_curve/")
    change = page.get_by_role("button", name="Change: block 1")
    change.focus()
    page.keyboard.press("Enter")
    code = page.get_by_role("textbox", name=re.compile("^Code"))
    expect(code).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")  # is no trap
    expect(code).not_to_be_focused()
    code.focus()
    source = code.input_value()
    assert "def measure" in source
    code.fill(
        source.replace("def measure():\n", "def measure():\n    return _measure() | {'new': 1}\n\n\ndef _measure():\n")
    )
    expect(page.locator(".run-bar")).to_have_class(re.compile("changed"))
    page.keyboard.press("Control+Enter")
    found = result(page)
    assert found.get_attribute("data-result") == "different"
    expect(found.locator("table")).to_contain_text("new")
    assert found.locator("img[src^='data:']").evaluate_all("all => all.map((one) => one.naturalWidth > 100)") == [
        True,
        True,
    ]
    with page.expect_download() as download:
        page.get_by_role("link", name="Download logistic_curve.py").click()
    assert "'new': 1" in download.value.path().read_text()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".run-output")).to_be_empty()
    expect(change).to_be_focused()


def test_what_is_drawn_is_what_is_published(open_page):
    page = open_page("reproduce/logistic_curve/")
    page.get_by_role("button", name="Measure and draw").click()
    found = result(page)
    assert found.get_attribute("data-result") == "same"
    expect(found).to_contain_text("numbers are as published")
    expect(found.get_by_role("img")).to_have_count(2)  # the published one beside it, of the reader's theme
    found.scroll_into_view_if_needed()
    assert audit(page, ".run-output") == []


def test_blocks_of_a_post_share_what_they_define_and_print_what_is_published(open_page):
    page = open_page("blog/bridging-the-divide-the-code/")
    bars = page.locator(".run-bar")
    bars.nth(1).get_by_role("button", name="Run").click()  # needs the names of the first, which runs before it
    page.locator(".run-output[data-result=done]").nth(1).wait_for(timeout=LONG, state="attached")
    expect(bars.first).to_contain_text("It printed what is published.")
    assert page.locator(".language-text.highlight").first.is_hidden()  # its stored output made room


def test_an_error_of_the_reader_reads_as_pythons_and_the_page_goes_on(open_page):
    page = open_page("blog/how-sure/")
    page.get_by_role("button", name="Change: block 1").click()
    code = page.get_by_role("textbox", name=re.compile("^Code"))
    code.fill("1 / 0")
    run = page.locator("[data-run=code]").first
    run.click()
    found = result(page)
    assert found.get_attribute("data-result") == "error"
    expect(found).to_contain_text("ZeroDivisionError: division by zero")
    code.fill("import time\nprint('begun')\nwhile True:\n    time.sleep(0.01)")
    run.click()
    expect(run).to_have_text("Stop")
    expect(page.locator(".run-status").first).to_have_text("Running …")
    run.click()
    expect(result(page)).to_contain_text("Stopped.")
    expect(run).to_have_text("Run")
    wait_for_end(page)
    code.fill("'a' + 'b'")
    run.click()
    page.locator(".run-output[data-result=done]").first.wait_for(timeout=LONG)
    expect(page.locator(".run-output .run-value").first).to_have_text("'ab'")


def test_a_lab_draws_in_its_place_and_its_python_leaves_with_the_page(open_page):
    page = open_page("notebooks/neuron_and_glm/")
    bars = page.locator(".run-bar")
    drawing = next(
        place
        for place in range(bars.count())
        if bars.nth(place).locator("xpath=ancestor::*[contains(@class,'jp-CodeCell')]//img").count()
    )
    bars.nth(drawing).get_by_role("button", name="Run").click()
    picture = page.locator(".run-output img").first
    picture.wait_for(timeout=LONG)
    stored = page.locator(".jp-RenderedImage img").first
    assert picture.get_attribute("alt") == stored.get_attribute("alt")
    assert stored.is_hidden()
    assert len(pythons(page)) == 1
    page.locator("header a, .md-tabs a").first.hover()
    page.get_by_role("link", name="Playground").first.click()
    page.wait_for_url("**/playground/")
    expect(page.locator(".playground")).to_be_visible()
    wait_for_end(page)


def test_claims_are_checked_one_after_the_other_and_ticked(open_page):
    page = open_page("reference/claims/")
    places = page.locator("[data-decided-by]")
    assert places.count() >= 40
    # The first two, for all take minutes.
    page.evaluate(
        """() => [...document.querySelectorAll("[data-decided-by]")].slice(2).forEach((one) => one.remove())"""
    )
    page.locator("[data-run=claims]").click()
    status = page.locator(".run-bar [role=status]")
    status.and_(page.locator("[data-result]")).wait_for(timeout=LONG)
    assert status.get_attribute("data-result") == "same"
    assert status.get_attribute("data-numbers") == status.get_attribute("data-agree")
    assert page.get_by_role("img", name="Run again here, and agrees").count() == 2


def test_without_webassembly_the_button_says_so(open_page):
    page = open_page("reproduce/separating_lines/")
    page.evaluate("() => { delete globalThis.WebAssembly; }")
    page.get_by_role("button", name="Check the numbers of Figure 1 here").click()
    expect(page.locator(".run-result")).to_contain_text("This browser has no WebAssembly")


def test_what_cannot_be_fetched_is_said(open_page):
    page = open_page("reproduce/separating_lines/")
    page.route(
        "**/assets/python/**/pyodide.mjs",
        lambda route: route.fulfill(body="throw new Error('broken off');", content_type="text/javascript"),
    )
    page.get_by_role("button", name="Check the numbers of Figure 1 here").click()
    found = result(page, ".run-result")
    assert found.get_attribute("data-result") == "error"
    expect(found).to_contain_text("broken off")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_and_editor_pass_the_audit_on_a_phone(open_page, scheme):
    page = open_page("blog/how-sure/", viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.get_by_role("button", name="Change: block 1").click()
    page.get_by_role("textbox", name=re.compile("^Code")).wait_for()
    for context in (".run-bar", ".prism-code-editor", "figure figcaption"):
        assert audit(page, context) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
