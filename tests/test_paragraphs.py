"""What the layout promises: filled text is read back, proofs are proofs, judgements have reasons.

How: invented German text is filled, robbed of its blank lines and read again; single reasons are
proved on lines made to be full to the last column. The seed and the corpus judge the whole.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from full_lines import full
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._paragraphs import End, fill, fits, paragraph_ends, proves_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SHARED: Final = Path(
    os.environ.get("TAZDUMP_SHARED", Path(__file__).resolve().parent.parent.parent / "shared")
)
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus" / "paragraphs.json").exists(), reason=f"{SHARED} is not there"
)

words = st.text("aeinrstßüÜDK*:-.,„“1[]", min_size=1, max_size=24)
#: Blanks may stand together inside a text, which then does not break there.
texts = st.lists(st.tuples(words, st.sampled_from([" ", " ", " ", "  ", "   "])), min_size=1).map(
    lambda parts: "".join(word + blanks for word, blanks in parts).rstrip(" ")
)
short_words = st.text("aeinrstu", min_size=1, max_size=7)


def lines_of(count: int, end: str = " und") -> list[str]:
    """So many full lines, the last of which ends so."""
    return [full(" und")] * (count - 1) + [full(end)]


def short() -> list[str]:
    """Paragraphs whose ends are all proved: six lines each, the last one short."""
    return [*lines_of(5), "Am Ende."] * 3


def judged(lines: list[str], cut: Sequence[int] = ()) -> list[int]:
    """The lines (from 0) behind which an end was judged."""
    return [i for i, end in enumerate(paragraph_ends(lines, cut)) if end == End.JUDGED]


class TestLengthsProve:
    @given(st.lists(texts, min_size=1, max_size=6))
    def test_no_break_that_fill_made_is_proved(self, paragraphs: list[str]) -> None:
        lines: list[str] = []
        inside: set[int] = set()
        for paragraph in paragraphs:
            filled = fill(paragraph)
            inside.update(range(len(lines), len(lines) + len(filled) - 1))
            lines += filled
        ends = paragraph_ends(lines)
        assert len(ends) == len(lines)
        assert ends[-1] == End.PROVED
        assert not any(ends[i] == End.PROVED for i in inside)

    @given(st.lists(short_words, min_size=1, max_size=40), short_words)
    def test_a_word_that_fits_by_five_proves_an_end(self, before: list[str], after: str) -> None:
        line = fill(" ".join(before))[-1]
        if len(line) + 1 + len(after) <= 70:
            assert paragraph_ends([line, after]) == [End.PROVED, End.PROVED]

    def test_short_words_hide_nothing(self) -> None:
        line = "so viel wie nie war es nicht als wir im Mai am See in der Sonne lagen"
        for following in ("und a", "genau", "genau a"):
            assert fits(line, following)
            assert paragraph_ends([line, following])[0] == End.PROVED

    def test_up_to_four_columns_may_be_hidden_in_a_long_word(self) -> None:
        for columns, proved in ((71, False), (68, False), (67, True)):
            line = full(" wir", columns)
            assert fits(line, "und")
            assert proves_end(line, "und") is proved
            assert (paragraph_ends([line, "und"])[0] == End.PROVED) is proved

    def test_the_long_word_may_be_the_next_one(self) -> None:
        line = "so viel wie nie war es nicht als wir im Mai am See in der So da"
        assert fits(line, "Mainacht")
        assert not proves_end(line, "Mainacht")
        assert proves_end(line, "Mai")

    def test_a_star_explains_a_break_that_is_four_columns_early(self) -> None:
        line = full(" Freund*innen", 70)
        assert paragraph_ends([line, "und"])[0] == End.NONE
        assert paragraph_ends([full(" Freundxinnen", 66), "und"])[0] == End.PROVED
        assert paragraph_ends([full(" Freund*innen", 66), "und"])[0] == End.NONE

    def test_a_cut_line_proves_nothing(self) -> None:
        lines = ["Kurz und früh …", "und weiter"]
        assert paragraph_ends(lines) == [End.PROVED, End.PROVED]
        assert paragraph_ends(lines, [0]) == [End.NONE, End.PROVED]

    def test_ends_are_ordered_and_false_if_there_is_none(self) -> None:
        assert list(End) == [0, 1, 2]

    def test_nothing_has_no_ends(self) -> None:
        assert paragraph_ends([]) == []
        assert paragraph_ends(["Allein"]) == [End.PROVED]


class TestEndsAreJudged:
    def test_a_sentence_inside_a_paragraph_is_no_end(self) -> None:
        assert judged([*short(), *lines_of(3, "."), *lines_of(3), "Am Ende."]) == []

    def test_two_usual_lengths_with_a_sentence_between_are_two_paragraphs(self) -> None:
        lines = [
            *short(),
            *short(),
            *lines_of(6, "."),
            "Nachdem " + full("", 67),
            *lines_of(5),
            "Aus.",
        ]
        assert judged(lines) == [41]
        assert judged([line.replace("Nachdem", "Daher n") for line in lines]) == []

    def test_of_two_places_the_likelier_one_is_taken(self) -> None:
        heads = ["Wind ", "Wind ", "Nachdem ", "Daher "]
        for first, second, found in ((0, 1, []), (2, 3, [41]), (3, 2, [43])):
            middle = [*lines_of(6, "."), *lines_of(2, "."), *lines_of(4), "Aus."]
            for at, head in ((6, heads[first]), (8, heads[second])):
                middle[at] = head + full(middle[at][-1], 75 - len(head))
            assert judged([*short(), *short(), *middle]) == found

    @pytest.mark.parametrize(
        ("end", "begin"),
        [
            (". (dpa)", "Wind"),
            (".", "taz: Warum"),
            ("?", "Ada Bär: Darum"),
            (".", "23.05 Uhr: Wind"),
        ],
    )
    def test_marks_end_a_paragraph_of_one_line(self, end: str, begin: str) -> None:
        lines = [*short(), full(end), begin + full("", 75 - len(begin)), *lines_of(2), "Am Ende."]
        assert judged(lines) == ([18] if "Uhr" not in begin else [])
        lines[18:18] = lines_of(3)
        assert judged(lines) == [21]

    def test_a_quote_that_the_first_line_opens_holds_its_paragraph_together(self) -> None:
        lines = [full(" und"), full(". (dpa)"), *lines_of(3), "Am Ende."]
        assert judged(lines) == [1]
        assert judged(["„" + full(" und", 74), *lines[1:]]) == []

    def test_a_barely_fitting_word_behind_a_sentence_is_an_end(self) -> None:
        lines = [*short(), *lines_of(3), full(".", 72), *lines_of(5), "Am Ende."]
        assert judged([line.replace("Der", "Ab") for line in lines]) == [21]
        lines[21] = full(" da", 72)
        assert judged([line.replace("Der", "Ab") for line in lines]) == []

    def test_behind_a_cut_line_only_a_mark_is_an_end(self) -> None:
        lines = [*short(), *lines_of(3), full("n…"), *lines_of(5), "Am Ende."]
        assert judged(lines, [21]) == []
        lines[22] = "taz: " + full("", 70)
        assert judged(lines, [21]) == [21]

    @given(st.lists(st.sampled_from([".", " und", "?", " ist,"]), min_size=2, max_size=30))
    @example([*[" und"] * 6, ".", *[" und"] * 4])
    def test_a_stretch_is_judged_alike_wherever_it_stands(self, ends: list[str]) -> None:
        stretch = [*map(full, ends), "Am Ende."]
        first, last = judged([*stretch, *short()]), judged([*short(), *stretch])
        assert first == [at - len(short()) for at in last]


class TestCostIsLinear:
    @pytest.mark.parametrize("prefix", ["", "„", "taz: "])
    def test_a_hundred_thousand_ambiguous_lines(self, prefix: str) -> None:
        lines = [prefix + full(".", 75 - len(prefix))] * 100_000
        for cut in (range(0), range(0, 100_000, 2)):
            start = time.perf_counter()
            paragraph_ends(lines, cut)
            assert time.perf_counter() - start < 20

    @pytest.mark.parametrize(
        "text", [" " * 500_000, "a*b" * 200_000, "a " * 300_000, "][" * 300_000]
    )
    def test_one_endless_line(self, text: str) -> None:
        start = time.perf_counter()
        fill(f"x {text}x")
        paragraph_ends([f"{text}.", f"A{text}", text])
        assert time.perf_counter() - start < 20


def corpus(least: int = 0) -> list[list[str]]:
    """The corpus's paragraphs of more than so many characters, in groups of eight."""
    groups: list[list[str]] = json.loads((SHARED / "corpus" / "paragraphs.json").read_text("utf-8"))
    flat = [paragraph for group in groups for paragraph in group if len(paragraph) > least]
    return [flat[i : i + 8] for i in range(0, len(flat), 8)]


