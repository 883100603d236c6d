"""Hypothesis strategies for pages of taz, their texts, and what the real world does to them.

How: pages are drawn as values that the format can carry, written in any envelope, then damaged; so
code that takes dumps can be tested against all that it may meet. Cost: some milliseconds a page.
Needs the extra `testing`; nothing else in `tazdump` imports this module.

>>> from hypothesis import given
>>> from tazdump import ParseError, parse_page, verbatim
>>> from tazdump.testing import damaged
>>> @given(damaged())
... def test_nothing_is_lost(text: str) -> None:
...     try:
...         page = parse_page(text)
...     except ParseError:
...         return
...     assert verbatim(page) == text
"""

from __future__ import annotations

try:
    from tazdump._testing.damage import Damage, damaged, damages
    from tazdump._testing.dumps import dumps
    from tazdump._testing.pages import articles, listings, pages
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    _reason = "tazdump.testing needs Hypothesis; install it with: pip install 'tazdump[testing]'"
    raise ImportError(_reason) from error

__all__ = ["Damage", "articles", "damaged", "damages", "dumps", "listings", "pages"]
