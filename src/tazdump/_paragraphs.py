"""Where paragraphs end when blank lines are lost: proved by the fill at 75, or judged.

How: a break before a word that would have fitted is an end, unless a hidden width explains it.
Between two proved ends only breaks that look like a sentence's end are weighed (the tables below),
and all ways to divide the stretch are held against each other. Cost: linear; 0.3 µs a line, a few
µs for each break that is weighed. Rules: FORMAT 1.3. Weights: benchmarks/derive_layout.py.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import islice
from math import exp, lgamma, log
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

#: The width that taz fills text to (FORMAT 1.3).
WIDTH: Final = 75
#: A gender star or colon inside a word was counted as an entity, with this many columns more.
STAR: Final = 4
#: Soft hyphens that are gone had this many columns at most, in words of this many letters or more.
HYPHENS: Final = 4
LONG_WORD: Final = 10


class End(IntEnum):
    """Does a paragraph end behind a line?

    >>> bool(End.NONE), bool(End.JUDGED), End.PROVED > End.JUDGED
    (False, True, True)
    """

    NONE = 0
    JUDGED = 1
    PROVED = 2


_NONE, _JUDGED, _PROVED = End.NONE, End.JUDGED, End.PROVED

# The weights: tenths of natural log-odds for an end, printed by benchmarks/derive_layout.py, but
# for those marked "set", which tell what FORMAT 1.3 says of news and no manual has.

#: How much more often than inside a paragraph a sentence begins so at its head.
FIRST_WORDS: Final = {
    word: weight
    for weight, words in (
        (-15, "Daher Dazu Deshalb Dies Er Hierzu Siehe So Weitere Allerdings Außerdem Dabei"),
        (-10, "Aber Dann Dadurch Je Und Zum Sie Damit Stattdessen Beispielsweise Insbesondere"),
        (-5, "Diese Es Ohne Zu Beim"),
        (5, "Als Nach Eine Jetzt Sobald Standardmäßig Viele Wie"),
        (10, "Bevor Mit Möchten Nachdem Nun Obwohl Seit"),
    )
    for word in words.split()
}
#: A colon at a break; before a quote it is none.
_COLON: Final = 5
_QUESTION: Final = 3
#: Set: where `taz: ` opens a question, most questions end their paragraphs.
_INTERVIEW: Final = 25
#: A word that fits by so little that a hidden width may explain it: few wraps look like that.
_TIGHT: Final = 45
#: The end of a cut line is lost, and with it the sentence's end that all others have.
_CUT: Final = -28
#: Set: these stand at the start or end of a paragraph and hardly elsewhere.
_AGENCY: Final = 70
_TICKER: Final = 70
_SPEAKER: Final = 90
#: Set: `NAME: ` is a speaker behind a question; elsewhere it may be any sentence with a colon.
_NAME: Final = 25

#: Lengths of paragraphs are taken as gamma-distributed, with the mean and the spread (the squared
#: coefficient of variation) that the text proves, as if it had proved this besides:
_MEAN, _MEAN_COUNT = 7.0, 4
_SPREAD, _SPREAD_COUNT = 0.3, 3
#: Stretches with an end not yet found make the spread look larger than it is.
_LEAST_SPREAD, _SHARPEN = 0.25, 2.0
#: An end is judged if it is more likely than 7 in 10: a wrong one costs more than a missing one.
_SURE: Final = 0.7
_SURE_ODDS: Final = log(_SURE / (1 - _SURE))
#: So many breaks of a stretch are held against each other at once, which bounds the cost.
_BLOCK: Final = 16
#: No gap counts as longer than so many mean paragraphs, which bounds the numbers.
_LONGEST: Final = 8.0

_STOPS: Final = ".!?…"
_CLOSERS: Final = "“”\"»«’'‘)]"
_MAY_END: Final = _STOPS + ":" + _CLOSERS
_QUOTES: Final = "„“”\"»«›‹‚‘'"
_OPENERS: Final = _QUOTES + "(–- "
_AGENCIES: Final = frozenset(("afp", "ap", "apa", "dpa", "epd", "kna", "rtr", "sid", "taz"))
#: Words that end in a full stop and end no sentence; one letter, ordinals and words without a
#: vowel (`Dr`, `bzw`, `vgl`) are told by their shape.
_ABBREVIATIONS: Final = frozenset(
    [
        "Abb",
        "Abs",
        "Art",
        "Aufl",
        "Bd",
        "ca",
        "Chr",
        "engl",
        "etc",
        "evtl",
        "geb",
        "gest",
        "inkl",
        "Jan",
        "Feb",
        "Apr",
        "Aug",
        "Sept",
        "Sep",
        "Okt",
        "Nov",
        "Dez",
        "Kap",
        "Mio",
        "Prof",
        "sog",
        "usf",
        "usw",
        "zit",
        "Tel",
        "Ing",
        "Jh",
        "bspw",
        "lat",
        "gem",
        "insb",
        "ausschl",
        "max",
        "min",
    ]
)
_LONGEST_NAME: Final = 40


class _Gauge(NamedTuple):
    """How long this text's paragraphs are: what each way to divide a stretch is measured with."""

    mean: float
    power: float
    scale: float


