"""Promise: what cannot be read of a source is told with file and place, and the rest is read.

How: files with one thing wrong each, and what must be told of it. Cost: seconds.
"""

from __future__ import annotations

import json
import os
import pickle
import socket
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crawl_files import crawl, jsonl_bytes, write_folder, write_jsonl, write_packed, write_parquet

from tazdump.corpus import Columns, Limits, Reason, Record, Skipped, SourceError, records
from tazdump.corpus._sources import Tally, parts, read_part

TEXTS = crawl(30, every=6)
LIMITS = Limits(record=1000)


def read(
    source: str | Path, *, columns: Columns | None = None, limits: Limits | None = None
) -> tuple[list[Record], list[Skipped]]:
    """The records of a source, and what was skipped.

    What is told must not depend on whether only likely records are wanted.
    """
    skipped: list[Skipped] = []
    found = list(records(source, columns=columns, limits=limits, skipped=skipped.append))
    likely: list[Skipped] = []
    for part in parts(source, columns, limits):
        for item in read_part(part, Tally(), likely_only=True):
            if isinstance(item, Skipped):
                likely.append(item)
            else:
                assert item in found
    assert likely == skipped
    return found, skipped


def one(
    source: str | Path, *, columns: Columns | None = None, limits: Limits | None = None
) -> Skipped:
    """The one thing that was skipped."""
    (skipped,) = read(source, columns=columns, limits=limits)[1]
    return skipped


def write_table(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(cast("Any", columns)), path)  # pyright: ignore[reportUnknownMemberType]
    return path


