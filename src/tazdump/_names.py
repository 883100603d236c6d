"""Titles, names and entries: the parts that articles and listings share.

How: where link marks are kept they tell title from teaser; else the layout does.
Cost: linear in the rows of a section. Rules: FORMAT 1.1 and 1.2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tazdump._entries import Shape, find_entries
from tazdump._notes import Notes
from tazdump._rows import ENTRY, TEASER, Rows
from tazdump._values import new_entry, new_title
from tazdump.address import Address
from tazdump.diagnostics import Code
from tazdump.model import Author, Entry, Lines, Tag, Title, split_kicker

_Name = TypeVar("_Name", Author, Tag)
_Maker = Callable[[str, Address | None, bool, Lines], _Name]


def address_at(rows: Rows, row: int) -> Address | None:
    """The address of a row that is a link, where the envelope has it."""
    links = rows.links
    path = links.get(row) if links else None
    return Address(path=path) if path else None


def title_at(
    rows: Rows, notes: Notes, row: int, text: str, address: Address | None, role: int
) -> Title:
    """The title on a row; the address is that of the page it names."""
    rows.roles[row] = role
    number = rows.numbers[row]
    # Only a second colon needs the slug.
    slug = address.slug if address and text.count(": ") > 1 else None
    kicker, headline = split_kicker(text, slug)
    cut = row in rows.cut and notes.cut(Code.TITLE_CUT, row)
    return new_title(text, kicker, headline, cut, (number, number))


def read_names(
    kind: _Maker[_Name], rows: Rows, notes: Notes, first: int, end: int, role: int
) -> list[_Name]:
    """The authors or tags on these rows, one a row; never deduplicated."""
    rows.claim(first, end, role)
    texts, links, cut, numbers = rows.texts, rows.links or {}, rows.cut, rows.numbers
    names: list[_Name] = []
    for row in range(first, end):
        text = texts[row]
        if text:
            path = links.get(row)
            names.append(
                kind(
                    text,
                    Address(path=path) if path else None,
                    row in cut and notes.cut(Code.NAME_CUT, row),
                    (numbers[row], numbers[row]),
                )
            )
    return names


def read_entries(
    rows: Rows, notes: Notes, first: int, end: int, *, titles_lost: bool | None = False
) -> list[Entry]:
    """The entries on these rows; `titles_lost` is None where only the rows can tell."""
    if rows.links is not None:
        links = rows.links
        filled = [i for i in range(first, end) if rows.texts[i] or i in links]
        shapes = _marked_shapes(links, filled)
    else:
        filled = rows.filled(first, end)
        shapes = unmarked_shapes(rows, filled, titles_lost)
    return [_entry(rows, notes, filled, shape) for shape in shapes]


def _marked_shapes(links: dict[int, str | None], filled: list[int]) -> list[Shape]:
    """A link begins an entry; what follows it is its teaser."""
    starts = [k for k, row in enumerate(filled) if row in links]
    shapes: list[Shape] = []
    before = starts[0] if starts else len(filled)
    if before:
        shapes.append(Shape(None, (0, before)))
    for start, after in zip(starts, [*starts[1:], len(filled)], strict=False):
        shapes.append(Shape(start, (start + 1, after) if after > start + 1 else None))
    return shapes


def unmarked_shapes(rows: Rows, filled: list[int], titles_lost: bool | None) -> list[Shape]:
    """The entries on these rows, told by their layout alone."""
    texts = [rows.texts[row] for row in filled]
    parted = None
    if rows.blanks:
        parted = {k for k, row in enumerate(filled) if k == 0 or filled[k - 1] != row - 1}
    return find_entries(
        texts,
        cut=[k for k, row in enumerate(filled) if row in rows.cut] if rows.cut else (),
        wrapped=rows.wrapped,
        parted=parted,
        ascii_info=rows.ascii_info,
        titles_lost=titles_lost,
    )


def _entry(rows: Rows, notes: Notes, filled: list[int], shape: Shape) -> Entry:
    """The entry of a shape; a link without a text is one whose title was lost."""
    title: Title | None = None
    teaser: str | None = None
    address: Address | None = None
    cut = False
    at, teased = shape
    texts, roles = rows.texts, rows.roles
    first = filled[at if at is not None else teased[0] if teased else 0]
    last = first
    if at is not None:
        address = address_at(rows, first)
        roles[first] = ENTRY
        if texts[first]:
            title = title_at(rows, notes, first, texts[first], address, ENTRY)
            cut = title.cut
    if teased is not None:
        below = filled[teased[0] : teased[1]]
        last = below[-1]
        for row in below:
            roles[row] = TEASER
        cut |= notes.cut_any(Code.TEXT_CUT, below)
        teaser = " ".join([texts[row] for row in below])
    return new_entry(title, teaser, address, cut, (rows.numbers[first], rows.numbers[last]))
