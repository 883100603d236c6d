"""The proxies that mark links: gopherproxy and hiltjo's, indented or flush.

How: a mark of fixed width before each link, as many blanks before all other lines; flush where an
extractor stripped the blanks. Cost: one pass. Rules: FORMAT 2, `gopherproxy` and `hiltjo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from regex import Pattern

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
from tazdump._envelopes._writing import gopher_lines, joined
from tazdump._envelopes.plain import strip_frame
from tazdump._patterns import ALIGNED_MARK, FLUSH_MARK, PARENTHESISED_MARK
from tazdump._rows import Rows, blank_lines_kept
from tazdump.address import Address

#: Info rows are indented by the width of a mark.
_INDENT: Final = 7 * " "
_URI: Final = "URI:"
_SEARCH_MARKS: Final = frozenset({"SEARCH", "?"})


def _read(sheet: Sheet, mark: Pattern[str]) -> Rows:
    """Rows of which those with a mark are links."""
    texts: list[str] = []
    links: dict[int, str | None] = {}
    search: int | None = None
    start = above_links(sheet, LINK_HEADINGS)
    for i, line in enumerate(sheet.lines):
        found = mark.match(line) if i > start else None
        if found is None:
            texts.append(line)
            continue
        texts.append(line[found.end() :])
        if found["mark"] in _SEARCH_MARKS:
            search = i
        else:
            links[i] = None
    rows = plain_rows(sheet, texts)
    set_links(rows, links, search)
    strip_frame(rows)
    rows.blanks = blank_lines_kept(rows)
    rows.tell_wrapped()
    return rows


def _read_gopherproxy(sheet: Sheet) -> Rows:
    return _read(sheet, PARENTHESISED_MARK)


def _read_hiltjo(sheet: Sheet) -> Rows:
    return _with_uri(sheet, _read(sheet, ALIGNED_MARK))


def _read_hiltjo_flush(sheet: Sheet) -> Rows:
    return _with_uri(sheet, _read(sheet, FLUSH_MARK))


def _with_uri(sheet: Sheet, rows: Rows) -> Rows:
    """Take the page's own address from the head's ``URI:``."""
    for i in range(sheet.title):
        text = rows.texts[i]
        if text.startswith(_URI):
            uri = text.removeprefix(_URI).strip()
            rows.address = Address.parse(uri).path if uri else None
            mark_envelope(rows, [i])
    return rows


def _is_gopherproxy(sheet: Sheet) -> bool:
    return sheet.marked and sheet.lead.strip() == "" and _indented(sheet, PARENTHESISED_MARK)


def _is_hiltjo(sheet: Sheet) -> bool:
    if not sheet.marked or sheet.lead.strip():
        return False
    return (_has_uri(sheet) and sheet.lead == _INDENT) or _indented(sheet, ALIGNED_MARK)


def _has_uri(sheet: Sheet) -> bool:
    return any(line.lstrip("\ufeff \t").startswith(_URI) for line in sheet.head)


def _indented(sheet: Sheet, mark: Pattern[str]) -> bool:
    """Are most lines below the title indented like info rows, and the others marked?

    Where no line is marked at all, both proxies look alike: then the title's own indent tells,
    which gopherproxy's page has lost at the very start of the text.
    """
    below = sheet.lines[sheet.title + 1 :]
    if _INDENT not in sheet.text:  # Most pages: nothing to count, the first line without tells.
        texts = [line for line in below if line.strip()]
        return bool(texts) and all(mark.match(line) for line in texts)
    texts = [line for line in below if line.strip() and not line.startswith(_INDENT)]
    indents = sum(line.startswith(_INDENT) for line in below)
    marks = sum(mark.match(line) is not None for line in texts)
    if marks:
        return 2 * marks >= len(texts) and (indents > 0 or marks == len(texts))
    first_lost = mark is PARENTHESISED_MARK
    if indents == 0 or indents < len(texts) or (sheet.lead == _INDENT) is first_lost:
        return False
    other = ALIGNED_MARK if first_lost else PARENTHESISED_MARK
    return not any(other.match(line) for line in texts)


def _is_flush(sheet: Sheet, mark: Pattern[str]) -> bool:
    """Do marks stand just where links must: below the link headings, or first in a listing?

    So an article that has such a word at the start of a line of its body is not mistaken.
    """
    if not sheet.marked or sheet.lead:
        return False
    below, first = link_places(sheet)
    return any(mark.match(line) for line in below or first)


def _is_gopherproxy_flush(sheet: Sheet) -> bool:
    return _is_flush(sheet, PARENTHESISED_MARK)


def _is_hiltjo_flush(sheet: Sheet) -> bool:
    return _is_flush(sheet, FLUSH_MARK) or (
        _has_uri(sheet) and sheet.marked and not sheet.lead.strip()
    )


def _marked(lines: Iterable[Line], link: str, search: str) -> Iterator[str]:
    """The lines with their marks or indents; blank ones are indented too."""
    for line in gopher_lines(lines, blank_lines=True, marks=True):
        mark = {Kind.LINK: link, Kind.SEARCH: search}.get(line.kind, _INDENT)
        yield mark + line.text


def _flush(lines: Iterable[str]) -> str:
    """The lines as an extractor leaves them: no blanks around, no blank lines."""
    return joined(text for line in lines if (text := line.strip(" ")))


def write_gopherproxy(lines: Iterable[Line]) -> str:
    """Marks of seven columns; the first line has lost its indent, as all pages seen have."""
    return joined(_marked(lines, " (DIR) ", "   (?) ")).removeprefix(_INDENT)


def write_gopherproxy_flush(lines: Iterable[Line]) -> str:
    """The same without blanks around the lines."""
    return _flush(_marked(lines, " (DIR) ", "   (?) "))


def write_hiltjo(lines: Iterable[Line], *, uri: str = "") -> str:
    """A head with the page's own URI, which may be empty, and marks of seven columns."""
    return joined([f"{_URI} {uri}", *_marked(lines, "   DIR ", "SEARCH ")])


