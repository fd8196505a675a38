"""Every control of the playground by keyboard, and the points by mouse and finger too."""

import re

import numpy as np
import pytest
from playing import played, query, settled, shown, visited, wait_for_query

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def tab_to(page, selector):
    """Go to an element with the Tab key, as a reader without a mouse must."""
    page.evaluate("document.activeElement.blur()")
    page.locator(".playground").evaluate("place => { place.tabIndex = -1; place.focus(); }")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


KEYS = [
    ("", "[data-set=model]:checked", ["ArrowRight"], "?model=network"),
    ("", "[data-set=data]:checked", ["ArrowRight"], "?data=overlap"),
    ("", ".pg-point", ["ArrowLeft", "ArrowUp", "Shift+ArrowUp"], "?points=0.95,0.06,0_0,0,1_1,1,0_0,1,1"),
    ("", ".pg-point", ["PageDown", "ArrowRight"], "?points=1,0,0_0.05,0,1_1,1,0_0,1,1"),
    ("", ".pg-point", ["End", "Enter"], "?points=1,0,0_0,0,1_1,1,0_0,1,0"),
    ("", ".pg-point", ["Space"], "?points=1,0,1_0,0,1_1,1,0_0,1,1"),
    ("", ".pg-point", ["Delete"], "?points=0,0,1_1,1,0_0,1,1"),
    ("", ".pg-point", ["Insert", "ArrowDown"], "?points=1,0,0_0,0,1_1,1,0_0,1,1_0.5,0.45,0"),
    ("", "[data-do=play]", ["Enter", "wait", "Enter"], r"?epochs=\d+"),
    ("?epochs=7", "[data-do=row]", ["Enter"], "?epochs=7&rows=1"),
    ("?epochs=7", "[data-do=epoch]", ["Space"], "?epochs=8"),
    ("?epochs=7", "[data-do=rewind]", ["Enter"], ""),
    ("", "[data-jump='1000']", ["Enter"], "?epochs=1000"),
    ("", "[data-set=rate]", ["Control+a", "5"], "?rate=5"),
    ("", "[data-set=log-rate]", ["Home"], "?rate=0.001"),
    ("", "[data-set=speed]", ["ArrowUp"], "?speed=fast"),
    ("", "[data-set=start1]", ["Control+a", "-", "3"], "?start=0.2,-3,0.2"),
    ("", "[data-set=start0]", ["ArrowUp"], "?start=0.3,0.2,0.2"),
    ("", "[data-set=start2]", ["ArrowDown"], "?start=0.2,0.2,0.1"),
    ("", "[data-do=glm-less]", ["Enter", "Enter"], "?glm=20"),
    ("?glm=3", "[data-do=glm-more]", ["Enter"], "?glm=4"),
    ("?glm=3", "[data-do=glm-all]", ["Enter"], ""),
    ("", "[data-set=x1]", ["Control+a", "0", ".", "9"], "?points=0.9,0,0_0,0,1_1,1,0_0,1,1"),
    ("", "[data-set=x2]", ["ArrowUp"], "?points=1,0.01,0_0,0,1_1,1,0_0,1,1"),
    ("", "[data-do=class]", ["Enter"], "?points=1,0,1_0,0,1_1,1,0_0,1,1"),
    ("", "[data-do=remove]", ["Enter"], "?points=0,0,1_1,1,0_0,1,1"),
    ("", "[data-do=add]", ["Enter"], "?points=1,0,0_0,0,1_1,1,0_0,1,1_0.5,0.5,0"),
    ("", "[data-guess]", ["1", "."], ""),
    ("?model=network", "[data-set=units]", ["ArrowUp"], "?model=network&units=4"),
    ("?model=network", "[data-set=activation]", ["ArrowDown"], "?model=network&activation=tanh"),
    ("?model=network", "[data-set=seed]", ["ArrowUp"], "?model=network&seed=2"),
    ("?model=network", "[data-set=equal]", ["Space"], "?model=network&equal=yes"),
    ("", "[data-task='1'] a", ["Enter"], "?epochs=100"),
]


@pytest.mark.parametrize(("path", "selector", "keys", "result"), KEYS)
def test_every_control_is_worked_by_keyboard_alone(workshop, path, selector, keys, result):
    page = played(workshop, path)
    tab_to(page, selector)
    for key in keys:
        if key == "wait":
            page.locator("[data-show=epoch]", has_text=re.compile("[1-9]")).wait_for()
        else:
            page.keyboard.press(key)
    settled(page)
    found = query(page)
    assert re.fullmatch(re.escape(result).replace(r"\\d\+", r"\d+"), found), found


@pytest.mark.parametrize("path", ["", "?model=network"])
def test_every_control_is_among_those_tested(workshop, path):
    page = played(workshop, path)
    names = page.locator(".pg-app :is(button, input, select):visible:not(:disabled)").evaluate_all(
        """all => all.map((control) => {
            const { do: act, guess, jump, set } = control.dataset;
            if (guess !== undefined) return "[data-guess]";
            if (act) return `[data-do=${act}]`;
            return jump ? "[data-jump='1000']" : `[data-set=${set}]` + (control.type === "radio" ? ":checked" : "");
        })"""
    )
    assert len(names) > 20
    assert set(names) <= {selector for _, selector, _, _ in KEYS}


