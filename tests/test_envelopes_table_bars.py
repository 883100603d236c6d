"""Promise: a table is read the same whether its lines agree in their bars or not.

How: the short ways for tables whose lines all agree are held against the long ones; then bars in
part, and what decides between two kinds of them. Cost: a second.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import Article, Code, Image, Role, Title, explain, parse, parse_page, render
from tazdump._envelopes import sheet_of
from tazdump._envelopes.table import (
    _commonest,
    _leading,
    _trailing,
    _uneven_rows,
    _without_lead,
    _without_part,
    cut_line,
    read_table,
    residue_of,
)
from tazdump._source import Lines

RESIDUES = (("", " | |"), ("", " |"), ("", "||"), ("|", "|"), ("| ", " | |"), ("|  | ", " |  | "))
lines_of_bars = st.lists(st.text("a |", max_size=6), max_size=6)


class TestTheShortWays:
    @given(lines_of_bars)
    @example(["a ", "b ", "c"])
    @example(["a |", "b |", "c"])
    def test_to_the_residue_lead_to_the_commonest_bars(self, lines: list[str]) -> None:
        asked = [line for line in (lines[:-1] or lines) if line]
        before, behind = residue_of(lines)
        assert behind == (_commonest(asked, _trailing) if asked else "")
        assert before == (_commonest(asked, _leading) if asked else "")

    @given(
        st.lists(st.text("aäX> |\xa0\\…-", max_size=8), max_size=5),
        st.sampled_from(RESIDUES),
        st.sampled_from(["", "\ufeff"]),
        st.integers(0, 9),
    )
    @example(["> a", "b"], (" ", " |"), "\ufeff", 0)
    def test_to_the_texts_lead_to_the_same_rows(
        self, texts: list[str], residue: tuple[str, str], mark: str, lost: int
    ) -> None:
        before, behind = residue
        # Lines of bars alone are looked at in `test_envelopes_table`.
        lines = [before + text + behind for text in ["# taz.de -- A: B", *map("a{}".format, texts)]]
        text = mark + "\n".join(lines)
        text = text[: len(text) - min(lost, len(behind))]
        page = parse_page(text)
        if page.envelope != "table":
            return
        fast, slow = (sheet_of(text, Lines(text), "table") for _ in range(2))
        assert fast is not None
        assert slow is not None
        rows, expected = read_table(fast), _uneven_rows(slow)
        assert rows.texts == expected.texts
        assert [role == 1 for role in rows.roles] == [role == 1 for role in expected.roles]

    def test_keep_a_last_line_of_dashes(self) -> None:
        page = parse("# taz.de -- A: B | |\nEin Satz. | |\n- | |")
        assert page.text == "Ein Satz.\n\n-"

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["", "\n"])
    @pytest.mark.parametrize("lede", ["Eins", "# taz.de -- A: B"])
    def test_take_a_last_line_of_dashes_that_lacks_bars_for_a_rule(
        self, mark: str, end: str, lede: str
    ) -> None:
        lines = f"# taz.de -- A: B | |\n> {lede} | |\n"
        for last, role in (("- | |", Role.PARAGRAPH), ("- |", Role.ENVELOPE)):
            page = parse(f"{mark}{lines}{last}{end}")
            assert [line.role for line in explain(page)] == [Role.TITLE, Role.LEDE, role]

    def test_are_none_where_the_title_has_no_mark(self) -> None:
        assert parse(f"taz.de -- A: B\n\n{'Wort ' * 30}").envelope == "loxy"
        assert parse(f"taz.de -- A: B |\n{'Wort ' * 30} |\nEins |\n").envelope == "loxy"

    def test_see_lines_that_end_at_a_lone_cr(self) -> None:
        page = parse("# taz.de -- A: B |\n> Eins\r> Zwei |\n> Drei |")
        assert len(explain(page)) == 4
        assert page.lede == "Eins Zwei Drei"

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_tell_the_column_of_a_cut(self, mark: str) -> None:
        text = "Über Österreich und über Württemberg hängen größere und schönere Wolken im Norden"
        page = parse(f"{mark}| # taz.de -- A: B |\n| {cut_line(text)} |\n| # taz.de -- A: B |\n")
        (found,) = [d for d in page.diagnostics if d.code == Code.TEXT_CUT]
        assert page.source.line(2)[found.column - 1] == "…"


class TestTheResidue:
    @given(st.permutations(["b | |", "c | |", "d |", "e |", "f"]))
    def test_does_not_depend_on_the_order_of_the_lines(self, lines: list[str]) -> None:
        for title in ("a", "a |", "a | |"):
            assert residue_of([title, *lines, "z"]) == residue_of([title, *sorted(lines), "z"])

    def test_of_two_that_are_equally_common_is_the_title_s(self) -> None:
        assert residue_of(["a |", "b ||", "c |", "d ||", "z"]) == ("", " |")

    def test_has_sixteen_characters_at_most(self) -> None:
        for lines in (["a"], ["a", "b", "c"]):
            assert residue_of([line + " |" * 8 for line in lines]) == ("", " |" * 8)
            assert residue_of([line + " |" * 8 + " " for line in lines]) == ("", "")
        most = [f"a{' |' * 8}", f"b{' |' * 8}", "c"]
        assert residue_of([*most, "z"]) == ("", " |" * 8)


class TestBarsInPart:
    @pytest.mark.parametrize(("_", "behind"), RESIDUES)
    def test_are_taken_off_behind_a_text(self, _: str, behind: str) -> None:
        for end in range(len(behind) + 1):
            part = behind[:end]
            assert _without_part("Text" + part, behind) == (
                "Text" if "|" in part else "Text" + part
            )

    @pytest.mark.parametrize(("_", "behind"), RESIDUES)
    def test_are_taken_off_with_a_blank_behind_them(self, _: str, behind: str) -> None:
        assert _without_part(f"Text{behind.rstrip()} ", behind).strip() == "Text"
        assert _without_part(f"Text{behind}  ", behind).strip() == "Text"

    @pytest.mark.parametrize("text", ["Faktor |X", "Faktor |\xa0", "Text"])
    def test_that_are_none_stay(self, text: str) -> None:
        assert _without_part(text, " | |") == text

    def test_are_taken_off_before_a_text_and_no_bar_of_its_own_is(self) -> None:
        assert _without_lead("| | x", "| ") == "| x"
        assert _without_lead("|x", "|  | ") == "x"
        assert _without_lead("||| x", "| ") == "||| x"


class TestALineThatLacksItsBars:
    LINES = ("# taz.de -- A: B", "> Eins", "> Zwei", "> Drei", "> Vier")

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    @pytest.mark.parametrize("at", range(5))
    def test_is_told_if_it_is_not_the_last(self, at: int, end: str) -> None:
        lines = [line + " | |" * (i != at) for i, line in enumerate(self.LINES)]
        page = parse(end.join(lines))
        told = [d.line for d in page.diagnostics if d.code == Code.UNEVEN_RESIDUE]
        assert told == ([] if at == 4 else [at + 1])
        assert page.lede == "Eins Zwei Drei Vier"


class TestWhatIsWritten:
    def test_is_cut_even_where_it_cannot_be_encoded(self) -> None:
        assert cut_line("\ud800" * 99).endswith("…")
        assert cut_line("\ud800" * 26) == "\ud800" * 26

    def test_loses_of_several_bars_the_last_one_in_the_last_line(self) -> None:
        article = Article(title=Title.from_text("A: B"), images=(Image(caption="C"),))
        for residue, last in (("T||", "|"), ("T | |", " |"), ("T |", " |"), ("| T | ", " |")):
            written = render(article, "table", residue=residue).split("\n")
            assert written[-1].endswith(f"THEMA{last}")
            assert all(line.endswith(residue.partition("T")[2]) for line in written[:-1])
