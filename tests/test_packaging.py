"""What an installed tazdump promises, and that the project's own files agree with each other.

How: looks at the installed distribution, and reads the repository's files as text.
Cost: one start of Python.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

import tazdump

ROOT = Path(__file__).parent.parent
DISTRIBUTION = importlib.metadata.metadata("tazdump")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAGES = ["README.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md"]
OURS = {"benchmark", "dev", "docs", "fuzz", "lint", "mutation", "package", "test", "types"}
#: Half a gigabyte: nobody should get it without asking for it.
LARGE = {"spark"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(text_of("pyproject.toml"))["project"]
    return table


def test_the_version_is_the_installed_one() -> None:
    assert tazdump.__version__ == DISTRIBUTION["Version"]


def test_attrs_and_regex_are_all_it_needs() -> None:
    required = importlib.metadata.requires("tazdump") or []
    always = {re.split(r"[^a-z0-9_-]", line)[0] for line in required if "extra ==" not in line}
    assert always == {"attrs", "regex"}


def test_it_is_typed_and_has_its_licence() -> None:
    assert files("tazdump").joinpath("py.typed").is_file()
    assert DISTRIBUTION["License-Expression"] == "MIT"
    assert DISTRIBUTION.get_all("License-File") == ["LICENSE"]


def test_importing_it_imports_no_extra() -> None:
    program = (
        "import json, sys; before = set(sys.modules); import tazdump;"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, check=True, text=True
    )
    brought = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert brought - sys.stdlib_module_names == {"attr", "attrs", "regex", "tazdump"}


def test_the_extra_all_has_every_extra_for_users_but_the_large_one(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    (everything,) = extras["all"]
    named = set(everything.removeprefix("tazdump[").removesuffix("]").split(","))
    assert named == set(extras) - OURS - LARGE - {"all"}


def test_workflows_use_the_oldest_python_of_the_classifiers(project: dict[str, Any]) -> None:
    prefix = "Programming Language :: Python :: 3."
    named = [c.removeprefix(prefix) for c in project["classifiers"] if c.startswith(prefix)]
    assert project["requires-python"] == f">=3.{named[0]}"
    for workflow in WORKFLOWS:
        found = re.findall(
            r'^  PYTHON: "(.+)"$', workflow.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert found == [f"3.{named[0]}"], workflow.name


def test_actions_are_pinned_by_commit() -> None:
    for workflow in WORKFLOWS:
        used = re.findall(r"uses: (\S+)", workflow.read_text(encoding="utf-8"))
        others = [u for u in used if not u.startswith("./.github/workflows/")]
        assert others
        assert [u for u in others if not re.fullmatch(r"[^@]+@[0-9a-f]{40}", u)] == []


def test_one_action_has_one_commit_everywhere() -> None:
    pins = {pin for w in WORKFLOWS for pin in re.findall(r"(\S+)@([0-9a-f]{40})", text_of(str(w)))}
    assert len({action for action, _ in pins}) == len(pins)


def test_the_changelog_begins_with_this_version() -> None:
    (first, *_) = re.findall(r"^## \[(.+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert first == tazdump.__version__


def test_the_citation_is_of_this_version_and_licence() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert citation["version"] == tazdump.__version__
    assert citation["license"] == DISTRIBUTION["License-Expression"]


def test_the_reference_has_the_public_names_and_no_others() -> None:
    reference = text_of("docs/reference/api.md")
    named = re.findall(r"^\.\. auto(?:function|class|exception):: (\w+)$", reference, re.MULTILINE)
    assert sorted(named) == sorted(tazdump.__all__)


@pytest.mark.parametrize("name", PAGES)
def test_its_pages_link_to_files_that_are_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)", text_of(name))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / target).is_file()] == []


def test_the_example_menu_has_the_line_ends_of_gopher() -> None:
    menu = (ROOT / "examples" / "gedicht.menu.txt").read_bytes()
    assert menu.count(b"\n") == menu.count(b"\r\n")
    assert menu.endswith(b"\r\n.\r\n")
