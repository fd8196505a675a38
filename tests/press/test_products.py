"""Products are what their experiments make of them: fresh, whole, and the same bytes each time."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
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
    return copy(tmp_path)


@pytest.fixture
def made(of_session: Path, tmp_path: Path) -> Path:
    """The same with its products."""
    return shutil.copytree(of_session, tmp_path, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def of_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy(tmp_path_factory.mktemp("made"))
    assert doit(folder).returncode == 0
    return folder


def copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in (folder / "scripts" / "experiments").glob("*/[a-z]*.py"):
        path.unlink()
    write(folder)
    return folder


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose only experiment is `tiny`, for this process."""
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "EXPERIMENTS", tmp_path / "scripts" / "experiments")
    write(tmp_path)
    return tmp_path


def write(folder: Path, *, body: str = "pass", draw: str = DRAW, stem: str = "tiny") -> None:
    path = folder / "scripts" / "experiments" / "tests" / f"{stem}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(EXPERIMENT.format(body=body, draw=draw), encoding="utf-8")


def edit(folder: Path, name: str, before: str, after: str) -> None:
    """Change the first occurrence of a text in a file in `scripts/`, where it must stand."""
    path = folder / "scripts" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("stem", catalogue.stems())
def test_every_committed_product_is_up_to_date(stem):
    assert staleness.staleness(stem) == ""


def test_the_first_product_of_every_folder_is_made_again_to_the_same_bytes(tmp_path):
    """`make again` makes all of them."""
    stems = [min(made) for made in by_folder().values()]
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in {path for stem in stems for path in catalogue.data(stem)}:
        read = tmp_path / path.relative_to(ROOT)
        read.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, read)
    made = doit(tmp_path, *stems)
    assert made.returncode == 0, made.stdout + made.stderr
    again = contents(tmp_path / "figures")
    assert {name.split("/")[0] for name in again} == set(by_folder())
    assert again.items() <= contents(ROOT / "figures").items()


def by_folder() -> dict[str, list[str]]:
    """Stems by the folder of their post."""
    found: dict[str, list[str]] = {}
    for stem, path in catalogue.sources().items():
        found.setdefault(path.parent.name, []).append(stem)
    return found


def test_progress_counts_the_stale_and_a_second_run_makes_nothing(small):
    write(small, stem="other")
    first, second = doit(small), doit(small)
    assert {line.split()[0] for line in first.stdout.splitlines()} == {"[1/2]", "[2/2]"}
    assert second.stdout == "every figure is up to date\n"


def test_one_stem_is_made_alone(small):
    write(small, stem="other")
    assert doit(small, "tiny").returncode == 0
    assert {name.split(".")[0] for name in contents(small / "figures" / "tests")} == {"tiny"}


def test_a_second_layout_is_made_of_the_same_numbers_and_goes_with_its_function(made):
    wide = """

def draw_wide(figure, numbers):
    figure.set_size_inches(8, 2)
    draw(figure, numbers)
"""
    before = contents(made / "figures" / "tests")
    write(made, draw=DRAW + wide)
    assert doit(made).returncode == 0
    after = contents(made / "figures" / "tests")
    assert after.keys() - before.keys() == {"tiny.wide.svg", "tiny.wide.dark.svg"}
    assert after["tiny.svg"] == before["tiny.svg"]
    assert b'width="576pt" height="144pt"' in after["tiny.wide.svg"]
    write(made)
    assert doit(made).returncode == 0
    assert contents(made / "figures" / "tests").keys() == before.keys()


