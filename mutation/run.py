"""Mutants of the core, and which of them no test notices: `python mutation/run.py [MODULE ...]`.

How: mutmut changes one thing at a time in a copy of the tree. Each module's mutants first meet the
tests of that module, which is cheap; those left that `survivors` does not explain meet all tests
of the core; the run fails if any is left then. Cost: a third of a second for a mutant that is
noticed, ten for one that is not: a minute for a small module, an hour and a half for all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
SURVIVORS: Final = Path(__file__).with_name("survivors")
#: Of all mutants, in percent; what is left must be explained all the same.
NOTICED_AT_LEAST: Final = 90
_NOTICED: Final = frozenset({"killed", "timeout"})
_EXPLAINED: Final = "explained"

#: Each module with the tests of its own, by which most of its mutants are noticed.
MODULES: Final = {
    "_source": "source",
    "diagnostics": "diagnostics",
    "_lines": "lines",
    "_paragraphs": "paragraphs_plainly paragraphs",
    "_evidence": "evidence",
    "_lengths": "lengths paragraphs",
    "_fill": "fill",
    "_entries": "entries_rows entries",
    "_topics": "topics",
    "_blocks": "blocks golden found diagnostics",
    "_body": "body golden found",
    "_envelopes/__init__": "envelopes_head envelopes_html_lines recognition",
    "_envelopes/_base": "envelopes_head envelopes_gemini envelopes_marked envelopes_html_lines",
    "_envelopes/_html_lines": "envelopes_html_rows envelopes_html_lines envelopes_html",
    "_envelopes/_writing": "envelopes_plain envelopes_marked envelopes_menu envelopes_table",
    "_envelopes/gemini_proxies": "envelopes_gemini",
    "_envelopes/gemtext": "envelopes_gemini",
    "_envelopes/html": (
        "envelopes_layout envelopes_html_rows envelopes_html_lines envelopes_html recognition"
    ),
    "_envelopes/marked": "envelopes_layout envelopes_marked",
    "_envelopes/menu": "envelopes_layout envelopes_menu_rows envelopes_menu",
    "_envelopes/plain": "envelopes_layout envelopes_plain envelopes_marked",
    "_envelopes/table": "envelopes_layout envelopes_table_bars envelopes_table",
}
#: The tests of the core: those above, and those of whole pages.
WIDE: Final = sorted(
    {name for names in MODULES.values() for name in names.split()}
    | {"explain", "guarantees", "model", "read", "roundtrip"}
)
#: Tests of time say nothing of what a reader finds; this one tries thousands of like cases.
LEFT_OUT: Final = "not linear and not Mentions"
PARTS: Final = ("src", "tests", "docs", "examples", "README.md", "pyproject.toml")
MUTMUT: Final = (sys.executable, "-c", "from mutmut.__main__ import cli; cli()")


class Change(NamedTuple):
    """What a mutant changes: the function, and the lines it takes away and adds."""

    function: str
    lines: set[str]


def main() -> int:
    """Test the mutants of the modules that were named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(MODULES)}")
    parser.add_argument("--work", type=Path, default=ROOT / "mutants", help="where the copies go")
    parser.add_argument("--jobs", type=int, default=1, help="how many mutants at a time")
    wanted = parser.parse_args()
    modules = wanted.modules or list(MODULES)
    if unknown := [name for name in modules if name not in MODULES]:
        parser.error(f"no module {unknown[0]}; there are {', '.join(MODULES)}")
    source = wanted.work / "source"
    copy(ROOT, source)
    explained = explanations()
    verdicts: dict[str, dict[str, str]] = {}
    left: dict[str, Change] = {}
    for module in modules:
        tree = prepared(wanted.work / module.replace("/", "."), source, [module])
        mutmut(tree, "run", f"--max-children={wanted.jobs}")
        verdicts[module] = verdicts_of(tree, module)
        for name, verdict in verdicts[module].items():
            if verdict not in _NOTICED:
                change = changed(tree, module, name)
                if change.lines <= explained.get(change.function, set()):
                    verdicts[module][name] = _EXPLAINED
                else:
                    left[name] = change
        say(row(module, verdicts[module]))
    if left:
        tree = prepared(wanted.work / "all", source, modules, wide=True)
        mutmut(tree, "run", f"--max-children={wanted.jobs}", *left)
        for module in modules:
            wide = verdicts_of(tree, module)
            verdicts[module].update((name, wide[name]) for name in verdicts[module] if name in left)
    return report(verdicts, left)


def say(*lines: str) -> None:
    """Print at once, for a run takes long."""
    print(*lines, sep="\n", flush=True)  # noqa: T201 - a command


