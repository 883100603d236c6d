"""The public door to sources: all their records, one after the other.

How: the parts of the plan, read here and in order. Cost: linear; memory does not grow with input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tazdump.corpus._record import Columns, Limits, Record, Skipped, SourceError
from tazdump.corpus._sources import Part, Sources, Tally, parts, read_part, renumbered


def records(
    sources: Sources,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    skipped: Callable[[Skipped], object] | None = None,
) -> Iterator[Record]:
    r"""Stream the texts of files, folders, patterns (``crawl/*.jsonl``) and archives.

    Plain files are one record each; of JSONL, Parquet, WARC and WET each row or record with text
    is one, and of zip and tar archives each file. All but Parquet and zip may be packed with gzip,
    zstd, bzip2 or xz. First bytes tell what a file is, and its name where they cannot. Order is
    that of the sources, and of names in a folder.

    What cannot be read is given to `skipped`, and reading goes on behind it; without `skipped`, it
    raises `SourceError`. Raises `FileNotFoundError` at once for a name that is not there, and
    `ImportError` where a file needs the extra ``crawl``.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "crawl.jsonl")
    ...     _ = path.write_text('{"text": "Moin", "id": 7}\n{"text": null}\n', encoding="utf-8")
    ...     skips = []
    ...     for record in records(path, skipped=skips.append):
    ...         print(record.number, record.id, record.text)
    1 7 Moin
    >>> skips[0].number, skips[0].reason.name, skips[0].message
    (2, 'BAD_ROW', "'text' is null or not there")
    """
    return _records(parts(sources, columns, limits), skipped)


def _records(
    planned: Iterable[Part], skipped: Callable[[Skipped], object] | None
) -> Iterator[Record]:
    before = 0
    for part in planned:
        tally = Tally()
        if not part.relative:
            before = 0
        for item in read_part(part, tally):
            found = renumbered(item, before)
            if isinstance(found, Record):
                yield found
            elif skipped is None:
                raise SourceError(found)
            else:
                skipped(found)
        before += tally.lines
