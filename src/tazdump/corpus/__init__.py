"""From one page to a crawl: texts from files and archives, the dumps among them, and their table.

How: `records` streams texts with their identity and URL, `pages` keeps and parses the dumps, `scan`
does both with all cores. Cost: linear; memory does not grow with the input.
Needs the extra ``crawl``, but only where a source or a table asks for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tazdump.corpus._enrich import Completion, Conflict, Enriched, Ground, enrich
from tazdump.corpus._errors import ScanError
from tazdump.corpus._needs import needed
from tazdump.corpus._pages import Found, pages
from tazdump.corpus._record import Columns, Limits, Reason, Record, Skipped, SourceError
from tazdump.corpus._records import records
from tazdump.corpus._same import Duplicates, fingerprint
from tazdump.corpus._summary import Progress, Summary

__all__ = [
    "SCHEMA",
    "Columns",
    "Completion",
    "Conflict",
    "Duplicates",
    "Enriched",
    "Found",
    "Ground",
    "Limits",
    "Progress",
    "Reason",
    "Record",
    "ScanError",
    "Skipped",
    "SourceError",
    "Summary",
    "enrich",
    "fingerprint",
    "mark_duplicates",
    "pages",
    "parse_batches",
    "records",
    "scan",
    "to_batches",
]

#: What is not there before the extra is, and where it is then.
_LATE: Final = {
    "SCHEMA": "_rows",
    "mark_duplicates": "_batches",
    "parse_batches": "_batches",
    "scan": "_scan",
    "to_batches": "_rows",
}


if TYPE_CHECKING:
    from tazdump.corpus._batches import mark_duplicates, parse_batches
    from tazdump.corpus._rows import SCHEMA, to_batches
    from tazdump.corpus._scan import scan
else:  # of which checkers would believe every name

    def __getattr__(name: str) -> object:
        """Import what needs the extra ``crawl`` when it is first asked for."""
        if name not in _LATE:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        with needed(f"tazdump.corpus.{name}"):
            module = import_module(f"{__name__}.{_LATE[name]}")
        value: object = getattr(module, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """The public names, those too that are not imported yet."""
    return sorted(__all__)
