"""Packed bytes, unpacked as they are read: gzip, zstd, bzip2, xz, and how much is too much.

How: each packing is a small decoder behind a raw stream; a meter counts what comes out against what
went in. Cost: linear; some buffers of 64 KiB, and what the packing itself needs (zstd, xz: up to
128 MiB).
"""

from __future__ import annotations

import io
import lzma
import zlib
from bz2 import BZ2Decompressor
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from tazdump.corpus._needs import needed
from tazdump.corpus._record import Limits, Reason
from tazdump.corpus._sources._job import BrokenError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK: Final = 1 << 16
_PIECE: Final = 1 << 12
#: What `xz -9` needs is half of it; a hostile head asks for gigabytes.
_XZ_MEMORY: Final = 128 << 20
#: So much may come out of anything, however small it was.
_HARMLESS: Final = 16 << 20

Read = Callable[[int], bytes]


class Meter:
    """Counts what is unpacked from one file, at all levels, against the bytes of that file."""

    def __init__(self, limits: Limits, packed: Callable[[], int]) -> None:
        """Hold against the limits; `packed` tells how many bytes have gone in."""
        self._limits = limits
        self._packed = packed
        self._unpacked = 0
        #: Whether it has been too much.
        self.exceeded = False

    def add(self, size: int) -> None:
        """Count bytes that came out; raises `BrokenError` where it is too much."""
        self._unpacked += size
        limits = self._limits
        if self._unpacked > limits.unpacked:
            self.exceeded = True
            msg = f"more than {limits.unpacked} bytes come out of it (Limits.unpacked)"
            raise BrokenError(Reason.BOMB, msg)
        if self._unpacked > max(_HARMLESS, limits.ratio * self._packed()):
            self.exceeded = True
            msg = f"what comes out is more than {limits.ratio} times as much (Limits.ratio)"
            raise BrokenError(Reason.BOMB, msg)


class _Raw(io.RawIOBase):
    """Bytes from a function, from first to last; what came before an error is given first."""

    def __init__(self, read: Read, count: Callable[[int], object]) -> None:
        super().__init__()
        self._read = read
        self._count = count
        self._position = 0
        self._error: Exception | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        if self._error is not None:
            raise self._error
        view = memoryview(buffer).cast("B")
        filled = 0
        try:
            while filled < len(view) and (data := self._read(len(view) - filled)):
                self._count(len(data))
                view[filled : filled + len(data)] = data
                filled += len(data)
        except (BrokenError, OSError) as error:
            if not filled:
                raise
            self._error = error
        self._position += filled
        return filled


def stream(read: Read, count: Callable[[int], object]) -> io.BufferedReader:
    """A stream of what `read` gives, never more than it is asked for; `count` is told of it."""
    return io.BufferedReader(_Raw(read, count), _CHUNK)


class _Decoder(Protocol):
    """What the standard library's decoders have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib's decoder in the form of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Members:
    """Reads packed members one after the other, as files of them may be joined."""

    def __init__(self, packed: io.BufferedReader, decoder: Callable[[], _Decoder]) -> None:
        self._packed = packed
        self._new = decoder
        self._decoder: _Decoder | None = None
        self._rest = b""

    def __call__(self, size: int) -> bytes:
        """At most so many bytes; none at the end. Raises `BrokenError`."""
        while (decoder := self._decoder or self._begin()) is not None:
            data = self._decode(decoder, size)
            if decoder.eof:
                self._rest, self._decoder = decoder.unused_data, None
            if data:
                return data
        return b""

    def _begin(self) -> _Decoder | None:
        """Begin the next member, if there is one; NULs behind the last are padding."""
        while not (rest := self._rest.lstrip(b"\0")):
            self._rest = self._packed.read1(_CHUNK)
            if not self._rest:
                return None
        self._rest = rest
        self._decoder = self._new()
        return self._decoder

    def _decode(self, decoder: _Decoder, size: int) -> bytes:
        data, self._rest = self._rest, b""
        if not data and decoder.needs_input:
            data = self._packed.read1(_CHUNK)
        try:
            out = decoder.decompress(data, size)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            msg = f"cannot be unpacked: {error}"
            raise BrokenError(Reason.CORRUPT, msg) from error
        if not (data or out or decoder.eof) and decoder.needs_input:
            msg = "ends before what is packed in it does"
            raise BrokenError(Reason.CORRUPT, msg)
        return out


def _zstd(packed: io.BufferedReader) -> Read:
    with needed("reading zstd"):
        import pyarrow as pa  # noqa: PLC0415 - an extra
    inner = pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd")

    def read(size: int) -> bytes:
        try:
            # An error costs all that was asked for, so it is never much.
            return inner.read(min(size, _PIECE))
        except OSError as error:
            msg = f"cannot be unpacked: {error}"
            raise BrokenError(Reason.CORRUPT, msg) from error

    return read


#: What unpacks what, by the name of the packing.
UNPACKERS: Final[dict[str, Callable[[io.BufferedReader], Read]]] = {
    "gzip": lambda packed: _Members(packed, _Gzip),
    "zstd": _zstd,
    "bzip2": lambda packed: _Members(packed, BZ2Decompressor),
    "xz": lambda packed: _Members(packed, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
}


def unpacked(packed: io.BufferedReader, packing: str, meter: Meter) -> io.BufferedReader:
    """What is packed in a stream, as a stream; its reads raise `BrokenError`."""
    return stream(UNPACKERS[packing](packed), meter.add)
