"""Where a scan writes, and what must not be there: checked before anything is read.

How: names are resolved, so that a link stays a link and no source is written over.
Cost: a look at the names.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, final

from attrs import frozen

from tazdump.corpus._errors import ScanError
from tazdump.corpus._files import keep_names, writing
from tazdump.corpus._tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    import pyarrow as pa

    from tazdump.corpus._sources import Part


@final
@frozen
class Outputs:
    """The table, and the file for what could not be read."""

    table: Path
    errors: Path | None

    @staticmethod
    def of(output: str | PathLike[str], errors: str | PathLike[str] | None) -> Outputs:
        """Resolve the names; raise `ScanError` for one that cannot be written at all."""
        table = Path(os.path.realpath(output))
        outputs = Outputs(table, None if errors is None else Path(os.path.realpath(errors)))
        for path in outputs:
            if not path.parent.is_dir():
                reason = f"{path.parent} is no folder"
                raise ScanError(reason)
            if path.exists() and not path.is_file():
                reason = f"{path} is no regular file"
                raise ScanError(reason)
        if table.suffix.lower() not in TABLES:
            reason = f"{os.fspath(output)} must end in one of {', '.join(TABLES)}"
            raise ScanError(reason)
        if outputs.errors == table:
            reason = f"{table} cannot be the table and the file of errors"
            raise ScanError(reason)
        return outputs

    def __iter__(self) -> Iterator[Path]:
        """Give the files that will be written."""
        yield self.table
        if self.errors is not None:
            yield self.errors

    def refuse_inside(self, sources: Iterable[str | PathLike[str]]) -> None:
        """Raise where a file would be written into a folder that is read."""
        folders = [(each, Path(os.path.realpath(each))) for each in sources if Path(each).is_dir()]
        for path in self:
            for named, folder in folders:
                if path.is_relative_to(folder):
                    reason = (
                        f"{path} lies in {os.fspath(named)}, which is read; choose a place outside"
                    )
                    raise ScanError(reason)

    def refuse_part(self, part: Part, folder: Path) -> None:
        """Raise where a part of the sources is what will be written."""
        for name in part.files:
            # Resolving costs more than all else here, and nearly no name is ours.
            if any(path.name in name for path in self):
                path = Path(os.path.realpath(name))
                if path in tuple(self) or path.is_relative_to(folder):
                    reason = f"{name} is written, and cannot be read too; choose another name"
                    raise ScanError(reason)

    def refuse_existing(self) -> None:
        """Raise where a file is there already."""
        for path in self:
            if path.exists():
                reason = f"{path} is there already; --force (force=True) replaces it"
                raise ScanError(reason)

    def write(self, batches: Iterable[pa.RecordBatch], file: IO[bytes]) -> None:
        """Write the table to an open file."""
        TABLES[self.table.suffix.lower()](batches, file)

    def place(self, whole: Path) -> None:
        """Give a whole table its name."""
        with writing(self.table):
            if self.table.exists():
                shutil.copymode(self.table, whole)
            whole.replace(self.table)
        keep_names(self.table.parent)
