"""Promise: every code is reached, says what and where on one line, and is shown with a true caret.

How: one text for each code; carets counted in columns; errors that pickle and advise. Cost: none.
"""

from __future__ import annotations

import io
import pickle
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import (
    Article,
    Code,
    Diagnostic,
    Listing,
    NotADumpError,
    ParseError,
    Severity,
    Source,
    WrongPageError,
    parse,
    parse_listing,
    parse_page,
    read,
)
from tazdump._envelopes.table import cut_line
from tazdump.diagnostics import RULES, in_order, visible

HEAD = "# taz.de -- Wetter: Es regnet\n"
END = "4 Sep 2025\n## ARTIKEL ZUM THEMA\n"
LONG = "Über Österreich und über Württemberg hängen größere und schönere Wolken " * 2

#: A text for each code, and what stands at the place it is about.
REACHED: dict[Code, tuple[str, str]] = {
    Code.NOT_A_DUMP: ("Ein Text", "Ein Text"),
    Code.SERVER_ERROR: ("3Nicht gefunden\t\terror.host\t1\n", "Nicht gefunden"),
    Code.BYTE_ORDER_MARK: ("\ufeff" + HEAD + END, "\ufeff"),
    Code.MOJIBAKE: (HEAD + "> FÃ¼r alle.\n" + END, "Ã¼"),
    Code.REPLACEMENT_CHARACTER: (HEAD + "> F\ufffdr alle.\n" + END, "\ufffd"),
    Code.SEVERED_CHARACTER: (HEAD + "## TAGS\n" + "x" * 78 + "\ufffd…\n", "\ufffd…"),
    Code.UNEVEN_RESIDUE: ("\n".join(f"{HEAD.strip()} |,> a |,> b,> c |".split(",")), "> b"),
    Code.TITLE_CUT: ("# taz.de -- Wetter: " + "x" * 59 + "…\n" + END, "…"),
    Code.CAPTION_CUT: (HEAD + "> a\n" + cut_line(f"Bild: {LONG}") + "\n" + END, "…"),
    Code.NAME_CUT: (HEAD + "## AUTOREN\n" + cut_line(LONG) + "\n" + END, "…"),
    Code.TARGET_CUT: (HEAD + "[1][a]\n## LINKS\n" + cut_line(f"[1] /{'x' * 90}/!1") + "\n", "…"),
    Code.TEXT_CUT: (HEAD + cut_line(LONG) + "\n" + END, "…"),
    Code.LEDE_MISPLACED: (HEAD + "> a\n\nb\n\n> c\n\n" + END, "> c"),
    Code.IMAGE_MISPLACED: (HEAD + f"> a\n\nb\n\nBild: {'c ' * 40}\n\n" + END, ""),
    Code.DATE_MISSING: (HEAD + "> a\n## ARTIKEL ZUM THEMA\n", "## ARTIKEL ZUM THEMA"),
    Code.DATE_IMPOSSIBLE: (HEAD + "31 Feb 2020\n## ARTIKEL ZUM THEMA\n", "31 Feb 2020"),
    Code.DATE_MISPLACED: (HEAD + "## TAGS\na\n" + END, "4 Sep 2025"),
    Code.SECTION_UNKNOWN: (HEAD + "4 Sep 2025\n## ANZEIGE\nx\n## TAGS\n", "## ANZEIGE"),
    Code.SECTION_REPEATED: (HEAD + "## TAGS\na\n## TAGS\nb\n" + END, "## TAGS"),
    Code.SECTION_OUT_OF_ORDER: (HEAD + "## TAGS\na\n## AUTOREN\nb\n" + END, "## AUTOREN"),
    Code.LINK_UNCLOSED: (HEAD + "Ein [1][Text ohne Ende\n" + END, "[1]["),
    Code.LINK_WITHOUT_TARGET: (HEAD + "Ein [1][Text] hier\n" + END, "[1]["),
    Code.TARGET_WITHOUT_TEXT: (HEAD + "a\n## LINKS\n[1] /!1\n" + END, "[1]"),
    Code.TARGET_REPEATED: (HEAD + "[1][a]\n## LINKS\n[1] /!1\n[1] /!2\n" + END, "[1]"),
    Code.TARGET_DIFFERS: (
        HEAD + "[1][a]\n## LINKS\n=> /!1 [1] /!2\n## TAGS\n=> /!t3 a\n" + END,
        "/!2",
    ),
    Code.TITLES_LOST: ("taz.de -- A: B\n\na\n\n4 Sep 2025\n\nTAGS\n\nARTIKEL ZUM THEMA\n\nb.", ""),
    Code.SECOND_TITLE: (HEAD + "> a\n" + END + "# taz.de -- Zwei: Und\n", "# taz.de -- Zwei: Und"),
    Code.LINE_UNPARSED: ("Ein Kopf\n" + HEAD + END, "Ein Kopf"),
    Code.PAGE_ENDS_EARLY: (HEAD + "> a\n", "> a"),
}


