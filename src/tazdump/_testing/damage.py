"""Damage to dumps, as the real world does it: on the wire, in proxies, extractors and editors.

How: each kind is a function of a text and two numbers, which say where; a `Damage` is one of them
with its numbers. Cost: linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

from attrs import frozen
from hypothesis import strategies as st

from tazdump._testing.dumps import dumps

#: What no line may end at, what ends one, and what no text should hold.
_STRANGE: Final = (
    *("\N{LINE SEPARATOR}", "\f", "\0", "\x85", "\v", "\x1e", "\t", "\r", "\ufeff", "\u2800"),
    *("\ud800", "\udcfc", "\N{REPLACEMENT CHARACTER}", "…", "|", "[1][", "]", "\u00ad"),
)
#: What may stand between two lines of another page, or where lines were typed by hand.
_ALIEN: Final = (
    *("# taz.de", "# taz.de -- Nord", "## FOTOS", "## TAGS", "TAGS", "##", ">", "> x", "Bild: y"),
    *("4 Sep 2025", "31 Feb 2020", "[9] /!1", "[1] ", "(DIR) z", "   DIR z", "=> /!1 k", "=>"),
    *("i\t\t", "1\t", ".", "..", "|", " | |", "Kiel taz |", "20 text/gemini", "URI: x", "<pre>"),
    "host:70 /1:14: invalid line / field count",
)
_MOST_NUMBER: Final = 1 << 20


def _on_lines(change: Callable[[list[str], int, int], None]) -> Callable[[str, int, int], str]:
    """A kind that changes the list of lines; the numbers are taken modulo its length."""

    def damage(text: str, first: int, second: int) -> str:
        lines = text.split("\n")
        change(lines, first % len(lines), second % len(lines))
        return "\n".join(lines)

    return damage


def _lose(lines: list[str], first: int, _: int) -> None:
    del lines[first]


def _lose_some(lines: list[str], first: int, second: int) -> None:
    del lines[min(first, second) : max(first, second)]


def _double(lines: list[str], first: int, _: int) -> None:
    lines.insert(first, lines[first])


def _swap(lines: list[str], first: int, second: int) -> None:
    lines[first], lines[second] = lines[second], lines[first]


def _shuffle(lines: list[str], first: int, second: int) -> None:
    """An order that depends on nothing but the numbers."""
    order = sorted(range(len(lines)), key=lambda i: (i + 1) * (2 * first + 3) % (2 * second + 5))
    lines[:] = [lines[i] for i in order]


def _repeat(lines: list[str], first: int, second: int) -> None:
    lines[first:first] = lines[min(first, second) : max(first, second)]


def _glue(lines: list[str], first: int, _: int) -> None:
    lines[first : first + 2] = ["".join(lines[first : first + 2])]


def _add_alien(lines: list[str], first: int, second: int) -> None:
    lines.insert(first, _ALIEN[second % len(_ALIEN)])


def _add_blank(lines: list[str], first: int, second: int) -> None:
    lines.insert(first, " " * (second % 9))


def _lose_residue(lines: list[str], first: int, _: int) -> None:
    lines[first] = lines[first].strip(" |")


def _lose_part_of_residue(lines: list[str], first: int, second: int) -> None:
    line = lines[first]
    bars = len(line) - len(line.rstrip(" |"))
    lines[first] = line[: len(line) - second % (bars + 1)]


def _lose_blank_lines(text: str, first: int, second: int) -> str:
    """All of them, or some."""
    every = second % 3
    lines = enumerate(text.split("\n"))
    return "\n".join(
        line for i, line in lines if line.strip() or (every and (i + first) % 3 < every)
    )


def _insert(text: str, first: int, second: int) -> str:
    place = first % (len(text) + 1)
    return text[:place] + _STRANGE[second % len(_STRANGE)] + text[place:]


def _break(text: str, first: int, _: int) -> str:
    place = first % (len(text) + 1)
    return f"{text[:place]}\n{text[place:]}"


def _as_latin1(text: str, _: int, __: int) -> str:
    """UTF-8 whose bytes were taken for Latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _as_cp1252(text: str, _: int, __: int) -> str:
    """UTF-8 whose bytes were taken for cp1252, which leaves five bytes to Latin-1."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte)
        for byte in text.encode("utf-8", "surrogatepass")
    )


def _as_utf8(text: str, _: int, __: int) -> str:
    """cp1252 whose bytes were taken for UTF-8."""
    return text.encode("cp1252", "replace").decode("utf-8", "replace")


def _ends(end: str) -> Callable[[str, int, int], str]:
    return lambda text, _, __: text.replace("\r\n", "\n").replace("\n", end)


#: Every kind of damage by its name, from mild to rough.
KINDS: Final[dict[str, Callable[[str, int, int], str]]] = {
    "lines end with CRLF": _ends("\r\n"),
    "lines end with CR": _ends("\r"),
    "line ends are doubled": _ends("\r\r\n"),
    "a byte order mark": lambda text, _, __: "\ufeff" + text,
    "blanks at the ends of lines": _ends("  \n"),
    "the text is indented": lambda text, _, __: "    " + text.replace("\n", "\n    "),
    "blank lines lost": _lose_blank_lines,
    "a blank line added": _on_lines(_add_blank),
    "residue lost": _on_lines(_lose_residue),
    "residue lost in part": _on_lines(_lose_part_of_residue),
    "a line lost": _on_lines(_lose),
    "lines lost": _on_lines(_lose_some),
    "a line doubled": _on_lines(_double),
    "lines repeated": _on_lines(_repeat),
    "lines swapped": _on_lines(_swap),
    "lines shuffled": _on_lines(_shuffle),
    "lines glued": _on_lines(_glue),
    "a line broken": _break,
    "an alien line": _on_lines(_add_alien),
    "a strange character": _insert,
    "UTF-8 read as Latin-1": _as_latin1,
    "UTF-8 read as cp1252": _as_cp1252,
    "cp1252 read as UTF-8": _as_utf8,
    "cut off": lambda text, first, _: text[: first % (len(text) + 1)],
    "head cut off": lambda text, first, _: text[first % (len(text) + 1) :],
    "another page behind it": lambda text, _, __: f"{text}\n{text}",
}


@final
@frozen
class Damage:
    r"""Something that happens to a dump: call it with a text, and it gives the damaged text.

    >>> Damage("a line doubled", 1)("eins\nzwei")
    'eins\nzwei\nzwei'
    """

    #: One of the kinds that `damages` draws.
    kind: str
    #: Where: taken modulo what the text has of lines or characters.
    first: int = 0
    second: int = 0

    def __call__(self, text: str) -> str:
        """The text with this damage; raises `KeyError` for a kind that is not known."""
        return KINDS[self.kind](text, self.first, self.second)


def damages(*kinds: str) -> st.SearchStrategy[Damage]:
    """Damage of any kind, or of some kinds by name."""
    number = st.integers(0, _MOST_NUMBER)
    return st.builds(Damage, st.sampled_from(kinds or tuple(KINDS)), number, number)


def damaged(text: st.SearchStrategy[str] | None = None, *, most: int = 4) -> st.SearchStrategy[str]:
    """Texts (any `dumps`, unless told) to which up to `most` things have happened, in turn."""
    return st.builds(
        _all_of, dumps() if text is None else text, st.lists(damages(), min_size=1, max_size=most)
    )


def _all_of(text: str, happened: list[Damage]) -> str:
    for damage in happened:
        text = damage(text)
    return text
