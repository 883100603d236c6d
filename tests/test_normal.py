"""Promise: the normal forms are Unicode's, and no run of marks makes them slow.

How: against `unicodedata`, over texts of letters and runs of marks. Cost: some seconds.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import Final, Literal, get_args
from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import Job, assert_linear

from tazdump._normal import MOST, normal
from tazdump._patterns import MARK

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
forms = st.sampled_from(FORMS)
#: Marks of many classes: some become two, and one only a mark in the K forms.
marks = st.sampled_from("\u0301\u0316\u0308\u0323\u0344\u0345\u0f73\uff9e")


@st.composite
def runs(draw: st.DrawFn, most: int) -> str:
    """Letters and blanks, each with so many marks behind it at most."""
    parts = draw(
        st.lists(
            st.tuples(st.sampled_from("aüß fi가か…"), st.text(marks, max_size=most)), max_size=6
        )
    )
    return "".join(letter + run for letter, run in parts)


@given(forms, st.text())
def test_any_text_becomes_normal(form: Form, text: str) -> None:
    assert normal(form, text) == normalize(form, text)


@given(forms, runs(MOST))
def test_runs_of_thirty_marks_are_left_together(form: Form, text: str) -> None:
    assert normal(form, text) == normalize(form, text)


@given(forms, st.text(max_size=MOST), st.text(marks, min_size=MOST + 1), st.text("aü", max_size=70))
def test_each_thirty_marks_of_a_longer_run_are_normal_by_themselves(
    form: Form, before: str, run: str, after: str
) -> None:
    """Whatever stands before the run and behind it."""
    before += "ü"
    cuts = [0, *range(len(before) + MOST, len(before + run), MOST), len(before + run + after)]
    text = before + run + after
    assert normal(form, text) == "".join(normalize(form, text[a:b]) for a, b in pairwise(cuts))


def test_all_that_python_sorts_is_known() -> None:
    """Each character of which the normal form begins with a mark that has a place in the order."""
    for form in FORMS:
        sorted_ones = [
            c for c in map(chr, range(sys.maxunicode)) if combining(normalize(form, c)[0])
        ]
        assert len(sorted_ones) > 800
        assert [c for c in sorted_ones if not MARK.match(c)] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "parts",
    [
        ("\u0301", "\u0316"),
        ("a\u0301", "\u0301", "\u0316"),
        ("\u0344", "\u0316"),
        ("\uff9e", "\u0316", "\u0301"),
        ("\u0301\u0316",),
        ("a" + "\u0301" * 15 + "\u0316" * 15,),
    ],
)
def test_no_run_of_marks_makes_it_slow(form: Form, parts: tuple[str, ...]) -> None:
    def text_of(n: int) -> str:
        return "".join(part * n for part in parts)

    def job_of(n: int) -> Job:
        text = text_of(n)
        return lambda: normal(form, text)

    assert_linear(job_of, lambda n: len(text_of(n)))
