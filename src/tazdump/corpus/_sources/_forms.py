"""What a file is: told by its first bytes, and by its name where they cannot tell.

How: a table of first bytes, a table of suffixes. Cost: none. Sources: RFC 1952, RFC 8878, APPNOTE
4.3, POSIX ustar, the WARC and Parquet formats.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tazdump.corpus._record import Reason
from tazdump.corpus._sources._job import BrokenError

#: How many first bytes are looked at.
HEAD: Final = 8192


class Form(StrEnum):
    """What is in a file."""

    TEXT = "text"
    JSONL = "jsonl"
    PARQUET = "parquet"
    WARC = "warc"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    XZ = "xz"


#: What is packed in one piece; the names are those of `UNPACKERS`.
PACKED: Final = frozenset({Form.GZIP, Form.ZSTD, Form.BZIP2, Form.XZ})
#: What is read from more than one place, and so only from a file of its own.
SOUGHT: Final = frozenset({Form.ZIP, Form.PARQUET})

_FIRST_BYTES: Final = (
    (b"PK\x03\x04", Form.ZIP),
    (b"PK\x05\x06", Form.ZIP),
    (b"PK\x07\x08", Form.ZIP),
    (b"PAR1", Form.PARQUET),
    (b"WARC/0.", Form.WARC),
    (b"WARC/1.", Form.WARC),
    (b"\x1f\x8b", Form.GZIP),
    (b"\x28\xb5\x2f\xfd", Form.ZSTD),
    (b"\xfd7zXZ\x00", Form.XZ),
)
_BZIP2: Final = (b"1AY&SY", b"\x17rE8P\x90")  # behind `BZh` and the size: a block, or the end
_USTAR: Final = slice(257, 262)

_SUFFIXES: Final = {
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
    ".jsonlines": Form.JSONL,
    ".json": Form.JSONL,
    ".parquet": Form.PARQUET,
    ".warc": Form.WARC,
    ".wet": Form.WARC,
    ".zip": Form.ZIP,
    ".tar": Form.TAR,
    ".gz": Form.GZIP,
    ".zst": Form.ZSTD,
    ".zstd": Form.ZSTD,
    ".bz2": Form.BZIP2,
    ".xz": Form.XZ,
}
#: Suffixes that stand for two.
_SHORT: Final = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def named_form(name: str) -> Form:
    """What the name of a file says it is; plain text where it says nothing.

    >>> named_form("c4-train.00000-of-01024.JSON"), named_form("README")
    (<Form.JSONL: 'jsonl'>, <Form.TEXT: 'text'>)
    """
    return _SUFFIXES.get(_suffix(_long(name)), Form.TEXT)


def unpacked_name(name: str) -> str:
    """The name without the suffix of its packing: ``crawl.tgz`` was ``crawl.tar``."""
    long = _long(name)
    suffix = _suffix(long)
    return long[: len(long) - len(suffix)] if _SUFFIXES.get(suffix) in PACKED else name


def form_of(head: bytes, name: str) -> Form:
    """What a file is, from its first bytes and its name.

    Raises `BrokenError` where the name promises a form that the bytes are not, and where they are
    no text.
    """
    named = named_form(name)
    told = _told(head)
    if told is not None:
        return told
    if named in {Form.TAR, Form.JSONL} and head:  # old archives have no mark
        return named
    if named not in {Form.TEXT, Form.JSONL}:
        begun = "it is empty" if not head else "it does not begin as such a file does"
        msg = f"the name says {named}, but {begun}"
        raise BrokenError(Reason.CORRUPT, msg, 0)
    if b"\0" in head and not head.startswith(_UTF16_MARKS):
        msg = "there are NULs in it, so it is no text"
        raise BrokenError(Reason.NOT_TEXT, msg, head.find(b"\0"))
    return named


def _told(head: bytes) -> Form | None:
    if head[:3] == b"BZh" and head[4:10] in _BZIP2:
        return Form.BZIP2
    if head[_USTAR] == b"ustar":
        return Form.TAR
    # A frame that decoders skip may stand first: 16 marks of four bytes.
    if head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50:
        return Form.ZSTD
    return next((form for first, form in _FIRST_BYTES if head.startswith(first)), None)


def _suffix(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    dot = base.rfind(".")
    return base[dot:] if dot > 0 else ""


def _long(name: str) -> str:
    suffix = _suffix(name)
    return name[: len(name) - len(suffix)] + _SHORT.get(suffix, suffix)
