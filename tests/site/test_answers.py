"""Questions whose answer is a number: what the reader types is checked, by any hand, and without a script a fold answers."""

import re

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, audit, numbers
from playwright.sync_api import expect
from sites import POST, Project

DOCS = ROOT / "docs"
POSTS = sorted(path.stem for path in (DOCS / "blog" / "posts").glob("*.md"))
A_POST = "blog/neural-networks-and-logistic-regression/"
ACCURACY = "blog/bridging-the-divide-the-code/"
PHONE = {"width": 360, "height": 740}


def box(page, answer: str):
    """The box whose answer begins so, in the middle of the window, when its script is there."""
    page.wait_for_load_state("networkidle")
    found = page.locator(f'form.ask[data-answer^="{answer}"]')
    found.scroll_into_view_if_needed()
    return found


# --- on a page --------------------------------------------------------------------------------------------------------

JUDGE = """async ([address, cases]) => {
    const { judged } = await import(address);
    return cases.map((given) => judged(...given));
}"""


def test_a_text_is_the_number_that_a_reader_means_by_it(workshop, address):
    temperature, slope, weights = (54.5, 55.5, False), (-0.425, -0.415, False), (2409.5, 2410.5, False)
    share = (97.65, 97.75, True)
    told = {
        ("55", *temperature): "right",
        (" 55.33 °F", *temperature): "right",
        ("55,33", *temperature): "right",
        ("54.5", *temperature): "right",
        ("54.4", *temperature): "low",
        ("56", *temperature): "high",
        ("5500%", *temperature): "right",
        ("-0.42", *slope): "right",
        ("−0,42", *slope): "right",
        ("–.42", *slope): "right",
        ("0.42", *slope): "high",
        ("-0.5", *slope): "low",
        ("-0.4", *slope): "high",
        ("2,410", *weights): "right",
        ("2 410", *weights): "right",
        ("2’410", *weights): "right",
        ("2.410", *weights): "low",
        ("2,080", *weights): "low",
        ("97.7", *share): "right",
        ("97,7 %", *share): "right",
        ("0.977", *share): "right",
        ("98", *share): "high",
        ("97.6%", *share): "low",
        ("", *temperature): None,
        ("warm", *temperature): None,
        ("5/6", *temperature): None,
        ("1.2.3", *temperature): None,
        ("55 or 56", *temperature): None,
    }
    found = workshop.evaluate(JUDGE, [f"{address}assets/house/answers.js", [list(case) for case in told]])
    assert dict(zip(told, found, strict=True)) == told


def test_a_wrong_number_is_told_its_side_and_the_second_one_is_offered_the_answer(open_page):
    form = box(open_page(A_POST), "55")
    field, said, show = form.get_by_role("textbox"), form.locator("output"), form.locator("button[type=button]")
    fold = form.locator("+ details")
    field.fill("sixty")
    form.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Please type a number.")
    field.fill("60,5")
    form.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Not yet: 60,5 is too high. Try again.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(show).to_be_hidden()
    field.fill("50")
    form.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Not yet: 50 is too low. Try again, or look at the answer.")
    show.click()
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()
    field.fill("55")
    form.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Right: 55 °F.")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_the_keyboard_alone_asks_and_is_answered(open_page):
    page = open_page(A_POST)
    form = box(page, "−0.42")
    page.wait_for_function("document.querySelector('.ask')")
    form.get_by_role("textbox").focus()
    for text in ("0.42", "-1"):
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(form.locator("output")).to_contain_text(f"Not yet: {text} is too")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Show the answer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.locator("+ details")).to_have_attribute("open", "")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("-0,42")
    page.keyboard.press("Enter")
    expect(form.locator("output")).to_have_text("Right: −0.42 per °C.")


