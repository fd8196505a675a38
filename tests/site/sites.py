"""What tests of the site share: a small site of its own, and `mkdocs serve`."""

import contextlib
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from mkdocs.__main__ import cli
from mkdocs.config.defaults import MkDocsConfig

from press import catalogue
from press.site import architecture, generated

POST = """---
date: 2020-01-01
part: 1
categories: [Experiments]
description: A post.
---
# A post

{excerpt}

<!-- more -->

{rest}
"""


# What the pages of small sites show.
FIGURES = {"digit_results", "fiddling", "four_points", "logistic_curve", "neuron_line"}
FEW = {
    (catalogue, "sources"): {stem: path for stem, path in catalogue.sources().items() if stem in FIGURES},
    (catalogue, "products"): [path for path in catalogue.products() if path.name.split(".")[0] in FIGURES],
    (generated, "source_files"): sorted(
        {ROOT / name for stem in FIGURES for name in catalogue.read(stem)["inputs"] if name.endswith(".py")}
    ),
    (architecture, "pictures"): [],
}


class Project:
    """A site of its own with the real configuration and hook, pages made for one test, and few of the figures."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.docs = folder / "docs"
        self.site = folder / "site"
        self.settings = folder / "mkdocs.yml"
        shutil.copytree(ROOT / "docs" / "assets", self.docs / "assets")
        for module in (self.docs / "assets" / "figures").glob("[a-z]*.js"):
            if module.stem not in FIGURES:
                module.unlink()
        shutil.copytree(ROOT / "docs" / "overrides", self.docs / "overrides")
        self.write("index.md", "# Home\n")
        self.write("blog/index.md", "# Posts\n")
        self.write("blog/tags.md", "# Tags\n\n<!-- material/tags -->\n")
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

    def build(self) -> Result:
        """Build as `mkdocs build --strict` does, in this process, which has imported all that it takes."""
        with contextlib.ExitStack() as stack:
            for (module, name), found in FEW.items():
                stack.enter_context(mock.patch.object(module, name, return_value=found))
            stack.enter_context(mock.patch.dict(os.environ))
            stack.enter_context(mock.patch.dict(MkDocsConfig.plugins.plugin_cache, clear=True))  # a build's own plugins
            stack.enter_context(warnings.catch_warnings())
            for told in logging.getLogger("mkdocs.commands.build").filters:
                getattr(told, "msgs", set()).clear()  # MkDocs says nothing twice, and another build may have said it
            return CliRunner().invoke(cli, ["build", "--strict", "-f", str(self.settings)])

    def built(self) -> Result:
        """A build that must succeed."""
        done = self.build()
        assert done.exit_code == 0, done.output
        return done

    def refusal(self) -> str:
        """The one line that a failed build says."""
        failed = self.build()
        assert isinstance(failed.exception, SystemExit), failed.exc_info  # no error of Python's
        assert failed.exit_code == 1
        refusals = [line for line in failed.stderr.splitlines() if re.match("(ERROR|WARNING) +-", line)]
        told = [line for line in refusals if "Error reading page" not in line and "Error building page" not in line]
        assert len(told) == 1, failed.stderr
        return told[0]

    def page(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")


class House(Project):
    """The same with scripts and products of its own, as `mkdocs serve` watches them."""

    def __init__(self, folder: Path, figures: set[str] = FIGURES):
        super().__init__(folder)
        shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        for stem, path in catalogue.sources().items():
            if stem not in figures:
                (folder / path.relative_to(ROOT)).unlink()
        for path in catalogue.products():
            if path.name.split(".")[0] in figures:
                copy = folder / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, folder)
        text = self.settings.read_text().replace("watch: []", "watch: [scripts]")
        self.settings.write_text(text.replace(str(ROOT / "scripts"), "scripts"))


class Server:
    """`mkdocs serve` in a folder, from its first build on, with what it has said."""

    def __init__(self, folder: Path, *arguments: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "serve.log"
        environment = {**os.environ, "PYTHONPATH": str(folder / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}", *arguments]
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

    def said(self, words: str) -> int:
        return self.log.read_text().count(words)

    def builds(self) -> int:
        return self.said("Documentation built in")

    def __enter__(self) -> "Server":
        try:
            self.wait(lambda: self.builds() == 1, seconds=180)  # to start takes imports and a whole build
            time.sleep(1)  # the folders are watched from then on, by a thread that has just begun
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait()