def write_hiltjo_flush(lines: Iterable[Line]) -> str:
    """The same without head and without blanks around the lines."""
    return _flush(_marked(lines, "   DIR ", "SEARCH "))


GOPHERPROXY: Final = Envelope(
    name="gopherproxy",
    about="prologic's gopherproxy: links marked ` (DIR) `, all other lines indented by seven",
    recognise=_is_gopherproxy,
    read=_read_gopherproxy,
    write=write_gopherproxy,
    losses=frozenset({Loss.ADDRESSES, Loss.OWN_ADDRESS}),
)

GOPHERPROXY_FLUSH: Final = Envelope(
    name="gopherproxy-flush",
    about="the same, stripped by an extractor: `(DIR) ` at the start of the line",
    recognise=_is_gopherproxy_flush,
    read=_read_gopherproxy,
    write=write_gopherproxy_flush,
    losses=frozenset({Loss.BLANK_LINES, Loss.ADDRESSES, Loss.OWN_ADDRESS}),
)

HILTJO: Final = Envelope(
    name="hiltjo",
    about="hiltjo's gopherproxy: a head `URI:`, links marked `   DIR `, other lines indented",
    recognise=_is_hiltjo,
    read=_read_hiltjo,
    write=write_hiltjo,
    losses=frozenset({Loss.ADDRESSES, Loss.OWN_ADDRESS}),
)

HILTJO_FLUSH: Final = Envelope(
    name="hiltjo-flush",
    about="the same, stripped by an extractor: `DIR ` at the start of the line",
    recognise=_is_hiltjo_flush,
    read=_read_hiltjo_flush,
    write=write_hiltjo_flush,
    losses=frozenset({Loss.BLANK_LINES, Loss.ADDRESSES, Loss.OWN_ADDRESS}),
)
