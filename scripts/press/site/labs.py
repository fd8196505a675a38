"""Labs: py:percent scripts, run whenever what they print may have changed, and shown by mkdocs-jupyter with what they printed."""

import copy
import logging
import posixpath
import re
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import jupytext
import mistune
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from press.catalogue import visible
from press.making import replace
from press.site import package
from press.site.written import named, text
from press.staleness import fingerprint, mark

LONGEST = 600  # seconds that a cell may take
LIBRARIES = ("numpy", "matplotlib", "ipykernel", "nbclient", "jupytext")  # they show in what a lab prints
PACKAGE = "{{ package() }}"
_log = logging.getLogger("mkdocs.labs")


def add_downloads(files: Files, config: MkDocsConfig) -> None:
    """Every lab as a script and as a notebook, to run elsewhere."""
    for path in visible(Path(config.docs_dir, "notebooks"), "*.py"):
        for ending in ("py", "ipynb"):  # what they hold is known when every page has its address
            files.append(File.generated(config, f"notebooks/{path.stem}/{path.stem}.{ending}", content=""))


def run(files: Files, config: MkDocsConfig) -> None:
    """Run every lab and give mkdocs-jupyter the notebook with its outputs; fill the downloads."""
    cache = Path(config.config_file_path).parent / ".cache"
    site_url = config.site_url or ""
    for path in visible(Path(config.docs_dir, "notebooks"), "*.py"):
        page = files.src_uris[f"notebooks/{path.name}"]
        script = text(path).replace(PACKAGE, package.address(site_url))
        shown, away = _notebook(script), script
        anchors: dict[File, dict[str, str]] = {}
        for cell in shown.cells:
            for target in _links(cell.source) if cell.cell_type == "markdown" else []:
                place = urlsplit(target)
                file = _linked(target, path, script, files) if place.path else page
                if place.fragment:
                    anchors.setdefault(file, {})[place.fragment] = target
                if place.path:
                    end = place._replace(path="").geturl()
                    cell.source = _relinked(cell.source, target, get_relative_url(file.url, page.url) + end, path)
                    away = _relinked(away, target, urljoin(site_url, file.url) + end, path)
        if page.page:
            page.page.links_to_anchors = anchors  # MkDocs looks for them when all pages are there
        _fill(shown, path, script, cache / "outputs")
        notebook = cache / "labs" / path.with_suffix(".ipynb").name
        replace(notebook, jupytext.writes(shown, fmt="ipynb").encode())
        page.abs_src_path = str(notebook)
        files.src_uris[f"notebooks/{path.stem}/{path.stem}.py"].content_string = away
        elsewhere = jupytext.writes(_notebook(away), fmt="ipynb")
        files.src_uris[f"notebooks/{path.stem}/{path.stem}.ipynb"].content_string = elsewhere


def pictures(page: File) -> tuple[str, ...]:
    """The words of the pictures that a lab shows, in their order; mkdocs-jupyter leaves them out."""
    notebook = jupytext.read(Path(page.abs_src_path or ""))
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output for output in outputs if "image/png" in output.get("data", {})]
    words = tuple(output.metadata.get("image/png", {}).get("alt", "") for output in shown)
    if not all(words):
        raise PluginError(f"{page.src_uri}: a picture has no words; show it with labs.show(figure, alt=...)")
    return words


def _notebook(script: str) -> NotebookNode:
    notebook = jupytext.reads(script, fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # not a random one
    return notebook


# --- links ------------------------------------------------------------------------------------------------------------


def _links(markdown: str) -> list[str]:
    """Targets of the links and images of a cell that lead to files of the site."""
    found: list[str] = []
    left: list[dict] = mistune.create_markdown(renderer="ast")(markdown)  # type: ignore[assignment]
    while left:
        token = left.pop()
        left += token.get("children", [])
        if token["type"] in ("link", "image"):
            found.append(token["attrs"]["url"])
    return sorted({target for target in found if not urlsplit(target).scheme})


def _linked(target: str, path: Path, script: str, files: Files) -> File:
    """The file that a link leads to: a download beside the lab's page, or what stands there in docs/."""
    place = urlsplit(target).path
    for folder in (f"notebooks/{path.stem}", "notebooks"):
        if file := files.get_file_from_path(posixpath.normpath(posixpath.join(folder, place))):
            return file
    line = next((number for number, line in enumerate(script.splitlines(), 1) if target in line), 0)
    raise PluginError(f"{named(path)}, line {line}: there is no {target}; link to a file of docs/, as a post does")


def _relinked(markdown: str, target: str, url: str, path: Path) -> str:
    new, count = re.subn(rf"(\]\(|\]:\s+){re.escape(target)}(?=[)\s]|$)", lambda found: found[1] + url, markdown)
    if not count:
        raise PluginError(f"{named(path)}: write the link to {target} as [words]({target})")
    return new


# --- outputs ----------------------------------------------------------------------------------------------------------


def _fill(notebook: NotebookNode, path: Path, script: str, folder: Path) -> None:
    """Give the code cells their outputs, which are kept until a cell or the package changes."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kept = folder / f"{path.stem}-{mark(decides([cell.source for cell in cells]).encode())}.ipynb"
    if not kept.exists():
        # Copies: a run adds its kernel's description, and a notebook is the same bytes whether its cells ran now or before.
        ran = _run(copy.deepcopy(cells), copy.deepcopy(notebook.metadata), path, script)
        for old in folder.glob(f"{path.stem}-*.ipynb"):
            old.unlink(missing_ok=True)
        replace(kept, jupytext.writes(ran, fmt="ipynb").encode())
    for cell, ran in zip(cells, jupytext.read(kept).cells, strict=True):
        cell.outputs, cell.execution_count = ran.outputs, ran.execution_count


def decides(cells: list[str]) -> str:
    """All that may show in what these cells print."""
    state = [fingerprint(path) for path in [*package.sources(), Path(__file__)]]
    return repr([*cells, *state, *map(version, LIBRARIES)])


def _run(cells: list[NotebookNode], metadata: NotebookNode, path: Path, script: str) -> NotebookNode:
    _log.info(f"Running the lab {path.name}")
    notebook = _notebook("")
    notebook.cells, notebook.metadata = cells, metadata
    client = NotebookClient(
        notebook, timeout=LONGEST, kernel_name="python3", coalesce_streams=True, record_timing=False
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        ran = [cell for cell in cells if cell.execution_count or cell.outputs] or cells[:1]
        line = script[: max(0, script.find(ran[-1].source))].count("\n") + 1
        named_error = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        problem = named_error.strip().splitlines()[0]
        raise PluginError(f"{named(path)}, in the cell at line {line}: {problem}") from None
    for cell in cells:
        for output in cell.outputs:
            if output.output_type == "stream":
                output.text = without_paths(output.text)
    return notebook


def without_paths(printed: str) -> str:
    """What a cell printed, its warnings without the path of the file, which holds a process number or names a machine."""
    return re.sub(r"^\S.*?\.py:\d+: (?=\w+: )", "", printed, flags=re.MULTILINE)
