"""`tazdump explain`: what each line of a dump was read as.

How: `tazdump.explain`, one line of output for one of input. Cost: linear.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import click
from rich.style import Style

import tazdump
from tazdump._cli.options import Reading, ReadingCommand
from tazdump._cli.pages import Pages, shown
from tazdump._cli.screen import BOLD, DIM, NONE, SEVERITIES, Screen
from tazdump._cli.terminal import put_drawn
from tazdump._rows import Role
from tazdump.model import Article

if TYPE_CHECKING:
    from tazdump.diagnostics import Diagnostic
    from tazdump.model import Page

_HELP: Final = """\
Tell what each line of a dump was read as.

Each line of the file comes out with its number and its role, in the order of the file; behind
it stand the codes of what was noticed there.

\b
Examples:
  tazdump explain page.txt
  tazdump explain *.txt | grep unparsed
"""

_ROLES: Final = {
    Role.UNPARSED: Style(color="red", bold=True),
    Role.ENVELOPE: DIM,
    Role.BLANK: DIM,
    Role.TITLE: BOLD,
    Role.LEDE: Style(italic=True),
    Role.IMAGE: Style(color="magenta"),
    Role.PARAGRAPH: NONE,
    Role.SUBHEADING: Style(color="yellow", bold=True),
    Role.VERSE: Style(color="yellow"),
    Role.DATE: Style(color="green", bold=True),
    Role.SECTION: Style(color="cyan", bold=True),
    Role.LINK: Style(color="blue"),
    Role.AUTHOR: Style(color="green"),
    Role.TAG: Style(color="magenta"),
    Role.ENTRY: Style(color="cyan"),
    Role.TEASER: NONE,
    Role.GROUP: Style(color="cyan", bold=True),
    Role.TAGLINE: Style(italic=True),
    Role.SEARCH: DIM,
}
_WIDEST: Final = max(map(len, Role))


@click.command(cls=ReadingCommand, help=_HELP)
def explain(reading: Reading) -> int:
    """Explain every page."""
    pages = Pages(reading)
    for name, page in pages:
        screen = Screen()
        _explain(screen, page, name)
        put_drawn(screen.drawn())
    return pages.status


def kind_of(page: Page) -> str:
    """Name what a page is, and how it came."""
    kind = "article" if isinstance(page, Article) else "listing"
    return f"{kind} in envelope {page.envelope}"


def _explain(screen: Screen, page: Page, name: str) -> None:
    roles = tazdump.explain(page)
    noticed: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for diagnostic in page.diagnostics:
        noticed[diagnostic.line].append(diagnostic)
    screen.write(f"==> {shown(name)}: {kind_of(page)}, {len(roles)} lines <==", DIM)
    screen.end()
    digits = len(str(len(roles)))
    for number, role, _ in roles:
        style = _ROLES[role]
        text = page.source.line(number)
        screen.write(f"{number:>{digits}}  ", DIM)
        screen.write(f"{role:<{_WIDEST}}  {text}" if text else role, style)
        for diagnostic in noticed[number]:
            screen.write(f"  <{diagnostic.code}>", SEVERITIES[diagnostic.severity])
        screen.end()
