"""The site in a real Chromium: on a phone and a desk, in light and dark, by keyboard, audited."""

import pytest
from conftest import ROOT, audit

from press import catalogue

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
THEMES = ("light", "dark")
SCHEMES = {"light": "default", "dark": "slate"}  # Material's names


def pages() -> list[str]:
    """Addresses of all pages that people write, and one of each kind that the build writes."""
    docs = ROOT / "docs"
    written = [path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")]
    labs = [path.relative_to(docs).with_suffix("").as_posix() for path in docs.glob("notebooks/*.py")]
    found = {name.removesuffix("index").replace("blog/posts/", "blog/") for name in [*written, *labs]}
    made = {"reproduce/fiddling", "code/scripts/smallest_network/glm", "blog/category/the-core"}
    return sorted(f"{name.rstrip('/')}/".lstrip("/") for name in found | made)


def scroll_through(page):
    """Open every fold and have every image fetched, lazy ones too."""
    page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")


# Of every picture that can be seen, its address and its width, figure by figure.
SEEN = """() => [...document.querySelectorAll(":not(.playground--live) > figure.figure")].map((figure) =>
    [...figure.querySelectorAll("img")].filter((image) => image.checkVisibility())
        .map((image) => [image.getAttribute("src"), image.naturalWidth && image.getBoundingClientRect().width]))"""


def comes(image):
    """Wait until a picture is there: what has become visible is fetched when the browser gets to it."""
    image.page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())


def violations(page, **options):
    """What axe finds. Of the parts of code and formulas that look the same it gets the first: it takes its time for each."""
    page.evaluate(
        """() => {
            const seen = new Set();
            const looks = [...document.querySelectorAll("pre span, math, math *")].map((part) => {
                const style = getComputedStyle(part), ground = getComputedStyle(part.closest("pre, math").parentElement);
                const colours = [style.color, style.backgroundColor, ground.color, ground.backgroundColor];
                return [part, [part.className, ...colours].join()];
            });
            for (const [part, look] of looks) {
                if (seen.has(look) && part.localName === "span") part.replaceWith(...part.childNodes);
                else part.toggleAttribute("data-seen", seen.has(look));
                seen.add(look);
            }
        }"""
    )
    return audit(page, {"exclude": [["[data-seen]"]]}, **options)


