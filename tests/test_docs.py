"""Promises of the docs: every public name is there and no other, every link leads somewhere, and
what is made from the code is what the code says today.

How: pages and `__all__` lists are read as text; the generated parts are made anew and compared.
Cost: about a second.
"""

from __future__ import annotations

import ast
import inspect
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest
from cli_runs import ROOT

import tazdump
from tazdump import Code, Role, Severity, corpus
from tazdump._envelopes import ENVELOPES
from tazdump.diagnostics import RULES
from tazdump.export import arrow
from tazdump.testing import Damage

DOCS: Final = ROOT / "docs"
#: Where the package is installed; beside these tests there may be none.
SOURCE: Final = Path(tazdump.__file__).parent.parent
PAGES: Final = [
    *sorted(ROOT.glob("*.md")),
    *sorted(p for p in DOCS.rglob("*.md") if "_build" not in p.relative_to(DOCS).parts),
]
#: Modules whose names are imported from `tazdump`, and the one that only has the program.
_INSIDE: Final = {"tazdump.address", "tazdump.diagnostics", "tazdump.model", "tazdump.cli"}
_AUTO: Final = re.compile(
    r"^ *\.\. (?:currentmodule:: (?P<module>\S+)"
    r"|auto(?:function|class|exception|data):: (?P<name>\S+))$",
    re.MULTILINE,
)
_FENCED: Final = re.compile(r"^(`{3,})(?P<info>[^\n`]*)\n.*?^\1$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\]\(<?([^)\s>]+)>?\)")
_DIRECTIVE: Final = re.compile(r"^`{3,}\{(?:image|figure|literalinclude|include)\} +(\S+)$")


def each_page(pages: list[Path] = PAGES) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=lambda p: p.relative_to(ROOT).as_posix())


