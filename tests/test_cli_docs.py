"""The pages about the command line say what the program does, and their pictures are its output.

How: commands and pictures are made anew and compared. Cost: some starts of Python.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import pytest
from cli_runs import ROOT, Here

from tazdump._cli.app import COMMANDS

REFERENCE = ROOT / "docs" / "reference" / "cli.md"
PICTURES = ROOT / "docs" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    script = runpy.run_path(str(PICTURES / "make_terminal.py"))
    cast("Callable[[Path], int]", script["main"])(folder)
    return folder


def words(picture: Path) -> str:
    root = ElementTree.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own
    return "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", ["show.svg", "explain.svg"])
class TestPictures:
    def test_they_show_what_the_program_writes_today(self, name: str, renewed: Path) -> None:
        assert words(PICTURES / name) == words(renewed / name)
        assert "tazdump" in words(renewed / name)

    def test_they_ask_for_nothing_elsewhere(self, name: str) -> None:
        text = (PICTURES / name).read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert "url(http" not in text


def test_the_reference_names_only_options_that_there_are(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    here = Here(capfdbinary)
    helps = here("--help").out + "".join(here(name, "--help").out for name in COMMANDS)
    named = set(re.findall(r"--[a-z-]+", REFERENCE.read_text(encoding="utf-8")))
    assert sorted(option for option in named - {"--"} if option not in helps) == []
