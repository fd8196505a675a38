"""What people write, read as what it is. What cannot be read is refused in one line, with the file and the cure."""

import datetime
import html
import os
from collections.abc import Iterable
from pathlib import Path

import yaml
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import YAML_RE

from press import catalogue
from press.catalogue import visible


def named(path: Path) -> str:
    """A file's name in a refusal."""
    return path.relative_to(catalogue.ROOT).as_posix() if path.is_relative_to(catalogue.ROOT) else str(path)


def text(path: Path) -> str:
    """The text of a file in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PluginError(f"{named(path)}, line {line}: this is not UTF-8; save the file in that encoding") from None
    except OSError as error:
        raise PluginError(f"{named(path)}: {error.strerror}") from None


def front_matter(path: Path) -> dict:
    """What stands between the two --- at the head of a page; empty where there are none."""
    found = YAML_RE.match(text(path))
    if not found:
        return {}
    try:
        meta = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError) as error:  # ValueError: the 45th of a month
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise PluginError(f"{named(path)}{line}: the front matter is no YAML ({problem}); quote the value") from None
    if not isinstance(meta, dict):
        raise PluginError(f"{named(path)}: the front matter must be lines of the form `name: value`")
    return meta


def date(post: Path) -> datetime.date:
    """The day of a post."""
    given = front_matter(post).get("date")
    if type(given) is not datetime.date:  # nor one with a time
        problem = "the front matter has no date" if given is None else f"date: {given} is no day"
        raise PluginError(f"{named(post)}: {problem}; write year, month and day, as in `date: 2026-11-25`")
    return given


def date_the_build(docs: Path) -> None:
    """A build has the date of its newest post, whenever it is made."""
    newest = max(map(date, visible(docs / "blog" / "posts", "*.md")), default=datetime.date(2020, 1, 1))
    moment = datetime.datetime.combine(newest, datetime.time(), datetime.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = f"{moment.timestamp():.0f}"


def check_pages(docs: Path) -> None:
    """Every page can be read."""
    for path in visible(docs, "*.md"):
        front_matter(path)


def check_addresses(files: Iterable[File]) -> None:
    """No file of the site takes the place of another."""
    places: dict[str, str] = {}
    for file in files:
        if file.inclusion.is_included():
            if file.dest_uri in places:
                pair = " and ".join(sorted({places[file.dest_uri], file.src_uri}))
                address = file.dest_uri.removesuffix("index.html")
                raise PluginError(f"{pair} have one address, {address}; give one of them another slug or name")
            places[file.dest_uri] = file.src_uri


def escape_description(page: Page) -> None:
    """Material's templates print a description as it is, between quotes."""
    if description := page.meta.get("description"):
        page.meta["description"] = html.escape(description)
