"""Pages from the files of a command line; a file that gives none is told of, and the next read.

How: `tazdump.read` for each, in their order. Cost: one page in memory at a time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define

import tazdump
from tazdump._cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tazdump._cli.options import Reading
    from tazdump.model import Page

#: What stands for standard input, in arguments and in messages.
STDIN: Final = "-"
STDIN_SHOWN: Final = "<stdin>"


class RefusedError(Exception):
    """A file that gives no page; the text is the sentence that says why."""

    def __init__(self, name: str, reason: str) -> None:
        """Make the sentence of the file's name and the reason."""
        super().__init__(f"{shown(name)}: {reason[:1].lower()}{reason[1:]}")


def shown(name: str) -> str:
    """The name of a file as messages have it."""
    return STDIN_SHOWN if name == STDIN else name


def page_of(name: str, reading: Reading) -> Page:
    """Read the page in a file. Raises `RefusedError` where it gives none."""
    if name != STDIN and Path(name).is_dir():
        raise RefusedError(name, "this is a directory; name the files in it")
    if name == STDIN and sys.stdin is None:
        raise RefusedError(name, "it is closed")
    try:
        return tazdump.read(
            sys.stdin.buffer if name == STDIN else name,
            encoding=reading.encoding,
            strict=reading.strict,
            address=reading.address,
            envelope=reading.envelope,
        )
    except OSError as error:
        reason = error.strerror or str(error)
    except tazdump.ParseError as error:
        reason = error.message
    except (LookupError, ValueError) as error:
        reason = str(error)
    raise RefusedError(name, reason)


@define
class Pages:
    """The pages of all files, with the names of these; what gives no page is said and counted."""

    reading: Reading
    refused: int = 0

    def read(self, name: str) -> Page | None:
        """Read one of the files; None where it gives no page, which is said and counted."""
        try:
            return page_of(name, self.reading)
        except RefusedError as error:
            self.refused += 1
            say(str(error))
            return None

    def __iter__(self) -> Iterator[tuple[str, Page]]:
        """Read one file after the other."""
        for name in self.reading.files:
            page = self.read(name)
            if page is not None:
                yield name, page

    @property
    def status(self) -> int:
        """The exit status: 1 where a file gave no page."""
        return 1 if self.refused else 0
