"""Products are what their experiments make of them: fresh, whole, and the same bytes each time."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from press import catalogue, making, numerals, staleness

EXPERIMENT = '''"""A sentence."""

CAPTION = "It is {{value}}."
ALT = "Nothing to see."
TABLE = {{"Value": "{{value:.1f}}"}}


def measure():
    {body}
    return {{"value": 0.5, "rows": [{{"value": 0.25}}]}}
{draw}
'''
DRAW = """

def draw(figure, numbers):
    figure.add_subplot().plot([0, numbers["value"]])
"""


def doit(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run doit in a copy of the project, as a person would."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "scripts")}
    return subprocess.run(
        [sys.executable, "-m", "doit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the project whose only experiment is `tiny`."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in (tmp_path / "scripts" / "experiments").glob("*/[a-z]*.py"):
        path.unlink()
    write(tmp_path)
    return tmp_path


def write(folder: Path, *, body: str = "pass", draw: str = DRAW, stem: str = "tiny") -> None:
    path = folder / "scripts" / "experiments" / "tests" / f"{stem}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(EXPERIMENT.format(body=body, draw=draw), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("stem", catalogue.stems())
def test_every_committed_product_is_up_to_date(stem):
    assert staleness.staleness(stem) == ""


def test_every_product_is_made_again_to_the_same_bytes(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    made = doit(tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    assert contents(tmp_path / "figures") == contents(ROOT / "figures")


def test_progress_counts_the_stale_and_a_second_run_makes_nothing(small):
    write(small, stem="other")
    first, second = doit(small), doit(small)
    assert {line.split()[0] for line in first.stdout.splitlines()} == {"[1/2]", "[2/2]"}
    assert second.stdout == "every figure is up to date\n"


def test_one_stem_is_made_alone(small):
    write(small, stem="other")
    assert doit(small, "tiny").returncode == 0
    assert {name.split(".")[0] for name in contents(small / "figures" / "tests")} == {"tiny"}


def test_a_failing_experiment_is_named_and_leaves_its_old_products_and_the_others(small):
    assert doit(small).returncode == 0
    before = contents(small / "figures" / "tests")
    write(small, body="raise RuntimeError('the measurement broke')")
    write(small, stem="other")
    failed = doit(small)
    assert failed.returncode != 0
    assert "tiny" in failed.stdout
    assert "the measurement broke" in failed.stdout
    after = contents(small / "figures" / "tests")
    assert {name: after[name] for name in before} == before
    assert "other.json" in after
    assert all(not name.startswith(".") for name in after)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda folder: write(folder, body="1"), "scripts/experiments/tests/tiny.py changed"),
        (
            lambda folder: (folder / "figures" / "tests" / "tiny.svg").write_text("<svg/>"),
            "tiny.svg is not as it was made",
        ),
        (lambda folder: (folder / "figures" / "tests" / "tiny.csv").unlink(), "tiny.csv is not as it was made"),
        (lambda folder: (folder / "figures" / "tests" / "tiny.json").write_text("{"), "there is no product yet"),
        (lambda folder: (folder / "scripts" / "smallest_network" / "house.mplstyle").open("a").close(), ""),
    ],
    ids=["code", "edited", "lost", "broken", "touched"],
)
def test_doit_says_why_a_product_is_stale(small, change, reason):
    assert doit(small).returncode == 0
    change(small)
    told = doit(small, "info", "tiny").stdout
    assert reason in told if reason else "up-to-date" in told
    assert doit(small, "list").stdout.split() == ["tiny", "A", "sentence."]


def test_an_edited_model_makes_stale_only_what_imports_it(small):
    write(small, stem="other", body="from smallest_network import neuron")
    assert doit(small).returncode == 0
    with (small / "scripts" / "smallest_network" / "neuron.py").open("a") as file:
        file.write("# a change that concerns one of them\n")
    assert "scripts/smallest_network/neuron.py changed" in doit(small, "info", "other").stdout
    assert "neuron.py" not in doit(small, "info", "tiny").stdout
    with (small / "scripts" / "smallest_network" / "glm.py").open("a") as file:
        file.write("# a change that concerns neither\n")
    assert "glm.py" not in doit(small, "info", "other").stdout


def test_an_edit_between_two_figures_of_a_run_leaves_the_later_one_stale(small):
    before = "from smallest_network import neuron; (neuron.__file__ and None)"
    edit = "from press.catalogue import SCRIPTS; (SCRIPTS / 'smallest_network' / 'neuron.py').open('a').write('#')"
    write(small, stem="a_first", body=f"{before}; {edit}")
    write(small, stem="b_second", body="from smallest_network import neuron")
    assert doit(small, "-n", "0", "a_first", "b_second").returncode == 0
    assert "neuron.py changed" in doit(small, "info", "b_second").stdout


def test_an_experiment_that_cannot_be_read_is_named_and_stops_no_other(small):
    write(small, stem="broken")
    (small / "scripts" / "experiments" / "tests" / "broken.py").write_text("def measure(:\n")
    failed = doit(small)
    assert failed.returncode != 0
    assert "broken" in failed.stdout
    assert "SyntaxError" in failed.stdout
    assert "tiny.json" in contents(small / "figures" / "tests")


def test_the_readers_own_settings_of_matplotlib_do_not_show(small):
    assert doit(small).returncode == 0
    before = contents(small / "figures" / "tests")
    (small / "matplotlibrc").write_text("axes.grid: True\nxtick.direction: in\n")
    assert doit(small, "--always").returncode == 0
    assert contents(small / "figures" / "tests") == before


def test_a_number_that_is_infinite_is_named():
    with pytest.raises(ValueError, match=r"numbers\.a\.1 is inf"):
        numerals.plain({"a": [1.0, float("inf")]})


def test_a_hyphen_before_a_number_becomes_a_minus_and_no_other():
    text = "(1, 2, -1), -0.5 and ring-1, 2-3, $-4$, $10^{-5}$"
    assert numerals.minus(text) == "(1, 2, −1), −0.5 and ring-1, 2-3, $-4$, $10^{-5}$"


def test_a_product_that_is_no_longer_made_is_removed(small):
    assert doit(small).returncode == 0
    write(small, draw="")
    assert doit(small).returncode == 0
    assert sorted(contents(small / "figures" / "tests")) == ["tiny.csv", "tiny.json"]


def test_the_json_tells_caption_alternative_text_cells_and_numbers(small):
    assert doit(small).returncode == 0
    product = json.loads((small / "figures" / "tests" / "tiny.json").read_text())
    assert product["title"] == "A sentence."
    assert product["caption"] == "It is 0.5."
    assert product["table"] == {"head": ["Value"], "rows": [["0.2"]]}
    assert product["numbers"] == {"value": 0.5, "rows": [{"value": 0.25}]}
    assert (small / "figures" / "tests" / "tiny.csv").read_text() == "value\n0.25\n"


def test_numbers_become_what_json_can_hold():
    import numpy as np

    made = numerals.plain({"a": np.array([1 / 3, np.nan]), "b": np.float64(0.1), "c": (1, True, "x", None)})
    assert made == {"a": [0.333333333333, None], "b": 0.1, "c": [1, True, "x", None]}


def test_an_unchanged_file_is_not_written_again(tmp_path):
    path = tmp_path / "file"
    making.replace(path, b"same")
    before = path.stat().st_mtime_ns
    making.replace(path, b"same")
    assert path.stat().st_mtime_ns == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
