"""Text as CommonMark that a parser gives back unchanged: escapes, links, hard breaks.

How: what always means something is escaped by one table, what means something in pairs or at the
start of a line is escaped there alone, so that prose stays readable. Beyond CommonMark, what
Pandoc, Hugo and Obsidian would read as theirs is escaped too (quotes they would bend, `{{<`, `@`).
Cost: linear in the text. Source of the rules: CommonMark 0.31.2.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: No UTF-8 file holds a surrogate; CommonMark itself replaces NUL (section 2.3).
LOST: Final[dict[int, str]] = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")

_ALWAYS: Final[dict[int, str]] = (
    {ord(c): f"\\{c}" for c in "\\`*_[]<#~^$@{|\"'"}
    # A line end inside a text would end the block, and Pandoc turns a raw tab into blanks.
    | {ord(c): f"&#{ord(c)};" for c in "\t\n\r"}
    | LOST
)
# Dashes, dots and quotes that smart typography joins; highlights, comments, bare URLs.
_RUNS: Final = (
    ("--", r"\-\-"),
    ("==", r"\=\="),
    ("%%", r"\%\%"),
    (">>", r"\>\>"),
    ("...", r"\.\.\."),
    ("://", r"\://"),
    ("www.", r"www\."),
)
_LINE_START: Final = frozenset(">+-=:%(")
_ROMAN: Final = frozenset("ivxlcdmIVXLCDM")
_DIGITS: Final = frozenset(digits)
# What GitHub's names of emoji are made of, as far as it is not escaped already.
_SHORTCODE: Final = frozenset(ascii_letters + digits + "\\_+-")

#: A stretch of text, and the URL it links to.
Run = tuple[str, str | None]


def line(runs: Iterable[Run], *, starts: bool = True) -> str:
    r"""Write texts and links as the inline content of one block; empty texts are left out.

    `starts` tells that it stands at the start of a line, where a number would make a list.

    >>> line([("2. Mai: Leser*innen ", None), ("schreiben", "https://example.org/(a)")])
    '2\\. Mai: Leser\\*innen [schreiben](https://example.org/\\(a\\))'
    """
    joined = _joined(runs)
    parts: list[str] = []
    for number, (text, url) in enumerate(joined):
        first, last = number == 0, number == len(joined) - 1
        if url is not None:
            parts.append(f"[{_escaped(text)}]({_destination(url)})")
            continue
        part = _edges(text, first=first, last=last)
        if first and starts:
            part = _start(part)
        # Before a link, "!" would make an image of it.
        parts.append(part[:-1] + "\\!" if not last and part.endswith("!") else part)
    return "".join(parts)


def verse(lines: Sequence[str]) -> str:
    r"""Write lines with hard breaks between them.

    Two blanks, for Obsidian does not promise to read a backslash as a break; an empty line must
    bear one, or it would end the block.

    >>> verse(["Es regnet", "", "# immer noch"])
    'Es regnet  \n\\\n\\# immer noch'
    """
    written = [line([(text, None)]) for text in lines]
    empty = 0
    while written and not written[-1]:
        written.pop()
        empty += 1
    # A break needs text behind it: the line ends of empty last lines are written as characters.
    if not written:
        return "&#10;" * (empty - 1)
    breaks = ["  \n" if text else "\\\n" for text in written[:-1]]
    return "".join(map("".join, zip(written, [*breaks, "&#10;" * empty], strict=True)))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Drop empty runs, and join neighbouring plain texts."""
    joined: list[Run] = []
    plain: list[str] = []
    for text, url in runs:
        if url is None:
            plain.append(text)
        elif text:
            joined += [("".join(plain), None), (text, url)]
            plain = []
    joined.append(("".join(plain), None))
    return [run for run in joined if run[0]]


def _escaped(text: str) -> str:
    """Escape everything that is not plain anywhere in a line."""
    text = text.translate(_ALWAYS)
    for run, escaped in _RUNS:
        text = text.replace(run, escaped)
    return _before(_before(text, "&", _may_be_entity), ":", _may_be_emoji)


def _before(text: str, sign: str, needs: Callable[[str, bool], bool]) -> str:
    """Escape each `sign` whose next part, up to the next `sign` or the end, needs it."""
    first, *others = text.split(sign)
    return first + "".join(
        (f"\\{sign}" if needs(part, number < len(others)) else sign) + part
        for number, part in enumerate(others, 1)
    )


def _may_be_entity(part: str, _closed: bool) -> bool:
    return part[:1].isascii() and part[:1].isalnum()


def _may_be_emoji(part: str, closed: bool) -> bool:
    return closed and _SHORTCODE.issuperset(part) and bool(part)


def _edges(text: str, *, first: bool, last: bool) -> str:
    """Escape the text, and write white space at its edges as references: parsers strip it."""
    start = _reference(text[0]) if first and _is_stripped(text[0]) else ""
    text = text[1:] if start else text
    end = _reference(text[-1]) if last and text and _is_stripped(text[-1]) else ""
    return start + _escaped(text[:-1] if end else text) + end


def _is_stripped(character: str) -> bool:
    return character.isspace() or character == "\ufeff"


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _start(part: str) -> str:
    """Escape what would open a block at the start of a line; all else is escaped already."""
    if part[0] in _LINE_START:
        return f"\\{part}"
    count = 0
    while count < len(part) and part[count] in _DIGITS:
        count += 1
    if not count:
        # Pandoc's lists count in letters and Roman numbers as well.
        while count < len(part) and part[count] in _ROMAN:
            count += 1
        if count < 2 and part[0].isalpha():
            count = 1
    marker, after = part[count : count + 1], part[count + 1 : count + 2]
    if count and marker and marker in ".)" and not after.isalnum():
        return f"{part[:count]}\\{part[count:]}"
    return part


def _destination(url: str) -> str:
    """Write a URL, which has neither blanks nor controls, as a link's destination."""
    return url.replace("&", "\\&").replace("(", "\\(").replace(")", "\\)")
