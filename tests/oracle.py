"""The guarantees as functions of any input: what tests and fuzzers ask, in one place.

How: each function takes one kind of input, does with it all that a user could, and raises where a
guarantee is broken; those about one reading stand in `promises`, the losses in `losses`.
Cost: that of some readings and of every export; milliseconds.
"""

from __future__ import annotations

import io
import json as standard
from functools import cache
from importlib.util import find_spec
from typing import Final, Protocol, cast

import attrs
from jsonschema import Draft202012Validator
from losses import as_cut, up_to
from lxml import etree
from promises import (
    nothing_is_invented,
    nothing_is_lost,
    places_are_true,
    strict_is_the_same_reading,
)
from ways import WAYS, WHOLE

from tazdump import (
    Address,
    Article,
    Listing,
    NotADumpError,
    ParseError,
    WrongPageError,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    read,
    render,
    verbatim,
)
from tazdump._envelopes import ENVELOPES, Loss
from tazdump._text import LONGEST_TITLE
from tazdump.export import csl, html, json, jsonld, markdown, tei
from tazdump.model import Page

#: The envelopes that can be written.
WRITTEN: Final = tuple(name for name, envelope in ENVELOPES.items() if envelope.write)
_HAS_ARROW: Final = find_spec("pyarrow") is not None


class _Validator(Protocol):
    def validate(self, instance: object) -> None: ...


def text_holds(text: str) -> Page | None:
    """Guarantees 1, 2, 3, 6 and 8 of any text; the page, or None where it was refused."""
    try:
        page: Page | None = parse_page(text)
    except NotADumpError as error:
        page = None
        _can_be_printed(str(error))
    assert is_dump(text) == (page is not None)
    readers = ((parse, Article), (parse_listing, Listing))
    for reader, kind in readers:
        if page is None or type(page) is not kind:
            _refuses(reader, text, NotADumpError if page is None else WrongPageError)
        else:
            assert reader(text) == page
    if page is not None:
        reading_holds(text, page)
        strict_is_the_same_reading(text, page)
    return page


def forced_holds(text: str, envelope: str, address: str | None = None) -> Page | None:
    """The same of a text whose envelope and address were named, rightly or not."""
    own = None if address is None or not address.strip() else address
    try:
        page = parse_page(text, envelope=envelope, address=own)
    except NotADumpError:
        return None
    assert page.envelope == envelope
    reading_holds(text, page)
    return page


def reading_holds(text: str, page: Page) -> None:
    """Guarantees 2, 6 and 8 of a page that was read from a text."""
    nothing_is_lost(text, page)
    places_are_true(text, page)
    nothing_is_invented(page)
    assert page == parse_page(text, envelope=page.envelope, address=page.address)
    for found in page.diagnostics:
        _can_be_printed(str(found), lines=1)
        _can_be_printed(found.show(page.source), lines=3)


def bytes_hold(data: bytes, encoding: str | None = None) -> Page | None:
    """Guarantees 1, 2, 3 and 6 of any bytes."""
    try:
        page = read(io.BytesIO(data), encoding=encoding)
    except ParseError:
        return None
    text = verbatim(page)
    if encoding is None and (decoded := _as_utf8(data)) is not None:
        assert text == decoded
    reading_holds(text, page)
    return page


def address_holds(text: str) -> None:
    """Any text that is not blank is an address, and its URLs are ones that are safe to follow."""
    if not text.strip():
        _refuses(Address.parse, text, ValueError)
        return
    address = Address.parse(text)
    assert address.path
    assert address.kind in {*("article", "author", "tag", "section", "front", "search", "outside")}
    assert address.id is None or address.id >= 0
    assert address.slug is None or address.slug in address.path
    for url, schemes in (
        (address.web, ("https:", "http:", "mailto:")),
        (address.gopher, ("gopher:",)),
        (address.gemini, ("gemini:",)),
    ):
        if url is not None:
            assert url.isascii()
            assert url.isprintable()
            assert not set(' <>"\\^`{|}').intersection(url)
            assert url.lower().startswith(schemes)


