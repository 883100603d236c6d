"""What pages show of each other: whole titles and addresses, each with its place.

How: one table from a key (an address, what a cut leaves of a title, a page and a name on it) to
the different values that were shown for it. Cost: linear; a title or path for each entry.

A title that may have lost something itself is no evidence: cut, torn off at a page's end, without
its umlauts, or wrongly decoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, final

from tazdump._envelopes import ENVELOPES
from tazdump._envelopes._base import Loss
from tazdump._envelopes.table import cut_line
from tazdump._lines import TITLE_MARK
from tazdump._text import KEPT
from tazdump.address import Address
from tazdump.corpus._same import GAP, fits, words_of
from tazdump.diagnostics import Code
from tazdump.model import NOWHERE, Article, Entry, Lines, Page, Title

#: A key: what kind of evidence it is, and whom it is about.
Key = tuple[str | int, ...]

#: What stands before a page's title on its line.
HEAD: Final = f"{TITLE_MARK} -- "
#: What a cut leaves of a character that it went through.
_SEVERED: Final = "\ufffd" + "".join(map(chr, range(0xDC80, 0xDD00)))
#: More different values than this for one key prove nothing.
_MOST: Final = 32


class Shown(NamedTuple):
    """Something that a page shows, and where."""

    text: str
    #: The words of the teaser beside it.
    teaser: str
    #: What it is the title of, as `place_of` has it; empty where that is not known.
    at: str
    #: The page, by its place among those given, and the lines there.
    origin: int
    lines: Lines


def kept_of(line: str) -> str:
    """What the proxy's cut leaves of a line; of a line that is cut, the same.

    >>> kept_of("x" * 90) == kept_of("x" * 79 + "…") == "x" * 79
    True
    """
    if len(line.encode("utf-8", "surrogatepass")) <= KEPT + 1:
        return line
    return cut_line(line)[:-1].rstrip(_SEVERED)


def place_of(address: Address | None) -> str:
    """An address for coming back to it: of a page with a number, no matter with which slug."""
    if address is None or address.kind == "outside":
        return ""
    return address.path if address.id is None else f"{address.kind} {address.id}"


def teaser_of(entry: Entry) -> str:
    """The words of an entry's teaser, with gaps where it was cut."""
    return words_of([entry.teaser or ""], cut=entry.cut)


def agree(one: str, other: str) -> bool:
    """Are these the words of one teaser, gaps standing for what a cut took?"""
    return one == other or (fits(one, other) if GAP in one else fits(other, one))


def entries_of(page: Page) -> tuple[str, Sequence[Entry]]:
    """The name of a page's field of entries, and what is in it."""
    return ("related", page.related) if isinstance(page, Article) else ("entries", page.entries)


@final
class Evidence:
    """What some pages show."""

    def __init__(self) -> None:
        """Begin without pages."""
        self._shown: dict[Key, dict[tuple[str, str, str], Shown]] = {}

    def about(self, key: Key) -> list[Shown]:
        """The different values that were shown for a key; none where there are too many."""
        found = self._shown.get(key, {})
        return list(found.values()) if len(found) < _MOST else []

    def add(self, page: Page, origin: int, group: int) -> None:
        """Take in a page: its place among those given, and the group of pages that are one."""
        # Once for all entries, for there may be as many diagnostics.
        bad = any(found.code is Code.MOJIBAKE for found in page.diagnostics)
        own = page.title if isinstance(page, Article) and _goes_on(page) else None
        if own is not None and _is_whole(own, page, mojibake=bad):
            here = place_of(page.address)
            shown = Shown(own.text, "", here, origin, own.lines)
            self._add(("title of", group), shown)
            self._add(("title at", here), shown)
        if page.address is not None:
            at = place_of(page.address)
            self._add(("address of", group), Shown(page.address.path, "", at, origin, NOWHERE))
        for entry in entries_of(page)[1]:
            self._add_entry(entry, page, origin, group, mojibake=bad)
        if isinstance(page, Article):
            for field, names in (("authors", page.authors), ("tags", page.tags)):
                for name in names:
                    self._add_address((field, group, name.name), name.address, origin, name.lines)

    def _add_entry(
        self, entry: Entry, page: Page, origin: int, group: int, *, mojibake: bool
    ) -> None:
        title = entry.title
        if title is None:
            return
        kept, at, teaser = kept_of(title.text), place_of(entry.address), teaser_of(entry)
        whole = _is_whole(title, page, mojibake=mojibake)
        if whole and (entry is not entries_of(page)[1][-1] or teaser):
            shown = Shown(title.text, teaser, at, origin, title.lines)
            self._add(("title at", at), shown)
            if teaser:
                self._add(("title above", kept), shown)
        self._add_address(("entries", group, kept), entry.address, origin, entry.lines, teaser)

    def _add_address(
        self, key: Key, address: Address | None, origin: int, lines: Lines, teaser: str = ""
    ) -> None:
        if address is not None:
            self._add(key, Shown(address.path, teaser, place_of(address), origin, lines))

    def _add(self, key: Key, shown: Shown) -> None:
        """Keep the first of those that show the same; of addresses, the first with its slug."""
        if key == ("title at", ""):
            return
        values = self._shown.setdefault(key, {})
        if len(values) < _MOST:
            values.setdefault(shown[:3], shown)


def _is_whole(title: Title, page: Page, *, mojibake: bool) -> bool:
    """Is the title as taz wrote it, as far as can be told from the page?"""
    if title.cut or mojibake or "\ufffd" in title.text:
        return False
    envelope = ENVELOPES.get(page.envelope)
    # Such an envelope spells out the umlauts of all that is no link: of the page's own title.
    own = isinstance(page, Article) and title is page.title
    return not (own and envelope is not None and Loss.UMLAUTS in envelope.losses)


def _goes_on(article: Article) -> bool:
    """Does anything follow the title, so that the page was not torn off within it?"""
    return bool(article.lede or article.body or article.date or article.related)
