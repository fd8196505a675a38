"""What tests of the site share: a small site of its own, and `mkdocs serve`."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT, mkdocs

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

    def refusal(self) -> str:
        """The one line that a failed build says."""
        failed = self.build()
        assert failed.returncode != 0
        assert "Traceback" not in failed.stderr
        refusals = [line for line in failed.stderr.splitlines() if re.match("(ERROR|WARNING) +-", line)]
        told = [line for line in refusals if "Error reading page" not in line and "Error building page" not in line]
        assert len(told) == 1, failed.stderr
        return told[0]

    def page(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")


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