def noisy(paragraph: str, chance: random.Random) -> list[str]:
    """The lines of a paragraph; 3 % of the words with 12 letters or more hide 1 to 4 columns."""
    hidden = [
        word + "\xad" * chance.randint(1, 4)
        if len(word) >= 12 and word.isalpha() and chance.random() < 0.03
        else word
        for word in paragraph.split(" ")
    ]
    return [line.replace("\xad", "") for line in fill(" ".join(hidden))]


def rules(lines: Sequence[str]) -> list[bool]:
    """The simple rules: the next word would have fitted, and a sentence ends."""
    return [
        fits(line, following) and line.endswith((".", "!", "?", ":", "…", "“", "«", ")"))
        for line, following in itertools.pairwise(lines)
    ]


def measured(
    groups: Iterable[Sequence[str]], find: Callable[[Sequence[str]], Sequence[int]]
) -> tuple[float, float]:
    """Precision and F1 over several seeds; the last line of a group is not counted."""
    right = wrong = missed = 0
    for seed, group in itertools.product(range(5), groups):
        chance = random.Random(seed)  # noqa: S311
        filled = [noisy(paragraph, chance) for paragraph in group]
        lines = [line for paragraph in filled for line in paragraph]
        ends = {end - 1 for end in itertools.accumulate(map(len, filled))}
        found = {i for i, end in enumerate(find(lines)) if end} - {len(lines) - 1}
        right += len(found & ends)
        wrong += len(found - ends)
        missed += len(ends - found) - 1
    return right / (right + wrong), 2 * right / (2 * right + wrong + missed)


