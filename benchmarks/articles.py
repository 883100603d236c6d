"""Thousands of pages of our own invention, no two alike, in the shape that taz's articles have.

How: `article(n)` and `listing(n)` depend on nothing but the number and the seed, so any of them can
be made alone; texts are what `tazdump.render` writes. An article is about 6.5 kB and 100 lines as a
table: title and caption cut, lede, dateline, nine to twelve paragraphs with links, sub-headings,
date, targets, authors, tags with their tail, five related articles. No line of its body is cut, so
that it parses strictly. Cost: about 2 ms an article, and as much for each text.

>>> page = article(7)
>>> page == article(7), page == article(8)
(True, False)
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from benchmarks.german import German
from tazdump import (
    Address,
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    render,
)
from tazdump._fill import fill
from tazdump._topics import with_topics
from tazdump.model import Block

#: How many characters a body has.
_BODY: Final = 4000
_PARAGRAPHS: Final = (9, 12)
_MOST_BYTES: Final = 80
_EPOCH: Final = datetime.date(2009, 1, 1)
_DAYS: Final = 6200
#: The texts a page is measured as: their names, the envelope and its options.
TEXTS: Final[dict[str, tuple[str, dict[str, bool | str]]]] = {
    "table": ("table", {"residue": "T | |", "cut": True}),
    "menu": ("menu", {}),
    "gemtext": ("gemtext", {}),
}
_TRANSLITERATED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "*": ""}
    | dict.fromkeys("„“.,:;!?–‚‘", "")
)


def article(number: int, seed: int = 0) -> Article:
    """The article with this number."""
    german = German(random.Random(f"article {seed} {number}"))
    chance = german.chance
    dateline = Dateline(place=german.city(), agency="taz")
    body = tuple(_body(german, dateline))
    links = [part for block in body if isinstance(block, Paragraph) for part in block.content]
    related = tuple(_entry(german) for _ in range(5))
    own = list(dict.fromkeys(german.tag() for _ in range(chance.randint(4, 7))))
    topics = [chance.choice((own[0], german.tag())) for _ in related]
    tags = tuple(
        Tag(name=name, address=Address(path=f"/!t{chance.randint(5_000_000, 5_999_999)}"))
        for name in (*own, *topics)
    )
    return Article(
        title=_title(german)[0],
        lede=_uncut(german.lede, "> "),
        images=(Image(caption=german.caption()),),
        dateline=dateline,
        body=body,
        date=_EPOCH + datetime.timedelta(chance.randrange(_DAYS)),
        links=tuple(link for link in links if isinstance(link, Link)),
        authors=tuple(
            Author(name=german.person(), address=Address(path=f"/!a{chance.randint(100, 99_999)}"))
            for _ in range(chance.choice((1, 1, 1, 2)))
        ),
        tags=tags,
        related=with_topics(tags, related),
    )


def listing(number: int, seed: int = 0, entries: int = 30) -> Listing:
    """The listing with this number: a section, a tag or an author."""
    german = German(random.Random(f"listing {seed} {number}"))
    is_author = german.chance.random() < 0.3
    title = f"Artikel von {german.person()}" if is_author else german.tag()
    return Listing(
        title=title,
        kind="author" if is_author else None,
        entries=tuple(_entry(german) for _ in range(entries)),
    )


def articles(count: int, seed: int = 0) -> Iterator[Article]:
    """So many articles, each another one."""
    return (article(number, seed) for number in range(count))


def texts(count: int, name: str = "table", seed: int = 0) -> list[str]:
    """The articles' texts, by a name in `TEXTS`."""
    envelope, options = TEXTS[name]
    return [render(page, envelope, **options) for page in articles(count, seed)]


def _title(german: German) -> tuple[Title, Address]:
    kicker, headline = german.kicker(), german.headline()
    slug = "-".join(kicker.translate(_TRANSLITERATED).split())
    address = Address(path=f"/{slug}/!{german.chance.randint(5_000_000, 6_199_999)}")
    return Title.from_text(f"{kicker}: {headline}", slug=address.slug), address


def _entry(german: German) -> Entry:
    title, address = _title(german)
    return Entry(title=title, teaser=_uncut(german.teaser, ""), address=address)


def _body(german: German, dateline: Dateline) -> Iterator[Block]:
    """Paragraphs with one to five links in all, and one to three sub-headings between them."""
    chance = german.chance
    count = chance.randint(*_PARAGRAPHS)
    linked = set(chance.sample(range(count), chance.randint(1, 5)))
    headed = set(chance.sample(range(2, count), chance.randint(1, 3)))
    number = 1
    for k in range(count):
        if k in headed:
            yield Subheading(text=german.subheading())
        prefix = f"{dateline.place} {dateline.agency} | " if k == 0 else ""
        size = _BODY // count + chance.randint(-150, 150)
        yield _paragraph(german, size, prefix, number if k in linked else None)
        number += k in linked


def _paragraph(german: German, size: int, prefix: str, number: int | None) -> Paragraph:
    """A paragraph none of whose lines is cut; with a number, some of its words are a link."""
    while True:
        sentences = german.paragraph(size)
        text = " ".join(sentences)
        source: str = text
        content: tuple[str | Link, ...] = (text,)
        if number is not None:
            before, words, after = _linked(sentences, german.chance)
            link = Link(number=number, text=words, address=_title(german)[1])
            source = f"{before}[{number}][{words}]{after}"
            content = (before, link, after) if before else (link, after)
        if _fits(prefix + source):
            return Paragraph(content=content)


def _linked(sentences: Sequence[str], chance: random.Random) -> tuple[str, str, str]:
    """Up to five words inside one of the sentences, with what stands before and behind them."""
    chosen = chance.randrange(len(sentences))
    words = sentences[chosen].split(" ")
    # The last word keeps its full stop to itself.
    start = chance.randrange(len(words) - 1)
    end = min(start + chance.randint(1, 5), len(words) - 1)
    before = " ".join([*sentences[:chosen], *words[:start]])
    after = " ".join([*words[end:], *sentences[chosen + 1 :]])
    return f"{before} " if before else "", " ".join(words[start:end]), f" {after}"


def _uncut(draw: Callable[[], str], mark: str) -> str:
    """A text none of whose lines the proxy would cut."""
    while not _fits(text := draw(), len(mark)):
        pass
    return text


def _fits(text: str, mark: int = 0) -> bool:
    """Is no line of the text, filled, longer than the proxy lets through?"""
    return all(len(line.encode()) + mark <= _MOST_BYTES for line in fill(text, 75 - mark))
