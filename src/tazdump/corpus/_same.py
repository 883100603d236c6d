"""Pages that are one page: the same address, or the same words through different envelopes.

How: a page becomes a fingerprint: its address, its words as 16 bits each, a gap where the proxy
cut. Words are what all envelopes keep; marks, blank lines, wraps and umlauts are not looked at.
Cost: linear in the pages; two bytes a word, about 1 KB a page, in memory for each find.

Two pages are one if both are the article of one address; or if they have all words in common, in
order, kind and date too, and no two different addresses. A gap stands for the words that the
proxy cut away, so a cut page is one with the whole one. A listing changes from day to day while
its address stays, so that its address proves nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple, final
from zlib import crc32

from tazdump._envelopes import ENVELOPES
from tazdump._normal import normal
from tazdump.diagnostics import Code, Severity
from tazdump.model import Article, Listing, Page

#: Where the proxy cut, in a text of words.
GAP: Final = "\0"
#: Where the page's title ends: what a cut hides of it goes no further.
_END: Final = "\x01"
#: A word is a character from here to the surrogates, so that two bytes hold it.
_FIRST: Final = 2
_WORDS: Final = 0xD800 - _FIRST
#: No word of a text is remembered that has a longer one, which hardly comes again.
_SHORT: Final = 64
_SPELLED: Final = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
_CUTS: Final = frozenset({Code.TITLE_CUT, Code.CAPTION_CUT, Code.TEXT_CUT})
#: A cut hides hardly ever more words than this: those of the longest titles. It may hide none, for
#: a dash is no word, and an author's ellipsis on a cut page looks like a gap.
_HIDDEN: Final = 24
#: So many words must be left to say that a cut page is a whole one.
_PROOF: Final = 20
#: So much of a title is left by a cut, for all but the strangest titles.
_ANCHOR: Final = 40
#: With so many cut pages, and whole ones, of one title and day is a page compared.
_MOST: Final = 64
_HEAD: Final = struct.Struct("<QQ16s4H")
_MOST_COUNTED: Final = 0xFFFF


class _Print(NamedTuple):
    """A fingerprint, unpacked."""

    #: A hash of the article's address, and of how the page begins; 0 for no address.
    address: int
    anchor: int
    digest: bytes
    #: What the reading lacks; less is better.
    errors: int
    warnings: int
    losses: int
    unaddressed: int
    #: A character a word.
    words: str


def words_of(texts: Iterable[str], *, cut: bool = False) -> str:
    """The words of some texts, a character each, as every envelope leaves them.

    Letters and digits count, umlauts as they are spelled out; with `cut`, a word with an ellipsis
    at its end is a gap, and so are several in a row.

    >>> words_of(["Über Nacht"]) == words_of(["> ueber ", "nacht!"])
    True
    >>> words_of(["Ein langer Ti…"], cut=True)[-1] == GAP
    True
    """
    found: list[str] = []
    for text in texts:
        words = _split(text)
        word_of = _short_word if max(map(len, words), default=0) <= _SHORT else _word
        if cut:
            found += [GAP if word[-1] == "…" else word_of(word) for word in words]
        else:
            found += map(word_of, words)
    first, *others = "".join(found).split(GAP)
    return GAP.join([first, *filter(None, others[:-1]), *others[-1:]])


def _split(text: str) -> list[str]:
    plain = normal("NFC", text).casefold()
    # Three times as fast as `str.translate`.
    for umlaut, spelled in _SPELLED:
        plain = plain.replace(umlaut, spelled)
    return plain.split()


def _word(word: str) -> str:
    """One character for a word; none for what has no letter and no digit."""
    plain = word if word.isascii() else normal("NFKD", word)
    kept = plain if plain.isalnum() else "".join(filter(str.isalnum, plain))
    return chr(_FIRST + crc32(kept.encode("utf-8", "replace")) % _WORDS) if kept else ""


#: Most words come again and again; only short ones are remembered, in a few MB at most.
_short_word = lru_cache(1 << 14)(_word)


def fits(cut: str, whole: str) -> bool:
    """May the words that were cut be those that are whole, gaps standing for what was hidden?

    >>> whole = "abcdef"
    >>> fits(f"ab{GAP}ef", whole), fits(f"ab{GAP}f", whole), fits(f"ab{GAP}xf", whole)
    (True, True, False)
    """
    start = place = hidden = 0
    # No further than the whole goes, so that a long text is compared with a short one at once.
    while (end := cut.find(GAP, start, start + len(whole) - place + 1)) >= 0:
        part = cut[start:end]
        place = whole.find(part, place, place + hidden + len(part))
        if place < 0:
            return False
        start, place, hidden = end + 1, place + len(part), _HIDDEN
    rest = len(whole) - (len(cut) - start)
    return start > 0 and place <= rest <= place + _HIDDEN and whole.endswith(cut[start:])


def fingerprint(page: Page | None) -> bytes:
    """What tells whether two pages are one, and which reading is better: about 1 KB.

    Empty where there is no page, which is no other's duplicate. Fingerprints can be stored, and
    are the same on every machine.
    """
    if page is None:
        return b""
    cut = any(found.code in _CUTS for found in page.diagnostics)
    day = page.date.toordinal() if isinstance(page, Article) and page.date else 0
    head = f"{type(page).__name__} {day} "
    title, *texts = _texts(page)
    words = _END.join((words_of([title], cut=cut), words_of(texts, cut=cut)))
    beginning = "".join(word for text in _beginning(page) for word in _split(text))
    anchor = "".join(filter(str.isalnum, normal("NFKD", beginning)))[:_ANCHOR]
    severities = [found.severity for found in page.diagnostics]
    envelope = ENVELOPES.get(page.envelope)
    return _HEAD.pack(
        _address(page),
        _number(head + anchor),
        blake2b((head + words).encode("utf-8"), digest_size=16).digest(),
        min(severities.count(Severity.ERROR), _MOST_COUNTED),
        min(severities.count(Severity.WARNING), _MOST_COUNTED),
        len(envelope.losses) if envelope else 0,
        min(sum(_unaddressed(page)), _MOST_COUNTED),
    ) + words.encode("utf-16-le")


def _unpacked(fingerprint: bytes) -> _Print:
    head, words = fingerprint[: _HEAD.size], fingerprint[_HEAD.size :]
    return _Print._make((*_HEAD.unpack(head), words.decode("utf-16-le")))


def _number(text: str) -> int:
    """A number for a text, which is never 0 for all that will ever be hashed."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _address(page: Page) -> int:
    address = page.address
    if address is None or address.kind != "article" or not isinstance(page, Article):
        return 0
    return _number(address.path if address.id is None else str(address.id))


