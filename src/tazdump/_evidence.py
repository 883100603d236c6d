"""What speaks for a paragraph's end at a break: a sentence's end before it, a beginning behind it.

How: each break gets log-odds from the tables below, or none where no paragraph can end: inside a
sentence, a quote, brackets or a link. Cost: linear; 2 to 3 µs a break. Rules: FORMAT 1.3 and 2.
Weights: printed by benchmarks/derive_layout.py from German manuals, but for those marked "set",
which tell what FORMAT says of news and no manual has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Weights are tenths of natural log-odds.

#: How much more often a paragraph begins so than another sentence does.
FIRST_WORDS: Final = {
    word: weight
    for weight, words in (
        (-15, "Aber Allerdings Außerdem Beispielsweise Dabei Dadurch Daher Dann Dazu Dies Er"),
        (-15, "Hierzu Je Siehe So Weitere"),
        (-10, "Damit Sie Zum"),
        (-5, "Diese Es Ist Man Zu"),
        (5, "Als Bei Dieses Ein Eine Einige Jedes Manchmal Nach Normalerweise Sobald"),
        (5, "Standardmäßig Viele Wie"),
        (10, "Mit Nachdem Obwohl"),
    )
    for word in words.split()
}
#: A colon: half of what was counted, for manuals have more lists. Before a quote it is no end.
COLON: Final = 5
#: A question mark: too rare in manuals to be counted; as good as a full stop.
QUESTION: Final = 0
#: In an interview (a line opens with `taz: `) most questions end their paragraphs. Set.
INTERVIEW: Final = 25
#: The next word fits by so little that a hidden width may explain it: few wraps look like that.
#: 39 was counted; 4 more undo, for these alone, that an end must be likelier than 6 in 10.
TIGHT: Final = 43
#: The end of a cut line is lost, and with it the sentence's end that all others have.
CUT: Final = -34
#: `(dpa)` and initials stand behind the last sentence of an item. Set.
AGENCY: Final = 150
#: A ticker's time heads an item. Set.
TICKER: Final = 70
#: `taz: `, and `NAME: ` behind a question, open a paragraph, however short the one before. Set.
SPEAKER: Final = 200
#: Elsewhere `NAME: ` may be any sentence with a colon. Set.
NAME: Final = 25
#: What speaks for an end where none of the last six does.
ORDINARY: Final = (max(FIRST_WORDS.values()) + COLON) / 10
#: No evidence counts for more; it bounds the numbers.
MOST: Final = 200

STOPS: Final = ".!?…"
CLOSERS: Final = "“”\"»«’'‘)]"
#: What the last character before a paragraph's end can be.
MAY_END: Final = STOPS + ":" + CLOSERS
_SPEAKER: Final = "taz: "
_QUOTES: Final = "„“”\"»«›‹‚‘'"
_OPENERS: Final = _QUOTES + "(–- "
_VOWELS: Final = frozenset("aeiouyäöüAEIOUYÄÖÜ")
_AGENCIES: Final = frozenset({"afp", "ap", "apa", "dpa", "epd", "kna", "rtr", "sid", "taz"})
#: Words whose full stop ends no sentence. Single letters, ordinals and words without a vowel
#: (`Dr.`, `bzw.`, `vgl.`) are told by their shape.
_SHORTENED: Final = (
    "Abb Abs Apr Art Aufl Aug Bd ca Chr Dez engl etc evtl Feb geb gest Ing inkl insb Jan Jh Kap"
    " lat max min Mio Nov Okt Prof Sep Sept sog Tel usf usw zit"
)
_ABBREVIATIONS: Final = frozenset(_SHORTENED.split())
_LONGEST_NAME: Final = 40
_LONGEST_MARK: Final = 12


#: The lines of a body; which were cut; behind which the next word fits, but barely; and if one of
#: them opens with `taz: `. A bare tuple, for each run of lines has one.
Text = tuple["Sequence[str]", frozenset[int], "Collection[int]", bool]
#: A break that may be an end: how many lines of the stretch stand before it; its log-odds.
Weighed = tuple[int, float]


class _Open:
    """What some lines have opened and not closed: quotes, brackets, the text of a link."""

    __slots__ = ("angled", "brackets", "link", "low", "straight")

    def __init__(self) -> None:
        self.low = self.brackets = 0
        self.straight = self.angled = self.link = False

    def after(self, text: str) -> bool:
        """Is anything open behind this text, which follows on what was read before?"""
        # To ask whether a mark is there takes a twentieth of the time of counting it.
        if "„" in text or "“" in text or "”" in text:
            low = self.low + text.count("„") - text.count("“") - text.count("”")
            self.low = max(0, low)
        if "(" in text or ")" in text:
            brackets = self.brackets + text.count("(") - text.count(")")
            self.brackets = max(0, brackets)
        if '"' in text:
            self.straight ^= text.count('"') % 2 == 1
        if "»" in text or "«" in text:
            self.angled ^= (text.count("»") + text.count("«")) % 2 == 1
        if "]" in text:
            self.link = text.startswith("][", text.rfind("]"))
        return bool(self.low or self.brackets or self.straight or self.angled or self.link)


def weigh(text: Text, first: int, breaks: Sequence[int]) -> list[Weighed]:
    """The breaks that may be ends, among those of a stretch that begins with the line `first`."""
    lines, cut, tight, _ = text
    weighed: list[Weighed] = []
    seen, opened = first, _Open()
    for at in breaks:
        following = lines[at + 1]
        if following[:1].islower() and following[:5] != _SPEAKER:
            continue  # Every second break: inside a sentence.
        weight = _weight(text, at)
        if weight is None:
            continue
        lost = _last_cut(cut, seen, at) if cut else -1
        if lost >= 0:  # What was lost may have closed all that was open.
            seen, opened = lost + 1, _Open()
        if not opened.after("\n".join(lines[seen : at + 1])):
            if at in tight:
                weight += TIGHT
            weighed.append((at + 1 - first, min(weight, MOST) / 10))
        seen = at + 1
    return weighed


def is_ordinary(text: Text, at: int) -> bool:
    """Is there nothing at a break that may weigh more than `ORDINARY`? Quicker than to weigh it."""
    lines, cut, tight, interview = text
    following = lines[at + 1]
    return (
        lines[at][-1] != ")"
        and following[0].isalpha()
        and following.find(": ", 0, _LONGEST_NAME) < 0
        and not (interview or at in tight or at in cut)
    )


def _last_cut(cut: frozenset[int], first: int, last: int) -> int:
    """The last line from first to last that was cut; -1 if none was."""
    return next((at for at in range(last, first - 1, -1) if at in cut), -1)


def _weight(text: Text, at: int) -> int | None:
    """The weight of a break by its last and first words; None where no paragraph can end."""
    lines, cut, _, interview = text
    line, following = lines[at], lines[at + 1]
    begin = _beginning(following, question=line[-1:] == "?")
    if begin is None:
        return None
    if at in cut:
        return begin + CUT
    end = _ending(line, following, INTERVIEW if interview else QUESTION)
    return None if end is None else begin + end


def _ending(line: str, following: str, question: int) -> int | None:
    """The weight of how a line ends; None if no sentence can end so."""
    last = line[-1:]
    if last == ":":
        return None if following[:1] in _QUOTES else COLON
    if last == ")" and _is_agency(line):
        return AGENCY
    body = line.rstrip(CLOSERS)
    last = body[-1:]
    if not last or last not in STOPS or (last == "." and _is_abbreviated(body)):
        return None
    return question if last == "?" else 0


def _is_agency(line: str) -> bool:
    """Does an agency's mark close the line, or initials behind a sentence: `(dpa)`, `(sis)`?"""
    before, bracket, mark = line[:-1].rpartition("(")
    if not bracket or len(mark) > _LONGEST_MARK:
        return False
    names = mark.replace("/", " ").replace(",", " ").split()
    if not names or not all(2 <= len(name) <= 5 and name.islower() for name in names):
        return False
    return before.rstrip(" " + CLOSERS)[-1:] in STOPS or not _AGENCIES.isdisjoint(names)


