"""Articles and listings that the format can carry, as values of the model.

How: each part is drawn as taz writes it, and what the reader infers from a text (kickers, verse,
topics, kinds) is inferred here as well; the rare page that could not be told from another one is
drawn again. Cost: some milliseconds a page. Rules: FORMAT 1.1 to 1.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from tazdump import _lines as lf
from tazdump._fill import WIDTH, fill, proves_end
from tazdump._listing import FRONT_TITLE, SEARCH_LABEL
from tazdump._slug import slug_of
from tazdump._testing import words
from tazdump._text import LONGEST_TITLE
from tazdump._topics import with_topics
from tazdump.address import Address
from tazdump.model import (
    Article,
    Author,
    Block,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    ListingKind,
    Page,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

_Name = TypeVar("_Name", Author, Tag)

#: The longest mark that a proxy puts before a link.
_MARK: Final = 7
_TAGLINE: Final = "Das große linke Nachrichten-Portal aus"
_FEWEST_VERSES: Final = 3
_MOST_RELATED: Final = 5


@cache
@st.composite
def _titles(draw: st.DrawFn) -> tuple[Title, Address | None]:
    """A title and the address of its page, whose slug is made from the kicker, colons and all."""
    kickers = draw(st.lists(words.phrases(1, 4), max_size=2))
    text = ": ".join([*kickers, draw(words.phrases())])
    if not draw(st.booleans()):
        return Title.from_text(text), None
    slug = slug_of(" ".join(kickers)) if draw(st.booleans()) else ""
    number = draw(words.numbers())
    address = Address(path=f"/{slug}/!{number}" if slug else f"/!{number}")
    return Title.from_text(text, slug=address.slug), address


@cache
@st.composite
def _entries(draw: st.DrawFn, *, most: int, teased: bool = False) -> tuple[Entry, ...]:
    """Entries; with `teased`, each has a teaser, or a kicker that a group's heading lacks.

    Now and then all titles are lost, as in one variant of loxy.
    """
    teasers = words.prose(8, 30)
    if draw(st.integers(0, 19)) == 19:
        return tuple(Entry(title=None, teaser=t) for t in draw(st.lists(teasers, max_size=most)))
    entries: list[Entry] = []
    for title, address in draw(st.lists(_titles(), max_size=most)):
        teaser = draw(teasers if teased and title.kicker is None else st.none() | teasers)
        entries.append(Entry(title=title, teaser=teaser, address=address))
    return tuple(entries)


@cache
@st.composite
def _bodies(draw: st.DrawFn, *, dateline: bool) -> tuple[Block, ...]:
    """Paragraphs, poems and sub-headings, with links numbered in order."""
    paragraph = words.paragraphs().map(lambda content: [Paragraph(content=content)])
    verses = words.phrases(1, 6).map(lambda text: Paragraph(content=(text,)))
    heading = (st.just("") | words.phrases(1, 14)).map(lambda text: [Subheading(text=text)])
    runs = draw(
        st.lists(paragraph | heading | st.lists(verses, min_size=1, max_size=6), max_size=6)
    )
    blocks: list[Paragraph | Subheading] = [block for run in runs for block in run]
    if dateline and blocks and not isinstance(blocks[0], Paragraph):
        blocks.reverse()
    if dateline and blocks and not isinstance(blocks[0], Paragraph):
        blocks.insert(0, Paragraph(content=("Regen.",)))
    return tuple(_with_verse(_numbered(blocks), dateline=dateline))


def _numbered(blocks: Sequence[Paragraph | Subheading]) -> Iterator[Paragraph | Subheading]:
    number = 0
    for block in blocks:
        if isinstance(block, Subheading):
            yield block
            continue
        content: list[str | Link] = []
        for part in block.content:
            if isinstance(part, Link):
                number += 1
                content.append(evolve(part, number=number))
            else:
                content.append(part)
        yield Paragraph(content=tuple(content))


def _with_verse(blocks: Iterator[Paragraph | Subheading], *, dateline: bool) -> Iterator[Block]:
    """The blocks with each run of at least three short paragraphs, none of them filled, as verse.

    Rule: API, `Verse`. A paragraph with a dateline or a link is none.
    """
    run: list[Paragraph] = []
    for i, block in enumerate(blocks):
        short = isinstance(block, Paragraph) and not (dateline and i == 0) and _is_short(block)
        if run and not (short and proves_end(run[-1].text, block.text)):
            yield from _run(run)
            run = []
        if short and isinstance(block, Paragraph):
            run.append(block)
        else:
            yield block
    yield from _run(run)


def _is_short(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= WIDTH and len(fill(text)) == 1 and len(paragraph.content) == 1


def _run(run: Sequence[Paragraph]) -> Sequence[Block]:
    if len(run) < _FEWEST_VERSES:
        return run
    return (Verse(lines=tuple(paragraph.text for paragraph in run)),)


def _linked(body: Sequence[Block], targets: Sequence[Address | None]) -> tuple[Block, ...]:
    """The body with the targets of its links; a number whose target is None leads nowhere."""
    linked: list[Block] = []
    for block in body:
        if isinstance(block, Paragraph):
            content = tuple(
                part if isinstance(part, str) else evolve(part, address=targets[part.number - 1])
                for part in block.content
            )
            linked.append(Paragraph(content=content))
        else:
            linked.append(block)
    return tuple(linked)


def _links(body: Sequence[Block]) -> list[Link]:
    return [
        part
        for block in body
        if isinstance(block, Paragraph)
        for part in block.content
        if isinstance(part, Link)
    ]


@cache
def _named(
    kind: type[_Name], names: st.SearchStrategy[str], letter: str
) -> st.SearchStrategy[_Name]:
    return st.builds(kind, name=names, address=st.none() | words.addresses(letter))


@cache
@st.composite
def _articles(draw: st.DrawFn) -> Article:
    title, address = draw(_titles())
    dateline = draw(st.none() | words.places())
    body = draw(_bodies(dateline=dateline is not None))
    used = len(_links(body))
    # Rarely a link's target is missing, or a target that no text points to follows the others.
    targets: list[Address | None] = list(
        draw(st.lists(words.targets(), min_size=used, max_size=used))
    )
    if used and draw(st.integers(0, 9)) == 9:
        targets[draw(st.integers(0, used - 1))] = None
    unused = draw(st.lists(words.targets(), max_size=1)) if draw(st.booleans()) else []
    body = _linked(body, targets)
    links = [link for link in _links(body) if link.address is not None]
    links += [Link(number=used + k, address=target) for k, target in enumerate(unused, 1)]
    related = draw(_entries(most=_MOST_RELATED))
    if any(entry.title is None for entry in related):
        authors, tags = [], []
    else:
        authors = draw(st.lists(_named(Author, words.people(), "a"), max_size=3))
        tags = draw(st.lists(_named(Tag, words.phrases(1, 3), "t"), max_size=8))
    return Article(
        title=title,
        lede=draw(st.none() | words.prose(3, 40)),
        images=tuple(draw(st.lists(st.builds(Image, caption=words.phrases(1, 14)), max_size=2))),
        dateline=Dateline(place=dateline[0], agency=dateline[1]) if dateline else None,
        body=body,
        date=draw(st.none() | st.dates()),
        links=tuple(links),
        authors=tuple(authors),
        tags=tuple(tags),
        related=with_topics(tags, related),
        address=address,
    )


def _is_article(article: Article) -> bool:
    """Can no part be taken for another one?"""
    texts = [text for block in article.body for text in _sources(block)]
    # A dateline is followed by other text; where there is none, the text must not look like one.
    opening = "" if article.dateline or not texts else texts[0]
    headings = [block.text for block in article.body if isinstance(block, Subheading)]
    lines = [line for text in texts for line in fill(text)]
    return not (
        lf.read_dateline(opening)
        or _has_long_title(article.title, article.related)
        or any(text.startswith(lf.IMAGE_MARK) for text in texts)
        or any(map(lf.is_date, (*lines, *(tag.name for tag in article.tags))))
        or not set(lf.SECTIONS).isdisjoint(headings)
    )


def _has_long_title(title: Title | None, entries: Sequence[Entry]) -> bool:
    """Is a title, marked by a proxy, as long as none of taz's? It looks like text never filled."""
    titles = [title, *(entry.title for entry in entries)]
    return any(title is not None and len(title.text) + _MARK > LONGEST_TITLE for title in titles)


