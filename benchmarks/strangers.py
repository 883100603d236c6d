"""Texts that are no pages of taz, though some look like it: what most of a crawl is made of.

How: sentences of `german` in lines, short to long, of one byte or two a character, bare or with the
marks that a page of taz is known by; and web pages. Cost: a second for all of them.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.german import German

#: How many characters, by the name of the length.
LENGTHS: Final = {"100 B": 100, "10 kB": 10_000, "1 MB": 1_000_000}
#: What every sixth line begins with and every eighth ends with.
MARKS: Final = {
    "no mark": ("", ""),
    "#": ("# ", ""),
    "taz.de": ("", " taz.de"),
    "both": ("# ", " taz.de"),
}
_TRANSLITERATED: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "é": "e",
        "ë": "e",
    }
    | {"„": '"', "“": '"', "–": "-"}
)


def _ascii(lines: list[str]) -> str:
    return "\n".join(lines).translate(_TRANSLITERATED)


def _web_page(lines: list[str]) -> str:
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<!DOCTYPE html>\n<html><head><title>Nachrichten</title></head><body>\n{paragraphs}\n"


#: The kinds of text: one byte a character, two bytes (for German quotes), a web page.
KINDS: Final[dict[str, Callable[[list[str]], str]]] = {
    "ASCII": _ascii,
    "German": "\n".join,
    "HTML": _web_page,
}


def strangers() -> Iterator[tuple[str, str, str, str]]:
    """Kind, length, mark and text of each combination."""
    german = German(random.Random("strangers"))
    for length, size in LENGTHS.items():
        # So much is made once; a long text repeats it.
        base = [f"„{german.sentence()}“" for _ in range(min(size, 20_000) // 60 + 1)]
        for mark, (before, after) in MARKS.items():
            lines = [
                f"{before if k % 6 == 1 else ''}{line}{after if k % 8 == 0 else ''}"
                for k, line in enumerate(base)
            ]
            lines *= size // sum(len(line) + 1 for line in lines) + 1
            for kind, write in KINDS.items():
                yield kind, length, mark, write(lines)[:size]