class TestTelling:
    def test_nothing_is_skipped_in_silence(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\nkaputt\n{"text": "b"}\n')
        found = records(path)
        assert next(found).text == "a"
        with pytest.raises(SourceError, match=r"a\.jsonl:2: bad row: no JSON: Expecting") as error:
            next(found)
        again: SourceError = pickle.loads(pickle.dumps(error.value))  # noqa: S301 - our own
        assert again.skipped == error.value.skipped
        assert again.skipped.offset == 14

    def test_reading_goes_on_behind_it(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\nkaputt\n{"text": "b"}\n')
        found, skipped = read(path)
        assert [(r.number, r.text) for r in found] == [(1, "a"), (3, "b")]
        assert [(s.number, s.reason) for s in skipped] == [(2, Reason.BAD_ROW)]

    def test_it_is_told_on_one_line(self) -> None:
        skipped = Skipped(source="a\nb.zip!c\r.txt", reason=Reason.CORRUPT, message="kaputt")
        assert str(skipped) == "a␊b.zip!c␍.txt: corrupt: kaputt"


class TestRows:
    @pytest.mark.parametrize(
        ("line", "reason", "message"),
        [
            (b'{"text": "a"', Reason.BAD_ROW, "no JSON: Expecting ',' delimiter at column 13"),
            (b'{"text": "a', Reason.BAD_ROW, "no JSON: Unterminated string starting at column 10"),
            (b'{"text": "a"} {}', Reason.BAD_ROW, "no JSON: Extra data at column 15"),
            (b'["text"]', Reason.BAD_ROW, "the line is no JSON object but a list"),
            (b'"text"', Reason.BAD_ROW, "the line is no JSON object but text"),
            (b"7", Reason.BAD_ROW, "the line is no JSON object but a number"),
            (b"null", Reason.BAD_ROW, "the line is no JSON object but null"),
            (b'{"text": null}', Reason.BAD_ROW, "'text' is null or not there"),
            (b'{"txet": "a"}', Reason.BAD_ROW, "'text' is null or not there"),
            (b'{"text": 7.5}', Reason.BAD_ROW, "'text' is a number, not text"),
            (b'{"text": true}', Reason.BAD_ROW, "'text' is true, not text"),
            (b'{"text": {"de": "a"}}', Reason.BAD_ROW, "'text' is an object, not text"),
            (b'{"text": "f\xfcr"}', Reason.NOT_UTF8, "byte 12 of the line is no UTF-8"),
            (b"\x00\x01", Reason.BAD_ROW, "no JSON: Expecting value at column 1"),
            (b"[" * 100_000, Reason.BAD_ROW, "JSON that cannot be read: "),
            (b'{"text": ' + b"1" * 5000 + b"}", Reason.BAD_ROW, "JSON that cannot be read: "),
        ],
    )
    @pytest.mark.parametrize("packing", ["", ".gz"])
    def test_of_jsonl(
        self, tmp_path: Path, line: bytes, reason: Reason, message: str, packing: str
    ) -> None:
        good = jsonl_bytes(TEXTS[:2])
        path = write_packed(tmp_path / f"a.jsonl{packing}", good + line + b"\n" + good)
        found, (skipped,) = read(path)
        assert [r.number for r in found] == [1, 2, 4, 5]
        assert (skipped.number, skipped.offset, skipped.reason) == (3, len(good), reason)
        assert skipped.message.startswith(message)

    @pytest.mark.parametrize("size", [990, 2_000_000])
    def test_a_line_that_is_too_long_is_not_held(self, tmp_path: Path, size: int) -> None:
        long = json.dumps({"text": "x" * size}).encode()
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\n' + long + b'\n{"text": "b"}')
        found, (skipped,) = read(path, limits=LIMITS)
        assert [(r.number, r.text) for r in found] == [(1, "a"), (3, "b")]
        assert (skipped.number, skipped.offset) == (2, 14)
        assert skipped.reason is Reason.TOO_LARGE
        assert skipped.message == "the line has more than 1000 bytes (Limits.record)"

    def test_a_last_line_that_is_too_long(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b'{"text": "a"}\n' + b"x" * 2_000_000)
        assert one(path, limits=LIMITS).number == 2

    def test_of_parquet(self, tmp_path: Path) -> None:
        text = pa.array([b"a", None, b"f\xfcr", b"x" * 1001, b"taz.de f\xfcr", b"b"], pa.binary())
        path = write_table(tmp_path / "a.parquet", text=text.view(pa.string()))
        found, skipped = read(path, limits=LIMITS)
        assert [(r.number, r.text) for r in found] == [(1, "a"), (6, "b")]
        assert [(s.number, s.reason, s.message) for s in skipped] == [
            (2, Reason.BAD_ROW, "'text' is null"),
            (3, Reason.NOT_UTF8, "'text' is no UTF-8"),
            (4, Reason.TOO_LARGE, "the text has more than 1000 bytes (Limits.record)"),
            (5, Reason.NOT_UTF8, "'text' is no UTF-8"),
        ]

    def test_a_column_of_nulls(self, tmp_path: Path) -> None:
        path = write_table(tmp_path / "a.parquet", text=pa.nulls(3))
        assert [s.number for s in read(path)[1]] == [1, 2, 3]

    def test_a_record_of_a_file_that_is_too_large(self, tmp_path: Path) -> None:
        skipped = one(write_packed(tmp_path / "a.txt", b"x" * 1001), limits=LIMITS)
        assert (skipped.number, skipped.reason) == (1, Reason.TOO_LARGE)
        assert not read(write_packed(tmp_path / "a.txt", b"x" * 1000), limits=LIMITS)[1]


class TestColumns:
    @pytest.mark.parametrize("form", ["jsonl", "parquet"])
    @pytest.mark.parametrize(
        ("row", "columns", "message"),
        [
            (
                {"body": "a", "title": "b"},
                Columns(),
                "none of the columns is known to hold text; there are 'body', 'title'",
            ),
            (
                {"text": "a", "content": "b"},
                Columns(),
                "the text may be in 'text', 'content'; choose one with --text (Columns(text=...))",
            ),
            (
                {"text": "a", "meta": {"url": "u"}},
                Columns(text="txet"),
                "there is no column 'txet'; there are 'text', 'meta', 'meta.url'",
            ),
        ],
    )
    def test_that_are_not_clear_are_named_once(
        self, tmp_path: Path, form: str, row: dict[str, object], columns: Columns, message: str
    ) -> None:
        path = tmp_path / f"a.{form}"
        if form == "jsonl":
            write_packed(path, (json.dumps(row).encode() + b"\n") * 9)
        else:
            table = pa.Table.from_pylist([row] * 9)
            pq.write_table(table, path, row_group_size=3)  # pyright: ignore[reportUnknownMemberType]
        skipped = one(path, columns=columns)
        assert (skipped.reason, skipped.number) == (Reason.NO_COLUMN, None)
        assert skipped.message.startswith(message)

    def test_of_another_type_are_no_text(self, tmp_path: Path) -> None:
        skipped = one(write_table(tmp_path / "a.parquet", text=[1, 2]))
        assert skipped.reason is Reason.NO_COLUMN
        assert skipped.message == "the column 'text' holds int64, not text"

    def test_of_the_url_that_are_asked_for_must_be_there_in_parquet(self, tmp_path: Path) -> None:
        path = write_parquet(tmp_path / "a.parquet", TEXTS)
        assert "no column 'href'" in one(path, columns=Columns(url="href")).message

    def test_many_are_not_all_named(self, tmp_path: Path) -> None:
        path = write_table(tmp_path / "a.parquet", **{f"c{i}": [1] for i in range(50)})
        assert "'c19' and 30 more: choose" in one(path).message

    def test_cannot_be_told_from_bad_rows_alone(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", b"kaputt\n")
        assert [(s.number, s.reason) for s in read(path)[1]] == [(1, Reason.BAD_ROW)]


class TestFiles:
    @pytest.mark.parametrize("document", [b'[{"text": "a"}]', b'\n{\n  "text": "a"\n}\n'])
    def test_one_document_of_json_is_told_once(self, tmp_path: Path, document: bytes) -> None:
        skipped = one(write_packed(tmp_path / "a.json", document))
        assert (skipped.reason, skipped.number, skipped.offset) == (Reason.BAD_ROW, None, 0)
        assert skipped.message == "it is one JSON document; JSONL has one object on each line"

    def test_utf_16_is_no_jsonl(self, tmp_path: Path) -> None:
        path = write_packed(tmp_path / "a.jsonl", '{"text": "a"}\n'.encode("utf-16"))
        assert one(path).reason is Reason.NOT_UTF8

    @pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"abc\x00"])
    def test_what_is_no_text_is_told(self, tmp_path: Path, data: bytes) -> None:
        skipped = one(write_packed(tmp_path / "bild", data))
        assert (skipped.reason, skipped.offset) == (Reason.NOT_TEXT, data.find(b"\0"))

    @pytest.mark.parametrize("name", ["a.zip", "a.parquet", "a.warc", "a.jsonl.gz", "a.zst"])
    @pytest.mark.parametrize(
        ("data", "what"), [(b"", "it is empty"), (b"Moin", "it does not begin")]
    )
    def test_a_name_that_does_not_hold(
        self, tmp_path: Path, name: str, data: bytes, what: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        skipped = one(path)
        assert skipped.reason is Reason.CORRUPT
        assert what in skipped.message

    def test_what_the_system_does_not_let_us_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").symlink_to(tmp_path / "fehlt.txt")
        (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
        write_packed(tmp_path / "c.txt", b"c")
        os.mkfifo(tmp_path / "d.txt")
        with socket.socket(socket.AF_UNIX) as server:
            # The name of a socket has 107 bytes at most, and the folder's may be long.
            monkeypatch.chdir(tmp_path)
            server.bind("e.txt")
            found, skipped = read(tmp_path)
        assert [r.text for r in found] == ["c"]
        assert {s.reason for s in skipped} == {Reason.UNREADABLE}
        assert [(Path(s.source).name, s.message) for s in skipped] == [
            ("a.txt", "it cannot be read: No such file or directory"),
            ("b.txt", "it cannot be read: Too many levels of symbolic links"),
            ("d.txt", "it is no file but a pipe, a device or a socket"),
            ("e.txt", "it is no file but a pipe, a device or a socket"),
        ]

    def test_a_folder_that_cannot_be_looked_into(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = write_folder(tmp_path, TEXTS)
        scandir = os.scandir

        def refusing(path: str) -> object:
            if path.endswith("001"):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)  # root may read everything
        found, (skipped,) = read(folder)
        assert len(found) == 20
        assert skipped.source == str(folder / "001")
        assert skipped.message == "it cannot be read: Permission denied"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "a.jsonl", TEXTS).chmod(0)
        assert one(tmp_path).message == "it cannot be read: Permission denied"

    def test_a_disk_that_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write_jsonl(tmp_path / "a.jsonl", TEXTS)

        def failing(self: Path, *_: object) -> object:
            raise OSError(5, "Input/output error", str(self))

        monkeypatch.setattr(Path, "open", failing)
        assert one(path).message == "it cannot be read: Input/output error"


class TestLimits:
    @pytest.mark.parametrize("name", ["record", "ratio", "unpacked", "members"])
    def test_are_at_least_one(self, name: str) -> None:
        with pytest.raises(ValueError, match=f"'{name}' must be >= 1"):
            Limits(**{name: 0})
