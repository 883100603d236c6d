"""Where output goes: one file, one file for each page in a directory, or standard output.

How: a file is written aside and then takes its name in one step, so that nobody ever sees half of
it and what was there stays until then. Cost: one temporary file in the same directory.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from tazdump._cli.pages import STDIN

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_STDIN_STEM: Final = "stdin"


def is_directory(target: str, *, wanted: bool) -> bool:
    """Tell whether this is the name of a directory: one that is there, or that ends in a slash.

    Where a directory is `wanted`, a name without ending that is not there yet is one too.
    """
    path = Path(target)
    if target.endswith(("/", os.sep)) or path.is_dir():
        return True
    return wanted and not path.suffix and not path.exists()


def names_in(directory: str, sources: Sequence[str], suffix: str) -> list[Path]:
    """Give each source a file in the directory: its own name with this suffix for its last one.

    Where two would be the same, on any file system, the later ones are numbered from 2.
    """
    seen: Counter[str] = Counter()
    paths: list[Path] = []
    for source in sources:
        stem = _STDIN_STEM if source == STDIN else Path(source).stem
        name = stem
        while seen[name.casefold()]:
            seen[stem.casefold()] += 1
            name = f"{stem}-{seen[stem.casefold()]}"
        seen[name.casefold()] += 1
        paths.append(Path(directory, name + suffix))
    return paths


def refuse_sources(targets: Sequence[Path], sources: Sequence[str]) -> None:
    """Raise where a file that is read would be written over."""
    read = {os.path.realpath(source) for source in sources if source != STDIN}
    for target in targets:
        if os.path.realpath(target) in read:
            reason = f"{target} is a file that is read; choose another name with -o"
            raise click.ClickException(reason)


@contextmanager
def written_aside(target: Path) -> Generator[BinaryIO]:
    """Open a file that is the target as soon as it is whole, and leaves no trace if it never is.

    Raises `click.ClickException` where the target cannot be written.
    """
    try:
        # A pipe or /dev/null is written as it is.
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        # A link stays a link.
        target = Path(os.path.realpath(target))
        aside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
        try:
            with aside.open("xb") as file:
                yield file
            if target.exists():
                shutil.copymode(target, aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        reason = f"{target} cannot be written: {error.strerror}"
        raise click.ClickException(reason) from None
