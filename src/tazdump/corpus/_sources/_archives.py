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
from typing import Final, NamedTuple, Self

from tazdump.corpus._record import Limits, Reason, Skipped
from tazdump.corpus._sources._job import BrokenError
from tazdump.corpus._sources._unpack import Meter, Read, stream

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
#: The most that the name of a member and what else its head says may be.
_TAR_HEAD: Final = 1 << 20
_TAR_HEADS: Final = frozenset(
    {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, b"x", b"g", b"X"}
)


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
            read = _checked(archive.open(info).read, _ZIP_ERRORS)
        except NotImplementedError as error:
            message = str(error)
        except _ZIP_ERRORS as error:
            reason, message = Reason.CORRUPT, f"the member cannot be read: {error}"
        else:
            return Member(info.filename, stream(read, meter.add), info.compress_size)
    return Skipped(source=f"{source}!{info.filename}", reason=reason, message=message)


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


_TAR_ERRORS: Final = (tarfile.TarError, ValueError, OverflowError, EOFError, OSError)


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
