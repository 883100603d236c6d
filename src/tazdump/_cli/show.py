"""`tazdump show`: pages to read in the terminal.

How: all pages are drawn into one text, which goes through the pager where it is long.
Cost: all the pages that are shown, in memory.
"""

from __future__ import annotations

from typing import Final

import click

from tazdump._cli.layout import Layout
from tazdump._cli.options import Reading, ReadingCommand
from tazdump._cli.pages import Pages, shown
from tazdump._cli.screen import MEASURE, NARROWEST, Screen
from tazdump._cli.terminal import put_drawn, put_paged

_HELP: Final = """\
Read pages in the terminal: title, text, links, tags, related articles.

On a terminal the text is coloured, and what does not fit goes through a pager; without one, links
can be clicked. The `…` of a cut by a proxy stands out.

\b
Examples:
  tazdump show page.txt
  curl -s URL | tazdump show -
  tazdump show --plain --width 60 *.txt > reader.txt
"""


@click.command(
    cls=ReadingCommand,
    help=_HELP,
    params=[
        click.Option(
            ["--width"],
            type=click.IntRange(min=NARROWEST),
            help=f"How many columns to fill; without it, those of the terminal up to {MEASURE}.",
        ),
        click.Option(
            ["--plain"],
            is_flag=True,
            help="Text alone: no colours, no hyperlinks, no pager.",
        ),
        click.Option(["--no-pager"], is_flag=True, help="Never use a pager."),
    ],
)
def show(reading: Reading, *, width: int | None, plain: bool, no_pager: bool) -> int:
    """Draw every page, then show them."""
    pages = Pages(reading)
    read = list(pages)

    def draw(hyperlinks: bool) -> str:
        screen = Screen(plain=plain, width=width)
        layout = Layout(screen, hyperlinks=hyperlinks)
        for name, page in read:
            if len(reading.files) > 1:
                layout.name(shown(name))
            layout.page(page, name)
        return screen.drawn()

    if plain or no_pager:
        put_drawn(draw(not plain))
    else:
        put_paged(draw)
    return pages.status
