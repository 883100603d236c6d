"""What every reader of a part is told, and how it says that it cannot go on.

How: one value goes down from `read_part` to the readers; an error comes up and becomes a `Skipped`
where source and number are known. Cost: none.
"""

from __future__ import annotations

from typing import Final, final

from attrs import frozen

from tazdump._read import decode
from tazdump.corpus._record import Columns, Limits, Reason, Record, Skipped
from tazdump.corpus._sources._part import Tally

#: What a text must contain to be a dump: its title line has it (FORMAT 1.1), in every envelope.
NEEDLE: Final = "taz.de"
NEEDLE_BYTES: Final = NEEDLE.encode()

Item = Record | Skipped


class BrokenError(Exception):
    """What is being read cannot be read on; never leaves `read_part`."""

    def __init__(self, reason: Reason, message: str, offset: int | None = None) -> None:
        """Keep why, and where, in bytes from 0."""
        super().__init__(reason, message, offset)
        self.reason = reason
        self.message = message
        self.offset = offset

    def skipped(self, source: str, number: int | None = None, offset: int | None = None) -> Skipped:
        """What is told of it; the place that the reader knows goes before the error's own."""
        return Skipped(
            source=source,
            number=number,
            offset=self.offset if offset is None else offset,
            reason=self.reason,
            message=self.message,
        )


@final
@frozen(kw_only=True)
class Job:
    """How to read: the part's columns and limits, and what the caller of `read_part` asked for."""

    columns: Columns
    limits: Limits
    tally: Tally
    likely_only: bool


def record_of(
    data: bytes,
    job: Job,
    source: str,
    *,
    number: int = 1,
    id: str | None = None,  # noqa: A002 - the field's name
    url: str | None = None,
) -> Record | None:
    """The record of a text in bytes; None where only likely ones are wanted and this is none."""
    # Bytes with a NUL may be UTF-16, in which the needle looks otherwise.
    if job.likely_only and NEEDLE_BYTES not in data and b"\0" not in data:
        return None
    text, diagnostics = decode(data)
    if job.likely_only and NEEDLE not in text:
        return None
    return Record(text=text, source=source, number=number, id=id, url=url, diagnostics=diagnostics)


def named(value: object) -> str | None:
    """A URL or an id as text; None for what is neither text nor a number.

    >>> named("a"), named(7), named(True), named([])
    ('a', '7', None, None)
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
