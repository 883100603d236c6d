"""The lines of a page of HTML, in order, with the links and the fields they carry.

How: the standard library's parser; a line is what stands between two line ends of a `<pre>`, in a
block, or in a cell of a table; it is a link if nothing but a mark stands beside its anchor.
Cost: linear; one event a tag. Rules: FORMAT 3.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final

from attrs import define, field

from tazdump._envelopes._base import HtmlRow, Page
from tazdump._patterns import (
    ALIGNED_MARK,
    FLUSH_MARK,
    LONG_BLANKS,
    LONG_NUMBER,
    PARENTHESISED_MARK,
)

#: Elements whose text is no part of the page.
_SILENT: Final = frozenset({"script", "style", "title", "template", "noscript", "button"})
#: Elements that begin and end a line.
_BLOCKS: Final = frozenset(
    {"address", "article", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4",
     "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
     "th", "tr", "ul"}
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_CONTAINERS: Final = frozenset({"table", "pre"})
#: The element that holds a raw menu (gophper-proxy); its lines are those of a `<pre>`.
_MENU_ID: Final = "gopher"
#: Cells of smolnet-portal that hold nothing of the page.
_MARK_CELLS: Final = frozenset({"type-description", "mimetype"})
_SEARCH_MARKS: Final = frozenset({"SEARCH", "?"})
#: Where what is behind a line stands in it.
_BEHIND: Final = sys.maxsize
#: White space of HTML; a no-break space is none.
_BLANKS: Final = " \t\n\f"
#: Fed behind the text: closes whatever is still open there, so that the parser never looks for
#: an end twice (it is quadratic in unclosed comments and tags).
_CLOSING: Final = "\n\"'>]]>-->"


@define
class _Segment:
    """A line while it is read: its text, and the part of it that is an anchor."""

    number: int
    start: int
    text: list[str] = field(factory=list[str])
    inside: list[str] = field(factory=list[str])
    href: str | None = None
    search: str | None = None

    def row(self, container: str, *, raw: bool) -> HtmlRow:
        """The line as a row; line ends are folded outside `<pre>`."""
        text, inside = "".join(self.text), "".join(self.inside)
        number, start = self.number, self.start
        if self.search is not None and read_mark(text) is not None:
            return HtmlRow(number, self.search, None, container, True, start)
        if not raw:
            text, inside = _folded(text), _folded(inside)
        inside = inside.strip(_BLANKS)
        shown = text.rstrip(_BLANKS)
        if self.href is not None and inside and shown.endswith(inside):
            mark = read_mark(shown[: -len(inside)])
            if mark is not None:
                search = mark in _SEARCH_MARKS
                return HtmlRow(number, inside, self.href, container, search, start)
        return HtmlRow(number, text, None, container, False, start)


def _folded(text: str) -> str:
    """The text on one line; blanks inside its lines are kept, for proxies show them."""
    lines = [line.strip(_BLANKS) for line in text.split("\n")]
    return " ".join([line for line in lines if line])


def read_mark(text: str) -> str | None:
    """The mark that is all of a text, empty for blanks alone; None for any other text.

    >>> read_mark(" (DIR) "), read_mark("SEARCH"), read_mark(" "), read_mark("Siehe ")
    ('DIR', 'SEARCH', '', None)
    """
    bare = text.strip(_BLANKS)
    if not bare:
        return ""
    for pattern, shown in (
        (PARENTHESISED_MARK, bare),
        (FLUSH_MARK, bare),
        (ALIGNED_MARK, text.rstrip(_BLANKS)),
    ):
        found = pattern.match(shown)
        if found and found.end() == len(shown):
            return found["mark"]
    return None


def _is_of_proxy(text: str) -> bool:
    """Is this a mark or a media type, as ``text/plain``?"""
    return read_mark(text) is not None or ("/" in text and " " not in text.strip(_BLANKS))


class _EnoughError(Exception):
    """As many rows have been read as were asked for."""


class _Reader(HTMLParser):
    """Collects the lines of a page."""

    def __init__(self, last_line: int, most: int | None) -> None:
        super().__init__(convert_charrefs=True)
        self._last_line = last_line
        self._most = most
        self.rows: list[HtmlRow] = []
        self.fields: list[tuple[int, str]] = []
        #: The elements that are open whose text does not count.
        self._silent: Counter[str] = Counter()
        #: The open tables and `<pre>`s: each with the name that its lines bear.
        self._open: list[tuple[str, str]] = []
        self._counts: Counter[str] = Counter()
        self._tables = 0
        #: How many `<div>`s are open from the menu's own on.
        self._menu = 0
        #: A block of a `<pre>` has begun that has no text yet.
        self._fresh = False
        #: The lines of the table's row that is open, and whether they stand in a cell of marks.
        self._cells: list[tuple[HtmlRow, bool]] | None = None
        self._marking = False
        self._segment: _Segment | None = None
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _SILENT:
            self._silent[tag] += 1
        elif tag == "a":
            self._href = dict(attrs).get("href")
        elif tag == "input":
            self._input(dict(attrs))
        elif tag == "br":
            self._end_line(*self.getpos())
        elif tag in _BLOCKS:
            self._open_block(tag, dict(attrs))

    def _input(self, values: dict[str, str | None]) -> None:
        """A field above the page may hold its address; one inside of it is its search field."""
        if values.get("type") == "hidden":
            return
        if value := values.get("value"):
            self.fields.append((len(self.rows), value))
        if (label := values.get("placeholder")) and not self._silent:
            self._line(*self.getpos()).search = label

    def _open_block(self, tag: str, values: dict[str, str | None]) -> None:
        self._end_block()
        if tag == "tr":
            self._end_cells()
            self._cells = []
        elif tag in _CELLS:
            self._marking = (values.get("class") or "") in _MARK_CELLS
        elif tag == "table":
            self._tables += 1
            self._push("table", f"table {self._tables}")
        elif tag == "pre":
            self._push("pre", "pre")
        elif tag == "div":
            if self._menu:
                self._menu += 1
            elif values.get("id") == _MENU_ID:
                self._menu = 1
                self._push("pre", "pre")
        self._fresh = tag == "div"

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _SILENT:
            self._silent -= Counter([tag])
        elif tag == "a":
            self._href = None
        elif tag in _BLOCKS:
            self._close_block(tag)

    def _close_block(self, tag: str) -> None:
        if self._fresh and self._counts["pre"]:
            # A row without text, as a script or phroxy makes it.
            self._end_line(*self.getpos())
        self._end_block()
        if tag in {"tr", "table"}:
            self._end_cells()
        if tag in _CONTAINERS:
            self._pop(tag)
        if tag == "div" and self._menu:
            self._menu -= 1
            if not self._menu:
                self._pop("pre")

    def _push(self, tag: str, name: str) -> None:
        self._open.append((tag, name))
        self._counts[tag] += 1

    def _pop(self, tag: str) -> None:
        """Close a table or `<pre>`, and all that is open in it; a stray end tag does nothing."""
        while self._counts[tag]:
            closed, _ = self._open.pop()
            self._counts[closed] -= 1
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Add text to the line, or to several where a `<pre>` breaks it."""
        number, start = self.getpos()
        if self._silent or number > self._last_line:
            return
        data = data.removesuffix(_CLOSING)
        if not self._counts["pre"]:
            text = data.lstrip(_BLANKS)
            if self._segment is not None or text:
                # The line is the one on which its first word stands.
                further = data[: len(data) - len(text)].count("\n")
                self._add(data, number + further, 0 if further else start)
            return
        for i, part in enumerate(data.split("\n")):
            if i:
                self._end_line(number + i - 1, 0 if i > 1 else start)
            if part:
                self._add(part, number + i, 0 if i else start)

    def _line(self, number: int, start: int) -> _Segment:
        """The line that is open, or a new one."""
        self._fresh = False
        if self._segment is None:
            self._segment = _Segment(*self._inside(number, start))
        return self._segment

    def _inside(self, number: int, start: int) -> tuple[int, int]:
        """A line and a place in it; behind the last line, the last one's end."""
        return (number, start) if number <= self._last_line else (self._last_line, _BEHIND)

    def _add(self, text: str, number: int, start: int) -> None:
        line = self._line(number, start)
        line.text.append(text)
        if self._href is not None:
            line.href = line.href or self._href
            line.inside.append(text)

    def _add_rows(self, rows: list[HtmlRow]) -> None:
        self.rows += rows
        if self._most is not None and len(self.rows) >= self._most:
            raise _EnoughError

    def _end_line(self, number: int, start: int) -> None:
        """End the line, which counts even if it is empty."""
        self._line(number, start)
        self._flush()

    def _end_block(self) -> None:
        """End what cannot go on behind the begin or the end of a block."""
        self._fresh = False
        del self._silent["button"]
        self._flush()

    def _flush(self) -> None:
        """End the line that is open; its anchor ends with it, closed or not."""
        segment, self._segment = self._segment, None
        if segment is None:
            return
        if segment.inside:
            self._href = None
        container = self._open[0][1] if self._open else ""
        row = segment.row(container, raw=bool(self._counts["pre"]))
        if self._cells is None:
            self._add_rows([row])
        else:
            self._cells.append((row, self._marking))

    def _end_cells(self) -> None:
        """End a table's row: of its cells, those of marks say what the others are."""
        cells, self._cells, self._marking = self._cells, None, False
        if cells is None:
            return
        texts = [row for row, marking in cells if not (marking and _is_of_proxy(row.text))]
        if any(row.href is not None for row in texts):
            texts = [row for row in texts if row.href is not None or read_mark(row.text) is None]
        first = next((i for i, row in enumerate(texts) if row.text.strip(_BLANKS)), None)
        if first is None:
            container = self._open[0][1] if self._open else ""
            number, start = self._inside(*self.getpos())
            texts = [HtmlRow(number, "", None, container, False, start)]
        elif any(marking and read_mark(row.text) in _SEARCH_MARKS for row, marking in cells):
            texts[first] = texts[first]._replace(search=True)
        self._add_rows(texts[first or 0 :])

    def finish(self) -> None:
        """End what is still open at the end of the page."""
        self.close()
        self._flush()
        self._end_cells()


