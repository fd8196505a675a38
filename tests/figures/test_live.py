"""Figures that the reader moves: every one by keys, mouse and finger, equal to Python, in its address, in both themes.

What a figure can break by itself is held for every one, on two pages that its tests share: a desk and a phone. What the
stage does for all figures is held on one figure of each kind.
"""

import functools
import gzip
import json
import re

import numpy as np
import pytest
from conftest import ROOT, audit, numbers, pages
from playwright.sync_api import expect

from press import catalogue

FOLDER = ROOT / "docs" / "assets" / "figures"
LIVE = sorted(path.stem for path in FOLDER.glob("[a-z]*.js"))
KINDS = ["launch_losses", "hidden_units_xor", "digit_units"]  # an answer to guess; handles of two parameters; drawn on
DRAWN = [stem for stem in LIVE if " squares: {" in (FOLDER / f"{stem}.js").read_text(encoding="utf-8")]
NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}
PHONE = {"viewport": NARROW, "has_touch": True, "is_mobile": True}

# Of the module's scope, so that the tests of a figure follow each other.
every_figure = pytest.mark.parametrize("stem", LIVE, scope="module")
every_drawn = pytest.mark.parametrize("stem", DRAWN, scope="module")
every_kind = pytest.mark.parametrize("stem", KINDS)


def opened(opening, stem, state="", **options):
    """The page about a figure, in a state, when it stands still."""
    page = opening(f"reproduce/{stem}/" + (f"#figure-{stem}&{state}" if state else ""), **options)
    page.locator("figure[data-live]").scroll_into_view_if_needed()
    settled(page)
    # Letters that come late take another room, and the drawing what is left of it.
    page.evaluate("document.fonts.ready")
    return drawn(page)


@pytest.fixture
def live(open_page):
    """Open a page of its own about a figure."""
    return functools.partial(opened, open_page)


@pytest.fixture(scope="module")
def shared_desk(window, address, stem):
    with pages(window, address) as opening:
        yield opened(opening, stem)


@pytest.fixture(scope="module")
def shared_phone(window, address, stem):
    with pages(window, address) as opening:
        yield opened(opening, stem, **PHONE)


@pytest.fixture
def desk(shared_desk):
    """The page about a figure that its tests share, at the figure's start."""
    return begun(shared_desk)


@pytest.fixture
def phone(shared_phone):
    """The same on a phone."""
    return begun(shared_phone)


def begun(page):
    """The page with the figure back at its start."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.activeElement.blur(); document.querySelector('[data-do=start]').click()")
    page.locator("figure[data-live]").scroll_into_view_if_needed()
    drawn(page).emulate_media(reduced_motion="no-preference")
    return page


def revealed(page):
    """The page with the answer that a reader may guess first, where there is one."""
    page.locator("[data-set=shown]").evaluate_all("all => all.forEach((button) => button.click())")
    return drawn(page)


def drawn(page):
    """The page when what was asked for before is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
    return settled(page)


def settled(page):
    """The page once the drawing is that of the state."""
    page.locator(".live[data-settled=true]").wait_for()
    return page


def sliders(page):
    """Names of what can be dragged, each a list, in the order of the Tab key."""
    return page.locator(".live-handle").evaluate_all("all => all.map((one) => one.dataset.names)")


def slider(page, names):
    return page.locator(f".live-handle[data-names='{names}']")


def value(page, names):
    return float(slider(page, names).get_attribute("aria-valuenow"))


# All that is drawn, whatever was drawn before: elements are used again. And the value of every handle.
DRAWING = """[...document.querySelectorAll(".live > svg > g:first-child *")].map(
    (part) => [part.localName, ...[...part.attributes].map(({ name, value }) => name + "=" + value).sort(),
        part.children.length ? "" : part.textContent].join()
).concat([...document.querySelectorAll(".live-handle")].map(
    (one) => one.dataset.names + ": " + one.getAttribute("aria-valuetext")
).sort()).join(";")"""


def drawing(page):
    return page.evaluate(DRAWING)


def wait_for_change(page, before):
    page.wait_for_function(f"before => {DRAWING} !== before", arg=before, polling=50, timeout=20_000)


def wait_for_drawing(page, wanted):
    page.wait_for_function(f"wanted => {DRAWING} === wanted", arg=wanted, polling=50, timeout=20_000)


