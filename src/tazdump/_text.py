"""What a single line tells of how it was made: cut by a proxy, filled, or never wrapped.

How: lengths in code points (fill) and in bytes of UTF-8 (cuts). Cost: looks at the end of a line
first; bytes are counted only where it ends in an ellipsis. Rules: FORMAT 1.3 and 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tazdump._fill import WIDTH

#: The meulie proxy keeps this many bytes of a longer line.
KEPT: Final = 79
LONGEST_TITLE: Final = 200

#: What a severed character leaves: U+FFFD, or the byte itself where bytes were escaped.
_SEVERED: Final = "\ufffd" + "".join(map(chr, range(0xDC80, 0xDD00)))


def is_cut(line: str) -> bool:
    r"""Did the proxy cut this line: 79 bytes and an ellipsis (82 bytes in all)?

    A cut through a character leaves one to three replacement characters for its first bytes.

    >>> is_cut("x" * 79 + "…"), is_cut("x" * 78 + "\ufffd…"), is_cut("und so weiter …")
    (True, True, False)
    """
    if not line.endswith("…"):
        return False
    if not is_severed(line):
        return len(line) <= KEPT + 1 and len(line.encode("utf-8", "surrogatepass")) == KEPT + 3
    whole = line[:-1].rstrip(_SEVERED)
    size = len(whole.encode("utf-8", "surrogatepass"))
    return len(line) - 1 - len(whole) <= 3 and KEPT - 3 <= size < KEPT


def cut_rows(texts: Iterable[str]) -> frozenset[int]:
    """The indexes of the lines that the proxy cut."""
    return frozenset(
        [i for i, text in enumerate(texts) if text and text[-1] == "…" and is_cut(text)]
    )


def is_severed(line: str) -> bool:
    """Did the cut go through a character? Only asked of cut lines."""
    return line[-2:-1] in _SEVERED


def is_unwrapped(texts: Iterable[str]) -> bool:
    """Is the text below a title not filled at 75 at all, as on Gemini?

    Told from lines that are never a title: a lede's line over 75 with a blank in it, or one over
    200, which no title of taz has.
    """
    for text in [text for text in texts if len(text) > WIDTH]:
        lede = text.startswith("> ") and " " in text[2:WIDTH]
        if (lede or (len(text) > LONGEST_TITLE and " " in text[:WIDTH])) and not is_cut(text):
            return True
    return False
