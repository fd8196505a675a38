"""What a page costs its reader: bytes, requests, and a text that stays where it is; and what is left out on the way there."""

import re

import costs
import numpy as np
import pytest
from conftest import WIDE
from fontTools.ttLib import TTFont
from mkdocs.exceptions import PluginError

from press import catalogue
from press.site import fonts, html, modules, pictures

PHONE = {"width": 412, "height": 823}
KINDS = ["", "blog/", "blog/how-sure/", "playground/", "notebooks/digits/", "reference/claims/"]


@pytest.mark.parametrize("path", costs.PAGES)
def test_a_first_load_keeps_within_its_bounds_and_is_what_the_site_says(chromium, site, path):
    load = costs.first_load(chromium, site, path)
    most = costs.MOST[costs.kind(path)]
    assert sum(load.values()) <= 1000 * most["kB"], load
    assert len(load) <= most["requests"], load
    said = costs.read()["pages"][path]
    assert sum(load.values()) / 1000 == pytest.approx(said["kB"], rel=costs.WANDER)
    assert abs(len(load) - said["requests"]) <= 1


def test_the_search_and_the_list_of_pages_wait_until_the_reader_turns_to_them(open_page):
    page = open_page("")
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())")
    assert not [name for name in names if re.match(r"sitemap|search", name)]
    with page.expect_response("**/sitemap.xml"):
        page.locator("a.md-button--primary").hover()
    assert "search_index.json" not in asked
    with page.expect_response("**/search_index.json"):
        page.keyboard.press("/")
    page.keyboard.type("separable")
    page.locator(".md-search-result__link").first.wait_for()


def test_a_page_that_the_search_leads_to_has_its_words_marked(open_page):
    page = open_page("blog/the-line-that-never-arrives/?h=separable")
    page.locator("mark[data-md-highlight]").first.wait_for()


def test_a_page_to_which_the_reader_has_turned_comes_without_a_reload(open_page):
    page = open_page("")
    link = page.locator("a.md-button--primary")
    with page.expect_response("**/sitemap.xml"):
        link.hover()
    page.evaluate("() => { window.same = true; return new Promise(done => setTimeout(done)); }")
    link.click()
    page.wait_for_url("**/blog/**")
    assert page.evaluate("window.same")


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_nothing_moves_when_the_faces_come(chromium, address, path, viewport):
    """The regular faces come first; the others are held until the page stands in the stand-ins that these lend them."""
    context = chromium.new_context(viewport=viewport)
    held = []
    context.route(re.compile(r"(italic|semibold|math)\.woff2$"), lambda route: held.append(route))
    page = context.new_page()
    page.add_init_script(
        """window.moved = [];
        window.watch = new PerformanceObserver(list => moved.push(...list.getEntries().map(entry => entry.value)));
        watch.observe({ type: "layout-shift", buffered: true });
        window.still = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
        """
    )
    page.goto(address + path, wait_until="domcontentloaded")
    page.wait_for_function(
        """() => {
            const faces = [...document.fonts], ready = (family) => faces.filter(face => face.family.includes(family))
              .some(face => face.weight !== "400" && face.status === "loaded");
            return ready("Like Source Serif") && performance.getEntriesByName("first-contentful-paint").length;
        }"""
    )
    page.wait_for_function(
        "[...document.fonts].every(face => !face.family.includes('Like') || face.status !== 'loading')"
    )
    page.evaluate("still().then(() => { watch.takeRecords(); moved = []; })")
    assert len(held) >= 2  # there is something to wait for
    for route in held:
        route.continue_()
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.evaluate("still()")
    moved = page.evaluate("[...moved, ...watch.takeRecords().map(entry => entry.value)]")
    context.close()
    assert sum(moved) < 0.005  # which is written as 0.00


# --- what is left out -------------------------------------------------------------------------------------------------


def corners(d, step=None):
    """Lines of a path's data, as arrays of corners, closed where it says so: an own reader, of M, L, z and their small forms."""
    lines, here = [], np.zeros(2)
    for letter, numbers in re.findall(r"([MLmlz])([^MLmlz]*)", d):
        points = np.array([float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]).reshape(-1, 2)
        if letter == "z":
            lines[-1].append(lines[-1][0])
        for point in points:
            here = point if letter.isupper() else here + point
            lines.append([here]) if letter in "Mm" else lines[-1].append(here)
        here = lines[-1][-1]
    return [np.array(line) for line in lines]


def farthest(points, line):
    """Largest distance of points from a line of straight pieces."""
    if len(line) == 1:
        return np.hypot(*(points - line[0]).T).max()
    starts, ways = line[:-1], np.diff(line, axis=0)
    lengths = np.maximum((ways**2).sum(axis=1), 1e-12)
    along = np.clip(((points[:, None] - starts) * ways).sum(axis=2) / lengths, 0, 1)
    return np.hypot(*np.moveaxis(points[:, None] - starts - along[..., None] * ways, 2, 0)).min(axis=1).max()


