"""The envelopes of text as they look (FORMAT 2), built from rows.

How: one small function a form; texts are the invented pages'. Cost: none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from envelope_pages import Row, Rows, bare, gemtext, menu, unfilled
from envelope_proxies import prologic

_SPELLED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def plain(rows: Rows) -> list[str]:
    return bare(rows, blank=True)


def plain_without_blanks(rows: Rows) -> list[str]:
    return bare(rows)


def table(rows: Rows) -> list[str]:
    lines = bare(rows)
    return [*(f"{line} | |" for line in lines[:-1]), lines[-1] + " |"]


def meulie_nav(rows: Rows) -> list[str]:
    return [
        "Introduction",
        "Introduction Statistics Contact Development Disclaimer Help",
        *bare(rows),
        "You are viewing proxied material from taz.de. It belongs to its original authors.",
    ]


def gopherproxy(rows: Rows) -> list[str]:
    marks = {"1": " (DIR) ", "7": "   (?) ", "h": " (HTM) "}
    lines = [marks.get(row.type, " " * 7) + row.text for row in rows]
    return [lines[0].lstrip(), *lines[1:]]


def gopherproxy_flush(rows: Rows) -> list[str]:
    return [line.strip() for line in gopherproxy(rows) if line.strip()]


def hiltjo_text(rows: Rows) -> list[str]:
    marks = {"1": "   DIR ", "7": "SEARCH ", "h": "  HTML "}
    return ["URI: ", *(marks.get(row.type, " " * 7) + row.text for row in rows)]


def hiltjo_flush(rows: Rows) -> list[str]:
    return [line.strip() for line in hiltjo_text(rows)[1:] if line.strip()]


def phoxy(rows: Rows) -> list[str]:
    lines = [row.text.translate(_SPELLED) if row.type == "i" else row.text for row in rows]
    return ["GOPHERSPACE.DE - P H O X Y", "gophering on taz.de", *lines]


def loxy(rows: Rows) -> list[str]:
    """Unwrapped, without any mark."""
    return [_unmarked(row) for row in unfilled(rows)]


def _unmarked(row: Row) -> str:
    text = row.text
    for mark in ("# ", "## ", "> "):
        text = text.removeprefix(mark)
    return text


def loxy_without_links(rows: Rows) -> list[str]:
    return [_unmarked(row) for row in unfilled(rows) if row.type == "i"]


def gkbrk(rows: Rows) -> list[str]:
    head = [
        *("-- Leo's gemini proxy", "", "-- Connecting to taz.de:1965...", "", "-- Connected", ""),
        *("-- Sending request", "", "-- Meta line: 20 text/gemini;lang=de", ""),
    ]
    body = [text for line in loxy(rows) for text in ([line] if line else ["", ""])]
    return [*head, *body, "", "-- Response ended", "", "-- Page fetched on Wed Mar 20 2024"]


def kennedy(rows: Rows) -> list[str]:
    head = [
        "💾 Archived View for taz.de captured on 2024-03-21 at 14:45:49. Links lead to the archive",
        *("", "View Raw", "", "More Information", "", "🚧 View Differences", "", "-=-=-=-=-=-=-"),
    ]
    return [*head, "", *loxy(rows), "", "-=-=-=-=-=-=-", "", "The end of the archived view."]


def gemtext_with_header(rows: Rows) -> list[str]:
    return ["20 text/gemini;lang=de", *gemtext(rows).split("\n")]


def gemtext_lines(rows: Rows) -> list[str]:
    return gemtext(rows).split("\n")


def menu_lines(rows: Rows) -> list[str]:
    return menu(rows, end="\n").split("\n")


def html_lines(rows: Rows) -> list[str]:
    return prologic(rows, "").split("\n")


class Form(NamedTuple):
    """A form in which pages come: the envelope's name, and its lines."""

    envelope: str
    lines: Callable[[Rows], list[str]]


#: Every form of text, by a name of its own.
FORMS: Final = {
    "plain": Form("plain", plain),
    "plain, no blank lines": Form("plain", plain_without_blanks),
    "table": Form("table", table),
    "meulie-nav": Form("meulie-nav", meulie_nav),
    "gopherproxy": Form("gopherproxy", gopherproxy),
    "gopherproxy-flush": Form("gopherproxy-flush", gopherproxy_flush),
    "hiltjo": Form("hiltjo", hiltjo_text),
    "hiltjo-flush": Form("hiltjo-flush", hiltjo_flush),
    "phoxy": Form("phoxy", phoxy),
    "loxy": Form("loxy", loxy),
    "gkbrk": Form("gkbrk", gkbrk),
    "kennedy": Form("kennedy", kennedy),
    "gemtext": Form("gemtext", gemtext_lines),
    "gemtext with header": Form("gemtext", gemtext_with_header),
    "menu": Form("menu", menu_lines),
    "html": Form("html", html_lines),
}
