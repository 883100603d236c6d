"""An article from the rows of its page: the line formats in the order in which taz writes them.

How: title, head (lede and captions), body, date, sections; each takes its rows and leaves the
rest; what nobody takes stays unparsed. Cost: a few passes over the rows. Rules: FORMAT 1.1.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Final

from tazdump import _lines as lf
from tazdump._blocks import BlockReader
from tazdump._body import body_parts
from tazdump._names import address_at, read_entries, read_names, title_at
from tazdump._notes import Notes
from tazdump._rows import AUTHOR, DATE, LEDE, LINK, SECTION, TAG, TITLE, Rows
from tazdump._topics import with_topics
from tazdump._values import new_author, new_link, new_tag, set_link_text
from tazdump.address import Address, linked, parsed_path
from tazdump.diagnostics import Code, visible
from tazdump.model import Article, Author, Entry, Image, Link, Tag

#: The sections by their place.
_ORDER: Final = {name: i for i, name in enumerate(lf.SECTIONS)}
#: A section: its name, None for one that the format does not have; its heading; its end.
Section = tuple[str | None, int, int]


def read_article(rows: Rows, notes: Notes, address: Address | None) -> Article:
    """Read an article; `address` is the page's own."""
    known = known_headings(rows)
    end = known[0][0] if known else rows.end
    title = title_at(rows, notes, rows.title, rows.title_text, address, TITLE)
    links = _read_links(rows, notes, known)
    targets = {link.number: link.address for link in reversed(links.values()) if link.address}
    blocks = BlockReader(rows, notes, targets)
    after, lede, images = _head(rows, end, notes, blocks)
    date_row = _date_row(rows, after, end, in_sections=bool(known))
    sections = _sections(rows, known, end if date_row is None else date_row + 1, end)
    body_end = sections[0][1] if sections else rows.end
    blocks.read(body_parts(rows, after, body_end if date_row is None else date_row))
    if date_row is not None:
        blocks.read(body_parts(rows, date_row + 1, body_end))
    rest = _SectionReader(rows, notes)
    rest.read(sections)
    date = _read_date(rows, notes, date_row, rest.date_row, body_end)
    if known and date_row is None and rest.date_row is None:
        notes.add(Code.DATE_MISSING, known[0][0])
    if lf.RELATED not in {name for _, name in known}:
        notes.add(Code.PAGE_ENDS_EARLY, _last_filled(rows))
    return Article(
        title=title,
        lede=lede,
        images=(*images, *blocks.images),
        dateline=blocks.dateline,
        body=tuple(blocks.blocks),
        date=date,
        links=_with_texts(links, blocks.link_texts, notes),
        authors=tuple(rest.authors),
        tags=tuple(rest.tags),
        related=with_topics(rest.tags, rest.related),
        address=address,
    )


def known_headings(rows: Rows) -> list[tuple[int, str]]:
    """The rows that are headings of the format's sections, with the sections' names.

    A sub-heading may be called LINKS; one that is followed by no target is not the section.
    """
    if rows.headings is None:
        rows.headings = _known_headings(rows)
    return rows.headings


def _known_headings(rows: Rows) -> list[tuple[int, str]]:
    names = lf.section_names(marked=rows.marked)
    texts = rows.texts
    asked = rows.hashes() if rows.marked else range(rows.title + 1, rows.end)
    found = [(i, names[texts[i]]) for i in asked if texts[i] in names and i < rows.end]
    return [(i, name) for i, name in found if name != lf.LINKS or _leads_to_targets(rows, i)]


def _leads_to_targets(rows: Rows, heading: int) -> bool:
    names = lf.section_names(marked=rows.marked)
    for i in range(heading + 1, rows.end):
        text = rows.texts[i]
        if text:
            return text in names or lf.read_target(text) is not None or lf.is_date(text)
    return True


def _head(
    rows: Rows, end: int, notes: Notes, blocks: BlockReader
) -> tuple[int, str | None, list[Image]]:
    """Lede and captions, and the row behind them.

    Where the marks are lost, the first paragraph is the lede: 53 of 54 articles have one.
    """
    lede: list[str] = []
    images: list[Image] = []
    first = last = after = rows.title + 1
    for i in range(rows.title + 1, end):
        text = rows.texts[i]
        if not text:
            continue
        is_lede = lf.is_lede(text) if rows.marked else _is_bare_lede(rows, i, lede, images)
        if is_lede:
            if images and lede:
                notes.add(Code.LEDE_MISPLACED, i)
            rows.roles[i] = LEDE
            lede.append(text[2:] if rows.marked else text)
            if i in rows.cut:
                notes.cut(Code.TEXT_CUT, i)
            first, last = (i if len(lede) == 1 else first), i + 1
        elif text.startswith(lf.IMAGE_MARK) and (rows.marked or lede):
            images.append(blocks.image(i))
        else:
            break
        after = i + 1
    joined = " ".join(line for line in lede if line) if lede else None
    if joined is not None:
        blocks.note_links(joined, first, last)
    return after, joined, images


def _is_bare_lede(rows: Rows, row: int, lede: Sequence[str], images: Sequence[Image]) -> bool:
    text = rows.texts[row]
    return not (
        lede
        or images
        or text.startswith(lf.IMAGE_MARK)
        or lf.is_date(text)
        or lf.read_dateline(text)
    )


def _date_row(rows: Rows, first: int, end: int, *, in_sections: bool) -> int | None:
    """The row of the date: the last one of its form above the sections.

    A page that breaks off in its body has no date yet: there, a date with text behind it is text.
    """
    texts = rows.texts
    for i in range(end - 1, first - 1, -1):
        if lf.is_date(texts[i]):
            following = next((texts[k] for k in range(i + 1, end) if texts[k]), "")
            return i if in_sections or not following else None
    return None


