"""A part of the work: so much of the sources as is read in one go, by one process.

How: small frozen values that pickle; a part is planned without reading it. Cost: none.
"""

from __future__ import annotations

from enum import StrEnum
from typing import final

from attrs import define, field, frozen

from tazdump.corpus._record import Columns, Limits, Skipped


class Kind(StrEnum):
    """How a part is read."""

    #: Whole files, each of which tells by its first bytes what it is.
    FILES = "files"
    #: The lines of a JSONL file that begin in a range of bytes.
    LINES = "lines"
    #: A run of row groups of a Parquet file.
    ROWS = "rows"
    #: Nothing can be read: `Part.skipped` says why.
    SKIPPED = "skipped"


@final
@frozen(kw_only=True)
class Part:
    """One unit of work and of resuming; planned the same way whenever the files are the same."""

    kind: Kind = Kind.FILES
    #: The files, as found: one, unless many small ones are read together.
    files: tuple[str, ...] = ()
    #: About how many bytes of files this is, for telling progress; `Tally.bytes` comes to it.
    size: int = 0
    #: LINES: the range of bytes. ROWS: the range of row groups.
    start: int = 0
    stop: int = 0
    #: ROWS: how many rows of the file stand before this part.
    before: int = 0
    #: Whether numbers count from the part's own start (LINES that are not a file's first). Add the
    #: `Tally.lines` of all parts of the same file before it to get those of the file.
    relative: bool = False
    columns: Columns = field(factory=Columns)
    limits: Limits = field(factory=Limits)
    skipped: Skipped | None = None


@define
class Tally:
    """What reading a part has come to so far: counted by `read_part`, looked at by its caller."""

    #: Records seen, also those that were skipped or cannot be a dump.
    records: int = 0
    #: Bytes of the files that have been read.
    bytes: int = 0
    #: Lines of JSONL passed, blank ones too: see `Part.relative`.
    lines: int = 0
