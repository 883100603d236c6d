"""The texts of pages: in any envelope that can be written, with any of its options.

How: a table of the writers' options, each a strategy. Cost: that of the page, and of writing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from tazdump._envelopes import ENVELOPES
from tazdump._render import render
from tazdump._testing.pages import pages
from tazdump.model import Article, Listing

Option = bool | str | int | None

#: The bars that extractors leave (FORMAT 2), with those of the last line.
RESIDUES: Final[tuple[tuple[str, str | None], ...]] = (
    *(("T | |", None), ("T |", None), ("T | ||", "T |"), ("|T|", None), ("|T", None)),
    *(("T|", None), ("| T | |", "| T |"), ("| T | ||", None), ("| T |", None), ("| T | ", None)),
    *(("|  | T |  | ", "|  | T |  |"), ("| T |  | ", None), ("|  | T | ", None)),
)


def _table_options(bars: tuple[str, str | None], cut: bool) -> dict[str, Option]:
    return {"residue": bars[0], "last": bars[1], "cut": cut}


_OPTIONS: Final[Mapping[str, st.SearchStrategy[dict[str, Option]]]] = {
    "plain": st.fixed_dictionaries({"blank_lines": st.booleans()}),
    "table": st.builds(_table_options, st.sampled_from(RESIDUES), st.booleans()),
    "gemtext": st.fixed_dictionaries({"header": st.booleans()}),
    "hiltjo": st.fixed_dictionaries({"uri": st.booleans()}),
}
#: The envelopes that can be written, by name.
WRITTEN: Final = tuple(name for name, envelope in ENVELOPES.items() if envelope.write)


def dumps(
    page: st.SearchStrategy[Article | Listing] | None = None, *, envelope: str | None = None
) -> st.SearchStrategy[str]:
    """The texts of some pages (of any, unless told) in one envelope or in all that are written."""
    names = st.sampled_from(WRITTEN) if envelope is None else st.just(envelope)
    ways = names.flatmap(lambda name: st.tuples(st.just(name), _OPTIONS.get(name, st.just({}))))
    return st.builds(_written, pages() if page is None else page, ways)


def _written(page: Article | Listing, way: tuple[str, dict[str, Option]]) -> str:
    """The page written in this way; an address in the head is its own."""
    name, options = way
    if options.get("uri"):
        options = {"uri": page.address.gopher if page.address else None}
    return render(page, name, **{key: value for key, value in options.items() if value is not None})
