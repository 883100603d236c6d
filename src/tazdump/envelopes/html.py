"""The proxies' own pages: lines inside `<pre>` or table cells, with the links they carry.

How: the standard library's parser; a line is what stands between two line ends of a `<pre>`, or
in a row of a table; it is a link if nothing but a mark stands beside its anchor.
Cost: linear; one event a tag. Rules: FORMAT 3.
"""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import accumulate
from typing import Final
from urllib.parse import unquote

from attrs import define, field

from tazdump._patterns import HOST, SCHEME
from tazdump._rows import Rows, blank_lines_kept, new_rows
from tazdump._text import is_unwrapped
from tazdump.address import Address
from tazdump.envelopes._base import (
    Envelope,
    HtmlRow,
    Page,
    Sheet,
    find_title,
    mark_envelope,
    set_links,
    title_text,
)
from tazdump.envelopes.menu import read_menu

#: Elements whose text is no part of the page.
_SILENT: Final = frozenset({"script", "style", "title", "template", "noscript"})
#: Elements that begin and end a line outside `<pre>`.
_BLOCKS: Final = frozenset(
    {"address", "article", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4",
     "header", "hr", "li", "main", "nav", "ol", "p", "section", "table", "tbody", "tr", "ul"}
)  # fmt: skip
#: A mark beside a link, as ` (DIR) ` or `SEARCH `, is at most this long.
_MARK_LENGTH: Final = 9
#: Fed behind the text: closes whatever is still open there, so that the parser never looks for
#: an end twice (it is quadratic in unclosed comments and tags); the noncharacter tells it apart.
_TEXT_END: Final = "\n\ufdd0"
_CLOSING: Final = _TEXT_END + "\"'>]]>-->"
_MENU_IDS: Final = frozenset({"gopher"})


@define
class _Segment:
    """A line while it is read: its text, and the part of it that is an anchor."""

    number: int
    text: list[str] = field(factory=list[str])
    inside: list[str] = field(factory=list[str])
    href: str | None = None

    def row(self, container: str, *, raw: bool) -> HtmlRow:
        """The line as a row; blanks are folded outside `<pre>`."""
        text = "".join(self.text)
        if not raw:
            text = " ".join(text.split())
        inside = "".join(self.inside).strip()
        if self.href is not None and inside:
            mark = text.partition(inside)[0].strip()
            if len(mark) <= _MARK_LENGTH and text.rstrip().endswith(inside):
                return HtmlRow(self.number, inside, self.href, container)
        return HtmlRow(self.number, text, None, container)


class _Reader(HTMLParser):
    """Collects the lines of a page."""

    def __init__(self, last_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._last_line = last_line
        self.rows: list[HtmlRow] = []
        self.address: str | None = None
        self._silent = 0
        self._pre = 0
        self._containers: list[str] = []
        self._cells: list[HtmlRow] | None = None
        self._segment: _Segment | None = None
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "input":
            value = values.get("value") or ""
            if self.address is None and HOST.search(value):
                self.address = value
        elif tag == "a":
            self._href = values.get("href")
        else:
            self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str | None]) -> None:
        raw = tag == "pre" or values.get("id") in _MENU_IDS
        if tag in _BLOCKS or raw:
            self._flush()
        if raw:
            self._pre += 1
        if tag == "table" or raw:
            self._containers.append("table" if tag == "table" else "pre")
        if tag == "tr":
            self._end_cells()
            self._cells = []

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._href = None
        elif tag in {"td", "th"}:
            self._flush()
        elif tag in _BLOCKS or tag == "pre":
            self._flush()
            if tag in {"tr", "table"}:
                self._end_cells()
            if tag == "pre":
                self._pre = max(0, self._pre - 1)
            if tag in {"pre", "table"} and self._containers:
                self._containers.pop()

    def handle_data(self, data: str) -> None:
        """Add text to the line, or to several where a `<pre>` breaks it."""
        number = self.getpos()[0]
        if self._silent or number > self._last_line:
            return
        data = data.rpartition(_TEXT_END)[0] if _TEXT_END in data else data
        if not self._pre:
            if not data.isspace() or self._segment is not None:
                self._add(data, number)
            return
        for i, part in enumerate(data.split("\n")):
            if i:
                # The line end is a line's even if the line is empty.
                self._flush(at_least=number + i - 1)
            if part:
                self._add(part, number + i)

    def _add(self, text: str, number: int) -> None:
        if self._segment is None:
            self._segment = _Segment(min(number, self._last_line))
        self._segment.text.append(text)
        if self._href is not None:
            self._segment.href = self._segment.href or self._href
            self._segment.inside.append(text)

    def _flush(self, at_least: int | None = None) -> None:
        """End the line; an empty one counts where a `<pre>` breaks it."""
        segment, self._segment = self._segment, None
        if segment is None:
            if at_least is None:
                return
            segment = _Segment(min(at_least, self._last_line))
        container = self._containers[0] if self._containers else ""
        row = segment.row(container, raw=bool(self._pre))
        (self.rows if self._cells is None else self._cells).append(row)

    def _end_cells(self) -> None:
        """End a table's row: beside a link, the other cells are its mark."""
        cells, self._cells = self._cells, None
        if cells is None:
            return
        links = [row for row in cells if row.href is not None]
        texts = links or self._texts(cells)
        if not texts:
            container = self._containers[0] if self._containers else ""
            texts = [HtmlRow(min(self.getpos()[0], self._last_line), "", None, container)]
        self.rows += texts

    @staticmethod
    def _texts(cells: list[HtmlRow]) -> list[HtmlRow]:
        """The lines of a table's row: a `<pre>` in a cell may hold many, blank ones among them."""
        first = next((i for i, row in enumerate(cells) if row.text.strip()), len(cells))
        return cells[first:]

    def finish(self) -> None:
        """End what is still open at the end of the page."""
        self.close()
        self._flush()
        self._end_cells()