def test_a_failing_experiment_is_named_and_leaves_its_old_products_and_the_others(made):
    before = contents(made / "figures" / "tests")
    write(made, body="raise RuntimeError('the measurement broke')")
    write(made, stem="other")
    failed = doit(made)
    assert failed.returncode != 0
    assert "tiny" in failed.stdout
    assert "the measurement broke" in failed.stdout
    after = contents(made / "figures" / "tests")
    assert {name: after[name] for name in before} == before
    assert "other.json" in after
    assert all(not name.startswith(".") for name in after)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda folder: write(folder, body="1"), "scripts/experiments/tests/tiny.py changed"),
        (
            lambda folder: edit(folder, "experiments/tests/tiny.py", "A sentence", "Another"),
            "the first paragraph of its docstring changed",
        ),
        (
            lambda folder: (folder / "figures" / "tests" / "tiny.svg").write_text("<svg/>"),
            "tiny.svg is not as it was made",
        ),
        (lambda folder: (folder / "figures" / "tests" / "tiny.csv").unlink(), "tiny.csv is not as it was made"),
        (lambda folder: (folder / "figures" / "tests" / "tiny.json").write_text("{"), "there is no product yet"),
        (lambda folder: (folder / "scripts" / "smallest_network" / "house.mplstyle").open("a").close(), ""),
    ],
    ids=["code", "title", "edited", "lost", "broken", "touched"],
)
def test_doit_says_why_a_product_is_stale(made, change, reason):
    change(made)
    told = doit(made, "info", "tiny").stdout
    assert reason in told if reason else "up-to-date" in told
    assert doit(made, "list").stdout.split()[0] == "tiny"


def test_an_edited_model_makes_stale_only_what_imports_it(small):
    write(small, stem="other", body="from smallest_network import neuron")
    assert doit(small).returncode == 0
    edit(small, "smallest_network/neuron.py", "\n\n\n", "\nANEW = 1\n\n\n")
    assert "scripts/smallest_network/neuron.py changed" in doit(small, "info", "other").stdout
    assert "neuron.py" not in doit(small, "info", "tiny").stdout


def test_a_changed_import_three_steps_away_remakes_exactly_its_dependants(small):
    folder = small / "scripts" / "experiments" / "tests"
    (folder / "__init__.py").write_text("")
    (folder / "_near.py").write_text("from experiments.tests import _middle\n\nN = _middle.N\n")
    (folder / "_middle.py").write_text("from ._far import N\n\n__all__ = ['N']\n")
    (folder / "_far.py").write_text("N = 1\n")
    (folder / "_other.py").write_text("N = 1\n")
    write(small, body="from experiments.tests._near import N")
    write(small, stem="other", body="from . import _other")
    assert doit(small).returncode == 0
    (folder / "_far.py").write_text("N = 2\n")
    assert "_far.py changed" in doit(small, "info", "tiny").stdout
    assert [line.split()[1] for line in doit(small).stdout.splitlines()] == ["tiny"]
    (folder / "_other.py").write_text("N = 2\n")
    assert [line.split()[1] for line in doit(small).stdout.splitlines()] == ["other"]
    (folder / "__init__.py").write_text("N = 3\n")  # which runs before either
    assert {line.split()[1] for line in doit(small).stdout.splitlines()} == {"tiny", "other"}


def test_what_does_not_reach_the_bytes_remakes_nothing(small):
    write(small, body="from smallest_network import datasets")
    assert doit(small).returncode == 0
    for path in (small / "scripts").rglob("*.py"):
        path.write_text("# A comment of some years.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    for path in (small / "scripts").rglob("*.mplstyle"):
        path.write_text(
            "# A comment.\n\n" + path.read_text(encoding="utf-8").replace("\n", "   # why\n"), encoding="utf-8"
        )
    edit(small, "press/making.py", '"""Run one experiment', '"""Make one experiment')
    edit(small, "press/dodo.py", "One line a figure", "A line a figure")
    edit(small, "smallest_network/data/README.md", "digits", "numerals")
    assert doit(small).stdout == "every figure is up to date\n"


def test_a_checkout_with_other_line_ends_is_as_fresh(made):
    for path in [*(made / "scripts").rglob("*.*"), *(made / "figures").rglob("*.*")]:
        if path.suffix in {".py", ".mplstyle", ".md", ".json", ".svg", ".csv"}:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert doit(made).stdout == "every figure is up to date\n"


def test_every_python_reads_a_source_as_the_same_tokens():
    source = '''"""A docstring."""  # a comment

class Empty(Exception):
    """No body."""

def f(x):
    """Another."""

    # a comment at its own indentation
    if x:
        return f"ü {x!r:>{x}} {{}} {f'{x}'} # text", "# text"
    text = """
    kept  # text

"""
    return (  # in brackets

        text
        + \\
    text)

f"{f(1)}"
"only" 'strings'
'''
    assert staleness.code(source).replace("\0", " ").splitlines(keepends=True) == [
        "class Empty ( Exception ) : \n",
        " → ← def f ( x ) : \n",
        " → if x : \n",
        ' → return f"ü {x!r:>{x}} {{}} {f\'{x}\'} # text" , "# text" \n',
        ' ← text = """\n',
        "    kept  # text\n",
        "\n",
        '""" \n',
        " return ( text + text ) \n",
        ' ← f"{f(1)}" \n',
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("if x:\n    y()\nz()\n", "if x:\n    y()\n    z()\n"),
        ("x = 'a  b'\n", "x = 'a b'\n"),
        ("x = f'{a} b'\n", "x = f'{a}  b'\n"),
        ("x = 'a#b'\n", "x = 'a#c'\n"),
        ("def f():\n    'A docstring'\n", "def f():\n    return 'A docstring'\n"),
        ("x = 1\ny = 2\n", "x = 1, y = 2\n"),
        ("ab = 1\n", "a b = 1\n"),
    ],
)
def test_what_reaches_the_bytes_is_in_the_fingerprint(tmp_path, one, other):
    (tmp_path / "one.py").write_text(one)
    (tmp_path / "other.py").write_text(other)
    assert staleness.fingerprint(tmp_path / "one.py") != staleness.fingerprint(tmp_path / "other.py")


