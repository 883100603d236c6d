"""What is timed: our functions and those they are held against, each with what it is given.

How: one table of tasks, by group; a task is a function of one argument and the arguments for each
article. Packages of the extra `benchmark` are imported only if a task of theirs is made. Cost: the
pages are drawn, written and read once, a few milliseconds each.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import tazdump
from benchmarks.articles import TEXTS, article, listing
from benchmarks.fields import fields
from benchmarks.rounds import Task, Timed
from benchmarks.strangers import strangers
from tazdump.export import json as tazdump_json

if TYPE_CHECKING:
    from tazdump import Article

#: What is told of texts that are no dumps.
ANOTHER: Final = "another text"
#: What needs a package that the library does not: its import name by that of the package.
PACKAGES: Final = {
    "markdown-it-py": "markdown_it",
    "mistune": "mistune",
    "trafilatura": "trafilatura",
}


def html_page(text: str) -> str:
    """A proxy's page of a table dump: a table with a row of two cells for each line."""
    lines = [line.rstrip("| ") for line in text.split("\n")]
    title = html.escape(lines[0].removeprefix("# "))
    rows = "\n".join(f"<tr><td>{html.escape(line)}</td><td></td></tr>" for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head>\n<body><table>\n{rows}\n</table></body></html>\n"
    )


def reading(numbers: Sequence[int]) -> list[Task[str]]:
    """The reading of articles, in several envelopes, and of listings."""
    pages = [article(n) for n in numbers]
    texts = {name: [tazdump.render(p, e, **o) for p in pages] for name, (e, o) in TEXTS.items()}
    tasks = [
        Task(f"parse, {name}", "text to `Article`", tazdump.parse, given)
        for name, given in texts.items()
    ]
    tasks.append(
        Task(
            "parse, html",
            "the proxy's HTML to `Article`",
            tazdump.parse,
            [html_page(text) for text in texts["table"]],
        )
    )
    lists = [listing(n) for n in numbers]
    for name, (envelope, options) in TEXTS.items():
        tasks.append(
            Task(
                f"parse_page, listing, {name}",
                "30 entries to `Listing`",
                tazdump.parse_page,
                [tazdump.render(page, envelope, **options) for page in lists],
            )
        )
    return tasks


def _render(envelope: str, options: dict[str, bool | str], page: Article) -> str:
    return tazdump.render(page, envelope, **options)


def writing(read: Sequence[Article]) -> list[Task[Article]]:
    """The writing of articles that were read."""
    tasks: list[Task[Article]] = []
    for name, (envelope, options) in TEXTS.items():
        tasks.append(
            Task(f"render, {name}", "`Article` to text", partial(_render, envelope, options), read)
        )
    tasks.append(Task("export.json.dumps", "`Article` to JSON", tazdump_json.dumps, read))
    return tasks


def others(tables: Sequence[str], documents: Sequence[str]) -> list[Task[str]]:
    """What ours are held against, as far as it is installed."""
    tasks = [
        Task("json.loads", "the article's JSON to dicts and lists", json.loads, documents),
        Task("export.json.loads", "the article's JSON to `Article`", tazdump_json.loads, documents),
        Task("str.splitlines", "the table's lines, nothing else", str.splitlines, tables),
        Task("25 lines of Python", "the table's fields, as a script would", fields, tables),
    ]
    if find_spec(PACKAGES["markdown-it-py"]):
        from markdown_it import MarkdownIt  # noqa: PLC0415 - an extra's

        tasks.append(
            Task("markdown-it-py", "the table's text to tokens", MarkdownIt().parse, tables)
        )
    if find_spec(PACKAGES["mistune"]):
        import mistune  # noqa: PLC0415 - an extra's

        to_tokens = mistune.create_markdown(renderer=None)
        tasks.append(Task("mistune", "the table's text to tokens", to_tokens, tables))
    if find_spec(PACKAGES["trafilatura"]):
        import trafilatura  # noqa: PLC0415 - an extra's

        tasks.append(
            Task(
                "trafilatura.extract",
                "the proxy's HTML to text",
                trafilatura.extract,
                [html_page(text) for text in tables],
            )
        )
    return tasks


def recognising(reading: Sequence[Task[str]]) -> list[Task[str]]:
    """`is_dump` on dumps, and on all that is none."""
    tasks = [
        Task(f"is_dump, {name}", "a dump", tazdump.is_dump, task.given)
        for name, task in zip(TEXTS, reading, strict=False)
    ]
    return tasks + [
        Task(stranger_name(kind, length, mark), ANOTHER, tazdump.is_dump, [text])
        for kind, length, mark, text in strangers()
    ]


def stranger_name(kind: str, length: str, mark: str) -> str:
    """The name of the task of one kind of other text."""
    return f"is_dump, {kind}, {length}, {mark}"


def all_tasks(numbers: Sequence[int]) -> list[Timed]:
    """Everything that is timed, on the articles with these numbers."""
    ours = reading(numbers)
    tables = ours[0].given
    read = [tazdump.parse(text) for text in tables]
    documents = [tazdump_json.dumps(page) for page in read]
    return [*ours, *writing(read), *others(tables, documents), *recognising(ours)]
