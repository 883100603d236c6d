"""Damage to one whole dump, everywhere: what no sampling of damages can leave out.

How: an invented dump in the very form of the seed (table residue, cuts, a severed character), and
the seed itself where it is there, are cut after each character, and each of their lines is lost,
doubled and swapped; every result keeps the promises of one reading. Cost: half a minute.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from promises import holds, nothing_is_lost, read_or_refuse
from shared import SHARED

from tazdump import Article, Entry, parse, render
from tazdump.testing import Damage, articles, damages, dumps

OURS: Final = Path(__file__).parent / "data" / "deichbau.txt"
SEED: Final = SHARED / "seed" / "koalition.txt"


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(OURS, id="ours"),
        pytest.param(
            SEED,
            id="seed",
            marks=pytest.mark.skipif(not SEED.exists(), reason=f"the seed is not at {SEED}"),
        ),
    ],
)
def dump(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_bytes().decode()


class TestEverywhere:
    """One thing happens to the dump, at every place where it can."""

    def test_cut_off_behind_any_character(self, dump: str) -> None:
        for end in range(len(dump)):
            text = dump[:end]
            page = read_or_refuse(text)
            if page is not None:
                nothing_is_lost(text, page)

    def test_begun_at_any_character_of_the_first_lines(self, dump: str) -> None:
        for start in range(dump.index("\n", 400)):
            holds(dump[start:])

    def test_any_line_lost_doubled_or_broken(self, dump: str) -> None:
        for i, line in enumerate(lines := dump.split("\n")):
            half = len(line) // 2
            for middle in ([], [line, line], [line[:half], line[half:]], [""], [line.strip(" |")]):
                holds("\n".join([*lines[:i], *middle, *lines[i + 1 :]]))

    def test_any_line_swapped_with_the_next(self, dump: str) -> None:
        lines = dump.split("\n")
        for i in range(len(lines) - 1):
            holds("\n".join([*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]))

    def test_any_two_lines_swapped(self, dump: str) -> None:
        lines = dump.split("\n")
        # All pairs of a short dump, evenly spread ones of a long one.
        step = 1 + len(lines) // 50
        for i in range(0, len(lines), step):
            for j in range(i + 2, len(lines), step):
                swapped = lines.copy()
                swapped[i], swapped[j] = lines[j], lines[i]
                text = "\n".join(swapped)
                page = read_or_refuse(text)
                if page is not None:
                    nothing_is_lost(text, page)


class TestHarmless:
    """Damage that takes nothing away changes nothing of what was written."""

    @given(dumps(), damages("lines end with CRLF", "lines end with CR", "a byte order mark"))
    def test_line_ends_and_a_mark_at_the_start(self, text: str, damage: Damage) -> None:
        before, after = read_or_refuse(text), read_or_refuse(damage(text))
        assert after == before
        assert after is not None
        assert before is not None
        assert after.envelope == before.envelope

    @given(articles(), damages("residue lost", "residue lost in part"), damages("residue lost"))
    def test_bars_that_some_lines_lack(self, page: Article, one: Damage, other: Damage) -> None:
        """Of a page so long that most have theirs, and whose own bars stand inside its lines."""
        text = render(page, "table")
        assume(text.count("\n") > 5)
        assume("| | |" not in text)
        assume("\n|" not in text)
        assert parse(other(one(text))) == parse(text)

    @given(dumps(envelope="plain"), st.integers(1, 3))
    def test_more_blank_lines_where_there_are_some(self, text: str, more: int) -> None:
        assume("\n\n" in text)
        assert read_or_refuse(text.replace("\n\n", "\n" * (2 + more))) == read_or_refuse(text)


class TestCutOff:
    """What stands before the end of a page that was cut off is read as if nothing was missing."""

    def test_all_parts_above_the_end_stay(self, dump: str) -> None:
        whole = parse(dump)
        lines = dump.split("\n")
        headings = [i for i, line in enumerate(lines) if line.startswith("## ")]
        for end in headings[-4:]:
            page = parse("\n".join(lines[:end]))
            assert (page.title, page.lede, page.images) == (whole.title, whole.lede, whole.images)
            assert (page.dateline, page.text) == (whole.dateline, whole.text)
            assert page.date == whole.date

    def test_the_last_entry_alone_is_affected(self, dump: str) -> None:
        whole = parse(dump)
        for end in range(whole.related[0].lines[0], whole.related[-1].lines[1]):
            page = parse("\n".join(dump.split("\n")[:end]))
            complete = [entry for entry in whole.related if entry.lines[1] < end]
            found = [entry for entry in page.related if entry.lines[1] < end]
            assert _texts(found[: len(complete)]) == _texts(complete)


def _texts(entries: list[Entry]) -> list[tuple[str | None, str | None]]:
    return [(entry.title and entry.title.text, entry.teaser) for entry in entries]


def test_a_listing_is_never_taken_for_an_article_by_a_cut() -> None:
    text = (OURS.parent / "titelseite.txt").read_bytes().decode()
    for end in range(len("# taz.de"), len(text)):
        assert not isinstance(read_or_refuse(text[:end]), Article)
