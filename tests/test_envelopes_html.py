"""Promise: each proxy's own page gives the page that taz wrote, whatever state its HTML is in.

How: one invented article, section and front page in the markup of eight proxies (FORMAT 3), then
damaged as the world does it. Cost: seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

import pytest
from attrs import evolve
from envelope_pages import CASES, Case, Row, menu
from envelope_proxies import PROXIES, TELLING, prologic
from hypothesis import given
from hypothesis import strategies as st

from tazdump import (
    Address,
    Article,
    Listing,
    NotADumpError,
    explain,
    is_dump,
    parse,
    parse_page,
    verbatim,
)

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
each_proxy = pytest.mark.parametrize("proxy", PROXIES)


def expected(case: Case, proxy: str) -> Article | Listing:
    """The page, with its own address and what that tells, where the proxy shows it."""
    if proxy not in TELLING:
        return case.page
    address = Address(path=case.address)
    if isinstance(case.page, Article):
        return evolve(case.page, address=address)
    return evolve(case.page, address=address, kind="front" if case.address == "/" else "section")


@each_proxy
@each_case
class TestEachProxyGivesThePage:
    def test_with_addresses_and_its_own_where_it_shows_it(self, case: Case, proxy: str) -> None:
        page = parse_page(PROXIES[proxy](case.rows, case.address))
        assert page == expected(case, proxy)
        assert page.envelope == "html"
        assert page.diagnostics == ()

    def test_that_is_verbatim_and_known_for_a_dump(self, case: Case, proxy: str) -> None:
        text = PROXIES[proxy](case.rows, case.address)
        assert verbatim(parse_page(text)) == text
        assert is_dump(text)

    def test_whose_nodes_stand_where_they_say(self, case: Case, proxy: str) -> None:
        page = parse_page(PROXIES[proxy](case.rows, case.address))
        nodes = page.entries if isinstance(page, Listing) else page.related
        for node in nodes:
            assert node.title is not None
            shown = unescape(page.source.text(node.lines))
            assert node.title.text in shown
            for word in (node.teaser or "").split():
                assert word in shown


def upper_tags(text: str) -> str:
    return re.sub(r"</?[a-z][a-z0-9]*", lambda tag: tag[0].upper(), text)


def upper_attributes(text: str) -> str:
    return re.sub(r' (href|value|class|type|placeholder)(?==["\'])', lambda a: a[0].upper(), text)


def unclosed(text: str) -> str:
    return re.sub(r"</(?:a|td|tr|tbody|li|i|p|span|option|b|body|html)>", "", text)


def apostrophes(text: str) -> str:
    return re.sub(r'="([^"\'<>]*)"', r"='\1'", text)


def bare_attributes(text: str) -> str:
    return re.sub(r'=["\']([^"\'<>=`\s]+)["\'](?!=)', r"=\1 ", text)


def entities(text: str) -> str:
    named = {"ü": "&uuml;", "ö": "&ouml;", "„": "&bdquo;", "“": "&ldquo;", "*": "&#42;"}
    return "".join(
        named.get(c, c if c.isascii() else f"&#x{ord(c):X};" if ord(c) % 2 else f"&#{ord(c)};")
        for c in text
    )


def bare_ampersands(text: str) -> str:
    return text.replace("AT&amp;T", "AT&T").replace("&lt; 3", "< 3").replace(" &amp; ", " & ")


def commented(text: str) -> str:
    comment = "<!-- # taz.de -- Falsch: Nicht hier\n## TAGS\n<pre> -->"
    return text.replace("<body>", "<body>" + comment).replace("</body>", comment + "</body>")


def comment_in_line(text: str) -> str:
    return text.replace("Kein Ende", "Kein<!-- ganz und gar --> Ende").replace("Muh", "M<!---->uh")


def scripted(text: str) -> str:
    script = "<script>if (a<b) document.write('</pre># taz.de -- Falsch: Nein<table>')</script>"
    style = "<STYLE type=text/css>pre > a::before { content: '# taz.de -- Nein' }</STYLE>"
    return text.replace("<body>", "<body>" + script + style)


def navigation(text: str) -> str:
    above = (
        '<table class="nav"><tr><td><a href="/">Home</a><td><a href="/about">Über uns</a></tr>'
        "</table><ul><li>Eins<li>Zwei</ul><p>Sie lesen <b>taz.de</b> über einen Umweg.</p>"
        '<form><input type="text" name="theme" value="dark"><button>Los</button></form>'
    )
    below = (
        "<hr><table><tr><td>Besuche heute</td><td>4711</td></tr></table>"
        '<address>Betrieb: <a href="mailto:admin@example.org">Admin</a></address>'
    )
    return text.replace("<body>", "<body>" + above).replace("</body>", below + "</body>")


def emphasised(text: str) -> str:
    return text.replace("Kühe", "<b>Kü</b>he").replace(
        "Beispiel", "<font color=red>Beispiel</font>"
    )


DAMAGES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "blank lines above": lambda text: "\n\n  \n" + text,
    "upper-case tags": upper_tags,
    "upper-case attributes": upper_attributes,
    "unclosed tags": unclosed,
    "single quotes": apostrophes,
    "no quotes": bare_attributes,
    "entities": entities,
    "bare ampersands": bare_ampersands,
    "comments": commented,
    "comments in lines": comment_in_line,
    "scripts and styles": scripted,
    "navigation above and a foot below": navigation,
    "emphasis": emphasised,
    "no end": lambda text: text.partition("</body>")[0],
}


@each_proxy
@each_case
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_state_of_the_html_does_not_matter(case: Case, proxy: str, damage: str) -> None:
    text = PROXIES[proxy](case.rows, case.address)
    damaged = DAMAGES[damage](text)
    page = parse_page(damaged)
    assert page == expected(case, proxy)
    assert verbatim(page) == damaged


def test_every_damage_damages_some_page() -> None:
    texts = [
        build(case.rows, case.address) for build in PROXIES.values() for case in CASES.values()
    ]
    for damage in DAMAGES.values():
        assert any(damage(text) != text for text in texts)


# Guarantee 2 for HTML: no word of a line below the title is lost, whatever tags stand around it.

_TAGS = (
    *("<b>", "</b>", "<i class=fa>", "</i>", "<td>", "</td>", "<th>", "<tr>", "</tr>", "<table>"),
    *(
        "<pre>",
        "<div>",
        "</div>",
        "<div id=gopher>",
        "<p>",
        "</p>",
        "<br>",
        "<br/>",
        "<hr>",
        "</a>",
    ),
    *(
        '<a href="/taz.de/1/!1234567">',
        "<a href=/about>",
        "<a name=x>",
        "<li>",
        "<form>",
        "</form>",
    ),
    *("<input value=x>", "<input placeholder=Suche>", "<td class=mimetype>", "<span>", "</span>"),
    *("<td class='type-description'>", "<img src=x>", "<!-- Kommentar -->", "<svg/>", "</nichts>"),
    *(
        "&nbsp;",
        "&",
        "&amp;",
        "< ",
        ">",
        "\n",
        "\n",
        "\r\n",
        " ",
        "  ",
        "|",
        "## TAGS\n",
        "[1][",
        "]",
    ),
    *("\n> ", "\nBild: ", "4 Sep 2025\n", "\n## ", "(DIR) ", "DIR ", "\n[1] /!1234567\n", "…"),
)


@given(st.lists(st.sampled_from(_TAGS), max_size=30), st.sampled_from(["<pre>", "<table><tr><td>"]))
def test_no_word_below_the_title_is_lost(tags: list[str], element: str) -> None:
    words = [f"Wort{i}" for i in range(len(tags))]
    mixed = "".join(f"{tag}{word}" for tag, word in zip(tags, words, strict=True))
    page = parse_page(f"<html>{element}# taz.de -- Wetter: Es regnet\n</td></tr>{mixed}")
    kept = repr(page) + " ".join(d.text for d in page.diagnostics)
    for word in words:
        assert word in kept


@given(st.text(max_size=200))
def test_any_text_of_a_line_is_the_same_in_html_and_in_a_menu(text: str) -> None:
    clean = "".join(c for c in text if c not in "\r\n\t\0").strip()
    rows = [Row("i", "# taz.de -- Wetter: Es regnet"), Row("i", ""), Row("i", f"x{clean}x")]
    assert parse(prologic(rows, "")) == parse(menu(rows))


@given(st.text(alphabet="<>/!-?=[]\"'ab &;#\n", max_size=80), st.booleans())
def test_no_html_is_an_error_of_ours(text: str, below: bool) -> None:
    title = f"<html><pre>\n{escape('# taz.de -- Wetter: Es regnet')}\n</pre></html>"
    whole = title.replace("</pre>", text) if below else f"<{text}{title}"
    try:
        page = parse_page(whole)
    except NotADumpError:
        assert not is_dump(whole)
        return
    assert is_dump(whole)
    assert verbatim(page) == whole
    assert len(explain(page)) == len(page.source)


def test_a_search_field_may_be_the_last_row_of_a_page_that_its_title_begins() -> None:
    entry = " (DIR) <a href='/taz.de/1/!1234567'>A: B</a>\n       Ein Anriss.\n"
    page = parse_page(f"<pre># taz.de -- Nord\n{entry}   (?) <a href='/taz.de/7/s'>Suche</a></pre>")
    assert isinstance(page, Listing)
    assert (page.search, len(page.entries)) == ("Suche", 1)


class TestALongPage:
    """It is read whole only if its head, and what stands in it below the title, is a dump's."""

    @pytest.mark.parametrize("rows", [6, 7])
    def test_is_a_dump_if_its_head_has_the_seven_rows_below_its_title(self, rows: int) -> None:
        rest = f"<!-- {'x' * 2**14} -->" + "Noch mehr davon.\n" * 100
        below = "Und wie.\n" * rows
        page = f"<pre># taz.de -- Wetter: Es regnet\n{below}{rest}</pre>"
        assert is_dump(page) == (rows == 7)

    def test_is_none_where_a_row_has_the_name_alone(self) -> None:
        assert not is_dump(f"<p>taz.de</p><!-- {'x' * 2**14} -->")

    def test_is_one_that_is_longer_than_its_head(self) -> None:
        page = "<pre># taz.de -- Wetter: Es regnet\n> Und wie.\n<!-- -->"
        for length in (2**14, 2**14 + 1):
            assert is_dump(page.replace(" -->", "x" * (length - len(page)) + " -->")) == (
                length == 2**14
            )

    def test_may_be_one_of_a_proxy_of_gemini_without_marks(self) -> None:
        page = "<pre>-- Leo's gemini proxy\n-- Meta line: 20 text/gemini\ntaz.de -- A: B</pre>"
        assert is_dump(page)
