"""Where `convert` and `render` write: files, directories, terminals; and never by halves.

How: what stands in a directory afterwards is looked at. Cost: some starts of Python.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import (
    ARTICLE,
    COMMANDS,
    DAMAGED,
    LISTING,
    PROGRAM,
    Here,
    left_in,
    on_terminal,
    posix,
    program,
)

import tazdump
from tazdump._cli.files import names_in, written_aside
from tazdump._cli.formats import FORMATS
from tazdump.export import markdown


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lichter.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "nord.txt"
    path.write_text(LISTING, encoding="utf-8", newline="\n")
    return path


class TestWhereItGoes:
    """One file, one file for each page in a directory, or standard output."""

    def test_a_file(self, article: Path, tmp_path: Path) -> None:
        target = tmp_path / "Ö.md"
        assert program("convert", "--to", "markdown", "-o", target, article) == (0, "", "")
        assert target.read_bytes() == markdown.dumps(tazdump.parse(ARTICLE)).encode()

    @pytest.mark.parametrize("made", [True, False])
    def test_a_directory_has_a_file_for_each(
        self, made: bool, article: Path, listing: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "a" / "b"
        if made:
            folder.mkdir(parents=True)
        done = program(
            *("convert", "--to", "tei", "-o", f"{folder}/", article, listing, "-"),
            stdin=LISTING.encode(),
        )
        assert done == (0, "", "")
        assert left_in(folder) == {"lichter.tei.xml", "nord.tei.xml", "stdin.tei.xml"}

    def test_several_pages_make_a_directory(
        self, article: Path, listing: Path, tmp_path: Path, here: Here
    ) -> None:
        folder = tmp_path / "out"
        assert here("render", "--envelope", "menu", "-o", folder, article, listing).status == 0
        assert left_in(folder) == {"lichter.menu.txt", "nord.menu.txt"}

    @pytest.mark.parametrize("name", ["jsonl", "csl"])
    def test_what_holds_many_is_one_file_but_in_a_directory(
        self, name: str, article: Path, listing: Path, tmp_path: Path, here: Here
    ) -> None:
        target, folder = tmp_path / "all", tmp_path / "each"
        assert here("convert", "--to", name, "-o", target, article, listing).status == 0
        assert target.is_file()
        assert here("convert", "--to", name, "-o", f"{folder}/", article, listing).status == 0
        suffix = FORMATS[name].suffix
        assert left_in(folder) == {f"lichter{suffix}", f"nord{suffix}"}

    @pytest.mark.parametrize("option", [(), ("-o", "-")])
    def test_several_pages_do_not_run_together(
        self, option: tuple[str, ...], article: Path, here: Here
    ) -> None:
        done = here("convert", "--to", "html", article, article, *option)
        assert (done.status, done.out) == (1, "")
        assert "name a directory: -o DIR/" in done.err

    def test_nor_in_a_file(self, article: Path, tmp_path: Path, here: Here) -> None:
        there = tmp_path / "there"
        there.write_text("alt")
        for target in (there, tmp_path / "meant.html"):
            done = here("convert", "--to", "html", "-o", target, article, article)
            assert done.status == 1
            assert "name a directory: -o DIR/" in done.err
        assert left_in(tmp_path) == {"there", "lichter.txt"}
        assert there.read_text() == "alt"

    def test_names_that_collide_are_numbered(self, tmp_path: Path, here: Here) -> None:
        names = ["a/x.txt", "b/x.txt", "b/X.html", "x-2.txt", "c/x"]
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(LISTING, encoding="utf-8")
        sources = [tmp_path / name for name in names]
        assert here("convert", "--to", "json", "-o", tmp_path / "out", *sources).status == 0
        assert left_in(tmp_path / "out") == {
            *("x.json", "x-2.json", "X-3.json", "x-2-2.json", "x-4.json")
        }

    def test_a_file_that_gives_no_page_takes_no_name_from_another(
        self, article: Path, tmp_path: Path, here: Here
    ) -> None:
        missing = tmp_path / "nothing" / article.name
        done = here("convert", "--to", "json", "-o", tmp_path / "out", missing, article)
        assert done.status == 1
        assert left_in(tmp_path / "out") == {"lichter-2.json"}

    def test_names_stay_in_the_directory(self) -> None:
        names = names_in("out", ["../x.txt", "/etc/passwd", "-", ".."], ".json")
        assert {path.parent for path in names} == {Path("out")}


class TestNothingIsHalfWritten:
    """Aside, then in one step; what is read is never written over."""

    def test_a_refused_page_leaves_nothing(self, tmp_path: Path, here: Here) -> None:
        source = tmp_path / "x.txt"
        source.write_text("nichts", encoding="utf-8")
        for output in (tmp_path / "new.json", f"{tmp_path / 'folder'}/"):
            assert here("convert", "--to", "json", source, "-o", output).status == 1
        assert left_in(tmp_path) == {"x.txt", "folder"}
        assert left_in(tmp_path / "folder") == set()

    def test_a_failure_leaves_what_was_there(self, tmp_path: Path) -> None:
        target = tmp_path / "x.json"
        target.write_text("alt")

        def fail() -> None:
            with written_aside(target) as file:
                file.write(b"neu")
                file.flush()
                assert len(left_in(tmp_path)) == 2
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        assert target.read_text() == "alt"
        assert left_in(tmp_path) == {"x.json"}

    @posix
    def test_ctrl_c_leaves_what_was_there(self, article: Path, tmp_path: Path) -> None:
        target = tmp_path / "x.jsonl"
        target.write_text("alt")
        process = subprocess.Popen(
            [PROGRAM, "convert", "--to", "jsonl", article, "-", "-o", target],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the first page has been read and written.
        process.stdin.write(b"x" * 200_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err.strip()) == (130, b"")
        assert target.read_text() == "alt"
        assert left_in(tmp_path) == {"lichter.txt", "x.jsonl"}

    def test_a_source_is_never_written_over(self, article: Path, here: Here) -> None:
        target = article.with_suffix(".md")
        article.rename(target)
        for output in (target, target.parent):
            done = here("convert", "--to", "markdown", target, "-o", output)
            assert done.status == 1
            assert done.err == (
                f"tazdump: {target} is a file that is read; choose another name with -o\n"
            )
        assert target.read_text(encoding="utf-8") == ARTICLE

    @posix
    def test_an_old_file_keeps_its_mode_and_a_link_stays_one(
        self, article: Path, tmp_path: Path, here: Here
    ) -> None:
        target, link = tmp_path / "x.json", tmp_path / "link.json"
        target.write_text("alt")
        target.chmod(0o640)
        link.symlink_to(target)
        assert here("convert", "--to", "json", article, "-o", link).status == 0
        assert link.is_symlink()
        assert target.read_text(encoding="utf-8").startswith("{")
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    @pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout")
    def test_what_is_no_file_is_written_as_it_is(self, listing: Path, here: Here) -> None:
        assert here("convert", "--to", "markdown", listing, "-o", os.devnull) == (0, "", "")
        assert not Path(os.devnull).is_file()
        assert program("convert", "--to", "html", listing, "-o", "/dev/stdout").out != ""

    @pytest.mark.parametrize(
        ("output", "reason"),
        [
            ("no/such/folder/x.json", "folder/x.json cannot be written: No such file or directory"),
            ("nord.txt/", "nord.txt/ cannot be made: File exists"),
        ],
    )
    def test_what_cannot_be_written_is_a_sentence(
        self, output: str, reason: str, article: Path, listing: Path, here: Here
    ) -> None:
        done = here("convert", "--to", "json", article, "-o", f"{listing.parent}/{output}")
        assert (done.status, done.out) == (1, "")
        assert done.err.endswith(f"{reason}\n")
        assert done.err.count("\n") == 1

    def test_strict_writes_whole_pages_alone(
        self, article: Path, tmp_path: Path, here: Here
    ) -> None:
        damaged = tmp_path / "damaged.txt"
        damaged.write_text(DAMAGED, encoding="utf-8")
        output = f"{tmp_path}/out"
        arguments = ("convert", "--to", "json", "-o", output, str(damaged), str(article))
        assert here(*arguments, "--strict").status == 1
        assert left_in(tmp_path / "out") == {"lichter.json"}
        assert here(*arguments).status == 0


class TestOnATerminal:
    def test_control_characters_of_a_page_are_symbols(self, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_text(ARTICLE.replace("Still", "".join(COMMANDS)), encoding="utf-8")
        for command in ("convert --to markdown", "convert --to jsonld", "render --envelope menu"):
            status, seen = on_terminal(*command.split(" "), path)
            assert status == 0
            assert [c for c in seen if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f"] == []
            assert "Parkwächter" in seen
        assert "\x1b" in program("render", "--envelope", "menu", path).out

    def test_in_this_process(
        self, article: Path, monkeypatch: pytest.MonkeyPatch, here: Here
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        done = here("render", "--envelope", "menu", article)
        assert done.out == tazdump.render(tazdump.parse(ARTICLE), "menu").replace("\r\n", "\n")

    def test_what_is_binary_is_refused(
        self, article: Path, monkeypatch: pytest.MonkeyPatch, here: Here
    ) -> None:
        status, seen = on_terminal("convert", "--to", "parquet", article)
        assert status == 1
        assert seen == "tazdump: this format is nothing for a terminal; name a file with -o FILE\n"
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert here("convert", "--to", "parquet", article).err == seen

    def test_many_files_show_how_far_it_is(self, article: Path, tmp_path: Path) -> None:
        output = tmp_path / "out"
        status, seen = on_terminal("convert", "--to", "json", *[article] * 30, "-o", output)
        assert status == 0
        assert "Writing" in seen
        assert len(left_in(output)) == 30

    def test_few_files_do_not(self, article: Path, tmp_path: Path) -> None:
        output = tmp_path / "out"
        assert on_terminal("convert", "--to", "json", *[article] * 5, "-o", output) == (0, "")

    def test_nor_do_many_where_nobody_looks(
        self, article: Path, tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = f"{tmp_path}/out"
        arguments = ("convert", "--to", "json", *[str(article)] * 30, "-o", output)
        assert here(*arguments) == (0, "", "")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert "Writing" in here(*arguments).err
