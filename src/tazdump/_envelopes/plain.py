"""Pages that came through as lines of bare text, some with a head and a foot.

How: one reader for all; what differs is the head. Cost: one pass. Rules: FORMAT 2, the rows
`plain`, `meulie-nav` and `phoxy`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tazdump._envelopes._base import Envelope, Line, Loss, Sheet, mark_envelope, plain_rows
from tazdump._envelopes._writing import gopher_lines, joined
from tazdump._rows import Rows, blank_lines_kept
from tazdump._text import cut_rows

_MEULIE_HEAD: Final = "Introduction"
_MEULIE_FOOT: Final = "You are viewing proxied material from "
_MEULIE_NAVIGATION: Final = "Introduction Statistics Contact Development Disclaimer Help"
_HILTJO_FOOT: Final = ": invalid line / field count"
#: A row of text that another follows is longer than this; a tag hardly ever is.
_FILLED: Final = 50
_UMLAUTS: Final = frozenset("äöüßÄÖÜ")
_PHOXY_HEAD: Final = ("GOPHERSPACE.DE - P H O X Y", "gophering on ")
#: How many lines at the end of a page are looked at for a foot.
_FOOT_LINES: Final = 6


def strip_frame(rows: Rows) -> None:
    """Give the proxies' own lines above the title and at the end of the page to the envelope."""
    for i in range(rows.title):
        text = rows.texts[i]
        if text in {_MEULIE_HEAD, _MEULIE_NAVIGATION} or text.startswith(_PHOXY_HEAD):
            mark_envelope(rows, [i])
    for i in range(max(rows.title + 1, len(rows.texts) - _FOOT_LINES), len(rows.texts)):
        text = rows.texts[i]
        if rows.links and i in rows.links:
            continue  # A foot has no mark.
        if text.startswith(_MEULIE_FOOT):
            links = rows.links or {}
            mark_envelope(rows, [k for k in range(i, len(rows.texts)) if k not in links])
        elif text.endswith(_HILTJO_FOOT):
            mark_envelope(rows, [i])


def read_plain(sheet: Sheet) -> Rows:
    """Each line is a row."""
    rows = plain_rows(sheet, sheet.lines)
    strip_frame(rows)
    if rows.texts[-1] == "." and len(rows.texts) - 1 > rows.title:
        # A text file fetched over Gopher ends in a lone dot (RFC 1436, 3.4).
        mark_envelope(rows, [len(rows.texts) - 1])
    rows.blanks = blank_lines_kept(rows)
    rows.tell_wrapped()
    rows.cut = cut_rows(rows.texts)
    return rows


def _read_phoxy(sheet: Sheet) -> Rows:
    rows = read_plain(sheet)
    rows.ascii_info = _is_transliterated(rows)
    rows.cut = frozenset()
    return rows


def _is_transliterated(rows: Rows) -> bool:
    """Are info rows without umlauts here? Asked of rows that go on: neither titles nor tags."""
    texts = rows.texts
    return not any(
        texts[i] and len(texts[i - 1]) > _FILLED and not _UMLAUTS.isdisjoint(texts[i - 1])
        for i in range(rows.title + 2, len(texts))
    )


def _is_phoxy(sheet: Sheet) -> bool:
    return sheet.marked and any(
        line.strip("\ufeff \t").startswith(_PHOXY_HEAD) for line in sheet.head
    )


def _is_meulie(sheet: Sheet) -> bool:
    return sheet.marked and any(
        line.strip("\ufeff \t") == _MEULIE_NAVIGATION for line in sheet.head
    )


def _is_plain(sheet: Sheet) -> bool:
    return sheet.marked


def write_plain(lines: Iterable[Line], *, blank_lines: bool = True) -> str:
    """The bare lines, with or without the blank ones."""
    return joined(line.text for line in gopher_lines(lines, blank_lines=blank_lines))


PHOXY: Final = Envelope(
    name="phoxy",
    about="the Phoxy proxy of gopherspace.de: a head of two lines, text without umlauts",
    recognise=_is_phoxy,
    read=_read_phoxy,
    losses=frozenset({Loss.LINK_MARKS, Loss.ADDRESSES, Loss.UMLAUTS, Loss.OWN_ADDRESS}),
)

MEULIE_NAV: Final = Envelope(
    name="meulie-nav",
    about="the meulie proxy's page with its navigation above and its notice below",
    recognise=_is_meulie,
    read=read_plain,
    losses=frozenset(
        {Loss.BLANK_LINES, Loss.LINK_MARKS, Loss.ADDRESSES, Loss.LONG_LINES, Loss.OWN_ADDRESS}
    ),
)

PLAIN: Final = Envelope(
    name="plain",
    about="the text as taz wrote it, with or without its blank lines",
    recognise=_is_plain,
    read=read_plain,
    write=write_plain,
    losses=frozenset(
        {Loss.BLANK_LINES, Loss.LINK_MARKS, Loss.ADDRESSES, Loss.LONG_LINES, Loss.OWN_ADDRESS}
    ),
)
