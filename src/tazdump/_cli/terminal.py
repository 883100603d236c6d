"""Standard output and error: UTF-8, harmless to a terminal, quiet when the reader has gone.

How: data goes out byte for byte, but for a terminal each control character becomes a symbol; what
is meant for reading comes from `screen`, ready. Cost: one pass over what is written.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

#: What shells give a program that SIGINT or SIGPIPE ended: 128 and the signal's number.
INTERRUPTED: Final = 130
READER_GONE: Final = 141

_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
# What makes a terminal do something, or shows text in another order than it stands.
_SYMBOLS: Final = {
    **{n: 0x2400 + n for n in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), 0x2028, 0x2029], 0xFFFD),
    **dict.fromkeys(
        [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD
    ),
    **_SURROGATES,
}
_LINES: Final = {n: symbol for n, symbol in _SYMBOLS.items() if n not in {0x09, 0x0A}}


def visible(text: str) -> str:
    r"""The text with a symbol for each character that a terminal would obey, line ends too.

    >>> visible("Rot: \x1b[31m\n")
    'Rot: ␛[31m␊'
    """
    return text.translate(_SYMBOLS)


def visible_lines(text: str) -> str:
    r"""The same with LF, CRLF and tabs left as they are, for text of many lines."""
    return text.replace("\r\n", "\n").translate(_LINES)


def argument(name: str) -> str:
    """The name of a file as a shell takes it: in quotes where it is more than a plain word.

    >>> argument("süß.txt"), argument("a $(id).txt")
    ('süß.txt', "'a $(id).txt'")
    """
    plain = name and all(c.isalnum() or c in "@%+=:,./-_" for c in name)
    return name if plain else shlex.quote(name)


def encoded(text: str) -> bytes:
    """The text in UTF-8, an unpaired surrogate as U+FFFD."""
    return text.translate(_SURROGATES).encode("utf-8")


def say(sentence: str, *, program: str = "tazdump") -> None:
    """Say something on standard error; if nobody listens, say nothing."""
    with suppress(OSError):
        sys.stderr.write(f"{program}: {visible(sentence)}\n")
        sys.stderr.flush()


def put(text: str) -> None:
    """Write data to standard output."""
    with standard_output() as file:
        file.write(encoded(text))


@contextmanager
def standard_output() -> Generator[BinaryIO]:
    """Standard output for data: exact, but on a terminal with symbols for control characters.

    Ends the program quietly where the reader has gone, with a sentence where nothing more fits.
    """
    with _reader_may_go():
        if sys.stdout.isatty():
            data = io.BytesIO()
            yield data
            text = visible_lines(data.getvalue().decode("utf-8", errors="replace"))
            sys.stdout.buffer.write(encoded(text))
        else:
            yield sys.stdout.buffer
        sys.stdout.buffer.flush()


@contextmanager
def _reader_may_go() -> Generator[None]:
    try:
        yield
    except BrokenPipeError:
        _abandon()
        raise click.exceptions.Exit(READER_GONE) from None
    except OSError as error:
        _abandon()
        reason = f"standard output cannot be written: {error.strerror}"
        raise click.ClickException(reason) from None


def _abandon() -> None:
    """Let what is still in the buffer go nowhere, or Python would complain of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def put_drawn(text: str) -> None:
    """Write what was drawn for reading: its escape sequences are our own."""
    with _reader_may_go():
        sys.stdout.buffer.write(encoded(text))
        sys.stdout.buffer.flush()


def put_paged(draw: Callable[[bool], str]) -> None:
    """Write what `draw` gives: through the pager, where it is more than the terminal can hold.

    `draw` is told whether hyperlinks may be used, for old pagers show them as rubbish.
    """
    text = draw(True)
    height = shutil.get_terminal_size().lines
    pager = _pager() if sys.stdout.isatty() and text.count("\n") >= height else None
    if pager is None or not _ran(pager, encoded(draw(False))):
        put_drawn(text)


def _pager() -> list[str] | None:
    """The user's pager, or less; None where there is none."""
    with suppress(ValueError):
        command = shlex.split(os.environ.get("PAGER", "less"))
        if command and (found := shutil.which(command[0])):
            return [found, *command[1:]]
    return None


def _ran(pager: list[str], data: bytes) -> bool:
    """Did the pager start? Then it has shown the data, or its user has seen enough."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    try:
        # The user's own pager, with arguments of the user or of ours, and without a shell.
        process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - above
    except OSError:
        return False
    with suppress(BrokenPipeError, KeyboardInterrupt):
        process.communicate(data)
    while process.returncode is None:
        # The pager has its own use for Ctrl-C.
        with suppress(KeyboardInterrupt):
            process.wait()
    return True
