"""What is no time of a call: the memory that kept pages take, and how long the import takes.

How: `tracemalloc` counts every allocation while pages are read and kept, their texts included;
imports are timed inside fresh interpreters, in turn. Cost: some seconds each.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, final

from attrs import frozen

import tazdump
from benchmarks.articles import TEXTS, texts
from tazdump.export import json as tazdump_json

#: What is imported in fresh interpreters, by name.
IMPORTS: Final = {"attrs and regex": "import attrs, regex", "tazdump": "import tazdump"}
_KILO: Final = 1000


@final
@frozen
class Kept:
    """The bytes that some kept pages take, as means a page, and how many pages they are."""

    name: str
    pages: int
    #: The texts that they were read from, which the pages hold.
    text: float
    #: All the rest of them.
    page: float
    #: The most that was taken at once, reading included, for all of them.
    peak: float

    @property
    def both(self) -> float:
        """Page and text."""
        return self.text + self.page


def kept(count: int) -> list[Kept]:
    """The memory of so many articles, read from each kind of text, and as dicts and lists."""
    found: list[Kept] = []
    for name in TEXTS:
        given = texts(count, name)
        found.append(_kept(f"parse, {name}", given, tazdump.parse, is_held=True))
    documents = [tazdump_json.dumps(tazdump.parse(text)) for text in texts(count)]
    found.append(_kept("json.loads", documents, json.loads, is_held=False))
    return found


def _kept(name: str, given: Iterable[str], read: Callable[[str], object], *, is_held: bool) -> Kept:
    """The memory of what is read; `is_held`: the pages hold their texts."""
    coded = [text.encode() for text in given]
    # What the first page fills for all, a cache or a module, is none of its memory.
    read(coded[0].decode())
    gc.collect()
    tracemalloc.start()
    pages: list[object] = []
    sizes = 0
    for code in coded:
        text = code.decode()
        sizes += sys.getsizeof(text) if is_held else 0
        pages.append(read(text))
        del text
    gc.collect()
    whole, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Kept(name, len(pages), sizes / len(pages), (whole - sizes) / len(pages), peak)


def imports(rounds: int) -> dict[str, list[float]]:
    """The seconds of each import, each time in a fresh interpreter; the first round warms up."""
    found: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for k in range(rounds + 1):
        for name, statement in IMPORTS.items():
            seconds = _import(statement)
            if k:
                found[name].append(seconds)
    return found


def _import(statement: str) -> float:
    # This very tazdump, wherever it was imported from.
    path = str(Path(tazdump.__file__).parent.parent)
    program = (
        f"import sys, time; sys.path.insert(0, {path!r}); begin = time.process_time();"
        f"{statement}; print(time.process_time() - begin)"
    )
    command = [sys.executable, "-I", "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(done.stdout)


def kilobytes(size: float) -> str:
    """A size in kB of 1,000 bytes.

    >>> kilobytes(12345)
    '12.3 kB'
    """
    return f"{size / _KILO:.1f} kB"


def import_ratio(found: dict[str, list[float]]) -> float:
    """How many times as long the import of tazdump takes as that of what it needs."""
    needed, ours = (statistics.median(found[name]) for name in IMPORTS)
    return ours / needed
