"""How taz makes the slug of an address from words, as far as it can be told from the addresses.

Umlauts and ß are spelled out, all that is no letter or digit parts words (FORMAT 1.1:
``40 Jahre taz`` -> ``40-Jahre-taz``). Cost: linear.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from tazdump._normal import normal

_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(words: str) -> str:
    """The words as a slug in small letters, for comparing; not byte for byte what taz makes.

    >>> slug_of("Die Gründer-Ausgabe!") == slug_of("Die-Gruender-Ausgabe")
    True
    """
    spelled = normal("NFC", words).lower().translate(_SPELLED)
    plain = normal("NFKD", spelled)
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())
