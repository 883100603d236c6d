"""Sources of records: what there is to read, in parts, and how each part is read.

How: `parts` looks at names and sizes and gives the work out in order; `read_part` reads one part,
in whichever process. Cost of planning: one look at each file. Reading streams: memory is bounded by
`Limits.record` and the size of a batch, whatever the size of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve

from tazdump.corpus._needs import needed
from tazdump.corpus._record import Columns, Limits, Reason
from tazdump.corpus._sources._files import read_file, unreadable
from tazdump.corpus._sources._job import BrokenError, Item, Job
from tazdump.corpus._sources._jsonl import columns_of, read_jsonl
from tazdump.corpus._sources._part import Kind, Part, Tally
from tazdump.corpus._sources._plan import plan
from tazdump.corpus._sources._unpack import stream
from tazdump.corpus._sources._walk import Sources, files_in, named_paths

__all__ = ["Item", "Kind", "Part", "Sources", "Tally", "parts", "read_part", "renumbered"]

#: About how many bytes of files a part has.
SIZE: Final = 64 << 20
#: So much of a JSONL file says which columns it has.
_BEGIN: Final = 1 << 20


def parts(
    sources: Sources,
    columns: Columns | None = None,
    limits: Limits | None = None,
    *,
    size: int = SIZE,
) -> Iterator[Part]:
    """The work that reading these sources is, in order, in parts of about so many bytes of files.

    Raises `FileNotFoundError` at once for a name that is not there, or a pattern without any file.
    """
    plain = Part(columns=columns or Columns(), limits=limits or Limits())
    return plan(files_in(named_paths(sources)), plain, size)


def read_part(part: Part, tally: Tally, *, likely_only: bool = False) -> Iterator[Item]:
    """What one part holds, in order: records, and what had to be skipped.

    With `likely_only`, records that cannot be a dump are counted and no more. Numbers count from
    the part's own start where it is `relative`.
    """
    job = Job(columns=part.columns, limits=part.limits, tally=tally, likely_only=likely_only)
    if part.skipped is not None:
        yield part.skipped
    elif part.kind is Kind.FILES:
        for path in part.files:
            yield from read_file(path, job)
    else:
        (path,) = part.files
        reader = _lines if part.kind is Kind.LINES else _rows
        try:
            yield from reader(part, path, job)
        except BrokenError as broken:
            # What is wrong with the columns of a file, its first part tells.
            if broken.reason is not Reason.NO_COLUMN or part.start == 0:
                yield broken.skipped(path)
        except OSError as error:
            yield unreadable(path, error)


def _lines(part: Part, path: str, job: Job) -> Iterator[Item]:
    with Path(path).open("rb") as file:
        begin = file.read(_BEGIN)
        chosen = columns_of(begin[: begin.rfind(b"\n") + 1], job.columns)
        file.seek(max(0, part.start - 1))
        end = job.tally.bytes + part.size

        def count(size: int) -> None:
            job.tally.bytes = min(end, job.tally.bytes + size)

        counted = stream(file.read1, count)
        yield from read_jsonl(counted, path, job, chosen=chosen, start=part.start, stop=part.stop)


def _rows(part: Part, path: str, job: Job) -> Iterator[Item]:
    with needed("reading Parquet"):
        from tazdump.corpus._sources._parquet import read_parquet  # noqa: PLC0415 - an extra
    yield from read_parquet(path, path, job, start=part.start, stop=part.stop, before=part.before)


def renumbered(item: Item, before: int) -> Item:
    """The item with the number that it has in its file, where so many stand before its part."""
    if not before or item.number is None:
        return item
    return evolve(item, number=item.number + before)
