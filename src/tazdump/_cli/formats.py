"""The formats of `tazdump convert`: what each is for, its file ending, how pages become bytes.

How: a table; the module of a format is imported when the format is asked for.
Cost: as the exporters; `jsonl` and `parquet` hold a page or a batch at a time.
"""

from __future__ import annotations

import io
import json
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

import click

from tazdump._cli.terminal import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tazdump.model import Page

    Write = Callable[[Iterable[Page], BinaryIO], None]


class Format(NamedTuple):
    """A format that pages can be written in."""

    #: What it is good for, in a few words.
    about: str
    #: How its files end.
    suffix: str
    write: Write
    #: One file holds any number of pages.
    many: bool = False
    #: It is no text, and nothing for a terminal.
    binary: bool = False


def written_by(dumps: Callable[[Page], str]) -> Write:
    """Write pages as texts, each as one function gives it."""

    def write(pages: Iterable[Page], file: BinaryIO) -> None:
        file.writelines(encoded(dumps(page)) for page in pages)

    return write


def _exported(module: str) -> Write:
    def dumps(page: Page) -> str:
        exporter = import_module(f"tazdump.export.{module}")
        text = cast("str", exporter.dumps(page))
        return text if text.endswith("\n") else text + "\n"

    return written_by(dumps)


def _write_jsonl(pages: Iterable[Page], file: BinaryIO) -> None:
    from tazdump.export.json import dumps  # noqa: PLC0415 - imported once it is asked for

    file.writelines(encoded(dumps(page, compact=True) + "\n") for page in pages)


def _write_csl(pages: Iterable[Page], file: BinaryIO) -> None:
    from tazdump.export.csl import dumps  # noqa: PLC0415 - imported once it is asked for

    items = [item for page in pages for item in json.loads(dumps(page))]
    file.write(encoded(json.dumps(items, ensure_ascii=False, indent=2) + "\n"))


def _write_parquet(pages: Iterable[Page], file: BinaryIO) -> None:
    try:
        arrow = import_module("tazdump.export.arrow")
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    parquet = import_module("pyarrow.parquet")
    # A pipe cannot tell its position, which Parquet asks for.
    sink = file if file.seekable() else io.BytesIO()
    with parquet.ParquetWriter(sink, arrow.SCHEMA) as writer:
        for batch in arrow.to_batches(pages):
            writer.write_batch(batch)
    if isinstance(sink, io.BytesIO) and sink is not file:
        file.write(sink.getbuffer())


#: The formats by name, in the order of the help.
FORMATS: Final[dict[str, Format]] = {
    "json": Format("all that the model has, to be read again", ".json", _exported("json")),
    "jsonl": Format("the same, one page a line", ".jsonl", _write_jsonl, many=True),
    "markdown": Format(
        "Markdown with front matter: Pandoc, Hugo, Obsidian", ".md", _exported("markdown")
    ),
    "html": Format("one web page, without scripts", ".html", _exported("html")),
    "jsonld": Format("schema.org: search engines", ".jsonld", _exported("jsonld")),
    "tei": Format("TEI P5: corpora and editions", ".tei.xml", _exported("tei")),
    "csl": Format("CSL-JSON: Zotero, Pandoc", ".csl.json", _write_csl, many=True),
    "parquet": Format(
        "a table: DuckDB, polars, pandas (extra `arrow`)",
        ".parquet",
        _write_parquet,
        many=True,
        binary=True,
    ),
}
