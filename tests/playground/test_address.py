"""The address holds the state of the playground, whatever it is; and no address does harm."""

import re
from urllib.parse import quote, urlencode

import pytest
from playing import played, query, settled, shown, visited, wait_for_query, weights

USUAL = [0.2, 0.2, 0.2]  # weights of the usual state, before training

BAD = [
    "rate=abc", "rate=-1", "rate=1e999", "rate=Infinity", "rate=NaN", "rate=", "rate=0.7&rate=0.8", "epochs=9999999999",
    "epochs=1.5", "epochs=-1", "start=1,2", "start=1,2,3,4", "start=1,2,1e300", "points=0,0,0", "points=9,9,1_0,0,0",
    "points=0,0,2_1,1,0", "points=" + "_".join(["0,0,1"] * 61), "points=" + "9" * 20_000, "data=constructor",
    "data=__proto__", "model=toString", "speed=constructor", "glm=-1", "glm=Infinity", "rows=4", "model=network&rows=2",
    "units=9", "activation=%3Cscript%3E", "seed=1e3", "equal=true", "rate=<script>window.hit=1</script>",
    "points=<img src=x onerror=window.hit=1>", "data=javascript:window.hit=1", "rate=%F0%9F%92%A9", "rate=%00",
]  # fmt: skip


def quoted(text):
    name, _, value = text.partition("=")
    return f"?{quote(name)}={quote(value, safe='=&,_%')}"


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:30])
def test_an_address_that_cannot_be_read_gives_the_usual_state_and_a_word(workshop, text):
    page = played(workshop, quoted(text))
    assert "could not be read" in page.locator(".pg-word").inner_text()
    assert weights(page) == USUAL
    assert page.evaluate("window.hit") is None
    assert page.evaluate("location.search") == ""


def test_a_link_copied_out_of_html_shows_its_state(open_page):
    page = visited(open_page, "playground/?model=network&amp;units=4&amp;amp;seed=5&amp;epochs=100")
    assert not page.locator(".pg-word").is_visible()
    page.locator("[data-do=epoch]").click()
    wait_for_query(page, re.escape("?model=network&epochs=101&units=4&seed=5"))


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (["utm_source"], "“utm_source”"),
        (["Rate"], "“Rate”"),
        (["a", "b", "a", "c", "d"], "“a”, “b”, “c” and 1 more"),
        (["long" * 20], "“longlonglonglonglong…”"),
        (["<img src=x onerror=window.hit=1>"], "“<img src=x onerror=w…”"),
        (["__proto__", "toString"], "“__proto__”, “toString”"),
    ],
)
def test_names_that_mean_nothing_are_named_and_the_rest_is_shown(workshop, names, named):
    page = played(workshop, "?" + urlencode([("rate", "5"), *((name, "1") for name in names)]))
    assert page.locator(".pg-word").inner_text().startswith(f"The address also holds {named}, ")
    assert page.get_by_label("Learning rate", exact=True).input_value() == "5"
    assert page.evaluate("window.hit") is None
    page.locator("[data-do=epoch]").click()
    assert not page.locator(".pg-word").is_visible()


def test_what_the_sites_search_adds_to_an_address_is_no_news(workshop):
    page = played(workshop, "?h=neuron&rate=5")
    assert not page.locator(".pg-word").is_visible()
    assert page.get_by_label("Learning rate", exact=True).input_value() == "5"


STATES = [
    "", "?model=network", "?data=xor&rate=5&start=1,-2,0.5&epochs=1234", "?epochs=10&rows=2&speed=row",
    "?points=0.25,-0.5,1_1.5,0.33,0_0,1,1&glm=1", "?model=network&data=curved&units=8&activation=tanh&seed=77",
    "?model=network&rate=2&epochs=300&equal=yes", "?glm=0",
]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_the_whole_state_is_in_the_address(workshop, state):
    first = played(workshop, state).locator(".pg-main").inner_text()
    settled(workshop).locator("[data-do=epoch]").click()
    seen = settled(workshop).locator(".pg-main").inner_text()
    assert seen != first
    link = query(workshop)
    assert played(workshop, link).locator(".pg-main").inner_text() == seen
    assert query(workshop) == link
    assert played(workshop, state).locator(".pg-main").inner_text() == first


def test_a_link_shows_what_its_sender_saw(workshop):
    page = played(workshop, "?data=overlap")
    page.locator("[data-jump='1000']").click()
    page.locator(".pg-point").nth(3).press("ArrowLeft")
    settled(page)
    link = query(page)
    seen = [page.locator(".pg-found").inner_text(), page.locator(".pg-points").inner_html()]
    played(page, link).locator(".pg-point").nth(3).focus()
    settled(page)
    assert [page.locator(".pg-found").inner_text(), page.locator(".pg-points").inner_html()] == seen


def test_back_and_forward_walk_through_what_the_reader_did(open_page):
    page = visited(open_page)
    page.locator("label").get_by_text("XOR", exact=True).click()
    page.get_by_text("A hidden layer", exact=True).click()
    page.locator("[data-jump='100']").click()
    page.locator("[data-jump='100']").click()
    wait_for_query(page, r"\?model=network&epochs=200")
    page.go_back()
    page.locator("[data-show=epoch]", has_text=re.compile("^0$")).wait_for()
    wait_for_query(page, r"\?model=network")
    page.go_back()
    page.go_back()
    page.wait_for_function("document.querySelector('[data-set=data][value=four]').checked")
    assert weights(settled(page)) == USUAL
    page.go_forward()
    wait_for_query(page, r"\?data=xor")
    assert settled(page).get_by_label("XOR", exact=True).is_checked()


def test_instant_navigation_leaves_nothing_behind_and_comes_back_to_the_state(open_page):
    page = visited(open_page, "playground/?data=xor&epochs=50")
    page.evaluate("() => { window.same = true; window.drawn = 0; window.plain = requestAnimationFrame;"
                  "window.requestAnimationFrame = f => { drawn++; return plain(f); }; }")  # fmt: skip
    page.locator("[data-do=play]").click()
    page.wait_for_function("+document.querySelector('[data-show=epoch]').textContent.replaceAll(',', '') > 60")
    link = page.locator(".md-tabs__link", has_text="Reference")
    with page.expect_response("**/sitemap.xml"):  # the list of pages, which comes when the reader turns to a link
        link.hover()
    link.click()
    page.wait_for_url("**/reference/**")
    page.locator("h1", has_text=re.compile("Terminology|Claims|Notation")).wait_for()
    frames = page.evaluate("window.drawn")
    page.evaluate(
        "() => new Promise(done => { let left = 20; const next = () => --left ? plain(next) : done(); next(); })"
    )
    assert page.evaluate("window.same")
    assert page.evaluate("window.drawn") - frames <= 1
    page.go_back()
    settled(page)
    assert page.get_by_label("XOR", exact=True).is_checked()
    assert int(shown(page, "epoch").replace(",", "")) > 50
    assert page.locator(".pg-app").count() == 1


def test_a_link_to_a_state_of_the_same_page_needs_no_new_page(open_page):
    page = visited(open_page)
    page.evaluate("window.same = true")
    page.get_by_role("link", name="the end").click()
    settled(page)
    assert page.evaluate("[window.same, location.search]") == [True, "?epochs=100000"]
    assert shown(page, "epoch") == "100,000"
    page.go_back()
    page.locator("[data-show=epoch]", has_text=re.compile("^0$")).wait_for()
