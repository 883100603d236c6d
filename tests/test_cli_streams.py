"""What every command does with what it reads and writes: any bytes, encodings, streams, signals.

How: through the installed program, and in this process once more. Cost: dozens of starts of Python.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from cli_runs import (
    ARTICLE,
    LISTING,
    PROGRAM,
    READING,
    Here,
    environment,
    posix,
    program,
)
from hypothesis import example, given
from hypothesis import strategies as st

import tazdump
from tazdump._cli import terminal
from tazdump.cli import main


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A dump with something put in anywhere, and cut anywhere; or any bytes at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=200))
    data = draw(st.sampled_from([ARTICLE, LISTING])).encode()
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 40)))
    return (
        data[:start] + draw(st.binary(max_size=8)) + data[end : draw(st.integers(end, len(data)))]
    )


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "glühwürmchen.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="\n")
    return path


class TestTotality:
    """Whatever bytes a file holds, each command ends with a status of its own and no traceback."""

    @given(damaged())
    @example(ARTICLE.encode("cp1252"))
    @example(ARTICLE.encode("utf-16"))
    def test_any_bytes(self, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            path = Path(folder, "x.txt")
            path.write_bytes(data)
            patch.setattr(sys, "stderr", io.StringIO())
            for command in READING:
                patch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
                assert main([*command.split(" "), str(path)]) in {0, 1, 2}


class TestReading:
    """Files, standard input, several at once, in any encoding."""

    @pytest.mark.parametrize("command", READING)
    def test_standard_input(self, command: str) -> None:
        done = program(*command.split(" "), "-", stdin=ARTICLE.encode())
        assert (done.status, done.err) == (0, "")
        assert "Glühwürmchen" in done.out or command == "check"

    def test_standard_input_has_a_name_in_messages(self) -> None:
        done = program("explain", "-", stdin=b"?")
        assert done.err.startswith("tazdump: <stdin>: no page of taz")

    @posix
    def test_standard_input_that_is_closed(self) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", '"$0" show - <&-', PROGRAM], capture_output=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr == b"tazdump: <stdin>: it is closed\n"

    def test_closed_standard_input_in_this_process(
        self, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert here("show", "-") == (1, "", "tazdump: <stdin>: it is closed\n")

    def test_cp1252_is_recognised_and_any_encoding_can_be_named(
        self, tmp_path: Path, here: Here
    ) -> None:
        path = tmp_path / "x.txt"
        path.write_bytes(LISTING.encode("cp1252"))
        assert "Neue Fähre ab Mai" in here("show", path).out
        path.write_bytes(LISTING.encode("utf-16-le"))
        assert here("show", path).status == 1
        assert "Neue Fähre ab Mai" in here("show", "--encoding", "utf-16-le", path).out

    def test_an_encoding_may_fail_on_what_it_is_given(self, tmp_path: Path, here: Here) -> None:
        path = tmp_path / "x.txt"
        path.write_text("# taz.de -- Ä", encoding="utf-8")
        done = here("show", "--encoding", "punycode", path)
        assert done.status == 1
        assert done.err.count("\n") == 1

    def test_an_envelope_can_be_forced(self, page: Path, here: Here) -> None:
        assert "in envelope gemtext, " in here("explain", "--envelope", "gemtext", page).out

    def test_the_address_settles_the_kicker(self, tmp_path: Path, here: Here) -> None:
        path = tmp_path / "x.txt"
        path.write_text("# taz.de -- A: B: C\n", encoding="utf-8")
        assert here("show", path).out.startswith("A\nB: C\n")
        assert here("show", path, "--address", "/A-B/!1").out.startswith("A: B\nC\n")


class TestStreams:
    """UTF-8 everywhere, quiet when the reader goes, never a half-told error."""

    @pytest.mark.parametrize(
        "env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
    )
    def test_output_is_utf8_in_every_locale(self, env: dict[str, str], page: Path) -> None:
        assert "Glühwürmchen im Stadtpark" in program("show", page, env=env).out
        assert "glühwürmchen.txt: no page" not in program("check", page, env=env).out

    def test_lone_surrogates_become_replacement_characters(self) -> None:
        dump = b"# taz.de -- Nord\nEin +2AA- Zeichen\nund ein Anriss.\n"
        for command in READING:
            done = program(*command.split(" "), "--encoding", "utf-7", "-", stdin=dump)
            assert done.status == 0
            assert "Ein \ufffd Zeichen" in done.out or command in {"check", "convert --to json"}

    def test_any_stream_of_text_will_do_for_errors(
        self, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard = io.StringIO()
        monkeypatch.setattr(sys, "stderr", heard)
        assert main(["show", str(page.with_name("nothing"))]) == 1
        assert heard.getvalue().startswith("tazdump: ")

    @posix
    def test_a_reader_that_goes_away_ends_it_quietly(self, page: Path) -> None:
        done = subprocess.run(
            ["/bin/bash", "-c", '"$0" explain "$@" | true; echo "${PIPESTATUS[0]}"', str(PROGRAM)]
            + [str(page)] * 50,
            capture_output=True,
            check=True,
            env=environment(),
        )
        assert (done.stdout, done.stderr) == (b"141\n", b"")

    @posix
    def test_a_reader_that_has_gone(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as gone:
            monkeypatch.setattr(sys, "stdout", gone)
            assert main(["show", str(page)]) == terminal.READER_GONE == 128 + signal.SIGPIPE
            assert main(["convert", "--to", "json", str(page)]) == 0  # it goes nowhere now
        assert capfd.readouterr().err == ""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
    @pytest.mark.parametrize("command", [*READING, "envelopes", "schema"])
    def test_a_full_disk_is_a_sentence(self, command: str, page: Path) -> None:
        files = [] if command in {"envelopes", "schema"} else [str(page)]
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [PROGRAM, *command.split(" "), *files],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == (
            b"tazdump: standard output cannot be written: No space left on device\n"
        )

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
    def test_a_full_disk_in_this_process(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            monkeypatch.setattr(sys, "stdout", full)
            assert main(["convert", "--to", "json", str(page)]) == 1
        assert capfd.readouterr().err == (
            "tazdump: standard output cannot be written: No space left on device\n"
        )

    @posix
    @pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
    def test_closed_streams_are_no_reason_to_fail(self, closed: str, page: Path) -> None:
        for file, status in ((page, 0), (page.with_name("nothing"), 1)):
            done = subprocess.run(
                ["/bin/sh", "-c", f'"$0" show "$1" {closed}', PROGRAM, file],
                capture_output=True,
                check=False,
            )
            assert done.returncode == status
            assert b"Traceback" not in done.stderr

    def test_closed_streams_in_this_process(
        self, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", None)
            patch.setattr(sys, "stderr", None)
            status = main(["show", str(page), "nothing.txt"])
            sys.stdout.close()
            sys.stderr.close()
        assert status == 1

    @posix
    def test_ctrl_c_is_quiet(self) -> None:
        process = subprocess.Popen(
            [PROGRAM, "show", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment({"PYTHONUNBUFFERED": "1"}),
        )
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the program is reading.
        process.stdin.write(b"x" * 200_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert process.returncode == terminal.INTERRUPTED == 128 + signal.SIGINT
        assert (out, err.strip()) == (b"", b"")

    def test_ctrl_c_in_this_process(
        self, page: Path, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_arguments: object, **_options: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(tazdump, "read", interrupted)
        done = here("show", page)
        assert (done.status, done.out, done.err.strip()) == (terminal.INTERRUPTED, "", "")
