"""Gemtext, as taz serves it on Gemini: one line a paragraph, links as ``=> URL text``.

How: a line is a link or text; a response's header may stand before it. Cost: one pass.
Rules: FORMAT 1.4 and 1.6; the gemtext specification (lines beginning with ``=>``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tazdump._envelopes._base import (
    LINK_HEADINGS,
    Envelope,
    Kind,
    Line,
    Loss,
    Sheet,
    above_links,
    link_places,
    mark_envelope,
    plain_rows,
    set_links,
)
from tazdump._patterns import GEMINI_HEADER, GEMTEXT_LINK
from tazdump._rows import Rows
from tazdump._text import is_unwrapped
from tazdump.address import path_if_any

#: The headings below which a line that begins like a link is one.
_HEADINGS: Final = LINK_HEADINGS | {"## LINKS"}
_SEARCH_LABEL: Final = "Nach Artikeln suchen"
#: Written for a link whose address is not known: a reference to the page itself.
_NO_ADDRESS: Final = "#"


def _recognise(sheet: Sheet) -> bool:
    """A response's header; links just where they must stand, below headings or first; or text

    that is not filled where no link could stand yet.
    """
    if not sheet.marked or sheet.lead:
        return False
    if any(GEMINI_HEADER.match(line.lstrip("\ufeff")) for line in sheet.head):
        return True
    below, first = link_places(sheet)
    if any(line.startswith("=>") for line in below or first):
        return True
    return not below and is_unwrapped(sheet.lines[sheet.title + 1 :])


def read_gemtext(sheet: Sheet) -> Rows:
    """Each line is a row; links give up their arrow and URL."""
    texts: list[str] = []
    links: dict[int, str | None] = {}
    search: int | None = None
    start = above_links(sheet, _HEADINGS)
    for i, line in enumerate(sheet.lines):
        found = GEMTEXT_LINK.match(line) if i > start else None
        if found is None:
            texts.append(line)
            continue
        text = found["text"] or ""
        if not text and found["url"] != _NO_ADDRESS:
            # A link without a text shows its URL (gemtext specification, link lines).
            text = found["url"]
        texts.append(text)
        if text == _SEARCH_LABEL:
            search = i
        else:
            links[i] = None if found["url"] == _NO_ADDRESS else path_if_any(found["url"])
    rows = plain_rows(sheet, texts)
    for i in range(sheet.title):
        if GEMINI_HEADER.match(sheet.lines[i].lstrip("\ufeff")):
            mark_envelope(rows, [i])
    set_links(rows, links, search)
    rows.wrapped = False
    return rows


def write_gemtext(lines: Iterable[Line], *, header: bool = False) -> str:
    """Gemtext; with `header`, the response's first line before it."""
    written = ["20 text/gemini;lang=de"] if header else []
    for line in lines:
        if line.kind is Kind.LINK:
            written.append(f"=> {line.path or _NO_ADDRESS} {line.text}".rstrip(" "))
        elif line.kind is Kind.SEARCH:
            written.append(f"=> /!s {line.text}")
        else:
            written.append(line.mark + line.text)
    return "\n".join(written) + "\n"


GEMTEXT: Final = Envelope(
    name="gemtext",
    about="raw gemtext, with or without the response's header line",
    recognise=_recognise,
    read=read_gemtext,
    write=write_gemtext,
    losses=frozenset({Loss.WRAPS, Loss.OWN_ADDRESS}),
)
