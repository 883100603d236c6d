"""Promises to who reads text of strangers: no depth, no entities, files or network, no escapes.

How: hostile pages under a low limit of recursion, under an audit of what Python opens, and on a
pipe and a terminal; what each export promises stands in its own tests. Cost: some seconds.
"""

from __future__ import annotations

import ast
import inspect
import json as standard
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from cli_runs import ARTICLE, on_terminal, posix, program
from hypothesis import given
from hypothesis import strategies as st
from oracle import WRITTEN

import tazdump
from tazdump import ParseError, explain, parse_page, render
from tazdump._cli.terminal import visible
from tazdump.export import csl, html, json, jsonld, markdown, tei

SOURCE: Final = Path(tazdump.__file__).parent
HEAD: Final = "# taz.de -- Wetter: Es regnet\n"
DEEP: Final = 20_000
#: Frames that a call may need, whatever it is given; the deepest one seen needs 22.
_FRAMES: Final = 60

NESTED: Final[dict[str, str]] = {
    "tables": f"<pre>{HEAD}" + "<table><tr><td>x" * DEEP,
    "divisions": f"<div id=gopher>{HEAD}" + "<div>x" * DEEP + "</div>" * DEEP,
    "links": HEAD + "[1][" * DEEP + "Wort" + "]" * DEEP,
    "brackets": HEAD + "[" * DEEP + "]" * DEEP,
    "ledes": HEAD + "> " * DEEP + "Wort",
    "headings": HEAD + "## " * DEEP + "Wort",
    "bars": HEAD + "| " * DEEP + "Wort" + " |" * DEEP,
    "sections": HEAD + "## TAGS\n## LINKS\n" * DEEP,
    "entries": HEAD + "## ARTIKEL ZUM THEMA\n" + "A: B\nC.\n" * DEEP,
    "an address": HEAD + "## LINKS\n[1] " + "/taz.de/1" * DEEP + "/!1",
}


class TestDepth:
    """Recursion does not grow with the input: a low limit does for any."""

    @pytest.mark.parametrize("nested", NESTED)
    def test_of_reading_and_writing(self, nested: str) -> None:
        with _few_frames():
            page = parse_page(NESTED[nested])
            explain(page)
            for dumps in (csl.dumps, html.dumps, json.dumps, jsonld.dumps, markdown.dumps):
                dumps(page)
            tei.dumps(page)
            json.loads(json.dumps(page))
            for envelope in WRITTEN:
                render(page, envelope)

    @pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":[', '{"type":"listing","title":'])
    def test_of_json_that_is_nested_without_end(self, opening: str) -> None:
        for text in (opening * DEEP, opening * DEEP + "0"):
            with _few_frames(), pytest.raises(json.JSONError, match="nested more deeply"):
                json.loads(text)

    def test_the_limit_bites(self) -> None:
        def deep(n: int) -> int:
            return n and deep(n - 1)

        with _few_frames(), pytest.raises(RecursionError):
            deep(2 * _FRAMES)


@contextmanager
def _few_frames() -> Generator[None]:
    """Room for a few more frames than there are."""
    frame, depth = inspect.currentframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + _FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


#: A page of HTML that asks for files, hosts and programs in every way there is.
GREEDY: Final = """\
<?xml version="1.0"?>
<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>
<!DOCTYPE html [
<!ENTITY file SYSTEM "file:///etc/hostname">
<!ENTITY host SYSTEM "http://127.0.0.1:9/x">
<!ENTITY % outside SYSTEM "http://127.0.0.1:9/x.dtd"> %outside;
<!ENTITY a "Wort"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">
]>
<html><head><base href="http://127.0.0.1:9/"><link rel="stylesheet" href="x.css">
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"></head><body>
<script src="http://127.0.0.1:9/x.js">import os</script>
<iframe src="file:///etc/hostname"></iframe><img src="http://127.0.0.1:9/x.png">
<object data="x"><embed src="x"></object>
<xi:include href="file:///etc/hostname" parse="text"/>
<pre># taz.de -- Wetter: Es regnet
&gt; Und zwar &file; und &host; und &c;.
Text &#x0; &#xD800; &#99999999999999999999; &amp;lt;
 (DIR) <a href="http://127.0.0.1:9/taz.de/1/!1">Ein Titel</a>
</pre></body></html>
"""
_AUDITED: Final = """\
import sys
from tazdump import parse_page
from tazdump.export import csl, html, json, jsonld, markdown, tei

def use(text):
    page = parse_page(text)
    for form in (csl, html, json, jsonld, markdown, tei):
        form.dumps(page)
    return page

text = sys.stdin.read()
use(text)
seen = []
sys.addaudithook(lambda event, _: seen.append(event))
page = use(text)
found = sorted(set(seen))
print(found)
print(page.lede)
"""