def json_holds(text: str | bytes) -> Page | None:
    """Guarantee 7 of any JSON: it is a page that agrees with the schema, or refused with a path."""
    try:
        page = json.loads(text)
    except json.JSONError as error:
        _can_be_printed(str(error))
        return None
    _schema().validate(standard.loads(json.dumps(page)))
    page_holds(page)
    return page


def page_holds(page: Page) -> None:
    """Guarantee 7 and the exports of any page at all, whatever its fields hold."""
    back = json.loads(json.dumps(page))
    # Two unpaired surrogates side by side come back as the character that they spell.
    again = json.loads(json.dumps(back, compact=True))
    assert everything(again) == everything(back)
    if not _has_surrogates(page):
        assert back == page
        assert everything(back) == everything(page)
    assert html.dumps(page).endswith("</html>\n")
    etree.fromstring(tei.dumps(page).encode())
    standard.loads(jsonld.dumps(page))
    standard.loads(csl.dumps(page))
    assert markdown.dumps(page).startswith("---\n")
    if _HAS_ARROW:
        from tazdump.export import arrow  # noqa: PLC0415 - an extra

        assert len(arrow.from_table(arrow.to_table([page]))) == 1
    explain(page)
    for envelope in WRITTEN:
        render(page, envelope)


def written_page_holds(page: Page) -> None:
    """Guarantees 4 and 5 of a page that the format can carry: it comes back from every envelope.

    A page with a longer line than taz writes is passed over: by such lines unwrapped text is told.
    """
    lines = (line.partition("\t")[0] for line in render(page, "menu").split("\r\n"))
    if any(len(line) > LONGEST_TITLE for line in lines):
        return
    for name, way in WAYS.items():
        wanted = as_cut(page) if Loss.LONG_LINES in way.losses else page
        if wanted.title != page.title and isinstance(wanted, Listing) and not _has_pairs(wanted):
            continue  # A title that was cut may be that of an article as well.
        found = parse_page(way.write(page))
        assert up_to(found, way.losses) == up_to(wanted, way.losses), name
    for name in ("menu", "gemtext"):
        assert parse_page(render(page, name), address=page.address) == page, name
    for name in ("menu", "gemtext", "gopherproxy", "hiltjo"):
        text = WHOLE[name].write(page)
        assert WHOLE[name].write(parse_page(text)) == text, name


def _has_pairs(listing: Listing) -> bool:
    """Are there two entries, of which all but the last have a kicker and a teaser?"""
    whole = [
        entry.title is not None and ": " in entry.title.text and bool(entry.teaser)
        for entry in listing.entries
    ]
    return len(whole) > 1 and all(whole[:-1])


def everything(page: Page) -> dict[str, object]:
    """All fields of a page and its nodes, with those that take no part in equality."""
    return attrs.asdict(page, filter=lambda field, _: field.name not in {"source", "_roles"})


def _can_be_printed(text: str, *, lines: int = 4) -> None:
    """No character of it commands a terminal, and there are no more lines than these."""
    shown = text.split("\n")
    assert len(shown) <= lines, text
    assert all(map(str.isprintable, shown)), text
    assert shown[0]


def _refuses(reader: object, text: str, error: type[Exception]) -> None:
    try:
        reader(text)  # type: ignore[operator]
    except error:
        return
    message = f"{reader} took what it must refuse with a {error.__name__}"
    raise AssertionError(message)


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _has_surrogates(page: Page) -> bool:
    text = standard.dumps(everything(page), ensure_ascii=False, default=str)
    return any("\ud800" <= character <= "\udfff" for character in text)


@cache
def _schema() -> _Validator:
    return cast("_Validator", Draft202012Validator(standard.loads(json.schema())))
