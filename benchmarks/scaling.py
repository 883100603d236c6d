"""Does the cost grow with the length of the text, and no faster? From 1 kB to 100 MB.

How: one article is put together from so many as the size asks for, their links, tags and related
articles included; each size is measured in a process of its own, whose peak memory is told. Cost:
about a minute for 100 MB, and 2.3 GB of memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Final, final

from attrs import asdict, evolve, frozen

import tazdump
from benchmarks.articles import TEXTS, article
from tazdump import Article, Link, Paragraph
from tazdump._topics import with_topics
from tazdump.export import json as tazdump_json
from tazdump.model import Block

#: The sizes of the table, in bytes of UTF-8.
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
ROOT: Final = Path(__file__).resolve().parent.parent
#: About how many bytes an article has as a table.
_ARTICLE: Final = 6500
#: So many different articles are put together; more of them begin again.
_DIFFERENT: Final = 1500
#: Shorter texts are measured so often that it takes about so many seconds.
_LEAST: Final = 0.05


@final
@frozen
class Size:
    """The seconds that one call takes on one text, and the most memory the process had."""

    size: int
    #: By function.
    seconds: dict[str, float]
    peak: int


def grown(size: int) -> Article:
    """An article whose table has about so many bytes."""
    count = size // _ARTICLE
    if not count:
        small = article(0)
        return evolve(small, body=small.body[:1], links=(), tags=(), related=small.related[:1])
    different = [article(n) for n in range(min(count, _DIFFERENT))]
    body: list[Block] = []
    links: list[Link] = []
    parts = [part for _, part in zip(range(count), cycle(different), strict=False)]
    for part in parts:
        body.extend(_renumbered(block, links) for block in part.body)
    tags = tuple(tag for part in parts for tag in part.tags)
    related = tuple(entry for part in parts for entry in part.related)
    return evolve(
        different[0],
        body=tuple(body),
        links=tuple(links),
        authors=tuple(author for part in parts for author in part.authors),
        tags=tags,
        related=with_topics(tags, [evolve(entry, topic=None) for entry in related]),
    )


def _renumbered(block: Block, links: list[Link]) -> Block:
    """The block with links that go on counting where the others ended."""
    if not isinstance(block, Paragraph):
        return block
    content: list[str | Link] = []
    for part in block.content:
        if isinstance(part, Link):
            links.append(evolve(part, number=len(links) + 1))
            content.append(links[-1])
        else:
            content.append(part)
    return Paragraph(content=tuple(content))


def measured(size: int) -> Size:
    """What is measured for one size, in this process."""
    envelope, options = TEXTS["table"]
    text = tazdump.render(grown(size), envelope, **options)
    page = tazdump.parse_page(text)
    document = tazdump_json.dumps(page)
    tasks: dict[str, Callable[[], object]] = {
        "is_dump": lambda: tazdump.is_dump(text),
        "parse_page": lambda: tazdump.parse_page(text),
        "render": lambda: tazdump.render(page, envelope, **options),
        "JSON out": lambda: tazdump_json.dumps(page),
        "JSON in": lambda: tazdump_json.loads(document),
    }
    seconds = {name: _seconds(task) for name, task in tasks.items()}
    return Size(len(text.encode()), seconds, peak())


def peak() -> int:
    """The most memory that this process has had, in bytes; 0 where no Linux tells it.

    Not what `resource` tells, for that begins with what the parent had.
    """
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").split("\n") if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _seconds(task: Callable[[], object]) -> float:
    """The seconds of a call: of one that takes long, of the best of three otherwise."""
    once = _time(task, 1)
    if once > 10 * _LEAST:
        return once
    calls = max(1, round(_LEAST / max(once, 1e-7)))
    return min(_time(task, calls) for _ in range(3))


def _time(task: Callable[[], object], calls: int) -> float:
    begin = process_time()
    for _ in range(calls):
        task()
    return (process_time() - begin) / calls


def sizes(wanted: Sequence[int] = SIZES) -> list[Size]:
    """What is measured for each size, in a process of its own."""
    found: list[Size] = []
    for size in wanted:
        command = [sys.executable, "-m", "benchmarks.scaling", str(size)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
        found.append(Size(**json.loads(done.stdout)))
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(measured(int(sys.argv[1])))))
