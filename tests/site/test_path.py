"""The path: parts in order and without a gap, footers forwards, what stands under a title, the list, the minutes."""

import re

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT
from sites import POST, Project

from press.site import path

POSTS = sorted(
    (yaml.safe_load(post.read_text(encoding="utf-8").split("---\n")[1]) for post in ROOT.glob("docs/blog/posts/*.md")),
    key=lambda meta: meta["part"],
)


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def page(site, name):
    return BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")


def words(tag):
    return " ".join(tag.get_text().split())


def steps(tree):
    """Where the foot of a page leads: words and address, backwards and forwards."""
    found = [tree.select_one(f".foot__step--{way}") for way in ("back", "on")]
    return [(words(step), step["href"]) if step else None for step in found]


# --- order ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("part: 1", ""), "two.md: the front matter has no part; write the post's place on the path"),
        (("part: 1", "part: second"), "two.md: part: second is no whole number"),
        (("part: 1", "part: true"), "two.md: part: True is no whole number"),
        (("part: 1", "part: 1"), "one.md and {docs}/two.md are both part 1; give one another number"),
        (("part: 1", "part: 3"), "two.md: part: 3, but no post is part 2; number without a gap"),
        (("part: 0", "part: 1"), "one.md: part: 0, but no post is part 1; number without a gap"),
    ],
    ids=["missing", "no number", "yes", "doubled", "gap", "nought"],
)
def test_a_part_that_is_missing_doubled_or_beyond_a_gap_fails_the_build(project, parts, told):
    for name, part in zip(("one", "two"), parts, strict=True):
        text = POST.replace("date:", f"slug: {name}\ndate:").replace("part: 1", part)
        project.write(f"blog/posts/{name}.md", text.format(excerpt="Words.", rest="More."))
    assert told.format(docs=project.docs / "blog" / "posts") in project.refusal()


def test_footers_lead_forwards_along_the_path_and_from_it_to_the_claims(site):
    labels = [f"Part {meta['part']}: {meta['title']}" for meta in POSTS]
    places = [f"../{meta['slug']}/" for meta in POSTS]
    for i, meta in enumerate(POSTS):
        before, after = steps(page(site, f"blog/{meta['slug']}"))
        assert before == ((f"Previous {labels[i - 1]}", places[i - 1]) if i else ("Previous Posts", "../"))
        last = ("Next Claims", "../../reference/claims/")
        assert after == ((f"Next {labels[i + 1]}", places[i + 1]) if i + 1 < len(POSTS) else last)
    assert steps(page(site, "blog"))[1] == (f"Next {labels[0]}", f"{POSTS[0]['slug']}/")
    assert steps(page(site, ""))[1][1] == "blog/"


@pytest.mark.parametrize("name", ["blog/tags", "blog/category/the-core", "playground"])
def test_lists_by_tag_and_category_and_the_playground_stand_in_no_chain(site, name):
    assert steps(page(site, name)) == [None, None]
    texts = [path.read_text(encoding="utf-8") for path in site.rglob("index.html")]
    led = [place for text in texts for place in re.findall(r'class="foot__step[^"]*" href="([^"]*)"', text)]
    assert len(led) > 20
    assert not [place for place in led if place.endswith(f"{name}/")]


def test_labs_lead_to_labs_and_offer_their_downloads(site):
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    labs = re.findall(r": notebooks/(\w+)\.py", settings)
    assert len(labs) > 3
    for i, lab in enumerate(labs):
        tree = page(site, f"notebooks/{lab}")
        before, after = steps(tree)
        assert (before and before[1]) == (f"../{labs[i - 1]}/" if i else None)
        assert (after and after[1]) == (f"../{labs[i + 1]}/" if i + 1 < len(labs) else None)
        assert all(step.startswith(("Previous lab ", "Next lab ")) for step, _ in filter(None, (before, after)))
        links = [link["href"] for link in tree.select(".downloads a[download]")]
        assert links == [f"{lab}.py", f"{lab}.ipynb"]
        assert all((site / "notebooks" / lab / link).is_file() for link in links)


def test_start_here_leads_to_the_first_part_from_every_page(site):
    for name in ("", "blog", "reference/notation", f"blog/{POSTS[3]['slug']}"):
        link = next(link for link in page(site, name).select(".md-tabs__link") if words(link) == "Start here")
        assert link["href"].endswith(f"{POSTS[0]['slug']}/")