def fits(line: str, following: str) -> bool:
    """Would the first word of the following line have fitted behind this line (FORMAT 1.3)?

    A word runs up to a single blank. A gender star counts 1 or 5 columns: if either explains the
    break as a wrap, the word did not fit.

    >>> fits("x" * 70, "Wort für Wort"), fits("x" * 71, "Wort für Wort")
    (True, False)
    >>> fits("x" * 63, "Freund*innen"), fits("x" * 58, "Freund*innen")
    (False, True)
    """
    return _room(line, following) >= 0


def proves_end(line: str, following: str) -> bool:
    """Does the break between two lines prove an end: did the next word fit, whatever is hidden?

    Soft hyphens that are gone may hide up to 4 columns of a long word (FORMAT 1.3).

    >>> proves_end("Am Ende.", "Danach"), proves_end("x" * 68, "Danach")
    (True, False)
    """
    room = _room(line, following)
    return room >= HYPHENS or (room >= 0 and not _is_long(line, following))


def fill(text: str, width: int = WIDTH, first: int = 0) -> list[str]:
    """The lines of a text as taz fills it: greedily, broken only at single blanks (FORMAT 1.3).

    No break at hyphens; a longer word overflows; a gender star counts 4 columns more. `first`
    columns of the first line are taken already. Joined with blanks the lines are the text again.

    >>> fill("Drei  Wörter im-Takt", width=8)
    ['Drei  Wörter', 'im-Takt']
    """
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


def paragraph_ends(lines: Sequence[str], cut: Collection[int] = ()) -> list[End]:
    """For each of some consecutive lines of a body: does a paragraph end behind it (FORMAT 1.3)?

    `lines` have no blank lines, headings or captions among them. `cut` are the indexes of lines
    that the proxy cut (FORMAT 2): their true lengths are unknown. The last line is always an end.

    >>> text = fill("Am Morgen begann der lange Regen, und niemand sah ihn kommen. " * 3)
    >>> [end.name for end in paragraph_ends([*text, "Danach schien die Sonne."])]
    ['NONE', 'NONE', 'PROVED', 'PROVED']
    """
    ends = [_NONE] * len(lines)
    if not lines:
        return ends
    cut = frozenset(cut)
    stretches: list[tuple[int, int, list[int]]] = []
    pending: list[int] = []
    start = proved = squares = 0
    line = lines[0]
    for at, following in enumerate(islice(lines, 1, None)):
        blank = following.find(" ")
        if len(line) + (blank if blank > 0 else len(following)) >= WIDTH:
            if line[-1:] in _MAY_END:
                pending.append(at)
        elif at in cut:
            pending.append(at)
        elif proves_end(line, following):
            ends[at] = _PROVED
            if pending:
                stretches.append((start, at, pending))
                pending = []
            proved += 1
            squares += (at + 1 - start) ** 2
            start = at + 1
        elif line[-1:] in _MAY_END:
            pending.append(~at if fits(line, following) else at)
        line = following
    last = len(lines) - 1
    ends[last] = _PROVED
    if pending:
        stretches.append((start, last, pending))
    if stretches:
        gauge = _gauge(len(lines), proved + 1, squares + (last + 1 - start) ** 2)
        interview = any(line.startswith("taz: ") for line in lines)
        for first, end, breaks in stretches:
            places = _weighed(lines, cut, (first, breaks), interview=interview)
            for place in _divided(end + 1 - first, places, gauge):
                ends[first + place - 1] = _JUDGED
    return ends