def test_an_edit_between_two_figures_of_a_run_leaves_the_later_one_stale(small):
    before = "from smallest_network import neuron; (neuron.__file__ and None)"
    edit = (
        "from press.catalogue import SCRIPTS; (SCRIPTS / 'smallest_network' / 'neuron.py').open('a').write('ANEW = 1')"
    )
    write(small, stem="a_first", body=f"{before}; {edit}")
    write(small, stem="b_second", body="from smallest_network import neuron")
    assert doit(small, "-n", "0", "a_first", "b_second").returncode == 0
    assert "neuron.py changed" in doit(small, "info", "b_second").stdout


DEATHS = {
    "exits": ("import os; os._exit(3)", "ended with exit code 3"),
    "leaves": ("raise SystemExit(3)", "ended with exit code 3"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "was killed by SIGKILL"),
    "leaves_a_child": (
        "import os, time; os.fork() and os._exit(3); time.sleep(2); os._exit(0)",
        "ended with exit code 3",
    ),
}


def test_an_experiment_whose_process_dies_is_named_and_leaves_its_old_products_and_the_others(small):
    for stem in DEATHS:
        write(small, stem=stem, draw="")
    assert doit(small).returncode == 0
    shutil.rmtree(small / ".cache")  # what it remembers would have the new ones made first
    before = contents(small / "figures" / "tests")
    for stem, (end, _) in DEATHS.items():
        write(small, stem=stem, draw="", body=end)
    for stem in ("another", "zebra"):  # one is made before them, one after
        write(small, stem=stem, draw="")
    failed = doit(small)
    assert failed.returncode == 1
    for stem, (_, told) in DEATHS.items():
        assert f"the process of {stem} {told}" in failed.stdout
    after = contents(small / "figures" / "tests")
    assert {name: after[name] for name in before} == before
    assert {"another.json", "zebra.json"} < after.keys()


