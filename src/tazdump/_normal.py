"""The normal forms of Unicode, in linear time whatever the text.

Python sorts the marks behind a letter one by one, so that a long run of them, which only an
attacker writes, takes time quadratic in its length. How: such a run is cut apart, and each piece
made normal by itself. Cost: that of `unicodedata.normalize`, and a look at every 31st character.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal
from unicodedata import normalize

from tazdump._patterns import LONG_MARKS, MARK

#: So many marks in a row are sorted as one: those of the stream-safe text format (Unicode Standard
#: Annex 15, section 13), beyond which no language goes.
MOST: Final = 30


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    r"""The text in a normal form of Unicode; each thirty marks of a longer run by themselves.

    What has no run of more than thirty marks is as `unicodedata.normalize` has it.

    >>> normal("NFC", "Gru\u0308n")
    'Grün'
    """
    # A longer run has one of these characters, wherever it begins.
    if MARK.search(text[MOST :: MOST + 1]) is None:
        return normalize(form, text)
    cuts = [0, *(run.end() for run in LONG_MARKS.finditer(text)), len(text)]
    return "".join([normalize(form, text[start:end]) for start, end in pairwise(cuts)])
