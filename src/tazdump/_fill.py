"""The fill at 75: how taz wraps text, and whether a word would still have fitted.

How: words are counted in code points; a line breaks at single blanks alone, and a gender star
counts 4 columns more. Cost: linear; `fits` and `proves_end` look at one line and the next word.
Rules: FORMAT 1.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The width that taz fills text to.
WIDTH: Final = 75
#: A gender star or colon inside a word was counted as an entity: so many columns more.
STAR: Final = 4
#: Soft hyphens that are gone took so many columns at most, in words of so many letters or more.
HYPHENS: Final = 4
LONG_WORD: Final = 8


def fits(line: str, following: str) -> bool:
    """Would the first word of the following line have fitted behind this line (FORMAT 1.3)?

    A word runs up to a single blank. A gender star counts 1 or 5 columns: if either explains the
    break as a wrap, the word did not fit.

    >>> fits("x" * 70, "Wort für Wort"), fits("x" * 71, "Wort für Wort")
    (True, False)
    >>> fits("x" * 63, "Freund*innen"), fits("x" * 58, "Freund*innen")
    (False, True)
    """
    return _room(line, following, following.find(" ")) >= 0


def proves_end(line: str, following: str) -> bool:
    """Does the break between two lines prove an end: did the next word fit, whatever is hidden?

    Soft hyphens that are gone may hide up to 4 columns of a long word (FORMAT 1.3).

    >>> proves_end("Am Ende.", "Danach"), proves_end("x" * 68, "Danach")
    (True, False)
    """
    return proof_of(line, following, following.find(" ")) is True


def proof_of(line: str, following: str, blank: int) -> bool | None:
    """What the break tells: True if it proves an end, False if the word did not fit, else None.

    Both questions above at once; `blank` is where the first blank of the following line stands.
    """
    room = _room(line, following, blank)
    if room < 0:
        return False
    return True if room >= HYPHENS or not _has_long_word(line, following) else None


def fill(text: str, width: int = WIDTH, first: int = 0) -> list[str]:
    """The lines of a text as taz fills it: greedily, broken only at single blanks (FORMAT 1.3).

    No break at hyphens; a longer word overflows; a gender star counts 4 columns more. `first`
    columns of the first line are taken already. Joined with blanks the lines are the text again.

    >>> fill("Drei  Wörter im-Takt", width=8)
    ['Drei  Wörter', 'im-Takt']
    >>> fill("eins zwei drei", width=9, first=5)
    ['eins', 'zwei drei']
    """
    if not (_stars(text) or _has_glued(text)):
        return _fill_plainly(text, width, width - first)
    units = list(_units(text))
    starred = "*" in text or ":" in text
    lines: list[str] = []
    start, taken = 0, first - 1
    for i, unit in enumerate(units):
        columns = len(unit) + STAR * _stars(unit) if starred else len(unit)
        if taken + 1 + columns > width and i > start:
            lines.append(" ".join(units[start:i]))
            start, taken = i, -1
        taken += 1 + columns
    lines.append(" ".join(units[start:]))
    return lines


def _fill_plainly(text: str, width: int, room: int) -> list[str]:
    """The same for a text whose blanks are single and whose columns are its code points.

    One search a line instead of a step a word: a fifth of the time.
    """
    lines: list[str] = []
    start = 0
    while len(text) - start > room:
        blank = text.rfind(" ", start, start + max(room, 0) + 1)
        if blank < 0:  # The first word is longer than the line.
            blank = text.find(" ", start)
            if blank < 0:
                break
        lines.append(text[start:blank])
        start, room = blank + 1, width
    lines.append(text[start:])
    return lines


def _units(text: str) -> Iterable[str]:
    """The parts of a text between which a line may break: at single blanks inside it."""
    return _glued(text) if _has_glued(text) else text.split(" ")


def _has_glued(text: str) -> bool:
    return "  " in text or text[:1] == " " or text[-1:] == " "


def _glued(text: str) -> Iterator[str]:
    """The same where blanks stand together, or at the start or end."""
    start, blank = 0, text.find(" ")
    while blank >= 0:
        after = blank + 1
        while text[after : after + 1] == " ":
            after += 1
        if after == blank + 1 and blank > 0 and after < len(text):
            yield text[start:blank]
            start = after
        blank = text.find(" ", after)
    yield text[start:]


def _room(line: str, following: str, blank: int) -> int:
    """How many columns the line and the next word leave, stars counted; below 0: no fit.

    `blank` is where the first blank of the following line stands.
    """
    # The common case first: one blank behind the word.
    if blank > 0 and following[blank + 1 : blank + 2] not in {"", " "}:
        word = following[:blank]
    else:
        word = next(_glued(following))
    room = WIDTH - 1 - len(line) - len(word)
    if "*" in line or ":" in line or "*" in word or ":" in word:
        # The blank between them keeps marks at their edges from standing inside a word.
        room -= STAR * _stars(f"{line} {word}")
    return room


def _stars(text: str) -> int:
    """How many gender stars or colons stand inside words."""
    # Most texts have no mark but a kicker's colon, which a blank follows.
    if "*" not in text and (":" not in text or text.count(":") == text.count(": ")):
        return 0
    stars = 0
    for mark in "*:":
        at = text.find(mark)
        while at >= 0:
            if at and text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha():
                stars += 1
            at = text.find(mark, at + 1)
    return stars


def _has_long_word(line: str, following: str) -> bool:
    """Is there a word, in the line or first in the next, that may have held soft hyphens?"""
    return max(map(len, line.split(" "))) >= LONG_WORD or (
        len(following.split(" ", 1)[0]) >= LONG_WORD
    )