def turn(page, names, key="ArrowRight"):
    """Press a key on a handle that can go that way, or the opposite where it is at its end; wait for what follows."""
    before = drawing(page)
    slider(page, names).focus()
    page.keyboard.press(key)
    if value(page, names) == float(slider(page, names).get_attribute("aria-valuemax")):
        page.keyboard.press("PageDown")
    wait_for_change(page, before)
    settled(page)


# --- equal to Python -----------------------------------------------------------------------------------------------------


def close(found, golden, path="answer"):
    if isinstance(golden, dict):
        for name, wanted in golden.items():
            close(found[name], wanted, f"{path}.{name}")
    else:
        # Sums are taken in other orders, and a path of some dozen steps passes such a difference on.
        np.testing.assert_allclose(found, golden, rtol=1e-9, atol=1e-12, err_msg=path)


def of_module(page, stem, expression, argument=None):
    """What an expression gives in which `live` is what a figure's module makes, `starts` its start, and `a` the argument."""
    return page.evaluate(
        f"""async ([stem, a]) => {{
            const {{ figure }} = await import(new URL(`../assets/figures/${{stem}}.js`, location));
            const product = await (await fetch(new URL(`../figures/${{stem}}.json`, location))).json();
            const live = figure(product.numbers);
            const starts = Object.fromEntries(live.parameters.map(({{ name, start }}) => [name, start]));
            return {expression};
        }}""",
        [stem, argument],
    )


@every_figure
def test_it_answers_what_the_experiment_answers(workshop, stem):
    golden = numbers(stem)["golden"]
    assert len(golden) >= 3
    assert len({json.dumps(case["answer"]) for case in golden}) == len(golden)  # a constant would not do
    answers = of_module(
        workshop,
        stem,
        """a.map(({ state }) => {
            const unknown = Object.keys(state).filter((name) => !(name in starts));
            if (unknown.length) throw new Error(`no parameter has the name of ${unknown}`);
            return live.answer({ ...starts, shown: 1, ...state });
        })""",
        golden,
    )
    for answer, case in zip(answers, golden, strict=True):
        close(answer, case["answer"])


@every_figure
def test_its_words_are_of_numbers_wherever_a_handle_stands_and_of_the_state(workshop, stem):
    told = of_module(
        workshop,
        stem,
        """[{}, ...live.parameters.flatMap(({ name, low, high }) => [{ [name]: low }, { [name]: high }])]
            .flatMap((state) => [{ shown: 0, ...state }, { shown: 1, ...state }])
            .map((state) => ({ ...starts, ...state })).map((state) => live.words(state, live.answer(state)))""",
    )
    for words in told:
        assert re.search(r"\d.*\.$", words)
        assert not re.search(r"NaN|undefined|Infinity|null", words)
    assert len(set(told)) > 1


# --- hands ---------------------------------------------------------------------------------------------------------------


@every_figure
def test_every_handle_is_moved_by_keys_alone(desk, stem):
    desk.locator(".live").evaluate("stage => { stage.tabIndex = -1; stage.focus(); }")
    for names in sliders(desk):
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement.dataset.names") == names
        handle = slider(desk, names)
        for key, bound in (("Home", "aria-valuemin"), ("End", "aria-valuemax")):
            desk.keyboard.press(key)
            expect(handle).to_have_attribute("aria-valuenow", handle.get_attribute(bound))
        assert handle.get_attribute("aria-valuetext")
        desk.keyboard.press("ArrowLeft")
        expect(handle).not_to_have_attribute("aria-valuenow", handle.get_attribute("aria-valuemax"))
        second = names.split(",")[1:]
        if second:
            before = handle.get_attribute("aria-valuetext")
            desk.keyboard.press("ArrowDown")
            expect(handle).not_to_have_attribute("aria-valuetext", before)
        desk.wait_for_url(re.compile(rf"#figure-{stem}&.*\b{names.split(',')[-1]}="))
    desk.keyboard.press("Escape")
    desk.wait_for_url(re.compile(r"/$"))


@every_figure
def test_every_button_and_choice_is_worked_by_keys_and_changes_the_picture(desk, stem):
    controls = desk.locator(".live-bar :is(button, input:not([type=radio]:checked))")
    for index in range(controls.count()):
        turn(begun(desk), sliders(desk)[0])
        before = drawing(desk)
        controls.nth(index).focus()
        desk.keyboard.press("Space")
        wait_for_change(desk, before)


