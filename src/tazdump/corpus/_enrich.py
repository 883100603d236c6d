"""Pages that complete each other: cut titles from pages that show them whole, and addresses.

How: one pass gathers what the pages show, a second one completes each of them from it. Cost:
linear; memory for the titles and addresses of all pages, besides the pages themselves.

Nothing is completed without evidence. A title: another page shows it whole, for the same address,
above the same teaser, or as the same page in another envelope; and what the cut left is what it
would leave. An address: the same page has it, mostly in another envelope, at the same title or
name. Where the evidence differs nothing is completed, and a `Conflict` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar, final

from attrs import evolve, frozen

from tazdump.address import Address
from tazdump.corpus._evidence import (
    HEAD,
    Evidence,
    Shown,
    agree,
    entries_of,
    kept_of,
    place_of,
    teaser_of,
)
from tazdump.corpus._same import Duplicates, fingerprint
from tazdump.model import Article, Author, Entry, Lines, Listing, Page, Tag, Title

_Name = TypeVar("_Name", Author, Tag)


class Ground(StrEnum):
    """The evidence for a completion."""

    #: The title of what has the same address.
    ADDRESS = "the same address"
    #: The same page, mostly in another envelope.
    PAGE = "the same page"
    #: A title that begins with the bytes that the cut left, above the same teaser.
    TEASER = "the same beginning and teaser"


@final
@frozen(kw_only=True)
class Completion:
    """Something that a page lacked and another one shows."""

    #: What was completed, as a path into the page: ``title``, ``related[2].address``.
    part: str
    #: What the page itself has; None where it has nothing.
    before: str | None
    after: str
    ground: Ground
    #: Which page shows it, as its place among the pages given, from 0.
    origin: int
    #: The lines there, 1-based; ``(0, 0)`` for a page's own address, which may stand nowhere on it.
    lines: Lines


@final
@frozen(kw_only=True)
class Conflict:
    """Something that a page lacks and other pages show in different ways."""

    #: As `Completion.part`.
    part: str
    #: What they show, and which page each, as `Completion.origin`.
    shown: tuple[str, ...]
    origins: tuple[int, ...]


@final
@frozen(kw_only=True)
class Enriched:
    """A page with what other pages completed, and the marks of that.

    A completed title is not `cut` and has no `lines`, for it does not stand on the page; the
    page's `diagnostics` and `source` still tell how it came.
    """

    page: Page
    completions: tuple[Completion, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def enrich(pages: Iterable[Page]) -> list[Enriched]:
    r"""Complete pages from each other: one `Enriched` for each, in their order.

    Cut titles of articles and entries, and the addresses of pages, entries, authors and tags.

    >>> from tazdump import parse_listing, parse_page
    >>> title = "Wetter im Norden: Es regnet und regnet und regnet, und kein Ende ist in Sicht mehr"
    >>> cut = parse_listing(f"# taz.de -- Nord | |\n{title[:79]}… | |\nAuch morgen wird es nass. |")
    >>> whole = parse_listing(f"# taz.de -- Wetter\n\n{title}\n\nAuch morgen wird es nass.\n")
    >>> enriched = enrich([cut, whole])[0]
    >>> enriched.page.entries[0].title.headline
    'Es regnet und regnet und regnet, und kein Ende ist in Sicht mehr'
    >>> [(done.part, done.ground.value, done.origin) for done in enriched.completions]
    [('entries[0].title', 'the same beginning and teaser', 1)]
    """
    given = list(pages)
    same, evidence = Duplicates(), Evidence()
    for page in given:
        same.add(fingerprint(page))
    for origin, page in enumerate(given):
        evidence.add(page, origin, same.best_of(origin))
    return [
        _Repair(evidence, same.best_of(origin)).enriched(page) for origin, page in enumerate(given)
    ]


@final
class _Repair:
    """One page on its way to being completed, and what was found out about it."""

    def __init__(self, evidence: Evidence, group: int) -> None:
        self._evidence = evidence
        self._group = group
        self._completions: list[Completion] = []
        self._conflicts: list[Conflict] = []

    def enriched(self, page: Page) -> Enriched:
        """The page, completed."""
        done = self._article(page) if isinstance(page, Article) else self._listing(page)
        found = self._completions
        return Enriched(
            page=done if found else page,
            completions=tuple(found),
            conflicts=tuple(self._conflicts),
        )

    def _article(self, page: Article) -> Article:
        address = self._own_address(page)
        title = page.title
        if title.cut:
            shown = [
                (Ground.ADDRESS, self._evidence.about(("title at", place_of(address)))),
                (Ground.PAGE, self._evidence.about(("title of", self._group))),
            ]
            title = self._title("title", title, address, shown, HEAD)
        elif address != page.address:
            title = _split_anew(title, address)
        return evolve(
            page,
            title=title,
            address=address,
            authors=self._names("authors", page.authors),
            tags=self._names("tags", page.tags),
            related=self._entries(page),
        )

    def _listing(self, page: Listing) -> Listing:
        address = self._own_address(page)
        kind = page.kind
        if kind is None and address is not None and address.kind in {"section", "tag"}:
            kind = "section" if address.kind == "section" else "tag"
        return evolve(page, address=address, kind=kind, entries=self._entries(page))

    def _own_address(self, page: Page) -> Address | None:
        if page.address is not None:
            return page.address
        return self._address("address", self._evidence.about(("address of", self._group)))

    def _names(self, part: str, names: Sequence[_Name]) -> tuple[_Name, ...]:
        done: list[_Name] = []
        for i, name in enumerate(names):
            if name.address is None and not name.cut:
                shown = self._evidence.about((part, self._group, name.name))
                address = self._address(f"{part}[{i}].address", shown)
                done.append(evolve(name, address=address))
            else:
                done.append(name)
        return tuple(done)

    def _entries(self, page: Page) -> tuple[Entry, ...]:
        part, entries = entries_of(page)
        return tuple([self._entry(f"{part}[{i}]", entry) for i, entry in enumerate(entries)])

    def _entry(self, part: str, entry: Entry) -> Entry:
        title, address = entry.title, entry.address
        if title is None:
            return entry
        kept, teaser = kept_of(title.text), teaser_of(entry)
        if address is None:
            shown = self._evidence.about(("entries", self._group, kept))
            if len({one.at or one.text for one in shown}) > 1:
                # Two entries of one page that begin alike: their teasers may tell them apart.
                shown = [one for one in shown if agree(one.teaser, teaser)] or shown
            address = self._address(f"{part}.address", shown)
        if title.cut:
            here = place_of(address)
            above = [
                one
                for one in (self._evidence.about(("title above", kept)) if teaser else ())
                if agree(one.teaser, teaser) and (not here or one.at in {"", here})
            ]
            at = self._evidence.about(("title at", here))
            title = self._title(
                f"{part}.title", title, address, [(Ground.ADDRESS, at), (Ground.TEASER, above)]
            )
        elif address != entry.address:
            title = _split_anew(title, address)
        cut = entry.cut and (title.cut or "…" in (entry.teaser or ""))
        return evolve(entry, title=title, address=address, cut=cut)

    def _title(
        self,
        part: str,
        title: Title,
        address: Address | None,
        found: Sequence[tuple[Ground, Sequence[Shown]]],
        head: str = "",
    ) -> Title:
        """The title whole, if all that fits what the cut left of it is one text."""
        kept = kept_of(head + title.text)
        fitting = [
            (ground, one)
            for ground, shown in found
            for one in shown
            if one.text != title.text and kept_of(head + one.text) == kept
        ]
        chosen = self._only(part, title.text, fitting, [one.text for _, one in fitting])
        if chosen is None:
            return title
        return Title.from_text(chosen.text, slug=address.slug if address else None)

    def _address(self, part: str, shown: Sequence[Shown]) -> Address | None:
        """The address, if all that are shown lead to one place; with its slug, if one has it."""
        whole = [one for one in shown if not one.text.endswith("…")]
        whole.sort(key=lambda one: Address(path=one.text).slug is None)
        fitting = [(Ground.PAGE, one) for one in whole]
        chosen = self._only(part, None, fitting, [one.at or one.text for one in whole])
        return Address(path=chosen.text) if chosen else None

    def _only(
        self,
        part: str,
        before: str | None,
        found: Sequence[tuple[Ground, Shown]],
        values: Sequence[str],
    ) -> Shown | None:
        """The first that was found, if they all mean the same; else a conflict, or nothing."""
        if len(set(values)) > 1:
            first: dict[str, Shown] = {}
            for value, (_, one) in zip(values, found, strict=True):
                first.setdefault(value, one)
            self._conflicts.append(
                Conflict(
                    part=part,
                    shown=tuple(one.text for one in first.values()),
                    origins=tuple(one.origin for one in first.values()),
                )
            )
        elif found:
            ground, one = found[0]
            self._completions.append(
                Completion(
                    part=part,
                    before=before,
                    after=one.text,
                    ground=ground,
                    origin=one.origin,
                    lines=one.lines,
                )
            )
            return one
        return None


def _split_anew(title: Title, address: Address | None) -> Title:
    """The title with the kicker that its address tells."""
    slug = address.slug if address else None
    return Title.from_text(title.text, slug=slug, cut=title.cut, lines=title.lines)
