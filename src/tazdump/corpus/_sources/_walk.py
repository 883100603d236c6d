"""Files from folders, patterns and names, each once, always in the same order.

How: names as they are given; what is in a folder or meets a pattern by its name. Links are
followed, and each folder is read once, however many links lead there. Cost: one look at each file;
memory for the names of one folder at a time, and for an entry for each folder.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import NamedTuple

Sources = str | PathLike[str] | Iterable[str | PathLike[str]]


class File(NamedTuple):
    """A file, or a folder that could not be read."""

    path: str
    size: int
    error: OSError | None = None


def named_paths(sources: Sources) -> list[str]:
    """The files and folders that are named, or that a pattern names; a pattern's sorted.

    Raises `FileNotFoundError` for a name that is not there and for a pattern that names nothing.
    """
    if isinstance(sources, (str, PathLike)):
        sources = [sources]
    found: dict[str, str] = {}
    place = _places()
    for source in sources:
        name = os.fspath(source)
        if os.path.lexists(name):
            found.setdefault(place(name), name)
        elif isinstance(source, str) and glob.has_magic(name):
            names = sorted(_like(name))
            if not names:
                msg = f"no file or folder is like {name!r}"
                raise FileNotFoundError(msg)
            for one in names:
                found.setdefault(place(one), one)
        else:
            msg = f"there is no file or folder {name!r}"
            raise FileNotFoundError(msg)
    return list(found.values())


def _places() -> Callable[[str], str]:
    """What tells where a name is, in whatever way it is written; a link stays a link."""
    folders: dict[str, str] = {}

    def place(name: str) -> str:
        folder, last = os.path.split(name.rstrip(os.sep) or name)
        if last in {"", ".", ".."}:
            return os.path.realpath(name)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        return f"{folders[folder]}{os.sep}{last}"

    return place


def _like(pattern: str) -> list[str]:
    """The names that a pattern names; ``**`` leads into each folder once, whatever links there are.

    The standard library's goes on where two links lead back, without an end.
    """
    parts = pattern.replace("/", os.sep).split(os.sep)  # noqa: PTH206 - no path yet
    if parts[-1] == "**":
        parts.append("*")
    if "**" not in parts:
        return glob.glob(pattern)  # noqa: PTH207 - keeps names as given
    at = parts.index("**")
    before = "".join(f"{part}{os.sep}" for part in parts[:at])
    behind = os.sep.join(parts[at + 1 :])  # noqa: PTH118 - a pattern
    tops = glob.glob(before) if before else [""]  # noqa: PTH207 - the same
    found: dict[str, None] = {}
    for folder in _folders(tops):
        found |= dict.fromkeys(_like(glob.escape(folder) + behind))
    return list(found)


def _folders(tops: list[str]) -> Iterator[str]:
    """These folders and all in them, each once; by its own name before that of a link."""
    seen: set[tuple[int, int]] = set()
    waiting, links = sorted(tops, reverse=True), list[str]()
    while waiting or links:
        folder = waiting.pop() if waiting else links.pop(0)
        try:
            status = Path(folder or ".").stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder or ".") as entries:
                inside = [one for one in entries if one.name[:1] != "." and _is_dir(one)]
        except OSError:  # a pattern names what can be seen
            continue
        yield folder
        links += sorted(f"{folder}{one.name}{os.sep}" for one in inside if one.is_symlink())
        real = (f"{folder}{one.name}{os.sep}" for one in inside if not one.is_symlink())
        waiting += sorted(real, reverse=True)


def files_in(paths: Iterable[str]) -> Iterator[File]:
    """The files of these names, and all in the folders of these names, folders within them too.

    Names that begin with a dot are passed over in folders. A file that is named stands where it is
    named, and not once more where its folder is. What cannot be looked at has an error.
    """
    folders: set[tuple[int, int]] = set()
    given = list(paths)
    place = _places()
    named = {place(path) for path in given}
    for path in given:
        if not Path(path).is_dir():
            yield File(path, _size(Path(path)))
            continue
        for file in _in_folder(path, folders):
            if place(file.path) not in named or file.error:
                yield file


def _in_folder(top: str, seen: set[tuple[int, int]]) -> Iterator[File]:
    """The files in a folder, in the order of their names, unless it has been seen."""
    waiting: list[tuple[str, os.DirEntry[str] | None]] = [(top, None)]
    while waiting:
        path, entry = waiting.pop()
        if entry is not None and not _is_dir(entry):
            yield File(path, _size(entry))
            continue
        try:
            status = Path(path).stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                inside = {entry.path: entry for entry in entries if entry.name[:1] != "."}
        except OSError as error:
            yield File(path, 0, error)
            continue
        waiting += sorted(inside.items(), key=lambda item: item[0], reverse=True)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _size(entry: os.DirEntry[str] | Path) -> int:
    """How many bytes; 0 for what cannot be asked, of which reading will tell."""
    try:
        return entry.stat().st_size
    except OSError:
        return 0