def _tamed(text: str) -> str:
    """The text without what the standard library's parser cannot read in linear time, or at all.

    A declaration that opens like a marked section becomes a bogus comment, which HTML takes it for;
    a tag that seems to have a thousand blanks in it is none, nor a character's number of a thousand
    digits.
    """
    text = LONG_NUMBER.sub("&amp;", text.replace("<![", "<!x"))
    parts: list[str] = []
    start = 0
    for blanks in LONG_BLANKS.finditer(text):
        tag = text.rfind("<", start, blanks.start())
        if tag >= 0 and text.find(">", tag, blanks.start()) < 0:
            parts += [text[start:tag], "&lt;", text[tag + 1 : blanks.end()]]
        else:
            parts.append(text[start : blanks.end()])
        start = blanks.end()
    return "".join([*parts, text[start:]])


def read_head(text: str, size: int, most: int) -> list[HtmlRow]:
    """The first lines of a page longer than `size`: those that end in so much of it."""
    text = _tamed(text[:size].replace("\r\n", "\n").replace("\r", "\n"))
    reader = _Reader(text.count("\n") + 1, most)
    with suppress(_EnoughError):
        reader.feed(text)
    return reader.rows


def read_page(text: str, most: int | None = None) -> Page:
    """The lines of an HTML page, whatever its state; with `most`, no more than begin it."""
    text = _tamed(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = _Reader(text.count("\n") + (not text.endswith("\n")), most)
    with suppress(_EnoughError):
        reader.feed(text + _CLOSING)
        reader.finish()
    return Page(reader.rows, reader.fields)
