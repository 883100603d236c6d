"""Records from WARC and WET: what servers answered, and text that was taken out of it.

How: records are framed here, by their own lengths, so that a broken one is told with its place and
reading goes on at the next one. Cost: linear; one record at a time is held.
Source: ISO 28500 (WARC/1.0 and 1.1). Needs the extra ``crawl`` for answers of HTTP.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final, NamedTuple

from tazdump.corpus._needs import needed
from tazdump.corpus._record import Reason, Skipped
from tazdump.corpus._sources._job import BrokenError, Item, Job, record_of

_MARKS: Final = (b"WARC/0.", b"WARC/1.")
#: The most that the head of a record may be.
_HEAD: Final = 1 << 18
_PIECE: Final = 1 << 16
#: The types that hold what a URL leads to; others (requests, revisits …) have no text of it.
_TYPES: Final = frozenset({"response", "resource", "conversion"})
#: How media types of text begin; what has no media type is taken as text.
_TEXT: Final = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/gopher",
    "application/gemini",
)
_HTTP: Final = "application/http"


class _Head(NamedTuple):
    """The head of a record: where it begins, and its fields by their names in lower case."""

    offset: int
    fields: dict[str, str]

    @property
    def length(self) -> int | None:
        """How many bytes the block has; None where the head does not say."""
        value = self.fields.get("content-length", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def read_warc(stream: io.BufferedReader, source: str, job: Job) -> Iterator[Item]:
    """The records that hold text, each with its number among all records."""
    return _Reader(stream, source, job).read()


class _Reader:
    """Reads one file."""

    def __init__(self, stream: io.BufferedReader, source: str, job: Job) -> None:
        self._stream = stream
        self._source = source
        self._job = job
        self._number = 0
        self._offset = 0

    def read(self) -> Iterator[Item]:
        """What the file holds, in order."""
        told = False  # of a broken record nothing more is told, until the next one
        try:
            while line := self._line_behind_blanks():
                if line.startswith(_MARKS):
                    item = self._record()
                    told = isinstance(item, Skipped) and item.reason is Reason.CORRUPT
                    if item is not None:
                        yield item
                else:
                    if not told:
                        yield self._skipped(Reason.CORRUPT, "here no record begins")
                    told = True
                    self._pass_over(line)
        except BrokenError as broken:
            yield broken.skipped(self._source, self._number or None, self._offset)

    def _line_behind_blanks(self) -> bytes:
        """The next line that is not blank; its begin is where we are."""
        while True:
            offset = self._stream.tell()
            line = self._stream.readline(_PIECE)
            if not line or line.strip(b"\r\n"):
                self._offset = offset
                return line

    def _pass_over(self, line: bytes) -> None:
        """Go on to the end of a line that may be long."""
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(_PIECE)

    def _record(self) -> Item | None:
        """The record whose first line has just been read; None where it holds no text."""
        self._number += 1
        self._job.tally.records += 1
        head = self._head()
        if isinstance(head, Skipped):
            return head
        length = head.length
        if length is None:
            return self._skipped(Reason.CORRUPT, "the record does not say how long it is")
        type_ = head.fields.get("warc-type", "").lower()
        if type_ not in _TYPES:
            self._discard(length)
            return None
        limit = self._job.limits.record
        if length > limit:
            self._discard(length)
            message = f"the record has {length} bytes, more than {limit} (Limits.record)"
            return self._skipped(Reason.TOO_LARGE, message)
        block = self._stream.read(length)
        if len(block) < length:
            raise self._ends_early()
        return self._text(head, block)

    def _text(self, head: _Head, block: bytes) -> Item | None:
        media = head.fields.get("content-type", "").lower()
        if media.startswith(_HTTP):
            limit = self._job.limits.record
            with needed("reading WARC"):
                from tazdump.corpus._sources._http import answer  # noqa: PLC0415 - needs the extra
            media, block = answer(block, limit)
            if len(block) > limit:
                message = (
                    f"what is packed in the record has more than {limit} bytes (Limits.record)"
                )
                return self._skipped(Reason.TOO_LARGE, message)
        if media and not media.startswith(_TEXT):
            return None
        return record_of(
            block,
            self._job,
            self._source,
            number=self._number,
            id=head.fields.get("warc-record-id"),
            url=_bare(head.fields.get("warc-target-uri")),
        )

    def _head(self) -> _Head | Skipped:
        """The fields below the first line."""
        fields: dict[str, list[str]] = {}
        name = ""
        left = _HEAD
        while left > 0:
            line = self._stream.readline(left)
            left -= len(line)
            if not line:
                raise self._ends_early()
            text = line.decode(errors="replace").rstrip("\r\n")
            if not text:
                joined = {name: " ".join(parts).strip() for name, parts in fields.items()}
                return _Head(self._offset, joined)
            if text[0] in " \t" and name:  # a field goes on
                fields[name].append(text.strip())
                continue
            name, _, value = text.partition(":")
            name = name.strip().lower()
            fields[name] = [value.strip()]
        return self._skipped(Reason.CORRUPT, "the head of the record does not end")

    def _discard(self, size: int) -> None:
        while size:
            data = self._stream.read(min(size, _PIECE))
            if not data:
                raise self._ends_early()
            size -= len(data)

    def _ends_early(self) -> BrokenError:
        return BrokenError(Reason.CORRUPT, "the file ends within the record", self._offset)

    def _skipped(self, reason: Reason, message: str) -> Skipped:
        return Skipped(
            source=self._source,
            number=self._number or None,
            offset=self._offset,
            reason=reason,
            message=message,
        )


def _bare(url: str | None) -> str | None:
    """The URL without the angle brackets that early writers put around it."""
    return url[1:-1] if url and url[0] == "<" and url[-1] == ">" else url or None
