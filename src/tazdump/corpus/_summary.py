"""What a scan counts, and what it tells while it runs and at its end.

How: counters that are added up task by task, and can be kept as JSON between two runs.
Cost: a few dictionaries, as large as there are envelopes, codes and reasons.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, final

from attrs import define, field, fields, frozen

from tazdump.model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tazdump.corpus._pages import Found

#: What a listing is counted as whose kind cannot be told.
LISTING: Final = "listing"
ARTICLE: Final = "article"


def _counter() -> Counter[str]:
    return Counter()


@final
@define
class Counts:
    """What was seen: in a task, or in all of them."""

    records: int = 0
    bytes: int = 0
    dumps: int = 0
    refused: int = 0
    envelopes: Counter[str] = field(factory=_counter)
    kinds: Counter[str] = field(factory=_counter)
    codes: Counter[str] = field(factory=_counter)
    skipped: Counter[str] = field(factory=_counter)

    def find(self, found: Found) -> None:
        """Count a dump, by what was read of it."""
        self.dumps += 1
        page = found.page
        self.codes.update(str(each.code) for each in found.diagnostics)
        if page is None:
            self.refused += 1
        else:
            self.envelopes[page.envelope] += 1
            self.kinds[ARTICLE if isinstance(page, Article) else page.kind or LISTING] += 1

    def add(self, other: Counts) -> None:
        """Add what was counted elsewhere."""
        for each in fields(Counts):
            name = each.name
            setattr(self, name, getattr(self, name) + getattr(other, name))


def from_json(values: Mapping[str, int | dict[str, int]]) -> Counts:
    """Read the counts that `attrs.asdict` gave, from JSON."""
    counts = Counts()
    for name, value in values.items():
        setattr(counts, name, Counter(value) if isinstance(value, dict) else value)
    return counts


@final
@frozen(kw_only=True)
class Progress:
    """How far a scan is; `scan` calls its `progress` with one of these, a few times a second."""

    #: `reading` the sources, or `writing` the table from what was found.
    stage: str
    #: Bytes of the sources that are done, and of all of them. Of compressed files, as they lie.
    done: int
    size: int
    records: int = 0
    dumps: int = 0
    skipped: int = 0
    #: How many worker processes were lost; what these read is read again.
    lost: int = 0


@final
@frozen(kw_only=True)
class Summary:
    """What a scan has read, found and written."""

    #: The table, and how many rows it has.
    output: str
    rows: int
    #: Records that were seen, and the bytes of their sources.
    records: int
    bytes: int
    #: Records that are dumps; those of them that gave no page, and those that others repeat.
    dumps: int
    refused: int
    duplicates: int
    #: Pages by envelope and by kind, diagnostics by code, what could not be read by its reason.
    envelopes: Mapping[str, int]
    kinds: Mapping[str, int]
    codes: Mapping[str, int]
    skipped: Mapping[str, int]
    #: How many worker processes were lost; nothing of what they read is missing.
    lost: int = 0
    #: Of this run alone.
    seconds: float = 0.0

    @property
    def whole(self) -> bool:
        """Was all of the sources read, and nothing skipped?"""
        return not self.skipped
