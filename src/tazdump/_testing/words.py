"""German as a newspaper prints it, of our own invention: words, names and addresses for pages.

How: one drawn string is one text, each of its characters a word, a stop or a link; so a page is
drawn in a few choices, and shrinks to few and plain words. Cost: linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from hypothesis import strategies as st

from tazdump.address import Address
from tazdump.model import Link

#: What a paragraph is made of; links have no numbers yet.
Content = tuple[str | Link, ...]

#: From plain to hostile: an example shrinks to what stands first.
_VOCABULARY: Final = """
am und der die das ein eine in mit von auf nicht auch sich wie noch nur bei nach über für gegen
es sie er wir man ist war wird hat haben sagt will soll kann gibt bleibt fehlt zunächst
Regen Stadt Haus Jahr Tag Frau Mann Kind Land Wasser Weg Brücke Straße Wald
Schule Rathaus Bäckerei Grünfläche Wärmepumpe Fähre Bürgerin Öltank Gebühr
alte neue große kleine grüne müde übrige städtische
Straßenbahnhaltestelle Grundwasserspiegel Mehrwertsteuererhöhung
Anwohner*innen Bäcker:innen Kolleg*in Zuschauer_innen Schüler:innenrat
„Nein“ „Später ‚vielleicht‘“ »Eben« "Moin" (dpa) [sic] […] US-Zölle 20-Jährige
26 1.200 3,5 90er 2019 24. z.B. u.a. – — & 100% § A|B taz | TAGS Bild: #MehrBäume
www.beispiel.example/a?b=c Kraków İzmir * ** _ ~ 🚲
"""
_WORDS: Final = (
    *_VOCABULARY.split(),
    *("5\N{NO-BREAK SPACE}Euro", "e\N{COMBINING ACUTE ACCENT}tage", "4 Sep 2025", "40 Jahre taz"),
)
#: A stop stands behind the word before it.
_STOPS: Final = (*".........", *",,,,", *"?!:;", " …", ".“", " –")
_SENTENCE_ENDS: Final = frozenset({".", "?", "!", ".“"})
_ENDS: Final = frozenset({*_STOPS, ""})
#: How many of the words that follow are a link's text; a long one goes on over sentences' ends.
_LINK_SIZES: Final = (1, 2, 3, 9)
_LONG_LINK: Final = 9
_TOKENS: Final[tuple[str | int, ...]] = (*_WORDS, *_STOPS, *_LINK_SIZES)
#: The first token's character; those of the others follow it.
_BASE: Final = 0x4E00

_FIRST_NAMES: Final = ("Ada", "Björn", "Ayşe", "Jean-Luc", "Łucja", "Ö.", "Paweł", "Kübra", "Tim")
_LAST_NAMES: Final = ("Nowak", "von der Heide", "Yıldız-Brandt", "O’Hara", "Süß", "Bär (Text)")
_AGENCIES: Final = ("dpa", "afp", "taz", "Die Redaktion", "taz/epd")
_PLACES: Final = ("Kiel", "Berlin", "BREMEN", "Frankfurt am Main", "Łódź, Köln/Bonn", "Saint-Louis")
_DATELINE_AGENCIES: Final = ("taz", "dpa", "taz/dpa", "epd", "afp/rtr", "taz, dpa")

_OUTSIDE: Final = (
    *("https://www.beispiel.example/a?b=c&d=e#f", "http://blog.beispiel.example/~jana/x.html"),
    *("mailto:jana@beispiel.example", "gopher://beispiel.example/1/a", "gemini://b.example/"),
)
_OLD_PATHS: Final = ("/1/zukunft/umwelt/artikel/1/der-regen-bleibt/", "/1/zukunft/konsum/")
_SLUGS: Final = ("", "/Regen", "/Streit-um-die-Faehre", "/40-Jahre-taz", "/-Kiel---Bremen-")


@cache
def _tokens(count: int, least: int, most: int) -> st.SearchStrategy[tuple[str | int, ...]]:
    """Some of the first tokens, drawn as one string; long ones are as likely as short ones."""
    codes = st.characters(min_codepoint=_BASE, max_codepoint=_BASE + count - 1)
    sizes = sorted({least, (least + most) // 2, most - most // 6})
    drawn = st.one_of([st.text(codes, min_size=size, max_size=most) for size in sizes])
    return drawn.map(lambda text: tuple(_TOKENS[ord(code) - _BASE] for code in text))


@cache
def phrases(least: int = 1, most: int = 9) -> st.SearchStrategy[str]:
    """Words without stops, as in a headline; no bar at its ends, where a table has its own."""
    words = _tokens(len(_WORDS), least, most).map(lambda tokens: " ".join(map(str, tokens)))
    return words.map(lambda text: _capital(text.strip("| ") or "Regen"))


@cache
def prose(least: int = 1, most: int = 60) -> st.SearchStrategy[str]:
    """Sentences; the last one has its end."""
    count = len(_WORDS) + len(_STOPS)
    return _tokens(count, least, most).map(lambda tokens: str(_content(tokens)[0]))


@cache
def paragraphs(least: int = 1, most: int = 80) -> st.SearchStrategy[Content]:
    """Sentences with links in them, whose number is 0."""
    return _tokens(len(_TOKENS), least, most).map(_content)


def _content(tokens: Sequence[str | int]) -> Content:
    """What tokens spell: stops end sentences, and a link takes the words behind it as its text."""
    parts: list[str | Link] = []
    text, inside, wanted, capital = "", list[str](), 0, True
    for token in (*tokens, ""):
        is_word = isinstance(token, str) and token not in _ENDS
        if inside and wanted == _LONG_LINK and token in _STOPS:
            inside[-1] += str(token)
            capital = capital or token in _SENTENCE_ENDS
            continue
        if inside and (not is_word or len(inside) == wanted):
            if text or parts:
                parts.append(text + " ")
            parts.append(Link(number=0, text=" ".join(inside)))
            text, inside, wanted = "", [], 0
        if isinstance(token, int):
            wanted = token
        elif not is_word:
            if text or parts:
                text += token
                capital = capital or token in _SENTENCE_ENDS
        else:
            word, capital = _capital(token) if capital else token, False
            if wanted:
                inside.append(word)
            else:
                text = f"{text} {word}" if text or parts else word
    end = "" if text.endswith(tuple(_SENTENCE_ENDS)) else "."
    return (*parts, text + end) if text or parts else ("Regen.",)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def people() -> st.SearchStrategy[str]:
    """Names of authors, and of agencies that stand for them."""
    names = st.builds("{} {}".format, st.sampled_from(_FIRST_NAMES), st.sampled_from(_LAST_NAMES))
    return names | st.sampled_from(_AGENCIES)


@cache
def places() -> st.SearchStrategy[tuple[str, str]]:
    """Place and agency of a dateline."""
    return st.tuples(st.sampled_from(_PLACES), st.sampled_from(_DATELINE_AGENCIES))


@cache
def numbers() -> st.SearchStrategy[int]:
    """The numbers in addresses."""
    return st.integers(1, 99_999_999)


@cache
def addresses(letter: str = "") -> st.SearchStrategy[Address]:
    """Addresses on taz of one kind: its letter is empty for articles, else t, a or p."""
    path = st.builds("{}/!{}{}".format, st.sampled_from(_SLUGS), st.just(letter), numbers())
    return st.builds(Address, path=path)


@cache
def targets() -> st.SearchStrategy[Address]:
    """What links of a body lead to: articles, old paths, and the world outside."""
    other = st.sampled_from((*_OLD_PATHS, *_OUTSIDE)).map(lambda path: Address(path=path))
    return addresses() | addresses("t") | other
