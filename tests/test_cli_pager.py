"""The pager of `tazdump show`: when it is used, and what happens where it cannot be.

How: a small program plays the pager, on a pseudo-terminal. Cost: some starts of Python.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import ARTICLE, DRAWN, EXAMPLES, LISTING, OURS, Here, on_terminal, posix, program


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="\n")
    return path


def on_a_low_terminal(patch: pytest.MonkeyPatch) -> None:
    """Take standard output, whatever it is now, for a terminal of five lines."""
    patch.setattr(sys.stdout, "isatty", lambda: True)
    patch.setenv("TERM", "xterm-256color")
    patch.setenv("LINES", "5")
    patch.setenv("COLUMNS", "80")


class TestPager:
    """What does not fit on a terminal goes through the user's pager, and only that."""

    MARK = "x-pager"

    @pytest.fixture
    def pager(self, tmp_path: Path) -> str:
        script = tmp_path / "a pager.py"
        script.write_text(
            "import os, sys\n"
            "text = sys.stdin.buffer.read().decode('utf-8')\n"
            "sys.stdout.write(f'{sys.argv[1:]} {os.environ[\"LESS\"]} ' + ascii(text[-150:]))\n"
        )
        return f"'{sys.executable}' '{script}' {self.MARK}"

    def test_a_long_page_is_paged_with_colours_but_without_hyperlinks(self, pager: str) -> None:
        article = EXAMPLES / "stadtbaeume.txt"
        status, seen = on_terminal("show", article, env={"PAGER": pager})
        assert status == 0
        assert seen.startswith(f"['{self.MARK}'] FRX '")
        assert "(6 warnings: " in seen
        assert "]8;" not in seen

    def test_a_short_page_is_not(self, tmp_path: Path, pager: str) -> None:
        path = tmp_path / "x.txt"
        path.write_text(LISTING, encoding="utf-8")
        _, seen = on_terminal("show", path, env={"PAGER": pager})
        assert self.MARK not in seen
        assert "Wischeroog jubelt" in seen

    @pytest.mark.parametrize("option", ["--no-pager", "--plain"])
    def test_nor_is_one_for_which_that_was_declined(self, option: str, pager: str) -> None:
        _, seen = on_terminal("show", option, EXAMPLES / "stadtbaeume.txt", env={"PAGER": pager})
        assert self.MARK not in seen

    def test_nor_what_goes_into_a_pipe(self, pager: str) -> None:
        done = program("show", EXAMPLES / "stadtbaeume.txt", env={"PAGER": pager})
        assert self.MARK not in done.out

    @pytest.mark.parametrize("wrong", ["", "no-such-pager-anywhere", "un'closed"])
    def test_a_pager_that_is_none_is_done_without(self, wrong: str) -> None:
        _, seen = on_terminal("show", EXAMPLES / "stadtbaeume.txt", env={"PAGER": wrong})
        assert "Was Wurzeln wissen" in seen

    def test_a_pager_that_does_not_start_is_done_without(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken"
        broken.write_bytes(b"\x00\x01\x02")
        broken.chmod(0o755)
        _, seen = on_terminal("show", EXAMPLES / "stadtbaeume.txt", env={"PAGER": f"'{broken}'"})
        assert "Was Wurzeln wissen" in seen

    def test_a_pager_that_is_left_early_is_no_error(self, page: Path) -> None:
        leaving = f"'{sys.executable}' -c pass"
        status, seen = on_terminal("show", *[page] * 300, env={"PAGER": leaving})
        assert (status, seen) == (0, "")


class TestPagerHere:
    """The same in this process, piece by piece."""

    def test_shows_what_is_long(
        self, here: Here, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_a_low_terminal(monkeypatch)
        monkeypatch.setenv("PAGER", f"'{sys.executable}' -c \"print('seen')\"")
        assert here("show", page).out.split() == ["seen"]

    @pytest.mark.parametrize("pager", ["", "no-such-pager-anywhere", "un'closed"])
    def test_without_one_all_is_written(
        self, pager: str, here: Here, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_a_low_terminal(monkeypatch)
        monkeypatch.setenv("PAGER", pager)
        assert OURS.sub("", here("show", page).out) == DRAWN

    def test_so_it_is_where_it_does_not_start(
        self, here: Here, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object, **_options: object) -> None:
            raise PermissionError

        on_a_low_terminal(monkeypatch)
        monkeypatch.setenv("PAGER", f"'{sys.executable}'")
        monkeypatch.setattr(subprocess, "Popen", fail)
        assert OURS.sub("", here("show", page).out) == DRAWN

    @posix
    def test_ctrl_c_is_left_to_the_pager(
        self, here: Here, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        script = (
            "import os, signal, sys, time; signal.signal(signal.SIGINT, signal.SIG_IGN);"
            f"os.kill({os.getpid()}, signal.SIGINT); sys.stdin.read();"
            f"os.kill({os.getpid()}, signal.SIGINT); time.sleep(0.3); print('still here')"
        )
        on_a_low_terminal(monkeypatch)
        monkeypatch.setenv("PAGER", f"'{sys.executable}' -c \"{script}\"")
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            done = here("show", page)
        finally:
            signal.signal(signal.SIGINT, before)
        assert (done.status, done.out.strip()) == (0, "still here")
