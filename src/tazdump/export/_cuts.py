"""Where a proxy's cut shows in a text: the `…` it left, for formats that can mark it.

How: a title, caption, name or target was cut at its end; a paragraph was cut at the end of some of
its lines, which are joined now, so each `…` before a blank or the end is a candidate.
Cost: linear. Source of the rule: FORMAT 2, cuts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tazdump.model import Link, Paragraph

ELLIPSIS: Final = "…"

#: A stretch of text, and whether it is the `…` of a cut.
Part = tuple[str, bool]


def at_end(text: str, *, cut: bool) -> list[Part]:
    """Part a text from the `…` of a cut at its end; the text alone where nothing was cut.

    >>> at_end("Ein langer Ti…", cut=True)
    [('Ein langer Ti', False), ('…', True)]
    >>> at_end("Und nun …", cut=False)
    [('Und nun …', False)]
    """
    if cut and text.endswith(ELLIPSIS):
        return [(text[:-1], False), (ELLIPSIS, True)]
    return [(text, False)]


def within(text: str, *, cut: bool, after: str = "") -> list[Part]:
    """Part a text so that each candidate `…` stands alone; the text itself where nothing was cut.

    `after` is what follows in the same paragraph; nothing means that the paragraph ends.

    >>> within("Der Rest feh… und … so weiter…", cut=True, after=", denn")
    [('Der Rest feh', False), ('…', True), (' und ', False), ('…', True), (' so weiter…', False)]
    """
    if not cut:
        return [(text, False)]
    parts: list[Part] = []
    first, *others = text.split(ELLIPSIS)
    plain = [first]
    for number, part in enumerate(others, 1):
        behind = part or (ELLIPSIS if number < len(others) else after)
        if behind.startswith(" ") or not behind:
            parts += [("".join(plain), False), (ELLIPSIS, True)]
            plain = [part]
        else:
            plain += [ELLIPSIS, part]
    parts.append(("".join(plain), False))
    return [part for part in parts if part[0]]


def in_paragraph(paragraph: Paragraph) -> list[tuple[str | Link, list[Part]]]:
    """Part the text of each piece of a paragraph's content, as `within` does.

    >>> from tazdump.model import Paragraph
    >>> in_paragraph(Paragraph(content=("Der Rest feh…", " und so…"), cut=True))[0][1]
    [('Der Rest feh', False), ('…', True)]
    """
    found: list[tuple[str | Link, list[Part]]] = []
    after = ""
    for piece in reversed(paragraph.content):
        text = piece if isinstance(piece, str) else piece.text or ""
        found.append((piece, within(text, cut=paragraph.cut, after=after)))
        after = text or after
    return found[::-1]
