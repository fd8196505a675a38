"""Labs on the site: they run, their links lead somewhere from the page and from the download, and nothing in them is random."""

import json
import re
import shutil
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from sites import Project

from press import catalogue
from press.site import labs

SITE = "https://smallest-network.example/"
LAB = """# %% [markdown]
# # Lab
#
# Read [the notes](../reference/notes.md#words), [the other][other], [this](lab.ipynb) and [below](#last-words).
# `pip install "smallest-network[labs] @ {{ package() }}"`
#
# [other]: other.py

# %%
import sys, warnings

print("one, ", end="", flush=True)
warnings.warn("take care")
print({"{{ two }}": 2}, flush=True)

# %% [markdown]
# ## End
#
# ## Last words
"""
OTHER = "# %% [markdown]\n# # Other\n\n# %%\n1 + 1\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    project = Project(tmp_path)
    project.write("reference/notes.md", "# Notes\n\n## Words\n\nSee [the end](../notebooks/lab.py#end).\n")
    project.write("notebooks/other.py", OTHER)
    project.write("notebooks/lab.py", LAB)
    settings = project.settings.read_text().replace("/notebooks/", "/notebooks/\n  /reference/")
    project.settings.write_text(settings)
    return project


def test_a_lab_links_as_a_post_does_and_prints_the_same_bytes_each_time(project):
    project.built()
    page = BeautifulSoup(project.page("notebooks/lab/index.html"), "html.parser")
    links = {link.get_text(): link["href"] for link in page.select("article p:not(.downloads) a")}
    assert links == {
        "the notes": "../../reference/notes/#words",
        "the other": "../other/",
        "this": "lab.ipynb",
        "below": "#last-words",
    }
    printed = [part.get_text() for part in page.select(".jp-OutputArea pre")]
    assert any("UserWarning: take care" in part for part in printed)
    assert "one, {'{{ two }}': 2}\n" in printed  # in one piece
    assert not re.search(r"ipykernel|/tmp|cell-id", project.page("notebooks/lab/index.html"))
    script = project.page("notebooks/lab/lab.py")
    notebook = json.loads(project.page("notebooks/lab/lab.ipynb"))
    for words in (script, "".join(notebook["cells"][0]["source"])):
        assert f"[the notes]({SITE}reference/notes/#words)" in words
        assert f"[this]({SITE}notebooks/lab/lab.ipynb)" in words
        assert f"[other]: {SITE}notebooks/other/" in words
        assert f"@ {SITE}assets/smallest_network-" in words
    assert '{"{{ two }}": 2}' in script
    shown = project.settings.with_name(".cache") / "labs" / "lab.ipynb"
    before = shown.read_bytes()
    project.built()
    assert shown.read_bytes() == before  # with outputs that were kept


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("(../reference/notes.md#words)", "(../reference/note.md)", "lab.py, line 4: there is no ../reference/note.md"),
        ('print("one', 'open("no such file")\nprint("one', "lab.py, in the cell at line 10: FileNotFoundError: "),
        ("# ## End", r"# ## End $\frac{1$", r"notebooks/lab.py: invalid TeX: \frac{1 ("),
    ],
    ids=["link", "error", "formula"],
)
def test_what_is_wrong_with_a_lab_fails_the_build_in_one_line(project, right, wrong, told):
    project.write("notebooks/lab.py", LAB.replace(right, wrong))
    assert told in project.refusal()


def test_an_anchor_that_is_not_there_is_named_from_a_lab_within_it_and_to_it(project):
    project.write(
        "notebooks/lab.py", LAB.replace("#words", "#word").replace("#last-words", "#last").replace("## End", "## E")
    )
    failed = project.build()
    assert failed.exit_code == 1
    for told in (
        "lab.py' contains a link '../reference/notes.md#word', but",
        "lab.py' contains a link '#last', but there is no such anchor on this page",
        "notes.md' contains a link '../notebooks/lab.py#end', but",
    ):
        assert told in failed.stderr


def test_a_lab_has_output_formulas_and_downloads(site):
    lab = site / "notebooks" / "neuron_and_glm"
    page = (lab / "index.html").read_text(encoding="utf-8")
    assert catalogue.read("neuron_line")["numbers"]["weights_exact"][1][:10] in page
    assert "SeparationWarning" in page
    assert "<math" in page
    assert "$w" not in page
    assert "cell-id" not in page
    notebook = json.loads((lab / "neuron_and_glm.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    script = (lab / "neuron_and_glm.py").read_text(encoding="utf-8")
    code = [line for line in script.splitlines() if not line.startswith("#")]
    assert code == [line for line in source("neuron_and_glm").splitlines() if not line.startswith("#")]


def source(stem: str) -> str:
    return (ROOT / "docs" / "notebooks" / f"{stem}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", sorted(path.stem for path in (ROOT / "docs" / "notebooks").glob("[a-z]*.py")))
def test_every_link_of_a_download_leads_to_a_page_of_the_site(site, stem):
    canonical = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    home = canonical.select_one('link[rel="canonical"]')["href"]
    script = (site / "notebooks" / stem / f"{stem}.py").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", script)
    assert len(links) >= 3
    for link in links:
        assert link.startswith(home)
        place = site / urlsplit(link.removeprefix(home)).path
        assert place.is_file() or (place / "index.html").is_file()


def test_an_edited_model_or_data_file_runs_the_labs_again(monkeypatch, tmp_path):
    before = labs.decides(["1 + 1"])
    assert before == labs.decides(["1 + 1"])
    assert before != labs.decides(["1 + 2"])
    shutil.copytree(catalogue.SCRIPTS / "smallest_network", tmp_path / "smallest_network")
    monkeypatch.setattr(catalogue, "SCRIPTS", tmp_path)
    assert before == labs.decides(["1 + 1"])
    for name in ("glm.py", "data/digits.csv.gz"):
        (tmp_path / "smallest_network" / name).write_text("# edited\n")
        assert before != (before := labs.decides(["1 + 1"]))


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "notebooks").glob("*.py")), ids=lambda path: path.stem)
def test_every_picture_of_a_lab_says_in_words_what_the_script_says_it_shows(site, path):
    page = BeautifulSoup((site / "notebooks" / path.stem / "index.html").read_text(encoding="utf-8"), "html.parser")
    words = [picture["alt"] for picture in page.select(".jp-RenderedImage img")]
    assert len(words) >= 2
    script = path.read_text(encoding="utf-8")
    written = re.findall(r'alt=(?:f?")([^"{:]+)', script)
    assert len(written) == len(words)
    for said, begun in zip(words, written, strict=True):
        assert said.startswith(begun)
