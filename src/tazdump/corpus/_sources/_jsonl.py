"""Records from JSONL: one JSON object a line, in UTF-8.

How: the rows at the begin of a file say which columns it has; then every line is parsed, so that
every bad one is told. Cost: linear, some hundred MB a second; a block of 1 MiB, or a line, is held.
"""

from __future__ import annotations

import io
import json
from collections.abc import Container, Iterator
from typing import Final, cast

from attrs import define

from tazdump.corpus._columns import COUNTED, IDS, LONGEST, TEXTS, URLS, Chosen, choose
from tazdump.corpus._record import Columns, Reason, Record, Skipped
from tazdump.corpus._sources._job import NEEDLE, BrokenError, Item, Job, named
from tazdump.corpus._sources._line_blocks import line_blocks

_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BLANKS: Final = b" \t\r\n"
#: So many rows at the begin say which columns there are.
_LOOKED_AT: Final = 1000


def read_jsonl(
    stream: io.BufferedReader,
    source: str,
    job: Job,
    *,
    chosen: Chosen | None = None,
    start: int = 0,
    stop: int | None = None,
) -> Iterator[Item]:
    """The records of the lines that begin from `start` on and before `stop`.

    Columns are `chosen` where they are known, else looked for in the first block. Raises
    `BrokenError` where the file is no JSONL or has no column of text.
    """
    reader = _Reader(source=source, job=job, chosen=chosen)
    for block in line_blocks(stream, job.limits.record, start=start, stop=stop):
        if not block.data:
            yield reader.too_large(block.offset)
            continue
        data, offset = block.data, block.offset
        if offset == 0 and data.startswith(_BOM):
            data, offset = data[len(_BOM) :], len(_BOM)
        yield from reader.read(data, offset)


def columns_of(data: bytes, columns: Columns) -> Chosen:
    """The columns of a file, from what stands at its begin.

    They are those that such files have, where no row there can be read. Raises `BrokenError`
    where the data is no JSONL or has no column of text.
    """
    if data.startswith(_UTF16):
        msg = "it is UTF-16; JSONL is UTF-8"
        raise BrokenError(Reason.NOT_UTF8, msg, 0)
    lines = data.removeprefix(_BOM).split(b"\n", _LOOKED_AT)[:_LOOKED_AT]
    first = next((bare for line in lines if (bare := line.strip(_BLANKS))), b"")
    if first[:1] == b"[" or first == b"{":
        msg = "it is one JSON document; JSONL has one object on each line"
        raise BrokenError(Reason.BAD_ROW, msg, 0)
    wanted = {*TEXTS, *URLS, *IDS, columns.text}
    names: dict[str, None] = {}
    for line in lines:
        _add_names(_parsed(line), "", wanted, names)
    if not names:
        return Chosen(columns.text or "text", columns.url or "url", columns.id or "id")
    # A column of the URL or the id that is asked for may begin later.
    names |= dict.fromkeys(name for name in (columns.url, columns.id) if name is not None)
    try:
        return choose(columns, names)
    except ValueError as error:
        raise BrokenError(Reason.NO_COLUMN, str(error)) from error


def _parsed(line: bytes) -> object:
    try:
        return cast("object", json.loads(line))
    except (ValueError, RecursionError):
        return None


def _add_names(
    row: object, before: str, wanted: Container[str | None], names: dict[str, None], depth: int = 8
) -> None:
    """Add the names in a row: the first ones, and all that are wanted."""
    if isinstance(row, dict) and depth:
        for name, value in cast("dict[str, object]", row).items():
            full = before + name
            if len(names) <= COUNTED or full in wanted:
                names[full] = None
            if len(full) <= LONGEST:
                _add_names(value, f"{full}.", wanted, names, depth - 1)


@define(kw_only=True)
class _Reader:
    """Reads the lines of one file, or of one range of it."""

    source: str
    job: Job
    chosen: Chosen | None
    number: int = 0

    def read(self, data: bytes, offset: int) -> Iterator[Item]:
        """The records of a block of whole lines."""
        chosen = self.chosen = self.chosen or columns_of(data, self.job.columns)
        limit, tally = self.job.limits.record, self.job.tally
        lines = data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        for line in lines:
            self.number += 1
            tally.lines += 1
            if line and not line.isspace():
                tally.records += 1
                item = (
                    self._too_large(offset)
                    if len(line) > limit
                    else self._row(line, offset, chosen)
                )
                if item is not None:
                    yield item
            offset += len(line) + 1

    def too_large(self, offset: int) -> Skipped:
        """Tell of the next line, which is longer than allowed."""
        self.number += 1
        self.job.tally.lines += 1
        self.job.tally.records += 1
        return self._too_large(offset)

    def _too_large(self, offset: int) -> Skipped:
        message = f"the line has more than {self.job.limits.record} bytes (Limits.record)"
        return self._skipped(Reason.TOO_LARGE, message, offset)

    def _row(self, line: bytes, offset: int, chosen: Chosen) -> Item | None:
        try:
            row = cast("object", json.loads(line.decode()))
        except UnicodeDecodeError as error:
            message = f"byte {error.start + 1} of the line is no UTF-8"
            return self._skipped(Reason.NOT_UTF8, message, offset)
        except json.JSONDecodeError as error:
            message = f"no JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
            return self._skipped(Reason.BAD_ROW, message, offset)
        except (ValueError, RecursionError) as error:
            # Numbers of thousands of digits, lists within lists within lists.
            message = f"JSON that cannot be read: {error}"
            return self._skipped(Reason.BAD_ROW, message, offset)
        text = value_of(row, chosen.text)
        if not isinstance(text, str):
            return self._skipped(Reason.BAD_ROW, _no_text(row, text, chosen.text), offset)
        if self.job.likely_only and NEEDLE not in text:
            return None
        return Record(
            text=text,
            source=self.source,
            number=self.number,
            id=named(value_of(row, chosen.id)),
            url=named(value_of(row, chosen.url)),
        )

    def _skipped(self, reason: Reason, message: str, offset: int) -> Skipped:
        return Skipped(
            source=self.source, number=self.number, offset=offset, reason=reason, message=message
        )


def value_of(row: object, name: str | None) -> object:
    """What an object has under a name, in which dots lead into objects; None where it has none.

    >>> value_of({"meta": {"a.b": 1}}, "meta.a.b"), value_of([], "meta")
    (1, None)
    """
    while name is not None and isinstance(row, dict):
        inner = cast("dict[str, object]", row)
        if name in inner:
            return inner[name]
        parts = name.split(".")
        ends = range(len(parts) - 1, 0, -1)
        top = next((key for end in ends if (key := ".".join(parts[:end])) in inner), None)
        if top is None:
            return None
        row, name = inner[top], name[len(top) + 1 :]
    return None


def _no_text(row: object, text: object, name: str) -> str:
    if not isinstance(row, dict):
        return f"the line is no JSON object but {_kind(row)}"
    if text is not None:
        return f"{name!r} is {_kind(text)}, not text"
    return f"{name!r} is null or not there"


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    kinds = ((str, "text"), (dict, "an object"), (list, "a list"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "a number")
