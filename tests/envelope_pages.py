"""One invented article, one section and one front page: as rows, and as what must be found in them.

How: a page is a list of rows (type, text, selector), from which its form in every envelope is built
(envelope_forms, envelope_proxies) independently of the library's own writers. Cost: none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from attrs import evolve

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
)


class Row(NamedTuple):
    """A row of a menu: its type, its text, and where it leads."""

    type: str
    text: str
    selector: str = ""


Rows = Sequence[Row]


def fill(text: str, mark: str = "", width: int = 75) -> list[Row]:
    """The text as taz wraps it: greedily, its mark on every line."""
    lines = [mark]
    for word in text.split(" "):
        line = lines[-1] + (" " if lines[-1] != mark else "") + word
        if len(line) > width and lines[-1] != mark:
            lines.append(mark + word)
        else:
            lines[-1] = line
    return [Row("i", line) for line in lines]


BLANK: Final = Row("i", "")

_LEDE: Final = (
    "Seit Wochen steht das Wasser in den Wiesen. Auf den Höfen heißt es: Das geht noch lange "
    "so weiter, und AT&T misst < 3 Grad."
)
_FIRST: Final = (
    "Wer in diesen Tagen über den Deich geht, braucht Gummistiefel. „So nass war es hier noch "
    "nie“, sagt Frauke Beispiel, die seit vierzig Jahren Kühe hält."
)
_SECOND: Final = (
    "Der [1][Wetterdienst] rechnet mit weiteren Schauern, und ein Ende ist nicht in Sicht. Auch im "
    "[2][Nachbarland] steigen die Pegel."
)
_THIRD: Final = "Bis dahin hilft den Landwirt*innen nur Warten, Tee und Wolle."
_TEASER: Final = (
    "Ein Besuch bei Menschen, die mit dem Wasser leben wollen, obwohl es ihnen bis zum Hals steht "
    "und die Versicherung nicht zahlt."
)

ADDRESS: Final = "/Wetter-im-Norden/!1234567"

ARTICLE_ROWS: Final[Rows] = (
    Row("i", "# taz.de -- Wetter im Norden: Der Regen bleibt & bleibt"),
    BLANK,
    *fill(_LEDE, "> "),
    BLANK,
    Row(
        "i", "Bild: Schafe auf dem Deich, im Hintergrund <wenig> Sonne und sehr viel graues Wasser"
    ),
    BLANK,
    *fill(f"Bad Beispiel taz | {_FIRST}"),
    BLANK,
    Row("i", "## Kein Ende in Sicht"),
    BLANK,
    *fill(_SECOND),
    BLANK,
    Row("i", _THIRD),
    BLANK,
    Row("i", "4 Sep 2025"),
    BLANK,
    Row("i", "## LINKS"),
    BLANK,
    Row("i", "[1] /Wetterdienst/!1234001"),
    Row("i", "[2] https://www.example.org/pegel?a=1&b=2"),
    BLANK,
    Row("i", "## AUTOREN"),
    BLANK,
    Row("1", "Jörg Müßig", "/!a42"),
    Row("1", "Ada Beispiel-Öztürk", "/!a43"),
    BLANK,
    Row("i", "## TAGS"),
    BLANK,
    Row("1", "Regen & Wind", "/!t501"),
    Row("1", "Deich", "/!t502"),
    Row("1", "Landwirtschaft", "/!t503"),
    BLANK,
    Row("i", "## ARTIKEL ZUM THEMA"),
    BLANK,
    Row("1", "Leben am Wasser: Bis zum Hals", "/Leben-am-Wasser/!1234002"),
    BLANK,
    *fill(_TEASER),
    BLANK,
    Row("1", "Kühe im Regen: Muh", "/!1234003"),
    BLANK,
    Row("i", "Auch Tiere haben einmal genug."),
)

_LINKS: Final = (
    Link(number=1, text="Wetterdienst", address=Address(path="/Wetterdienst/!1234001")),
    Link(
        number=2,
        text="Nachbarland",
        address=Address(path="https://www.example.org/pegel?a=1&b=2"),
    ),
)

#: What every reader must find in the article; envelopes that tell it add the page's own address.
ARTICLE: Final = Article(
    title=Title(
        text="Wetter im Norden: Der Regen bleibt & bleibt",
        kicker="Wetter im Norden",
        headline="Der Regen bleibt & bleibt",
    ),
    lede=_LEDE,
    images=(
        Image(
            caption="Schafe auf dem Deich, im Hintergrund <wenig> Sonne und sehr viel graues Wasser"
        ),
    ),
    dateline=Dateline(place="Bad Beispiel", agency="taz"),
    body=(
        Paragraph(content=(_FIRST,)),
        Subheading(text="Kein Ende in Sicht"),
        Paragraph(
            content=(
                "Der ",
                _LINKS[0],
                " rechnet mit weiteren Schauern, und ein Ende ist nicht in Sicht. Auch im ",
                _LINKS[1],
                " steigen die Pegel.",
            )
        ),
        Paragraph(content=(_THIRD,)),
    ),
    date=datetime.date(2025, 9, 4),
    links=_LINKS,
    authors=(
        Author(name="Jörg Müßig", address=Address(path="/!a42")),
        Author(name="Ada Beispiel-Öztürk", address=Address(path="/!a43")),
    ),
    tags=(
        Tag(name="Regen & Wind", address=Address(path="/!t501")),
        Tag(name="Deich", address=Address(path="/!t502")),
        Tag(name="Landwirtschaft", address=Address(path="/!t503")),
    ),
    related=(
        Entry(
            title=Title.from_text("Leben am Wasser: Bis zum Hals"),
            teaser=_TEASER,
            address=Address(path="/Leben-am-Wasser/!1234002"),
            topic="Deich",
        ),
        Entry(
            title=Title.from_text("Kühe im Regen: Muh"),
            teaser="Auch Tiere haben einmal genug.",
            address=Address(path="/!1234003"),
            topic="Landwirtschaft",
        ),
    ),
)

LISTING_ROWS: Final[Rows] = (
    Row("i", "# taz.de -- Deich & Meer"),
    BLANK,
    Row("1", "Leben am Wasser: Bis  zum Hals", "/Leben-am-Wasser/!1234002"),
    BLANK,
    *fill(_TEASER),
    BLANK,
    Row("1", "Kühe im Regen: Muh", "/!1234003"),
    BLANK,
    Row("i", "Auch Tiere haben einmal genug."),
    BLANK,
    Row("1", "Ohne Anriss: Nichts dahinter", "/!1234004"),
    BLANK,
    Row("1", "Sturm: Es zieht", "/!1234005"),
    BLANK,
    Row("i", "Und zwar gewaltig."),
)

_SECTION_ADDRESS: Final = "/Deich--Meer/!p4711"

LISTING: Final = Listing(
    title="Deich & Meer",
    entries=(
        Entry(
            title=Title.from_text("Leben am Wasser: Bis  zum Hals"),
            teaser=_TEASER,
            address=Address(path="/Leben-am-Wasser/!1234002"),
        ),
        Entry(
            title=Title.from_text("Kühe im Regen: Muh"),
            teaser="Auch Tiere haben einmal genug.",
            address=Address(path="/!1234003"),
        ),
        Entry(
            title=Title.from_text("Ohne Anriss: Nichts dahinter"), address=Address(path="/!1234004")
        ),
        Entry(
            title=Title.from_text("Sturm: Es zieht"),
            teaser="Und zwar gewaltig.",
            address=Address(path="/!1234005"),
        ),
    ),
)

FRONT_ROWS: Final[Rows] = (
    Row("i", "# taz.de"),
    BLANK,
    *fill('Das große linke Nachrichten-Portal der "tageszeitung" aus Berlin.'),
    BLANK,
    Row("7", "Nach Artikeln suchen", "/!s"),
    BLANK,
    Row("1", "Themen des Tages", "/!p4610"),
    BLANK,
    *LISTING_ROWS[2:],
)

FRONT: Final = Listing(
    title="taz.de",
    kind="front",
    tagline='Das große linke Nachrichten-Portal der "tageszeitung" aus Berlin.',
    search="Nach Artikeln suchen",
    entries=tuple(
        Entry(
            title=entry.title,
            teaser=entry.teaser,
            address=entry.address,
            group="Themen des Tages",
        )
        for entry in LISTING.entries
    ),
)


def without_addresses(page: Article | Listing) -> Article | Listing:
    """What an envelope without targets leaves of a page; those under LINKS are text."""
    if isinstance(page, Listing):
        entries = tuple(evolve(entry, address=None) for entry in page.entries)
        return evolve(page, entries=entries, address=None)
    return evolve(
        page,
        authors=tuple(evolve(author, address=None) for author in page.authors),
        tags=tuple(evolve(tag, address=None) for tag in page.tags),
        related=tuple(evolve(entry, address=None) for entry in page.related),
        address=None,
    )


class Case(NamedTuple):
    """A page: its rows, its own address, and what must be found."""

    rows: Rows
    address: str
    page: Article | Listing


CASES: Final = {
    "article": Case(ARTICLE_ROWS, ADDRESS, ARTICLE),
    "section": Case(LISTING_ROWS, _SECTION_ADDRESS, LISTING),
    "front": Case(FRONT_ROWS, "/", FRONT),
}


def menu(rows: Rows, *, end: str = "\r\n", host: str = "taz.de", port: str = "70") -> str:
    """The raw menu of a server (RFC 1436)."""
    lines = [
        f"i{row.text}\t\terror.host\t1"
        if row.type == "i"
        else f"{row.type}{row.text}\t{row.selector}\t{host}\t{port}"
        for row in rows
    ]
    return end.join([*lines, ".", ""])


def gemtext(rows: Rows) -> str:
    """The same page as taz has it on Gemini: a paragraph a line, links with their URLs."""
    lines = [
        row.text if row.type == "i" else f"=> {row.selector} {row.text}" for row in unfilled(rows)
    ]
    return "\n".join([*lines, ""])


def unfilled(rows: Rows) -> list[Row]:
    """The rows with each paragraph as one."""
    joined: list[Row] = []
    before = BLANK
    for row in rows:
        if before.type == row.type == "i" and row.text and _goes_on(before.text, row.text):
            joined[-1] = Row("i", joined[-1].text + " " + row.text.removeprefix("> "))
        else:
            joined.append(row)
        before = row
    return joined


def _goes_on(before: str, text: str) -> bool:
    own_line = ("# ", "## ", "Bild: ", "[")
    return bool(before) and not before.startswith(own_line[:3]) and not text.startswith(own_line)


def bare(rows: Iterable[Row], *, blank: bool = False) -> list[str]:
    """The texts alone, with or without the blank lines."""
    return [row.text for row in rows if row.text or blank]
