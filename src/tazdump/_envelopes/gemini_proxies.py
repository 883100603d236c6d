"""Proxies of Gemini as extractors leave them: no marks, no links, one line a paragraph.

How: the head tells which proxy; then every line is a row, and what the marks said is told from
order and shape. Cost: one pass. Rules: FORMAT 2, `loxy`, `gkbrk` and `kennedy`.
"""

from __future__ import annotations

from typing import Final

from tazdump._envelopes._base import (
    Envelope,
    Loss,
    Sheet,
    is_gkbrk_head,
    is_kennedy_head,
    mark_envelope,
    plain_rows,
)
from tazdump._rows import Rows

_LOSSES: Final = frozenset(
    {Loss.LINK_MARKS, Loss.ADDRESSES, Loss.HEADING_MARKS, Loss.WRAPS, Loss.OWN_ADDRESS}
)
_GKBRK_FEET: Final = ("-- Response ended", "-- Page fetched on")


def _read(sheet: Sheet) -> Rows:
    rows = plain_rows(sheet, sheet.lines)
    mark_envelope(rows, range(sheet.title))
    rows.marked = False
    rows.wrapped = False
    return rows


def _read_loxy(sheet: Sheet) -> Rows:
    rows = _read(sheet)
    rows.may_lose_links = True
    return rows


def _read_gkbrk(sheet: Sheet) -> Rows:
    rows = _read(sheet)
    for i in range(sheet.title + 1, len(rows.texts)):
        if rows.texts[i].startswith(_GKBRK_FEET):
            mark_envelope(rows, [i])
    return rows


def _read_kennedy(sheet: Sheet) -> Rows:
    rows = _read(sheet)
    for i in range(sheet.title + 1, len(rows.texts)):
        if rows.texts[i] == "-=-=-=-=-=-=-":
            mark_envelope(rows, range(i, len(rows.texts)))
            break
    return rows


def _is_loxy(sheet: Sheet) -> bool:
    return not sheet.marked


def _is_gkbrk(sheet: Sheet) -> bool:
    return not sheet.marked and is_gkbrk_head(sheet.head)


def _is_kennedy(sheet: Sheet) -> bool:
    return not sheet.marked and is_kennedy_head(sheet.head)


LOXY: Final = Envelope(
    name="loxy",
    about="the Loxy proxy: no `# `, `## ` or `> `; one variant loses every line that is a link",
    recognise=_is_loxy,
    read=_read_loxy,
    losses=_LOSSES | {Loss.BLANK_LINES, Loss.LINK_LINES},
)

GKBRK: Final = Envelope(
    name="gkbrk",
    about="Leo's gemini proxy: a head of lines that begin with `-- `, two blank lines a break",
    recognise=_is_gkbrk,
    read=_read_gkbrk,
    losses=_LOSSES,
)

KENNEDY: Final = Envelope(
    name="kennedy",
    about="Kennedy's archive of Gemini: a head that tells when the page was captured",
    recognise=_is_kennedy,
    read=_read_kennedy,
    losses=_LOSSES,
)