def found_in(text: str) -> tuple[Diagnostic, ...]:
    try:
        return parse_page(text).diagnostics
    except ParseError as error:
        return error.diagnostics


class TestEveryCode:
    @pytest.mark.parametrize("code", REACHED)
    def test_is_reached_and_says_where(self, code: Code) -> None:
        text, at = REACHED[code]
        found = next(d for d in found_in(text) if d.code == code)
        line = Source(verbatim=text).line(found.line)
        assert 1 <= found.column < found.end_column <= len(line) + 1
        assert line[found.column - 1 : found.end_column - 1] == found.text
        assert found.text == at or not at
        assert found.severity is RULES[code].severity

    @pytest.mark.parametrize(
        "code", [c for c in REACHED if c not in {"NOT_A_DUMP", "SERVER_ERROR", "TITLE_CUT"}]
    )
    def test_says_so_behind_what_only_python_takes_for_line_ends(self, code: Code) -> None:
        text, _ = REACHED[code]
        odd = text.replace("Wetter", "Wet\u2028\x0c\x85ter")
        assert odd != text or code in {Code.TITLES_LOST, Code.UNEVEN_RESIDUE}
        found, wanted = ([(d.code, d.line) for d in found_in(each)] for each in (odd, text))
        assert found == wanted

    @pytest.mark.parametrize("shown", ["/!1", "https://taz.de/!1/", "/!1?a=b"])
    def test_of_another_target_is_none_where_it_is_the_same(self, shown: str) -> None:
        text = REACHED[Code.TARGET_DIFFERS][0].replace("[1] /!2", f"[1] {shown}")
        assert Code.TARGET_DIFFERS not in [d.code for d in found_in(text)]

    def test_of_reading_bytes_is_reached(self) -> None:
        decoded = read(io.BytesIO(f"{HEAD}> Für alle.\n{END}".encode("cp1252")))
        assert [d.code for d in decoded.diagnostics] == [Code.DECODED]
        broken = read(io.BytesIO(f"{HEAD}> Für alle äöü.\n".encode() + b"x\xff\n" + END.encode()))
        assert Code.UNDECODABLE in [d.code for d in broken.diagnostics]

    def test_of_the_wrong_page_is_reached(self) -> None:
        with pytest.raises(WrongPageError) as caught:
            parse_listing(HEAD + END)
        assert [d.code for d in caught.value.diagnostics] == [Code.WRONG_PAGE]

    def test_is_in_one_of_these_tests(self) -> None:
        others = {Code.DECODED, Code.UNDECODABLE, Code.WRONG_PAGE}
        assert REACHED.keys() | others == set(Code)
        assert not REACHED.keys() & others

    @pytest.mark.parametrize("code", Code)
    def test_has_severity_wording_and_meaning(self, code: Code) -> None:
        rule = RULES[code]
        assert rule.severity in Severity
        assert rule.message
        assert rule.meaning.endswith(".")
        assert code.value == code.name

    def test_that_is_an_error_is_about_structure_or_lost_text(self) -> None:
        errors = {code for code, rule in RULES.items() if rule.severity is Severity.ERROR}
        assert errors == {
            *(Code.NOT_A_DUMP, Code.WRONG_PAGE, Code.SERVER_ERROR, Code.TEXT_CUT),
            *(Code.DATE_IMPOSSIBLE, Code.SECTION_UNKNOWN, Code.SECOND_TITLE, Code.LINE_UNPARSED),
            Code.PAGE_ENDS_EARLY,
        }


