"""Texts of every kind: noise, pieces of the format as no page ever had them, dumps, damage.

How: Hypothesis strategies, for the guarantees that hold of any text. Cost: milliseconds a text.
"""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from tazdump.testing import damaged, dumps

_SEARCH: Final = "Nach Artikeln suchen"
#: Pieces of every format, to be put together as no page ever was.
PIECES: Final = (
    *(
        "# taz.de",
        "# taz.de -- ",
        "taz.de -- ",
        "i# taz.de -- ",
        "       # taz.de -- ",
        "Regen: Ja",
    ),
    *("> ", ">", "Bild: ", "Kiel taz | ", "taz |", "## ", "##", "## LINKS", "## AUTOREN", "TAGS"),
    *("## TAGS", "## ARTIKEL ZUM THEMA", "ARTIKEL ZUM THEMA", "## FOTOS", "4 Sep 2025"),
    *("31 Feb 2020", "[1] /!1", "[1][", "[2][x]", "]", "[", "][", "…", "\ufffd…", "x" * 79 + "…"),
    *("| ", " |", " | |", "||", "|  | ", "\\|", "(DIR) ", " (DIR) ", "   DIR ", "DIR ", "URI: "),
    *("=> /!1 ", "=> ", "20 text/gemini\n", "i", "1", "7", "3", "\t", "\t/!1\ttaz.de\t70", "."),
    *("..", "-- Leo's gemini proxy", "-=-=-=-=-=-=-", "Introduction", "<pre>", "<a href='/!1'>"),
    *("</a>", "<td>", "<!--", "&#42;", "<html><title>", "Das große linke", "Nach Artikeln suchen"),
    *("\r", "\r\n", "\0", "\f", "\x85", "\u2028", "\u2800", "\ufeff", "\ud800", "\udcfc", "\x1e"),
    *(" ", "  ", "       ", "fÃ¼r", "Wort", "Anwohner*innen", "ein Satz.", "x" * 90, "a " * 60),
)
_SOUP: Final = st.lists(
    st.sampled_from(PIECES) | st.just("\n") | st.just("\n") | st.text(max_size=5), max_size=40
).map("".join)
_HEADED: Final = st.builds(
    "{}{}{}".format,
    st.sampled_from(("# taz.de\n", "# taz.de -- A: B\n", "i# taz.de -- A: B\t\n", "taz.de -- A\n")),
    st.sampled_from(("", "> x\n", "\n", "       \n", "(DIR) x\n", "=> /!1 x\n", f"{_SEARCH}\n")),
    _SOUP,
)
#: Any text: noise, pieces of the format, dumps, and dumps that something happened to.
TEXTS: Final = st.one_of(
    st.text(st.characters()), _SOUP, _HEADED, dumps(), damaged(), damaged(most=12)
)
