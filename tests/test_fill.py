"""What the fill promises: text comes back whole, and no line breaks that need not.

How: properties over invented words with gender stars, hyphens and runs of blanks.
"""

from __future__ import annotations

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._fill import fill, fits, proof_of, proves_end

words = st.text("aeinrstßüÜDK*:-.,„“1[]", min_size=1, max_size=24)
#: Blanks may stand together inside a text, which then does not break there.
texts = st.lists(st.tuples(words, st.sampled_from([" ", " ", " ", "  ", "   "])), min_size=1).map(
    lambda parts: "".join(word + blanks for word, blanks in parts).rstrip(" ")
)
#: Lines that are full or nearly so.
lines = st.integers(55, 76).flatmap(lambda n: st.text("aeß*: ", min_size=n, max_size=n))


def columns(text: str) -> int:
    """How wide a text was for taz: a star or colon between letters counts four columns more."""
    inside = zip(text, text[1:], text[2:], strict=False)
    return len(text) + 4 * sum(a.isalpha() and m in "*:" and b.isalpha() for a, m, b in inside)


class TestFilledTextIsReadBack:
    @given(texts, st.integers(1, 90), st.integers(0, 20))
    def test_joined_lines_are_the_text(self, text: str, width: int, first: int) -> None:
        assert " ".join(fill(text, width, first)) == text

    @given(st.text(" ab*:", max_size=60), st.integers(1, 12))
    def test_blanks_at_the_start_and_end_stay(self, text: str, width: int) -> None:
        lines = fill(text, width)
        assert " ".join(lines) == text
        assert not any(line.startswith(" ") for line in lines[1:])
        assert not any(line.endswith(" ") for line in lines[:-1])

    @given(texts)
    def test_a_line_is_too_long_only_if_it_cannot_break(self, text: str) -> None:
        for line in fill(text):
            assert len(line) <= 75 or fill(line, 1) == [line]

    @given(texts)
    def test_no_word_would_have_fitted_above(self, text: str) -> None:
        for line, following in itertools.pairwise(fill(text)):
            assert not fits(line, following)
            assert not proves_end(line, following)

    @given(
        st.lists(st.text("ab", min_size=1, max_size=9) | words, min_size=1, max_size=12),
        st.integers(-1, 20),
        st.integers(0, 25),
    )
    @example(["a", "b", "c"], 3, 0)
    @example(["aaaa", "b", "c"], 3, 0)
    @example(["a", "bbbb", "c"], 3, 0)
    @example(["a", "bbb", "c"], 4, 0)
    @example(["a", "b"], 3, 9)
    @example(["a*a", "bb", "cc", "dd"], 4, 0)
    @example(["a*a", "bb", "cc", "dd"], 5, 0)
    @example(["aaaa", "bbbb"], 3, 9)
    def test_each_line_takes_as_many_words_as_it_can(
        self, parts: list[str], width: int, first: int
    ) -> None:
        lines: list[list[str]] = [[]]
        used = first - 1
        for word in parts:
            if lines[-1] and used + 1 + columns(word) > width:
                lines.append([])
                used = -1
            lines[-1].append(word)
            used += 1 + columns(word)
        assert fill(" ".join(parts), width, first) == [" ".join(line) for line in lines]

    def test_a_line_holds_75_and_breaks_at_single_blanks_alone(self) -> None:
        assert fill("x" * 70 + " vier") == ["x" * 70 + " vier"]
        assert fill("x" * 70 + " fünf-fünf") == ["x" * 70, "fünf-fünf"]
        assert fill("x" * 70 + "  doppelt weit") == ["x" * 70 + "  doppelt", "weit"]
        assert fill("") == [""]

    def test_other_blanks_stay_with_their_words(self) -> None:
        assert fill(" a b", 1) == [" a", "b"]
        assert fill("a b ", 1) == ["a", "b "]
        assert fill("a b  c   d e", 1) == ["a", "b  c   d", "e"]
        assert fill("  ", 1) == ["  "]
        assert fill("a*b c\xa0d", 1) == ["a*b", "c\xa0d"]
        assert fill(" a  b", 1) == [" a  b"]

    def test_columns_taken_on_the_first_line_count(self) -> None:
        assert fill("eins zwei drei", 9, 5) == ["eins", "zwei drei"]
        assert fill("eins zwei drei", 9, 0) == ["eins zwei", "drei"]
        assert fill("eins zwei", 4, 3) == ["eins", "zwei"]

    def test_a_gender_star_or_colon_counts_four_more(self) -> None:
        for word in ("Freund*innen", "Freund:innen"):
            assert fill(f"{'x' * 58} {word}") == [f"{'x' * 58} {word}"]
            assert fill(f"{'x' * 59} {word}") == ["x" * 59, word]
        assert fill(f"{'x' * 68} Rest*:") == [f"{'x' * 68} Rest*:"]
        assert fill(f"{'x' * 65} jede*r.") == ["x" * 65, "jede*r."]
        assert fill(f"{'x' * 68} *a*b") == ["x" * 68, "*a*b"]
        assert fill(f"{'x' * 66} *:b a:1 b") == [f"{'x' * 66} *:b a:1", "b"]


class TestWhetherAWordWouldHaveFitted:
    def test_a_word_ends_at_a_single_blank(self) -> None:
        assert fits("x" * 70, "vier Worte")
        assert not fits("x" * 70, "vier  Worte")
        assert fits("x" * 62, "vier  Worte a")
        assert not fits("x" * 70, "vier ")
        assert fits("x" * 70, "vier")
        assert not fits("x" * 71, "vier")

    def test_stars_count_on_both_lines(self) -> None:
        assert fits("x" * 47 + " Rät*in", "Freund*innen")
        assert not fits("x" * 48 + " Rät*in", "Freund*innen")

    def test_each_star_counts_and_no_letter_does(self) -> None:
        assert fits("x" * 48 + " Rät*in Rät:in", "vier")
        assert not fits("x" * 49 + " Rät*in Rät:in", "vier")
        assert fits("x" * 64 + " aXb *", "vier")

    @given(lines, texts)
    @example("x" * 70, "aaaa ")
    @example("x" * 70, " aaa a")
    @example("x" * 70, "a a")
    @example("x" * 66, "ab cd ef gh")
    @example("x" * 70, "a  bcde")
    @example("x" * 66 + " a*b", "vier")
    @example("x" * 66 + " a:b", "vier")
    @example("x" * 66, "a*bc")
    @example("x" * 66, "a:bc")
    @example("x" * 62 + " a:b", "a*bc")
    @example("a*b*c*d*e" + " abc" * 12, "vier")
    @example("abc " * 18, "ab")
    @example("abc " * 14 + "Nachbarinnen", "ab")
    @example("abcdefgh " + "abc " * 15 + "ab", "ab")
    @example("aaaa\xa0aaaa " + "abc " * 15 + "a", "ab")
    @example("abc " * 16 + "a", "abcdefgh")
    def test_it_would_where_line_blank_and_word_take_75_columns_at_most(
        self, line: str, following: str
    ) -> None:
        room = 75 - columns(line) - 1 - columns(fill(following, 1)[0])
        long = any(len(word) >= 8 for word in [*line.split(" "), following.partition(" ")[0]])
        assert fits(line, following) == (room >= 0)
        assert proves_end(line, following) == (room >= 4 or (room >= 0 and not long))
        expected = None if 0 <= room < 4 and long else room >= 0
        assert proof_of(line, following, following.find(" ")) == expected
