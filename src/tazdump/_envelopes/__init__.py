"""The envelopes: every way in which a page of taz is known to reach a reader.

How: one table, in the order in which they are tried: those with a head or marks of their own
first, bare text last. A new proxy is one row here and one small value in a module of its kind.
Cost of recognition: linear in the text, and independent of it where there is no title.
"""

from __future__ import annotations

from typing import Final

from tazdump._envelopes._base import (
    HEAD_WINDOW,
    Envelope,
    Loss,
    Sheet,
    find_title,
    may_have_title,
    usual_title,
)
from tazdump._envelopes.gemini_proxies import GKBRK, KENNEDY, LOXY
from tazdump._envelopes.gemtext import GEMTEXT
from tazdump._envelopes.html import HTML, html_sheet, looks_like_html, may_be_dump
from tazdump._envelopes.marked import GOPHERPROXY, GOPHERPROXY_FLUSH, HILTJO, HILTJO_FLUSH
from tazdump._envelopes.menu import MENU
from tazdump._envelopes.plain import MEULIE_NAV, PHOXY, PLAIN
from tazdump._envelopes.table import TABLE
from tazdump._source import Lines, split_lines

__all__ = ["ENVELOPES", "Envelope", "Loss", "recognise", "sheet_of"]

_TABLE: Final = (
    HTML,
    MENU,
    TABLE,
    KENNEDY,
    GKBRK,
    LOXY,
    PHOXY,
    MEULIE_NAV,
    HILTJO,
    GOPHERPROXY,
    GEMTEXT,
    HILTJO_FLUSH,
    GOPHERPROXY_FLUSH,
    PLAIN,
)

#: The envelopes by name, in the order in which they are tried.
ENVELOPES: Final[dict[str, Envelope]] = {envelope.name: envelope for envelope in _TABLE}


def sheet_of(text: str, lines: Lines | None, envelope: str | None = None) -> Sheet | None:
    """The lines of a text with the title found among them; None if there is none.

    HTML is looked into where the text begins like it, or where its envelope is asked for by name.
    For all other text the head alone decides; without `lines`, no more of HTML is read either.
    """
    if envelope in {None, HTML.name} and (envelope or looks_like_html(text)):
        may_be = "taz.de" in text if envelope else may_be_dump(text)
        sheet = html_sheet(text, lines) if may_be else None
        if sheet is not None or envelope:
            return sheet
    if not may_have_title(text):
        return None
    found = usual_title(text)
    if found is None:
        found = find_title(split_lines(text[:HEAD_WINDOW].removeprefix("\ufeff")))
    return Sheet(text, Lines(text) if lines is None else lines, *found) if found else None


def recognise(sheet: Sheet) -> Envelope:
    """The first envelope of the table that knows this sheet for its own."""
    return next(envelope for envelope in _TABLE if envelope.recognise(sheet))
