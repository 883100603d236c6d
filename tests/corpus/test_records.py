"""Promise: every kind of source gives the texts that were put into it, each with its identity.

How: one small crawl, written in all forms (crawl_files) and read back. Cost: about a second.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crawl_files import (
    Text,
    conversion,
    crawl,
    jsonl_bytes,
    proxy_page,
    response,
    table,
    write_folder,
    write_jsonl,
    write_packed,
    write_parquet,
    write_warc,
)

from tazdump import Code, corpus, is_dump
from tazdump.corpus import Columns, Record, records
from tazdump.corpus._needs import needed

TEXTS = crawl(60, every=6)
PACKINGS = ["", ".gz", ".zst", ".bz2", ".xz"]


def texts(source: str | Path, columns: Columns | None = None) -> list[Text]:
    """The text, URL and id of all records; nothing may be skipped."""
    return [Text(r.text, r.url, r.id) for r in records(source, columns=columns)]


def bare(given: list[Text]) -> list[Text]:
    return [Text(text.text) for text in given]


class TestRows:
    @pytest.mark.parametrize("packing", PACKINGS)
    @pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".json", ".JSONL"])
    def test_jsonl(self, tmp_path: Path, suffix: str, packing: str) -> None:
        path = write_jsonl(tmp_path / f"crawl{suffix}{packing}", TEXTS)
        found = list(records(path))
        assert [Text(r.text, r.url, r.id) for r in found] == TEXTS
        assert {r.source for r in found} == {str(path)}
        assert [r.number for r in found] == list(range(1, len(TEXTS) + 1))

    def test_jsonl_with_any_line_ends_and_a_byte_order_mark(self, tmp_path: Path) -> None:
        data = b"\xef\xbb\xbf" + jsonl_bytes(TEXTS[:3]).replace(b"\n", b"\r\n").rstrip()
        path = write_packed(tmp_path / "crawl.jsonl", data)
        assert texts(path) == TEXTS[:3]

    def test_blank_lines_of_jsonl_count_and_are_no_records(self, tmp_path: Path) -> None:
        data = b"\n" + jsonl_bytes(TEXTS[:1]) + b"  \r\n" + jsonl_bytes(TEXTS[1:2])
        path = write_packed(tmp_path / "crawl.jsonl", data)
        assert [(r.number, r.text) for r in records(path)] == [
            (2, TEXTS[0].text),
            (4, TEXTS[1].text),
        ]

    @pytest.mark.parametrize("rows", [7, 1000])
    def test_parquet(self, tmp_path: Path, rows: int) -> None:
        path = write_parquet(tmp_path / "crawl.parquet", TEXTS, row_group_size=rows)
        assert texts(path) == TEXTS
        assert [r.number for r in records(path)] == list(range(1, len(TEXTS) + 1))

    def test_parquet_is_known_by_its_bytes(self, tmp_path: Path) -> None:
        path = write_parquet(tmp_path / "part-00000", TEXTS)
        assert texts(path) == TEXTS

    @pytest.mark.parametrize(
        "type_",
        [
            pa.string(),
            pa.large_string(),
            pa.string_view(),
            pa.binary(),
            pa.large_binary(),
            pa.binary_view(),
            pa.dictionary(pa.int32(), pa.string()),
            pa.dictionary(pa.int8(), pa.large_string()),
            pa.dictionary(pa.int16(), pa.large_binary()),
        ],
        ids=str,
    )
    def test_every_type_of_arrow_that_holds_text(self, tmp_path: Path, type_: pa.DataType) -> None:
        plain = pa.array(["Moin", "# taz.de -- Größe: A", ""])
        column: Any = plain
        if pa.types.is_dictionary(type_):
            column = cast("Any", plain).dictionary_encode()
        try:
            pq.write_table(pa.table({"text": column.cast(type_)}), tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]
        except pa.ArrowNotImplementedError:
            pytest.skip(f"pyarrow {pa.__version__} writes no {type_}")
        assert texts(tmp_path / "a.parquet") == [
            Text("Moin"),
            Text("# taz.de -- Größe: A"),
            Text(""),
        ]

    def test_ids_may_be_numbers(self, tmp_path: Path) -> None:
        ids = pa.table({"text": ["a", "b"], "id": [7, None], "url": ["x", None]})
        pq.write_table(ids, tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]
        write_packed(tmp_path / "a.jsonl", b'{"text": "a", "id": 7, "url": "x"}\n{"text": "b"}\n')
        expected = [Text("a", "x", "7"), Text("b")]
        assert texts(tmp_path / "a.parquet") == texts(tmp_path / "a.jsonl") == expected

    def test_an_id_of_another_kind_is_none(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a", "id": true, "url": {"b": 1}}')
        pq.write_table(pa.table({"text": ["a"], "id": [[1]]}), tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]
        assert texts(path) == texts(tmp_path / "a.parquet") == [Text("a")]

    def test_a_url_that_is_no_utf_8_does_not_lose_its_text(self, tmp_path: Path) -> None:
        urls = pa.array([b"https://example.org/\xff"], pa.binary())
        pq.write_table(pa.table({"text": ["a"], "url": urls}), tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]
        assert texts(tmp_path / "a.parquet") == [Text("a", "https://example.org/\ufffd")]


class TestColumns:
    """Columns are recognised as the common corpora name them, or chosen."""

    @pytest.mark.parametrize(
        "row",
        [
            {"text": "T", "id": "1", "url": "U", "dump": "CC-MAIN-2024-10", "date": "2024"},
            {"text": "T", "url": "U", "timestamp": "2019-04-25T12:57:54Z", "id": "1"},
            {
                "content": "T",
                "warc_headers": {"warc-target-uri": "U", "warc-record-id": "1"},
                "metadata": {"identification": {"label": "de"}},
            },
            {"id": "1", "text": "T", "meta": {"warc_headers": {"warc-target-uri": "U"}}},
            {"raw_content": "T", "doc_id": "1", "uri": "U"},
            {"content": "T", "warc_headers.warc-target-uri": "U", "id": "1"},
            {"content": "T", "meta": {"warc_headers.warc-target-uri": "U"}, "id": "1"},
        ],
        ids=["FineWeb", "C4", "OSCAR 23", "OSCAR 22", "RedPajama", "flat", "half flat"],
    )
    def test_are_recognised(self, tmp_path: Path, row: dict[str, object]) -> None:
        two = pa.Table.from_pylist([row, row])
        pq.write_table(two, tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]

        line = json.dumps(row).encode()
        write_packed(tmp_path / "a.jsonl.gz", line + b"\n" + line)
        expected = [Text("T", "U", "1")] * 2
        assert texts(tmp_path / "a.parquet") == texts(tmp_path / "a.jsonl.gz") == expected

    def test_are_chosen(self, tmp_path: Path) -> None:
        row = {"text": "falsch", "page": {"body": {"de": "T"}}, "from": "U", "key": 1}
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / "a.parquet")  # pyright: ignore[reportUnknownMemberType]

        write_packed(tmp_path / "a.jsonl", json.dumps(row).encode())
        columns = Columns(text="page.body.de", url="from", id="key")
        for path in sorted(tmp_path.iterdir()):
            assert texts(path, columns=columns) == [Text("T", "U", "1")]

    def test_that_begin_later_in_jsonl_are_found(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\n{"text": "b", "key": "k"}\n')
        assert texts(path, columns=Columns(id="key")) == [Text("a"), Text("b", id="k")]


class TestFiles:
    def test_a_file_is_a_record(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "seite.txt", TEXTS[3].text.encode())
        assert list(records(path)) == [Record(text=TEXTS[3].text, source=str(path), number=1)]

    @pytest.mark.parametrize("packing", PACKINGS)
    @pytest.mark.parametrize("name", ["seite.html", "seite.menu", "seite"])
    def test_html_menus_and_packed_files_too(self, tmp_path: Path, name: str, packing: str) -> None:
        page = proxy_page("portal")
        path = write_packed(tmp_path / (name + packing), page.text.encode())
        assert texts(path) == [Text(page.text)]

    def test_an_empty_file_is_an_empty_text(self, tmp_path: Path) -> None:
        assert texts(write_packed(tmp_path / "leer.txt", b"")) == [Text("")]

    def test_bytes_are_decoded_and_it_is_said(self, tmp_path: Path) -> None:
        text = "# taz.de -- Föhn: Es wird wärmer"
        for encoding in ("cp1252", "utf-16"):
            path = write_packed(tmp_path / "alt.txt", text.encode(encoding))
            (record,) = records(path)
            assert record.text.lstrip("\ufeff") == text
            assert [d.code for d in record.diagnostics] == [Code.DECODED]

    def test_joined_packed_files_are_read_to_the_end(self, tmp_path: Path) -> None:
        for packing in PACKINGS[1:]:
            path = tmp_path / f"a.jsonl{packing}"
            data = [write_packed(path, jsonl_bytes(part)).read_bytes() for part in
                    (TEXTS[:2], TEXTS[2:4])]  # fmt: skip
            path.write_bytes(b"".join(data))
            assert texts(path) == TEXTS[:4]

    def test_nuls_behind_packed_data_are_padding(self, tmp_path: Path) -> None:
        path = write_jsonl(tmp_path / "a.jsonl.gz", TEXTS)
        path.write_bytes(path.read_bytes() + bytes(200_000))
        assert texts(path) == TEXTS

    def test_what_unpacks_to_nothing_at_first_is_read(self, tmp_path: Path) -> None:
        """bzip2 gives nothing before a block of 900 KB is whole."""
        text = random.Random(1).randbytes(400_000).hex()  # noqa: S311 - nothing is secret here
        for packing in PACKINGS[1:]:
            path = write_packed(tmp_path / f"a.txt{packing}", text.encode())
            assert [r.text == text for r in records(path)] == [True]

    def test_a_frame_of_zstd_to_be_skipped_may_stand_first(self, tmp_path: Path) -> None:
        path = write_jsonl(tmp_path / "a.jsonl.zst", TEXTS)
        path.write_bytes(b"\x5a\x2a\x4d\x18\x03\0\0\0abc" + path.read_bytes())
        assert texts(path) == TEXTS

    def test_what_unpacks_to_much_at_once_is_read(self, tmp_path: Path) -> None:
        text = "Sehr " * 1_000_000 + "lang"
        for packing in PACKINGS[1:]:
            path = write_packed(tmp_path / f"lang.txt{packing}", text.encode())
            assert [r.text == text for r in records(path)] == [True]


class TestSeveral:
    def test_a_folder_is_read_in_the_order_of_its_names(self, tmp_path: Path) -> None:
        folder = write_folder(tmp_path / "crawl", TEXTS)
        found = list(records(folder))
        assert [r.text for r in found] == [text.text for text in TEXTS]
        assert found[13].source == os.path.join(folder, "001", "3.txt")  # noqa: PTH118

    def test_names_with_a_dot_before_them_are_passed_over(self, tmp_path: Path) -> None:
        write_packed(tmp_path / ".versteckt.txt", b"a")
        (tmp_path / ".git").mkdir()
        write_packed(tmp_path / ".git" / "a.txt", b"b")
        write_packed(tmp_path / "seite.txt", b"c")
        assert texts(tmp_path) == [Text("c")]
        assert texts(tmp_path / ".versteckt.txt") == [Text("a")]

    def test_patterns(self, tmp_path: Path) -> None:
        write_folder(tmp_path, TEXTS[:25])
        assert texts(f"{tmp_path}/*/[0-4].txt") == bare(
            [t for i, t in enumerate(TEXTS[:25]) if i % 10 < 5]
        )
        assert texts(f"{tmp_path}/**/3.txt") == bare([TEXTS[3], TEXTS[13], TEXTS[23]])

    def test_a_file_of_the_name_goes_before_the_pattern(self, tmp_path: Path) -> None:
        write_packed(tmp_path / "[a].txt", b"Datei")
        write_packed(tmp_path / "a.txt", b"Muster")
        assert texts(f"{tmp_path}/[a].txt") == [Text("Datei")]

    def test_several_sources_in_their_order_each_file_once(self, tmp_path: Path) -> None:
        write_folder(tmp_path, TEXTS[:3])
        last, folder = str(tmp_path / "000" / "2.txt"), tmp_path / "000"
        found = [r.text for r in records([last, folder, last, folder, tmp_path])]
        assert found == [TEXTS[2].text, TEXTS[0].text, TEXTS[1].text]

    def test_links_are_followed_and_no_folder_is_read_twice(self, tmp_path: Path) -> None:
        folder = write_folder(tmp_path / "crawl", TEXTS[:3])
        (folder / "000" / "zurueck").symlink_to(folder, target_is_directory=True)
        (folder / "noch-einmal").symlink_to(folder / "000", target_is_directory=True)
        (tmp_path / "woanders").mkdir()
        write_packed(tmp_path / "woanders" / "a.txt", b"A")
        (folder / "b").symlink_to(tmp_path / "woanders", target_is_directory=True)
        (folder / "c.txt").symlink_to(tmp_path / "woanders" / "a.txt")
        assert texts(folder) == [*bare(TEXTS[:3]), Text("A"), Text("A")]

    @pytest.mark.parametrize("name", ["fehlt.txt", "fehlt*.txt"])
    def test_a_name_that_is_not_there_raises_at_once(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(FileNotFoundError, match="fehlt"):
            records([tmp_path, str(tmp_path / name)])


class TestExtras:
    """Importing `tazdump.corpus` needs no extra; what does need it says how it is installed."""

    SCRIPT = """