def _sources(block: Block) -> tuple[str, ...]:
    """The paragraphs of a block as they stand in a dump, but for the fill."""
    if isinstance(block, Verse):
        return block.lines
    if isinstance(block, Subheading):
        return ()
    return (
        "".join(
            part if isinstance(part, str) else f"[{part.number}][{part.text}]"
            for part in block.content
        ),
    )


@cache
@st.composite
def _listings(draw: st.DrawFn, kinds: Sequence[ListingKind | None]) -> Listing:
    kind = draw(st.sampled_from(kinds))
    if kind == "front":
        return draw(_fronts())
    title = draw(words.phrases(1, 4).filter(lambda text: ": " not in text))
    address: Address | None = None
    if kind == "author":
        before = draw(st.sampled_from(("Artikel von ", "Alle Artikel von ")))
        title = before + draw(words.people())
        address = draw(st.none() | words.addresses("a"))
    elif kind is not None:
        address = draw(words.addresses("p" if kind == "section" else "t"))
    return Listing(title=title, kind=kind, entries=draw(_entries(most=8)), address=address)


@cache
@st.composite
def _fronts(draw: st.DrawFn) -> Listing:
    """A front page: tagline, search field, and entries, of which the later ones are in groups."""
    entries = list(draw(_entries(most=8, teased=True)))
    group: str | None = None
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        if draw(st.booleans()) and entry.title is not None:
            group = draw(words.phrases(1, 4).filter(lambda text: ": " not in text))
            # No front page has a heading twice; of two in a row the model could hold one.
            group = group if group not in seen else f"{group}{len(seen) + 1}"
            seen.add(group)
        entries[i] = evolve(entry, group=group)
    # One of them at least tells a front page from any text that begins with the name of taz.
    tagged, searched = draw(st.sampled_from(((True, True), (True, False), (False, True))))
    return Listing(
        title=FRONT_TITLE,
        kind="front",
        tagline=f"{_TAGLINE} {draw(words.phrases(1, 4))}." if tagged else None,
        search=SEARCH_LABEL if searched else None,
        entries=tuple(entries),
        address=draw(st.none() | st.just(Address(path="/"))),
    )