@pytest.mark.parametrize("stem", ["hero_parts", "hero_drift", "hero_four_hidden", "step_sizes"])
def test_a_published_picture_is_drawn_as_its_product_is_to_a_tenth_of_a_point(stem):
    product = catalogue.product(stem, "svg")
    drawn, published = (re.findall(r' d="([^"]+)"', text) for text in (product.read_text(), pictures.slim(product)))
    assert len(drawn) == len(published) > 10
    assert len("".join(published)) < len("".join(drawn)) / 2
    straight = 0
    for before, after in zip(drawn, published, strict=True):
        if re.search("[CQ]", before):
            continue
        straight += 1
        for line, kept in zip(corners(before), corners(after), strict=True):
            assert farthest(line, kept) <= 0.1
            assert farthest(kept, line) <= 0.1
    assert straight > 10


@pytest.mark.parametrize(
    ("d", "published"),
    [
        ("M 0 0\nL 1.004 0\nL 2 0\nL 2 2\nz\n", "m0 0l2 0 0 2z"),  # on the way between its neighbours
        ("M 0 0.5\nL -0.25 0\nM 10 10\nL 10 12.125\n", "m0 .5l-.25-.5m10.25 10l0 2.12"),
        (
            "M 1 1\nC 1 2 2 3 3 3\nQ 4 3 4 4\nz\nM 2 2\nL 3 3\n",
            "m1 1c0 1 1 2 2 2q1 0 1 1zm1 1l1 1",
        ),  # after z, from the start
    ],
)
def test_the_data_of_a_path_is_written_from_corner_to_corner(d, published):
    assert pictures.outline(d) == published


def module(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_module_brings_along_what_it_imports_and_runs(workshop, tmp_path):
    paths = [
        module(tmp_path, "deep.js", "// one\nexport const one = 1;\nexport function two() {\n  return one + 1;\n}\n"),
        module(tmp_path, "wide.js", 'import { two as double } from "./deep.js";\nexport class Sum {\n  of = double() + 3;\n}\n'),
        module(tmp_path, "page.js", 'import * as deep from "./deep.js";\nimport {\n  Sum,\n} from "./wide.js";\n'
               "const one = 10; // its own\nexport const all = [one, deep.one, deep.two(), new Sum().of];\n"),
    ]  # fmt: skip
    published = modules.published(paths)
    assert 'from "./' not in published[paths[2]]
    assert "./deep.js" in published[paths[1]]  # as it was: nobody asks for it but those who bring it along
    assert "// one" not in "".join(published.values())
    run = "text => import(`data:text/javascript,${encodeURIComponent(text)}`).then(module => module.all)"
    assert workshop.evaluate(run, published[paths[2]]) == [10, 1, 2, 5]


@pytest.mark.parametrize(
    ("other", "complaint"),
    [
        ('import { all } from "./page.js";\nexport const one = all;\n', "import each other"),
        ("export const none = 0, one = 1;\n", "which does not export it by itself"),
        ("const one = 1;\nexport { one };\n", "is not read"),
        (None, "which is not there"),
    ],
)
def test_a_module_that_cannot_be_joined_is_refused(tmp_path, other, complaint):
    paths = [module(tmp_path, "page.js", 'import { one } from "./other.js";\nexport const all = one;\n')]
    paths += [module(tmp_path, "other.js", other)] if other else []
    sources = {path.resolve(): path.read_text() for path in paths}
    with pytest.raises(PluginError, match=complaint):
        modules.joined(paths[0].resolve(), sources)


def test_a_template_in_another_is_refused_for_it_would_lose_its_spaces(tmp_path):
    path = module(tmp_path, "page.js", 'const all = `${one ? ` and ${one}` : ""}`;\n')
    with pytest.raises(PluginError, match="a template stands in another"):
        modules.published([path])


def test_a_face_is_cut_to_what_the_pages_say_and_keeps_its_kerning(site):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    said = {ord(letter) for letter in fonts.letters(pages)}
    for name, source in fonts.TEXT.items():
        with TTFont(site / "assets" / "fonts" / f"{name}.woff2") as face, TTFont(source) as whole:
            assert said & whole.getBestCmap().keys() <= face.getBestCmap().keys()
            assert len(face.getGlyphOrder()) < len(whole.getGlyphOrder()) / 3
            assert {"kern", "liga"} <= {
                record.FeatureTag for table in ("GPOS", "GSUB") for record in features(face, table)
            }


def features(face, table):
    return face[table].table.FeatureList.FeatureRecord


def test_code_and_formulas_ask_for_no_letter_of_a_face():
    page = "<p>a &eacute;</p><pre>б</pre><code>в</code><math><mi>η</mi></math><script>г</script>"
    assert set(fonts.letters([page])) == {"a", "é", " "}


def test_the_sitemap_leaves_out_code_and_how_a_figure_is_made(site):
    found = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert not [address for address in found if re.search(r"/(code|reproduce)/.", address)]
    assert [address for address in found if address.endswith("/blog/how-sure/")]
    assert len(found) == len(set(found)) > 20


def test_the_page_of_costs_says_what_was_measured(site):
    page = html.parsed((site / "reference" / "costs" / "index.html").read_text(encoding="utf-8"))
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("article tbody tr")]
    pages = list(costs.read()["pages"].values())
    loads = [[p["title"], *map(str, (p["kB"], p["most"]["kB"], p["requests"], p["most"]["requests"]))] for p in pages]
    scores = ("performance", "accessibility", "best-practices", "seo")
    asked = [name for name in scores if any(name in p["scores"] for p in pages)]
    audits = [[p["title"], *(str(p["scores"].get(name, "–")) for name in asked)] for p in pages]
    assert rows == loads + audits
    assert f"The {costs.read()['tests']:,} tests" in page.get_text()
