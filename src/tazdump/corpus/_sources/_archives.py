"""Members of zip and tar archives, one after the other, as streams; nothing is written to disk.

How: the standard library's readers, made to tell where an archive is broken or ends without its
end. Cost: linear; one member is unpacked as it is read. Of a zip archive the list of members is
held, of a tar archive nothing.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any, Final, NamedTuple, Protocol, Self, cast

from tazdump.corpus._record import Limits, Reason, Skipped
from tazdump.corpus._sources._job import BrokenError
from tazdump.corpus._sources._unpack import UNPACKERS, Meter, Read, stream

#: What the standard library raises for a zip archive that is none, or a broken one.
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
    OSError,
)
_ENCRYPTED: Final = 1
#: How members may be packed, so that no more is unpacked of them than is asked for.
_BOUNDED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA})
#: The most that the name of a member and what else its head says may be.
_TAR_HEAD: Final = 1 << 20
_TAR_HEADS: Final = frozenset(
    {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, b"x", b"g", b"X"}
)
#: All digits are the same one here.
_DIGITS: Final = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))
#: More digits in a row than this have no meaning in a head, and old Pythons search them for hours.
_MANY: Final = b"0" * 256


class Member(NamedTuple):
    """A file in an archive."""

    name: str
    stream: io.BufferedReader
    #: How many bytes of the archive it has, where that is not counted as they are read.
    packed: int = 0


def zip_members(
    file: io.BufferedReader, source: str, limits: Limits, meter: Meter
) -> Iterator[Member | Skipped]:
    """The files in a zip archive. Raises `BrokenError` where it cannot be read at all."""
    try:
        archive = zipfile.ZipFile(file)
    except (*_ZIP_ERRORS, NotImplementedError) as error:
        msg = f"the zip archive cannot be read: {error}"
        raise BrokenError(Reason.CORRUPT, msg) from error
    with archive:
        infos = archive.infolist()
        for info in infos[: limits.members]:
            if not info.is_dir():
                yield _zip_member(archive, info, source, meter)
        if len(infos) > limits.members:
            raise too_many(limits)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, meter: Meter
) -> Member | Skipped:
    reason, message = Reason.UNSUPPORTED, "it is encrypted"
    if not info.flag_bits & _ENCRYPTED:
        try:
            read = _checked(_zip_read(archive, info), _ZIP_ERRORS)
        except NotImplementedError as error:
            message = str(error)
        except _ZIP_ERRORS as error:
            reason, message = Reason.CORRUPT, f"the member cannot be read: {error}"
        else:
            return Member(info.filename, stream(read, meter.add), info.compress_size)
    return Skipped(source=f"{source}!{info.filename}", reason=reason, message=message)


def _zip_read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Read:
    """What reads a member, and unpacks no more of it than is asked for."""
    if info.compress_type in _BOUNDED:
        return archive.open(info).read
    if info.compress_type != zipfile.ZIP_BZIP2:
        msg = "That compression method is not supported"
        raise NotImplementedError(msg)
    # The library's reader would unpack gigabytes at once: it gives the packed bytes here.
    packed = copy(info)
    packed.compress_type, packed.file_size = zipfile.ZIP_STORED, info.compress_size
    del packed.CRC
    read = UNPACKERS["bzip2"](stream(archive.open(packed).read, _uncounted))
    total = length = 0

    def summed(size: int) -> bytes:
        nonlocal total, length
        data = read(size)
        total, length = zlib.crc32(data, total), length + len(data)
        if not data and (total, length) != (info.CRC, info.file_size):
            msg = f"Bad CRC-32 for file {info.filename!r}"
            raise zipfile.BadZipFile(msg)
        return data

    return summed


def tar_members(file: io.BufferedReader, limits: Limits, meter: Meter) -> Iterator[Member]:
    """The files in a tar archive. Raises `BrokenError` where it is broken or cut off."""
    count = 0
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=_Info) as archive:
            while (info := archive.next()) is not None:
                # The archive would hold all that it has seen.
                archive.members.clear()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
                inner = archive.extractfile(info) if info.isreg() else None
                if inner is None:  # folders, links, devices
                    continue
                count += 1
                if count > limits.members:
                    raise too_many(limits)
                # What a sparse file holds is more than what was read for it.
                counted = meter.add if info.issparse() else _uncounted
                yield Member(info.name, stream(_checked(inner.read, _TAR_ERRORS), counted))
    except _TAR_ERRORS as error:
        msg = f"the tar archive cannot be read on: {error}"
        raise BrokenError(Reason.CORRUPT, msg) from error


_TAR_ERRORS: Final = (
    tarfile.TarError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    # Of heads that stand before heads that stand before heads.
    RecursionError,
)


class _Info(tarfile.TarInfo):
    """The head of a member, which does not pass over what is none."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a head; raises `BrokenError` for anything but a head or the mark of the end."""
        try:
            info = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if len(buf) == tarfile.BLOCKSIZE and not any(buf):
                raise
            what = "it ends without its end mark" if not buf else str(error)
            msg = f"the tar archive cannot be read on: {what}"
            raise BrokenError(Reason.CORRUPT, msg) from error
        if info.type in _TAR_HEADS and info.size > _TAR_HEAD:
            msg = f"the head of a member of the tar archive has {info.size} bytes"
            raise BrokenError(Reason.BOMB, msg)
        return info

    def _proc_pax(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        """Check the fields of a head before the library reads them, for it trusts them."""
        file = cast("_Readable", archive.fileobj)
        blocks = -(-max(0, self.size) // tarfile.BLOCKSIZE)
        data: bytes = file.read(blocks * tarfile.BLOCKSIZE)
        _check_fields(data)
        library = cast("Any", super())
        opened = cast("Any", archive)
        opened.fileobj = _Again(data, file)
        try:
            return cast("tarfile.TarInfo", library._proc_pax(archive))  # noqa: SLF001 - no other way in
        finally:
            opened.fileobj = file


class _Readable(Protocol):
    """A file."""

    def read(self, size: int, /) -> bytes: ...


class _Again:
    """A file that gives once more what has been read of it, and then goes on."""

    def __init__(self, data: bytes, file: _Readable) -> None:
        self._data = data
        self._file = file

    def read(self, size: int) -> bytes:
        data, self._data = self._data, b""
        return data or self._file.read(size)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def _check_fields(data: bytes) -> None:
    """Raise `BrokenError` for fields that are not one after the other: ``12 path=abc`` and LF."""
    place = 0
    while place < len(data) and data[place]:
        blank = data.find(b" ", place, place + 20)
        digits = data[place:blank]
        end = place + int(digits) if blank > place and digits.isdigit() else 0
        if not (blank < end <= len(data) and data[end - 1] == 10 and b"=" in data[blank:end]):
            msg = "the tar archive cannot be read on: the head of a member is broken"
            raise BrokenError(Reason.CORRUPT, msg)
        place = end
    if _MANY in data.translate(_DIGITS):
        msg = "the tar archive cannot be read on: the head of a member has endless numbers"
        raise BrokenError(Reason.BOMB, msg)


def _uncounted(_size: int) -> None:
    """Count nothing: what comes out of the archive has been counted as it went in."""


def _checked(read: Callable[[int], bytes], errors: tuple[type[Exception], ...]) -> Read:
    """The same function; what it raises for a broken archive becomes `BrokenError`."""

    def checked(size: int) -> bytes:
        try:
            return read(size)
        except errors as error:
            msg = f"the member cannot be read: {error}"
            raise BrokenError(Reason.CORRUPT, msg) from error

    return checked


def too_many(limits: Limits) -> BrokenError:
    """What is raised where an archive has more members than it may."""
    msg = f"the archive has more than {limits.members} members (Limits.members)"
    return BrokenError(Reason.BOMB, msg)
