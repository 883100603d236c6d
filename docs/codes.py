"""A damaged page for every diagnostic code, from which the reference makes its examples.

How: a table of small invented pages, text or bytes, each with one thing wrong; `shown` reads one
and gives what a user sees of it. Cost: milliseconds.
"""

from __future__ import annotations

import io
from typing import Final

import tazdump
from tazdump import Code

HEAD: Final = "# taz.de -- Hafen im Nebel: Wo die Fähre bleibt\n"
LEDE: Final = "> Seit drei Tagen fährt nichts. Auf der Insel wird das Brot knapp.\n"
BODY: Final = "Wischeroog taz | Am Anleger steht niemand mehr.\n"
DATE: Final = "9 Nov 2024\n"
END: Final = "## ARTIKEL ZUM THEMA\n"
PAGE: Final = HEAD + LEDE + BODY


def cut(line: str) -> str:
    """The line as one proxy cuts it: its first 79 bytes, and an ellipsis."""
    return line.encode()[:79].decode(errors="replace") + "…\n"


_CAPTION: Final = (
    "Bild: Wer nicht hinüberkommt, wartet: Leute am Anleger von Süderwisch, am Freitag"
)
_TEXT: Final = "„Früher fuhr die Fähre täglich“, sagt die Wirtin, „größer als für fünf Räder"

#: One for each code: a page, of which the code is a diagnostic.
PAGES: Final[dict[Code, str | bytes]] = {
    Code.NOT_A_DUMP: "Wie wird das Wetter?\nEs regnet.\n",
    Code.WRONG_PAGE: "# taz.de -- Nord\n\nNeue Fähre ab Mai\n\nDer Inselrat hat zugestimmt.\n",
    Code.SERVER_ERROR: "3Die Seite gibt es nicht\t\terror.host\t1\r\n.\r\n",
    Code.BYTE_ORDER_MARK: "\ufeff" + PAGE + DATE + END,
    Code.DECODED: (PAGE + DATE + END).encode("cp1252"),
    Code.UNDECODABLE: (PAGE + "Die Möwen hören auf zu schreien.\n" + DATE + END)
    .encode()
    .replace("ö".encode(), b"\xc3"),
    Code.MOJIBAKE: HEAD + "> FÃ¼r die Insel wird das Brot knapp.\n" + DATE + END,
    Code.REPLACEMENT_CHARACTER: HEAD + "> F\ufffdr die Insel wird das Brot knapp.\n" + DATE + END,
    Code.SEVERED_CHARACTER: cut(
        "# taz.de -- Hafen im Nebel: „Wir warten hier auf die Fähre seit drei Tagen“, sagt sie"
    )
    + LEDE
    + DATE
    + END,
    Code.UNEVEN_RESIDUE: "".join(
        f"{line} | |\n" if not line.startswith("9") else f"{line}\n"
        for line in (PAGE + DATE + END).strip("\n").split("\n")
    ),
    Code.TITLE_CUT: cut(
        "# taz.de -- Hafen im Nebel: Wo die Fähre bleibt und wer auf sie nicht mehr warten mag"
    )
    + LEDE
    + DATE
    + END,
    Code.CAPTION_CUT: HEAD + LEDE + cut(_CAPTION) + BODY + DATE + END,
    Code.NAME_CUT: PAGE
    + DATE
    + "## AUTOREN\n"
    + cut("Fenja Hallerbusch, Jost Wiedenbrock, Antje Folkerts, Tjark Oldewurtel, Marit Quendler")
    + END,
    Code.TARGET_CUT: PAGE
    + "Das steht im [1][Fahrplan].\n"
    + DATE
    + "## LINKS\n"
    + cut("[1] https://faehren.example/fahrplan/winter/wischeroog-und-suederwisch/abfahrten.html")
    + END,
    Code.TEXT_CUT: PAGE + cut(_TEXT) + "hat sie nicht Platz.“\n" + DATE + END,
    Code.LEDE_MISPLACED: f"{HEAD}\n{LEDE}\n{BODY}\n> Das Brot wird knapp.\n\n{DATE}\n{END}",
    Code.IMAGE_MISPLACED: f"{HEAD}\n{LEDE}\n{BODY}\n{_CAPTION}\n\n{DATE}\n{END}",
    Code.DATE_MISSING: PAGE + END,
    Code.DATE_IMPOSSIBLE: PAGE + "31 Feb 2024\n" + END,
    Code.DATE_MISPLACED: PAGE + "## TAGS\nFähre\n" + DATE + END,
    Code.SECTION_UNKNOWN: PAGE + DATE + "## ANZEIGE\nFrische Brötchen!\n" + END,
    Code.SECTION_REPEATED: PAGE + DATE + "## TAGS\nFähre\n## TAGS\nNebel\n" + END,
    Code.SECTION_OUT_OF_ORDER: PAGE + DATE + "## TAGS\nFähre\n## AUTOREN\nFenja Weert\n" + END,
    Code.LINK_UNCLOSED: PAGE + "Das steht im [1][Fahrplan der Reederei.\n" + DATE + END,
    Code.LINK_WITHOUT_TARGET: PAGE + "Das steht im [1][Fahrplan].\n" + DATE + END,
    Code.TARGET_WITHOUT_TEXT: PAGE + DATE + "## LINKS\n[1] /Faehre/!6901234\n" + END,
    Code.TARGET_REPEATED: PAGE
    + "Das steht im [1][Fahrplan].\n"
    + DATE
    + "## LINKS\n[1] /Faehre/!6901234\n[1] /Nebel/!6905678\n"
    + END,
    Code.TARGET_DIFFERS: PAGE
    + "Das steht im [1][Fahrplan].\n"
    + DATE
    + "## LINKS\n=> /Faehre/!6901234 [1] /Nebel/!6905678\n## TAGS\n=> /!t9 Nordsee\n"
    + END,
    Code.TITLES_LOST: "taz.de -- Hafen im Nebel: Wo die Fähre bleibt\n\n"
    "Am Anleger steht niemand mehr.\n\n9 Nov 2024\n\nTAGS\n\nARTIKEL ZUM THEMA\n\n"
    "Der Inselrat hat zugestimmt.\n",
    Code.SECOND_TITLE: PAGE + DATE + END + "# taz.de -- Wetter: Es regnet\n" + DATE + END,
    Code.LINE_UNPARSED: "Gespeichert am Freitag\n" + PAGE + DATE + END,
    Code.PAGE_ENDS_EARLY: PAGE + "Gestern kam ein Boot, doch\n",
}


def shown(code: Code) -> str:
    """What a user sees of the code: its diagnostic, the line, and a caret under the place."""
    given = PAGES[code]
    try:
        page = (
            tazdump.read(io.BytesIO(given))
            if isinstance(given, bytes)
            else tazdump.parse(given)
            if code is Code.WRONG_PAGE
            else tazdump.parse_page(given)
        )
    except tazdump.ParseError as error:
        (found,) = error.diagnostics
        return found.show(tazdump.Source(verbatim=str(given)))
    found = next(diagnostic for diagnostic in page.diagnostics if diagnostic.code is code)
    return found.show(page.source)
