"""MkDocs' events, and the rooms of this folder that answer them."""

import os
import sys
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from press.site import costs, expansion, formulas, generated, glossary, html, labs, path, run, written


def on_startup(command: str, dirty: bool) -> None:
    """Compiled modules in the watched folder would make `mkdocs serve` build again."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


@event_priority(100)  # before the feed is begun
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """What every build needs: a date, formulas and tables in every Markdown text, where the project is."""
    written.check_pages(Path(config.docs_dir))
    written.date_the_build(Path(config.docs_dir))
    path.check(Path(config.docs_dir))
    terms = glossary.TermsExtension(glossary.read(Path(config.docs_dir)))
    config.markdown_extensions += [formulas.MathMLExtension(), html.TablesExtension(), html.PicturesExtension(), terms]
    config.plugins["rss"].config["image"] = f"{config.site_url}figures/hero_neuron.png"
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = f"{Path(config.config_file_path).parent}/.cache/pages"
    if repository := config.extra["repository"]:
        config.copyright = f'{config.copyright} <a href="{repository}">The project</a>.'
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Make what is stale."""
    expansion.product.cache_clear()
    costs.read.cache_clear()
    run.checks.cache_clear()
    generated.make_figures()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made and not written."""
    generated.add(files, config)
    config.extra["live"] = generated.live(files)
    run.add(files, config)
    return files


@event_priority(-100)  # when the blog has given every post its address
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put pages into their order, and run the labs, which link to them."""
    written.check_addresses(files)
    path.lead(nav, files)
    labs.run(files, config)
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand {{ … }}."""
    ours = "source" not in page.meta and not page.file.src_uri.startswith("notebooks/")
    if not ours:
        return markdown
    return expansion.expand(markdown, page, config.site_url or "", config.extra["live"], config.extra["python"])


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Code in colours; labs without what mkdocs-jupyter brings along; boxes for answers; how long a post takes."""
    if source := page.meta.get("source"):
        return content + generated.code(source)
    if page.file.src_uri.startswith("notebooks/"):
        page.meta["hide"] = ["navigation"]  # long lines need the room
        content, names = html.lab(content, page.file.src_uri, labs.pictures(page.file))
        page.present_anchor_ids = set(names)
    if '<form class="ask"' in content:
        content = html.describe_boxes(content, page)
    if "part" in page.meta:
        path.measure(content, page)
    if "part" in page.meta or page.file.src_uri.startswith("notebooks/"):
        content = run.with_bars(content, config.extra["python"], "code")
    if experiment := page.meta.get("made_by"):
        content += run.with_bars(generated.code(experiment), config.extra["python"], "draw")
    if page.meta.get("template") == "blog.html":
        page.meta["hide"] = ["toc"]  # its rows are the contents
    html.check_tables(content, page)
    return content


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Our templates may build on Material's, and say how fast a reader is taken to read; lists get the heads of posts."""
    html.teach(env, config.theme.dirs[1])
    path.shorten(files)
    env.globals["pace"] = {"words": path.WORDS, "formulas": path.FORMULAS}
    return env


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav: Navigation) -> dict:
    """What our templates print."""
    written.escape_description(page)
    source = generated.source_of(page, config)
    if source and config.extra["repository"]:
        context["source"] = f"{config.extra['repository']}/blob/HEAD/{source}"
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Look whether our templates were used."""
    html.check_templates(output, page)
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """What depends on all pages together."""
    generated.finish(Path(config.site_dir))
