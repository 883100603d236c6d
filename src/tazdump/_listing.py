"""A listing from the rows of its page: title, tagline, search field, entries.

How: what stands before the first entry is told by its mark or its place; then entries to the end.
Cost: linear in the rows. Rules: FORMAT 1.2.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from tazdump import _lines as lf
from tazdump._article import known_headings
from tazdump._fill import fits
from tazdump._names import read_entries, unmarked_shapes
from tazdump._notes import Notes
from tazdump._rows import GROUP, SEARCH, TAGLINE, TITLE, Rows
from tazdump.address import Address
from tazdump.diagnostics import Code
from tazdump.model import Entry, Listing, ListingKind

FRONT_TITLE: Final = "taz.de"
#: The label of the front page's search field.
SEARCH_LABEL: Final = "Nach Artikeln suchen"
_AUTHOR_TITLES: Final = ("Artikel von ", "Alle Artikel von ")
_TAGLINE_START: Final = "Das große linke"
#: How many rows a tagline has at most, where no search field ends it.
_TAGLINE_ROWS: Final = 4
_KINDS: Final[dict[str, ListingKind]] = {
    "front": "front",
    "section": "section",
    "tag": "tag",
    "author": "author",
}


def is_listing(rows: Rows, address: Address | None) -> bool:
    """Is this page a listing? Told from the page, and from its address first where it is known.

    An article has a kicker or a lede, a dateline, a date or sections; a listing has none of them,
    and begins with an entry.
    """
    title = rows.title_text
    if address is not None and address.kind not in {"outside", "search"}:
        return address.kind != "article"
    if not title:
        return True
    if known_headings(rows):
        return False
    filled = rows.filled(rows.title + 1, rows.end)
    if rows.links is not None and filled and filled[0] in rows.links:
        return True
    if _shows_article(rows, filled):
        return False
    if title.startswith(_AUTHOR_TITLES):
        return True
    if ": " not in title and rows.title not in rows.cut:
        return True
    return rows.links is None and _shows_entries(rows, filled)


def _shows_entries(rows: Rows, filled: list[int]) -> bool:
    """Are there two entries at least, and has each, but for the last, a kicker and a teaser?"""
    shapes = unmarked_shapes(rows, filled, False)
    texts = [rows.texts[row] for row in filled]
    whole = [
        shape.title is not None and ": " in texts[shape.title] and shape.teaser is not None
        for shape in shapes
    ]
    return len(whole) > 1 and all(whole[:-1])


def _shows_article(rows: Rows, filled: Sequence[int]) -> bool:
    """Is there what no listing has: a lede, a dateline, a date, sub-headings?"""
    first = rows.texts[filled[0]] if filled else ""
    return bool(
        (rows.marked and lf.is_lede(first))
        or lf.read_dateline(first)
        or any(lf.is_date(rows.texts[i]) or lf.is_heading(rows.texts[i]) for i in filled)
    )


def read_listing(rows: Rows, notes: Notes, address: Address | None) -> Listing:
    """Read a listing; `address` is the page's own."""
    rows.roles[rows.title] = TITLE
    notes.cut(Code.TITLE_CUT, rows.title)
    kind = _kind(rows.title_text, address)
    tagline, search = _before_entries(rows, kind)
    for row in tagline:
        rows.roles[row] = TAGLINE
    first = tagline[-1] + 1 if tagline else rows.title + 1
    lost = None if rows.may_lose_links else False
    entries: list[Entry] = []
    if search is not None:
        rows.roles[search] = SEARCH
        entries = read_entries(rows, notes, first, search, titles_lost=lost)
        first = search + 1
    entries += read_entries(rows, notes, first, rows.end, titles_lost=lost)
    if entries and all(entry.title is None for entry in entries) and rows.may_lose_links:
        notes.add(Code.TITLES_LOST, rows.title)
    if kind == "front":
        entries = _grouped(rows, entries)
    return Listing(
        title=rows.title_text or FRONT_TITLE,
        kind=kind,
        tagline=" ".join([rows.texts[row] for row in tagline]) or None,
        search=rows.texts[search] if search is not None else None,
        entries=tuple(entries),
        address=address,
    )


def _kind(title: str, address: Address | None) -> ListingKind | None:
    if not title:
        return "front"
    if title.startswith(_AUTHOR_TITLES):
        return "author"
    return _KINDS.get(address.kind) if address else None


def _before_entries(rows: Rows, kind: ListingKind | None) -> tuple[list[int], int | None]:
    """The rows of the tagline, and the row of the search field.

    The tagline ends where the search field or the first link stands; where there is neither, its
    own words tell it.
    """
    links = rows.links or {}
    below = [i for i in range(rows.title + 1, rows.end) if rows.texts[i] or i in links]
    search = rows.search if rows.search in below else None
    if search is None:
        search = next((i for i in below[:8] if rows.texts[i] == SEARCH_LABEL), None)
    end = next((k for k, i in enumerate(below) if i == search or i in links), None)
    if end is not None:
        return below[:end], search
    return (_bare_tagline(rows, below) if kind == "front" else []), None


def _bare_tagline(rows: Rows, filled: Sequence[int]) -> list[int]:
    """The tagline where nothing but its words and its fill tell it."""
    if not filled or not rows.texts[filled[0]].startswith(_TAGLINE_START):
        return []
    tagline = [filled[0]]
    for i in filled[1:_TAGLINE_ROWS]:
        if not rows.wrapped or i != tagline[-1] + 1 or fits(rows.texts[tagline[-1]], rows.texts[i]):
            break
        tagline.append(i)
    return tagline


def _grouped(rows: Rows, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a front page below the headings that group them.

    A heading is an entry without teaser, and without the kicker that 53 of 54 titles have. One
    that heads nothing, because another follows it, stays an entry; so does one that repeats the
    heading before it, for groups are told by their names, and its own would be lost.
    """
    grouped: list[Entry] = []
    heading: Entry | None = None
    group: str | None = None
    for k, entry in enumerate(entries):
        is_heading = k + 1 < len(entries) and _may_head(entry)
        name = heading.title.text if heading is not None and heading.title is not None else None
        if heading is not None and (is_heading or name == group):
            grouped.append(evolve(heading, group=group))
        elif heading is not None:
            group = name
            rows.roles[bisect_left(rows.numbers, heading.lines[0])] = GROUP
        heading = entry if is_heading else None
        if not is_heading:
            grouped.append(evolve(entry, group=group) if group else entry)
    return grouped


def _may_head(entry: Entry) -> bool:
    title = entry.title
    return title is not None and not title.kicker and not title.cut and entry.teaser is None
