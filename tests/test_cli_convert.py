"""`tazdump convert` and `tazdump render`: what they write, where, and never by halves.

How: what comes out is read again by other means. Cost: some starts of Python.
"""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from cli_runs import (
    ARTICLE,
    COMMANDS,
    DAMAGED,
    EXAMPLES,
    LISTING,
    PROGRAM,
    Here,
    environment,
    on_terminal,
    program,
)

import tazdump
from tazdump._cli.files import names_in, written_aside
from tazdump._cli.formats import FORMATS
from tazdump.envelopes import ENVELOPES
from tazdump.export import csl, html, jsonld, markdown, tei
from tazdump.export import json as tazjson

#: Those of one page a file, with what writes them.
SINGLE = {"markdown": markdown, "html": html, "jsonld": jsonld, "tei": tei}
WRITABLE = [name for name, envelope in ENVELOPES.items() if envelope.write]
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and signals of POSIX")


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


def left_in(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


class TestFormats:
    """Each format is exactly what the library writes, ended by a line end."""

    def test_json_can_be_read_again(self, article: Path) -> None:
        done = program("convert", "--to", "json", article)
        assert (done.status, done.err) == (0, "")
        assert tazjson.loads(done.out) == tazdump.parse(ARTICLE)
        assert done.out.endswith("}\n")

    @pytest.mark.parametrize("name", SINGLE)
    def test_one_page_a_file(self, name: str, article: Path, here: Here) -> None:
        done = here("convert", "--to", name, article)
        assert done == (0, SINGLE[name].dumps(tazdump.parse(ARTICLE)).rstrip("\n") + "\n", "")

    def test_jsonl_is_one_page_a_line(self, article: Path, listing: Path, here: Here) -> None:
        done = here("convert", "--to", "jsonl", article, listing)
        *lines, end = done.out.split("\n")
        read = [tazjson.loads(line) for line in lines]
        assert read == [tazdump.parse(ARTICLE), tazdump.parse_listing(LISTING)]
        assert end == ""

    def test_csl_joins_the_items_of_all_pages(
        self, article: Path, listing: Path, here: Here
    ) -> None:
        items = json.loads(here("convert", "--to", "csl", article, listing).out)
        pages = tazdump.parse(ARTICLE), tazdump.parse_listing(LISTING)
        assert items == [item for page in pages for item in json.loads(csl.dumps(page))]

    def test_parquet_is_a_table(self, article: Path, listing: Path, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `arrow`")
        target = tmp_path / "pages.parquet"
        assert program("convert", "--to", "parquet", article, listing, "-o", target).status == 0
        titles = parquet.read_table(target).column("title").to_pylist()
        assert titles == ["Glühwürmchen im Stadtpark: Die Nacht der kleinen Lichter", "Nord"]
        piped = subprocess.run(
            [PROGRAM, "convert", "--to", "parquet", article],
            capture_output=True,
            check=True,
            env=environment(),
        )
        assert parquet.read_table(io.BytesIO(piped.stdout)).num_rows == 1

    def test_parquet_in_this_process(
        self, article: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        pytest.importorskip("pyarrow.parquet", reason="needs the extra `arrow`")
        here, target = Here(capfdbinary), tmp_path / "x.parquet"
        assert here("convert", "--to", "parquet", article, "-o", target).status == 0
        whole = target.read_bytes()
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe, os.fdopen(reading, "rb") as piped:
            FORMATS["parquet"].write([tazdump.parse(ARTICLE)], pipe)
            pipe.close()
            assert len(piped.read()) > len(whole) // 2

    def test_without_pyarrow_it_says_what_to_install(
        self, article: Path, tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "tazdump.export.arrow", raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        target = tmp_path / "x.parquet"
        done = here("convert", "--to", "parquet", article, "-o", target)
        assert done.status == 1
        assert "pip install 'tazdump[arrow]'" in done.err
        assert left_in(tmp_path) == {"lichter.txt"}

    def test_the_help_lists_every_format(self, here: Here) -> None:
        out = here("convert", "--help").out
        assert [
            name for name, form in FORMATS.items() if f"    {name:<10}{form.about}\n" not in out
        ] == []

    def test_every_exporter_has_its_format(self) -> None:
        folder = Path(import_module("tazdump.export").__path__[0])
        exporters = {path.stem for path in folder.glob("[a-z]*.py")}
        assert exporters - {"arrow"} == FORMATS.keys() - {"jsonl", "parquet"}

    def test_an_unknown_format(self, article: Path) -> None:
        done = program("convert", "--to", "docx", article)
        assert done.status == 1
        assert "'docx' is not one of 'json', 'jsonl', 'markdown'" in done.err


class TestRender:
    @pytest.mark.parametrize("name", WRITABLE)
    def test_it_is_what_the_library_writes_byte_for_byte(self, name: str, article: Path) -> None:
        done = subprocess.run(
            [PROGRAM, "render", "--envelope", name, article], capture_output=True, check=True
        )
        expected = tazdump.render(tazdump.parse(ARTICLE), name)
        assert done.stdout == expected.encode()
        assert done.stderr == b""

    @pytest.mark.parametrize(
        ("name", "options", "given"),
        [
            ("plain", ["--no-blank-lines"], {"blank_lines": False}),
            ("table", ["--residue", "|T|", "--last", "|T"], {"residue": "|T|", "last": "|T"}),
            ("table", ["--cut"], {"cut": True}),
            ("menu", ["--host", "a.example", "--port", "71"], {"host": "a.example", "port": 71}),
            ("gemtext", ["--header"], {"header": True}),
            ("hiltjo", ["--uri", "taz.de/1/!1"], {"uri": "taz.de/1/!1"}),
        ],
    )
    def test_every_option_of_the_library_has_its_own(
        self, name: str, options: list[str], given: dict[str, bool | str | int], here: Here
    ) -> None:
        source = EXAMPLES / "gedicht.menu.txt"
        done = here("render", "--envelope", name, *options, source)
        assert done == (0, tazdump.render(tazdump.read(source), name, **given), "")

    def test_an_option_of_another_envelope_is_refused(self, article: Path, here: Here) -> None:
        done = program("render", "--envelope", "menu", "--no-blank-lines", article)
        assert done == here("render", "--envelope", "menu", "--no-blank-lines", article)
        assert (done.status, done.out) == (1, "")
        assert "The envelope menu has no option --no-blank-lines." in done.err

    def test_an_envelope_that_is_only_read_is_refused(self, article: Path, here: Here) -> None:
        done = here("render", "--envelope", "phoxy", article)
        assert done.status == 1
        assert f"is only read; these can be written: {', '.join(WRITABLE)}." in done.err

    def test_bars_that_are_none_are_refused(self, article: Path, here: Here) -> None:
        done = here("render", "--envelope", "table", "--residue", "nichts", article)
        assert done.status == 1
        assert done.err.startswith("tazdump: ")
        assert done.err.count("\n") == 1

    def test_the_envelope_that_is_read_can_be_forced(self, article: Path, here: Here) -> None:
        done = here("render", "--envelope", "plain", "--from", "gemtext", article)
        page = tazdump.parse(ARTICLE, envelope="gemtext")
        assert done.out == tazdump.render(page)


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