def _is_abbreviated(body: str) -> bool:
    """Is the last full stop an abbreviation's or an ordinal's: `Dr.`, `z.B.`, `am 1.`?"""
    word = body[body.rfind(" ") + 1 : -1].lstrip(_OPENERS)
    letters = word.replace(".", "")
    if len(letters) < 2 or word in _ABBREVIATIONS or not letters.strip("IVX"):
        return True
    if letters.isdigit():
        return len(word) < 3
    if not letters.isalpha() or len(word) > 5:
        return False
    return "." in word or (len(word) < 5 and not letters.isupper() and _VOWELS.isdisjoint(letters))


def _beginning(following: str, *, question: bool) -> int | None:
    """The weight of how the next line begins; None if no paragraph begins so."""
    text = following
    if text[:1] == "[" and text.find("][", 0, 6) > 0:
        text = text[text.find("][") + 2 :]
    word = text.lstrip(_OPENERS).split(" ", 1)[0]
    initial = word[:1]
    if initial.islower():
        return SPEAKER if text.startswith(_SPEAKER) else None
    colon = text.find(": ", 0, _LONGEST_NAME)
    if colon > 0 and _is_name(text[:colon]):
        if question:
            return SPEAKER
        if " " in text[:colon]:
            return NAME
    if initial.isdigit() and _is_ticker(text):
        return TICKER
    return FIRST_WORDS.get(word.rstrip(",;:]"), 0)


def _is_name(text: str) -> bool:
    """Could this stand before a speaker's colon: a few words with capitals?"""
    words = text.split(" ")
    return len(words) < 5 and all(word[:1].isupper() for word in words)


def _is_ticker(text: str) -> bool:
    """Does a ticker's time stand first: `23.05 Uhr`?"""
    hour, _, rest = text.partition(" ")
    return rest.startswith("Uhr") and len(hour) < 6 and hour.replace(".", "").isdigit()
