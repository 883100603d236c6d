"""A page written anew in any envelope that has a writer, and what the envelopes are called.

How: the page's lines, then the envelope's own writer. Cost: linear.
"""

from __future__ import annotations

from inspect import signature

from tazdump._envelopes import ENVELOPES
from tazdump._write import page_lines
from tazdump.model import Article, Listing


def render(
    page: Article | Listing, envelope: str = "plain", **options: bool | str | int | None
) -> str:
    """Write a page in an envelope; idempotent, for it depends on what taz wrote alone.

    Options by envelope: `plain`: ``blank_lines=False`` leaves blank lines out. `table`:
    ``residue="| T | |"`` and ``last="| T |"`` choose the bars, ``cut=True`` cuts lines of more
    than 80 bytes. `menu`: ``host`` and ``port`` of the links. `gemtext`: ``header=True`` puts the
    response's header line first. `hiltjo`: ``uri`` of the page.

    Raises `ValueError` for an envelope that is unknown or only read, and `TypeError` for an
    option that it does not have.

    >>> from tazdump import parse
    >>> print(render(parse("# taz.de -- Wetter: Es regnet"), "table"))
    # taz.de -- Wetter: Es regnet | |
    ## ARTIKEL ZUM THEMA |
    """
    chosen = ENVELOPES.get(envelope)
    if chosen is None or chosen.write is None:
        names = ", ".join(name for name, known in ENVELOPES.items() if known.write)
        msg = f"no envelope {envelope!r} can be written; these can: {names}"
        raise ValueError(msg)
    own = list(signature(chosen.write).parameters)[1:] if options else []
    if wrong := [name for name in options if name not in own]:
        known = f"it has {', '.join(own)}" if own else "it has none"
        msg = f"envelope {envelope!r} has no option {wrong[0]!r}; {known}"
        raise TypeError(msg)
    return chosen.write(page_lines(page), **options)


def verbatim(page: Article | Listing) -> str:
    r"""The text exactly as it was given; empty for a page that was not read from a text.

    >>> from tazdump import parse
    >>> verbatim(parse("# taz.de -- Wetter: Es regnet\r\n"))
    '# taz.de -- Wetter: Es regnet\r\n'
    """
    return page.source.verbatim


def envelopes() -> tuple[str, ...]:
    """The names of all envelopes that are read, in the order in which they are tried.

    >>> "table" in envelopes()
    True
    """
    return tuple(ENVELOPES)