def _is_listing(listing: Listing) -> bool:
    """Can it not be taken for an article?"""
    texts = [
        text
        for entry in listing.entries
        for text in (entry.group, entry.title and entry.title.text, entry.teaser)
        if text is not None
    ]
    first = texts[0] if texts else ""
    return not (
        first.startswith(lf.IMAGE_MARK)
        or _has_long_title(None, listing.entries)
        or lf.read_dateline(first)
        or any(lf.is_date(line) for text in texts for line in fill(text))
    )


def articles() -> st.SearchStrategy[Article]:
    """Articles, from a mere title to one that has every part (FORMAT 1.1, 1.3).

    Each is what a reader makes of its own text: titles are split at their kickers, runs of short
    lines are verse, related articles have the topics that the tags' tail gives them.
    """
    return _articles().filter(_is_article)


def listings(kind: ListingKind | None = None) -> st.SearchStrategy[Listing]:
    """Listings of one kind, or of any: without address, sections and tags have none (FORMAT 1.2).

    The front page has tagline, search field and groups.
    """
    kinds = (None, "section", "tag", "author", "front") if kind is None else (kind,)
    return _listings(kinds).filter(_is_listing)


def pages() -> st.SearchStrategy[Page]:
    """Articles and listings."""
    return articles() | listings()