def public_names() -> Iterator[str]:
    """Every public name of a module that is public, without importing any."""
    for path in sorted((SOURCE / "tazdump").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if "._" in module or module in _INSIDE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8")).body
        listed = [
            ast.literal_eval(node.value)
            for node in tree
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        ]
        # Without such a list: what the module itself defines.
        defined = [node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        names = listed[0] if listed else [name for name in defined if name[0] != "_"]
        yield from (f"{module}.{name}" for name in names)


def documented_names() -> Iterator[str]:
    """Every name that a page of the reference asks Sphinx to document."""
    for page in sorted((DOCS / "reference").glob("*.md")):
        module = ""
        for found in _AUTO.finditer(page.read_text(encoding="utf-8")):
            if found["module"]:
                module = found["module"]
            else:
                name = found["name"]
                yield name if name.startswith("tazdump.") else f"{module}.{name}"


class TestNames:
    def test_every_public_name_is_documented_once_and_no_other(self) -> None:
        documented = sorted(documented_names())
        assert documented == sorted(public_names())

    def test_there_are_names_of_every_public_module(self) -> None:
        assert {"tazdump.parse", "tazdump.export.json.loads", "tazdump.testing.articles"} < set(
            public_names()
        )


def anchors(page: Path) -> set[str]:
    """What can be linked to on a page: its headings, as the forges and Sphinx name them."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6} (.+?)\s*$", text, re.MULTILINE)
    plain = [re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).lower() for heading in headings]
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in plain}


def links(page: Path) -> list[str]:
    """Every link of a page to a place in the repository."""
    text = page.read_text(encoding="utf-8")
    shown = [found[1] for line in text.split("\n") if (found := _DIRECTIVE.match(line))]
    prose = re.sub(r"`+[^`\n]*`+", "", _FENCED.sub("", text))
    return shown + [target for target in _LINK.findall(prose) if ":" not in target]


def fields(kind: type) -> list[str]:
    """The public fields of a class of values."""
    named: tuple[str, ...] = getattr(kind, "_fields", ())
    made: tuple[Any, ...] = getattr(kind, "__attrs_attrs__", ())
    return [name for name in (*named, *(field.name for field in made)) if name[0] != "_"]


class TestFields:
    """The reference says of each field what it is: from the code, or from the table beside it."""

    ABOUT: Final = runpy.run_path(str(DOCS / "fields.py"))
    VALUES: Final[list[type]] = [
        value
        for value in (
            *(getattr(tazdump, name) for name in tazdump.__all__),
            *(getattr(corpus, name) for name in corpus.__all__),
            Damage,
        )
        if fields(value)
    ]

    @pytest.mark.parametrize("kind", VALUES)
    def test_each_has_words(self, kind: type) -> None:
        about = cast("Callable[[str], str]", self.ABOUT["about"])
        text = inspect.getsource(kind)
        silent = [
            name
            for name in fields(kind)
            if not re.search(rf"^    #: .*\n    {name}:", text, re.MULTILINE)
            and not about(f"{kind.__name__}.{name}")
        ]
        assert silent == []

    def test_none_is_told_of_that_is_not_there(self) -> None:
        told = cast("dict[str, str]", self.ABOUT["FIELDS"])
        there = {f"{kind.__name__}.{name}" for kind in self.VALUES for name in fields(kind)}
        alone = {name.partition(".")[2] for name in there}
        assert [name for name in told if name not in there | alone] == []


class TestLinks:
    @each_page()
    def test_each_leads_to_a_file_and_a_heading_of_it(self, page: Path) -> None:
        lost: list[str] = []
        for target in links(page):
            name, _, anchor = target.partition("#")
            path = (page.parent / name).resolve() if name else page
            if path.is_relative_to(ROOT / "src"):
                path = SOURCE / path.relative_to(ROOT / "src")
            if not path.is_file() or (anchor and anchor not in anchors(path)):
                lost.append(target)
        assert lost == []

    @each_page()
    def test_each_picture_has_words_for_those_who_do_not_see_it(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"!\[\]\([^)]*\)", text) == []
        directives = [m[0] for m in _FENCED.finditer(text) if m["info"].startswith("{image}")]
        assert [d for d in directives if not re.search(r"^:alt: \S", d, re.MULTILINE)] == []


def test_install_tells_of_every_extra_for_users_and_no_other() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for_users = project.partition("# For users")[2].partition("# For us.")[0]
    extras = set(re.findall(r"^([a-z]+) = \[", for_users, re.MULTILINE))
    told = (DOCS / "install.md").read_text(encoding="utf-8")
    assert extras >= {"cli", "arrow", "testing", "all"}
    assert set(re.findall(r"^\| `([a-z]+)` \|", told, re.MULTILINE)) == extras


class TestPages:
    @each_page()
    def test_each_has_one_title_and_no_empty_heading(self, page: Path) -> None:
        text = _FENCED.sub("A block.", page.read_text(encoding="utf-8"))
        assert len(re.findall(r"^# \S", text, re.MULTILINE)) == 1
        assert re.findall(r"^#+ *$", text, re.MULTILINE) == []
        assert not re.search(r"^(#+) [^\n]*\n\s*^\1 ", text, re.MULTILINE)

    @each_page()
    def test_no_line_has_the_name_of_a_machines_folder(self, page: Path) -> None:
        assert not re.search(r"(?<![\w.:/])/(?:work|home|root|Users)/", page.read_text("utf-8"))


@pytest.fixture(scope="module")
def maker() -> dict[str, object]:
    return runpy.run_path(str(DOCS / "make_reference.py"))


def test_the_columns_of_a_crawl_are_all_told() -> None:
    text = (DOCS / "reference" / "corpus.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z_]+)` \|", text.partition("## The columns")[2], re.MULTILINE)
    assert told == [name for name in corpus.SCHEMA.names if name not in arrow.SCHEMA.names]


class TestMadeFromTheCode:
    @pytest.mark.parametrize(
        "name", ["codes", "envelopes", "roles", "commands", "damage", "german", "schema", "finds"]
    )
    def test_each_part_is_what_the_code_says_today(
        self, name: str, maker: dict[str, object]
    ) -> None:
        parts = cast("dict[str, tuple[str, object]]", maker["PARTS"])
        renewed = cast("Callable[[str, str], str]", maker["renewed"])
        text = (DOCS / parts[name][0]).read_text(encoding="utf-8")
        # Words alone: releases of click break the lines of help in different places.
        assert text.split() == renewed(name, text).split(), "run: python docs/make_reference.py"

    def test_these_are_all_parts(self, maker: dict[str, object]) -> None:
        parts = cast("dict[str, object]", maker["PARTS"])
        assert set(parts) == {
            *("codes", "commands", "damage", "envelopes", "finds", "german", "roles", "schema"),
        }

    def test_a_page_without_room_for_a_part_is_told(self, maker: dict[str, object]) -> None:
        renewed = cast("Callable[[str, str], str]", maker["renewed"])
        with pytest.raises(ValueError, match="no place for codes"):
            renewed("codes", "# Diagnostics\n")

    def test_every_code_has_severity_meaning_and_example(self) -> None:
        text = (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8")
        for code in Code:
            section = text.partition(f"\n### {code}\n")[2].partition("\n### ")[0]
            assert f"**{RULES[code].severity}.** {RULES[code].meaning}" in section
            assert re.search(rf"^\d+:\d+: {code} ", section, re.MULTILINE)
            assert "^" in section

    def test_severities_and_envelopes_and_roles_are_all_told(self) -> None:
        told = (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8")
        assert [severity for severity in Severity if f"\n{severity}\n:" not in told] == []
        table = (DOCS / "explanation" / "envelopes.md").read_text(encoding="utf-8")
        assert [name for name in ENVELOPES if f"\n| `{name}` |" not in table] == []
        roles = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
        assert [role for role in Role if f"\n| `{role}` |" not in roles] == []
