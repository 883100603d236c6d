"""What an envelope is, what it may lose, and the sheet of lines it is recognised from.

How: an envelope is a small value with a recogniser, a reader and, for some, a writer; the table
in `tazdump._envelopes` lists them all. Cost: the title is looked for in the head of the text only.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from attrs import define, field, frozen

from tazdump._patterns import TITLE
from tazdump._rows import BLANK, ENVELOPE, UNPARSED, Rows, new_rows
from tazdump._source import Lines

#: How far from the start of a text its title line may begin, in code points and in lines; the
#: longest head seen has 270 code points and 13 lines (kennedy).
HEAD_LENGTH: Final = 2048
#: The same for a title line without its ``# ``.
BARE_HEAD_LENGTH: Final = 768
HEAD_LINES: Final = 64
#: How much longer a head is in the text: a line end may be two code points, bars may stand before.
_SLACK: Final = 2 * HEAD_LINES
_MARKED_STOP: Final = HEAD_LENGTH + _SLACK
_BARE_STOP: Final = BARE_HEAD_LENGTH + _SLACK
#: What is looked at to find it there: the head, and a title line with what must stand below it.
HEAD_WINDOW: Final = 4 * HEAD_LENGTH
#: What may stand between a line's beginning and the name in its title, and how much at most.
_LEAD: Final = "#i| \ufeff"
_LONGEST_LEAD: Final = 16
_LINE_ENDS: Final = frozenset("\r\n")
#: What cannot begin a title; nothing is among them.
_USUAL: Final = ("# taz.de -- ", "i# taz.de -- ")
_NAMELESS: Final = frozenset({"", " ", "|", "\t", "\n", "\r"})
_MARKED_TITLE: Final = "# taz.de"
#: How many lines below a front page's bare title tell that it is one.
BELOW: Final = 7
HEAD_ROWS: Final = HEAD_LINES + BELOW

#: What stands below a front page's title; Phoxy spells the tagline without its letter.
_FRONT_SIGNS: Final = (
    "Das große linke",
    "Das grosse linke",
    "Nach Artikeln suchen",
)
_LINK_SIGNS: Final = ("(DIR) ", "DIR ", "=> ")
#: The headings of sections whose rows are links.
LINK_HEADINGS: Final = frozenset({"## AUTOREN", "## TAGS", "## ARTIKEL ZUM THEMA"})
#: A lede or teaser that is not wrapped is longer than this; the shortest seen has 110.
_LONG_LINE: Final = 100
_BARE_HEADINGS: Final = frozenset({"AUTOREN", "TAGS", "ARTIKEL ZUM THEMA", "LINKS"})
_GKBRK_SIGNS: Final = ("Leo's gemini proxy", "-- Meta line: ", "-- Sending request")
_KENNEDY_RULE: Final = "-=-=-=-=-=-=-"


class Loss(StrEnum):
    """What an envelope may take away from what taz wrote."""

    #: Blank lines between blocks: paragraph ends are found again from the line lengths.
    BLANK_LINES = "blank lines"
    #: Which lines are links: titles and teasers are told apart by their layout.
    LINK_MARKS = "link marks"
    #: Where authors, tags and entries lead to.
    ADDRESSES = "addresses"
    #: `# `, `## ` and `> `: lede and sub-headings are told by their place and shape.
    HEADING_MARKS = "heading marks"
    #: Where taz broke the lines; no text is lost with it.
    WRAPS = "wraps"
    #: All behind the first 79 bytes of a line.
    LONG_LINES = "long lines"
    #: The umlauts of all text that is no link.
    UMLAUTS = "umlauts"
    #: The lines that are links.
    LINK_LINES = "link lines"
    #: The page's own address.
    OWN_ADDRESS = "own address"


class Kind(StrEnum):
    """The kind of a written row."""

    INFO = "info"
    LINK = "link"
    SEARCH = "search"
    BLANK = "blank"


class Line(NamedTuple):
    """A row on its way out: one block or one line of taz, before fill and marks."""

    kind: Kind
    text: str
    #: The address of a link, None where it is not known.
    path: str | None = None
    #: A mark for every line of the block (`> `).
    mark: str = ""
    #: Filled at 75; titles, captions and entry titles are not.
    fill: bool = False


class HtmlRow(NamedTuple):
    """A line of a page: its number in the source, its text, its link, and where it stood."""

    number: int
    text: str
    href: str | None = None
    #: The outermost table, ``pre``, or nothing.
    container: str = ""
    #: It is a search field.
    search: bool = False
    #: Where in its line it begins at the earliest, behind what other rows have of the line.
    start: int = 0


class Page(NamedTuple):
    """The lines of an HTML page, and its fields: how many lines stand before, what it holds."""

    rows: list[HtmlRow]
    fields: list[tuple[int, str]]


@define
class Sheet:
    """The lines of a text, and the one that looks like a title of taz."""

    text: str
    #: The lines as they were given.
    raw: Lines
    title: int
    #: What the envelope put before the title: nothing, blanks, bars or the menu's ``i``.
    lead: str
    #: The title has its ``# ``.
    marked: bool
    #: Where ``taz.de`` ends in the title line.
    end: int
    #: The rows of an HTML page, of which one is the title; None for text.
    html: Page | None = None
    #: The texts of a table whose lines all have the same bars, once it is known for one.
    cells: list[str] | None = None
    #: The lines that are taz's, where they are not all.
    inside: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines; a byte order mark is no part of them, though places still count it."""
        if self.inside is None:
            lines = self.raw.whole()
            marked = bool(lines) and lines[0].startswith("\ufeff")
            self.inside = [lines[0][1:], *lines[1:]] if marked else lines
        return self.inside

    @property
    def head(self) -> list[str]:
        """The lines before the title."""
        return self.lines[: self.title]

    @property
    def title_line(self) -> str:
        """The title line from ``taz.de`` on, the bars or tabs behind it included."""
        return self.lines[self.title][self.end :]


