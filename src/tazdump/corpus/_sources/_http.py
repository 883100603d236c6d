"""The body of an answer of HTTP as it stands in WARC: without head, chunks and packing.

How: fastwarc parses the head and unpacks; its readers are put one on the other here, because its
own decoding holds all that comes out. Cost: linear; no more is unpacked than is asked for.
Needs the extra ``crawl``.
"""

# The stubs of fastwarc leave types open, and its code is compiled.
# pyright: reportMissingModuleSource=false, reportUnknownMemberType=false

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader, ZstdReader
from fastwarc.warc import WarcRecord

_PIECE: Final = 1 << 16
#: So many codings one on the other are read; servers use one, seldom two.
_MOST: Final = 8
#: What undoes a coding, by its name in RFC 9110 and RFC 8878.
_READERS: Final[dict[str, Callable[[BinaryIO | WarcReader], WarcReader]]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": lambda packed: GzipReader(packed, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def answer(block: bytes, limit: int) -> tuple[str, bytes]:
    """The media type of an answer and its body, or the first ``limit + 1`` bytes of it.

    The media type is in lower case, and empty where there is none. Of a packed body that is broken
    comes what could be unpacked; one that is not packed, whatever its head says, comes as it is,
    and so does what is no HTTP, or says to be packed many times over.
    """
    if not block.startswith(b"HTTP/"):
        return "", block
    record = WarcRecord()
    record.set_bytes_content(block)
    record.is_http = True
    try:
        record.parse_http()
    except OSError:  # a head of hundreds of KiB
        return "", block
    head = record.http_headers
    # In the order in which they were made: the body was coded, then its transfer.
    codings = [*_names(head.get("Content-Encoding")), *_names(head.get("Transfer-Encoding"))]
    body = record.reader.read()
    if len(codings) <= _MOST:
        body = _undo(body, reversed(codings), limit)
    return (record.http_content_type or "").lower(), body


def _names(field: str | None) -> list[str]:
    names = [name.strip().lower() for name in (field or "").split(",")]
    return [name for name in names if name not in {"", "identity"}]


def _undo(body: bytes, codings: Iterable[str], limit: int) -> bytes:
    """The body without these codings; as it is where it does not have them."""
    reader: BinaryIO | WarcReader = io.BytesIO(body)
    for name in codings:
        if name not in _READERS:
            return body
        reader = _READERS[name](reader)
    parts: list[bytes] = []
    left = limit + 1
    try:
        while left and (part := reader.read(min(left, _PIECE))):
            parts.append(part)
            left -= len(part)
    except OSError:
        if not parts:
            return body
    return b"".join(parts)