class TestStr:
    def test_is_line_column_code_and_message(self) -> None:
        (found,) = found_in(HEAD + "31 Feb 2020\n## ARTIKEL ZUM THEMA\n")
        assert str(found) == "2:1: DATE_IMPOSSIBLE no such day: 31 Feb 2020"

    @pytest.mark.parametrize(
        "c", ["\x1b[31m", "\x85", "\u2028", "\x00", "\u202e", "\ud800", "\x0c"]
    )
    def test_is_one_line_that_any_terminal_shows_whatever_the_text(self, c: str) -> None:
        found = [*found_in(f"{HEAD}> a\n4 Sep 2025\n## AN{c}ZEIGE\n"), *found_in(f"Ein{c} Text")]
        found += found_in(f"3Nicht{c}gefunden\t\terror.host\t1")
        for diagnostic in found:
            assert str(diagnostic).isprintable()

    def test_quotes_no_more_than_a_line_has_room_for(self) -> None:
        found = found_in("x " * 500 + "\n" + HEAD + END)
        assert len(str(found[0])) < 150
        assert found[0].text == ("x " * 500).strip()


class TestShow:
    def caret(self, line: str, column: int, end: int) -> tuple[str, str]:
        found = Diagnostic(
            code=Code.LINE_UNPARSED, message="x", line=1, column=column, end_column=end
        )
        first, shown, mark = found.show(Source(verbatim=line + "\n")).split("\n")
        assert first == str(found)
        return shown, mark

    def test_puts_the_caret_under_the_place(self) -> None:
        assert self.caret("eins zwei drei", 6, 10) == ("1 | eins zwei drei", "         ^^^^")

    def test_puts_one_caret_under_an_empty_place(self) -> None:
        assert self.caret("", 1, 1) == ("1 | ", "    ^")

    def test_shows_the_part_of_a_long_line_around_the_place(self) -> None:
        shown, mark = self.caret("a" * 500 + "HIER" + "b" * 500, 501, 505)
        assert shown[mark.index("^") : mark.rindex("^") + 1] == "HIER"
        assert len(shown) < 120

    def test_shows_forty_characters_before_the_place_and_a_hundred_in_all(self) -> None:
        shown, mark = self.caret("".join(map(chr, range(0x4E00, 0x4E00 + 300))), 151, 152)
        assert shown == "1 | " + "".join(map(chr, range(0x4E00 + 110, 0x4E00 + 210)))
        assert mark == " " * (len("1 | ") + 2 * 40) + "^^"

    def test_shows_a_long_line_from_its_start_for_a_place_there(self) -> None:
        assert self.caret("HIER" + "a" * 500, 1, 5) == ("1 | HIER" + "a" * 96, "    ^^^^")

    @pytest.mark.parametrize("before", ["", "x" * 500 + "\n"])
    def test_shows_a_line_of_a_hundred_whole_wherever_the_place_is(self, before: str) -> None:
        line = "a" * 96 + "HIER"
        number = 1 + before.count("\n")
        found = Diagnostic(
            code=Code.LINE_UNPARSED, message="x", line=number, column=97, end_column=101
        )
        _, shown, mark = found.show(Source(verbatim=before + line)).split("\n")
        assert shown == f"{number} | {line}"
        assert mark == " " * 100 + "^^^^"

    def test_ends_the_carets_where_the_shown_part_ends(self) -> None:
        shown, mark = self.caret("a" * 500, 1, 501)
        assert len(mark) == len(shown)

    def test_counts_wide_characters_twice_and_accents_not_at_all(self) -> None:
        shown, mark = self.caret("💾 cafe\u0301 HIER", 9, 13)
        assert mark == " " * (len("1 | ") + 2 + 1 + 4 + 1) + "^^^^"
        assert shown.endswith("HIER")

    def test_counts_full_width_letters_twice_and_enclosing_marks_not_at_all(self) -> None:
        shown, mark = self.caret("Ａ1\u20dd HIER", 5, 9)
        assert mark == " " * (len("1 | ") + 2 + 1 + 1) + "^^^^"
        assert shown.endswith("HIER")

    @given(st.text(st.characters(exclude_characters="\r\n"), max_size=200), st.data())
    @example("\t\x1b[31m\x7f\u2028", None)
    def test_shows_any_line_as_one_that_is_printable(
        self, line: str, data: st.DataObject | None
    ) -> None:
        column = data.draw(st.integers(1, len(line) + 1)) if data else 1
        end = data.draw(st.integers(column, len(line) + 1)) if data else 2
        shown, mark = self.caret(line, column, end)
        assert shown.isprintable()
        assert set(mark) == {" ", "^"}
        assert mark.rstrip("^").isspace()

    def test_makes_control_characters_symbols_and_what_has_none_a_replacement(self) -> None:
        assert visible("\x00\t\x1b[0m\x1f ä") == "␀␉␛[0m␟ ä"
        assert visible("\x7f\x85\u2028\ud800") == "\ufffd" * 4

    @given(st.text())
    def test_makes_each_character_visible_as_one(self, text: str) -> None:
        shown = visible(text)
        assert len(shown) == len(text)
        assert all(
            a == b for a, b in zip(shown, text, strict=True) if unicodedata.category(b)[0] == "L"
        )


