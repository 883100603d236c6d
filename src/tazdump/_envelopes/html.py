"""The proxies' own pages: lines inside `<pre>` or table cells, with the links they carry.

How: the page's lines in order; the title tells which element holds taz's page, and all outside of
it is the proxy's. Cost: linear. Rules: FORMAT 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final
from urllib.parse import unquote

from attrs import evolve

from tazdump._envelopes._base import (
    BELOW,
    HEAD_ROWS,
    Envelope,
    HtmlRow,
    Loss,
    Page,
    Sheet,
    find_title,
    set_links,
    title_text,
)
from tazdump._envelopes._html_lines import read_head, read_page
from tazdump._envelopes.menu import read_menu
from tazdump._envelopes.plain import strip_frame
from tazdump._patterns import HOST, SCHEME
from tazdump._rows import ENVELOPE, Rows, blank_lines_kept, new_rows
from tazdump._source import Lines
from tazdump._text import cut_rows
from tazdump.address import Address

#: What a page of HTML begins with: a tag, or what is passed over before it.
_OPENINGS: Final = "<\ufeff \t\r\n"
#: How much of a page is looked at for the title, in code points; proxies write far less before it.
_HEAD_SIZE: Final = 1 << 14
_NAME: Final = "taz.de"
#: What may stand between a row's beginning and its title, and how much of it there is at most.
_LEAD: Final = " |\t\f"
_LONGEST_LEAD: Final = 64
#: What ends where a row or a title's mark does: a tag, a character reference, a line, the mark.
_BEGINNINGS: Final = frozenset(">;\n\r\ufeff#")
#: What follows the name in a title.
_BEHIND: Final = frozenset({" ", "|", "\t", "\n", "\r", "<", "&"})


def looks_like_html(text: str) -> bool:
    """Does the text begin as a page of HTML?"""
    return text[:1] in _OPENINGS and text[:256].lstrip(_OPENINGS[1:])[:1] == "<"


def html_sheet(text: str, lines: Lines | None) -> Sheet | None:
    """A sheet of an HTML page, whose title is one of its rows; None if none of them is.

    Without `lines` it has no rows but those that the title is looked for in.
    """
    page = read_page(text, HEAD_ROWS if lines is None else None)
    found = _find_title(page.rows)
    return (
        Sheet(text, Lines(text) if lines is None else lines, *found, html=page) if found else None
    )


def may_be_dump(text: str) -> bool:
    """Has the head of a page of HTML a title? A page that is no longer is not read for that."""
    if not _may_have_title(text):
        return False
    if len(text) <= _HEAD_SIZE:
        return True
    rows = read_head(text, _HEAD_SIZE, HEAD_ROWS)
    found = _find_title(rows)
    # What stands below it must be known too, or the whole page may tell something else.
    return found is not None and (len(rows) >= HEAD_ROWS or found[0] + BELOW < len(rows))


def _may_have_title(text: str) -> bool:
    """Does the name of taz begin a row somewhere in the head? In most pages it stands in links."""
    at = text.find(_NAME, 0, _HEAD_SIZE)
    while at >= 0:
        after = at + len(_NAME)
        if text[after : after + 1] in _BEHIND:
            before = text[max(0, at - _LONGEST_LEAD) : at].rstrip(_LEAD)
            if before[-1:] in _BEGINNINGS or not before:
                return True
        at = text.find(_NAME, after, _HEAD_SIZE)
    return False


def _find_title(rows: Sequence[HtmlRow]) -> tuple[int, str, bool, int] | None:
    """Find the title: in `<pre>` or table cells (FORMAT 3), elsewhere only by its mark."""
    return find_title(
        [row.text if row.container or row.text.startswith("# ") else "" for row in rows]
    )


def _read(sheet: Sheet) -> Rows:
    page = sheet.html or read_page(sheet.text)
    frame = _frame(page, sheet.title)
    inside = ["" if i in frame else row.text for i, row in enumerate(page.rows)]
    if sheet.lead == "i":
        rows = read_menu(evolve(sheet, inside=inside))
    else:
        rows = _rows(page, inside, sheet.title)
    for i in frame:
        rows.roles[i] = ENVELOPE
    strip_frame(rows)
    places = _rising(page.rows)
    rows.numbers, rows.is_lines = [number for number, _ in places], False
    rows.starts = [start for _, start in places]
    rows.blanks = blank_lines_kept(rows)
    rows.tell_wrapped()
    if not rows.blanks and page.rows[rows.title].container.startswith("table"):
        # The one proxy that cuts writes a table without blank lines.
        rows.cut = cut_rows(rows.texts)
    rows.address = _own_address(page, rows.title)
    return rows


def _frame(page: Page, title: int) -> set[int]:
    """The rows with text above the title, or outside the element it is in: the proxy's own."""
    container = page.rows[title].container
    return {
        i
        for i, row in enumerate(page.rows)
        if (i < title or (container and row.container != container)) and row.text.strip()
    }


def _rows(page: Page, inside: list[str], title: int) -> Rows:
    """The rows of taz's page, with what their anchors and fields say."""
    texts = [text.strip(" \t") for text in inside]
    rows = new_rows(texts, title, title_text(texts[title].partition("taz.de")[2]))
    below = [(i, page.rows[i]) for i in range(title + 1, len(texts)) if texts[i]]
    search = next((i for i, row in below if row.search), None)
    links = {i: _path(row.href) for i, row in below if row.href is not None and i != search}
    set_links(rows, links, search)
    return rows


def _path(href: str) -> str | None:
    """Where a link leads; None for one that stays on the proxy and does not show taz."""
    href = href.strip()
    return Address.parse(href).path if HOST.search(unquote(href)) or SCHEME.match(href) else None


def _own_address(page: Page, title: int) -> str | None:
    """The address in the first field above the title that holds one of taz."""
    above = (value for before, value in page.fields if before <= title)
    field = next((value for value in above if HOST.search(unquote(value))), None)
    return Address.parse(field).path if field else None


def _rising(rows: Sequence[HtmlRow]) -> list[tuple[int, int]]:
    """Lines, and places in them, that never fall: no node's first line is behind its last."""
    return list(accumulate([(row.number, row.start) for row in rows], max))


def _recognise(sheet: Sheet) -> bool:
    return sheet.html is not None


HTML: Final = Envelope(
    name="html",
    about="a proxy's own page of HTML: its lines in order, with the addresses of its links",
    recognise=_recognise,
    read=_read,
    losses=frozenset({Loss.OWN_ADDRESS}),
)
