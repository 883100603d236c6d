"""Whole files: each is looked at, unpacked where it is packed, and given to the reader of its form.

How: first bytes and name tell the form (see `form_of`); archives give their members back to here.
Packed files and archives are opened once: what is one of them within an archive, or needs seeking
there, is told and not read. Cost: linear; what the reader holds.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from pathlib import Path

from tazdump.corpus._needs import needed
from tazdump.corpus._record import Reason, Skipped
from tazdump.corpus._sources._archives import Member, tar_members, zip_members
from tazdump.corpus._sources._forms import HEAD, PACKED, SOUGHT, Form, form_of, unpacked_name
from tazdump.corpus._sources._job import BrokenError, Item, Job, record_of
from tazdump.corpus._sources._jsonl import read_jsonl
from tazdump.corpus._sources._unpack import Meter, stream, unpacked
from tazdump.corpus._sources._warc import read_warc


def read_file(path: str, job: Job) -> Iterator[Item]:
    """The records of one file; what cannot be read of it is told."""
    try:
        yield from _File(path, job).read()
    except BrokenError as broken:
        yield broken.skipped(path)
    except OSError as error:
        yield unreadable(path, error)


def unreadable(path: str, error: OSError) -> Skipped:
    """What is told of a file or a folder that the system does not let us read."""
    message = f"it cannot be read: {error.strerror or error}"
    return Skipped(source=path, reason=Reason.UNREADABLE, message=message)


class _File:
    """Reads one file and, if it is an archive, its members."""

    def __init__(self, path: str, job: Job) -> None:
        self._path = path
        self._job = job
        self._packed = 0
        self._meter = Meter(job.limits, lambda: self._packed)

    def read(self) -> Iterator[Item]:
        """Everything in the file."""
        status = Path(self._path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenError(Reason.UNREADABLE, "it is no file but a pipe, a device or a socket")
        with Path(self._path).open("rb") as file:
            form = form_of(file.read(HEAD), self._path)
            file.seek(0)
            if form is Form.ZIP:
                self._packed = status.st_size
                yield from self._zip(file)
                return
            if form is not Form.PARQUET:
                yield from self._stream(stream(file.read1, self._count), self._path, self._path)
                return
        with needed("reading Parquet"):
            from tazdump.corpus._sources._parquet import read_parquet  # noqa: PLC0415 - an extra
        tally = self._job.tally
        end = tally.bytes + status.st_size
        yield from read_parquet(self._path, self._path, self._job)
        tally.bytes = end

    def _count(self, size: int) -> None:
        self._packed += size
        self._job.tally.bytes += size

    def _stream(
        self, file: io.BufferedReader, name: str, source: str, *, member: bool = False
    ) -> Iterator[Item]:
        """What a stream holds, once it is unpacked. Raises `BrokenError`."""
        form = form_of(file.peek(HEAD)[:HEAD], name)
        packed = form in PACKED
        if packed:
            file = unpacked(file, form, self._meter)
            name = unpacked_name(name)
            form = form_of(file.peek(HEAD)[:HEAD], name)
        if (packed and form in PACKED) or form in SOUGHT or (member and form is Form.TAR):
            within = "an archive" if member else "a packed file"
            msg = f"it is {form} within {within}; unpack it to have it read"
            raise BrokenError(Reason.NESTED, msg)
        if form is Form.TAR:
            yield from self._tar(file)
        elif form is Form.JSONL:
            yield from read_jsonl(file, source, self._job)
        elif form is Form.WARC:
            yield from read_warc(file, source, self._job)
        else:
            yield from self._text(file, source)

    def _text(self, file: io.BufferedReader, source: str) -> Iterator[Item]:
        limit = self._job.limits.record
        self._job.tally.records += 1
        data = file.read(limit + 1)
        if len(data) > limit:
            msg = f"the file has more than {limit} bytes (Limits.record)"
            yield BrokenError(Reason.TOO_LARGE, msg).skipped(source, 1)
        elif (record := record_of(data, self._job, source)) is not None:
            yield record

    def _zip(self, file: io.BufferedReader) -> Iterator[Item]:
        tally = self._job.tally
        end = tally.bytes + self._packed
        for member in zip_members(file, self._path, self._job.limits, self._meter):
            if isinstance(member, Skipped):
                yield member
                continue
            yield from self._member(member)
            tally.bytes = min(end, tally.bytes + member.packed)
            if self._meter.exceeded:
                break
        tally.bytes = end

    def _tar(self, file: io.BufferedReader) -> Iterator[Item]:
        for member in tar_members(file, self._job.limits, self._meter):
            yield from self._member(member)
            if self._meter.exceeded:
                return

    def _member(self, member: Member) -> Iterator[Item]:
        """The records of a member; the archive is read on if it is broken."""
        source = f"{self._path}!{member.name}"
        try:
            yield from self._stream(member.stream, member.name, source, member=True)
        except BrokenError as broken:
            yield broken.skipped(source)
