"""German as a newspaper prints it, of our own invention: sentences, headlines, names and numbers.

How: sentences are patterns with slots for phrases in the right case; a slot is drawn from a table
of words, and some words are made of parts (places, people), so that thousands of pages have little
in common. Nothing but the given chance decides. Cost: some microseconds a sentence.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Final

from benchmarks import vocabulary as v

_ARTICLES: Final = {
    "N": ("der", "die", "das"),
    "A": ("den", "die", "das"),
    "D": ("dem", "der", "dem"),
}


class German:
    """Draws German: every method gives a text that the next call will not repeat."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._unused: list[str] = []
        self._slots: dict[str, Callable[[], str]] = {
            "N": lambda: self._phrase("N"),
            "A": lambda: self._phrase("A"),
            "D": lambda: self._phrase("D"),
            "N1": self._noun,
            "G": lambda: self._pick(v.GROUPS),
            "B": self._body,
            "P": self.person,
            "S": self._surname,
            "O": self.place,
            "C": lambda: self._pick(v.CITIES),
            "Z": self._number,
            "M": self._money,
            "W": lambda: self._pick(v.WEEKDAYS),
            "K": lambda: self._pick(v.MONTHS),
            "J": lambda: str(self.chance.randint(1984, 2025)),
            "Q": lambda: _capital(self._filled(v.SAID)),
            "T": lambda: self._pick(v.TOPICS),
        }

    def sentence(self) -> str:
        """A sentence with its full stop, of a pattern that the last fifty did not have."""
        if not self._unused:
            self._unused = self.chance.sample(v.SENTENCES, len(v.SENTENCES))
        return _capital(self._spell(self._unused.pop())) + "."

    def paragraph(self, size: int) -> list[str]:
        """Sentences of about so many characters together."""
        sentences: list[str] = []
        while size > 0:
            sentences.append(self.sentence())
            size -= len(sentences[-1]) + 1
        return sentences

    def lede(self) -> str:
        """Two or three sentences that open an article."""
        return _sentences(self._filled(v.LEDES))

    def teaser(self) -> str:
        """One or two sentences that lead to another article."""
        return _sentences(self._filled(v.TEASERS))

    def kicker(self) -> str:
        """What an article is about, in some words without a colon."""
        return _capital(self._filled(v.KICKERS))

    def headline(self) -> str:
        """What stands behind the kicker."""
        return _capital(self._filled(v.HEADLINES))

    def caption(self) -> str:
        """What stands below an image."""
        return _capital(self._filled(v.CAPTIONS))

    def subheading(self) -> str:
        """A heading inside the text."""
        return _capital(self._filled(v.SUBHEADINGS))

    def tag(self) -> str:
        """A tag."""
        return _capital(self._filled(v.TAGS))

    def person(self) -> str:
        """First name and surname."""
        return f"{self._pick(v.FIRST_NAMES)} {self._surname()}"

    def place(self) -> str:
        """A town that is on no map, we hope."""
        return self._pick(v.PLACE_STARTS) + self._pick(v.PLACE_ENDS)

    def city(self) -> str:
        """A town that reports come from."""
        return self._pick(v.CITIES)

    def _filled(self, patterns: tuple[str, ...]) -> str:
        return self._spell(self._pick(patterns))

    def _spell(self, pattern: str) -> str:
        return "".join(self._slots[p]() if is_slot else p for is_slot, p in _pieces(pattern))

    def _pick(self, words: tuple[str, ...]) -> str:
        return words[int(self.chance.random() * len(words))]

    def _noun(self) -> str:
        return self._pick(self._pick_gender()[1])

    def _pick_gender(self) -> tuple[int, tuple[str, ...]]:
        gender = self.chance.randrange(3)
        return gender, (v.MASCULINE, v.FEMININE, v.NEUTER)[gender]

    def _phrase(self, case: str) -> str:
        """Article, often an adjective, and noun, in one case."""
        gender, nouns = self._pick_gender()
        article, noun = _ARTICLES[case][gender], self._pick(nouns)
        if self.chance.random() < 0.5:
            return f"{article} {noun}"
        ending = "en" if case == "D" or article == "den" else "e"
        return f"{article} {self._pick(v.ADJECTIVES)}{ending} {noun}"

    def _body(self) -> str:
        name = self._pick(v.BODIES)
        is_masculine = name.endswith(
            ("schuss", "irk", "tag", "nat", "band", "stand", "rat", "bund")
        )
        return f"{'der' if is_masculine else 'das'} {name}"

    def _surname(self) -> str:
        return self._pick(v.NAME_STARTS) + self._pick(v.NAME_ENDS)

    def _number(self) -> str:
        number = self.chance.choice((self.chance.randint(2, 99), self.chance.randint(100, 9999)))
        return f"{number:,}".replace(",", ".") if number > 999 else str(number)

    def _money(self) -> str:
        unit = self._pick(("Euro", "Millionen Euro", "Milliarden Euro"))
        return f"{self._number()} {unit}"


@cache
def _pieces(pattern: str) -> tuple[tuple[bool, str], ...]:
    """The parts of a pattern: is it a slot, and its name or its text."""
    parts = pattern.replace("}", "{").split("{")
    return tuple((i % 2 == 1, part) for i, part in enumerate(parts) if part)


def _capital(text: str) -> str:
    """The text with a capital, behind an opening quote too."""
    return (
        text[:1] + text[1:2].upper() + text[2:] if text[:1] == "„" else text[:1].upper() + text[1:]
    )


def _sentences(text: str) -> str:
    """The text with a capital at the start of each sentence."""
    return ". ".join(_capital(part) for part in text.split(". "))
