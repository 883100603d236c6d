"""The values a page is made of: frozen, slotted, hashable, picklable; text as taz wrote it.

How: plain attrs classes. Equality is about what taz wrote: `lines`, `cut`, `certain` and a page's
`diagnostics`, `envelope` and `source` tell how it reached us and take no part in it.
Cost: construction only; what can be derived is derived when asked for.
"""

from __future__ import annotations

import datetime
from typing import Final, Literal, final

from attrs import field, frozen

from tazdump._slug import slug_of
from tazdump._source import Source
from tazdump.address import Address
from tazdump.diagnostics import Diagnostic

ListingKind = Literal["front", "section", "tag", "author"]
#: First and last line of a node, 1-based.
Lines = tuple[int, int]
#: The lines of a node that was made by hand.
NOWHERE: Final[Lines] = (0, 0)

_NO_SOURCE: Final = Source(verbatim="")


@final
@frozen(kw_only=True)
class Title:
    """A title, with the kicker (Dachzeile) and the headline (Titel) it is made of."""

    #: All of it, without ``# taz.de -- ``.
    text: str
    #: What stands before the first ``: ``, or where the page's slug says so: inferred.
    kicker: str | None = None
    headline: str
    #: The proxy cut it; the ``…`` stays in the text.
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)

    @classmethod
    def from_text(
        cls, text: str, *, slug: str | None = None, cut: bool = False, lines: Lines = NOWHERE
    ) -> Title:
        """A title from its text; the slug of its page, where known, settles the kicker.

        Rule: FORMAT 1.1, row ``title``.

        >>> Title.from_text("Wetter: Regen: und kein Ende", slug="Wetter-Regen").kicker
        'Wetter: Regen'
        >>> Title.from_text("Wetter: Regen: und kein Ende").kicker
        'Wetter'
        """
        kicker, headline = split_kicker(text, slug)
        return cls(text=text, kicker=kicker, headline=headline, cut=cut, lines=lines)

    def __str__(self) -> str:
        """The text."""
        return self.text


def split_kicker(text: str, slug: str | None) -> tuple[str | None, str]:
    """Kicker and headline; with a slug, the kicker is the part that the slug was made from."""
    if slug and text.count(": ") > 1:
        wanted, matched, end = slug_of(slug), 0, -2
        for part in text.split(": ")[:-1]:
            end += 2 + len(part)
            words = slug_of(part)
            matched += matched > 0 and bool(words)
            if not wanted.startswith(words, matched):
                break
            matched += len(words)
            if matched == len(wanted):
                return text[:end], text[end + 2 :]
    before, colon, after = text.partition(": ")
    return (before, after) if colon and before and after else (None, text)


@final
@frozen(kw_only=True)
class Image:
    """An image, of which the dump has the caption (Bildunterschrift) alone."""

    caption: str
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)


@final
@frozen(kw_only=True)
class Dateline:
    """Where a report was written and by which agency (Spitzmarke): ``Berlin taz | ``."""

    place: str
    agency: str
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)


@final
@frozen(kw_only=True)
class Link:
    """A numbered link: its text stands in a paragraph, its target under LINKS."""

    number: int
    #: None for a target that no text points to.
    text: str | None = None
    #: None for a text whose number LINKS does not have.
    address: Address | None = None
    #: The text (in a paragraph) or the target (in `Article.links`) lost its end to a cut.
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)


@final
@frozen(kw_only=True)
class Paragraph:
    """A paragraph (Absatz): text and links, in order, lines joined with blanks."""

    content: tuple[str | Link, ...]
    #: Text of it was lost to a cut.
    cut: bool = field(default=False, eq=False)
    #: Its end is proved by a blank line, a mark or the line lengths; False: it was judged.
    certain: bool = field(default=True, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The plain text, links as their texts."""
        return "".join(p if isinstance(p, str) else p.text or "" for p in self.content)


@final
@frozen(kw_only=True)
class Subheading:
    """A sub-heading (Zwischentitel); its text is empty for a bare ``##``."""

    text: str
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)


