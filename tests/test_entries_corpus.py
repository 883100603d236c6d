"""The entries of the seed and of the corpus, found where their marks and blank lines are lost.

How: an envelope's marks are stripped from the rows of a page, and its truth is laid over them.
Skipped where the corpus is not there: it is no part of the project.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from tazdump._entries import Shape, find_entries
from tazdump._text import is_cut

_SHARED: Final = Path(
    os.environ.get("TAZDUMP_SHARED", Path(__file__).resolve().parent.parent.parent / "shared")
)


def _cuts(rows: list[str]) -> list[int]:
    return [i for i, row in enumerate(rows) if is_cut(row)]


def _truth(path: Path) -> tuple[list[str], list[int], list[Shape], dict[str, Any]]:
    """The rows of a page's entries, those behind blank lines, the entries, the whole truth."""
    told: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    lines = [line.strip(" |") for line in path.read_text(encoding="utf-8").split("\n")]
    heads = [i for i, line in enumerate(lines) if line.endswith(("ZUM THEMA", "suchen"))]
    if not heads:
        heads = [i for i, line in enumerate(lines) if line.removeprefix("# ").startswith("taz.de")]
    rows: list[str] = []
    parted: list[int] = []
    for line in lines[heads[0] + 1 :]:
        if line:
            rows.append(line.removeprefix("(DIR) ").removeprefix("DIR "))
        else:
            parted.append(len(rows))
    shapes: list[Shape] = []
    row = 0
    group = None
    entries: list[dict[str, Any]] = told.get("entries") or told.get("related") or []
    for entry in entries:
        if entry.get("group") not in {None, group}:
            group = entry["group"]
            shapes.append(Shape(row, None))
            row += 1
        title = None if entry["title"] is None else row
        start = row + (title is not None)
        row, text = start, ""
        while text != entry["teaser"]:
            text = f"{text} {rows[row]}".strip()
            row += 1
        shapes.append(Shape(title, (start, row)))
    return rows, parted, shapes, told


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the corpus (TAZDUMP_SHARED) is not here")
class TestTheCorpusIsReadAsItsTruthsSay:
    PAGES: Final = sorted(
        path.with_suffix(".txt")
        for path in _SHARED.glob("corpus/pages/*.json")
        if '"teaser"' in path.read_text(encoding="utf-8")
    )

    def test_the_seed(self) -> None:
        rows, _, shapes, _ = _truth(_SHARED / "seed" / "koalition.txt")
        assert len(shapes) == 5
        assert find_entries(rows, cut=_cuts(rows)) == shapes

    @pytest.mark.parametrize("blanks", [False, True], ids=["blank lines lost", "as it is"])
    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
    def test_a_page(self, path: Path, blanks: bool) -> None:
        rows, parted, shapes, told = _truth(path)
        envelope = told["envelope"]
        found = find_entries(
            rows,
            cut=_cuts(rows),
            wrapped=not envelope.startswith(("loxy", "gkbrk", "kennedy")),
            parted=parted if blanks and parted else None,
            ascii_info=envelope == "phoxy",
            titles_lost=None if envelope == "loxy" else False,
        )
        assert found[: len(shapes)] == shapes