@every_figure
def test_every_parameter_has_a_handle_or_a_choice(workshop, desk, stem):
    names = of_module(workshop, stem, "live.parameters.filter(({ drawn }) => !drawn).map(({ name }) => name)")
    handled = {name for one in sliders(revealed(desk)) for name in one.split(",")}
    chosen = desk.locator(".live-bar input").evaluate_all("all => all.map((one) => one.dataset.set)")
    assert handled | set(chosen) == set(names)


@every_figure
def test_the_mouse_drags_every_handle(desk, stem):
    for names in sliders(desk):
        x, y = middle(desk, names)
        before = slider(desk, names).get_attribute("aria-valuetext")
        desk.mouse.move(x, y)
        desk.mouse.down()
        desk.mouse.move(x + 24, y - 24, steps=3)
        desk.mouse.up()
        expect(slider(desk, names)).not_to_have_attribute("aria-valuetext", before)
        settled(desk)


def middle(page, names):
    """Where a handle is, in view."""
    dot = slider(page, names).locator(".live-dot")
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def touch(page, *places):
    """A finger goes from place to place."""
    session = page.context.new_cdp_session(page)
    for index, (x, y) in enumerate(places):
        kind = "touchMove" if index else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@every_figure
def test_a_finger_drags_a_handle_and_the_page_stays(phone, stem):
    names = sliders(phone)[0]
    x, y = middle(phone, names)
    before, scrolled = slider(phone, names).get_attribute("aria-valuetext"), phone.evaluate("scrollY")
    touch(phone, *((x + step, y - step) for step in (0, 10, 20, 30)))
    expect(slider(phone, names)).not_to_have_attribute("aria-valuetext", before)
    assert phone.evaluate("scrollY") == scrolled


# --- address -------------------------------------------------------------------------------------------------------------


def turned(page):
    """The page when every handle has been turned, and its address tells where the last one stands."""
    for names in sliders(page):
        turn(page, names)
        now = slider(page, names).get_attribute("aria-valuenow")
        page.wait_for_url(re.compile(rf"#figure-.*&{names.split(',')[0]}={re.escape(now)}(&|$)"))
    return page


@every_figure
def test_a_link_shows_the_state_it_was_copied_from(desk, stem):
    moved = drawing(turned(desk))
    desk.reload()
    wait_for_drawing(desk, moved)
    assert desk.locator("figure[data-live]").bounding_box()["y"] < WIDE["height"] / 2


@every_kind
def test_back_and_forward_visit_the_states(live, stem):
    page = live(stem)
    states = [drawing(page)]
    for names in sliders(page)[:2]:
        turn(page, names)
        states.append(drawing(page))
    for state in states[-2::-1]:
        page.go_back()
        wait_for_drawing(page, state)
    for state in states[1:]:
        page.go_forward()
        wait_for_drawing(page, state)


def test_what_an_address_cannot_mean_is_the_start(live, address):
    page = live("launch_losses")
    start = drawing(page)
    for state in ("x=1", "shown=7", "intercept=NaN&slope=", "slope=1e999&&=&%", "slope=<b>"):
        page.goto("about:blank")
        page.goto(f"{address}reproduce/launch_losses/#figure-launch_losses&{state}")
        wait_for_drawing(page, start)


# --- looks ---------------------------------------------------------------------------------------------------------------


def fits(page, width):
    """Nothing of the figure goes beyond the stage or the screen, and nothing in it is a fault to the audit."""
    assert audit(page, "figure[data-live]") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    stage, parts = page.evaluate(
        """() => {
            const box = (part) => [part.getBoundingClientRect().toJSON(), part.textContent];
            const parts = document.querySelectorAll(".live svg :is(text, .live-dot), .live-bar > *");
            return [box(document.querySelector(".live"))[0], [...parts].map(box)];
        }"""
    )
    assert len(parts) > 3
    for box, words in parts:
        if not (box["width"] or box["height"]):
            continue
        assert box["left"] >= 0, words
        assert box["right"] <= width, words
        assert stage["top"] - 1 <= box["top"], words
        assert box["bottom"] <= stage["bottom"] + 1, words


@every_figure
def test_in_the_dark_it_passes_the_audit_and_fits(desk, stem):
    desk.emulate_media(color_scheme="dark")
    desk.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    fits(desk, WIDE["width"])
    desk.emulate_media(color_scheme="light")


