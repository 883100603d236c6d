"""`tazdump scan`: its options, what it says, and how it ends.

How: the program as its users run it, in this process where that is the same. Cost: some starts of
Python.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from cli_runs import Here, left_in, on_terminal, program
from crawl_files import Text, crawl, dump, write_jsonl, write_parquet
from scan_runs import FOLDER, rows, small_crawl

import tazdump
from tazdump import Address, corpus
from tazdump._cli.progress import Rate, shown_progress
from tazdump.corpus import Limits, Progress
from tazdump.model import Page


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "texts.jsonl", crawl(300))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "pages.parquet"


class TestTheEnd:
    """A summary on standard output, and a status that says whether anything was skipped."""

    def test_it_tells_what_was_found(self, source: Path, output: Path) -> None:
        done = program("scan", source, "-o", output)
        assert (done.status, done.err) == (0, "")
        lines = done.out.split("\n")
        assert lines[0] == f"{output}  3 rows"
        assert lines[1].startswith("  read         300 records, 0.")
        assert lines[2:] == [
            "  dumps        3",
            "  kinds        article 3",
            "  envelopes    plain 2, table 1",
            "",
        ]
        assert [row["number"] for row in rows(output)] == [51, 151, 251]

    def test_it_is_json_if_that_is_asked_for(self, source: Path, output: Path, here: Here) -> None:
        done = here("scan", source, "-o", output, "--format", "json")
        told = json.loads(done.out)
        assert (told["output"], told["rows"], told["records"]) == (str(output), 3, 300)
        assert told["envelopes"] == {"plain": 2, "table": 1}

    def test_something_skipped_is_status_2(self, source: Path, tmp_path: Path, here: Here) -> None:
        with source.open("ab") as file:
            file.write(b"no row\n")
        output, errors = tmp_path / "pages.jsonl", tmp_path / "errors.jsonl"
        done = here("scan", source, "-o", output, "--errors", errors)
        assert (done.status, done.err) == (2, "")
        assert "  skipped      bad row 1\n" in done.out
        assert [row["number"] for row in rows(output)] == [51, 151, 251]
        assert [row["number"] for row in rows(errors)] == [301]
        done = here("scan", source, "-o", output, "--force")
        assert "  skipped      bad row 1; --errors FILE keeps what, and why\n" in done.out

    def test_duplicates_and_what_gave_no_page_are_told(
        self, output: Path, tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(0), dump(0), dump(1)])
        done = here("scan", source, "-o", output)
        assert "  dumps        3, 1 that others repeat\n" in done.out
        seen = list[str]()

        def fails_once(text: str, *, address: Address | None = None) -> Page:
            seen.append(text)
            if len(seen) == 1:
                raise ZeroDivisionError
            return tazdump.parse_page(text, address=address)

        monkeypatch.setattr("tazdump.corpus._pages.parse_page", fails_once)
        done = here("scan", source, "-o", output, "--force", "--dedupe")
        assert "  dumps        3, 1 without a page\n" in done.out
        assert [row["error"] is None for row in rows(output)] == [False, True, True]

    def test_dedupe_leaves_them_out(self, output: Path, tmp_path: Path, here: Here) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(0), dump(0), dump(1)])
        here("scan", source, "-o", output, "--dedupe")
        assert [row["number"] for row in rows(output)] == [1, 3]


class TestOptions:
    """Columns, limits and processes reach the scan."""

    def test_columns(self, output: Path, tmp_path: Path, here: Here) -> None:
        names = ("koerper", "fundort", "nummer")
        source = write_parquet(tmp_path / "texts.parquet", [dump(0)], names=names)
        columns = ("--text", "koerper", "--url", "fundort", "--id", "nummer")
        assert here("scan", source, "-o", output, *columns).status == 0
        (row,) = rows(output)
        assert (row["record_id"], row["url"]) == (dump(0).id, dump(0).url)

    @pytest.mark.parametrize(("size", "skipped"), [("9k", 1), ("9K", 1), ("9000", 1), ("1M", 0)])
    def test_limits(
        self, size: str, skipped: int, output: Path, tmp_path: Path, here: Here
    ) -> None:
        source = write_jsonl(tmp_path / "texts.jsonl", [dump(0), Text("taz.de " * 9000)])
        done = here("scan", source, "-o", output, "--max-record", size)
        assert done.status == 2 * skipped
        assert ("too large 1" in done.out) == bool(skipped)

    def test_every_limit_has_an_option(
        self, source: Path, output: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = list[object]()

        def seen(*_: object, limits: Limits, **__: object) -> None:
            given.append(limits)
            raise KeyboardInterrupt

        monkeypatch.setattr(corpus, "scan", seen)
        limits = {"record": 2 << 20, "ratio": 7, "unpacked": 3 << 30, "members": 11}
        asked = (f"--max-{name}={size}" for name, size in limits.items())
        here("scan", source, "-o", output, *asked)
        assert given == [Limits(**limits)]

    @pytest.mark.parametrize("size", ["", "0", "M", "1.5M", "-1", "2X", "٣", "1kk"])
    def test_what_is_no_size(self, size: str, source: Path, output: Path, here: Here) -> None:
        done = here("scan", source, "-o", output, f"--max-unpacked={size}")
        assert done.status == 1
        assert f"{size!r} is no size such as 500k, 16M or 2G." in done.err

    def test_processes(self, source: Path, output: Path) -> None:
        assert program("scan", source, "-o", output, "--processes", "2").status == 0
        assert len(rows(output)) == 3

    def test_without_an_output_it_says_so(self, source: Path, here: Here) -> None:
        done = here("scan", source)
        assert (done.status, done.out) == (1, "")
        assert "Missing option '-o'" in done.err


class TestRefusals:
    """One sentence on standard error, status 1, and nothing is written."""

    def test_a_source_that_is_not_there(self, output: Path, tmp_path: Path, here: Here) -> None:
        done = here("scan", tmp_path / "fehlt", "-o", output)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith("tazdump: there is no file or folder ")
        assert "--resume" not in done.err

    def test_an_existing_table(self, source: Path, output: Path, here: Here) -> None:
        output.write_bytes(b"old")
        done = here("scan", source, "-o", output)
        assert done == (
            1,
            "",
            f"tazdump: {output} is there already; --force (force=True) replaces it\n",
        )
        assert here("scan", source, "-o", output, "--force").status == 0

    def test_without_pyarrow_it_says_what_to_install(
        self, source: Path, output: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("scan", "rows", "merge", "work", "tables"):
            monkeypatch.delitem(sys.modules, f"tazdump.corpus._{name}", raising=False)
        monkeypatch.delitem(vars(corpus), "scan", raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        done = here("scan", source, "-o", output)
        assert (done.status, done.out) == (1, "")
        assert "pip install 'tazdump[crawl]'" in done.err
        assert left_in(output.parent) == {"texts.jsonl"}


class TestProgress:
    """A line where somebody watches, and nothing elsewhere."""

    def test_a_terminal_shows_it(self, tmp_path: Path) -> None:
        source, output = small_crawl(tmp_path / "sources"), tmp_path / "pages.parquet"
        status, seen = on_terminal("scan", source, "-o", output)
        assert status == 0
        assert "100%" in seen
        assert "20 dumps" in seen
        assert f"{output}" in seen.replace("\n", "")

    def test_elsewhere_it_is_silent(self, source: Path, output: Path, here: Here) -> None:
        assert here("scan", source, "-o", output).err == ""

    def test_a_lost_worker_is_told_once(self, capfd: pytest.CaptureFixture[str]) -> None:
        with shown_progress() as told:
            for lost in (0, 1, 1):
                told(Progress(stage="reading", done=1, size=2, lost=lost))
        said = "tazdump: a worker process died; what it read will be read again\n"
        assert capfd.readouterr().err == said

    def test_the_line_is_drawn_and_gone_at_the_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with shown_progress() as told:
            told(Progress(stage="reading", done=0, size=10))
            told(Progress(stage="reading", done=5, size=10, records=3, dumps=2, lost=1))
        seen = terminal.getvalue()
        assert "Reading" in seen
        assert "50%" in seen
        assert "2 dumps" in seen
        assert "a worker process died" in seen
        assert seen.endswith("\x1b[2K")

    def test_the_rate_is_that_of_this_run(self) -> None:
        rate = Rate()
        resumed = Progress(stage="reading", done=10**9, size=2 * 10**9, records=5000, dumps=7)
        later = Progress(stage="reading", done=10**9 + 10**7, size=2 * 10**9, records=5500, dumps=8)
        end = Progress(stage="writing", done=8, size=8, records=9000, dumps=8)
        assert rate.told(resumed, 100.0) == "7 dumps"
        assert rate.told(later, 105.0) == "2.0 MB/s · 100 records/s · 8 dumps"
        assert rate.told(end, 110.0) == "8 dumps"


class TestInterrupt:
    """Ctrl-C says what is left, if anything is."""

    @pytest.mark.parametrize("begun", [False, True])
    def test_it_says_what_is_left(
        self,
        begun: bool,
        source: Path,
        output: Path,
        here: Here,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def interrupted(*_: object, **__: object) -> None:
            if begun:
                Path(f"{output}{FOLDER}").mkdir()
            raise KeyboardInterrupt

        monkeypatch.setattr(corpus, "scan", interrupted)
        done = here("scan", source, "-o", output)
        assert done.status == 130
        assert ("tazdump: interrupted; what is done is kept" in done.err) == begun

    def test_a_scan_that_can_go_on_says_so(
        self, source: Path, output: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stops(*_: object, **__: object) -> None:
            reason = "the disk is full"
            raise corpus.ScanError(reason, resumable=True)

        monkeypatch.setattr(corpus, "scan", stops)
        done = here("scan", source, "-o", output)
        said = "tazdump: the disk is full; what is done is kept, and --resume goes on\n"
        assert done == (1, "", said)


def test_the_help_names_the_statuses_and_every_option(here: Here) -> None:
    said = here("scan", "--help").out
    for option in ("--resume", "--dedupe", "--errors", "--processes", "--force", "--max-record"):
        assert option in said
    assert "  2  the table is there, but something could not be read" in said
