"""The hook brings products into pages and names every mistake; the labs run; a saved change is served at once."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT, mkdocs

from press import catalogue
from press.site import fonts, formulas, hooks

POST = """---
date: 2020-01-01
authors: [team]
categories: [Experiments]
description: A post.
---
# A post

{excerpt}

<!-- more -->

{rest}
"""


class Project:
    """A site of its own with the real configuration, hook and figures, and pages made for one test."""

    def __init__(self, folder: Path):
        self.docs = folder / "docs"
        self.site = folder / "site"
        self.settings = folder / "mkdocs.yml"
        shutil.copytree(ROOT / "docs" / "assets", self.docs / "assets")
        shutil.copytree(ROOT / "docs" / "overrides", self.docs / "overrides")
        self.write("index.md", "# Home\n")
        self.write("blog/index.md", "# Posts\n")
        self.write("blog/tags.md", "# Tags\n\n<!-- material/tags -->\n")
        shutil.copy(ROOT / "docs" / "blog" / ".authors.yml", self.docs / "blog")
        self.settings.write_text(
            f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {self.docs}\nsite_dir: {self.site}\n"
            f"theme: {{custom_dir: {self.docs / 'overrides'}}}\nhooks: [{ROOT / 'scripts' / 'press' / 'site' / 'hooks.py'}]\n"
            "watch: []\nnav:\n  - index.md\n  - blog/index.md\n  - blog/tags.md\n"
            "not_in_nav: |\n  /reproduce/*\n  /code/\n  /blog/posts/\n  /notebooks/\n"
        )

    def write(self, name: str, text: str) -> None:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> subprocess.CompletedProcess:
        return mkdocs("build", "--strict", "-f", self.settings)

    def page(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{{ figure("no_such_figure") }}', 'there is no experiment "no_such_figure"'),
        ('{{ table("logistic_curve") }}', "logistic_curve has no table"),
        ('{{ ref("four_points") }}', 'has neither figure("four_points") nor table("four_points")'),
        ('{{ fact("neuron_line.no_such") }}', 'there is no "no_such"; there are: weights'),
        ('{{ fact("neuron_line.weights.7") }}', "0 to 2"),
        ('{{ fact("neuron_line.weights") }}', "is not one number"),
        ('{{ fact("neuron_line.angle", "d") }}', "format code 'd'"),
        ("{{ fcat('neuron_line.angle') }}", "'fcat' is undefined"),
        ("one\n\n{{ fact( }}", "line 5"),
        ("{{ figure(stem='four_points') }}", 'must be written out, figure("four_points")'),
        ("{{ figure(four_points) }}", "'four_points' is undefined"),
        ('{{ figure("four_points") }}\n\n{{ figure("four_points") }}', "stands twice on the page"),
        ("{{ hero() }}", "the front matter must name an experiment"),
        (r"$\notacommand{x}$", r"invalid TeX: \notacommand{x}"),
        ("[a link](nowhere.md)", "nowhere.md"),
        ("[an anchor](index.md#nowhere)", "#nowhere"),
    ],
)
def test_a_mistake_fails_the_build_and_names_page_and_cause(project, text, complaint):
    project.write("index.md", f"# Home\n\n{text}\n")
    failed = project.build()
    assert failed.returncode != 0
    assert complaint in failed.stderr
    assert "index.md" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_figures_tables_facts_and_formulas_reach_posts_and_excerpts_alike(project):
    excerpt = 'The tilt is {{ fact("neuron_line.angle", ".3f") }}°, and $\\mu^2$. See {{ ref("four_points") }}.'
    rest = '{{ figure("neuron_line") }}\n\n{{ figure("four_points") }}\n\n{{ table("fiddling") }}\n\n$$\\eta$$'
    project.write("blog/posts/one.md", POST.format(excerpt=excerpt, rest=rest))
    built = project.build()
    assert built.returncode == 0, built.stderr
    angle = catalogue.read("neuron_line")["numbers"]["angle"]
    for page in ("blog/index.html", "blog/a-post/index.html"):
        assert f"The tilt is {angle:.3f}°" in project.page(page)
        assert "<msup><mi>μ</mi><mn>2</mn></msup>" in project.page(page)
        assert ">Figure 2</a>" in project.page(page)
    post = project.page("blog/a-post/index.html")
    assert post.index("Figure 1.") < post.index("Figure 2.") < post.index("Table 1.")
    images = re.findall(r"<img[^>]*>", post)
    ours = [image for image in images if "/figures/" in image]
    assert len(ours) == 4
    for image in ours:
        assert re.search(r'width="\d+"', image)
        assert re.search(r'height="\d+"', image)
        assert re.search(r'alt="[^"]{40,}"', image)
    assert 'display="block"' in post
    assert "../../reproduce/neuron_line/" in post


def test_a_line_number_counts_the_front_matter(project):
    project.write("index.md", "---\ndescription: A page.\n---\n\n# Home\n\n{{ fact( }}\n")
    assert "index.md, line 7:" in project.build().stderr


def test_every_table_can_be_scrolled(project):
    project.write("index.md", '# Home\n\n<table border="1"><tr><td>1</td></tr></table>\n\n| a |\n|---|\n| 2 |\n')
    assert project.build().returncode == 0
    assert project.page("index.html").count('aria-label="Table"><table class="data">') == 2


def test_bad_tex_in_an_excerpt_fails_too(project):
    project.write("blog/posts/one.md", POST.format(excerpt=r"$\frac{1$", rest="text"))
    failed = project.build()
    assert failed.returncode != 0
    assert r"invalid TeX: \frac{1" in failed.stderr


def test_an_error_in_a_lab_fails_the_build(project):
    project.write("notebooks/lab.py", "# %% [markdown]\n# # Lab\n\n# %%\n1 / 0\n")
    failed = project.build()
    assert failed.returncode != 0
    assert "ZeroDivisionError" in failed.stderr


def test_a_lab_has_output_formulas_and_downloads_and_no_random_bytes(site):
    lab = site / "notebooks" / "neuron_and_glm"
    page = (lab / "index.html").read_text(encoding="utf-8")
    assert catalogue.read("neuron_line")["numbers"]["weights_exact"][1][:10] in page
    assert "SeparationWarning" in page
    assert "<math" in page
    assert "$w" not in page
    assert "cell-id" not in page
    assert '"nbformat": 4' in (lab / "neuron_and_glm.ipynb").read_text()
    assert (lab / "neuron_and_glm.py").read_bytes() == (ROOT / "docs/notebooks/neuron_and_glm.py").read_bytes()


def test_an_edited_model_runs_the_labs_again(monkeypatch, tmp_path):
    class Config:
        def __init__(self):
            self.markdown_extensions: list = []
            self.site_url = "https://example.org/"
            self.plugins = {name: type("Plugin", (), {"config": {}})() for name in ("mkdocs-jupyter", "rss")}

    def cache_dir():
        return hooks.on_config(Config()).plugins["mkdocs-jupyter"].config["cache_dir"]

    before = cache_dir()
    assert before == cache_dir()
    shutil.copytree(catalogue.SCRIPTS / "smallest_network", tmp_path / "smallest_network")
    (tmp_path / "smallest_network" / "glm.py").write_text("# edited\n")
    monkeypatch.setattr(catalogue, "SCRIPTS", tmp_path)
    assert before != cache_dir()


def test_an_orphan_among_figures_or_experiments_is_refused(monkeypatch, tmp_path):
    shutil.copytree(catalogue.FIGURES, tmp_path / "figures")
    (tmp_path / "figures" / "orphan.svg").write_text("<svg/>")
    monkeypatch.setattr(catalogue, "FIGURES", tmp_path / "figures")
    with pytest.raises(hooks.PluginError, match="do not match: orphan"):
        hooks.on_files(hooks.Files([]), None)
    (tmp_path / "figures" / "orphan.svg").rename(tmp_path / "figures" / "core" / "orphan.svg")
    with pytest.raises(hooks.PluginError, match="do not match: orphan"):
        hooks.on_files(hooks.Files([]), None)


def test_a_product_in_the_folder_of_another_post_is_refused(monkeypatch, tmp_path):
    shutil.copytree(catalogue.FIGURES, tmp_path / "figures")
    (tmp_path / "figures" / "core" / "fiddling.svg").rename(tmp_path / "figures" / "digits" / "fiddling.svg")
    monkeypatch.setattr(catalogue, "FIGURES", tmp_path / "figures")
    with pytest.raises(hooks.PluginError, match="do not match: fiddling"):
        hooks.on_files(hooks.Files([]), None)


def test_two_builds_are_the_same_bytes(site, tmp_path):
    again = tmp_path / "site"
    assert mkdocs("build", "--strict", "--site-dir", again).returncode == 0

    def bytes_of(folder):
        names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        return {name: (folder / name).read_bytes() for name in names}

    one, two = bytes_of(site), bytes_of(again)
    assert one.keys() == two.keys()
    assert [str(name) for name in one if one[name] != two[name]] == []


def test_the_feed_has_every_post_the_newest_first(site):
    channel = ElementTree.parse(site / "feed_rss_created.xml").find("channel")
    items = channel.findall("item")
    links = [item.findtext("link").split("/blog/")[1].strip("/") for item in items]
    assert sorted(links) == sorted(path.parent.name for path in site.glob("blog/*-*/index.html"))
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert dates == sorted(dates, reverse=True)
    assert (
        parsedate_to_datetime(channel.findtext("lastBuildDate")).date() == dates[0].date()
    )  # not the day of the build
    assert all(len(item.findtext("description")) > 80 for item in items)
    assert (site / "figures" / channel.findtext("image/url").rsplit("/", 1)[1]).is_file()
    assert 'type="application/rss+xml"' in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tex", "part"),
    [
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "<mtable"),
        (r"\begin{cases} 1 & x \\ 0 & y \end{cases}", "<mtable"),
        (r"\operatorname{expit}(\eta)", "expit"),
        (r"X^\mathsf{T} W X", "<msup>"),
        (r"\underbrace{a+b}_{c}", "<munder"),
    ],
)
def test_the_tex_that_posts_use_becomes_mathml(tex, part):
    assert part in formulas.render(tex, block=True)


def test_a_gap_between_rows_is_refused_because_it_would_be_printed():
    with pytest.raises(hooks.PluginError, match="gap"):
        formulas.render(r"\begin{aligned} a &= b, \\[4pt] c &= d \end{aligned}", block=True)


def test_dollars_in_code_of_a_lab_are_left_alone():
    page = "<pre>cost $5 and $6</pre><p>but $x$ and <code>$y$</code>, <a title='$z$'>$$w$$</a></p>"
    rendered = formulas.render_notebook(page)
    assert "<pre>cost $5 and $6</pre>" in rendered
    assert "<code>$y$</code>" in rendered
    assert "title='$z$'" in rendered
    assert rendered.count("<math") == 2


def test_the_font_of_formulas_has_their_glyphs_and_its_math_table():
    from fontTools.ttLib import TTFont

    with TTFont(fonts.math_font(["<math><mi>η</mi><mo>∑</mo></math><p>ж</p>"])) as font:
        assert "MATH" in font
        assert {ord("η"), ord("𝜂"), ord("∑")} <= font.getBestCmap().keys()  # browsers draw <mi>η</mi> in italics
        assert ord("√") in font.getBestCmap()  # and <msqrt> with this sign, which then stands in no text
        assert ord("ж") not in font.getBestCmap()


class Server:
    """`mkdocs serve` on a copy of the project, with what it has said."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "serve.log"
        environment = {**os.environ, "PYTHONPATH": str(folder / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)

    def get(self, path: str) -> str:
        # The path of the published address, which MkDocs serves below.
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=30) as answer:
            return answer.read().decode()

    def wait(self, condition, seconds=60):
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            try:
                if condition():
                    return
            except OSError:
                pass
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.2)
        pytest.fail(f"not within {seconds} s; the server said:\n{self.log.read_text()}")

    def builds(self) -> int:
        return self.log.read_text().count("Documentation built in")


