"""The plan: which parts there are to read, without reading them.

How: small files go together, a large one alone; a large JSONL file is parted by bytes, a large
Parquet file by row groups. Cost: one look at each file, and the footer of each large Parquet file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from tazdump.corpus._needs import needed
from tazdump.corpus._sources._files import unreadable
from tazdump.corpus._sources._forms import HEAD, Form, form_of, named_form
from tazdump.corpus._sources._job import BrokenError
from tazdump.corpus._sources._part import Kind, Part
from tazdump.corpus._sources._walk import File

#: So many files at most go together.
_MOST = 256


def plan(files: Iterable[File], plain: Part, size: int) -> Iterator[Part]:
    """The parts of these files, of about so many bytes each; `plain` has what all have in common.

    The same files give the same parts.
    """
    run: list[File] = []
    weight = 0
    for file in files:
        alone = file.error is not None or file.size > size
        if run and (alone or weight + file.size > size or len(run) == _MOST):
            yield _together(run, plain)
            run, weight = [], 0
        if alone:
            yield from _alone(file, plain, size)
        else:
            run.append(file)
            weight += file.size
    if run:
        yield _together(run, plain)


def _together(files: list[File], plain: Part) -> Part:
    size = sum(file.size for file in files)
    return evolve(plain, files=tuple(file.path for file in files), size=size)


def _alone(file: File, plain: Part, size: int) -> Iterator[Part]:
    plain = evolve(plain, files=(file.path,), size=file.size)
    if file.error is not None:
        yield evolve(plain, kind=Kind.SKIPPED, skipped=unreadable(file.path, file.error))
        return
    form = _form(file)
    if form is Form.JSONL:
        yield from _ranges(file, plain, size)
    elif form is Form.PARQUET:
        yield from _groups(file, plain, size)
    else:
        yield plain


def _form(file: File) -> Form | None:
    """What a large file is; None where only reading it tells."""
    if named_form(file.path) not in {Form.JSONL, Form.PARQUET}:
        return None
    try:
        with Path(file.path).open("rb") as opened:
            return form_of(opened.read(HEAD), file.path)
    except (OSError, BrokenError):
        return None


def _ranges(file: File, plain: Part, size: int) -> Iterator[Part]:
    for start in range(0, file.size, size):
        stop = min(file.size, start + size)
        yield evolve(
            plain, kind=Kind.LINES, start=start, stop=stop, size=stop - start, relative=start > 0
        )


def _groups(file: File, plain: Part, size: int) -> Iterator[Part]:
    with needed("reading Parquet"):
        from tazdump.corpus._sources._parquet import groups  # noqa: PLC0415 - an extra
    try:
        found = groups(file.path)
    except BrokenError:
        yield plain
        return
    start = before = rows = weight = 0
    for stop, group in enumerate(found, 1):
        rows += group.rows
        weight += group.size
        if weight >= size or stop == len(found):
            yield evolve(plain, kind=Kind.ROWS, start=start, stop=stop, before=before, size=weight)
            start, before, weight = stop, before + rows, 0
            rows = 0
