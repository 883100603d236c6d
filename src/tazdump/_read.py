"""Pages from bytes: decodes what files and crawls hold, and says what it did.

How: UTF-8 first; where it fails, the ratio of what is UTF-8 and what is not decides whether a few
bytes were severed (FORMAT 2, cuts) or the bytes are cp1252. Cost: linear.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar

from attrs import evolve

from tazdump._notes import note
from tazdump._parse import checked, parse_page
from tazdump._patterns import UTF8_SEQUENCE
from tazdump._source import split_lines
from tazdump.address import Address
from tazdump.diagnostics import Code, Diagnostic, in_order, visible
from tazdump.model import Article, Listing, Page

#: Where cp1252 has another character than Latin-1.
_CP1252: Final = {
    byte: char
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", errors="ignore"))
}
_Page = TypeVar("_Page", bound=Page)
_UTF16_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Decoded(NamedTuple):
    """A text, and what decoding it took."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def read(
    source: str | PathLike[str] | BinaryIO | bytes,
    *,
    encoding: str | None = None,
    strict: bool = False,
    address: str | Address | None = None,
    envelope: str | None = None,
) -> Article | Listing:
    """Read a page from a path, from an open binary file, or from bytes.

    Without `encoding` the bytes are taken as UTF-8, with or without byte order mark; bytes that
    are none are recognised as UTF-16 by its byte order mark, as UTF-8 with severed characters
    (each becomes U+FFFD), or as cp1252, which holds Latin-1. A diagnostic says so.

    The rest is as for `parse_page`, whose errors it raises, with `OSError` from the file,
    `ValueError` for a name that no file can have (one with a NUL in it), and `LookupError` for an
    encoding that is unknown or none of files.
    """
    data = _bytes_of(source)
    if not isinstance(data, bytes):  # pyright: ignore[reportUnnecessaryIsInstance] - users do
        msg = "the file is open as text; open it in mode 'rb', or call tazdump.parse_page on it"
        raise TypeError(msg)
    decoded = decode(data, encoding)
    page = parse_page(decoded.text, address=address, envelope=envelope)
    return checked(with_decoding(page, decoded.diagnostics), strict=strict)


def _bytes_of(source: str | PathLike[str] | BinaryIO | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    return Path(source).read_bytes() if isinstance(source, (str, PathLike)) else source.read()


def with_decoding(page: _Page, diagnostics: Sequence[Diagnostic]) -> _Page:
    """The page with what its decoding took; a character lost by it is told once, not line by line.

    >>> from tazdump import parse
    >>> page = parse("# taz.de -- Wetter: F\ufffdhn")
    >>> with_decoding(page, ()) is page
    True
    """
    if not diagnostics:
        return page
    lost = any(found.code is Code.UNDECODABLE for found in diagnostics)
    kept = [d for d in page.diagnostics if not (lost and d.code is Code.REPLACEMENT_CHARACTER)]
    return evolve(page, diagnostics=in_order((*diagnostics, *kept)))


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of some bytes, and diagnostics where it was not plainly UTF-8.

    >>> decode("für".encode("cp1252")).text, decode(b"").diagnostics
    ('für', ())
    """
    if encoding is not None:
        text = _as_told(data, encoding)
        return Decoded(text, _undecodable(text, visible(encoding)))
    try:
        return Decoded(data.decode("utf-8"), ())
    except UnicodeDecodeError:
        pass
    utf16 = _UTF16_MARKS.get(data[:2])
    if utf16 is not None:
        return _told(data.decode(utf16, errors="replace"), utf16, "its byte order mark says so")
    if _is_mostly_utf8(data):
        text = data.decode("utf-8", errors="replace")
        return Decoded(text, _undecodable(text, "UTF-8"))
    # cp1252 leaves five bytes undefined; Latin-1, which agrees with it elsewhere, has them.
    text = data.decode("latin-1").translate(_CP1252)
    return _told(text, "cp1252", "the bytes are no UTF-8")


def _as_told(data: bytes, encoding: str) -> str:
    """The bytes in an encoding that was named; `LookupError` if it is none of files."""
    try:
        codecs.lookup(encoding)  # Python itself does not ask where there are no bytes.
        return data.decode(encoding, errors="replace")
    except ValueError as error:  # From codecs that replace nothing, and names with a NUL.
        msg = f"{encoding!r} is no encoding that files have: {error}"
        raise LookupError(msg) from error


def _is_mostly_utf8(data: bytes) -> bool:
    """Are there at least as many whole UTF-8 characters beyond ASCII as bytes that are none?"""
    rest = UTF8_SEQUENCE.sub(b"", data)
    whole = (len(data) - len(rest)) // 2
    broken = sum(byte > 0x7F for byte in rest)
    return whole >= broken


def _told(text: str, encoding: str, reason: str) -> Decoded:
    return Decoded(
        text, (note(Code.DECODED, split_lines(text), 1, encoding=encoding, reason=reason),)
    )


def _undecodable(text: str, encoding: str) -> tuple[Diagnostic, ...]:
    """One diagnostic for all the bytes that became U+FFFD, at the first of them."""
    count = text.count("\ufffd")
    if not count:
        return ()
    lines = split_lines(text)
    number, column = next(
        (i, line.index("\ufffd")) for i, line in enumerate(lines, 1) if "\ufffd" in line
    )
    found = note(Code.UNDECODABLE, lines, number, "\ufffd", count=count, encoding=encoding)
    return (evolve(found, column=column + 1, end_column=column + 2),)