class TestNothingIsFetched:
    """HTML and XML from outside are read without entities, network or files."""

    def test_a_page_that_asks_for_all_of_it_gets_nothing(self) -> None:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", _AUDITED],
            input=GREEDY,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        events, lede = done.stdout.splitlines()
        assert standard.loads(events.replace("'", '"')) == []
        assert lede == "Und zwar &file; und &host; und &c;."

    def test_entities_do_not_grow(self) -> None:
        laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
        text = f"<!DOCTYPE x [<!ENTITY l0 'Ha'>{laughs}]><pre>{HEAD}&l29;</pre>"
        page = parse_page(text)
        assert "&l29;" in html.dumps(page).replace("&amp;", "&")
        assert len(json.dumps(page)) < 10_000

    def test_no_module_can_do_what_is_not_its_business(self) -> None:
        """Network, programs, code from text, parsers of XML: none but the pager, and workers."""
        found = {
            (path.relative_to(SOURCE).as_posix(), name)
            for path in SOURCE.rglob("*.py")
            for name in _used(path.read_text(encoding="utf-8"))
            if name.startswith(_FORBIDDEN_FAMILIES)
            or any(f"{name}.".startswith(f"{forbidden}.") for forbidden in _FORBIDDEN)
        }
        strange = {
            (path, name) for path, name in found if name.split(".")[0] not in _ALLOWED.get(path, ())
        }
        assert strange == set()

    @pytest.mark.parametrize("call", ["os.execv(x)", "os.spawnl(x)", "os.posix_spawn(x)"])
    def test_and_would_be_seen(self, call: str) -> None:
        assert any(name.startswith(_FORBIDDEN_FAMILIES) for name in _used(f"import os\n{call}"))

    def test_no_setting_from_outside_changes_a_reading(self) -> None:
        """No module of the library looks at the environment, but for those of the command."""
        found = {
            path.relative_to(SOURCE).as_posix()
            for path in SOURCE.rglob("*.py")
            if {"os.environ", "os.getenv"} & set(_used(path.read_text(encoding="utf-8")))
        }
        assert {path for path in found if not path.startswith(("_cli/", "corpus/"))} == set()


_FORBIDDEN: Final = (
    *("socket", "ssl", "http.client", "http.server", "urllib.request", "urllib.error", "ftplib"),
    *("subprocess", "os.system", "os.popen", "os.startfile", "pty", "ctypes", "webbrowser"),
    *("eval", "exec", "compile", "__import__", "marshal", "shelve", "pickle", "yaml"),
    *("xml.etree", "xml.dom", "xml.sax.make_parser", "xml.sax.parse", "xml.parsers", "lxml"),
)
#: Each of them by many names.
_FORBIDDEN_FAMILIES: Final = ("os.exec", "os.spawn", "os.posix_spawn", "os.fork")
_ALLOWED: Final = {
    # The pager of the user's choice.
    "_cli/terminal.py": {"subprocess"},
    # Workers of a scan are this Python, and what they send each other comes from no one else.
    "corpus/_workers.py": {"subprocess", "pickle"},
    "corpus/_worker.py": {"pickle"},
}


def _used(program: str) -> Iterator[str]:
    """The modules that a program imports, the names it calls, and what it takes from modules."""
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


#: What commands a terminal, turns text round, or hides it: ESC, OSC 8, C1, BEL, DEL, bidi.
COMMANDS: Final = (
    *("\x1b[31;5m", "\x1b]8;;http://x.example\x1b\\", "\x1b]0;x\x07", "\x9b31m", "\x9d0;x\x9c"),
    *("\x90q", "\x07", "\x08", "\x7f", "\x00", "\r", "\x0b", "\x0c", "\x1b[2J", "\x1bc", "\x85"),
    *("\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\u2028", "\u2029"),
)
_HOSTILE: Final = "".join(COMMANDS)