class TestOrder:
    def test_is_by_line_column_and_code(self) -> None:
        found = found_in(
            "Kopf\n" + HEAD + "> [1][a\n> F\ufffdr [2][b]\n" + "4 Sep 2025\n## X\n## Y\n"
        )
        places = [(d.line, d.column, d.code) for d in found]
        assert places == sorted(places)
        assert in_order(reversed(found)) == found

    def test_holds_for_what_was_said_of_the_bytes_too(self) -> None:
        page = read(io.BytesIO(b"Kopf\n" + f"{HEAD}> äöü\n".encode() + b"x\xff\n" + END.encode()))
        assert in_order(page.diagnostics) == page.diagnostics
        assert page.diagnostics[0].code == Code.LINE_UNPARSED


class TestErrors:
    def errors(self) -> list[ParseError]:
        raising: list[Callable[[], Article | Listing]] = [
            lambda: parse("Ein Text"),
            lambda: parse(""),
            lambda: parse("3Nein\t\t\t"),
            lambda: parse("# taz.de -- Nord\nA: B\nC.\n"),
            lambda: parse_listing(HEAD + END),
            lambda: parse(HEAD, strict=True),
            lambda: parse_page("x\ny\n" + HEAD, strict=True),
        ]
        caught: list[ParseError] = []
        for call in raising:
            with pytest.raises(ParseError) as info:
                call()
            caught.append(info.value)
        return caught

    def test_are_value_errors_of_one_base(self) -> None:
        assert all(isinstance(error, ValueError) for error in self.errors())

    def test_pickle_with_all_they_hold(self) -> None:
        for error in self.errors():
            again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
            assert type(again) is type(error)
            assert (str(again), again.diagnostics) == (str(error), error.diagnostics)
            assert (again.message, again.shown) == (error.message, error.shown)

    def test_are_made_anew_from_their_args(self) -> None:
        for error in self.errors():
            again = type(error)(*error.args)
            assert (str(again), again.diagnostics) == (str(error), error.diagnostics)

    def test_without_a_place_are_their_reason_alone(self) -> None:
        error = ParseError("Nein.")
        assert str(error) == "Nein."
        assert (error.diagnostics, error.shown) == ((), "")

    def test_advise(self) -> None:
        messages = [error.message for error in self.errors()]
        assert "expected a line `# taz.de -- TITLE` near the start, found 'Ein Text'" in messages[0]
        assert messages[1] == "the text is empty; a page of taz begins with `# taz.de`"
        assert messages[3].endswith("call parse_listing or parse_page")
        assert messages[4].endswith("call parse or parse_page")

    def test_begin_with_their_reason_and_show_the_place(self) -> None:
        for error in self.errors():
            assert str(error).split("\n")[0] == error.message
        assert "^" in str(self.errors()[5])

    def test_say_how_many_more_there_are(self) -> None:
        with pytest.raises(ParseError, match=r"the page is damaged: 1:1: .* \(and 1 more errors\)"):
            parse("Kopf\n" + HEAD + "> a\n", strict=True)


class TestStrict:
    @pytest.mark.parametrize("code", REACHED)
    def test_raises_the_very_list_of_the_lenient_call_if_one_is_an_error(self, code: Code) -> None:
        text, _ = REACHED[code]
        try:
            page = parse_page(text)
        except NotADumpError:
            return
        if any(d.severity is Severity.ERROR for d in page.diagnostics):
            with pytest.raises(ParseError) as caught:
                parse_page(text, strict=True)
            assert caught.value.diagnostics == page.diagnostics
        else:
            assert parse_page(text, strict=True) == page

    def test_does_so_for_bytes_too(self) -> None:
        data = f"{HEAD}> Für alle.\n".encode("cp1252")
        page = read(io.BytesIO(data))
        with pytest.raises(ParseError) as caught:
            read(io.BytesIO(data), strict=True)
        assert caught.value.diagnostics == page.diagnostics
        assert {d.code for d in page.diagnostics} == {Code.DECODED, Code.PAGE_ENDS_EARLY}
