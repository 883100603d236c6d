"""Promise: every line of the input has exactly one role, and the node that owns it.

How: the invented pages in every form, and pages with all that an article can have. Cost: seconds.
"""

from __future__ import annotations

import pytest
from envelope_forms import FORMS
from envelope_pages import ARTICLE, CASES, Case
from hypothesis import given
from hypothesis import strategies as st

from tazdump import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Role,
    Subheading,
    Tag,
    Title,
    Verse,
    explain,
    parse,
    parse_page,
)
from tazdump._source import split_lines

PAGE = """\
# taz.de -- Wetter: Es regnet
> Den ganzen Tag.
Bild: Eine Wolke, die so lang beschrieben ist, dass sie in keine Zeile des Textes passt

Berlin taz | Es regnet [1][sehr].

## Morgen

Regen

Regen auch

Immer Regen

4 Sep 2025

## LINKS

[1] /!1234567

## AUTOREN

Jörg Müßig

## TAGS

Regen

## ARTIKEL ZUM THEMA

Sturm: Es zieht

Und zwar gewaltig.

## ANZEIGE
Kauft Schirme!
"""


def test_each_role_goes_to_its_lines_and_each_node_owns_its_own() -> None:
    page = parse(PAGE)
    found = [
        (line.role, None if line.node is None else type(line.node))
        for line in explain(page)
        if line.role != Role.BLANK
    ]
    assert found == [
        (Role.TITLE, Title),
        (Role.LEDE, Article),
        (Role.IMAGE, Image),
        (Role.PARAGRAPH, Paragraph),
        (Role.SUBHEADING, Subheading),
        (Role.VERSE, Verse),
        (Role.VERSE, Verse),
        (Role.VERSE, Verse),
        (Role.DATE, Article),
        (Role.SECTION, Article),
        (Role.LINK, Link),
        (Role.SECTION, Article),
        (Role.AUTHOR, Author),
        (Role.SECTION, Article),
        (Role.TAG, Tag),
        (Role.SECTION, Article),
        (Role.ENTRY, Entry),
        (Role.TEASER, Entry),
        (Role.UNPARSED, None),
        (Role.UNPARSED, None),
    ]


def test_a_dateline_without_text_owns_its_line() -> None:
    page = parse("# taz.de -- A: B\n\nBerlin taz |\n\n## Eins\n")
    assert explain(page)[2].role == Role.PARAGRAPH
    assert explain(page)[2].node == Dateline(place="Berlin", agency="taz")


def test_a_listing_owns_what_has_no_node() -> None:
    text = "\n".join(FORMS["gopherproxy"].lines(CASES["front"].rows))
    page = parse_page(text)
    assert isinstance(page, Listing)
    owners = {line.role: line.node for line in explain(page)}
    for role in (Role.TITLE, Role.TAGLINE, Role.SEARCH, Role.GROUP):
        assert owners[role] is page
    assert owners[Role.ENTRY] == owners[Role.TEASER] == page.entries[-1]
    assert owners[Role.BLANK] is None


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_has_one_role_in_every_envelope(case: Case, form: str, end: str) -> None:
    text = end.join(FORMS[form].lines(case.rows))
    page = parse_page(text)
    lines = explain(page)
    assert [line.number for line in lines] == list(range(1, len(split_lines(text)) + 1))
    assert Role.UNPARSED not in {line.role for line in lines}
    for number, role, node in lines:
        raw = page.source.line(number)
        if role in {Role.BLANK, Role.ENVELOPE}:
            assert node is None
        else:
            assert node is not None
            assert raw.strip()


@given(st.text(alphabet="ab #>|[]12\n\r.:ä…", max_size=120))
def test_every_line_of_any_text_below_a_title_has_one(text: str) -> None:
    page = parse_page("# taz.de -- A: B\n" + text)
    lines = explain(page)
    assert len(lines) == len(page.source) == len(split_lines(page.source.verbatim))
    said = {d.line for d in page.diagnostics}
    for number, role, _ in lines:
        assert role != Role.UNPARSED or number in said
        assert (role == Role.BLANK) <= (not page.source.line(number).strip(" |"))


def test_a_page_made_by_hand_has_no_lines() -> None:
    assert explain(ARTICLE) == ()
    assert explain(Listing(title="Nord")) == ()