def test_a_saved_post_experiment_or_model_is_served_and_nothing_is_built_twice(tmp_path):
    for name in ("docs", "scripts", "tests", "figures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    server = Server(tmp_path)
    try:
        server.wait(lambda: server.builds() >= 1)

        page = tmp_path / "docs" / "index.md"
        page.write_text(page.read_text() + "\nA sentence saved a moment ago.\n")
        server.wait(lambda: "saved a moment ago" in server.get(""))

        experiment = tmp_path / "scripts" / "experiments" / "core" / "four_points.py"
        experiment.write_text(experiment.read_text().replace("coloured and shaped by class", "shown anew"))
        server.wait(lambda: "shown anew" in server.get("reproduce/four_points/"))

        def first_coefficient():
            return json.loads(server.get("figures/remedies.json"))["numbers"]["least"]["first"]

        before = first_coefficient()
        model = tmp_path / "scripts" / "smallest_network" / "penalised.py"
        model.write_text(model.read_text().replace('check.positive("penalty", penalty)', "100 * penalty"))
        server.wait(lambda: abs(first_coefficient()) < abs(before) - 1)

        server.wait(lambda: server.builds() == server.log.read_text().count("Building documentation"))
        settled = server.builds()
        time.sleep(4)  # long enough for a loop to show itself
        assert server.log.read_text().count("Building documentation") == settled

        page.write_text(page.read_text() + '\n{{ figure("no_such_figure") }}\n')
        server.wait(lambda: 'there is no experiment "no_such_figure"' in server.log.read_text())
    finally:
        server.process.terminate()
        server.process.wait()