def _units(text: str) -> Iterable[str]:
    """The parts of a text between which a line may break: at single blanks inside it."""
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return _glued(text)
    return text.split(" ")


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


def _room(line: str, following: str) -> int:
    """How many columns were left behind a line and the next word, stars counted; < 0: no fit."""
    blank = following.find(" ")
    if blank <= 0 or following[blank + 1 : blank + 2] in {"", " "}:
        word = next(_glued(following))
    else:
        word = following[:blank]
    room = WIDTH - 1 - len(line) - len(word)
    return room - STAR * (_stars(line) + _stars(word)) if room >= 0 else room


def _stars(text: str) -> int:
    """How many gender stars or colons stand inside words."""
    stars = 0
    for mark in "*:":
        at = text.find(mark)
        while at >= 0:
            if at and text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha():
                stars += 1
            at = text.find(mark, at + 1)
    return stars


def _is_long(line: str, following: str) -> bool:
    """Is there a word, in the line or first in the next, that may have held soft hyphens?"""
    if any(len(word) >= LONG_WORD for word in line.split(" ")):
        return True
    return len(following.split(" ", 1)[0]) >= LONG_WORD


def _gauge(lines: int, count: int, squares: int) -> _Gauge:
    """The gauge of a text of so many lines in so many proved stretches, and their squared sum."""
    mean = (lines + _MEAN * _MEAN_COUNT) / (count + _MEAN_COUNT)
    seen = squares * count / lines**2 - 1
    spread = (seen * count + _SPREAD * _SPREAD_COUNT) / (count + _SPREAD_COUNT)
    power = max(0.0, (1 / max(spread, _LEAST_SPREAD) - 1) * _SHARPEN)
    shape = power + 1
    scale = shape * log(shape) - lgamma(shape) - log(mean)
    return _Gauge(mean, power, scale)


class _Open:
    """What a stretch has opened and not closed: quotes, brackets, a link's text."""

    __slots__ = ("angled", "brackets", "link", "low", "straight")

    def __init__(self) -> None:
        self.low = self.brackets = 0
        self.straight = self.angled = self.link = False

    def read(self, text: str) -> bool:
        """Is anything open behind this text, which follows what was read before?"""
        low = self.low + text.count("„") - text.count("“") - text.count("”")
        brackets = self.brackets + text.count("(") - text.count(")")
        self.low, self.brackets = max(0, low), max(0, brackets)
        self.straight ^= text.count('"') % 2 == 1
        self.angled ^= (text.count("»") + text.count("«")) % 2 == 1
        mark = text.rfind("][")
        if mark >= 0:
            self.link = "]" not in text[mark + 2 :]
        elif self.link:
            self.link = "]" not in text
        return bool(self.low or self.brackets) or self.straight or self.angled or self.link


def _weighed(
    lines: Sequence[str], cut: Collection[int], stretch: tuple[int, list[int]], *, interview: bool
) -> list[tuple[int, float]]:
    """The breaks of a stretch that may be ends: how many lines stand before, and the log-odds."""
    first, breaks = stretch
    places: list[tuple[int, float]] = []
    seen, opened = first, _Open()
    for mark in breaks:
        at = ~mark if mark < 0 else mark
        line, following = lines[at], lines[at + 1]
        begin = _beginning(following, question=line[-1:] == "?")
        end = _CUT if at in cut else _ending(line, following, interview=interview)
        if begin is None or end is None:
            continue
        if cut:  # What was lost may have closed all that was open.
            for k in range(at, seen - 1, -1):
                if k in cut:
                    seen, opened = k + 1, _Open()
                    break
        if not opened.read("\n".join(lines[seen : at + 1])):
            weight = begin + end + (_TIGHT if mark < 0 else 0)
            places.append((at + 1 - first, weight / 10))
        seen = at + 1
    return places


def _ending(line: str, following: str, *, interview: bool) -> int | None:
    """The weight of how a line ends; None if a sentence cannot end so."""
    last = line[-1:]
    if last == ":":
        return None if following[0] in _QUOTES else _COLON
    if last == ")" and _is_agency(line):
        return _AGENCY
    body = line.rstrip(_CLOSERS)
    last = body[-1:]
    if not last or last not in _STOPS or (last == "." and _is_abbreviated(body)):
        return None
    if last == "?":
        return _INTERVIEW if interview else _QUESTION
    return 0


