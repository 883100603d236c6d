"""`tazdump convert` and `tazdump render`: what they write, where, and never by halves.

How: what comes out is read again by other means. Cost: some starts of Python.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from cli_runs import (
    ARTICLE,
    EXAMPLES,
    LISTING,
    PROGRAM,
    Here,
    environment,
    left_in,
    program,
)

import tazdump
from tazdump._cli.formats import FORMATS
from tazdump._envelopes import ENVELOPES
from tazdump.export import csl, html, jsonld, markdown, tei
from tazdump.export import json as tazjson

#: Those of one page a file, with what writes them.
SINGLE = {"markdown": markdown, "html": html, "jsonld": jsonld, "tei": tei}
WRITABLE = [name for name, envelope in ENVELOPES.items() if envelope.write]


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


def test_a_missing_format_is_asked_for_in_one_sentence(article: Path) -> None:
    done = program("convert", article)
    assert done.status == 1
    assert "Choose from: json, jsonl, markdown" in done.err
    assert done.err.count("\n") == 1
    assert "\u2409" not in done.err