@every_figure
def test_on_a_phone_it_passes_the_audit_and_fits(phone, stem):
    fits(revealed(phone), NARROW["width"])


@pytest.mark.parametrize(("stem", "width"), [*((stem, 320) for stem in KINDS), (KINDS[0], 1280)])
def test_nothing_moves_when_it_comes_to_life(open_page, stem, width):
    page = open_page("assets/favicon.svg", viewport={"width": width, "height": 900})
    page.route("**/assets/figures/_page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(page.url.replace("assets/favicon.svg", f"reproduce/{stem}/"))
    figure = page.locator("figure[data-live]")
    figure.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    still = figure.bounding_box()
    page.evaluate(
        """() => {
            window.moved = [];
            new PerformanceObserver((list) => {
                for (const { node } of list.getEntries().flatMap((entry) => entry.sources)) {
                    window.moved.push(node?.outerHTML ?? node?.textContent);
                }
            }).observe({ type: "layout-shift" });
            return import(new URL("../../assets/figures/_page.js?now", location));
        }"""
    )
    settled(page)
    assert figure.bounding_box() == still
    turn(page, sliders(page)[0])
    assert figure.bounding_box() == still
    assert page.evaluate("window.moved") == []


def test_inks_follow_the_theme_without_a_reload(live):
    page = live(KINDS[0])
    ink = "getComputedStyle(document.querySelector('.live-dot')).stroke"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"before => {ink} !== before", arg=light)


def test_paper_and_readers_without_a_script_have_the_still_picture(live, open_page):
    page = live(KINDS[0])
    still = page.locator("figure[data-live] img:visible")
    expect(still).to_have_css("opacity", "0")
    assert still.get_attribute("alt")  # words for those who do not see it, still there
    page.emulate_media(media="print")
    expect(page.locator(".live")).to_be_hidden()
    expect(still).to_have_css("opacity", "1")
    page = open_page(f"reproduce/{KINDS[0]}/", java_script_enabled=False)
    expect(page.locator("figure[data-live] img").first).to_be_visible()
    assert page.locator(".live").count() == 0


@every_kind
def test_readers_who_asked_for_less_motion_see_none(live, stem):
    page = live(stem, reduced_motion="reduce")
    start = drawing(page)
    turn(page, sliders(page)[0])
    page.evaluate(
        """window.seen = new Set();
        new MutationObserver(() => seen.add(document.querySelector(".live-handle").getAttribute("aria-valuenow")))
            .observe(document.querySelector(".live > svg"), { attributes: true, subtree: true });"""
    )
    page.keyboard.press("Escape")
    wait_for_drawing(page, start)
    assert page.evaluate("seen.size") == 1


def test_a_screen_reader_is_told_when_it_stands_still(live):
    page = live(KINDS[0])
    said = page.locator(".live-words")
    expect(said).to_have_text(re.compile(r"\d.*\."))
    before = said.inner_text()
    turn(page, sliders(page)[0])
    expect(said).not_to_have_text(before)
    assert not re.search(r"NaN|undefined|Infinity|null", said.inner_text())


# --- squares that are drawn on -----------------------------------------------------------------------------------------

# What a screen reader is told of every square of an image that is drawn.
INKS = "[...document.querySelectorAll('.live-pad [role=gridcell]')].map((one) => one.ariaLabel).join()"


def inks(page):
    return page.evaluate(INKS.replace(".join()", ""))


@every_drawn
def test_an_image_is_drawn_by_keys_alone(live, stem):
    page = live(stem)
    cells = page.locator(".live-pad [role=gridcell]")
    assert page.locator(".live-pad [tabindex='0']").count() == 1  # stop of the Tab key
    cells.first.focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    focused = page.evaluate("document.activeElement.ariaLabel")
    before = drawing(page)
    assert focused.startswith("row 3, column 2: ")
    page.keyboard.press("Space")
    wait_for_change(page, before)
    changed = page.evaluate("document.activeElement.ariaLabel")
    assert changed == ("row 3, column 2: 0 of 16" if focused.endswith(" 16 of 16") else "row 3, column 2: 16 of 16")
    assert sum(one in inks(page) for one in (focused, changed)) == 1
    page.keyboard.press("Escape")
    wait_for_drawing(page, before)


def fourth_row(page):
    """The first and the last square of the fourth row: x of both, and y."""
    box = page.locator(".live-pad").bounding_box()
    return box["x"] + box["width"] / 16, box["x"] + box["width"] * 15 / 16, box["y"] + box["height"] * 3.5 / 8


