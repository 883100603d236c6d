"""The line formats: for each, a tiny reader from the text of a row to a value or nothing.

How: literal prefixes first, one pattern at most. Cost: constant for a row that is of another
format. Rules: the table of FORMAT 1.1.
"""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from tazdump._patterns import DATELINE

LEDE_MARK: Final = "> "
HEADING_MARK: Final = "## "
IMAGE_MARK: Final = "Bild: "
TITLE_MARK: Final = "# taz.de"

LINKS, AUTHORS, TAGS, RELATED = "LINKS", "AUTOREN", "TAGS", "ARTIKEL ZUM THEMA"
#: The sections in their order.
SECTIONS: Final = (LINKS, AUTHORS, TAGS, RELATED)
_MARKED_SECTIONS: Final = {HEADING_MARK + name: name for name in SECTIONS}
_BARE_SECTIONS: Final = {name: name for name in SECTIONS}

_MONTHS: Final = {
    name + " ": number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
#: English: these are what taz writes, in any locale.
MONTHS: Final = tuple(name.strip() for name in _MONTHS)


def section_names(*, marked: bool) -> dict[str, str]:
    """The section headings as they stand on a line, and their names."""
    return _MARKED_SECTIONS if marked else _BARE_SECTIONS


def is_heading(text: str) -> bool:
    """Is this row a sub-heading or the heading of a section; a bare ``##`` is one too."""
    return text[:3] == HEADING_MARK or text == "##"


def is_lede(text: str) -> bool:
    """Is this a line of the lede?"""
    return text[:1] == ">" and (text[1:2] == " " or len(text) == 1)


def is_date(text: str) -> bool:
    """Has this row the form of a date, even of one that no calendar has?"""
    return 10 <= len(text) <= 11 and _date_parts(text) is not None


def read_date(text: str) -> datetime.date | None:
    """The day, or None for one that no calendar has.

    >>> read_date("4 Sep 2025"), read_date("31 Feb 2020")
    (datetime.date(2025, 9, 4), None)
    """
    parts = _date_parts(text)
    if parts is None:
        return None
    try:
        return datetime.date(*parts)
    except ValueError:
        return None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of an English date; one leading zero is tolerated.

    No pattern: this is three times as fast.
    """
    day, _, rest = text.partition(" ")
    month, year = _MONTHS.get(rest[:4]), rest[4:]
    if month is None or not (0 < len(day) <= 2 and len(year) == 4):
        return None
    digits = day + year
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(year), month, int(day)


def write_date(date: datetime.date) -> str:
    """The day as taz writes it.

    >>> write_date(datetime.date(2025, 9, 4))
    '4 Sep 2025'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year:04}"


_AGENCIES: Final = frozenset({"taz", "dpa", "afp", "epd", "taz/dpa", "rtr", "ap"})
#: Words with which a sentence begins, and no dateline.
_ARTICLES: Final = frozenset({"Der", "Die", "Das", "Ein", "Eine"})
_LONGEST_PLACE: Final = 40


class DatelineText(NamedTuple):
    """A dateline at the start of a text, and where the text behind it starts."""

    place: str
    agency: str
    end: int


def read_dateline(text: str) -> DatelineText | None:
    """The dateline that opens a paragraph, or None.

    >>> read_dateline("Rio de Janeiro taz/dpa | Es regnet.")
    DatelineText(place='Rio de Janeiro', agency='taz/dpa', end=25)
    """
    if " |" not in text[:240]:
        return None
    place, _, agency = text[: text.index(" |")].rpartition(" ")
    end = len(place) + len(agency) + 4
    if (
        agency in _AGENCIES
        and place.isalpha()
        and place[0].isupper()
        and len(place) <= _LONGEST_PLACE
        and place not in _ARTICLES
        and text[end - 1 : end] == " "
    ):  # Most datelines: `Berlin taz | `. The pattern takes 4 µs.
        return DatelineText(place, agency, end)
    found = DATELINE.match(text)
    return DatelineText(found["place"], found["agency"], found.end()) if found else None


def read_target(text: str) -> tuple[int, str] | None:
    """The number and target of a row under LINKS, or None; nine digits are more than any has.

    >>> read_target("[1] /Slug/!6077857")
    (1, '/Slug/!6077857')
    """
    end = text.find("] ", 1, 12)
    number, target = text[1:end], text[end + 2 :]
    if end < 0 or text[0] != "[" or not (number.isdecimal() and number.isascii()):
        return None
    return (int(number), target) if target and not target[0].isspace() else None
