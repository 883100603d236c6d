"""Where a proxy's cut shows in a text: the `…` it left, for formats that can mark it.

How: a title, caption, name or target was cut at its end; a paragraph was cut at the end of some of
its lines, which are joined now, so each `…` before a blank or the end is a candidate.
Cost: linear. Source of the rule: FORMAT 2, cuts.
"""

from __future__ import annotations

from typing import Final

ELLIPSIS: Final = "…"


def at_end(text: str, *, cut: bool) -> list[str]:
    """Part a text from the `…` of a cut at its end; the text alone where nothing was cut.

    >>> at_end("Ein langer Ti…", cut=True)
    ['Ein langer Ti', '…']
    >>> at_end("Und nun …", cut=False)
    ['Und nun …']
    """
    if cut and text.endswith(ELLIPSIS):
        return [text[:-1], ELLIPSIS]
    return [text]


def within(text: str, *, cut: bool, last: bool = True) -> list[str]:
    """Part a text so that each candidate `…` stands alone; the text itself where nothing was cut.

    `last` tells that the text's end is the end of a paragraph or of a line of it.

    >>> within("Der Rest feh… und weiter… geht es … so", cut=True)
    ['Der Rest feh', '…', ' und weiter', '…', ' geht es ', '…', ' so']
    """
    if not cut or ELLIPSIS not in text:
        return [text]
    parts: list[str] = []
    plain, *others = text.split(ELLIPSIS)
    for number, part in enumerate(others, 1):
        if part.startswith(" ") or (not part and number == len(others) and last):
            parts += [plain, ELLIPSIS]
            plain = part
        else:
            plain += ELLIPSIS + part
    parts.append(plain)
    return [part for part in parts if part]