@pytest.mark.parametrize(
    "end",
    [
        lambda run: os.killpg(run.pid, signal.SIGINT),
        lambda run: run.send_signal(signal.SIGINT),
        lambda run: run.kill(),
    ],
    ids=["Ctrl-C", "interrupted", "killed"],
)
def test_no_process_outlives_a_run(small, end):
    write(small, body="import pathlib, time; pathlib.Path(__file__ + '.begun').touch(); time.sleep(600)")
    begun = small / "scripts" / "experiments" / "tests" / "tiny.py.begun"
    run = subprocess.Popen(
        [sys.executable, "-m", "doit"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(small / "scripts")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if begun.exists() or run.poll() is not None:
                break
            time.sleep(0.1)
        assert begun.exists()
        end(run)
        told, _ = run.communicate(timeout=30)  # until the last process that could write has ended
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    assert told == ""
    assert run.returncode < 0
    assert not (small / "figures").exists()


LAST = {
    "never": (None, "how long it takes is not known here"),
    "known": (b"75.2\n", "last time it took 75 s"),
    "damaged": (b"\xff\x00", "how long it takes is not known here"),
    "no_number": (b"nan", "how long it takes is not known here"),
    "negative": (b"-1e999", "how long it takes is not known here"),
}


def test_an_experiment_that_takes_long_says_so_once_and_how_long_it_took_last_time(small):
    seconds = small / ".cache" / "seconds"
    seconds.mkdir(parents=True)
    for stem, (last, _) in LAST.items():
        write(small, stem=stem, draw="", body="import time; time.sleep(0.3)")
        if last is not None:
            (seconds / stem).write_bytes(last)
    call = f"from press.apart import Worker; stems = {[*LAST]}; first, second = Worker(), Worker()\n"
    call += "print([first.make(stem, {}, patience=0.1) for stem in stems], [second.make(stem, {}) for stem in stems])"
    made = subprocess.run(
        [sys.executable, "-c", call],
        env={**os.environ, "PYTHONPATH": str(small / "scripts")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said = [f"{stem} has run for 0.1 s; {told}" for stem, (_, told) in LAST.items()]
    assert made.stdout.splitlines() == [*said, f"{[''] * 5} {[''] * 5}"]
    for stem in LAST:
        assert float((seconds / stem).read_text()) >= 0.3


def test_what_took_longest_is_made_first_and_before_it_what_was_never_made(small):
    seconds = small / ".cache" / "seconds"
    seconds.mkdir(parents=True)
    for stem, took in (("brief", 1), ("long", 30), ("middling", 2.5)):
        write(small, stem=stem, draw="")
        (seconds / stem).write_text(f"{took}\n")
    made = re.findall(r"^\[\d/4\] (\w+)", doit(small, "-n", "1").stdout, re.MULTILINE)
    assert made == ["tiny", "long", "middling", "brief"]


def test_what_is_kept_beside_the_products_decides_no_product(small):
    (small / ".cache").mkdir()
    (small / ".cache" / "seconds").write_text("where a folder should be")
    for folder in (small, small / "scripts" / "press"):
        for ending in ("", ".db", ".dat", ".dir", ".bak"):
            (folder / f".doit.db{ending}").write_bytes(b"\xff damaged")
    before = contents(small)
    assert doit(small).returncode == 0
    assert doit(small).stdout == "every figure is up to date\n"
    after = {name: content for name, content in contents(small).items() if "__pycache__" not in name}
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"figures"}


def test_whatever_stands_where_an_editor_keeps_its_locks_is_nobody_s(made):
    folders = [path for path in (made / "scripts").rglob("*") if path.is_dir()]
    for folder in [*folders, made / "figures", made / "figures" / "tests"]:
        for name in (".#tiny.py", ".#tiny.mplstyle", ".#tiny.csv"):
            (folder / name).symlink_to("someone@somewhere.1234")
        (folder / ".tiny.py.swp").write_bytes(b"\x00")
        (folder / ".kept").mkdir()
        for name in ("tiny.py", "tiny.mplstyle", "tiny.svg"):
            (folder / ".kept" / name).write_bytes(b"\x00")
    assert doit(made).stdout == "every figure is up to date\n"
    assert doit(made, "--always").returncode == 0
    listed = "from press import catalogue; print([path.name for path in catalogue.products()])"
    environment = {**os.environ, "PYTHONPATH": str(made / "scripts")}
    told = subprocess.run([sys.executable, "-c", listed], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout == "['tiny.csv', 'tiny.dark.svg', 'tiny.json', 'tiny.svg']\n"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("CAPTOIN: str = 'It is {value}.'", "nothing reads CAPTOIN; is it CAPTION?"),
        ("TABEL = {}", "nothing reads TABEL; is it TABLE?"),
        ("PREVEIW = True", "nothing reads PREVEIW; is it PREVIEW?"),
        ("WIDTH = 3", "nothing reads WIDTH; the press knows CAPTION, ALT, TABLE, PREVIEW, DATA, TOLERANCE"),
        ("def drwa(figure, numbers): ...", "nothing calls drwa(); is it draw()?"),
        ("def draw(numbers): ...", "it has draw(numbers); it must be draw(figure, numbers)"),
        ("def draw_wide(figure, numbers): ...", "it has draw_wide() and no draw(), which phones and paper show"),
        ("def draw_wild(figure, numbers): ...", "nothing calls draw_wild(); is it draw_wide()?"),
    ],
)
def test_a_name_that_the_press_does_not_know_is_refused_in_a_line_that_suggests_one(only, source, told):
    write(only, draw=f"\n\n{source}\n")
    with pytest.raises(catalogue.ContractError) as refusal:
        catalogue.check("tiny")
    assert str(refusal.value) == f"scripts/experiments/tests/tiny.py: {told}"


def test_doit_shows_a_refusal_as_one_line_and_keeps_the_old_products(made):
    before = contents(made / "figures")
    write(made, draw="\n\nTABEL = {}\n")
    failed = doit(made)
    assert failed.returncode == 1
    told = "scripts/experiments/tests/tiny.py: nothing reads TABEL; is it TABLE?"
    assert failed.stdout.splitlines()[:3] == ["TaskFailed - taskid:tiny", told, ""]
    assert contents(made / "figures") == before


def test_an_experiment_lacks_nothing_that_a_page_needs_and_all_that_it_lacks_is_named(only):
    catalogue.source("tiny").write_text("def mesure():\n    return {}\n\n\ndef draw(figure, numbers): ...\n")
    with pytest.raises(catalogue.ContractError) as refusal:
        catalogue.check("tiny")
    for fault in ("no docstring", "no function measure", "is it measure()?", "no ALT"):
        assert fault in str(refusal.value)


@pytest.mark.parametrize("stem", catalogue.stems())
def test_every_experiment_keeps_the_contract(stem):
    catalogue.check(stem)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("It is {valeu}.", "measure() returns no 'valeu'; it returns value, rows"),
        ("It is {value:q}.", "Unknown format code 'q' for object of type 'float'"),
        ("It is {value", "expected '}' before end of string"),
        ("It is {rows[1][value]}.", "list index out of range"),
    ],
)
def test_words_that_ask_for_a_number_that_is_not_there_are_refused(only, form, told):
    numbers = {"value": 0.5, "rows": [{"value": 0.25}]}
    with pytest.raises(catalogue.ContractError) as refusal:
        catalogue.words("tiny", "CAPTION", form, numbers)
    assert str(refusal.value) == f"scripts/experiments/tests/tiny.py: CAPTION: {told}"