def test_what_is_set_is_in_the_address_by_itself(open_page):
    page = visited(open_page)
    tab_to(page, "[data-set=rate]")
    page.keyboard.press("Control+a")
    page.keyboard.type("25")
    wait_for_query(page, r"\?rate=25")


def centre(page, index):
    box = page.locator(".pg-mark").nth(index).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_mouse_moves_presses_and_adds_points(workshop):
    page = played(workshop)
    page.locator(".pg-plane").scroll_into_view_if_needed()
    x, y = centre(page, 0)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 30, steps=5)
    page.mouse.up()
    settled(page)
    wait_for_query(page, r"\?points=0\.8\d?,0\.1\d?,0_0,0,1_1,1,0_0,1,1")
    moved = query(page)
    page.mouse.click(*centre(page, 1))
    wait_for_query(page, re.escape(moved.replace("_0,0,1", "_0,0,0", 1)))
    box = page.locator(".pg-plane").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.1)
    wait_for_query(page, r"\?points=[^_]+(_[^_]+){4}")
    assert settled(page).locator(".pg-point").count() == 5


def touch(page, kind, *places):
    """One step of a gesture, with a finger at each place."""
    points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
    page.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_does_what_the_mouse_does_and_two_have_a_gesture_each(open_page):
    page = visited(open_page, **PHONE)
    page.session = page.context.new_cdp_session(page)
    page.locator(".pg-plane").scroll_into_view_if_needed()
    page.touchscreen.tap(*centre(page, 1))
    wait_for_query(page, re.escape("?points=1,0,0_0,0,0_1,1,0_0,1,1"))
    x, y = centre(page, 0)
    touch(page, "touchStart", (x, y))
    touch(page, "touchMove", (x - 10, y))
    touch(page, "touchMove", (x - 30, y))
    touch(page, "touchEnd")
    wait_for_query(page, r"\?points=0\.\d+,[-\d.]+,0_0,0,0_1,1,0_0,1,1")
    assert page.evaluate("scrollX") == 0

    page.get_by_text("Four points", exact=True).click()
    page.locator(".pg-plane").scroll_into_view_if_needed()
    (x, y), resting = centre(settled(page), 0), centre(page, 1)
    touch(page, "touchStart", (x, y), resting)
    touch(page, "touchMove", (x - 10, y), resting)
    touch(page, "touchMove", (x - 30, y), resting)
    touch(page, "touchCancel")
    wait_for_query(page, r"\?points=0\.\d+,[-\d.]+,0_0,0,1_.*")  # the first has moved, the second has not


@pytest.mark.parametrize(("typed", "rate"), [(".5", "0.5"), ("1e-2", "0.01"), ("5e0", "5")])
def test_numbers_may_be_written_as_browsers_take_them(workshop, typed, rate):
    page = played(workshop, "?epochs=0")
    field = page.get_by_label("Learning rate", exact=True)
    field.fill(typed)
    field.press("Tab")
    assert field.input_value() == rate
    assert f"rate={rate}" in query(page)


def test_a_value_that_a_control_cannot_have_is_refused_with_a_word(workshop):
    page = played(workshop)
    rate = page.get_by_label("Learning rate", exact=True)
    rate.fill("100000")
    rate.press("Tab")
    assert "must lie between 0.001 and 1000" in page.locator(".pg-word").inner_text()
    assert rate.input_value() == "0.7"


def test_there_are_never_fewer_points_than_two_nor_more_than_sixty(workshop):
    page = played(workshop, "?points=" + "_".join(f"{k / 100},0,{k % 2}" for k in range(60)))
    page.locator(".pg-point").first.press("Insert")
    assert "60 points are the most" in page.locator(".pg-word").inner_text()
    assert page.locator("[data-do=add]").is_disabled()
    played(page, "?points=0,0,0_1,1,1").locator(".pg-point").first.press("Delete")
    assert "Two points are the fewest" in page.locator(".pg-word").inner_text()
    assert page.locator("[data-do=remove]").is_disabled()
    assert page.locator(".pg-point").count() == 2


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_is_no_number_is_ever_shown(workshop, seed):
    page = played(workshop)
    rng = np.random.default_rng(seed)
    found = page.evaluate(
        """async (draws) => {
            const app = document.querySelector(".pg-app");
            const keys = [" ", "Delete", "Insert", "ArrowLeft", "ArrowUp", "PageDown"];
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            for (const [draw, which] of draws) {
                const pick = (all) => all[Math.floor(which * all.length)];
                if (draw < 0.3) {
                    const rate = app.querySelector("[data-set=rate]");
                    rate.value = 10 ** Math.floor(7 * which - 3);
                    rate.dispatchEvent(new Event("input", { bubbles: true }));
                } else if (draw < 0.6) {
                    pick(app.querySelectorAll(".pg-point"))
                        .dispatchEvent(new KeyboardEvent("keydown", { key: pick(keys), bubbles: true }));
                } else pick(app.querySelectorAll("button, .pg-choice input, .pg-check input")).click();
                await frame();
                const wrong = app.innerHTML.match(/.{40}(NaN|Infinity|undefined|null).{20}/);
                if (wrong) return wrong[0];
            }
            return "";
        }""",
        rng.random((150, 2)).tolist(),
    )
    assert found == ""
    assert shown(page, "epoch")