def may_have_title(text: str) -> bool:
    """Does the head of a text have what every title line has? Asked of any text, so it is quick.

    A single character is found a hundred times faster than a word, and most texts have no ``#``:
    these are looked at no further than a title without it may stand.
    """
    stop = _MARKED_STOP if text.find("#", 0, _MARKED_STOP) >= 0 else _BARE_STOP
    at = text.find("taz.de", 0, stop)
    while at >= 0:
        before = text[max(0, at - _LONGEST_LEAD) : at].rstrip(_LEAD)
        if before[-1:] in _LINE_ENDS or not before:
            return True
        at = text.find("taz.de", at + 1, stop)
    return False


def usual_title(text: str) -> tuple[int, str, bool, int] | None:
    """What `find_title` finds in most texts, without splitting them: a title at their start."""
    if not text.startswith(_USUAL):
        return None
    lead = "i" if text[0] == "i" else ""
    end = len(lead) + len(_MARKED_TITLE)
    return (0, lead, True, end) if text[end + 4 : end + 5] not in _NAMELESS else None


def find_title(lines: Sequence[str]) -> tuple[int, str, bool, int] | None:
    """The title line in the head of a text: its index, its lead, if marked, and its end.

    Where the ``# `` is gone (proxies of Gemini), the line must be the first that holds text, or
    stand behind the head of a known proxy; and a bare ``taz.de`` needs a front page behind it.
    """
    offset, first = 0, True
    for i in range(min(len(lines), HEAD_LINES)):
        line = lines[i]
        if offset > HEAD_LENGTH:
            return None
        offset += len(line) + 1
        if "taz.de" in line and (found := TITLE.match(line)) is not None:
            marked, lead = found["mark"] is not None, found["lead"]
            named = bool(line[found.end() :].partition("\t")[0].strip(" |"))
            following = [text.strip() for text in lines[i + 1 : i + 1 + BELOW]]
            if marked and (named or lead or _is_front(following)):
                return i, lead, True, found.end()
            if not (marked or lead) and offset - len(line) <= BARE_HEAD_LENGTH + 1:
                head = first, _gemini_head(lines[:i])
                if head[1] if named else any(head) and _is_front(following):
                    return i, "", False, found.end()
                if named and first and _is_unwrapped(following):
                    return i, "", False, found.end()
        first = first and not line.strip("\ufeff \t")
    return None


