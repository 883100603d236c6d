"""Promise: what was read is written, in every format and envelope, in linear time.

How: the pages that hostile texts give, and a page whose parts are many, at n and at 4n.
Cost: a quarter of a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pytest
from attrs import evolve
from envelope_pages import ARTICLE
from hostile import PLAIN
from linear import Job, assert_linear, size_above_noise

from tazdump import explain, parse_page, render
from tazdump._envelopes import ENVELOPES
from tazdump.export import arrow, csl, html, json, jsonld, markdown, tei
from tazdump.model import Page

WRITTEN: Final = [name for name, envelope in ENVELOPES.items() if envelope.write]
WRITERS: Final[dict[str, Callable[[Page], object]]] = {
    "csl": csl.dumps,
    "html": html.dumps,
    "json": json.dumps,
    "json, and back": lambda page: json.loads(json.dumps(page, compact=True)),
    "jsonld": jsonld.dumps,
    "markdown": markdown.dumps,
    "tei": tei.dumps,
    "arrow": lambda page: arrow.to_table([page]),
    "explain": explain,
    **{f"render {name}": partial(render, envelope=name) for name in ("menu", "table", "gemtext")},
}


#: Those whose pages differ in what there is to write.
FAMILIES: Final = (
    *("one long line of words", "one long lede", "one long title", "one long caption", "[1][x]"),
    *("a line of bars", "lines of bars", "[", "]", "> a line", "headings", "bare headings"),
    *("unknown sections", "tags", "targets", "links and targets", "dates", "entries", "authors"),
    *("ambiguous entries", "tags and related articles", "groups", "verse", "captions", "cut lines"),
    *("mojibake", "combining characters", "lone surrogates", "line separators", "titles"),
)


@pytest.mark.parametrize("family", FAMILIES)
def test_writing_is_linear(family: str) -> None:
    """The size at which JSON is above noise will do for all writers, and their pages."""
    make = PLAIN[family]
    pages: dict[int, Page] = {}

    def writing(writer: str) -> Callable[[int], Job]:
        def job_of(n: int) -> Job:
            page = pages.get(n) or pages.setdefault(n, parse_page(make(n)))
            return lambda: WRITERS[writer](page)

        return job_of

    n = size_above_noise(writing("json"), lambda n: len(make(n)))
    for writer in WRITERS:
        assert_linear(writing(writer), lambda n: len(make(n)), n)


@pytest.mark.parametrize("envelope", WRITTEN)
def test_rendering_a_page_of_many_parts_is_linear(envelope: str) -> None:
    def job_of(n: int) -> Job:
        page = evolve(ARTICLE, body=ARTICLE.body * n, related=ARTICLE.related * n)
        return lambda: render(page, envelope)

    assert_linear(job_of, lambda n: 500 * n)
