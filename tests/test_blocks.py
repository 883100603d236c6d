"""Promise: the parts of a body become nodes with all their text, their links and their places.

How: bodies of a few lines, of which the first stands on line 3, and the nodes and diagnostics that
they give. Cost: milliseconds.
"""

from __future__ import annotations

from full_lines import full

from tazdump import (
    Address,
    Article,
    Code,
    Dateline,
    Image,
    Link,
    Paragraph,
    Subheading,
    Verse,
    parse,
)
from tazdump._envelopes.table import cut_line
from tazdump._fill import fits

ONE, TWO = Address(path="/!1"), Address(path="/!2")
END = "\n\n4 Sep 2025\n\n## LINKS\n\n[1] /!1\n[2] /!2\n\n## ARTIKEL ZUM THEMA\n"
#: A line that the proxy cuts in the text of a link.
CUT = cut_line("Über Österreich und über Württemberg hängen größere und schönere [1][Wolken und so")


def body(*lines: str) -> Article:
    return parse("\n".join(["# taz.de -- A: B", "", *lines]) + END)


def told(page: Article, *codes: Code) -> list[tuple[Code, int, int, str]]:
    """Where these diagnostics are, and what they are about."""
    return [(d.code, d.line, d.column, d.text) for d in page.diagnostics if d.code in codes]


def links(block: object) -> list[tuple[Link, tuple[int, int], bool]]:
    """The links of a paragraph, with what equality leaves out."""
    assert isinstance(block, Paragraph)
    return [(p, p.lines, p.cut) for p in block.content if isinstance(p, Link)]


class TestTheDateline:
    def test_opens_the_first_paragraph_alone(self) -> None:
        page = body("Berlin taz | Es regnet.", "", "Kiel dpa | Es auch.")
        assert page.dateline is not None
        assert page.dateline == Dateline(place="Berlin", agency="taz")
        assert page.dateline.lines == (3, 3)
        assert [block.text for block in page.body] == ["Es regnet.", "Kiel dpa | Es auch."]

    def test_may_end_its_line(self) -> None:
        page = body("Berlin taz |", "Es regnet.", "", "Noch.")
        assert page.dateline is not None
        assert page.dateline.lines == (3, 3)
        assert [(b.text, b.lines) for b in page.body] == [("Es regnet.", (3, 4)), ("Noch.", (6, 6))]

    def test_may_go_on_in_the_next_line(self) -> None:
        place = "Bad Münster am Stein, Frankfurt (Oder), Rio de Janeiro und Sankt Pölten"
        page = body(place, "taz | Es regnet.")
        assert page.dateline is not None
        assert page.dateline == Dateline(place=place, agency="taz")
        assert page.dateline.lines == (3, 4)

    def test_leaves_no_paragraph_where_no_text_follows(self) -> None:
        page = body("Berlin taz |", "", "Es regnet.")
        assert page.dateline is not None
        assert [(b.text, b.lines) for b in page.body] == [("Es regnet.", (5, 5))]
        page = body("Berlin taz |")
        assert (page.dateline is not None, page.body) == (True, ())

    def test_may_stand_before_a_link(self) -> None:
        (block,) = body("Berlin taz | [1][Es] regnet.").body
        assert block == Paragraph(content=(Link(number=1, text="Es", address=ONE), " regnet."))

    def test_does_not_stand_below_verse_nor_below_a_sub_heading_s_text(self) -> None:
        verse = ["Eins", "", "zwei", "", "drei", ""]
        long = "Kiel taz | " + "Worte " * 10 + "und"
        assert body(*verse, full("und"), "so.", "", long).dateline is None
        page = body(*verse, "## Kopf", "", long)
        assert page.dateline is None
        assert body("## Kopf", "", long).dateline is not None


