"""What is fuzzed: for each door of the library, how bytes become its input, and what must hold.

How: one table; the guarantees are those of `tests/oracle.py`. Targets that end in ``strategies``
let Hypothesis draw from the bytes, so that coverage leads the strategies of `tazdump.testing`.
Cost: from some microseconds (an address) to some milliseconds (a page in every envelope) an input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import export_pages
import oracle
from any_text import PIECES, TEXTS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.mutators import Blind, damage, text_of
from tazdump._envelopes import ENVELOPES
from tazdump.testing import damaged, pages

Check = Callable[[bytes], object]
#: An input, the size it may have, a seed for chance, and libFuzzer's own way to change it.
Mutate = Callable[[bytes, int, int, Blind], bytes]

_QUIET: Final = settings(
    database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
_ENVELOPES: Final = tuple(ENVELOPES)
_ADDRESSES: Final = (None, "/", "/!1", "/Wort/!p1", "/!t1", "/Wort-Wort/!1", "/!a1", "x")


class Target(NamedTuple):
    """A door of the library, and what is put through it."""

    check: Check
    #: How long its inputs may be, in bytes.
    longest: int
    #: What changes an input beside libFuzzer's own ways.
    mutate: Mutate | None = None
    #: What may be put anywhere into an input.
    words: Sequence[str] = ()
    #: Hypothesis draws from its inputs.
    drawn: bool = False


def _parse(data: bytes) -> None:
    page = oracle.text_holds(text_of(data))
    if page is not None and len(data) % 4 == 0:
        oracle.page_holds(page)


def _envelopes(data: bytes) -> None:
    """The first byte names the envelope, the second one the address."""
    if len(data) < 2:
        return
    envelope = _ENVELOPES[data[0] % len(_ENVELOPES)]
    address = _ADDRESSES[data[1] % len(_ADDRESSES)]
    page = oracle.forced_holds(text_of(data[2:]), envelope, address)
    if page is not None and len(data) % 4 == 0:
        oracle.page_holds(page)


def _address(data: bytes) -> None:
    oracle.address_holds(text_of(data))


def _json(data: bytes) -> None:
    oracle.json_holds(data)


def _drawn(strategy: st.SearchStrategy[object], check: Callable[..., object]) -> Check:
    """A target whose bytes are what Hypothesis draws from."""

    @_QUIET
    @given(strategy)
    def test(drawn: object) -> None:
        check(drawn)

    return test.hypothesis.fuzz_one_input  # type: ignore[no-any-return, attr-defined]


#: Pieces of addresses.
_PATHS: Final = (
    *("/", "/!", "/Wort/!1234567", "!t", "!a", "!p", "!s", "taz.de", "www.taz.de", ":70", "/1/"),
    *("https://", "gopher://", "gemini://", "mailto:", "javascript:", "//", "?url=", "?q=", "&"),
    *("%2F", "%2f", "%3A", "#", "?", "/artikel/1/", "http%3A%2F%2Ftaz.de", "…", " ", "%25"),
)
#: Keys and values of a page as JSON.
_KEYS: Final = (
    *("schema_version", "type", "article", "listing", "title", "text", "kicker", "headline", "cut"),
    *("lines", "lede", "images", "caption", "dateline", "place", "agency", "body", "paragraph"),
    *("content", "certain", "subheading", "verse", "span", "link", "number", "address", "path"),
    *("date", "links", "authors", "tags", "name", "related", "entries", "teaser", "topic", "group"),
    *("kind", "tagline", "search", "diagnostics", "code", "severity", "message", "line", "column"),
    *("end_column", "envelope", "web", "gopher", "gemini", "null", "true", "[1, 1]", "2025-09-04"),
    *("\\ud800", "\\u0000", "1e999", "-0", "NaN", '": "', '", "', "}, {", "[[", "TITLE_CUT"),
)

TARGETS: Final[dict[str, Target]] = {
    "parse": Target(_parse, 6000, damage, PIECES),
    "read": Target(oracle.bytes_hold, 6000, damage, PIECES),
    "envelopes": Target(_envelopes, 6000, damage, PIECES),
    "address": Target(_address, 300, words=_PATHS),
    "json": Target(_json, 6000, words=_KEYS),
    "pages-strategies": Target(_drawn(pages(), oracle.written_page_holds), 4000, drawn=True),
    "text-strategies": Target(
        _drawn(TEXTS | damaged(most=12), oracle.text_holds), 4000, drawn=True
    ),
    "export-strategies": Target(_drawn(export_pages.pages(), oracle.page_holds), 4000, drawn=True),
}
