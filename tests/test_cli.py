"""What the program promises as a whole: help, errors, streams, completion, and life without extra.

How: through the installed program wherever that shows more than a run in this process.
Cost: some dozens of starts of Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import click
import pytest
from cli_runs import (
    ARTICLE,
    EXAMPLES,
    FOREIGN,
    READING,
    Here,
    on_terminal,
    posix,
    program,
)

import tazdump
from tazdump._cli import app
from tazdump.cli import main


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
            "scan, render, envelopes, schema. (tazdump --help tells more)\n"
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