import sys
for name in ("pyarrow", "fastwarc", "fastwarc.warc"):
    sys.modules[name] = None
import tazdump.corpus
assert "scan" in dir(tazdump.corpus)
from tazdump.corpus import records
from tazdump.corpus._needs import needed
print(sum(1 for source in sys.argv[1:-1] for _ in records(source)))
try:
    list(records(sys.argv[-1]))
except ImportError as error:
    print(error)
"""

    def run(self, *paths: Path) -> list[str]:
        command = [sys.executable, "-c", self.SCRIPT, *map(str, paths)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        return done.stdout.splitlines()

    @pytest.mark.parametrize("name", ["a.parquet", "a.jsonl.zst", "a.warc"])
    def test_the_extra_is_asked_for_where_it_is_needed(self, tmp_path: Path, name: str) -> None:
        plain = write_jsonl(tmp_path / "a.jsonl.gz", TEXTS)
        wet = write_warc(tmp_path / "a.wet", map(conversion, TEXTS))
        path = tmp_path / name
        if name == "a.parquet":
            pq.write_table(table(TEXTS), path)  # pyright: ignore[reportUnknownMemberType]
        elif name == "a.warc":
            write_warc(path, map(response, TEXTS))
        else:
            write_jsonl(path, TEXTS)
        count, message = self.run(plain, wet, path)
        assert count == str(2 * len(TEXTS))
        assert message.endswith(": pip install 'tazdump[crawl]'")

    def test_what_is_missing_otherwise_is_python_s_error(self) -> None:
        with pytest.raises(ImportError, match="No module named 'tazdump_'"), needed("a test"):
            import_module("tazdump_")
        with pytest.raises(ImportError, match=r"a test needs pyarrow: "), needed("a test"):
            raise ModuleNotFoundError(name="pyarrow.json")

    def test_other_names_are_not_there(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'scann'"):
            corpus.scann  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def test_the_crawl_of_the_tests_has_its_dumps() -> None:
    assert sum(is_dump(text.text) for text in TEXTS) == 10
