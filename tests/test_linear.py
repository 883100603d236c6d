"""Promise: nothing that a text can hold makes reading slower than linear in its length.

How: each family of hostile texts is read as what it is recognised as, and as every other envelope
that takes it. Cost: half a minute.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable

import pytest
from envelope_forms import FORMS
from envelope_pages import ARTICLE_ROWS
from envelope_proxies import PROXIES
from hostile import FAMILIES, HEAD, NO_DUMPS, PLAIN, Make
from linear import Job, assert_linear, size_above_noise

from tazdump import ParseError, explain, is_dump, parse_page, read
from tazdump._envelopes import ENVELOPES
from tazdump._read import decode


def parsing(make: Make, envelope: str | None = None) -> Callable[[int], Job]:
    def job_of(n: int) -> Job:
        text = make(n)

        def job() -> None:
            try:
                explain(parse_page(text, envelope=envelope))
            except ParseError:
                assert envelope or not is_dump(text)

        return job

    return job_of


def test_the_families_are_what_they_are_called() -> None:
    """All but those that say so are pages, and together they come in every envelope."""
    assert {family for family, make in FAMILIES.items() if not is_dump(make(50))} == {*NO_DUMPS}
    pages = [parse_page(make(50)) for family, make in FAMILIES.items() if family not in NO_DUMPS]
    assert {page.envelope for page in pages} | {"meulie-nav"} == {*ENVELOPES}


@pytest.mark.parametrize("family", FAMILIES)
def test_parsing_is_linear(family: str) -> None:
    make = FAMILIES[family]
    assert_linear(parsing(make), lambda n: len(make(n)))


@pytest.mark.parametrize("family", PLAIN)
def test_parsing_is_linear_in_every_envelope(family: str) -> None:
    """In those of bare text; the size at which `plain` is above noise will do for all."""
    make = PLAIN[family]
    n = size_above_noise(parsing(make), lambda n: len(make(n)))
    for name in ENVELOPES.keys() - {"plain", "html"}:
        assert_linear(parsing(make, name), lambda n: len(make(n)), n)


@pytest.mark.parametrize("family", PLAIN)
def test_parsing_is_linear_inside_a_page_of_html(family: str) -> None:
    def make(n: int) -> str:
        return f"<html><pre>\n{PLAIN[family](n)}"

    assert_linear(parsing(make), lambda n: len(make(n)))


@pytest.mark.parametrize("family", FAMILIES)
def test_recognising_is_linear(family: str) -> None:
    make = FAMILIES[family]

    def job_of(n: int) -> Job:
        text = make(n)
        return lambda: is_dump(text)

    assert_linear(job_of, lambda n: len(make(n)))


@pytest.mark.parametrize("family", FAMILIES)
def test_memory_is_linear(family: str) -> None:
    def peak(n: int) -> int:
        job = parsing(FAMILIES[family])(n)
        job()
        tracemalloc.start()
        try:
            job()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    once, four = peak(300), peak(1200)
    assert four < 6 * max(once, 20_000)


@pytest.mark.parametrize("form", [*FORMS, *PROXIES])
def test_parsing_long_pages_is_linear_in_every_envelope(form: str) -> None:
    at = next(i for i, row in enumerate(ARTICLE_ROWS) if row.text.startswith("4 Sep"))
    body = list(ARTICLE_ROWS[10:at])

    def make(n: int) -> str:
        above, below, entry = list(ARTICLE_ROWS[:at]), list(ARTICLE_ROWS[at:]), ARTICLE_ROWS[-4:]
        rows = [*above, *body * (n // 10), *below, *list(entry) * n]
        return PROXIES[form](rows, "/") if form in PROXIES else "\n".join(FORMS[form].lines(rows))

    assert_linear(parsing(make), lambda n: len(make(n)))


@pytest.mark.parametrize(
    "address",
    [
        "/a",
        "/taz.de",
        "/!",
        "%2ftaz.de&",
        "=taz.de/1/1",
        "a: ",
        "/",
        "?",
        "&",
        "taz.de:70",
        "%",
        "ä",
    ],
)
def test_an_address_is_read_in_linear_time(address: str) -> None:
    def job_of(n: int) -> Job:
        text = f"/{address * n}/!1"
        return lambda: parse_page(HEAD.strip() + ": x: y" * 50, address=text)

    assert_linear(job_of, lambda n: n * len(address))


@pytest.mark.parametrize(
    "data", [b"\xff", b"\xc3", b"\xe2\x82", b"\xc3\xbc\xfc", b"\xc3\xbc", b"\x81"]
)
def test_bytes_are_decoded_in_linear_time(data: bytes) -> None:
    assert_linear(lambda n: lambda: decode(data * n), lambda n: n * len(data))
    assert_linear(
        lambda n: lambda: read(io.BytesIO(HEAD.encode() + data * n)), lambda n: n * len(data)
    )
