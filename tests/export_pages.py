"""Pages for the tests of the exports: hostile ones from Hypothesis, invented ones to read.

How: model objects are built directly, so that the exports are tested without the parser; the text
of any strategy can be swapped for a tamer one. Cost: small pages, drawn in milliseconds.
"""

from __future__ import annotations

import datetime
import os
import re
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import attrs
import pytest
from hypothesis import strategies as st

from tazdump import parse_page
from tazdump.address import Address
from tazdump.diagnostics import Code, Diagnostic
from tazdump.model import (
    Article,
    Author,
    Block,
    Dateline,
    Entry,
    Image,
    Lines,
    Link,
    Listing,
    Page,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

T = TypeVar("T")
Texts = st.SearchStrategy[str]

#: What some format or reader has stumbled over.
HOSTILE: Final = (
    *("", " ", "  ", "\t", "\n", "\r\n", "\r", "\x00", "\x0b", "\x0c", "\x1b[31m", "\x1e", "\x7f"),
    *("\x85", "\xa0", "\xad", "\u200b", "\u2028", "\u2029", "\u2800", "\ufeff", "\ufffd", "\uffff"),
    *("\ud800", "\udcc3", "\udfff", "\U0001f4be", "e\u0301", "\u202e", "İ", "ß", "ﬁ", "…"),
    *(
        "</script>",
        "<!--",
        "]]>",
        "<b>&amp;&#42;",
        "<i>",
        "&",
        '"',
        "'",
        "\\",
        "\\u0041",
        "\\ud800",
    ),
    *("# ", "## ", "> ", "- ", "1. ", "* ", "*", "_", "`", "~~~", "---", "===", "|", "{{", "$x$"),
    *("[1][", "]", "[x](y)", "![", "Leser*innen", "Wähler:innen", ": ", " taz | ", "(DIR) ", "=> "),
    *("„Ja“, sagt sie", "http://example.org/?a=b&c", "javascript:alert(1)", "NaN", "null", "true"),
)

# Two lone surrogates side by side spell a character, and come back as one from any UTF-16.
_PAIR: Final = re.compile("([\ud800-\udbff])(?=[\udc00-\udfff])")


def texts() -> Texts:
    """Any text, hostile in the ways that are known; lone surrogates stay lone."""
    free = st.text(st.characters(), max_size=12)
    parts = st.lists(st.sampled_from(HOSTILE) | free, max_size=4)
    return parts.map(lambda found: _PAIR.sub(r"\1 ", "".join(found)))


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def lines() -> st.SearchStrategy[Lines]:
    number = st.integers(0, 99_999)
    return st.tuples(number, number)


def addresses(text: Texts | None = None) -> st.SearchStrategy[Address]:
    """Addresses of every kind, good and damaged."""
    number = st.integers(0, 10**9)
    slug = st.sampled_from(["", "/Ein-Beispiel", "/Über-Öl-und-Straße", "/a b", "/50%", "/x…"])
    letter = st.sampled_from(["", "t", "a", "p", "s"])
    on_taz = st.builds("{}/!{}{}".format, slug, letter, number)
    known = st.sampled_from(
        (
            *("/", "/1/zukunft/artikel/1/titel/", "/Wort…", "//example.org", "https://"),
            *("https://example.org/a?b=ü#c", "mailto:a@example.org", "javascript:alert(1)"),
            "gopher://example.org/1/x",
        )
    )
    return st.builds(Address, path=on_taz | known | (texts() if text is None else text))


def titles(text: Texts) -> st.SearchStrategy[Title]:
    made = st.builds(Title.from_text, text, cut=st.booleans(), lines=lines())
    free = st.builds(Title, text=text, kicker=maybe(text), headline=text, lines=lines())
    return made | free


def links(text: Texts) -> st.SearchStrategy[Link]:
    return st.builds(
        Link,
        number=st.integers(0, 999_999_999),
        text=maybe(text),
        address=maybe(addresses(text)),
        cut=st.booleans(),
        lines=lines(),
    )


def blocks(text: Texts) -> st.SearchStrategy[Block]:
    paragraph = st.builds(
        Paragraph,
        content=some(text | links(text)),
        cut=st.booleans(),
        certain=st.booleans(),
        lines=lines(),
    )
    subheading = st.builds(Subheading, text=text, cut=st.booleans(), lines=lines())
    verse = st.builds(Verse, lines=some(text, 5), cut=st.booleans(), span=lines())
    return paragraph | subheading | verse


def entries(text: Texts) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        title=maybe(titles(text)),
        teaser=maybe(text),
        address=maybe(addresses(text)),
        topic=maybe(text),
        group=maybe(text),
        cut=st.booleans(),
        lines=lines(),
    )


def diagnostics(text: Texts) -> st.SearchStrategy[Diagnostic]:
    return st.builds(
        Diagnostic,
        code=st.sampled_from(Code),
        message=text,
        line=st.integers(1, 99_999),
        column=st.integers(1, 99_999),
        end_column=st.integers(1, 99_999),
        text=text,
    )


def articles(text: Texts | None = None) -> st.SearchStrategy[Article]:
    """Articles with any text in any field, or with that of a given strategy."""
    words = texts() if text is None else text
    place = {"address": maybe(addresses(words)), "cut": st.booleans(), "lines": lines()}
    return st.builds(
        Article,
        title=titles(words),
        lede=maybe(words),
        images=some(st.builds(Image, caption=words, cut=st.booleans(), lines=lines()), 2),
        dateline=maybe(st.builds(Dateline, place=words, agency=words, lines=lines())),
        body=some(blocks(words)),
        date=maybe(st.dates()),
        links=some(links(words)),
        authors=some(st.builds(Author, name=words, **place)),
        tags=some(st.builds(Tag, name=words, **place)),
        related=some(entries(words)),
        address=maybe(addresses(words)),
        diagnostics=some(diagnostics(words), 2),
        envelope=words,
    )