def _is_agency(line: str) -> bool:
    """Does an agency's mark or an author's initials close the line: `(dpa)`, `(sis)`?"""
    before, bracket, mark = line[:-1].rpartition("(")
    if not bracket or len(mark) > 12:
        return False
    names = mark.replace("/", " ").replace(",", " ").split()
    if not all(2 <= len(name) <= 5 and name.isalpha() and name.islower() for name in names):
        return False
    return before.rstrip(" " + _CLOSERS)[-1:] in _STOPS or not _AGENCIES.isdisjoint(names)


def _is_abbreviated(body: str) -> bool:
    """Is the last full stop an abbreviation's or an ordinal's: `Dr.`, `z. B.`, `am 1.`?"""
    word = body[body.rfind(" ") + 1 : -1].lstrip(_OPENERS)
    letters = word.replace(".", "")
    if len(letters) < 2 or word in _ABBREVIATIONS or not letters.strip("IVX"):
        return True
    if letters.isdigit():
        return len(word) < 3
    if not letters.isalpha():
        return False
    return ("." in word and len(word) < 6) or (
        len(word) < 5 and not letters.isupper() and not any(c in "aeiouyäöüAEIOUYÄÖÜ" for c in word)
    )


def _beginning(following: str, *, question: bool) -> int | None:
    """The weight of how the next line begins; None if no paragraph begins so."""
    text = following
    if text[:1] == "[":
        text = text[text.find("][") + 2 :] if 0 < text.find("][") < 6 else text
    word = text.split(" ", 1)[0].lstrip(_OPENERS)
    first = word[:1]
    if first.islower():
        return _SPEAKER if text.startswith("taz: ") else None
    colon = text.find(": ", 0, _LONGEST_NAME)
    if colon > 0 and (question or " " in text[:colon]) and _is_name(text[:colon]):
        return _SPEAKER if question else _NAME
    if first.isdigit():
        return _TICKER if _is_ticker(text) else 0
    return FIRST_WORDS.get(word.rstrip(",;:"), 0)


def _is_name(text: str) -> bool:
    """Could this stand before a speaker's colon: a few capitalised words?"""
    words = text.split(" ")
    return len(words) < 5 and all(word[:1].isupper() for word in words)


def _is_ticker(text: str) -> bool:
    """Does a ticker's time stand first: `23.05 Uhr`?"""
    hour, _, rest = text.partition(" ")
    return rest.startswith("Uhr") and len(hour) < 6 and hour.replace(".", "").isdigit()


def _divided(length: int, places: Sequence[tuple[int, float]], gauge: _Gauge) -> list[int]:
    """Those places at which a stretch of so many lines is divided."""
    mean, power, scale = gauge
    if len(places) == 1:
        place, weight = places[0]
        part = place * (length - place) / (length * mean)
        odds = weight + scale + power * log(part)
        return [place] if odds > _SURE_ODDS else []
    chosen: list[int] = []
    start = 0
    for block in range(0, len(places), _BLOCK):
        some = places[block : block + _BLOCK]
        after = places[block + _BLOCK][0] if block + _BLOCK < len(places) else length
        for (place, _), chance in zip(some, _chances(start, after, some, gauge), strict=True):
            if chance > _SURE:
                chosen.append(place)
                start = place
    return chosen


def _chances(
    start: int, end: int, places: Sequence[tuple[int, float]], gauge: _Gauge
) -> list[float]:
    """How likely each place is an end, over all ways to divide what lies from start to end.

    A way weighs what its ends weigh times, for each part, its length in mean paragraphs to the
    power that the spread gives: the gamma density, whose other factors are the same for all ways.
    Sums run forward and backward, so that each pair of places is looked at once.
    """
    mean, power, scale = gauge
    stops = [start, *(place for place, _ in places), end]
    odds = [1.0, *(exp(weight + scale) for _, weight in places), 1.0]
    count = len(stops)
    parts = [
        [min((stops[j] - stops[i]) / mean, _LONGEST) ** power for i in range(j)]
        for j in range(count)
    ]
    before = [1.0]
    for j in range(1, count):
        before.append(odds[j] * sum(map(mul, before, parts[j])))
    behind = [0.0] * (count - 1) + [1.0]
    for i in range(count - 2, -1, -1):
        behind[i] = sum(behind[j] * odds[j] * parts[j][i] for j in range(i + 1, count))
    return [before[j] * behind[j] / before[-1] for j in range(1, count - 1)]