def copy(root: Path, tree: Path) -> None:
    """Copy what the tests need, so that nobody's edits change what is mutated."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__", "_build")
        if (root / part).is_dir():
            shutil.copytree(root / part, tree / part, ignore=ignored)
        else:
            shutil.copy2(root / part, tree / part)


def prepared(tree: Path, source: Path, modules: list[str], *, wide: bool = False) -> Path:
    """A tree in which mutmut is told what to mutate, and by which tests to judge."""
    copy(source, tree)
    tests = WIDE if wide else MODULES[modules[0]].split()
    doctests = [f"src/tazdump/{module}.py" for module in modules]
    settings = {
        "source_paths": ["src"],
        "only_mutate": doctests,
        "also_copy": [part for part in PARTS if part not in {"src", "tests"}],
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider", "--hypothesis-profile=mutation", "-k", LEFT_OUT),
            # A mutant that runs for ever: a thread ends its process, and that is a failure.
            *("--timeout=30", "--timeout-method=thread"),
        ],
        "pytest_add_cli_args_test_selection": [*(f"tests/test_{t}.py" for t in tests), *doctests],
        # A process in which no test has run: Hypothesis and caches would remember it.
        "process_isolation": "forkserver",
        "use_git_change_detection": "false",
        "timeout_multiplier": "4",
        "timeout_constant": "10",
    }
    lines = [
        f"{key} = " + (value if isinstance(value, str) else "\n  ".join(["", *value]))
        for key, value in settings.items()
    ]
    (tree / "setup.cfg").write_text("[mutmut]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return tree


def mutmut(tree: Path, *arguments: str) -> None:
    """Run mutmut in a tree; what it prints goes to a file there."""
    env = os.environ | {"TAZDUMP_SHARED": str(tree / "none")}
    with (tree / "mutmut.log").open("wb") as log:
        command = [*MUTMUT, *arguments]
        done = subprocess.run(command, cwd=tree, env=env, stdout=log, stderr=log, check=False)
    if done.returncode:
        sys.exit(f"mutmut failed; see {tree / 'mutmut.log'}")


def verdicts_of(tree: Path, module: str) -> dict[str, str]:
    """What became of each mutant of a module: killed, timeout, survived, no tests, or not run."""
    from mutmut.stats import status_by_exit_code  # noqa: PLC0415 - an import that takes a second

    meta = json.loads((tree / f"mutants/src/tazdump/{module}.py.meta").read_text())
    return {name: status_by_exit_code[code] for name, code in meta["exit_code_by_key"].items()}


def row(module: str, verdicts: dict[str, str]) -> str:
    """A row of the table of results."""
    counts = Counter(verdicts.values())
    noticed, told = sum(counts[verdict] for verdict in _NOTICED), counts[_EXPLAINED]
    left, share = len(verdicts) - noticed - told, 100 * noticed / (len(verdicts) or 1)
    return f"| `{module}` | {len(verdicts)} | {noticed} | {told} | {left} | {share:.1f} % |"


def report(verdicts: dict[str, dict[str, str]], changes: dict[str, Change]) -> int:
    """Print the results, and what is left without being explained; the exit status."""
    say("", "| module | mutants | noticed | explained | left | share noticed |")
    say("|---|---|---|---|---|---|")
    say(*(row(module, found) for module, found in verdicts.items()))
    total = {name: verdict for found in verdicts.values() for name, verdict in found.items()}
    say(row("all", total), "")
    left = [name for name in changes if total[name] not in _NOTICED]
    for name in left:
        function, lines = changes[name]
        say(f"## `{function}`", "", f"{name}: {total[name]}", "")
        say("```diff", *sorted(lines, reverse=True), "```", "")
    say(f"{len(left)} mutants are neither noticed nor explained in {SURVIVORS.name}")
    noticed = sum(verdict in _NOTICED for verdict in total.values())
    return int(bool(left) or 100 * noticed < NOTICED_AT_LEAST * len(total))


def changed(tree: Path, module: str, name: str) -> Change:
    """What a mutant changes."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415 - an extra

    here = Path.cwd()
    os.chdir(tree)
    try:
        diff = get_diff_for_mutant(name, path=f"src/tazdump/{module}.py")
    finally:
        os.chdir(here)
    lines = {
        line[0] + " ".join(line[1:].split())
        for line in diff.split("\n")[2:]
        if line[:1] in {"-", "+"} and line[1:].strip()
    }
    function = re.sub(r"__mutmut_\d+$", "", name.rpartition(".")[2])
    function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return Change(f"{module}: {function}", lines)


def explanations() -> dict[str, set[str]]:
    """The lines of `survivors` that stand in diffs, by the function in the heading above."""
    explained: dict[str, set[str]] = {}
    function = ""
    files = sorted(SURVIVORS.glob("*.md"))
    for line in "\n".join(file.read_text(encoding="utf-8") for file in files).split("\n"):
        if line.startswith("## "):
            function = line.removeprefix("## ").strip("` ")
        elif line[:1] in {"-", "+"}:
            explained.setdefault(function, set()).add(line[0] + " ".join(line[1:].split()))
    return explained


if __name__ == "__main__":
    sys.exit(main())