def listings(text: Texts | None = None) -> st.SearchStrategy[Listing]:
    """Listings with any text in any field, or with that of a given strategy."""
    words = texts() if text is None else text
    return st.builds(
        Listing,
        title=words,
        kind=st.sampled_from([None, "front", "section", "tag", "author"]),
        tagline=maybe(words),
        search=maybe(words),
        entries=some(entries(words), 5),
        address=maybe(addresses(words)),
        diagnostics=some(diagnostics(words), 2),
        envelope=words,
    )


def pages(text: Texts | None = None) -> st.SearchStrategy[Page]:
    """Articles and listings."""
    return articles(text) | listings(text)


def everything(page: Page) -> dict[str, object]:
    """All fields of a page and its nodes, with those that take no part in equality."""
    return attrs.asdict(page, filter=lambda field, _: field.name not in {"source", "_roles"})


def _at(path: str) -> Address:
    return Address(path=path)


#: A report with all that the format has, and two things that went wrong on its way.
REPORT: Final = Article(
    title=Title.from_text("Streit um Radwege: Kiel bremst – und gibt wieder Gas", lines=(1, 1)),
    lede="Der Stadtrat wollte die Veloroute 9 streichen. Nun wird sie doch gebaut, sehr zur "
    "Freude der Anwohner*innen.",
    images=(Image(caption="Freie Fahrt: Lastenrad auf der Holtenauer Stra…", cut=True),),
    dateline=Dateline(place="Kiel", agency="taz", lines=(7, 7)),
    body=(
        Paragraph(
            content=(
                "„Wir haben uns geirrt“, sagt Stadträtin Wiebke Tönnsen und zeigt auf den ",
                Link(number=1, text="Plan von 2023", address=_at("/Radwege-in-Kiel/!5912345")),
                ". Er sei „1. billiger, 2. schneller“.",
            ),
            lines=(7, 10),
        ),
        Subheading(text="Wer zahlt?", lines=(11, 11)),
        Paragraph(
            content=("Das Land übernimmt 40 Prozent. Den Rest trägt die Stadt. (dpa)",),
            certain=False,
            lines=(12, 12),
        ),
    ),
    date=datetime.date(2025, 9, 4),
    links=(Link(number=1, text="Plan von 2023", address=_at("/Radwege-in-Kiel/!5912345")),),
    authors=(
        Author(name="Maren von der Heide", address=_at("/!a12345")),
        Author(name="dpa"),
        Author(name="Tjark Ole Petersen"),
    ),
    tags=(
        Tag(name="Radverkehr", address=_at("/!t5012345")),
        Tag(name="Kiel"),
        Tag(name="Verkehrswende"),
    ),
    related=(
        Entry(
            title=Title.from_text("Parkplätze in Lübeck: Weniger ist mehr", lines=(24, 24)),
            teaser="Lübeck lässt 300 Parkplätze verschwinden. Die Händler*innen staunen.",
            address=_at("/Parkplaetze-in-Luebeck/!6001234"),
            topic="Verkehrswende",
            lines=(24, 26),
        ),
    ),
    address=_at("/Streit-um-Radwege/!6077001"),
    diagnostics=(
        Diagnostic(
            code=Code.CAPTION_CUT,
            message="the proxy cut this caption after 79 bytes",
            line=6,
            column=80,
            end_column=81,
            text="…",
        ),
    ),
    envelope="menu",
)

#: A poem without lede, tags and address.
POEM: Final = Article(
    title=Title.from_text("Die Wahrheit: Ode an den Regenschirm"),
    body=(
        Paragraph(content=("Jeden Donnerstag dichtet hier, wer mag.",)),
        Verse(
            lines=("O Schirm, du dunkles Zelt", "- gespannt", "# auf dünnen Speichen", "1. Wahl")
        ),
        Subheading(text=""),
        Paragraph(content=("Gez. *Die Wahrheit*",)),
    ),
    date=datetime.date(2019, 2, 28),
    authors=(Author(name="Björn d’Amour jr."), Author(name="Fatma")),
)

#: A front page with a tagline, a group and an entry that lost its title.
FRONT: Final = Listing(
    title="taz.de",
    kind="front",
    tagline="Das Nachrichtenportal aus Berlin.",
    search="Nach Artikeln suchen",
    entries=(
        Entry(
            title=Title.from_text("Hitze im Mai: 31 Grad & kein Ende"),
            teaser="Die Freibäder öffnen früher. Nicht alle <freuen> sich.",
            address=_at("/Hitze-im-Mai/!6077002"),
            group="Themen des Tages",
        ),
        Entry(title=None, teaser="Ein Anriss, dessen Titel verloren ging."),
    ),
    address=_at("/"),
    envelope="gemtext",
)

EXAMPLES: Final[tuple[Page, ...]] = (REPORT, POEM, FRONT)

_BESIDE: Final = Path(__file__).resolve().parents[2] / "shared"


@cache
def corpus() -> tuple[Page, ...]:
    """The pages of the shared corpus and the seed; the test is skipped where they are not."""
    shared = Path(os.environ.get("TAZDUMP_SHARED", _BESIDE))
    folders = ("corpus/pages", "corpus/decorations", "seed")
    files = [file for folder in folders for file in sorted((shared / folder).glob("*.txt"))]
    if not files:
        pytest.skip(f"the shared corpus is not at {shared}")
    return tuple(parse_page(file.read_bytes().decode("utf-8", "replace")) for file in files)
