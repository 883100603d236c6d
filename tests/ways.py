"""Every way to write a page anew, each with the losses that it must show and no others.

How: one table; an envelope stands in it once for each form in which it is written. Cost: none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from tazdump import render
from tazdump._envelopes import Loss
from tazdump.model import Page


class Way(NamedTuple):
    """A way to write a page: the envelope, and what it takes away."""

    envelope: str
    write: Callable[[Page], str]
    losses: frozenset[Loss]


def _way(envelope: str, *losses: Loss, **options: bool | str | int | None) -> Way:
    def write(page: Page) -> str:
        return render(page, envelope, **options)

    return Way(envelope, write, frozenset(losses))


def _with_uri(page: Page) -> str:
    return render(page, "hiltjo", uri=f"taz.de/1{page.address.path}" if page.address else "")


def _without_bars(page: Page) -> str:
    """What an extractor that writes no bars leaves of the proxy's table."""
    lines = render(page, "table", residue="T |", last="T |", cut=True).split("\n")
    return "\n".join(line.removesuffix(" |") for line in lines)


def _with_navigation(page: Page) -> str:
    """The same of the proxy's whole page."""
    head = "Introduction Statistics Contact Development Disclaimer Help"
    foot = "You are viewing proxied material from taz.de. The copyright is its own."
    return f"{head}\n{_without_bars(page)}\n{foot}\n"


_OWN, _ADDRESSES, _MARKS = Loss.OWN_ADDRESS, Loss.ADDRESSES, Loss.LINK_MARKS
_BLANKS, _LONG = Loss.BLANK_LINES, Loss.LONG_LINES
_BARE: Final = (_OWN, _ADDRESSES, _MARKS)

WAYS: Final = {
    "menu": _way("menu", _OWN),
    "menu elsewhere": _way("menu", _OWN, host="gopher.beispiel.example", port=7070),
    "gemtext": _way("gemtext", _OWN, Loss.WRAPS),
    "gemtext with its header": _way("gemtext", _OWN, Loss.WRAPS, header=True),
    "gopherproxy": _way("gopherproxy", _OWN, _ADDRESSES),
    "gopherproxy-flush": _way("gopherproxy-flush", _OWN, _ADDRESSES, _BLANKS),
    "hiltjo": _way("hiltjo", _OWN, _ADDRESSES),
    "hiltjo with its address": Way("hiltjo", _with_uri, frozenset({_ADDRESSES})),
    "hiltjo-flush": _way("hiltjo-flush", _OWN, _ADDRESSES, _BLANKS),
    "plain": _way("plain", *_BARE),
    "plain without blank lines": _way("plain", *_BARE, _BLANKS, blank_lines=False),
    "plain of a table": Way("plain", _without_bars, frozenset({*_BARE, _BLANKS, _LONG})),
    "meulie-nav": Way("meulie-nav", _with_navigation, frozenset({*_BARE, _BLANKS, _LONG})),
    "table": _way("table", *_BARE, _BLANKS),
    "table of trafilatura 1.4": _way("table", *_BARE, _BLANKS, residue="|T|"),
    "table of trafilatura 1.6": _way("table", *_BARE, _BLANKS, residue="|T"),
    "table of trafilatura 2.3": _way(
        "table", *_BARE, _BLANKS, residue="|  | T |  | ", last="|  | T |  |"
    ),
    "table with cuts": _way("table", *_BARE, _BLANKS, _LONG, cut=True),
}
#: Those whose lines are whole.
WHOLE: Final = {name: way for name, way in WAYS.items() if _LONG not in way.losses}
