"""What is left of a page when an envelope has taken away what it declares to lose.

How: `up_to` forgets, loss by loss, just what the loss means, so that two pages are equal up to some
losses if they are equal behind it; `as_cut` is what the proxy's cuts leave. Cost: linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from attrs import evolve

from tazdump import Address, Article, Entry, Listing, Paragraph, Subheading, Title, Verse
from tazdump._envelopes import Loss
from tazdump._envelopes.table import cut_line
from tazdump._fill import WIDTH, fill
from tazdump._lines import IMAGE_MARK, LEDE_MARK, TITLE_MARK
from tazdump.model import Author, Block, Page, Tag

Name = TypeVar("Name", Author, Tag)


def up_to(page: Page, losses: Iterable[Loss]) -> Page:
    """The page without what these losses take away."""
    for loss in sorted(losses, key=list(_FORGET).index):
        page = _FORGET[loss](page)
    return page


def _without_link_texts(page: Page) -> Page:
    """LONG_LINES: a link's text is told by the body, which may have lost a part of it."""
    if isinstance(page, Listing):
        return page
    return evolve(page, links=tuple(evolve(link, text=None) for link in page.links))


def _without_own_address(page: Page) -> Page:
    """OWN_ADDRESS: the kicker is settled by the address's slug, the kind by its letter."""
    if isinstance(page, Listing):
        kind = page.kind if page.kind in {"front", "author"} else None
        return evolve(page, address=None, kind=kind)
    return evolve(page, address=None, title=Title.from_text(page.title.text))


def _without_addresses(page: Page) -> Page:
    """ADDRESSES: those of links in the body stay, for they are text."""
    if isinstance(page, Listing):
        return evolve(page, entries=_bare_entries(page.entries))
    return evolve(
        page,
        authors=tuple(evolve(author, address=None) for author in page.authors),
        tags=tuple(evolve(tag, address=None) for tag in page.tags),
        related=_bare_entries(page.related),
    )


def _bare_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(
        evolve(entry, address=None, title=entry.title and Title.from_text(entry.title.text))
        for entry in entries
    )


def _without_link_marks(page: Page) -> Page:
    """LINK_MARKS: which lines of a section are titles; their words and order stay."""
    if isinstance(page, Article):
        return evolve(page, related=_glued(page.related))
    if page.search is None and page.tagline is not None:
        # Nothing but its fill tells where the tagline ends.
        first = Entry(title=None, teaser=page.tagline)
        return evolve(page, tagline=None, entries=_glued((first, *page.entries)))
    return evolve(page, entries=_glued(page.entries))


def _glued(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """All text of some entries as one teaser; where they lead to is lost with the marks."""
    texts: list[str] = []
    group: str | None = None
    for entry in entries:
        if entry.group not in {None, group}:
            texts.append(entry.group or "")
        group = entry.group
        texts += [text for text in (entry.title and entry.title.text, entry.teaser) if text]
    return (Entry(title=None, teaser=" ".join(texts)),) if texts else ()


def _without_blank_lines(page: Page) -> Page:
    """BLANK_LINES: where the blocks of a body end; words, marks and order stay."""
    if isinstance(page, Listing):
        return page
    text = " ".join(" ".join(source_of(block)) for block in page.body)
    return evolve(page, body=(Paragraph(content=(text,)),) if text else ())


def _same(page: Page) -> Page:
    """WRAPS: where taz broke its lines is no part of the values."""
    return page


#: In this order, for what an address settles is forgotten before the text is glued.
_FORGET: Final[dict[Loss, Callable[[Page], Page]]] = {
    Loss.WRAPS: _same,
    Loss.LONG_LINES: _without_link_texts,
    Loss.OWN_ADDRESS: _without_own_address,
    Loss.ADDRESSES: _without_addresses,
    Loss.LINK_MARKS: _without_link_marks,
    Loss.BLANK_LINES: _without_blank_lines,
}


def source_of(block: Block) -> tuple[str, ...]:
    """The paragraphs of taz that a block is made of, with their marks."""
    if isinstance(block, Verse):
        return block.lines
    if isinstance(block, Subheading):
        return (f"## {block.text}".rstrip(),)
    return (
        "".join(
            part
            if isinstance(part, str)
            else f"[{part.number}][{part.text or ''}" + ("" if part.cut else "]")
            for part in block.content
        ),
    )


def as_cut(page: Page) -> Page:
    """The page of which each line of more than 80 bytes is cut (FORMAT 2, cuts)."""
    if isinstance(page, Listing):
        return evolve(
            page,
            title=cut_line(f"{TITLE_MARK} -- {page.title}").removeprefix(f"{TITLE_MARK} -- "),
            tagline=page.tagline and _cut(page.tagline),
            entries=tuple(_cut_groups(page.entries)),
        )
    return evolve(
        page,
        title=_cut_title(page.title, f"{TITLE_MARK} -- "),
        lede=page.lede and _cut(page.lede, LEDE_MARK),
        images=tuple(
            evolve(image, caption=_cut_behind(IMAGE_MARK, image.caption)) for image in page.images
        ),
        body=_cut_body(page),
        links=tuple(
            evolve(link, address=_cut_address(link.number, link.address)) for link in page.links
        ),
        authors=tuple(map(_cut_name, page.authors)),
        tags=tuple(map(_cut_name, page.tags)),
        related=tuple(map(_cut_entry, page.related)),
    )


def _cut(text: str, mark: str = "") -> str:
    lines = fill(text, WIDTH - len(mark))
    return " ".join(_cut_behind(mark, line) for line in lines)


def _cut_behind(mark: str, text: str) -> str:
    return cut_line(mark + text).removeprefix(mark)


def _cut_title(title: Title, mark: str = "") -> Title:
    return Title.from_text(_cut_behind(mark, title.text))


def _cut_entry(entry: Entry) -> Entry:
    return evolve(
        entry,
        title=entry.title and _cut_title(entry.title),
        teaser=entry.teaser and _cut(entry.teaser),
    )


def _cut_groups(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries below their headings; one that was cut is no heading, but an entry."""
    group: str | None = None
    for entry in entries:
        heading = cut_line(entry.group or "")
        if heading == (entry.group or ""):
            yield _cut_entry(entry)
        else:
            if entry.group != group:
                yield Entry(title=Title.from_text(heading), teaser=None)
            yield evolve(_cut_entry(entry), group=None)
        group = entry.group


def _cut_name(name: Name) -> Name:
    return evolve(name, name=cut_line(name.name))


def _cut_address(number: int, address: Address | None) -> Address | None:
    return address and Address.parse(_cut_behind(f"[{number}] ", address.path))


def _cut_body(page: Article) -> tuple[Block, ...]:
    """The blocks as plain text, their lines cut; the first one stands behind the dateline."""
    blocks: list[Block] = []
    dateline = page.dateline
    opening = f"{dateline.place} {dateline.agency} | " if dateline else ""
    for block in page.body:
        for text in source_of(block):
            blocks.append(Paragraph(content=(_cut(opening + text).removeprefix(opening),)))
            opening = ""
    return tuple(blocks)
