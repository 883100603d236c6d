"""`scan`: exactly the dumps, in order, in the same table whatever read it, and nothing skipped
without a word.

How: crawls of our own invention, whose dumps are known, in all the ways in which they come.
Cost: some starts of Python; 20,000 records a few times.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

import pytest
from cli_runs import left_in
from crawl_files import (
    PROXIES,
    Text,
    conversion,
    crawl,
    dump,
    members,
    proxy_page,
    response,
    write_folder,
    write_jsonl,
    write_parquet,
    write_tar,
    write_warc,
    write_zip,
)
from scan_runs import FOLDER, parquet_groups, rows, small_crawl, small_tasks, table, write_crawl

import tazdump
from tazdump.corpus import SCHEMA, Columns, Limits, Progress, ScanError, _tables, _work, scan
from tazdump.export import arrow

SIZE: Final = 20_000
EVERY: Final = 100


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """The large crawl: one record in a hundred is a dump."""
    return crawl(SIZE, every=EVERY)


@pytest.fixture(scope="module", params=["jsonl", "parquet"])
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, texts: list[Text]
) -> Path:
    """That crawl in some files, of which one has half of it."""
    folder = tmp_path_factory.mktemp("crawl") / "sources"
    folder.mkdir()
    form = cast("str", request.param)
    for name, some in {"a": texts[:6000], "b": texts[6000:16000], "c": texts[16000:]}.items():
        if form == "jsonl":
            write_jsonl(folder / f"{name}.jsonl", some)
        else:
            write_parquet(folder / f"{name}.parquet", some)
    return folder


def dumps(texts: Sequence[Text]) -> list[Text]:
    return [text for text in texts if text.id is not None and text.id.startswith("dump-")]


class TestExactlyTheDumps:
    """20,000 records with 1 % dumps: all dumps, nothing else, however they were read."""

    @pytest.fixture(scope="class")
    @staticmethod
    def one(large: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """The table from one process."""
        output = tmp_path_factory.mktemp("one") / "pages.parquet"
        with small_tasks(200_000):
            scan(large, output, processes=1)
        return output

    def test_each_dump_is_a_row_in_the_order_of_the_sources(
        self, one: Path, texts: list[Text]
    ) -> None:
        assert table(one).schema == SCHEMA
        found = [(row["record_id"], row["url"]) for row in rows(one)]
        assert found == [(text.id, text.url) for text in dumps(texts)]

    def test_each_row_says_where_its_record_stands(self, one: Path, texts: list[Text]) -> None:
        before = {"a": 0, "b": 6000, "c": 16000}
        for row in rows(one):
            place: int = before[Path(row["source"]).stem] + row["number"] - 1
            assert texts[place].id == row["record_id"]

    def test_each_row_is_the_page_that_the_library_reads(
        self, one: Path, texts: list[Text]
    ) -> None:
        pages = [tazdump.parse_page(text.text, address=text.url) for text in dumps(texts)]
        assert arrow.from_table(table(one)) == pages

    def test_all_cores_make_the_same_file(self, one: Path, large: Path, tmp_path: Path) -> None:
        output = tmp_path / "pages.parquet"
        with small_tasks(200_000):
            scan(large, output, processes=3)
        assert output.read_bytes() == one.read_bytes()

    def test_so_does_a_scan_that_was_interrupted_and_resumed(
        self, one: Path, large: Path, tmp_path: Path
    ) -> None:
        output = tmp_path / "pages.parquet"
        told: list[Progress] = []

        def interrupt(progress: Progress) -> None:
            told.append(progress)
            if progress.records > SIZE // 3:
                raise KeyboardInterrupt

        with small_tasks(200_000):
            for processes in (1, 2):
                with pytest.raises(KeyboardInterrupt):
                    scan(
                        *(large, output),
                        processes=processes,
                        resume=processes > 1,
                        progress=interrupt,
                    )
            assert left_in(tmp_path) == {f"pages.parquet{FOLDER}"}
            summary = scan(large, output, processes=2, resume=True)
        assert output.read_bytes() == one.read_bytes()
        assert (summary.records, summary.dumps) == (SIZE, SIZE // EVERY)

    def test_json_lines_have_the_same_rows(self, one: Path, large: Path, tmp_path: Path) -> None:
        output = tmp_path / "pages.jsonl"
        scan(large, output)
        expected = [{**row, "date": row["date"] and row["date"].isoformat()} for row in rows(one)]
        assert rows(output) == expected


def test_the_form_of_the_sources_makes_no_difference(texts: list[Text], tmp_path: Path) -> None:
    some = texts[:3000]
    write_jsonl(tmp_path / "texts.jsonl", some)
    write_parquet(tmp_path / "texts.parquet", some)
    scan(tmp_path / "texts.jsonl", tmp_path / "lines.parquet")
    scan(tmp_path / "texts.parquet", tmp_path / "groups.parquet")
    lines, groups = (
        table(tmp_path / name).drop_columns("source")
        for name in ("lines.parquet", "groups.parquet")
    )
    assert lines == groups


def test_every_form_of_source_may_be_in_one_scan(tmp_path: Path) -> None:
    texts, folder = crawl(100, every=10), tmp_path / "sources"
    write_folder(folder / "plain", texts)
    write_zip(folder / "texts.zip", members(texts))
    write_tar(folder / "texts.tar.gz", members(texts))
    write_jsonl(folder / "texts.jsonl.zst", texts)
    write_parquet(folder / "texts.parquet", texts, row_group_size=30)
    write_warc(folder / "texts.warc.wet.gz", [conversion(text) for text in texts])
    with small_tasks(5000):
        one, two = (
            scan(folder, tmp_path / f"{processes}.parquet", processes=processes)
            for processes in (1, 2)
        )
    assert (one.records, one.rows, one.whole) == (two.records, two.rows, two.whole)
    # WARC begins with a record of its own.
    assert (one.records, one.rows, one.whole) == (601, 60, True)
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    sources = {row["source"].partition("!")[0] for row in rows(tmp_path / "1.parquet")}
    # Each dump that is a plain file, and the five others.
    assert len(sources) == 10 + 5


def test_the_order_is_that_of_the_sources_as_they_were_given(tmp_path: Path) -> None:
    paths = [write_jsonl(tmp_path / f"{name}.jsonl", [dump(i)]) for i, name in enumerate("xay")]
    scan(paths, tmp_path / "pages.parquet", processes=2)
    assert [row["source"] for row in rows(tmp_path / "pages.parquet")] == list(map(str, paths))


class TestAddresses:
    """What the proxies' HTML and the records' URLs tell of addresses is kept."""

    def test_a_crawl_of_proxies_gives_pages_with_addresses(self, tmp_path: Path) -> None:
        pages = [proxy_page(proxy, number) for number, proxy in enumerate(PROXIES)]
        source = write_warc(tmp_path / "crawl.warc.gz", [response(page) for page in pages])
        output = tmp_path / "pages.parquet"
        assert scan(source, output).envelopes == {"html": len(PROXIES)}
        found = rows(output)
        assert [row["path"] for row in found] == [
            f"/Beispiel/!{7_000_000 + number}" for number in range(len(PROXIES))
        ]
        assert [row["url"] for row in found] == [page.url for page in pages]
        for row in found:
            assert {"authors", "tags"} <= {name for name in row if row[name]}
            assert all(each["path"] for each in [*row["authors"], *row["tags"], *row["related"]])


class TestDuplicates:
    """Rows that are one page: the best reading is marked by none, the others name it."""

    @pytest.fixture
    @staticmethod
    def source(tmp_path: Path) -> Path:
        # One page in three envelopes, of which `table` loses more than `menu` and is the first.
        same = [dump(3, form=form)._replace(url=None) for form in ("table", "menu", "phoxy")]
        texts = [dump(20), same[0], dump(21), same[1], same[2]]
        return write_crawl(tmp_path / "sources", texts, files=5)

    def test_they_are_marked(self, source: Path, tmp_path: Path) -> None:
        with small_tasks(2000):
            summary = scan(source, tmp_path / "pages.parquet", processes=1)
        best = {"source": str(source / "003.jsonl"), "number": 1, "record_id": "dump-3"}
        marked = [row["duplicate_of"] for row in rows(tmp_path / "pages.parquet")]
        assert marked == [None, best, None, None, best]
        assert (summary.rows, summary.dumps, summary.duplicates) == (5, 5, 2)

    def test_dedupe_keeps_the_best_in_its_place(self, source: Path, tmp_path: Path) -> None:
        summary = scan(source, tmp_path / "pages.parquet", dedupe=True)
        found = rows(tmp_path / "pages.parquet")
        assert [Path(row["source"]).stem for row in found] == ["000", "002", "003"]
        assert [row["duplicate_of"] for row in found] == [None] * 3
        assert (summary.rows, summary.dumps, summary.duplicates) == (3, 5, 2)


class TestOneLargeFile:
    """A file that many tasks read: rows, duplicates and errors have the numbers of the file."""

    def test_numbers_are_those_of_the_file(self, tmp_path: Path) -> None:
        texts = crawl(200, every=1000)
        table_of_one, menu_of_one = (dump(3, form=form) for form in ("table", "menu"))
        texts[76], texts[176] = table_of_one, menu_of_one
        source = write_jsonl(tmp_path / "texts.jsonl", texts)
        lines = source.read_bytes().split(b"\n")
        lines[149] = b"taz.de, but no JSON"
        source.write_bytes(b"\n".join(lines))
        output, errors = tmp_path / "pages.parquet", tmp_path / "errors.jsonl"
        begun = list[int]()
        with small_tasks(5000):
            scan(source, output, errors=errors, progress=lambda told: begun.append(told.done))
        # Many tasks indeed.
        assert len(set(begun)) > 10
        assert [row["number"] for row in rows(output)] == [77, 177]
        best = {"source": str(source), "number": 177, "record_id": "dump-3"}
        assert [row["duplicate_of"] for row in rows(output)] == [best, None]
        (told,) = rows(errors)
        assert told["number"] == 150
        assert told["offset"] == sum(len(line) + 1 for line in lines[:149])


class TestNothingFound:
    """No dump at all is a table without rows."""

    @pytest.mark.parametrize("texts", [[], [Text("Ein Rezept für Brot.")]])
    def test_parquet_has_the_schema(self, texts: list[Text], tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", texts)
        summary = scan(source, tmp_path / "pages.parquet")
        assert table(tmp_path / "pages.parquet").schema == SCHEMA
        assert (summary.rows, summary.records, summary.whole) == (0, len(texts), True)

    def test_json_lines_are_none(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [Text("Ein Rezept für Brot.")])
        scan(source, tmp_path / "pages.jsonl")
        assert (tmp_path / "pages.jsonl").read_bytes() == b""

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "sources").mkdir()
        assert scan(tmp_path / "sources", tmp_path / "pages.parquet").records == 0


class TestWhatCannotBeRead:
    """It is skipped, counted, and told with file and position; the rest is read."""

    @pytest.fixture
    @staticmethod
    def source(tmp_path: Path) -> Path:
        folder = write_crawl(tmp_path / "sources", [dump(0), dump(1), dump(2)], files=3)
        with (folder / "001.jsonl").open("ab") as file:
            file.write(b'{"text": taz.de}\n{"text": "taz.de \xff"}\n')
        (folder / "002.parquet").write_bytes(b"PAR1 taz.de and no more")
        return folder

    def test_the_summary_and_the_file_of_errors_tell(self, source: Path, tmp_path: Path) -> None:
        errors = tmp_path / "errors.jsonl"
        with small_tasks(2000):
            summary = scan(source, tmp_path / "pages.parquet", errors=errors, processes=2)
        assert summary.rows == 3
        assert not summary.whole
        assert summary.skipped == {"bad row": 1, "not UTF-8": 1, "corrupt": 1}
        told = rows(errors)
        line = len((source / "001.jsonl").read_bytes().split(b"\n")[0]) + 1
        assert [(each["source"], each["number"], each["offset"]) for each in told[:2]] == [
            (str(source / "001.jsonl"), 2, line),
            (str(source / "001.jsonl"), 3, line + 17),
        ]
        assert [each["reason"] for each in told] == ["bad row", "not UTF-8", "corrupt"]
        assert all(each["message"] for each in told)

    def test_without_a_file_it_is_counted_all_the_same(self, source: Path, tmp_path: Path) -> None:
        assert scan(source, tmp_path / "pages.parquet").skipped.keys() == {
            "bad row",
            "not UTF-8",
            "corrupt",
        }
        assert left_in(tmp_path) == {"sources", "pages.parquet"}

    def test_where_nothing_was_skipped_the_file_is_empty(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(0)])
        scan(source, tmp_path / "pages.parquet", errors=tmp_path / "errors.jsonl")
        assert (tmp_path / "errors.jsonl").read_bytes() == b""

    def test_a_limit_is_kept(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(0), Text("taz.de " * 9000), dump(1)])
        summary = scan(source, tmp_path / "pages.parquet", limits=Limits(record=20_000))
        assert (summary.rows, summary.skipped) == (2, {"too large": 1})

    def test_a_column_of_another_name_is_read_when_it_is_named(self, tmp_path: Path) -> None:
        names = ("koerper", "fundort", "nummer")
        source = write_parquet(tmp_path / "texts.parquet", [dump(0)], names=names)
        assert scan(source, tmp_path / "none.parquet").skipped == {"no column": 1}
        columns = Columns(text="koerper", url="fundort", id="nummer")
        scan(source, tmp_path / "pages.parquet", columns=columns)
        (row,) = rows(tmp_path / "pages.parquet")
        assert (row["record_id"], row["url"]) == (dump(0).id, dump(0).url)

    def test_a_source_that_is_not_there_ends_it_before_it_begins(self, tmp_path: Path) -> None:
        with pytest.raises(ScanError, match=r"fehlt\.jsonl") as raised:
            scan(tmp_path / "fehlt.jsonl", tmp_path / "pages.parquet")
        assert not raised.value.resumable
        assert left_in(tmp_path) == set()


class TestProgress:
    """It comes to all that there is, and never goes back."""

    @pytest.mark.parametrize("processes", [1, 2])
    def test_it_tells_how_far_the_scan_is(self, processes: int, tmp_path: Path) -> None:
        told: list[Progress] = []
        source = small_crawl(tmp_path / "sources")
        with small_tasks():
            scan(source, tmp_path / "x.parquet", processes=processes, progress=told.append)
        reading = [each for each in told if each.stage == "reading"]
        assert [each.done for each in reading] == sorted(each.done for each in reading)
        assert reading[-1].done == reading[-1].size > 0
        assert (reading[-1].records, reading[-1].dumps) == (1000, 20)
        assert (told[-1].stage, told[-1].done, told[-1].size) == ("writing", 20, 20)


def test_the_summary_counts_envelopes_kinds_and_codes(tmp_path: Path) -> None:
    texts = [dump(number) for number in range(60)]
    pages = [tazdump.parse_page(text.text, address=text.url) for text in texts]
    summary = scan(write_jsonl(tmp_path / "x.jsonl", texts), tmp_path / "x.parquet")
    assert sum(summary.envelopes.values()) == sum(summary.kinds.values()) == 60
    assert summary.envelopes["menu"] == sum(page.envelope == "menu" for page in pages)
    assert summary.kinds["article"] == sum(isinstance(page, tazdump.Article) for page in pages)
    assert sum(summary.codes.values()) == sum(len(page.diagnostics) for page in pages)
    assert json.loads(json.dumps(dict(summary.kinds))) == summary.kinds


def test_without_processes_nothing_can_be_read(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "texts.jsonl", [dump(0)])
    with pytest.raises(ValueError, match="processes is 0"):
        scan(source, tmp_path / "pages.parquet", processes=0)
    assert left_in(tmp_path) == {"texts.jsonl"}


class TestManyFinds:
    """However many there are, no more than a batch of them is held; the table is the same."""

    def test_batches_and_row_groups_make_no_difference(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(number) for number in range(25)])
        scan(source, tmp_path / "one.parquet")
        monkeypatch.setattr(_work, "_PAGES", 2)
        monkeypatch.setattr(_tables, "_ROWS", 6)
        scan(source, tmp_path / "many.parquet")
        assert table(tmp_path / "many.parquet") == table(tmp_path / "one.parquet")
        groups = parquet_groups(tmp_path / "many.parquet")
        assert (groups, parquet_groups(tmp_path / "one.parquet")) == ([6, 6, 6, 6, 1], [25])
