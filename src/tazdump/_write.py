"""A page written anew: its lines in taz's order, then the envelope's fill, marks and blanks.

How: the page becomes a list of lines, each with its kind; an envelope's writer turns them into
text. Cost: linear. Rules: FORMAT 1.1 to 1.4; blank lines stand where the gopherproxy pages of the
corpus have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tazdump import _lines as lf
from tazdump._envelopes._base import Kind, Line
from tazdump._listing import FRONT_TITLE
from tazdump.address import encoded
from tazdump.model import Article, Block, Entry, Link, Listing, Page, Paragraph, Subheading, Verse

_BLANK: Final = Line(Kind.BLANK, "")


def page_lines(page: Page) -> list[Line]:
    """The lines of a page, blank lines between its blocks included."""
    blocks = _article(page) if isinstance(page, Article) else _listing(page)
    lines: list[Line] = []
    for block in blocks:
        if lines:
            lines.append(_BLANK)
        lines += block
    return [_on_one_line(line) for line in lines] if _has_breaks(lines) else lines


def _has_breaks(lines: Sequence[Line]) -> bool:
    text = "".join([line.text for line in lines])
    return "\n" in text or "\r" in text


def _on_one_line(line: Line) -> Line:
    """The line without line ends of its own, which pages from elsewhere than a dump may have."""
    return line._replace(text=line.text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "))


def _article(page: Article) -> Iterator[Sequence[Line]]:
    yield [_info(f"{lf.TITLE_MARK} -- {page.title.text}")]
    if page.lede is not None:
        yield [Line(Kind.INFO, page.lede, mark=lf.LEDE_MARK, fill=True)]
    for image in page.images:
        yield [_info(lf.IMAGE_MARK + image.caption)]
    dateline = page.dateline
    opening = f"{dateline.place} {dateline.agency} | " if dateline else ""
    for block in page.body:
        for text in _block(block):
            # The dateline opens the first paragraph, which a sub-heading may stand before.
            if opening and isinstance(block, Paragraph):
                yield [_filled(opening + text)]
                opening = ""
            else:
                yield [_filled(text)]
    if opening:
        yield [_info(opening.rstrip())]
    if page.date:
        yield [_info(lf.write_date(page.date))]
    yield from _sections(page)


def _sections(page: Article) -> Iterator[Sequence[Line]]:
    if page.links:
        yield [_heading(lf.LINKS)]
        yield [_info(f"[{k.number}] {k.address.path}") for k in page.links if k.address]
    if page.authors:
        yield [_heading(lf.AUTHORS)]
        yield [
            _link(author.name, author.address and author.address.path) for author in page.authors
        ]
    if page.tags:
        yield [_heading(lf.TAGS)]
        yield [_link(tag.name, tag.address and tag.address.path) for tag in page.tags]
    yield [_heading(lf.RELATED)]
    for entry in page.related:
        yield from _entry(entry)


def _listing(page: Listing) -> Iterator[Sequence[Line]]:
    yield [_info(lf.TITLE_MARK + ("" if page.title == FRONT_TITLE else f" -- {page.title}"))]
    if page.tagline is not None:
        yield [_filled(page.tagline)]
    if page.search is not None:
        yield [Line(Kind.SEARCH, page.search)]
    group: str | None = None
    for entry in page.entries:
        if entry.group is not None and entry.group != group:
            yield [_link(entry.group, None)]
        group = entry.group
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Sequence[Line]]:
    # A link without a text stands for a title that was lost; unmarked envelopes leave it out.
    yield [_link(entry.title.text if entry.title else "", entry.address and entry.address.path)]
    if entry.teaser is not None:
        yield [_filled(entry.teaser)]


def _block(block: Block) -> Iterable[str]:
    """A block as the paragraphs it is made of at the source."""
    if isinstance(block, Verse):
        return block.lines
    if isinstance(block, Subheading):
        return (f"{lf.HEADING_MARK}{block.text}".rstrip(),)
    return ("".join(map(_inline, block.content)),)


def _inline(part: str | Link) -> str:
    return part if isinstance(part, str) else f"[{part.number}][{part.text or ''}]"


def _info(text: str) -> Line:
    return Line(Kind.INFO, text)


def _filled(text: str) -> Line:
    return Line(Kind.INFO, text, fill=True)


def _heading(name: str) -> Line:
    return _info(lf.HEADING_MARK + name)


def _link(text: str, path: str | None) -> Line:
    return Line(Kind.LINK, text, path and encoded(path))