def _sections(
    rows: Rows, known: Sequence[tuple[int, str]], after_date: int, end: int
) -> list[Section]:
    """The sections in the order in which they stand; behind the date every heading opens one."""
    headings: list[tuple[int, str | None]] = list(known)
    if rows.marked:
        asked = rows.hashes()
        first, last = bisect_left(asked, min(after_date, end)), bisect_left(asked, rows.end)
        # The known ones are among them; where they are all, no row is looked at: 1 µs a page.
        if last - first > len(known):
            names, texts = {i for i, _ in known}, rows.texts
            some = asked[first:last]
            headings += [(i, None) for i in some if i not in names and lf.is_heading(texts[i])]
            headings.sort(key=itemgetter(0))
    after = [i for i, _ in headings[1:]] + [rows.end]
    return [(name, i, end) for (i, name), end in zip(headings, after, strict=False)]


def _read_date(
    rows: Rows, notes: Notes, row: int | None, stray: int | None, body_end: int
) -> datetime.date | None:
    """The date on its row, or on one that strayed into a section."""
    if row is None:
        row = stray
    if row is None:
        return None
    text = rows.texts[row]
    date = lf.read_date(text)
    if date is None:
        notes.add_unparsed(Code.DATE_IMPOSSIBLE, row, text)
        return None
    rows.roles[row] = DATE
    if row == stray or rows.filled(row + 1, body_end):
        notes.add(Code.DATE_MISPLACED, row, text)
    return date


def _read_links(rows: Rows, notes: Notes, known: Sequence[tuple[int, str]]) -> dict[int, Link]:
    """The targets under LINKS by row; their texts are joined when the body has been read."""
    after = [i for i, _ in known[1:]] + [rows.end]
    links: dict[int, Link] = {}
    seen: set[int] = set()
    for (heading, name), end in zip(known, after, strict=False):
        if name != lf.LINKS:
            continue
        for i in rows.filled(heading + 1, end):
            found = lf.read_target(rows.texts[i])
            if found is None:
                continue
            number, target = found
            rows.roles[i] = LINK
            if number in seen:
                notes.add(Code.TARGET_REPEATED, i, f"[{number}]", number=number)
            seen.add(number)
            address = address_at(rows, i)
            if address is None:
                address = linked(target)
            elif i not in rows.cut and parsed_path(target) != address.path:
                notes.add(Code.TARGET_DIFFERS, i, target, path=visible(address.path))
            cut = i in rows.cut and notes.cut(Code.TARGET_CUT, i)
            links[i] = new_link(number, None, address, cut, rows.lines(i, i + 1))
    return links


def _with_texts(
    links: Mapping[int, Link], texts: Mapping[int, str], notes: Notes
) -> tuple[Link, ...]:
    """The links, just made, with the texts that point to them."""
    for row, link in links.items():
        text = texts.get(link.number)
        if text is None:
            notes.add(Code.TARGET_WITHOUT_TEXT, row, f"[{link.number}]", number=link.number)
        else:
            set_link_text(link, text)
    return tuple(links.values())


def _last_filled(rows: Rows) -> int:
    return next(i for i in range(rows.end - 1, -1, -1) if rows.texts[i])


class _SectionReader:
    """Reads the sections in the order in which they stand, whichever that is."""

    def __init__(self, rows: Rows, notes: Notes) -> None:
        self._rows = rows
        self._notes = notes
        self._last = -1
        self.authors: list[Author] = []
        self.tags: list[Tag] = []
        self.related: list[Entry] = []
        self.date_row: int | None = None

    def read(self, sections: Sequence[Section]) -> None:
        """Read them all."""
        seen: set[str] = set()
        for name, heading, end in sections:
            if name is None:
                self._notes.add_unparsed(Code.SECTION_UNKNOWN, heading, self._rows.texts[heading])
                continue
            self._rows.roles[heading] = SECTION
            if name in seen:
                self._notes.add(Code.SECTION_REPEATED, heading)
            elif _ORDER[name] < self._last:
                self._notes.add(Code.SECTION_OUT_OF_ORDER, heading)
            seen.add(name)
            self._last = max(self._last, _ORDER[name])
            self._read(name, heading + 1, end, seen)
        if self._titles_lost(seen):
            self._notes.add(Code.TITLES_LOST, sections[-1][1])

    def _read(self, name: str, first: int, end: int, seen: Collection[str]) -> None:
        rows, notes = self._rows, self._notes
        if name == lf.RELATED:
            lost = self._titles_lost(seen)
            self.related += read_entries(rows, notes, first, end, titles_lost=lost)
            return
        texts = rows.texts
        # Their lengths leave hardly any row to be asked.
        dates = [i for i in range(first, end) if 10 <= len(texts[i]) <= 11 and lf.is_date(texts[i])]
        date = dates[0] if dates else None
        spans = [(first, end)]
        if date is not None and self.date_row is None:
            self.date_row = date
            spans = [(first, date), (date + 1, end)]
        for start, stop in spans:
            if name == lf.AUTHORS:
                self.authors += read_names(new_author, rows, notes, start, stop, AUTHOR)
            elif name == lf.TAGS:
                self.tags += read_names(new_tag, rows, notes, start, stop, TAG)

    def _titles_lost(self, seen: Collection[str]) -> bool | None:
        """Has loxy lost the lines that are links? Then AUTOREN and TAGS stand there empty.

        None where the page has neither, and only the entries can tell.
        """
        if not self._rows.may_lose_links or self.authors or self.tags:
            return False
        return True if {lf.AUTHORS, lf.TAGS} & set(seen) else None
