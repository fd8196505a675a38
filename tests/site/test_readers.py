"""Every reader: with a finger, without a script, on paper, with more contrast, in colours of their own; and machines."""

import json
import re
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from press.site import html

PHONE = {"width": 360, "height": 740}
POST = "blog/logistic-regression-as-the-smallest-neural-network/"


def contrast(page, selector):
    """Ratio of luminances of a text and the ground of the page, by WCAG's formula."""
    return page.evaluate(
        """selector => {
            const luminance = (colour) => {
              const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
                .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
              return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
            };
            const text = getComputedStyle(document.querySelector(selector)), page = getComputedStyle(document.body);
            const inks = [text.color, page.backgroundColor];
            const [dark, light] = inks.map(luminance).sort((a, b) => a - b);
            return (light + 0.05) / (dark + 0.05);
        }""",
        selector,
    )


def test_what_stands_in_rows_is_tall_enough_for_a_finger(open_page):
    page = open_page(POST, viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    rows = page.locator("article summary, .foot__step, .md-tag, .tabbed-labels > label").all()
    heights = [box["height"] for row in rows if (box := row.bounding_box())]
    assert len(heights) > 4
    assert min(heights) >= 44


def test_a_post_reads_without_a_script(open_page):
    page = open_page(POST, java_script_enabled=False)
    figures = page.locator("article figure.figure")
    assert figures.count() > 3
    for image in page.locator("article figure.figure img:visible").all():
        assert image.get_attribute("src").endswith("#only-light")
    page.locator("article summary").first.click()
    assert page.locator("article details[open] p").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_light_figures_open_folds_and_the_addresses_of_links(open_page, scheme):
    page = open_page(POST, color_scheme=scheme)
    page.evaluate(
        "document.querySelectorAll('article img').forEach(image => image.loading = 'eager')"
    )  # as for a printer
    page.emulate_media(media="print", color_scheme=scheme)
    page.wait_for_function("[...document.querySelectorAll('article img')].every(image => image.complete)")
    shown = page.locator("article figure.figure img:visible").evaluate_all("images => images.map(image => image.src)")
    assert len(shown) == page.locator("article figure.figure").count()
    assert all(source.endswith("#only-light") for source in shown)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 29, 26)"  # #1f1d1a, dark ink
    folded = page.locator("article details:not([open]) > p:first-of-type")
    assert folded.count() > 0
    assert all(fold.evaluate("fold => fold.checkVisibility({ contentVisibilityAuto: true })") for fold in folded.all())
    link = page.locator("article a[href^=http]").first
    assert "(" in link.evaluate("link => getComputedStyle(link, '::after').content")
    assert not page.locator(".md-sidebar").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_readers_own_colours_figures_keep_their_ground_and_links_their_lines(open_page, scheme):
    page = open_page(POST, forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.wait_for_function(
        "name => document.body.dataset.mdColorScheme === name", arg={"light": "default", "dark": "slate"}[scheme]
    )
    ground = {"light": "rgb(253, 252, 248)", "dark": "rgb(25, 24, 22)"}[
        scheme
    ]  # of house.css, which its inks are chosen for
    for image in page.locator("article figure.figure img:visible").all():
        assert image.evaluate("image => getComputedStyle(image).backgroundColor") == ground
    link = page.locator("article p > a:not(.term, .headerlink)").first
    assert "underline" in link.evaluate("link => getComputedStyle(link).textDecorationLine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_contrast_gets_more(open_page, scheme):
    page = open_page(POST, color_scheme=scheme)
    page.wait_for_function(
        "name => document.body.dataset.mdColorScheme === name", arg={"light": "default", "dark": "slate"}[scheme]
    )
    before = contrast(page, "article .byline")
    assert before >= 4.5
    page.emulate_media(contrast="more", color_scheme=scheme)
    assert contrast(page, "article .byline") > max(before, 12)


def test_verdicts_are_told_apart_by_more_than_colour(open_page):
    page = open_page("reference/claims/")
    marks = {"confirmed": "✓", "refined": "±", "corrected": "✗"}
    cells = page.locator("td.verdict")
    words = cells.all_inner_texts()
    assert set(words) == set(marks)
    for word, mark in marks.items():
        cell = page.locator(f"td.verdict.{word}").first
        assert mark in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert cell.evaluate("cell => getComputedStyle(cell).fontWeight") == "600"
    assert page.locator("table.data").first.bounding_box()["width"] > 700


def test_search_engines_and_readers_of_feeds_get_every_posts_picture_and_address(site):
    feed = ElementTree.parse(site / "feed_rss_created.xml").find("channel")
    pictures = {item.findtext("link"): item.find("enclosure") for item in feed.findall("item")}
    posts = sorted((ROOT / "docs" / "blog" / "posts").glob("*.md"))
    assert len(pictures) == len(posts)
    for post in posts:
        page = html.parsed((site / "blog" / post.stem / "index.html").read_text(encoding="utf-8"))
        address = page.select_one("link[rel=canonical]")["href"]
        enclosure = pictures[address]
        image = site / "figures" / enclosure.get("url").rsplit("/", 1)[1]
        assert int(enclosure.get("length")) == image.stat().st_size
        about = json.loads(page.select_one('script[type="application/ld+json"]').string)
        assert about["@type"] == "Article"
        assert about["url"] == address == page.select_one('meta[property="og:url"]')["content"]
        assert about["image"] == enclosure.get("url") == page.select_one('meta[property="og:image"]')["content"]
        assert about["headline"] == page.select_one("h1").get_text().removesuffix("¶")
        assert about["datePublished"] == page.select_one(".byline time")["datetime"]
        assert not re.search("&[#a-z]", about["description"])
    front = html.parsed((site / "index.html").read_text(encoding="utf-8"))
    assert json.loads(front.select_one('script[type="application/ld+json"]').string)["@type"] == "WebSite"
