"""`tazdump explain`: what each line of a dump was read as.

How: `tazdump.explain`, one line of output for one of input. Cost: linear.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import click
from rich.style import Style
from rich.text import Text

import tazdump
from tazdump._cli.options import Reading, ReadingCommand
from tazdump._cli.pages import Pages, shown
from tazdump._cli.terminal import drawn, put_drawn, screen, visible
from tazdump._rows import Role
from tazdump.diagnostics import Severity
from tazdump.model import Article

if TYPE_CHECKING:
    from rich.console import Console

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

_DIM: Final = Style(dim=True)
_ROLES: Final = {
    Role.UNPARSED: Style(color="red", bold=True),
    Role.ENVELOPE: _DIM,
    Role.BLANK: _DIM,
    Role.TITLE: Style(bold=True),
    Role.LEDE: Style(italic=True),
    Role.IMAGE: Style(color="magenta"),
    Role.PARAGRAPH: Style(),
    Role.SUBHEADING: Style(color="yellow", bold=True),
    Role.VERSE: Style(color="yellow"),
    Role.DATE: Style(color="green", bold=True),
    Role.SECTION: Style(color="cyan", bold=True),
    Role.LINK: Style(color="blue"),
    Role.AUTHOR: Style(color="green"),
    Role.TAG: Style(color="magenta"),
    Role.ENTRY: Style(color="cyan"),
    Role.TEASER: Style(),
    Role.GROUP: Style(color="cyan", bold=True),
    Role.TAGLINE: Style(italic=True),
    Role.SEARCH: _DIM,
}
_WIDEST: Final = max(map(len, Role))
#: How each severity looks; `check` uses them too.
SEVERITIES: Final = {
    Severity.INFO: Style(color="blue", bold=True),
    Severity.WARNING: Style(color="yellow", bold=True),
    Severity.ERROR: Style(color="red", bold=True),
}


@click.command(cls=ReadingCommand, help=_HELP)
def explain(reading: Reading) -> int:
    """Explain every page."""
    pages = Pages(reading)
    for name, page in pages:
        console = screen()
        _explain(console, page, name)
        put_drawn(drawn(console))
    return pages.status


def kind_of(page: Page) -> str:
    """Name what a page is, and how it came."""
    kind = "article" if isinstance(page, Article) else "listing"
    return f"{kind} in envelope {page.envelope}"


def _explain(console: Console, page: Page, name: str) -> None:
    roles = tazdump.explain(page)
    noticed: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for diagnostic in page.diagnostics:
        noticed[diagnostic.line].append(diagnostic)
    head = f"==> {visible(shown(name))}: {kind_of(page)}, {len(roles)} lines <=="
    console.print(Text(head, _DIM), soft_wrap=True)
    digits = len(str(len(roles)))
    for number, role, _ in roles:
        line = Text().append(f"{number:>{digits}}  ", _DIM)
        line.append(role.ljust(_WIDEST + 2), _ROLES[role])
        line.append(visible(page.source.line(number)), _ROLES[role])
        for diagnostic in noticed[number]:
            line.append(f"  <{diagnostic.code}>", SEVERITIES[diagnostic.severity])
        line.rstrip()
        console.print(line, soft_wrap=True)