class TestLinks:
    def test_stand_in_their_text_in_order(self) -> None:
        page = body("Ein [2][a] und [1][b] so [3][c].", "", "[1][noch] [2][einmal]")
        assert page.body[0] == Paragraph(
            content=(
                *("Ein ", Link(number=2, text="a", address=TWO)),
                *(" und ", Link(number=1, text="b", address=ONE)),
                *(" so ", Link(number=3, text="c"), "."),
            )
        )
        last = (Link(number=1, text="noch", address=ONE), " ")
        assert page.body[1] == Paragraph(
            content=(*last, Link(number=2, text="einmal", address=TWO))
        )
        assert told(page, Code.LINK_WITHOUT_TARGET) == [(Code.LINK_WITHOUT_TARGET, 3, 26, "[3][")]

    def test_of_a_number_have_the_text_that_stands_first(self) -> None:
        page = body("Ein [2][a] und [2][b].", "", "## [1][Kopf] und [2][c]", "", "[1][d]")
        assert [(link.number, link.text) for link in page.links] == [(1, "Kopf"), (2, "a")]

    def test_may_go_on_in_the_next_line_and_say_so(self) -> None:
        lines = [full("ein [1][Wort"), "und mehr] dazu [2][x] und [2][y", "und z]"]
        assert not fits(lines[0], lines[1])
        first, second, third = links(body(*lines[:2], "z]").body[0])
        assert first == (Link(number=1, text="Wort und mehr", address=ONE), (3, 4), False)
        assert second == (Link(number=2, text="x", address=TWO), (4, 4), False)
        assert third == (Link(number=2, text="y z", address=TWO), (4, 5), False)
        ((link, place, _),) = links(body(full("[1][Wort"), "] so.").body[0])
        assert (link, place) == (Link(number=1, text="Wort ", address=ONE), (3, 4))

    def test_that_have_no_target_are_told_where_they_stand(self) -> None:
        page = body("Ein Satz.", "", full("und"), "ein [3][a] [3][b]", "", "## Kopf [4][b]")
        assert told(page, Code.LINK_WITHOUT_TARGET) == [
            (Code.LINK_WITHOUT_TARGET, 6, 5, "[3]["),
            (Code.LINK_WITHOUT_TARGET, 6, 12, "[3]["),
            (Code.LINK_WITHOUT_TARGET, 8, 9, "[4]["),
        ]
        messages = [d.message for d in page.diagnostics if d.code == Code.LINK_WITHOUT_TARGET]
        assert messages == [f"LINKS has no target [{number}]" for number in (3, 3, 4)]

    def test_that_never_close_are_text_and_told(self) -> None:
        page = body(full("und"), "ein [1][Text und [12][mehr", "", "[2][a]")
        assert page.body[0].text == full("und") + " ein [1][Text und [12][mehr"
        assert told(page, Code.LINK_UNCLOSED) == [
            (Code.LINK_UNCLOSED, 4, 5, "[1]["),
            (Code.LINK_UNCLOSED, 4, 18, "[12]["),
        ]

    def test_that_a_cut_left_open_end_there_and_are_told(self) -> None:
        page = body(CUT, "und dann weiter.")
        ((link, lines, cut),) = links(page.body[0])
        assert link == Link(number=1, text="Wo…", address=ONE)
        assert (lines, cut) == ((3, 3), True)
        assert page.body[0].text.endswith("schönere Wo… und dann weiter.")
        assert told(page, Code.LINK_UNCLOSED) == [(Code.LINK_UNCLOSED, 3, 66, "[1][")]

    def test_of_an_uncut_line_are_not_ended_by_a_cut_elsewhere(self) -> None:
        page = body("Ein [2][a…", "", CUT, "und dann weiter.")
        assert page.body[0].text == "Ein [2][a…"
        assert [line for _, line, _, _ in told(page, Code.LINK_UNCLOSED)] == [3, 5]


