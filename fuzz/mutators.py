"""How an input becomes another one: by bytes, as libFuzzer does it, or as dumps are damaged.

How: half of the time the bytes change blindly; else they are read as text, and what the tests'
strategies know does it: a kind of damage, a piece of the format. Cost: linear in the input.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from any_text import PIECES

from tazdump._testing.damage import KINDS, Damage

#: libFuzzer's own way: changes bytes, up to a size.
Blind = Callable[[bytes, int], bytes]

_KINDS: Final = tuple(KINDS)


def text_of(data: bytes) -> str:
    """Any bytes as a text; what is no UTF-8 becomes unpaired surrogates."""
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The text as bytes that `text_of` reads, as far as there are any."""
    return text.encode("utf-8", "surrogatepass")


def damage(data: bytes, longest: int, seed: int, blind: Blind) -> bytes:
    """Change a dump: blindly, by a damage, or by a piece of the format put somewhere."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    way = chance.random()
    if way < 0.5:
        return blind(data, longest)
    text = text_of(data)
    if way < 0.75:
        kind, most = chance.choice(_KINDS), 1 << 20
        text = Damage(kind, chance.randrange(most), chance.randrange(most))(text)
    else:
        lines = text.split("\n")
        place = chance.randrange(len(lines))
        piece = chance.choice(PIECES)
        if way < 0.85:
            lines.insert(place, piece)
        else:
            line = lines[place]
            column = chance.choice((0, len(line), chance.randrange(len(line) + 1)))
            lines[place] = line[:column] + piece + line[column:]
        text = "\n".join(lines)
    return bytes_of(text)[:longest]
