"""Files that are there when they are whole: written aside, kept on the disk, then renamed.

How: a file of another name in the same directory, of each process its own. Cost: one wait for the
disk a file.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tazdump.corpus._errors import ScanError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

#: How a file ends that is being written; one that is left over is worth nothing.
ASIDE: Final = ".new"


@contextmanager
def written(target: Path) -> Generator[BufferedWriter]:
    """Open a file that takes its name at the end, and is gone if there is an error before.

    Raises `ScanError` where the file system refuses anything in between.
    """
    # Of each process its own: one that is about to die may still be at it.
    aside = target.with_name(f"{target.name}.{os.getpid()}{ASIDE}")
    with writing(target):
        try:
            with aside.open("wb") as file:
                yield file
                keep(file)
            aside.replace(target)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def write(target: Path, lines: Iterable[bytes]) -> None:
    """Write a whole file."""
    with written(target) as file:
        file.writelines(lines)


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turn what the file system refuses into a `ScanError`."""
    try:
        yield
    except OSError as error:
        reason = f"{path} cannot be written: {error.strerror or error}"
        raise ScanError(reason) from error


def keep(file: BufferedWriter) -> None:
    """See that what was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def keep_names(directory: Path) -> None:
    """See that new names are on the disk; not everywhere can a directory be opened for that."""
    with suppress(OSError):
        opened = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
