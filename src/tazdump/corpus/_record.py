"""What is read from a crawl and how: records, what was skipped and why, columns, limits.

How: frozen values, as the model's are; they pickle, so that parts of the work can go to other
processes. Cost: one small object for each record.
"""

from __future__ import annotations

from enum import StrEnum
from typing import final

from attrs import field, frozen
from attrs.validators import ge, instance_of

from tazdump.diagnostics import Diagnostic, visible


@final
@frozen(kw_only=True)
class Record:
    """One text of a crawl, and where it comes from."""

    text: str = field(repr=False)
    #: The file as it was found; a member of an archive stands behind ``!``, as in
    #: ``crawl.zip!pages/1.txt``.
    source: str
    #: Which record of its source this is, from 1: the line of JSONL, the row of Parquet, the
    #: record of WARC; 1 for a plain file.
    number: int
    #: What the source calls the record: an ``id`` column, a WARC-Record-ID; None without one.
    id: str | None = None
    #: Where the text was fetched from, as the source says; None where it does not.
    url: str | None = None
    #: What decoding took, for bytes that were no UTF-8; as from `tazdump.read`.
    diagnostics: tuple[Diagnostic, ...] = ()


class Reason(StrEnum):
    """Why something of a source could not be read. Reasons are stable; messages are not."""

    #: The file cannot be opened or read: permission, a broken link, a failing disk.
    UNREADABLE = "unreadable"
    #: The bytes are no text: a picture, a program, an unknown archive.
    NOT_TEXT = "not text"
    #: An archive, compressed file, Parquet or WARC file is broken or ends early.
    CORRUPT = "corrupt"
    #: A member of an archive is encrypted, or compressed in a way that is not known here.
    UNSUPPORTED = "unsupported"
    #: An archive within an archive, or Parquet within one.
    NESTED = "nested"
    #: What was unpacked is too much for what was packed: see `Limits`.
    BOMB = "bomb"
    #: One record is larger than `Limits.record`.
    TOO_LARGE = "too large"
    #: There is no column with the text, or more than one that may be it.
    NO_COLUMN = "no column"
    #: A row is no JSON object, or its text is null or no text.
    BAD_ROW = "bad row"
    #: A line or a row is no UTF-8.
    NOT_UTF8 = "not UTF-8"


@final
@frozen(kw_only=True)
class Skipped:
    """Something of a source that could not be read, and where."""

    #: As `Record.source`.
    source: str
    #: As `Record.number`; None where it is a whole file.
    number: int | None = None
    #: Where it begins, in bytes from 0; None where that cannot be told. Of a packed file, the
    #: bytes are those of the unpacked one.
    offset: int | None = None
    reason: Reason
    #: One sentence for a human reader.
    message: str

    def __str__(self) -> str:
        """``source:number: reason: message``, on one line."""
        place = self.source if self.number is None else f"{self.source}:{self.number}"
        return visible(f"{place}: {self.reason}: {self.message}")


class SourceError(ValueError):
    """Something of a source could not be read, and nobody was there to be told: see `records`."""

    def __init__(self, skipped: Skipped) -> None:
        """Keep what was not read."""
        super().__init__(skipped)
        self.skipped = skipped

    def __str__(self) -> str:
        """What, where, and why."""
        return str(self.skipped)


@final
@frozen(kw_only=True)
class Columns:
    """The names of the columns that hold text, URL and id, in Parquet and JSONL.

    None lets them be recognised. A dot leads into a nested column:
    ``warc_headers.warc-target-uri``.
    """

    text: str | None = None
    url: str | None = None
    id: str | None = None


@final
@frozen(kw_only=True)
class Limits:
    """How large something may be before it is skipped; all in bytes but where it says otherwise."""

    #: One record: a text, a line of JSONL, a plain file. 16 MiB; a page of taz has some thousands.
    record: int = field(default=16 << 20, validator=[instance_of(int), ge(1)])
    #: How many times as large as the packed bytes the unpacked ones may be. Text packs 3 to 20
    #: times, and a long run of one byte over 1000 times.
    ratio: int = field(default=200, validator=[instance_of(int), ge(1)])
    #: All that is unpacked from one file.
    unpacked: int = field(default=1 << 40, validator=[instance_of(int), ge(1)])
    #: How many members an archive may have.
    members: int = field(default=10_000_000, validator=[instance_of(int), ge(1)])