def in_theme(page, theme):
    """The page when it has changed to a theme."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("wanted => document.body.dataset.mdColorScheme === wanted", arg=SCHEMES[theme])
    return page


# A theme changes colours, and so it is for contrast alone that axe looks at the second.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


@pytest.mark.parametrize("path", pages())
def test_a_page_fits_a_phone_shows_its_figures_asks_no_other_host_and_passes_the_audit(open_page, path):
    page = open_page(path, viewport=NARROW)
    scroll_through(page)
    for theme in THEMES:
        in_theme(page, theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.wait_for_function(f"({SEEN})().flat().every(([, width]) => width)")
        for shown in page.evaluate(SEEN):
            ((source, width),) = shown
            assert source.endswith(f"#only-{theme}")
            assert width >= 250
        assert violations(page, **RULES[theme]) == []


@pytest.mark.parametrize("path", ["blog/", "blog/logistic-regression-as-the-smallest-neural-network/"])
def test_a_wide_page_passes_the_audit_too(open_page, path):
    page = open_page(path)
    scroll_through(page)
    for theme in THEMES:
        assert in_theme(page, theme).evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
        assert violations(page, **RULES[theme]) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_list_shows_the_picture_of_every_part_in_the_readers_theme(open_page, theme):
    page = open_page("blog/", color_scheme=theme)
    scroll_through(page)
    for row in page.locator(".parts li").all():
        (shown,) = [image for image in row.locator("img").all() if image.is_visible()]
        assert shown.get_attribute("src").endswith(f"#only-{theme}")
        comes(shown)
        assert shown.bounding_box()["width"] == pytest.approx(220)  # 11rem


STACKED = [stem for stem in catalogue.stems() if f"{stem}.wide.svg" in catalogue.read(stem)["outputs"]]


@pytest.mark.parametrize("stem", STACKED)
def test_panels_stand_side_by_side_where_there_is_room_and_are_stacked_on_phones_and_paper(open_page, stem):
    page = open_page(f"reproduce/{stem}/", color_scheme="dark")
    image = page.locator(f"#figure-{stem} img:visible")
    look = """image => {
        const { width, height } = image.getBoundingClientRect(), { naturalWidth, naturalHeight } = image;
        const told = image.currentSrc.includes(".wide.") ? image.parentElement.querySelector("source") : image;
        return [width, height / width, naturalHeight / naturalWidth, told.getAttribute("height") / told.getAttribute("width")];
    }"""
    for size, ending, width in [
        (WIDE, "wide.dark", 879),
        (NARROW, "dark", 352),
        ({"width": 820, "height": 900}, "dark", 560),
    ]:
        page.set_viewport_size(size)
        image.scroll_into_view_if_needed()
        shows(image, f"{stem}.{ending}.svg#only-dark")
        found, shape, of_file, told = image.evaluate(look)
        assert found == pytest.approx(width, abs=3)
        assert [shape, told] == pytest.approx([of_file, of_file], rel=0.005)  # the room that was kept for it is its own
        assert (shape < 0.6) == ("wide" in ending)
    page.set_viewport_size(WIDE)
    page.emulate_media(media="print")
    shows(page.locator(f"#figure-{stem} img:visible"), f"/{stem}.svg#only-light")


def shows(image, ending):
    """Wait until the picture whose address ends so is there."""
    comes(image)
    image.page.wait_for_function(
        "([image, end]) => image.currentSrc.endsWith(end)", arg=[image.element_handle(), ending]
    )
    comes(image)


@pytest.mark.parametrize("path", ["", "blog/how-sure/"])
def test_a_post_and_the_site_open_with_words_beside_their_picture_and_above_it_on_a_phone(open_page, path):
    page = open_page(path)
    words, picture = (page.locator(f".opening > {part}").bounding_box() for part in ("div", "figure"))
    assert words["x"] + words["width"] < picture["x"]
    assert picture["y"] + picture["height"] < WIDE["height"]
    assert page.locator(".opening h1").count() == 1
    page.set_viewport_size(NARROW)
    words, picture = (page.locator(f".opening > {part}").bounding_box() for part in ("div", "figure"))
    assert words["y"] + words["height"] <= picture["y"]
    assert words["x"] == picture["x"]


def test_all_kinds_of_pages_have_one_left_edge(open_page, address):
    kinds = [
        "",
        "blog/",
        "blog/how-sure/",
        "playground/",
        "notebooks/digits/",
        "reference/claims/",
        "reproduce/fiddling/",
    ]
    page = open_page("")
    logo = page.locator(".md-header .md-logo svg").bounding_box()["x"]
    edges = {}
    for path in kinds:
        page.goto(address + path)
        edges[path] = page.locator("h1").bounding_box()["x"]
    assert edges == pytest.approx(dict.fromkeys(kinds, logo), abs=2)


def test_the_reader_chooses_the_theme_by_keyboard_and_the_figures_follow(open_page):
    page = open_page("")
    figure = page.locator(":not(.playground--live) > figure.figure img")
    assert [image.is_visible() for image in figure.all()] == [True, False] * (figure.count() // 2)
    page.evaluate("document.activeElement.blur()")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input[name=__palette]')"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert [image.is_visible() for image in figure.all()] == [False, True] * (figure.count() // 2)


def test_our_fonts_are_the_ones_in_use(open_page):
    page = open_page("blog/the-line-that-never-arrives/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    assert {"Source Serif", "Source Sans", "STIX Math"} <= {family.strip('"') for family in loaded}


def test_variables_are_drawn_in_the_font_of_formulas(open_page):
    page = open_page("blog/the-line-that-never-arrives/")
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    names = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "article math mi"})["nodeIds"]
    used = {
        font["familyName"]
        for name in names
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": name})["fonts"]
    }
    assert used == {"STIX Two Math"}


def test_formulas_are_drawn_without_a_script(open_page):
    page = open_page("blog/the-line-that-never-arrives/", java_script_enabled=False)
    formula = page.locator("math[display=block]").first
    assert formula.bounding_box()["height"] > 30
    assert page.locator("math").count() >= 1


def test_search_finds_a_post(open_page):
    page = open_page("")
    page.keyboard.press("/")
    page.keyboard.type("separable")
    page.locator(".md-search-result__link").first.wait_for()
    assert "smallest possible neural network" in page.locator(".md-search-result__list").inner_text()


def test_instant_navigation_keeps_figures_right(open_page):
    page = open_page("", color_scheme="dark")
    link = page.locator("a.md-button--primary")
    with page.expect_response("**/sitemap.xml"):  # the list of pages, which comes when the reader turns to a link
        link.hover()
    page.wait_for_load_state("networkidle")
    link.click()
    page.wait_for_url("**/blog/**")
    figures = page.locator(":not(.playground--live) > figure.figure")
    figures.nth(3).wait_for()  # the address changes first, the page after it
    scroll_through(page)
    assert figures.locator("img:visible").count() == figures.count()