def test_a_screen_reader_is_told_the_question_the_unit_and_the_answer(open_page):
    page = open_page(A_POST)
    form = box(page, "55")
    field = form.get_by_role("textbox")
    expect(field).to_have_accessible_name(re.compile("^Your answer.*°F$"))
    expect(field).to_have_accessible_description(re.compile("^At which temperature.*probability of 0.9\\?$"))
    field.fill("55")
    field.press("Enter")
    expect(form.get_by_role("status")).to_have_text("Right: 55 °F.")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    live = [
        {entry["name"]: entry["value"].get("value") for entry in node["properties"]}.get("live")
        for node in nodes
        if node["role"]["value"] == "status"
    ]
    assert live
    assert set(live) == {"polite"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_boxes_pass_the_audit_asked_answered_and_refused(open_page, theme):
    page = open_page(A_POST, viewport=PHONE, color_scheme=theme)
    for answer, text in (("55", "60"), ("55", "61"), ("−0.42", "-0.42"), ("0.75", "much")):
        form = box(page, answer)
        form.get_by_role("textbox").fill(text)
        form.get_by_role("textbox").press("Enter")
        expect(form.locator("output")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert audit(page, "article") == []


def test_a_finger_has_44_pixels_and_no_zoom(open_page):
    form = box(open_page(A_POST, viewport=PHONE, has_touch=True, is_mobile=True), "55")
    for text in ("60", "61"):
        form.get_by_role("textbox").fill(text)
        form.get_by_role("button", name="Check").tap()
        expect(form.locator("output")).to_contain_text(text)
    for part in (form.get_by_role("textbox"), *form.get_by_role("button").all()):
        assert part.bounding_box()["height"] >= 44
        assert part.bounding_box()["width"] >= 44
        assert part.evaluate("part => parseFloat(getComputedStyle(part).fontSize)") >= 16


def test_without_a_script_and_on_paper_there_is_no_box_and_the_fold_answers(open_page):
    page = open_page(A_POST, java_script_enabled=False)
    assert page.locator("form.ask").count() == 3
    assert [form.is_visible() for form in page.locator("form.ask").all()] == [False] * 3
    fold = page.locator('form.ask[data-answer^="55"] + details')
    fold.locator("summary").click()
    expect(fold).to_contain_text("55.3")
    page = open_page(A_POST)
    expect(page.locator("form.ask").first).to_be_visible()
    page.emulate_media(media="print")
    assert [form.is_visible() for form in page.locator("form.ask").all()] == [False] * 3


def test_a_box_that_came_with_another_page_works_and_its_script_is_asked_for_only_then(open_page):
    page = open_page("blog/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter(e => e.name.includes('answers.js')).length") == 0
    )
    page.evaluate("window.stayed = true")
    link = page.locator('.parts h3 a[href*="the-code"]')
    with page.expect_response("**/sitemap.xml"):  # the list of pages, which comes when the reader turns to a link
        link.hover()
    page.evaluate("new Promise(done => setTimeout(done))")
    link.click()
    page.wait_for_url(f"**/{ACCURACY}")
    form = box(page, "97.7%")
    expect(form).to_contain_text("%")
    form.get_by_role("textbox").fill("97,7")
    form.get_by_role("textbox").press("Enter")
    expect(form.locator("output")).to_have_text("Right: 97.7%.")
    assert page.evaluate("window.stayed")
    assert [url for url in asked if url.endswith("answers.js")]


# --- in a build -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("post", POSTS)
def test_every_post_ends_with_questions_that_are_checked_against_a_product(site, post):
    tree = BeautifulSoup((site / "blog" / post / "index.html").read_text(encoding="utf-8"), "html.parser")
    (heading,) = tree.select("article #try-it")
    boxes = heading.find_next_siblings("form", class_="ask")
    assert 2 <= len(boxes) <= 3
    for form in tree.select("form.ask"):
        assert form.find_previous_sibling()["id"] == form.input["aria-describedby"]
        assert form.find_previous_sibling().get_text(strip=True).endswith(("?", ".", ")"))
        low, high = float(form["data-low"]), float(form["data-high"])
        assert low <= values(form["data-answer"])[0] <= high
        assert any(low <= value <= high for value in values(form.find_next_sibling("details").get_text()))


def values(text: str) -> list[float]:
    """The numbers in a text, with the signs and the commas that the site prints."""
    return [float(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*\.?\d*", text.replace("−", "-"))]


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_a_box_holds_the_products_number_and_its_limits_follow_the_printed_digits(project):
    angle, accuracy = numbers("neuron_line")["angle"], numbers("digit_results")["rows"][4]["accuracy"]
    asked = {'"neuron_line.angle", ".2f", "°"': angle, '"digit_results.rows.4.accuracy", ".1%"': 100 * accuracy}
    fold = '??? note "The answer"\n\n    So.'
    rest = "\n\n".join(f"How many?\n\n{{{{ ask({given}) }}}}\n\n{fold}" for given in asked)
    project.write("blog/posts/one.md", POST.format(excerpt="Words.", rest=rest))
    project.built()
    boxes = BeautifulSoup(project.page("blog/a-post/index.html"), "html.parser").select("form.ask")
    assert [form["data-answer"] for form in boxes] == [f"{angle:.2f} °", f"{accuracy:.1%}"]
    for form, value, half in zip(boxes, asked.values(), (0.005, 0.05), strict=True):
        # Twelve digits are written.
        assert float(form["data-low"]) == pytest.approx(value - half, rel=1e-11)
        assert float(form["data-high"]) == pytest.approx(value + half, rel=1e-11)
