"""Products reach pages, and every mistake is named; two builds are the same bytes."""

import re
import shutil
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from conftest import mkdocs
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from sites import POST, Project

from press import catalogue
from press.site import fonts, formulas, hooks


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
        ('{{ ask("no_such_stem.x", ".2f") }}', 'there is no experiment "no_such_stem"'),
        ('{{ ask("neuron_line.no_such", ".2f") }}', 'ask("neuron_line.no_such"): there is no "no_such"'),
        ('{{ ask("neuron_line.weights", ".2f") }}', 'ask("neuron_line.weights") is not one number'),
        ('{{ ask("neuron_line.angle", ".1e") }}', 'ask("neuron_line.angle", ".1e") prints 1.1e+00'),
        ('{{ ask("neuron_line.angle") }}', "missing 1 required positional argument: 'form'"),
        ('How many?\n\n{{ ask("neuron_line.angle", ".2f") }}\n\nMore.', "{{ ask() }} number 1 must stand between"),
        (
            '## Title\n\n{{ ask("neuron_line.angle", ".2f") }}\n\n??? note "A"\n\n    B.',
            "{{ ask() }} number 1 must stand",
        ),
        (r"$\notacommand{x}$", r"invalid TeX: \notacommand{x}"),
        ("[a link](nowhere.md)", "nowhere.md"),
        ("[an anchor](index.md#nowhere)", "#nowhere"),
    ],
)
def test_a_mistake_fails_the_build_and_names_page_and_cause(project, text, complaint):
    project.write("index.md", f"# Home\n\n{text}\n")
    told = project.refusal()
    assert complaint in told
    assert "index.md" in told


def test_figures_tables_facts_and_formulas_reach_posts(project):
    excerpt = 'The tilt is {{ fact("neuron_line.angle", ".3f") }}°, and $\\mu^2$. See {{ ref("four_points") }}.'
    rest = '{{ figure("neuron_line") }}\n\n{{ figure("four_points") }}\n\n{{ table("fiddling") }}\n\n$$\\eta$$'
    project.write("blog/posts/one.md", POST.format(excerpt=excerpt, rest=rest))
    project.built()
    angle = catalogue.read("neuron_line")["numbers"]["angle"]
    post = project.page("blog/a-post/index.html")
    assert f"The tilt is {angle:.3f}°" in post
    assert "<msup><mi>μ</mi><mn>2</mn></msup>" in post
    assert ">Figure 2</a>" in post
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


@pytest.mark.parametrize(
    ("module", "text", "complaint"),
    [
        (
            "no_such_figure",
            "export const room = [20, 20];\n",
            "no experiment has the name of assets/figures/no_such_figure.js",
        ),
        ("four_points", "export const size = [20, 20];\n", "assets/figures/four_points.js has no room"),
    ],
)
def test_a_module_that_can_make_no_figure_live_fails_the_build_in_one_line(project, module, text, complaint):
    project.write(f"assets/figures/{module}.js", text)
    assert complaint in project.refusal()


def test_a_line_number_counts_the_front_matter(project):
    project.write("index.md", "---\ndescription: A page.\n---\n\n# Home\n\n{{ fact( }}\n")
    assert "index.md, line 7:" in project.build().stderr


def test_bad_tex_in_an_excerpt_fails_too(project):
    project.write("blog/posts/one.md", POST.format(excerpt=r"$\frac{1$", rest="text"))
    assert r"blog/posts/one.md: invalid TeX: \frac{1" in project.refusal()


def test_an_orphan_among_figures_or_experiments_is_refused(monkeypatch, tmp_path):
    shutil.copytree(catalogue.FIGURES, tmp_path / "figures")
    (tmp_path / "figures" / "orphan.svg").write_text("<svg/>")
    monkeypatch.setattr(catalogue, "FIGURES", tmp_path / "figures")
    with pytest.raises(PluginError, match="do not match: orphan"):
        hooks.on_files(Files([]), None)
    (tmp_path / "figures" / "orphan.svg").rename(tmp_path / "figures" / "core" / "orphan.svg")
    with pytest.raises(PluginError, match="do not match: orphan"):
        hooks.on_files(Files([]), None)


def test_a_product_in_the_folder_of_another_post_is_refused(monkeypatch, tmp_path):
    shutil.copytree(catalogue.FIGURES, tmp_path / "figures")
    (tmp_path / "figures" / "core" / "fiddling.svg").rename(tmp_path / "figures" / "digits" / "fiddling.svg")
    monkeypatch.setattr(catalogue, "FIGURES", tmp_path / "figures")
    with pytest.raises(PluginError, match="do not match: fiddling"):
        hooks.on_files(Files([]), None)


@pytest.mark.long
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
    with pytest.raises(PluginError, match="gap"):
        formulas.render(r"\begin{aligned} a &= b, \\[4pt] c &= d \end{aligned}", block=True)


def test_the_font_of_formulas_has_their_glyphs_and_its_math_table():
    from fontTools.ttLib import TTFont

    with TTFont(fonts.math_font(["<math><mi>η</mi><mo>∑</mo></math><p>ж</p>"])) as font:
        assert "MATH" in font
        assert {ord("𝜂"), ord("∑")} <= font.getBestCmap().keys()  # browsers draw <mi>η</mi> in italics
        assert ord("η") not in font.getBestCmap()
        assert ord("√") in font.getBestCmap()  # and <msqrt> with this sign, which then stands in no text
        assert ord("ж") not in font.getBestCmap()