# --- what stands under a title ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("meta", POSTS, ids=lambda meta: meta["slug"])
def test_a_post_says_under_its_title_which_part_it_is_how_long_it_takes_and_what_it_needs(site, meta):
    article = page(site, f"blog/{meta['slug']}").select_one("article")
    byline, needs = article.select_one("h1 + .byline"), article.select_one(".byline + .needs")
    day = f"{meta['date']:%-d %B %Y}"
    said = rf"Part {meta['part']} of {len(POSTS)} · (\d+) minutes · {day} · {meta['categories'][0]}"
    assert 5 <= int(re.fullmatch(said, words(byline))[1]) <= 60
    assert f"{path.WORDS} words, or {path.FORMULAS} displayed formulas, a minute" in byline.select_one("span")["title"]
    assert words(needs) == f"Needs: {meta['needs']} After it you will know: {meta['gives']}"
    assert not article.select_one(".md-tags ~ h1, .md-tags ~ p:not(.source)")  # tags at the end
    assert [words(tag) for tag in article.select(".md-tags .md-tag")] == sorted(meta["tags"])
    assert "The developers of this site" not in article.get_text()


def test_quotes_and_signs_in_what_a_post_needs_stay_text(project):
    odd = 'needs: "<b>1 & 2</b>"\ngives: A "quoted" word.\ndate:'
    project.write("blog/posts/one.md", POST.replace("date:", odd).format(excerpt="Words.", rest="More."))
    project.built()
    tree = page(project.site, "blog/a-post")
    assert words(tree.select_one(".needs")) == 'Needs: <b>1 & 2</b> After it you will know: A "quoted" word.'


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_path_in_order_each_part_with_picture_sentence_minutes_and_day(site):
    tree = page(site, "blog")
    assert [words(heading) for heading in tree.select(".parts h2")] == ["The path", "For the curious"]
    lists = tree.select(".parts h2 + ol")
    assert [len(part.select("li")) for part in lists] == [path.MAIN, len(POSTS) - path.MAIN]
    for meta, row in zip(POSTS, tree.select(".parts li"), strict=True):
        light, dark = row.select("img")
        assert light["src"] == f"../figures/{meta['hero']}.svg#only-light"
        assert dark["src"] == f"../figures/{meta['hero']}.dark.svg#only-dark"
        assert int(light["width"]) > int(light["height"]) > 0
        link = row.select_one("h3 a")
        assert (words(link), link["href"]) == (meta["title"], f"{meta['slug']}/")
        assert words(row.select_one(".parts__number")) == f"Part {meta['part']}"
        assert meta["description"] in words(row)
        minutes = re.search(r"\d+ minutes", words(page(site, f"blog/{meta['slug']}").select_one(".byline")))[0]
        assert words(row.select_one(".parts__facts")) == f"{minutes} · {meta['date']:%-d %B %Y}"
    assert f"{path.WORDS} words or two displayed formulas" in words(tree.select_one("article"))


def test_a_category_lists_its_parts_in_order(site):
    rows = page(site, "blog/category/the-parts").select(".parts__number")
    assert [words(row) for row in rows] == [
        f"Part {meta['part']}" for meta in POSTS if meta["categories"] == ["The parts"]
    ]


# --- minutes ----------------------------------------------------------------------------------------------------------

SAID = {
    "word " * 120: "1 minute",
    "word " * 121: "2 minutes",
    "word " * 240 + "\n\n$$a$$\n\n$$b$$\n\n": "3 minutes",
    "word " * 238 + "$a + b$ and": "2 minutes",  # in a line, a formula is a word
    "word " * 240 + "\n\n??? note\n    folded\n\n```python\ncode\n```\n\n| a |\n|---|\n| b |\n": "2 minutes",
}


def test_minutes_are_a_count_of_words_and_formulas(project):
    for part, said in enumerate(SAID, 1):
        head = f"slug: post-{part}\ntitle: A post\ndate:"
        text = POST.replace("# A post\n", "").replace("date:", head).replace("part: 1", f"part: {part}")
        project.write(f"blog/posts/{part}.md", text.format(excerpt="", rest=said))
    project.built()
    bylines = [words(page(project.site, f"blog/post-{part}").select_one(".byline")) for part in range(1, len(SAID) + 1)]
    assert [byline.split(" · ")[1] for byline in bylines] == list(SAID.values())
