"""Promise: the bars that extractors leave are taken off every line, and no bar of the text.

How: the invented pages with each residue known (FORMAT 2), whole, in part, or missing here and
there; a page without blank lines is the measure. Cost: seconds.
"""

from __future__ import annotations

import pytest
from envelope_pages import ARTICLE, ARTICLE_ROWS, CASES, Case, bare, without_addresses
from hypothesis import given
from hypothesis import strategies as st

from tazdump import (
    Article,
    Code,
    Entry,
    Listing,
    Paragraph,
    Role,
    Severity,
    Title,
    explain,
    parse,
    parse_listing,
    parse_page,
    render,
    verbatim,
)
from tazdump._envelopes.table import cut_line, residue_of

#: FORMAT 2, the table residue: for each version of trafilatura and each row shape that it was seen
#: with, how a line looks (T) and how the last one does.
RESIDUES = {
    "1.4": ("|T|", "|T|"),
    "1.6": ("|T", "|T"),
    "1.8": ("T|", "T|"),
    "1.9": ("T |", "T |"),
    "1.10": ("T | |", "T |"),
    "1.10, three cells": ("T | ||", "T |"),
    "1.10, one cell": ("T |", "T |"),
    "2.0": ("| T | |", "| T |"),
    "2.0, three cells": ("| T | ||", "| T | ||"),
    "2.0, one cell": ("| T |", "| T |"),
    "2.0, text first": ("T | |", "T |"),
    "2.1": ("| T | |", "| T | |"),
    "2.1, a blank": ("| T | ", "| T | "),
    "2.1, three cells": ("| T | ||", "| T | ||"),
    "2.2": ("|  | T |  | ", "|  | T |  |"),
    "2.2, text first": ("| T |  | ", "| T |  | "),
    "2.2, text last": ("|  | T | ", "|  | T | "),
    "2.2, one cell": ("| T | ", "| T | "),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
each_residue = pytest.mark.parametrize(("shape", "last"), RESIDUES.values(), ids=RESIDUES)


def table(lines: list[str], shape: str, last: str) -> str:
    barred = [shape.replace("T", line, 1) for line in lines[:-1]]
    return "\n".join([*barred, last.replace("T", lines[-1], 1)]) + "\n"


@each_residue
@each_case
class TestEveryResidueIsTakenOff:
    def test_from_every_line(self, case: Case, shape: str, last: str) -> None:
        lines = bare(case.rows)
        text = table(lines, shape, last)
        page = parse_page(text)
        assert page == parse_page("\n".join(lines))
        assert page.envelope == "table"
        assert page.diagnostics == ()
        assert verbatim(page) == text

    def test_where_the_text_was_cut_off_in_the_last_line_s_bars(
        self, case: Case, shape: str, last: str
    ) -> None:
        lines = bare(case.rows)
        text = table(lines, shape, last).rstrip("\n")
        for end in range(len(text) - len(last.partition("T")[2]), len(text)):
            assert parse_page(text[:end]) == parse_page("\n".join(lines))

    def test_where_blanks_at_the_ends_of_lines_are_lost(
        self, case: Case, shape: str, last: str
    ) -> None:
        lines = bare(case.rows)
        text = "\n".join(line.rstrip() for line in table(lines, shape, last).split("\n"))
        page = parse_page(text)
        assert page == parse_page("\n".join(lines))
        assert page.diagnostics == ()

    def test_which_the_writer_writes(self, case: Case, shape: str, last: str) -> None:
        text = render(case.page, "table", residue=shape, last=last)
        assert text + "\n" == table(text_lines(case), shape, last)


def text_lines(case: Case) -> list[str]:
    return render(case.page, "plain", blank_lines=False).split("\n")[:-1]


def test_the_article_of_a_table_is_the_article() -> None:
    assert parse(table(bare(ARTICLE_ROWS), *RESIDUES["1.10"])) == without_addresses(ARTICLE)


@st.composite
def uneven(draw: st.DrawFn) -> tuple[str, str, str, list[int]]:
    """A page whose residue is missing here and there, wholly or in part; and where it is."""
    name = draw(st.sampled_from(sorted(RESIDUES)))
    case = draw(st.sampled_from(sorted(CASES)))
    shape, last = RESIDUES[name]
    before, _, behind = shape.partition("T")
    lines = bare(CASES[case].rows)
    few = st.sets(st.integers(1, len(lines) - 2), max_size=(len(lines) - 2) // 2 - 1)
    damaged = sorted(draw(few))
    barred = table(lines, shape, last).split("\n")
    bars = [k for k, c in enumerate(before) if c == "|"] + [len(before)]
    ends = [k + 1 for k, c in enumerate(behind) if c == "|"] + [0]
    for i in damaged:
        start = draw(st.sampled_from(bars))
        end = draw(st.sampled_from(ends))
        barred[i] = before[start:] + lines[i] + behind[:end].rstrip(" ")
    kept = [i for i in damaged if barred[i] != shape.replace("T", lines[i], 1)]
    return case, shape, "\n".join(barred), kept


@given(uneven())
def test_a_residue_missing_here_and_there_is_taken_off_all_the_same(
    page: tuple[str, str, str, list[int]],
) -> None:
    case, shape, text, damaged = page
    found = parse_page(text)
    assert found == parse_page("\n".join(bare(CASES[case].rows)))
    codes = [(d.code, d.line - 1) for d in found.diagnostics]
    assert codes == [(Code.UNEVEN_RESIDUE, i) for i in damaged[:1]]
    if damaged:
        assert found.diagnostics[0].severity is Severity.INFO
        assert shape.replace("T", "…").strip() in found.diagnostics[0].message


@each_residue
class TestBarsThatTheTextOwnsAreKept:
    def page(self, shape: str, last: str, *lines: str) -> Article:
        head = ["# taz.de -- Wetter: Es regnet", "> Sehr."]
        foot = ["4 Sep 2025", "## ARTIKEL ZUM THEMA"]
        return parse(table([*head, *lines, *foot], shape, last))

    def test_a_dateline_s(self, shape: str, last: str) -> None:
        page = self.page(shape, last, "Bad Beispiel taz | Es regnet.")
        assert page.dateline is not None
        assert page.dateline.place == "Bad Beispiel"
        assert page.text == "Es regnet."

    def test_a_dateline_s_at_the_end_of_a_line(self, shape: str, last: str) -> None:
        page = self.page(shape, last, "Bad Beispiel taz |", "Es regnet.")
        assert page.dateline is not None
        assert page.dateline.agency == "taz"
        assert page.text == "Es regnet."

    def test_one_in_a_title(self, shape: str, last: str) -> None:
        lines = ["# taz.de -- Ungekürzt |Kısaltmasız: Wetter | Hava", "> Sehr.", "## TAGS", "a | b"]
        page = parse(table(lines, shape, last))
        assert page.title.kicker == "Ungekürzt |Kısaltmasız"
        assert page.title.headline == "Wetter | Hava"
        assert [tag.name for tag in page.tags] == ["a | b"]

    def test_one_in_running_text(self, shape: str, last: str) -> None:
        page = self.page(shape, last, "Erst | dann || und nichts dazwischen.")
        assert page.text == "Erst | dann || und nichts dazwischen."

    def test_escaped_ones_are_bare_again(self, shape: str, last: str) -> None:
        page = self.page(shape, last, r"Bad Beispiel taz \| Erst \| dann.")
        assert page.dateline is not None
        assert page.text == "Erst | dann."

    def test_a_backslash_of_the_text_s_own_stays(self, shape: str, last: str) -> None:
        page = self.page(shape, last, r"Erst | dann \| und nie.")
        assert page.text == r"Erst | dann \| und nie."


def test_a_dateline_at_the_end_of_a_line_without_its_residue_keeps_its_bar() -> None:
    lines = table(["# taz.de -- Wetter: Es regnet", *"abcdefgh"], "T | |", "T |").split("\n")
    lines[1] = "Bad Beispiel taz |"
    page = parse("\n".join(lines))
    assert page.dateline is not None
    assert page.dateline.place == "Bad Beispiel"


@pytest.mark.parametrize(
    "line", ["> Sehr. | |", "|> Sehr. | |", "| > Sehr.", "> Sehr. |", "> Sehr."]
)
def test_a_line_may_lack_its_bars_at_either_end(line: str) -> None:
    lines = table(["# taz.de -- Wetter: Es regnet", *"abcdefgh"], "| T | |", "| T | |").split("\n")
    lines[1] = line
    assert parse("\n".join(lines)).lede == "Sehr."


class TestLinesOfBarsAlone:
    def lines(self, *between: str) -> Article:
        return parse(
            "\n".join(["# taz.de -- Wetter: Es regnet | |", *between, "> Sehr. | |", "x | |"])
        )

    @pytest.mark.parametrize(
        "line", [" | |", "| |", "|", "||", " | | ", "| --- | --- |", "--- | |"]
    )
    def test_hold_no_text(self, line: str) -> None:
        page = self.lines(line)
        assert page.lede == "Sehr."
        assert explain(page)[1].role in {Role.ENVELOPE, Role.BLANK}

    def test_a_rule_below_the_head_of_a_table_of_one_column(self) -> None:
        text = "| # taz.de -- Wetter: Es regnet |\n| --- |\n| > Sehr. |\n"
        page = parse(text)
        assert page.lede == "Sehr."
        assert explain(page)[1].role == Role.ENVELOPE

    def test_dashes_of_the_text_s_own_stay(self) -> None:
        text = "# taz.de -- Wetter: Es regnet |\n> Sehr. |\nEins. |\n--- |\nZwei. |\n"
        assert "---" in parse(text).text


class TestRecognition:
    def test_more_than_half_of_the_lines_must_share_the_bars(self) -> None:
        head = "# taz.de -- Wetter: Es regnet | |"
        assert parse(f"{head}\na | |\nb | |\nc\nd").envelope == "table"
        assert parse(f"{head}\na | |\nb\nc\nd").envelope == "plain"

    def test_the_last_line_is_not_asked(self) -> None:
        assert residue_of(["a | |", "b |"]) == ("", " | |")

    def test_a_title_alone_is_asked(self) -> None:
        page = parse("| # taz.de -- Wetter: Es regnet | |")
        assert (page.envelope, page.title.headline) == ("table", "Es regnet")

    def test_no_lines_have_no_residue(self) -> None:
        assert residue_of([]) == residue_of(["", ""]) == ("", "")

    def test_of_two_residues_the_commoner_one_counts(self) -> None:
        assert residue_of(["a |", "b | |", "c | |", "d"]) == ("", " | |")

    def test_a_run_of_bars_longer_than_any_extractor_s_is_none(self) -> None:
        bars = "|" * 40
        assert residue_of([f"a {bars}", f"b {bars}", "c", "d"]) == ("", "")

    def test_bars_in_running_text_are_none(self) -> None:
        text = "# taz.de -- Wetter: Es regnet\n" + "eins | zwei\n" * 9
        assert parse(text).envelope == "plain"


class TestCuts:
    @pytest.mark.parametrize(
        "line",
        ["x" * 81, "ä" * 41, "x" * 78 + "ä" * 9, "x" * 77 + "€" * 9, "x" * 76 + "💾" * 9],
    )
    def test_a_line_of_more_than_80_bytes_is_cut_after_79(self, line: str) -> None:
        cut = cut_line(line)
        kept = cut.removesuffix("…").rstrip("\ufffd")
        assert line.startswith(kept)
        assert 76 <= len(kept.encode()) <= 79
        title = parse(f"# taz.de -- x |\n## TAGS |\n{cut} |\nb |").tags[0]
        assert (title.name, title.cut) == (cut, True)

    @pytest.mark.parametrize("line", ["x" * 80, "ä" * 40, "x" * 79 + "…", ""])
    def test_a_shorter_one_is_not(self, line: str) -> None:
        assert cut_line(line) == line or len(line.encode()) > 80

    def test_the_writer_cuts_where_asked_to(self) -> None:
        article = Article(title=Title.from_text("Wetter: " + "Es regnet " * 9 + "sehr"))
        page = parse(render(article, "table", cut=True))
        assert page.title.cut
        assert parse(render(article, "table")) == article

    def test_text_that_is_cut_is_an_error_a_title_a_warning(self) -> None:
        line = cut_line("Über Österreich und über Württemberg hängen größere und schönere " * 2)
        page = parse(f"# taz.de -- x |\n{line} |\n4 Sep 2025 |\n## ARTIKEL ZUM THEMA |")
        assert [d.code for d in page.diagnostics if d.severity is Severity.ERROR] == [Code.TEXT_CUT]
        assert isinstance(page.body[0], Paragraph)
        assert page.body[0].cut


class TestWriter:
    def test_the_last_line_loses_its_last_bar_like_an_extractor_s(self) -> None:
        article = Article(title=Title.from_text("Wetter: Es regnet"))
        assert render(article, "table").endswith("THEMA |")
        assert render(article, "table", residue="T |").endswith("THEMA |")
        assert render(article, "table", residue="|  | T |  | ").endswith("THEMA |")
        assert render(article, "table", last="T").endswith("THEMA")

    def test_the_last_line_s_residue_is_checked_too(self) -> None:
        with pytest.raises(ValueError, match="bars and blanks around one T"):
            render(Listing(title="Nord"), "table", last="|")

    @pytest.mark.parametrize("residue", ["", "T", "| |", "x T |", "T | | T", "T - |"])
    def test_a_residue_is_bars_and_blanks_around_one_t(self, residue: str) -> None:
        with pytest.raises(ValueError, match="bars and blanks around one T"):
            render(Listing(title="Nord"), "table", residue=residue)

    def test_a_listing_round_trips(self) -> None:
        listing = Listing(
            title="Nord", entries=(Entry(title=Title.from_text("A: B"), teaser="C."),)
        )
        assert parse_listing(render(listing, "table")) == listing
