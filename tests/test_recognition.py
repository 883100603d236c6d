"""Promise: an envelope is told from all evidence, and never from words that an article mentions.

How: the invented article in each envelope, with lines in its body that look like another one; any
text at all for `is_dump`. Cost: seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from envelope_forms import FORMS
from envelope_pages import ARTICLE_ROWS, CASES, Row, fill
from envelope_proxies import PROXIES
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import (
    Article,
    Listing,
    NotADumpError,
    envelopes,
    is_dump,
    parse,
    parse_page,
    verbatim,
)
from tazdump._envelopes import ENVELOPES, sheet_of
from tazdump._source import Lines

#: Lines that an article may have, and that look like an envelope's.
MENTIONS = (
    "(DIR) So steht es im alten Gopher, und so stand es immer dort.",
    "(TXT) ist kurz",
    "DIR ist ein Befehl, den niemand mehr kennt.",
    "   DIR weiter rechts",
    "TEXT ist Text.",
    "HTML kann das auch.",
    "SEARCH, also suchen.",
    "=> /!1234567 Ein Pfeil, der auf nichts zeigt",
    "=> hier geht es weiter",
    "URI: taz.de/1/!7654321",
    "-- Leo's gemini proxy",
    "-- Meta line: 20 text/gemini;lang=de",
    "-- Response ended",
    "20 text/gemini",
    "20 text/gemini;lang=de",
    "Introduction",
    "Introduction Statistics Contact Development Disclaimer Help",
    "You are viewing proxied material from taz.de. So beginnt der Hinweis.",
    "GOPHERSPACE.DE - P H O X Y",
    "gophering on taz.de",
    "💾 Archived View for taz.de captured on 2024-03-21 at 14:45:49.",
    "-=-=-=-=-=-=-",
    "| Eins | Zwei | |",
    "Eins | |",
    "|",
    "taz.de:70 /!1:14: invalid line / field count",
    "<pre>Das ist HTML</pre>",
    "<!DOCTYPE html>",
    "i am text",
    "1Titel",
    "3Nicht gefunden",
    "taz.de -- so die Seite",
    "taz.de",
    "### Noch ein Zeichen",
    "~~~",
)
each_form = pytest.mark.parametrize("form", FORMS)


def with_body(*lines: str) -> list[Row]:
    """The article with a paragraph of these lines after its first one."""
    at = next(i for i, row in enumerate(ARTICLE_ROWS) if row.text.startswith("## Kein Ende"))
    rows = [Row("i", line) for line in lines]
    return [*ARTICLE_ROWS[:at], *rows, Row("i", ""), *ARTICLE_ROWS[at:]]


def shown(page: Article | Listing) -> str:
    assert isinstance(page, Article)
    return " ".join(page.text.split())


#: What ends in each form the article's own text, so that a line of the envelope's own is told.
_OF_THE_ENVELOPE = {
    "kennedy": {"-=-=-=-=-=-=-"},
    "gkbrk": {"-- Response ended"},
}


@each_form
@pytest.mark.parametrize("mention", MENTIONS)
class TestAnArticleThatMentionsAnEnvelope:
    def test_at_the_start_of_a_paragraph_is_not_mistaken(self, form: str, mention: str) -> None:
        if mention in _OF_THE_ENVELOPE.get(form, ()):
            pytest.skip("this line ends the page in this envelope: it can be nothing else there")
        text = "\n".join(FORMS[form].lines(with_body(mention)))
        page = parse_page(text)
        assert page.envelope == FORMS[form].envelope
        assert " ".join(mention.split()) in shown(page)

    def test_at_the_start_of_a_wrapped_line_is_not_mistaken(self, form: str, mention: str) -> None:
        full = "Wort " * 14 + "Worte"
        assert len(full) == 75
        text = "\n".join(FORMS[form].lines(with_body(full, mention)))
        page = parse_page(text)
        assert page.envelope == FORMS[form].envelope
        if mention not in _OF_THE_ENVELOPE.get(form, ()):
            assert " ".join(mention.split()) in shown(page)

    def test_in_its_lede_is_not_mistaken(self, form: str, mention: str) -> None:
        rows = [ARTICLE_ROWS[0], ARTICLE_ROWS[1], *fill(mention, "> "), *ARTICLE_ROWS[4:]]
        page = parse_page("\n".join(FORMS[form].lines(rows)))
        assert page.envelope == FORMS[form].envelope

    def test_in_its_title_is_not_mistaken(self, form: str, mention: str) -> None:
        rows = [Row("i", f"# taz.de -- Wetter: {mention.strip()}"), *ARTICLE_ROWS[1:]]
        page = parse_page("\n".join(FORMS[form].lines(rows)))
        assert page.envelope == FORMS[form].envelope
        assert isinstance(page, Article)
        assert page.title.headline == mention.strip()


def test_a_bar_at_the_title_alone_is_no_table() -> None:
    page = parse("| # taz.de -- Wetter: Es regnet |\n> Sehr.\nEins.\nZwei.\n")
    assert (page.envelope, page.lede) == ("plain", "Sehr.")


class TestForcedEnvelopes:
    @each_form
    def test_the_page_s_own_name_changes_nothing(self, form: str) -> None:
        text = "\n".join(FORMS[form].lines(ARTICLE_ROWS))
        page = parse_page(text, envelope=FORMS[form].envelope)
        assert page == parse_page(text)
        assert page.envelope == FORMS[form].envelope

    @each_form
    @pytest.mark.parametrize("envelope", envelopes())
    def test_any_other_is_used_and_loses_nothing(self, form: str, envelope: str) -> None:
        text = "\n".join(FORMS[form].lines(ARTICLE_ROWS))
        try:
            page = parse_page(text, envelope=envelope)
        except NotADumpError:
            assert "html" in {envelope, FORMS[form].envelope}
            return
        assert page.envelope == envelope
        assert verbatim(page) == text

    def test_an_unknown_name_is_refused_with_those_that_are_known(self) -> None:
        with pytest.raises(
            ValueError, match="no envelope is called 'gopher'; there are html, menu"
        ):
            parse("# taz.de -- A: B", envelope="gopher")

    def test_a_listing_s_marks_can_be_taken_for_text(self) -> None:
        text = "\n".join(FORMS["gopherproxy-flush"].lines(CASES["section"].rows))
        page = parse_page(text, envelope="plain")
        assert page.envelope == "plain"
        assert page != parse_page(text)


class TestTheTable:
    def test_names_are_those_that_envelopes_gives(self) -> None:
        assert tuple(ENVELOPES) == envelopes()
        assert all(name == envelope.name for name, envelope in ENVELOPES.items())

    def test_each_is_read_by_some_form(self) -> None:
        assert {form.envelope for form in FORMS.values()} | {"phoxy"} == set(envelopes())

    def test_the_last_one_takes_every_title_that_has_its_mark(self) -> None:
        assert list(ENVELOPES)[-1] == "plain"

    def test_each_says_in_a_sentence_what_it_is(self) -> None:
        for envelope in ENVELOPES.values():
            assert len(envelope.about) > 20


class TestASheet:
    @pytest.mark.parametrize("around", ["{}", "Kopf\n{}", "<pre>{}</pre>"])
    def test_has_the_lines_that_it_was_given_or_those_of_its_text(self, around: str) -> None:
        text = around.format("# taz.de -- Wetter: Es regnet")
        lines = Lines(text)
        given, own = sheet_of(text, lines), sheet_of(text, None)
        assert given is not None
        assert given.raw is lines
        assert own is not None
        assert own.raw.whole() == lines.whole()


# `is_dump` agrees with `parse_page`, exactly, for text and for HTML.

_PIECES = st.sampled_from(
    (
        *(
            "# taz.de",
            "# taz.de -- ",
            "taz.de",
            "taz.de -- ",
            "Wetter: Es regnet",
            "i",
            "\t\tfake\t1",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            "|",
            "| ",
            " |",
            " | |",
            "\ufeff",
            "\t",
            "> ",
            "## ",
        ),
        *("-- Leo's gemini proxy\n", "-=-=-=-=-=-=-\n", "Archived View for taz.de\n", "-- ", "..."),
        *("Das große linke", "Nach Artikeln suchen\n", "URI: taz.de\n", "Introduction\n", "\u2028"),
        *(
            "<pre>",
            "</pre>",
            "<html>",
            "<table><tr><td>",
            "</td></tr>",
            "<p>",
            "<br>",
            "<!--",
            "-->",
        ),
        *(
            "<title>",
            "</title>",
            "<script>",
            "</script>",
            "&#",
            "taz&#46;de",
            "<",
            "3",
            "51 Nein\n",
        ),
        *("x" * 4000, "x\n" * 60, "\n" * 60, "<br>" * 70, " " * 90, "|" * 90, "# example.org -- "),
    )
)
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


def _agree(text: str) -> None:
    known = is_dump(text)
    try:
        page = parse_page(text)
    except NotADumpError:
        assert not known
    else:
        assert known
        assert verbatim(page) == text


@given(_TEXTS)
@example("\ufeff" + "\r\n" * 63 + "# taz.de -- A: B")
@example("taz.de\n" + "x" * 9000 + "\nNach Artikeln suchen")
@example("taz.de\n\n\n\n\n\n\nNach Artikeln suchen")
@example("taz.de\n\n\n\n\n\n\n\nNach Artikeln suchen")
@example("x" * 4094 + "\n\n# taz.de -- A: B")
@example("x" * 2046 + "\n\n# taz.de -- A: B")
@example("x" * 2048 + "\n# taz.de -- A: B")
@example(" " * 766 + "\n\ntaz.de\nNach Artikeln suchen")
@example(" " * 768 + "\ntaz.de\nNach Artikeln suchen")
@example("x" * 4096 + "\n# taz.de -- A: B")
@example("<p>" + "x" * 9000 + "<pre># taz.de -- A: B")
@example("<p>" + "x" * 90 + "<pre>" + "\n" * 62 + "# taz.de -- A: B")
@example("<p>" + "<i>x</i>\n" * 9000 + "<pre># taz.de -- A: B")
@example("<p># taz&#46;de -- A: B")
@example("<br>" * 60 + "taz.de<br>" + "<br>" * 6 + "Nach Artikeln suchen")
def test_is_dump_is_true_for_just_what_is_parsed(text: str) -> None:
    _agree(text)


@given(st.text(max_size=60), st.sampled_from(["", "# taz.de", "taz.de -- ", "<pre># taz.de"]))
def test_is_dump_agrees_on_any_text(text: str, before: str) -> None:
    _agree(before + text)


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    names = [*FORMS, *PROXIES]
    name = draw(st.sampled_from(names))
    rows = CASES[draw(st.sampled_from(sorted(CASES)))].rows
    text = PROXIES[name](rows, "/") if name in PROXIES else "\n".join(FORMS[name].lines(rows))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, min(len(text), 400)))
        gone = draw(st.integers(0, 40))
        text = text[:at] + draw(_PIECES) + text[at + gone :]
    return text


@given(_damaged())
def test_is_dump_agrees_on_damaged_pages(text: str) -> None:
    _agree(text)


@given(_damaged())
def test_the_same_text_gives_the_same_page(text: str) -> None:
    def read() -> tuple[object, ...]:
        try:
            page = parse_page(text)
        except NotADumpError as error:
            return (str(error),)
        return (page, page.envelope, page.diagnostics)

    assert read() == read()


@pytest.mark.parametrize("name", sorted(PROXIES))
def test_the_proxies_pages_are_dumps(name: str) -> None:
    for case in CASES.values():
        assert is_dump(PROXIES[name](case.rows, case.address))


def _forms() -> Sequence[str]:
    return tuple(FORMS)


@pytest.mark.parametrize("form", _forms())
@pytest.mark.parametrize("case", CASES)
def test_every_form_is_a_dump_and_no_other_host_s_page_is(form: str, case: str) -> None:
    lines = FORMS[form].lines(CASES[case].rows)
    text = "\n".join(lines)
    assert is_dump(text)
    assert not is_dump(text.replace("taz.de", "example.org"))


class TestALongPageOfHtml:
    """It is looked into as far as a head may reach, so that any other page costs the same."""

    @given(st.integers(-300, 300), st.sampled_from(["", "\n", "<p>"]), st.integers(0, 12))
    @example(-300, "", 0)
    @example(300, "", 0)
    def test_is_a_dump_just_where_it_can_be_parsed(self, far: int, end: str, lines: int) -> None:
        head = f"<html><!-- {'x' * (2**14 + far)} --><pre>"
        page = "# taz.de -- Wetter: Es regnet\n> Und wie.\n" + "Noch mehr.\n" * lines
        text = head + page + end + "</pre>" + "<p>Danach</p>" * 40
        _agree(text)

    def test_is_one_where_its_title_stands_in_its_head(self) -> None:
        page = "<pre># taz.de -- Wetter: Es regnet\n> Und wie.\n" + "Noch mehr davon.\n" * 2000
        assert is_dump(page)
        assert not is_dump(f"<!-- {'x' * 2**14} -->{page}")
