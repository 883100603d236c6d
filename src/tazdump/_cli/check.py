"""`tazdump check`: what is wrong with pages, and where.

How: the diagnostics of each page, as text with carets or as one JSON list. Cost: linear.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from tazdump._cli.explain import kind_of
from tazdump._cli.options import Reading, ReadingCommand
from tazdump._cli.pages import RefusedError, page_of, shown
from tazdump._cli.screen import BOLD, DIM, SEVERITIES, Screen, counted
from tazdump._cli.terminal import put, put_drawn, say
from tazdump.diagnostics import Severity
from tazdump.model import Article

if TYPE_CHECKING:
    from tazdump.model import Page

_HELP: Final = """\
Tell what is wrong with pages, and where.

Each diagnostic comes with file, line, column, severity and code, and under it the line with a
caret at the place.

\b
The exit status, for several files the highest:
  0  no diagnostic of severity ERROR
  1  at least one
  2  a file that is no page of taz, or cannot be read

\b
Examples:
  tazdump check *.txt
  tazdump check --format json page.txt | jq '.[].diagnostics[].code'
"""

_CLEAN: Final = 0
_DAMAGED: Final = 1
_UNREADABLE: Final = 2


@click.command(
    cls=ReadingCommand,
    help=_HELP,
    strict=False,
    params=[
        click.Option(
            ["--format", "form"],
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="Text to read, or JSON: a list with an object for each file.",
        )
    ],
)
def check(reading: Reading, *, form: str) -> int:
    """Check every file; the exit status is that of the worst."""
    worst = _CLEAN
    found: list[dict[str, object]] = []
    for name in reading.files:
        try:
            page = page_of(name, reading)
        except RefusedError as error:
            worst = _UNREADABLE
            if form == "text":
                say(str(error))
            found.append({"file": shown(name), "status": _UNREADABLE, "reason": str(error)})
            continue
        status = _status(page)
        worst = max(worst, status)
        if form == "text":
            put_drawn(_text(page, shown(name)))
        else:
            found.append({"file": shown(name), "status": status, **_object(page)})
    if form == "json":
        put(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return worst


def _status(page: Page) -> int:
    errors = (diagnostic.severity is Severity.ERROR for diagnostic in page.diagnostics)
    return _DAMAGED if any(errors) else _CLEAN


def _object(page: Page) -> dict[str, object]:
    return {
        "type": "article" if isinstance(page, Article) else "listing",
        "envelope": page.envelope,
        "diagnostics": [
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "message": diagnostic.message,
                "line": diagnostic.line,
                "column": diagnostic.column,
                "end_column": diagnostic.end_column,
            }
            for diagnostic in page.diagnostics
        ],
    }


def _text(page: Page, name: str) -> str:
    screen = Screen()
    for diagnostic in page.diagnostics:
        screen.write(f"{name}:{diagnostic.line}:{diagnostic.column}: ")
        screen.write(f"{diagnostic.severity.lower()}: ", SEVERITIES[diagnostic.severity])
        screen.write(f"{diagnostic.code} ", BOLD)
        screen.write(diagnostic.message)
        screen.end()
        # Under what `str` gives, the diagnostic shows the line and the caret.
        place = diagnostic.show(page.source).removeprefix(f"{diagnostic}\n")
        line, _, caret = place.partition("\n")
        screen.write(line, DIM)
        screen.end()
        screen.write(caret, SEVERITIES[diagnostic.severity])
        screen.end()
    found = counted(page.diagnostics, SEVERITIES) or "clean"
    screen.write(f"{name}: {kind_of(page)}: {found}")
    screen.end()
    return screen.drawn()
