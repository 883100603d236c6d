"""A small crawl of our own invention, and the files in which crawls come.

How: `crawl` mixes dumps in all their envelopes with ordinary German text; one small function a kind
of file writes it, by hand where the format is simple, so that nothing is proved with the code under
test; `read` alone calls that. Cost: milliseconds for hundreds of records.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from envelope_forms import FORMS
from envelope_pages import ARTICLE_ROWS, FRONT_ROWS, LISTING_ROWS, Row, Rows
from envelope_proxies import hiltjo, phroxy, portal, prologic, proxy70

from tazdump.corpus import Columns, Limits, Record, Skipped, records


class Text(NamedTuple):
    """A text of a crawl with what the crawl knows of it."""

    text: str
    url: str | None = None
    id: str | None = None


#: The proxies whose HTML keeps the addresses, and the form of their URLs.
PROXIES: Final = {
    "prologic": (prologic, "https://gopher.example.org/taz.de/1{path}"),
    "hiltjo": (hiltjo, "https://codemadness.example/gopherproxy?q=taz.de/1{path}"),
    "proxy70": (proxy70, "https://proxy70.example/?url=gopher%3A%2F%2Ftaz.de%3A70%2F1{path}"),
    "portal": (portal, "https://portal.example/gopher/taz.de/1{path}"),
    "phroxy": (phroxy, "https://phroxy.example/taz.de/1{path}"),
}

_PARTS: Final = (
    ("Der Garten", "Die Werkstatt", "Das Rezept", "Unser Verein", "Die Straßenbahn"),
    ("öffnet", "braucht", "verändert", "überrascht", "prüft"),
    ("im Frühling", "am Wochenende", "für Anfänger*innen", "nach langer Pause"),
)
_WEB: Final = ("Mehr dazu auf unserer Seite.", "Quelle: taz.de und eigene Recherche.", "„Schön!“")


def prose(rng: random.Random, sentences: int = 12) -> str:
    """Ordinary German text, no dump; now and then it names the newspaper's host."""
    words = [
        f"{' '.join(rng.choice(part) for part in _PARTS)} {rng.randint(2, 99)} Mal."
        for _ in range(sentences)
    ]
    if rng.random() < 0.1:
        words.insert(rng.randrange(len(words)), rng.choice(_WEB))
    return " ".join(words)


def dump(number: int, *, form: str | None = None) -> Text:
    """A dump with a title and an address of its own; without `form`, all forms take turns.

    Front pages have neither: there is but one.
    """
    names = tuple(FORMS)
    form = form or names[number % len(names)]
    rows = _rows(number)
    url = f"https://gopher.example.org/taz.de/1{_path(rows, number)}"
    return Text("\n".join(FORMS[form].lines(rows)), url, f"dump-{number}")


def proxy_page(proxy: str, number: int = 0) -> Text:
    """A page of HTML as this proxy shows it, with its URL there."""
    build, url = PROXIES[proxy]
    rows = _rows(number)
    path = _path(rows, number)
    return Text(build(rows, path), url.format(path=path), f"{proxy}-{number}")