def _harmful(text: str) -> list[str]:
    """The characters that command a terminal, line ends aside."""
    return [c for c in text if c != "\n" and c != visible(c)]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A damaged dump full of commands, in a file whose name is full of them too."""
    name = "".join(c for c in _HOSTILE if c not in "\x00/") + ";$(id) x.txt"
    path = tmp_path / name
    mark, dashes, rest = ARTICLE.partition(" -- ")
    rest = rest.replace("e", f"e{_HOSTILE}").replace("## TAGS", f"## X{_HOSTILE}")
    path.write_text(mark + dashes + rest, encoding="utf-8", newline="\n")
    return path


@posix
class TestTerminal:
    """What is written to be read commands no terminal, on a pipe neither: it may be `less`."""

    @pytest.mark.parametrize("command", ["show", "explain", "check", "show --plain"])
    def test_what_is_for_reading_is_harmless_in_a_pipe_too(
        self, command: str, hostile: Path
    ) -> None:
        done = program(*command.split(" "), hostile, hostile)
        assert done.out.count("\n") > 1
        assert _harmful(done.out) == []
        assert _harmful(done.err) == []

    def test_the_summary_of_a_scan_is(self, hostile: Path) -> None:
        # With NULs it would be no text to a scan.
        hostile.write_bytes(hostile.read_bytes().replace(b"\x00", b""))
        output = hostile.with_name(f"{hostile.name}.jsonl")
        done = program("scan", hostile, "-o", output)
        assert (done.status, done.err) == (0, "")
        assert "1 rows" in " ".join(done.out.split())
        assert _harmful(done.out) == []

    @pytest.mark.parametrize(
        "command",
        [
            *("show --strict", "explain --strict", "check --encoding x", "convert --to json -o x/"),
            *("show --envelope x", "render --envelope html", "convert --to x", "--x", "render"),
        ],
    )
    def test_no_sentence_about_a_hostile_file_is(
        self, command: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(hostile.parent)  # where `x/` is written
        done = program(*command.split(" "), hostile, hostile.with_name(f"no {hostile.name}"))
        assert done.status != 0
        assert _harmful(done.err) == []

    def test_nor_one_about_a_hostile_argument(self) -> None:
        argument = _HOSTILE.replace("\x00", "")
        for arguments in (
            [argument],
            ["show", f"--{argument}", "x"],
            ["convert", "--to", argument, "x"],
            ["show", "--address", argument, "x"],
            ["show", "--encoding", argument, "x"],
            ["render", "--envelope", "table", "--residue", argument, "x"],
        ):
            done = program(*arguments)
            assert done.status != 0
            assert _harmful(done.err) == []

    @pytest.mark.parametrize("form", ["json", "jsonld", "markdown", "html", "tei", "csl", "jsonl"])
    def test_data_is_exact_in_a_pipe_and_harmless_on_a_terminal(
        self, form: str, hostile: Path
    ) -> None:
        _, seen = on_terminal("convert", "--to", form, hostile)
        assert [c for c in _harmful(seen) if c != "\t"] == []
        page = tazdump.read(hostile)
        written = {"json": json.dumps, "html": html.dumps, "tei": tei.dumps}.get(form)
        if written is not None:
            assert program("convert", "--to", form, hostile).out.strip() == written(page).strip()

    def test_advice_can_be_copied_into_a_shell(self, tmp_path: Path) -> None:
        path = tmp_path / "a $(id); b.txt"
        path.write_text("# taz.de -- A: B\n> C\n", encoding="utf-8")
        lines = "".join(program("show", "--width", "500", path).out.splitlines())
        assert f"tazdump check '{path}'" in lines


def _said_of(text: str) -> Iterator[str]:
    """All sentences about a text."""
    try:
        page = parse_page(text)
    except ParseError as error:
        yield str(error)
        return
    for found in page.diagnostics:
        yield str(found)
        yield found.show(page.source)


class TestMessages:
    """What the library itself says of a text can be printed: no character of it is a command."""

    @given(
        st.text(st.sampled_from([*_HOSTILE, *"ab \n\t|"]) | st.characters(), max_size=40),
        st.sampled_from(["", "# taz.de -- A: ", "3", "51 ", f"{HEAD}## ", f"{HEAD}[1][x]\n"]),
    )
    def test_of_errors_and_diagnostics(self, text: str, before: str) -> None:
        for said in _said_of(before + text):
            assert _harmful(said) == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_of_json_that_is_refused(self, command: str) -> None:
        texts = (
            {"schema_version": 1, "type": command},
            {"schema_version": 1, "type": "listing", "title": "A", command: 1},
            {"schema_version": 1, "type": "listing", "title": "A", "kind": command},
        )
        for text in texts:
            with pytest.raises(json.JSONError) as caught:
                json.loads(standard.dumps(text))
            assert _harmful(str(caught.value)) == []
