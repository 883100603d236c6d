"""Which files a scan reads: written down when it begins, and compared when it goes on.

How: one line of JSON for each part, with the sizes and times of its files. Cost: one look at each
file; no more than a line is held.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tazdump.corpus._errors import ScanError
from tazdump.corpus._files import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tazdump.corpus._sources import Part


def listed(parts: Iterable[Part], target: Path) -> Iterator[Part]:
    """Give the parts on; what they are is in the file when the last has gone by."""
    with written(target) as file:
        for part in parts:
            file.write(json.dumps(_described(part)).encode() + b"\n")
            yield part


def compared(parts: Iterable[Part], target: Path) -> Iterator[Part]:
    """Give the parts on; raise `ScanError` at the first that is not as it was written down."""
    with target.open("rb") as file:
        for part, line in zip_longest(parts, file):
            now = None if part is None else _described(part)
            before = None if line is None else _written(line, target)
            if part is None or now != before:
                raise ScanError(_difference(target.parent, before, now))
            yield part


def _written(line: bytes, target: Path) -> list[object]:
    """A part as it was written down; a `ScanError` where the line is none."""
    try:
        kind, files, start, stop, before = json.loads(line)
        if all(isinstance(name, str) for name, *_ in files):
            return [kind, files, start, stop, before]
    except (ValueError, TypeError, RecursionError):
        pass
    reason = f"{target} is damaged; force a new scan"
    raise ScanError(reason)


def _described(part: Part) -> list[object]:
    """A part, as JSON has it: its files, how they were, and which part of them it is."""
    files: list[object] = [[name, *_state(name)] for name in part.files]
    return [str(part.kind), files, part.start, part.stop, part.before]


def _state(name: str) -> tuple[int, int] | tuple[()]:
    """Size and time of a file; nothing where it cannot be looked at."""
    try:
        found = Path(name).stat()
    except (OSError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns


def _difference(folder: Path, before: list[object] | None, now: list[object] | None) -> str:
    """Name the first file that is not as it was."""
    was, are = (cast("list[list[object]]", each[1] if each else []) for each in (before, now))
    # The first file that differs; where none does, its parts do.
    pairs = list(zip_longest(was, are))
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    if old is not None and new is not None and old[0] == new[0]:
        what = f"{new[0]} has changed"
    elif new is None or (old is not None and not Path(str(old[0])).exists()):
        what = f"{cast('list[object]', old)[0]} is gone"
    else:
        what = f"{new[0]} is new"
    return f"{what} since the scan in {folder} began; force a new one"