def _is_front(following: Sequence[str]) -> bool:
    """Does a front page begin here: its tagline, its search field, or links with marks?"""
    return any(
        text.startswith(_LINK_SIGNS) or any(sign in text for sign in _FRONT_SIGNS)
        for text in following
    )


def _is_unwrapped(following: Sequence[str]) -> bool:
    """Is there a paragraph on one line, or a section's heading, as proxies of Gemini leave them?"""
    return any(len(text) > _LONG_LINE or text in _BARE_HEADINGS for text in following)


def _gemini_head(head: Sequence[str]) -> bool:
    return is_gkbrk_head(head) or is_kennedy_head(head)


def is_gkbrk_head(head: Sequence[str]) -> bool:
    """Is this the head of Leo's gemini proxy: lines that begin with ``-- ``?"""
    texts = [line for line in head if line.strip("\ufeff \t")]
    return all(line.startswith(("-- ", "\ufeff-- ")) for line in texts) and any(
        sign in line for line in texts for sign in _GKBRK_SIGNS
    )


def is_kennedy_head(head: Sequence[str]) -> bool:
    """Is this the head of Kennedy's archive?"""
    return any(_KENNEDY_RULE in line or "Archived View for taz.de" in line for line in head)


@frozen(kw_only=True)
class Envelope:
    """One way in which a page reaches a reader: how it is recognised, read and written."""

    name: str
    #: What it is, in a sentence.
    about: str
    recognise: Callable[[Sheet], bool]
    read: Callable[[Sheet], Rows]
    #: None where we only read it.
    write: Callable[..., str] | None = None
    #: What it takes away, always or in one of its variants.
    losses: frozenset[Loss] = field(default=frozenset[Loss]())


def title_text(rest: str) -> str:
    """The title behind ``taz.de``: without its dashes, and empty for the front page."""
    # The blank behind the dashes may be lost.
    return rest.removeprefix(" --").strip(" \t")


def plain_rows(sheet: Sheet, texts: list[str]) -> Rows:
    """Rows of which each is a line of the sheet, title included; blanks around them are dropped."""
    return stripped_rows(sheet, [text.strip(" \t") for text in texts])


def stripped_rows(sheet: Sheet, texts: list[str]) -> Rows:
    """The same, of lines that have no blanks around them any more."""
    return new_rows(texts, sheet.title, title_text(texts[sheet.title].partition("taz.de")[2]))


def above_links(sheet: Sheet, headings: Collection[str]) -> int:
    """The first of these headings, else the title: an article has no link above its sections,

    whatever its text looks like.
    """
    for i in range(sheet.title + 1, len(sheet.lines)):
        if sheet.lines[i].strip() in headings:
            return i
    return sheet.title


def mark_envelope(rows: Rows, indexes: Iterable[int]) -> None:
    """These rows are the envelope's own, not taz's."""
    for i in indexes:
        if rows.roles[i] != BLANK:
            rows.roles[i] = ENVELOPE
            rows.texts[i] = ""


def set_links(rows: Rows, links: dict[int, str | None], search: int | None = None) -> None:
    """These rows are links, even one whose text was lost, and that one is the search field."""
    rows.links, rows.search = links, search
    for i in links:
        if rows.roles[i] == BLANK:
            rows.roles[i] = UNPARSED


def link_places(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The lines that must be links if any are: right below the link headings, and first of all.

    A front page has a tagline (two lines at most) and a search field before its first link.
    """
    texts = [line for line in sheet.lines[sheet.title + 1 :] if line.strip()]
    below = [
        following
        for heading, following in itertools.pairwise(texts)
        if heading in LINK_HEADINGS and following not in LINK_HEADINGS
    ]
    return below, texts[: 1 if sheet.title_line.strip() else 4]
