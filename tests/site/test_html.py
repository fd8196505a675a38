"""Changes to Material's and to mkdocs-jupyter's HTML: what must be changed is, nothing else is, and a lost target is named."""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from sites import POST, Project

from press.site import html


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_attributes_are_added_where_they_are_meant_and_no_other_byte_changes():
    page = '<p class=a>1 &lt; 2<br/>\n<nav class="md-nav" hidden>é</nav>\n  <nav\n class="md-nav md-nav--primary"><b>x</nav>'
    changed = html.with_attributes(page, "nav", {"class": "md-nav"}, {"aria-label": "About this post"})
    assert changed == page.replace(
        '<nav class="md-nav" hidden>', '<nav aria-label="About this post" class="md-nav" hidden>'
    )


def test_a_target_that_is_gone_is_named():
    with pytest.raises(PluginError, match=r"Material has no <nav> with .*md-nav"):
        html.with_attributes("<div class='md-nav'></div>", "nav", {"class": "md-nav"}, {"aria-label": "Post"})
    with pytest.raises(PluginError, match="not there any more: clipboard-copy"):
        html.lab("<style></style><script></script><pre id='cell-id=1'></pre>", "lab.py", ())


@pytest.mark.parametrize(
    ("output", "meta", "template"),
    [
        ("", {"part": 1}, "docs/overrides/partials/content.html"),
        ("", {"template": "blog.html"}, "docs/overrides/blog.html"),
        ('<div class="md-sidebar md-sidebar--post">', {}, "docs/overrides/blog-post.html"),
        ("", {"tags": ["one"]}, "docs/overrides/partials/tags.html"),
        ('<div class="playground wide">', {}, "docs/overrides/partials/content.html"),
    ],
)
def test_a_template_of_ours_that_material_does_not_use_is_named(output, meta, template):
    page = SimpleNamespace(meta=meta, file=SimpleNamespace(src_uri="one.md"))
    with pytest.raises(PluginError, match=re.escape(f"one.md: Material does not use {template}")):
        html.check_templates(
            f'<div aria-label="Search"><footer class="md-footer foot"><script defer src="">{output}', page
        )


def test_a_script_of_material_that_is_not_deferred_is_named():
    page = SimpleNamespace(meta={}, file=SimpleNamespace(src_uri="one.md"))
    with pytest.raises(PluginError, match=re.escape("one.md: Material does not use docs/overrides/main.html")):
        html.check_templates('<div aria-label="Search"><footer class="md-footer foot"><script src="">', page)


def test_a_build_without_a_template_of_ours_fails(project):
    (project.docs / "overrides" / "partials" / "search.html").unlink()
    assert "Material does not use docs/overrides/partials/search.html" in project.refusal()


def test_what_material_lacks_is_there(site):
    def page(name):
        return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")

    post = page("blog/the-line-that-never-arrives/index.html")
    for selector, label in {".md-search": "Search", ".md-tags": "Tags"}.items():
        assert label in {found.get("aria-label") for found in post.select(selector)}
    assert page("playground/index.html").select_one('article script[type="module"][src$="playground/page.js"]')


def test_a_table_is_framed_and_one_in_html_is_refused(project):
    table = "| a |\n|---|\n| 2 |\n"
    project.write("blog/posts/one.md", POST.format(excerpt=table, rest="text"))
    project.built()
    tree = BeautifulSoup(project.page("blog/a-post/index.html"), "html.parser")
    assert len(tree.select('.scroll[tabindex="0"][aria-label="Table"] > table.data')) == 1
    project.write("index.md", '# Home\n\n<table border="1"><tr><td>1</td></tr></table>\n')
    assert "index.md: a keyboard cannot scroll a <table> in HTML; write it in Markdown" in project.refusal()


def test_dollars_in_code_of_a_lab_are_left_alone():
    page = "<pre>cost $5 and $6</pre><p>1 &lt; 2, but $x < 1$ and <code>$y$</code>, <a title='$z$'>$$w$$</a></p>"
    tree = html.parsed(page)
    html.set_formulas(tree)
    rendered = html.written(tree)
    assert "<pre>cost $5 and $6</pre>" in rendered
    assert "<p>1 &lt; 2, but <math>" in rendered
    assert "<mo>&lt;</mo>" in rendered
    assert "<code>$y$</code>" in rendered
    assert 'title="$z$"' in rendered
    assert rendered.count("<math") == 2