@every_drawn
def test_a_stroke_of_the_mouse_leaves_ink_along_its_way_and_is_one_visit(live, stem):
    page = live(stem)
    page.locator(".live-bar").get_by_role("button", name="Clear").click()
    page.wait_for_function(
        "[...document.querySelectorAll('[role=gridcell]')].every((one) => / 0 of/.test(one.ariaLabel))"
    )
    empty = drawing(page)
    left, right, row = fourth_row(page)
    page.mouse.move(left, row)
    page.mouse.down()
    page.mouse.move(right, row)  # in one jump, as of a fast hand
    page.mouse.up()
    wait_for_change(page, empty)
    settled(page)
    assert {one for one in inks(page) if one.startswith("row 4")} == {
        f"row 4, column {j}: 16 of 16" for j in range(1, 9)
    }
    assert all(one.endswith(": 0 of 16") for one in inks(page) if one.startswith(("row 1", "row 2", "row 6", "row 8")))
    page.go_back()
    wait_for_drawing(page, empty)
    page.go_forward()
    wait_for_change(page, empty)
    drawn = drawing(page)
    page.get_by_label("rubs out").check()
    left, _, row = fourth_row(page)  # the page may have been scrolled
    page.mouse.move(left, row)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("document.querySelectorAll('[role=gridcell]')[24].ariaLabel.includes(' 0 of')")
    assert drawing(page) != drawn


@every_drawn
def test_a_finger_draws_and_the_page_stays(live, stem):
    page = live(stem, **PHONE)
    before, scrolled = inks(page), page.evaluate("scrollY")
    box = page.locator(".live-pad").bounding_box()
    x, y = box["x"] + 5, box["y"] + box["height"] - 5
    touch(page, *((x, y - step) for step in (0, 20, 40, 60)))
    page.wait_for_function(f"before => {INKS} !== before", arg=",".join(before))
    assert page.evaluate("scrollY") == scrolled


# --- weight --------------------------------------------------------------------------------------------------------------


@every_figure
def test_it_weighs_less_than_12_kB(site, stem):
    module, product = site / "assets/figures" / f"{stem}.js", site / "figures" / f"{stem}.json"
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in (module, product))
    print(stem, size)
    assert size <= 12_000


def test_no_page_asks_for_a_live_figure_of_itself(site):
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert sum(bool(re.search(r"<figure\b[^>]* data-live=", text)) for text in pages.values()) >= len(LIVE)
    asks = re.compile(
        r"""<(script type="module" src|link rel="(stylesheet|modulepreload)" href)="[^"]*assets/figures/"""
    )
    assert [path for path, text in pages.items() if asks.search(text)] == []


def test_it_stays_still_until_it_comes_near(open_page):
    page = open_page("blog/bridging-the-divide-the-parts-of-a-network/", viewport=NARROW)
    page.wait_for_load_state("networkidle")
    assert page.locator(".live").count() == 0
    page.locator("figure[data-live]").first.scroll_into_view_if_needed()
    settled(page)


def test_an_instant_page_brings_its_figures_to_life_and_ends_those_of_the_one_before(open_page):
    page = open_page("blog/bridging-the-divide-the-parts-of-a-network/")
    page.locator("[data-live=step_sizes]").scroll_into_view_if_needed()
    page.locator("[data-live=step_sizes] .live[data-settled=true]").wait_for()
    link = page.locator("a.md-logo").first
    link.evaluate("link => { link.href = '../neural-networks-and-logistic-regression/'; window.same = true; }")
    with page.expect_response("**/sitemap.xml"):  # the list of pages comes when the reader turns to a link
        link.hover()
    page.evaluate("new Promise(done => setTimeout(done))")
    link.click()
    page.locator("[data-live=launch_losses]").scroll_into_view_if_needed()
    page.locator("[data-live=launch_losses] .live[data-settled=true]").wait_for()
    assert page.evaluate("window.same")
    assert page.locator("[data-live=step_sizes]").count() == 0
    page.locator("[data-live=launch_losses] .live-handle").first.press("ArrowRight")
    page.wait_for_url(re.compile("/neural-networks-and-logistic-regression/#figure-launch_losses&"))


def test_every_live_figure_has_its_experiment():
    assert set(LIVE) <= set(catalogue.stems())