def _texts(page: Page) -> Iterator[str]:
    """The title of a page and its texts; an article's without what its page shows of others."""
    if isinstance(page, Article):
        yield page.title.text
        yield page.lede or ""
        yield from (image.caption for image in page.images)
        if page.dateline is not None:
            yield f"{page.dateline.place} {page.dateline.agency}"
        yield from (block.text for block in page.body)
        return
    yield page.title
    yield page.tagline or ""
    group = None
    for entry in page.entries:
        if entry.group not in {None, group}:
            yield entry.group or ""
        group = entry.group
        yield entry.title.text if entry.title else ""
        yield entry.teaser or ""


def _beginning(page: Page) -> Iterator[str]:
    """What tells one page from most others: its title, and a listing's first entry with one."""
    if isinstance(page, Article):
        yield page.title.text
        return
    first = next((entry.title for entry in page.entries if entry.title is not None), None)
    yield page.title[: _ANCHOR // 2]
    yield first.text if first else ""


def _unaddressed(page: Page) -> Iterator[bool]:
    """Of the page and of all that it leads to: is the address unknown?"""
    yield page.address is None
    if isinstance(page, Listing):
        yield from (entry.address is None for entry in page.entries)
        return
    for nodes in (page.authors, page.tags, page.related):
        yield from (node.address is None for node in nodes)


@final
class Duplicates:
    r"""Tells which of many pages are one, and which reading of it is the best.

    The best has the fewest errors, then the fewest warnings, then the envelope that loses least,
    then the fewest unknown addresses; of equals it is the first.

    >>> from tazdump import parse, render
    >>> page = parse("# taz.de -- Wetter: Es regnet\n\n> Den ganzen Tag.\n\n4 Sep 2025\n")
    >>> same = Duplicates()
    >>> [same.add(fingerprint(parse(render(page, way)))) for way in ("table", "menu")]
    [0, 1]
    >>> same.best_of(0), same.best_of(1)
    (1, 1)
    """

    def __init__(self) -> None:
        """Begin without pages."""
        self._parents: list[int] = []
        self._addresses: list[int] = []
        self._ranks: list[tuple[int, ...]] = []
        self._by_address: dict[int, int] = {}
        self._by_digest: dict[bytes, int] = {}
        #: Words of cut pages, and of whole ones, that begin alike.
        self._by_anchor: dict[tuple[int, bool], list[tuple[int, str]]] = {}
        self._best: dict[int, int] | None = None

    def add(self, fingerprint: bytes) -> int:
        """Add the next page; its index, from 0. Raises `ValueError` for what is no fingerprint."""
        if 0 < len(fingerprint) < _HEAD.size:
            msg = "this is no fingerprint; `tazdump.corpus.fingerprint` makes them"
            raise ValueError(msg)
        index = len(self._parents)
        self._parents.append(index)
        self._best = None
        if not fingerprint:
            self._addresses.append(0)
            self._ranks.append(())
            return index
        page = _unpacked(fingerprint)
        self._addresses.append(page.address)
        self._ranks.append((page.errors, page.warnings, page.losses, page.unaddressed))
        if page.address:
            self._join(self._by_address.setdefault(page.address, index), index)
        first = self._by_digest.setdefault(page.digest, index)
        self._join(first, index)
        if first == index:
            self._compare(index, page)
        return index

    def best_of(self, index: int) -> int:
        """The index of the best reading of this page, which may be itself."""
        if self._best is None:
            self._best = {}
            for i, rank in enumerate(self._ranks):
                root = self._root(i)
                best = self._best.setdefault(root, i)
                if rank < self._ranks[best]:
                    self._best[root] = i
        return self._best[self._root(index)]

    def _compare(self, index: int, page: _Print) -> None:
        """Join a page whose words are new with those that have them in part, or have more."""
        cut = GAP in page.words
        if len(page.words.replace(GAP, "")) >= _PROOF:
            for other, words in self._by_anchor.get((page.anchor, not cut), ()):
                if fits(page.words, words) if cut else fits(words, page.words):
                    self._join(other, index)
            alike = self._by_anchor.setdefault((page.anchor, cut), [])
            if len(alike) < _MOST:
                alike.append((index, page.words))

    def _join(self, one: int, other: int) -> None:
        """Make one group of two, unless they are the pages of two addresses."""
        first, second = sorted((self._root(one), self._root(other)))
        addresses = {self._addresses[first], self._addresses[second]} - {0}
        if first != second and len(addresses) < 2:
            self._parents[second] = first
            self._addresses[first] = addresses.pop() if addresses else 0

    def _root(self, index: int) -> int:
        parents = self._parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index