def read_page(text: str) -> Page:
    """The lines of an HTML page, whatever its state."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(text.count("\n") + (not text.endswith("\n")))
    reader.feed(text + _CLOSING)
    reader.finish()
    return Page(reader.rows, reader.address)


def looks_like_html(text: str) -> bool:
    """Does the text begin as a page of HTML?"""
    return text[:256].lstrip("\ufeff \t\r\n")[:1] == "<"


def html_sheet(text: str, lines: list[str]) -> Sheet | None:
    """A sheet of an HTML page, whose title is one of its rows; None if none of them is."""
    page = read_page(text)
    found = find_title([row.text for row in page.rows])
    return Sheet(text, lines, *found, html=page) if found else None


def _read(sheet: Sheet) -> Rows:
    page = sheet.html
    if page is None:
        msg = "an HTML sheet has the rows of its page"
        raise ValueError(msg)
    if sheet.lead == "i":
        rows = read_menu(sheet._replace(lines=[row.text for row in page.rows]))
    else:
        rows = _rows(page, sheet.title)
    _leave_frame(rows, page)
    rows.numbers = _rising([row.number for row in page.rows])
    rows.blanks = blank_lines_kept(rows)
    rows.wrapped = not is_unwrapped(rows.texts[rows.title + 1 :])
    rows.address = Address.parse(page.address).path if page.address else None
    return rows


def _rows(page: Page, title: int) -> Rows:
    texts = [row.text.strip(" \t") for row in page.rows]
    rows = new_rows(texts, title, title_text(texts[title].partition("taz.de")[2]))
    links = {
        i: _path(row.href) for i, row in enumerate(page.rows) if row.href is not None and i > title
    }
    set_links(rows, links)
    return rows


def _path(href: str) -> str | None:
    """Where a link leads; None for one that stays on the proxy and does not show taz."""
    href = href.strip()
    return Address.parse(href).path if HOST.search(unquote(href)) or SCHEME.match(href) else None


def _leave_frame(rows: Rows, page: Page) -> None:
    """What stands above the title, or outside the kind of element it is in, is the proxy's."""
    container = page.rows[rows.title].container
    mark_envelope(
        rows,
        [i for i, row in enumerate(page.rows) if i < rows.title or row.container != container],
    )


def _rising(numbers: list[int]) -> list[int]:
    """Line numbers that never fall, so that a node's first line is not behind its last."""
    return list(accumulate(numbers, max))


def _recognise(sheet: Sheet) -> bool:
    return sheet.html is not None


HTML: Final = Envelope(
    name="html",
    about="a proxy's own page of HTML: its lines in order, with the addresses of its links",
    recognise=_recognise,
    read=_read,
)
