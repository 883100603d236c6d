"""Promise: every example on every page of the docs does what stands there.

How: each page is run from top to bottom as a reader would, in a folder of its own that holds the
examples: what has prompts is compared with what it gives, other Python is run, and each `$ ` line
of a console goes through a shell. What installs is run by `.ci/run`. Cost: seconds.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Final, NamedTuple
from unittest import mock

import pytest
from cli_runs import ROOT

from tazdump._envelopes import ENVELOPES

DOCS: Final = ROOT / "docs"
PAGES: Final = sorted(
    page.relative_to(DOCS).as_posix()
    for page in DOCS.rglob("*.md")
    if "_build" not in page.relative_to(DOCS).parts
)
#: Fences whose Python is run; Sphinx and the forges know them all.
_PYTHON: Final = frozenset({"pycon", "python", "{doctest}"})
_FENCE: Final = re.compile(r"(?P<ticks>`{3,}|:{3,})(?P<info>.*)")
#: A page whose every command needs atheris, which no test has: `nox -s fuzz` runs them.
_RUN_ELSEWHERE: Final = frozenset({"howto/fuzz.md"})
_CHECKER: Final = doctest.OutputChecker()
#: What of the environment would change what programs write.
_FOREIGN: Final = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "LESS")


class Block(NamedTuple):
    """A fenced block: its language, its text, and the line where the text begins, from 0."""

    language: str
    text: str
    line: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in their order."""
    found: list[Block] = []
    inside: list[str] = []
    ticks = language = ""
    start = 0
    for number, line in enumerate((DOCS / page).read_text(encoding="utf-8").split("\n"), 1):
        fence = _FENCE.match(line)
        if ticks and line.strip() == ticks:
            found.append(Block(language, "\n".join([*inside, ""]), start))
            ticks = ""
        elif ticks:
            inside.append(line)
        elif fence is not None:
            ticks, language = fence["ticks"], fence["info"].strip()
            inside, start = [], number
    assert not ticks, f"{page} ends inside a fence"
    return found


def run_python(block: Block, page: str, names: dict[str, object]) -> None:
    """Run it; what it defines is there for the blocks after it, and for those before."""
    if not re.search(r"^>>> ", block.text, re.MULTILINE):
        exec(compile(block.text, page, "exec"), names)  # noqa: S102 - our own documentation
        return
    # A name for each block: by it, tracebacks find the lines of what was defined above.
    name = f"{page}, line {block.line}"
    test = doctest.DocTestParser().get_doctest(block.text, names, name, page, block.line)
    test.globs = names
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    failed, tried = runner.run(test, out=said.append, clear_globs=False)
    assert not failed, "".join(said)
    assert tried


def run_console(block: Block, folder: Path) -> None:
    """Run each `$ ` line, and compare what it writes with what stands below it."""
    environment = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    environment["PATH"] = f"{sysconfig.get_path('scripts')}{os.pathsep}{environment['PATH']}"
    shell = shutil.which("bash") or "sh"
    first, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert not first
    for entry in commands:
        command, _, wanted = entry.partition("\n")
        done = subprocess.run(
            [shell, "-c", command], cwd=folder, env=environment, capture_output=True, check=False
        )
        got = (done.stdout + done.stderr).decode("utf-8")
        example = doctest.Example(command, wanted)
        flags = doctest.ELLIPSIS
        if not _CHECKER.check_output(wanted, got, flags):
            pytest.fail(f"{command}\n{_CHECKER.output_difference(example, got, flags)}")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    # One page adds an envelope for a session; here it must end with the page.
    with mock.patch.dict(ENVELOPES):
        for block in blocks(page):
            if block.language in _PYTHON:
                run_python(block, page, names)
            elif block.language == "console":
                run_console(block, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_no_prompt_stands_where_it_would_not_be_run(page: str) -> None:
    run = [block for block in blocks(page) if block.language in _PYTHON | {"console"}]
    shown = re.findall(r"^(?:>>>|\$) ", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    inside = [re.findall(r"^(?:>>>|\$) ", block.text, re.MULTILINE) for block in run]
    assert len(shown) == sum(map(len, inside))


def test_how_to_and_tutorial_have_examples_that_are_run() -> None:
    shown = {page: {block.language for block in blocks(page)} for page in PAGES}
    lessons = [page for page in PAGES if page.startswith(("howto/", "tutorial"))]
    silent = {page for page in lessons if not shown[page] & (_PYTHON | {"console"})}
    assert lessons
    assert silent == _RUN_ELSEWHERE


def test_a_page_that_shows_something_else_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"Expected:\n *3\n *Got:\n *2"):
        run_python(Block("pycon", ">>> 1 + 1\n3\n", 0), "page.md", {})
    with pytest.raises(NameError):
        run_python(Block("python", "nothing_of_the_kind\n", 0), "page.md", {})
    with pytest.raises(pytest.fail.Exception, match="echo eins"):
        run_console(Block("console", "$ echo eins\nzwei\n", 0), tmp_path)