def _rows(number: int) -> Rows:
    kinds: Sequence[Rows] = (ARTICLE_ROWS, ARTICLE_ROWS, ARTICLE_ROWS, LISTING_ROWS, FRONT_ROWS)
    rows = kinds[number // len(FORMS) % len(kinds)]
    if rows is FRONT_ROWS:
        return rows
    return (Row("i", f"{rows[0].text} {number}"), *rows[1:])


def _path(rows: Rows, number: int) -> str:
    """Where a page with these rows stands on taz."""
    if rows is FRONT_ROWS:
        return "/"
    return f"/Beispiel/!{'p' if rows[1:] == LISTING_ROWS[1:] else ''}{7_000_000 + number}"


def crawl(size: int, *, every: int = 100, seed: int = 1) -> list[Text]:
    """So many texts; one in `every` of them is a dump, the others are ordinary."""
    rng = random.Random(seed)  # noqa: S311 - nothing is secret here
    return [
        dump(i // every)
        if i % every == every // 2
        else Text(prose(rng), f"https://example.org/{i}", f"text-{i}")
        for i in range(size)
    ]


# Files. Each function writes one and gives its path back.


def json_line(text: Text, *, names: Sequence[str] = ("text", "url", "id")) -> str:
    """A line of JSONL, as the common corpora write it."""
    values = dict(zip(names, text, strict=True))
    return json.dumps({k: v for k, v in values.items() if v is not None}, ensure_ascii=False)


def jsonl_bytes(texts: Iterable[Text]) -> bytes:
    """The texts as JSONL."""
    return "".join(json_line(text) + "\n" for text in texts).encode()


def write_jsonl(path: Path, texts: Iterable[Text]) -> Path:
    """JSONL, packed as the last suffix of the name says."""
    return write_packed(path, jsonl_bytes(texts))


def write_packed(path: Path, data: bytes) -> Path:
    """Bytes, packed as the last suffix of the name says; as they are for any other."""
    path.write_bytes(PACKERS.get(path.suffix, bytes)(data))
    return path


def zstd(data: bytes) -> bytes:
    """One frame of zstd."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(data)
    return sink.getvalue().to_pybytes()


PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    ".gz": gzip.compress,
    ".zst": zstd,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def table(texts: Sequence[Text], *, names: Sequence[str] = ("text", "url", "id")) -> pa.Table:
    """The texts as a table, a column a field."""
    columns = [pa.array([text[i] for text in texts], pa.string()) for i in range(len(names))]
    return pa.table(dict(zip(names, columns, strict=True)))


def write_parquet(
    path: Path,
    texts: Sequence[Text],
    *,
    row_group_size: int = 1000,
    names: Sequence[str] = ("text", "url", "id"),
) -> Path:
    """Parquet in groups of so many rows."""
    pq.write_table(table(texts, names=names), path, row_group_size=row_group_size)  # pyright: ignore[reportUnknownMemberType]
    return path


def write_folder(folder: Path, texts: Iterable[Text]) -> Path:
    """A folder of plain files, in two levels."""
    for i, text in enumerate(texts):
        file = folder / f"{i // 10:03}" / f"{i % 10}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.text.encode())
    return folder


def write_zip(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """A zip archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def write_tar(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """A tar archive of these members, packed as the last suffix of the name says."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return write_packed(path, sink.getvalue())


def members(texts: Iterable[Text]) -> list[tuple[str, bytes]]:
    """The texts as members of an archive."""
    return [(f"seiten/{i:05}.txt", text.text.encode()) for i, text in enumerate(texts)]


def warc_record(kind: str, body: bytes, **headers: str) -> bytes:
    """One record of WARC/1.0; underscores of the headers' names become hyphens."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Date: 2025-09-04T12:00:00Z",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def response(
    text: Text, *, media: str = "text/html; charset=utf-8", body: bytes | None = None
) -> bytes:
    """A record of what a server answered, with the head of HTTP."""
    body = text.text.encode() if body is None else body
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    return warc_record(
        "response",
        head.encode() + body,
        WARC_Record_ID=f"<urn:uuid:{text.id}>",
        WARC_Target_URI=text.url or "",
        Content_Type="application/http; msgtype=response",
    )


def conversion(text: Text) -> bytes:
    """A record of text that was taken out of a page, as WET files hold it."""
    return warc_record(
        "conversion",
        text.text.encode(),
        WARC_Record_ID=f"<urn:uuid:{text.id}>",
        WARC_Target_URI=text.url or "",
        Content_Type="text/plain",
    )


def write_warc(path: Path, records: Iterable[bytes]) -> Path:
    """WARC or WET: a record of its own first; with ``.gz``, each record packed for itself."""
    info = warc_record("warcinfo", b"software: none\r\n", Content_Type="application/warc-fields")
    pack = PACKERS.get(path.suffix, bytes)
    path.write_bytes(b"".join(pack(record) for record in (info, *records)))
    return path


def read(
    source: Path, columns: Columns | None = None, **limits: int
) -> tuple[list[Record], list[Skipped]]:
    """The records of a source, and what was skipped."""
    skipped: list[Skipped] = []
    found = records(source, columns=columns, limits=Limits(**limits), skipped=skipped.append)
    return list(found), skipped