def test_two_experiments_of_one_stem_are_refused(small):
    (small / "scripts" / "experiments" / "core" / "tiny.py").touch()
    failed = doit(small)
    assert failed.returncode != 0
    assert failed.stderr.splitlines() == [
        "ERROR: scripts/experiments/tests/tiny.py and scripts/experiments/core/tiny.py have one stem; rename one"
    ]


def test_an_experiment_that_cannot_be_read_is_named_and_stops_no_other(small):
    write(small, stem="broken")
    (small / "scripts" / "experiments" / "tests" / "broken.py").write_text("def measure(:\n")
    failed = doit(small)
    assert failed.returncode != 0
    assert "broken" in failed.stdout
    assert "SyntaxError" in failed.stdout
    assert "tiny.json" in contents(small / "figures" / "tests")


def test_the_readers_own_settings_of_matplotlib_do_not_show(made):
    before = contents(made / "figures" / "tests")
    (made / "matplotlibrc").write_text("axes.grid: True\nxtick.direction: in\n")
    assert doit(made, "--always").returncode == 0
    assert contents(made / "figures" / "tests") == before


def test_a_number_that_is_infinite_is_named():
    with pytest.raises(ValueError, match=r"numbers\.a\.1 is inf"):
        numerals.plain({"a": [1.0, float("inf")]})


def test_a_hyphen_before_a_number_becomes_a_minus_and_no_other():
    text = "(1, 2, -1), -0.5 and ring-1, 2-3, $-4$, $10^{-5}$"
    assert numerals.minus(text) == "(1, 2, −1), −0.5 and ring-1, 2-3, $-4$, $10^{-5}$"


def test_a_product_that_is_no_longer_made_is_removed(made):
    write(made, draw="")
    assert doit(made).returncode == 0
    assert sorted(contents(made / "figures" / "tests")) == ["tiny.csv", "tiny.json"]


def test_the_json_tells_caption_alternative_text_cells_and_numbers(made):
    product = json.loads((made / "figures" / "tests" / "tiny.json").read_text())
    assert product["title"] == "A sentence."
    assert product["caption"] == "It is 0.5."
    assert product["table"] == {"head": ["Value"], "rows": [["0.2"]]}
    assert product["numbers"] == {"value": 0.5, "rows": [{"value": 0.25}]}
    assert (made / "figures" / "tests" / "tiny.csv").read_text() == "value\n0.25\n"


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