class TestCuts:
    def test_are_told_once_a_line_and_marked_on_their_block(self) -> None:
        line = cut_line(
            "Über Österreich und über Württemberg hängen größere und schönere Wolken im"
        )
        page = body(line, "und dann.", "", "Ein Satz.", "", f"## {line[3:]}", "", line)
        assert [block.cut for block in page.body] == [True, False, False, True]
        at = line.index("…") + 1
        assert told(page, Code.TEXT_CUT) == [
            (Code.TEXT_CUT, 3, at, "…"),
            (Code.TEXT_CUT, 10, at, "…"),
        ]

    def test_of_a_verse_are_the_verse_s(self) -> None:
        line = cut_line(
            "Überübergroß und öde übersäte Äcker hörten überall jäh zu blühen auf, so, so"
        )
        (verse,) = body("Eins", "", "zwei", "", line).body
        assert isinstance(verse, Verse)
        assert verse.cut
        (verse,) = body("Eins", "", "zwei", "", "drei").body
        assert not verse.cut

    def test_of_a_sub_heading_are_the_sub_heading_s(self) -> None:
        line = cut_line(
            "## Über Österreich und Württemberg hängen größere und schönere Wolken im Norden"
        )
        (heading, _) = body(line, "", "Ein Satz.").body
        assert heading == Subheading(text=line.removeprefix("## "))
        assert heading.cut
        (heading, _) = body("## Wolken", "", "Ein Satz.").body
        assert not heading.cut

    def test_of_a_caption_are_the_caption_s(self) -> None:
        long = "Bild: " + "Wolken und Wind und " * 5
        page = body("Text.", "", cut_line(long))
        assert [image.cut for image in page.images] == [True]
        page = body("Text.", "", "Bild: " + "Wolken " * 12)
        assert [image.cut for image in page.images] == [False]


class TestOtherBlocks:
    def test_a_line_of_the_lede_in_the_body_is_told(self) -> None:
        page = body("Eins.", "> Zwei", ">", "", ">drei > vier")
        assert told(page, Code.LEDE_MISPLACED) == [
            (Code.LEDE_MISPLACED, 4, 1, "> Zwei"),
            (Code.LEDE_MISPLACED, 5, 1, ">"),
        ]

    def test_a_caption_in_the_body_is_an_image_and_told(self) -> None:
        caption = "Wolken " * 11 + "und Wind"
        page = body("Eins.", "", f"Bild: {caption}", "", "Zwei.")
        assert page.images == (Image(caption=caption),)
        assert page.images[0].lines == (5, 5)
        assert [block.text for block in page.body] == ["Eins.", "Zwei."]
        assert told(page, Code.IMAGE_MISPLACED) == [
            (Code.IMAGE_MISPLACED, 5, 1, f"Bild: {caption}")
        ]

    def test_a_sub_heading_loses_its_mark_and_one_blank(self) -> None:
        page = body("##  Zwei ## Köpfe", "", "##", "", "Text.", "", "## [1][Link]")
        assert [block for block in page.body if isinstance(block, Subheading)] == [
            Subheading(text=" Zwei ## Köpfe"),
            Subheading(text=""),
            Subheading(text="[1][Link]"),
        ]
        assert [block.lines for block in page.body if isinstance(block, Subheading)] == [
            *((3, 3), (5, 5), (9, 9))
        ]

    def test_a_sub_heading_of_two_lines_is_joined(self) -> None:
        heading = "## " + full("und")[3:]
        page = body(heading, "so weiter", "", "Text.")
        assert page.body[0] == Subheading(text=f"{heading[3:]} so weiter")
        assert [block.lines for block in page.body if isinstance(block, Subheading)] == [(3, 4)]

    def test_a_sub_heading_without_a_mark_keeps_what_looks_like_one(self) -> None:
        text = "\n\n".join(["taz.de -- A: B", "Lede.", "##", "Wort " * 30, "## Kopf", "Wort " * 30])
        headings = [block for block in parse(text).body if isinstance(block, Subheading)]
        assert headings == [Subheading(text=""), Subheading(text="## Kopf")]

    def test_verse_has_its_lines_and_its_span(self) -> None:
        (verse,) = body("Eins", "", "zwei", "", "drei").body
        assert verse == Verse(lines=("Eins", "zwei", "drei"))
        assert isinstance(verse, Verse)
        assert (verse.span, verse.cut) == ((3, 7), False)

    def test_a_lede_keeps_the_marks_of_its_links(self) -> None:
        page = body("> Es [1][regnet", "> sehr] und [3][mehr].", "", "Text [2][a].")
        assert page.lede == "Es [1][regnet sehr] und [3][mehr]."
        assert [(link.number, link.text) for link in page.links] == [(1, "regnet sehr"), (2, "a")]
        assert [line for _, line, _, _ in told(page, Code.LINK_WITHOUT_TARGET)] == [4]
