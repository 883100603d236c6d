"""Promise: in every envelope it is seen whether blank lines are kept and whether text is filled.

How: two stretches of text of which the lengths tell nothing, so that blank lines or the lede must.
Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from envelope_forms import FORMS
from envelope_pages import Row
from full_lines import full

from tazdump import parse

#: A full line that ends within a sentence, and its rest.
FULL, REST = full("und"), "so weiter."
KEEP_BLANK_LINES = ("plain", "gopherproxy", "hiltjo", "phoxy", "menu", "html")
LOSE_BLANK_LINES = ("plain, no blank lines", "table", "meulie-nav")


def paragraphs(form: str, *lines: str) -> list[str]:
    """What is read from these lines as this form shows them."""
    rows = [Row("i", line) for line in lines]
    return [block.text for block in parse("\n".join(FORMS[form].lines(rows))).body]


@pytest.mark.parametrize("form", [*KEEP_BLANK_LINES, *LOSE_BLANK_LINES])
class TestAFilledLine:
    def test_goes_on_in_the_next(self, form: str) -> None:
        assert paragraphs(form, "# taz.de -- A: B", FULL, REST) == [f"{FULL} {REST}"]

    def test_goes_on_below_a_title_that_is_never_filled(self, form: str) -> None:
        title = "# taz.de -- A: " + "Wort " * 60 + "Ende"
        assert paragraphs(form, title, FULL, REST) == [f"{FULL} {REST}"]

    def test_is_whole_where_the_lede_is_on_one_line(self, form: str) -> None:
        lede = "> " + "Wort " * 20 + "Ende"
        assert paragraphs(form, "# taz.de -- A: B", lede, FULL, REST) == [FULL, REST]


@pytest.mark.parametrize("form", KEEP_BLANK_LINES)
def test_where_blank_lines_are_kept_nothing_else_ends_a_paragraph(form: str) -> None:
    lines = ["Ein Satz.", "Noch einer.", "", "Drei."]
    assert paragraphs(form, "# taz.de -- A: B", "", *lines) == ["Ein Satz. Noch einer.", "Drei."]


@pytest.mark.parametrize("form", KEEP_BLANK_LINES)
def test_a_blank_line_ends_a_paragraph_whatever_the_lengths_say(form: str) -> None:
    assert paragraphs(form, "# taz.de -- A: B", "", FULL, "", REST) == [FULL, REST]
