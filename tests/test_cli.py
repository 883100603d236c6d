"""What the program promises as a whole: help, errors, streams, completion, and life without extra.

How: through the installed program wherever that shows more than a run in this process.
Cost: some dozens of starts of Python.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from importlib.metadata import requires
from pathlib import Path

import click
import pytest
from cli_runs import (
    ARTICLE,
    EXAMPLES,
    FOREIGN,
    LISTING,
    PROGRAM,
    Here,
    environment,
    on_terminal,
    program,
)
from hypothesis import example, given
from hypothesis import strategies as st

import tazdump
from tazdump._cli import app, terminal
from tazdump.cli import main

READING = ("show", "explain", "check", "convert --to json", "render --envelope plain")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors of POSIX")


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


class TestHelp:
    def test_alone_it_prints_its_help(self, here: Here) -> None:
        done = program()
        assert here().out == done.out
        assert done.status == 0
        assert done.out.startswith("Usage: tazdump ")
        assert done.err == ""
        assert done == program("--help") == program("-h")

    def test_it_names_every_command_and_what_it_is_for(self) -> None:
        out = program("--help").out
        for name, known in app.COMMANDS.items():
            assert f"  {name} " in out
            assert known.summary in out

    @pytest.mark.parametrize("name", app.COMMANDS)
    def test_every_command_has_a_help_with_what_it_does(self, name: str, here: Here) -> None:
        done = here(name, "--help")
        assert done.status == 0
        assert done.out.startswith(f"Usage: tazdump {name} [OPTIONS]")
        first = done.out.split("\n\n")[1].strip()
        assert first.split(" ")[0] == app.COMMANDS[name].summary.split(" ")[0]

    @pytest.mark.parametrize("name", sorted(app.COMMANDS.keys() - {"envelopes"}))
    def test_the_help_has_examples(self, name: str, here: Here) -> None:
        assert f"    tazdump {name} " in here(name, "--help").out

    def test_it_tells_its_version(self) -> None:
        assert program("--version").out == f"tazdump {tazdump.__version__}\n"
        assert program("-V").out == program("--version").out

    def test_it_imports_neither_rich_nor_a_command(self) -> None:
        script = (
            "import sys; from tazdump.cli import main; main(['--help']);"
            "wanted = ('rich.console', 'tazdump._cli.');"
            "print(sorted(name for name in sys.modules if name.startswith(wanted)))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        assert done.stdout.decode().strip().split("\n")[-1] == (
            "['tazdump._cli.app', 'tazdump._cli.terminal']"
        )

    def test_the_readme_promises_what_it_does(self) -> None:
        done = program("show", "examples/stadtbaeume.txt", cwd=EXAMPLES.parent)
        assert done.status == 0
        assert done.out.startswith("Stadtbäume in der Hitze\nWo der Schatten wohnt")


class TestWithoutTheExtra:
    @pytest.mark.parametrize("name", ["click", "rich"])
    def test_it_says_what_to_install(
        self, name: str, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, name, None)
        done = here("--help")
        sentence = f"tazdump: the command needs {name}: pip install 'tazdump[cli]'\n"
        assert done == (1, "", sentence)

    def test_the_extra_is_called_so_and_brings_both(self) -> None:
        required = requires("tazdump") or []
        brought = {line.split(">")[0] for line in required if line.endswith("extra == 'cli'")}
        assert brought == {"click", "rich"}


class TestErrors:
    """Never a traceback for bad input: one clear sentence, and 1 (of `check` 2)."""

    @pytest.mark.parametrize("command", READING)
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (None, "no such file or directory"),
            (b"", "the text is empty; a page of taz begins with `# taz.de`"),
            (bytes(range(256)), "no page of taz: expected a line `# taz.de -- TITLE` near"),
            (FOREIGN.encode(), "found 'Liebe Mitglieder,'"),
            (b"3 '/!1' does not exist\t\terror.host\t1\r\n.\r\n", "the server answered with"),
        ],
        ids=["missing", "empty", "binary", "foreign", "refused"],
    )
    def test_a_file_that_gives_no_page(
        self, command: str, content: bytes | None, reason: str, tmp_path: Path, here: Here
    ) -> None:
        path = tmp_path / "x.txt"
        if content is not None:
            path.write_bytes(content)
        done = here(*command.split(" "), path)
        assert done.status == (2 if command == "check" else 1)
        assert done.out == ""
        assert done.err.startswith(f"tazdump: {path}: ")
        assert reason in done.err
        assert done.err.count("\n") == 1

    @pytest.mark.parametrize("command", READING)
    def test_a_directory(self, command: str, tmp_path: Path) -> None:
        done = program(*command.split(" "), tmp_path)
        assert done.status == (2 if command == "check" else 1)
        assert done.err == (f"tazdump: {tmp_path}: this is a directory; name the files in it\n")

    @posix
    @pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read it")
    def test_a_file_that_may_not_be_read(self, page: Path) -> None:
        page.chmod(0)
        done = program("show", page)
        assert done == (1, "", f"tazdump: {page}: permission denied\n")

    @pytest.mark.parametrize("command", READING)
    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            (["--encoding", "nonsense"], "'nonsense' is no encoding that Python knows"),
            (["--encoding", ""], "'' is no encoding that Python knows"),
            (["--encoding", "base64"], "'base64' is no encoding that Python knows"),
            (["--encoding", "undefined"], "'undefined' is no encoding that Python knows"),
            (["--address", ""], "an address cannot be empty"),
            (["--encoding", "idna"], "'idna' is no encoding that Python knows"),
            (["--address", "/", "another"], "--address is the address of one page"),
            (["--nonsense"], "--nonsense"),
        ],
    )
    def test_an_option_that_cannot_be(
        self, command: str, options: list[str], reason: str, page: Path, here: Here
    ) -> None:
        done = here(*command.split(" "), page, *options)
        name = command.split(" ", maxsplit=1)[0]
        assert done.status == (2 if name == "check" else 1)
        assert done.out == ""
        assert done.err.startswith(f"tazdump {name}: ")
        assert reason in done.err
        assert done.err.endswith(f" (tazdump {name} --help tells more)\n")
        assert done.err.count("\n") == 1

    @pytest.mark.parametrize(
        "command", ["show --envelope x", "render --envelope x", "render --envelope menu --from x"]
    )
    def test_an_unknown_envelope(self, command: str, page: Path) -> None:
        done = program(*command.split(" "), page)
        assert done.status == 1
        assert "'x' is not one of 'html', 'menu', 'table'" in done.err

    @pytest.mark.parametrize("command", READING)
    def test_no_file_at_all(self, command: str, here: Here) -> None:
        done = here(*command.split(" "))
        assert done.status == (2 if command == "check" else 1)
        assert "Missing argument 'FILE...'" in done.err

    def test_an_unknown_command(self, here: Here) -> None:
        done = program("raed", "x.txt")
        assert done == here("raed", "x.txt")
        assert (done.status, done.out) == (1, "")
        assert done.err == (
            "tazdump: There is no command 'raed'; there are show, convert, explain, check, "
            "render, envelopes, schema. (tazdump --help tells more)\n"
        )

    def test_a_file_in_place_of_a_command(self, page: Path, here: Here) -> None:
        assert f"; to read the file: tazdump show {page}." in here(page).err

    def test_an_unknown_option_of_the_program(self, here: Here) -> None:
        done = here("--nonsense")
        assert done.status == 1
        assert "--nonsense" in done.err

    def test_an_option_behind_the_end_of_options(self, here: Here) -> None:
        assert here("--", "--nonsense").status == 1

    def test_one_bad_file_does_not_keep_the_others_from_being_read(
        self, page: Path, here: Here
    ) -> None:
        done = here("show", "--plain", "nothing.txt", page)
        assert done.status == 1
        assert done.err == "tazdump: nothing.txt: no such file or directory\n"
        assert "Die Nacht der kleinen Lichter" in done.out

    def test_a_damaged_page_is_refused_with_strict(self, tmp_path: Path, here: Here) -> None:
        path = tmp_path / "x.txt"
        path.write_text("# taz.de -- A: B\n> C\n", encoding="utf-8")
        assert here("show", path).status == 0
        done = here("show", "--strict", path)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith(f"tazdump: {path}: the page is damaged: ")

    def test_names_of_files_cannot_command_the_terminal(self, here: Here) -> None:
        assert here("show", "\x1b[31m\n.txt").err == (
            "tazdump: ␛[31m␊.txt: no such file or directory\n"
        )

    @posix
    def test_names_of_files_need_not_be_utf8(self) -> None:
        done = program("show", os.fsdecode(b"\xe4.txt"))
        assert done == (1, "", "tazdump: \ufffd.txt: no such file or directory\n")

    def test_an_error_without_a_place_is_a_sentence_too(
        self, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object, **_options: object) -> int:
            reason = "Nothing will do."
            raise click.UsageError(reason)

        monkeypatch.setattr(app.program, "main", fail)
        assert here().err == "tazdump: Nothing will do. (tazdump --help tells more)\n"


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


class TestCompletion:
    """The shell's completion knows commands, options, formats, envelopes and files."""

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("sh", "show"),
            ("convert --to mark", "markdown"),
            ("render --envelope gem", "gemtext"),
            ("show --pl", "--plain"),
        ],
    )
    def test_completes(self, words: str, expected: str) -> None:
        env = {
            "_TAZDUMP_COMPLETE": "bash_complete",
            "COMP_WORDS": f"tazdump {words}",
            "COMP_CWORD": str(words.count(" ") + 1),
        }
        assert program(env=env).out == f"plain,{expected}\n"

    def test_in_this_process(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("_TAZDUMP_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", "tazdump e")
        monkeypatch.setenv("COMP_CWORD", "1")
        with pytest.raises(SystemExit):
            main([])
        assert capsys.readouterr().out == "plain,explain\nplain,envelopes\n"

    def test_gives_a_script_for_the_shell(self) -> None:
        done = program(env={"_TAZDUMP_COMPLETE": "zsh_source"})
        assert done.status == 0
        assert "#compdef tazdump" in done.out


def test_a_terminal_is_spoken_to_in_utf8() -> None:
    status, seen = on_terminal("check", EXAMPLES / "stadtbaeume.txt", env={"LC_ALL": "C"})
    assert status == 0
    assert "wer ihn sich le…" in seen
