"""A task in the reader's own tools: every snippet of it and what it printed, in tabs that need no script."""

from press.catalogue import ROOT

FOLDER = ROOT / "docs" / "in_your_tools"
TOOLS = {
    "this_site": "This site",
    "r": "R",
    "statsmodels": "statsmodels",
    "scikit_learn": "scikit-learn",
    "pytorch": "PyTorch",
}


def tabs(task: str) -> str:
    """Markdown of one tab for every tool that has a snippet of this name. LookupError if none has."""
    found = [path for tool in TOOLS for path in sorted((FOLDER / tool).glob(f"{task}.[pR]*"))]
    if not found:
        raise LookupError(f'tools("{task}"): there is no such snippet in docs/in_your_tools')
    return "\n\n".join(map(_tab, found))


def _tab(script) -> str:
    versions, _, _, printed = script.with_suffix(".txt").read_text(encoding="utf-8").split("\n", 3)
    language = "r" if script.suffix == ".R" else "py"  # not "python": this code is run with its own library
    title = f"{script.parent.name}/{script.name}"
    lines = [
        f'```{language} title="{title}"',
        *script.read_text(encoding="utf-8").rstrip().split("\n"),
        "```",
        "",
        f"Printed with {versions}:",
        "",
        "```text",
        *printed.rstrip().split("\n"),
        "```",
    ]
    body = "\n".join(f"    {line}".rstrip() for line in lines)
    return f'=== "{TOOLS[script.parent.name]}"\n\n{body}'
