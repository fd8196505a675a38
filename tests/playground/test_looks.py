"""How the playground looks: audited, steady, in both themes, on paper and without a script."""

import gzip
import re

import pytest
from conftest import audit
from playing import played, settled, shown, visited

NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("path", "theme", "viewport"),
    [
        ("", "light", NARROW),
        ("", "dark", WIDE),
        ("?epochs=100000", "light", WIDE),
        ("?epochs=100000", "dark", NARROW),
        ("?model=network&epochs=100", "light", WIDE),
        ("?model=network&epochs=100", "dark", NARROW),
        ("?data=overlap&rate=100&epochs=100000", "light", NARROW),
        ("?data=overlap&rate=100&epochs=100000", "dark", WIDE),
        ("?rate=x", "light", WIDE),
        ("?rate=x", "dark", NARROW),
        ("?points=0,0,0_0.5,0.5,0_0.5,0.5,1_1,1,1&name=x", "light", NARROW),
    ],
)
def test_every_state_passes_the_audit_and_fits(workshop, path, theme, viewport):
    workshop.set_viewport_size(viewport)
    workshop.emulate_media(color_scheme=theme)
    page = played(workshop, path)
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[theme]
    page.locator(".playground summary").evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
    assert audit(page, ".playground") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("width", [320, 360, 700, 800, 1280, 3840])
def test_nothing_moves_when_the_playground_comes_and_when_it_trains(open_page, width):
    page = open_page("assets/favicon.svg", viewport={"width": width, "height": 900})
    page.add_init_script(
        """window.moved = [];
        new PerformanceObserver((list) => {
            for (const { node, previousRect, currentRect } of list.getEntries().flatMap((entry) => entry.sources)) {
                const own = node?.nodeType === 1 ? node : node?.parentElement;
                if (own?.closest(".pg-app")) window.moved.push([own.outerHTML, previousRect, currentRect]);
            }
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(page.url.replace("assets/favicon.svg", "playground/"))
    settled(page)
    footer = "document.querySelector('.md-footer').offsetTop"
    height = page.evaluate(footer)
    page.locator("[data-do=rewind]").click()
    page.locator("[data-do=play]").click()
    page.wait_for_function("parseInt(document.querySelector('[data-show=epoch]').textContent) >= 20")
    assert page.evaluate(footer) == height
    assert page.evaluate("window.moved") == []
    page.locator("[data-do=play]").click()
    for step in ("[data-do=row]", "[data-jump='100']", "[data-jump='1000000']", "[data-do=remove]"):
        page.locator(step).click()  # what is said of it may change, and nothing below moves
        settled(page)
        assert page.evaluate(footer) == height


def test_without_a_script_and_on_paper_the_figure_stands_there(open_page):
    page = open_page("playground/", java_script_enabled=False)
    assert page.locator(".playground .figure img").first.is_visible()
    page = visited(open_page)
    assert not page.locator(".playground .figure").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".playground .figure").is_visible()
    assert not page.locator(".pg-app").is_visible()


def test_the_shading_follows_the_theme(workshop):
    page = played(workshop)
    # A copy of a pixel: Chromium warns of reading the canvas itself more than once.
    corner = """() => {
        const copy = new OffscreenCanvas(1, 1).getContext("2d");
        copy.drawImage(document.querySelector(".pg-plane canvas"), 5, 5, 1, 1, 0, 0, 1, 1);
        return [...copy.getImageData(0, 0, 1, 1).data];
    }"""
    light = page.evaluate(corner)
    page.emulate_media(color_scheme="dark")
    settled(page)
    dark = page.evaluate(corner)
    assert dark != light
    assert light[0] > light[2]  # the left side is class 1, whose ink is red
    assert dark[0] > dark[2]


def test_readers_who_asked_for_less_motion_get_a_picture_a_second(open_page):
    page = open_page("assets/favicon.svg", reduced_motion="reduce")
    page.clock.install()
    page.goto(page.url.replace("assets/favicon.svg", "playground/?epochs=0"))
    page.locator(".playground[data-arrived]").wait_for(state="attached")
    page.evaluate(
        """window.changes = 0;
        new MutationObserver(() => window.changes++)
            .observe(document.querySelector("[data-show=epoch]"), { childList: true });"""
    )
    page.locator("[data-do=play]").click()
    page.clock.run_for(5500)
    assert 5 <= page.evaluate("window.changes") <= 6
    assert shown(page, "epoch") != "0"


def test_what_is_served_weighs_less_than_28_kB(site):
    served = (site / "assets" / "playground" / "page.js").read_text(encoding="utf-8")
    assert not re.search(r"\bfrom\s*[\"']|\bimport\b(?!\()", served)  # it asks for no other, before its reader does
    assert re.findall(r"\bimport\(([^)]*)\)", served) == ['"./own.js"', '"./python.js"']
    assert len(gzip.compress(served.encode(), 9)) <= 28_000


def test_pages_without_a_playground_load_nothing_of_it(site):
    loads = re.compile(r'(src|href)="[^"]*assets/(playground|models)/[^"]*\.(js|css)"')
    texts = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    having = [bool(re.search(r'<div class="playground', text)) for text in texts]
    assert [bool(loads.search(text)) for text in texts] == having
    assert 1 < sum(having) < 10
