"""What authors write is read as what it is; what cannot be read is refused in one line, with the file and the cure."""

import re

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from sites import POST, Project

from press import catalogue
from press.site import written


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.delenv("REPO_URL", raising=False)
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"---\ndate: 25.11.2026\n---\n", "date: 25.11.2026 is no day; write year, month and day"),
        (b"---\ndate: 2026-11-25 10:00:00\n---\n", "date: 2026-11-25 10:00:00 is no day"),
        (b"---\ndate: 2026-11-45\n---\n", "the front matter is no YAML (day is out of range for month)"),
        (b"---\ntitle: A post\n---\n```yaml\ndate: 2099-01-01\n```\n", "the front matter has no date"),
        (b"no front matter\n", "the front matter has no date"),
        (b"---\ntitle: [\ndate: 2026-11-25\n---\n", ", line 4: the front matter is no YAML"),
        (b"---\njust words\n---\n", "the front matter must be lines of the form `name: value`"),
        ("---\ndate: 2026-11-25\n---\nschön".encode("latin-1"), ", line 4: this is not UTF-8; save the file in that"),
        ("---\ndate: 2026-11-25\n---\n".encode("utf-16"), ", line 1: this is not UTF-8"),
    ],
)
def test_a_post_without_a_readable_date_is_named(tmp_path, text, told):
    post = tmp_path / "post.md"
    post.write_bytes(text)
    with pytest.raises(PluginError, match=rf"post\.md.*{re.escape(told)}") as refused:
        written.date(post)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "with a mark of the encoding"])
def test_a_date_in_an_example_is_no_date_of_the_post(tmp_path, start):
    post = tmp_path / "post.md"
    text = f"{start}---\r\ndate: 2026-11-20\r\n---\r\n```yaml\r\ndate: 2099-01-01\r\n```\r\n"
    post.write_bytes(text.encode())
    assert written.date(post).isoformat() == "2026-11-20"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("blog/posts/one.md", POST.replace("2020-01-01", "1.1.2020"), "blog/posts/one.md: date: 1.1.2020 is no day"),
        ("blog/posts/one.md", POST.replace("date:", "hero: hero_nuron\ndate:"), "one.md: hero: there is no experiment"),
        ("blog/posts/one.md", POST.replace("date:", "hero: four_points\ndate:"), "one.md: hero: four_points: the exp"),
        ("blog/posts/one.md", POST.replace("date:", "slug: two\ndate:"), "one.md and blog/posts/two.md have one addr"),
    ],
    ids=["date", "hero", "no preview", "slug"],
)
def test_what_is_wrong_with_a_front_matter_fails_the_build_in_one_line(project, name, text, told):
    project.write(
        "blog/posts/two.md",
        POST.replace("date:", "slug: two\ndate:").replace("part: 1", "part: 2").format(excerpt="Two.", rest="Two."),
    )
    project.write(name, text.format(excerpt="Words.", rest="More."))
    assert told in project.refusal()


def test_a_page_in_another_encoding_fails_the_build_in_one_line(project):
    (project.docs / "index.md").write_bytes("# Größe\n".encode("latin-1"))
    assert "index.md, line 1: this is not UTF-8; save the file in that encoding" in project.refusal()


def test_quotes_in_titles_stay_text_hidden_files_are_nobodys_and_no_project_is_named(project):
    title = 'Say "x & y", 1 < 2'
    post = POST.replace("date:", f"title: '{title}'\ndate:").replace("A post.", "'A \"post\" & more <i>.'")
    project.write("blog/posts/one.md", post.replace("# A post\n", "").format(excerpt="Words.", rest="More."))
    for folder in ("", "blog/posts", "notebooks", "assets/models"):
        (project.docs / folder).mkdir(exist_ok=True)
        for ending in ("md", "py", "js"):
            (project.docs / folder / f".#unsaved.{ending}").symlink_to("someone@somewhere:1")
    project.built()
    (page,) = (path for path in project.site.glob("blog/*/index.html") if path.parent.name.startswith("say"))
    tree = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert tree.select_one('meta[property="og:title"]')["content"] == title
    for name in ('meta[property="og:description"]', 'meta[name="description"]'):
        assert tree.select_one(name)["content"] == 'A "post" & more <i>.'
    assert not [path for path in project.site.rglob("*") if "unsaved" in path.name]
    assert all('<p class="source">' not in path.read_text() for path in project.site.rglob("*.html"))
    assert "The project" not in project.page("index.html")


def test_pages_link_to_their_source_where_the_project_is_kept(project, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://code.example/house")
    project.write("blog/posts/one.md", POST.format(excerpt="Words.", rest="More."))
    project.built()
    experiment = catalogue.source("four_points").relative_to(catalogue.ROOT).as_posix()
    for page, source in {
        "index.html": "docs/index.md",
        "blog/a-post/index.html": "docs/blog/posts/one.md",
        "reproduce/four_points/index.html": experiment,
        "code/scripts/smallest_network/glm/index.html": "scripts/smallest_network/glm.py",
    }.items():
        tree = BeautifulSoup(project.page(page), "html.parser")
        link = tree.select_one("article .source a")
        assert (link.get_text(), link["href"]) == (
            "Source of this page",
            f"https://code.example/house/blob/HEAD/{source}",
        )
        assert tree.select_one('.md-copyright a[href="https://code.example/house"]').get_text() == "The project"