@needs_shared
class TestRealTextIsRecovered:
    def test_the_seed_has_the_ends_that_its_lengths_prove(self) -> None:
        rows = (SHARED / "seed" / "koalition.txt").read_text("utf-8").split("\n")
        rows = [row.removesuffix("|").removesuffix("| ").rstrip(" |") for row in rows]
        truth = json.loads((SHARED / "seed" / "koalition.json").read_text("utf-8"))
        headings = [block["line"] for block in truth["body"] if block["kind"] == "subheading"]
        bounds = [truth["body"][0]["line"] - 1, *headings, truth["date_line"]]
        proved: list[int] = []
        for first, end in itertools.pairwise(bounds):
            found = paragraph_ends(rows[first : end - 1])
            proved += [first + i + 1 for i, kind in enumerate(found) if kind == End.PROVED]
        wanted = [block["last_line"] for block in truth["body"] if block["kind"] == "paragraph"]
        assert proved == wanted

    def test_paragraphs_reach_the_mark(self) -> None:
        precision, f1 = measured(corpus(), paragraph_ends)
        assert precision >= 0.99
        assert f1 >= 0.97

    def test_longer_paragraphs_beat_the_simple_rules(self) -> None:
        ours, simple = measured(corpus(450), paragraph_ends), measured(corpus(450), rules)
        assert ours[0] >= max(0.99, simple[0])
        assert ours[1] > simple[1] + 0.002

    def test_without_hidden_widths_no_proof_is_wrong(self) -> None:
        for group in corpus():
            filled = [fill(paragraph) for paragraph in group]
            lines = [line for paragraph in filled for line in paragraph]
            ends = {end - 1 for end in itertools.accumulate(map(len, filled))}
            found = {i for i, end in enumerate(paragraph_ends(lines)) if end == End.PROVED}
            assert found <= ends
