"""Runs the snippets of docs/in_your_tools and writes what they print beside them.

`python tests/tools/snippets.py TOOL...` makes the outputs of these tools, of all that this site pins if none is named; with
the path of a snippet it prints that one's output instead. R and PyTorch are not pinned, so their outputs are frozen, made by
whoever has them: R by Debian's r-base-core, r-cran-nnet, r-cran-mgcv and r-cran-brglm2; PyTorch by any Python that has it
(its wheel and what it asks for take gigabytes on Linux, and a lock that installs without a resolver cannot name its smaller
builds).

An output starts with the versions that printed it and a hash of the script, so that neither can change unseen.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # on sums as small as these, threads only wait for each other

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import io
import runpy
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "in_your_tools"
LIBRARIES = {  # what is imported before a snippet runs, and the distribution whose version counts
    "this_site": ("numpy", "numpy"),
    "statsmodels": ("statsmodels.api", "statsmodels"),
    "scikit_learn": ("sklearn.linear_model", "scikit-learn"),
    "pytorch": ("torch", "torch"),
}
WIDTH = 88  # of a warning, in characters
PINNED = ("this_site", "statsmodels", "scikit_learn")
R_VERSIONS = (
    'loaded <- sessionInfo()$otherPkgs; cat(paste(c(paste("R", getRversion()), vapply(loaded, function(p) '
    'paste(p$Package, p$Version), "")), collapse = ", "))'
)


def scripts(*tools: str) -> list[Path]:
    """Every snippet of these tools."""
    return sorted(path for tool in tools for path in (FOLDER / tool).glob("*.[pR]*") if path.suffix in (".py", ".R"))


def mark(script: Path) -> str:
    """Hash of a snippet's text and of the data that it reads."""
    text = script.read_text(encoding="utf-8")
    data = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.csv")) if path.name in text]
    return hashlib.sha256("".join([text, *data]).encode()).hexdigest()[:16]


def output(script: Path) -> str:
    """What the file beside a snippet must hold."""
    if script.parent.name == "pytorch" and sys.argv[1:] != [str(script)]:  # its settings are those of a whole process
        alone = [sys.executable, __file__, str(script)]
        return subprocess.run(alone, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    versions, printed = _run_r(script) if script.suffix == ".R" else _run_python(script)
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return "\n".join([versions, f"script {mark(script)}", "", *lines, ""])


def has(tool: str) -> bool:
    """Whether a Python library is installed."""
    return importlib.util.find_spec(LIBRARIES[tool][0].split(".")[0]) is not None


def _run_python(script: Path) -> tuple[str, str]:
    """Versions, and the text printed with each warning where it comes, once where it is repeated."""
    module, distribution = LIBRARIES[script.parent.name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a library says of itself
        importlib.import_module(module)
    printed, said = io.StringIO(), []

    def show(message, category, *place, **rest):
        if str(message) not in said:
            said.append(str(message))
            print(textwrap.fill(f"{category.__name__}: {message}", WIDTH))

    with contextlib.chdir(FOLDER), contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", "`torch", FutureWarning)  # PyTorch's word to itself
        warnings.showwarning = show
        runpy.run_path(str(script), run_name="__main__")
    return f"{distribution} {importlib.metadata.version(distribution).split('+')[0]}", printed.getvalue()


def _run_r(script: Path) -> tuple[str, str]:
    """Versions of R and of the packages that the script loads, and what it printed."""

    def rscript(*arguments: str | Path, **options) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        run = subprocess.run(
            ["Rscript", "--vanilla", *map(str, arguments)],
            cwd=FOLDER, env=environment, stdout=subprocess.PIPE, text=True, check=True, **options,
        )  # fmt: skip
        return run.stdout

    libraries = "".join(
        f"{line.strip()};"
        for line in script.read_text().splitlines()
        if line.strip().startswith(("library(", "suppress"))
    )
    versions = rscript("-e", f"{libraries} {R_VERSIONS}", stderr=subprocess.DEVNULL)
    return versions, rscript(script, stderr=subprocess.STDOUT)


if __name__ == "__main__":
    if len(sys.argv) == 2 and Path(sys.argv[1]).is_file():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        print(output(Path(sys.argv[1])), end="")
        sys.exit()
    for path in scripts(*(sys.argv[1:] or PINNED)):
        path.with_suffix(".txt").write_text(output(path), encoding="utf-8")
        print(path.relative_to(FOLDER))