@final
@frozen(kw_only=True)
class Verse:
    """A poem or the like: at least three short lines, each a paragraph of its own at taz."""

    #: The verses, one string each. Their place is `span`, for `lines` is what a poem is made of.
    lines: tuple[str, ...]
    cut: bool = field(default=False, eq=False)
    #: First and last line in the source, 1-based: what `lines` is for all other nodes.
    span: Lines = field(default=NOWHERE, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The plain text, one verse a line."""
        return "\n".join(self.lines)


@final
@frozen(kw_only=True)
class Author:
    """An author, by name."""

    name: str
    address: Address | None = None
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)

    def __str__(self) -> str:
        """The name."""
        return self.name


@final
@frozen(kw_only=True)
class Tag:
    """A tag (Schlagwort), by name."""

    name: str
    address: Address | None = None
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)

    def __str__(self) -> str:
        """The name."""
        return self.name


@final
@frozen(kw_only=True)
class Entry:
    """An entry of a listing, or a related article: title and teaser (Anriss)."""

    #: None where the envelope lost it.
    title: Title | None
    #: None where there is none, or the envelope lost it.
    teaser: str | None = None
    address: Address | None = None
    #: The tag it shares with the article, where the tail of the tags gives one: inferred.
    topic: str | None = None
    #: The heading above it on a front page.
    group: str | None = None
    #: Its title or its teaser lost text to a cut; `title.cut` tells which.
    cut: bool = field(default=False, eq=False)
    lines: Lines = field(default=NOWHERE, eq=False, repr=False)


Block = Paragraph | Subheading | Verse
Node = Title | Image | Dateline | Block | Link | Author | Tag | Entry


@final
@frozen(kw_only=True)
class Article:
    """An article: what taz wrote, and beside it how it reached us."""

    title: Title
    lede: str | None = None
    images: tuple[Image, ...] = ()
    dateline: Dateline | None = None
    body: tuple[Block, ...] = ()
    date: datetime.date | None = None
    #: The targets under LINKS in their order, each with the text that points to it.
    links: tuple[Link, ...] = ()
    authors: tuple[Author, ...] = ()
    tags: tuple[Tag, ...] = ()
    related: tuple[Entry, ...] = ()
    #: The page's own address, where it was given or the envelope tells it.
    address: Address | None = None
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)
    envelope: str = field(default="plain", eq=False)
    source: Source = field(default=_NO_SOURCE, eq=False, repr=False)
    _roles: bytes = field(default=b"", eq=False, repr=False, alias="_roles")

    @property
    def text(self) -> str:
        """The body as plain text, blocks parted by a blank line."""
        return "\n\n".join(block.text for block in self.body)

    @property
    def own_tags(self) -> tuple[Tag, ...]:
        """The tags without those that belong to the related articles (FORMAT 1.1): inferred."""
        foreign = sum(entry.topic is not None for entry in self.related)
        return self.tags[: max(0, len(self.tags) - foreign)]

    @property
    def id(self) -> int | None:
        """The number of the article, where its address is known."""
        return self.address.id if self.address else None


@final
@frozen(kw_only=True)
class Listing:
    """A front page, section, tag or author: titles and teasers of articles."""

    #: What stands behind ``# taz.de -- ``; ``taz.de`` for the front page.
    title: str
    #: None where the page does not tell (a section and a tag look alike without an address).
    kind: ListingKind | None = None
    tagline: str | None = None
    #: The label of a front page's search field.
    search: str | None = None
    entries: tuple[Entry, ...] = ()
    address: Address | None = None
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)
    envelope: str = field(default="plain", eq=False)
    source: Source = field(default=_NO_SOURCE, eq=False, repr=False)
    _roles: bytes = field(default=b"", eq=False, repr=False, alias="_roles")

    @property
    def id(self) -> int | None:
        """The number of the section, tag or author, where its address is known."""
        return self.address.id if self.address else None


Page = Article | Listing


def put(node: object, **values: object) -> None:
    """Fill in fields of a node that was just made, and that nobody else has seen.

    `attrs.evolve` makes another one: 10 µs instead of 0.5 for an article.
    """
    for name, value in values.items():
        object.__setattr__(node, name, value)


def line_roles(page: Page) -> bytes:
    """The role of each line of the text a page was read from, as one byte; for `explain`."""
    return page._roles  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - same module
