"""Names of authors, split into given name, particle, family name and suffix, as far as they tell.

How: one walk over the words, with small tables of particles, suffixes and agencies. What cannot
be told stays whole: no word is lost, moved or made up. Cost: linear in the name.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from unicodedata import category


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


#: In small letters they stand before a family name, as in ``Maren von der Heide``.
_PARTICLES: Final = _words(
    "af al av bin da dal das de dei del dell della delle dem den der des di do dos du e el ibn la"
    " las le les los ’t 't te ten ter tot van vom von y zu zum zur"
)
_SUFFIXES: Final = _words("jr jr. jun jun. sen sen. sr sr. II III IV")
#: Agencies and papers that sign in the place of an author.
_AGENCIES: Final = _words("afp ap apa dapd ddp dpa epd kna ots reuters rtr sid taz")
_INSTITUTIONS: Final = (
    *("agentur", "agenturen", "kollektiv", "redaktion"),
    *("stiftung", "tageszeitung", "verein", "verlag"),
)
#: They stand before a name, and their ``von`` is no part of it: ``Interview von Maren Heide``.
_CREDITS: Final = _words(
    "aufgezeichnet foto fotos gespräch interview kommentar mitarbeit protokoll recherche text"
    " übersetzung"
)
#: Within particles (``von und zu``) they are part of a name; elsewhere they join two names.
_AND: Final = _words("und and et")


class Person(NamedTuple):
    """A person's name; the words of all parts, in this order, are the words of the name."""

    given: str
    #: It belongs to the family name, but is passed over in sorting.
    particle: str
    family: str
    suffix: str


def is_institution(name: str) -> bool:
    """Tell whether a name is that of an agency, a paper or the like, and of no person.

    >>> [is_institution(name) for name in ("dpa", "taz/AFP", "taz Nord", "Sid Muster")]
    [True, True, True, False]
    """
    words = name.replace("/", " ").replace("-", " ").split()
    signs = bool(words) and (words[0] == "Reuters" or _is_agency(words[0]))
    return signs or any(word.lower().endswith(_INSTITUTIONS) for word in words)


def _is_agency(word: str) -> bool:
    """``dpa`` and ``DPA``, but not ``Sid``, who is a person."""
    return word.lower() in _AGENCIES and (word.islower() or word.isupper())


def split_name(name: str) -> Person | None:
    """Split a person's name; None where it is none, has one word only, or cannot be told.

    The particle goes with the family name, as German law has it. Several persons in one name,
    credits, and names with digits or signs cannot be told.

    >>> split_name("Maren von der Heide")
    Person(given='Maren', particle='von der', family='Heide', suffix='')
    >>> split_name("Fatma"), split_name("dpa"), split_name("A. Muster und B. Beispiel")
    (None, None, None)
    """
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    if len(words) < 2 or is_institution(name) or not all(map(_is_word, words)):
        return None
    start, end = _particle(words)
    family = words[end:]
    joined = not _AND.isdisjoint(words[:start] + family)
    if not family or joined or words[0].lower() in _CREDITS:
        return None
    return Person(" ".join(words[:start]), " ".join(words[start:end]), " ".join(family), suffix)


def _particle(words: list[str]) -> tuple[int, int]:
    """Where the particle starts and ends; without one, both stand before the last word."""
    start = next((i for i, word in enumerate(words) if word in _PARTICLES), None)
    if start is None:
        return len(words) - 1, len(words) - 1
    end = start
    while end < len(words) and (words[end] in _PARTICLES or words[end] in _AND):
        end += 1
    # Alexander Van der Beispiel: the large letter does not make it a given name.
    if start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return start, end


def _is_word(word: str) -> bool:
    """Letters, marks on them, dots, hyphens and apostrophes; at least one letter."""
    return any(map(str.isalpha, word)) and all(
        c.isalpha() or c in ".-'’‐" or category(c) == "Mn" for c in word
    )
