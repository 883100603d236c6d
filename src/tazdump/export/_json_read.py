"""How each node of a page stands in JSON: which keys it has, and what each may hold.

How: one table a node, of the readers in `_json_check`; the schema and the tests hold them against
the model. Cost: the tables are built once, at import; reading is linear.
"""

from __future__ import annotations

from typing import Final, get_args

from tazdump.address import Address, AddressKind
from tazdump.diagnostics import Code, Diagnostic, Severity
from tazdump.export._json_check import (
    JSON,
    Misfit,
    Reader,
    Readers,
    a_date,
    a_flag,
    a_number,
    a_text,
    by_type,
    list_of,
    maybe,
    node,
    one_of,
    refuse,
    two_lines,
    word,
)
from tazdump.model import (
    Article,
    Author,
    Block,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    ListingKind,
    Page,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

#: The version of the schema that is written, and the only one that is read.
SCHEMA_VERSION: Final = 1


def read_page(value: JSON) -> Page:
    """Read a page from parsed JSON. Raises `Misfit`."""
    # The version first: JSON of another one may differ in anything else.
    if isinstance(value, dict):
        if "schema_version" not in value:
            reason = "no JSON of tazdump: the key 'schema_version' is missing"
            raise Misfit(reason)
        try:
            _version(value["schema_version"])
        except Misfit as misfit:
            misfit.steps.append(".schema_version")
            raise
    return _page(value)


def _version(value: JSON) -> int:
    if a_number(value) != SCHEMA_VERSION:
        reason = f"expected {SCHEMA_VERSION}, the only version that this library reads"
        raise Misfit(reason)
    return SCHEMA_VERSION


def _piece(value: JSON) -> str | Link:
    if isinstance(value, str):
        return value
    return _link(value) if isinstance(value, dict) else refuse("text or a link", value)


_CUT: Final[Readers] = {"cut": a_flag, "lines": two_lines}

_address: Final = node(
    Address,
    "path",
    {"path": a_text},
    derived={
        "kind": word(*get_args(AddressKind)),
        "web": maybe(a_text),
        "gopher": maybe(a_text),
        "gemini": maybe(a_text),
    },
)
_title: Final = node(
    Title,
    "text headline",
    {"text": a_text, "kicker": maybe(a_text), "headline": a_text, **_CUT},
)
_image: Final = node(Image, "caption", {"caption": a_text, **_CUT})
_dateline: Final = node(
    Dateline, "place agency", {"place": a_text, "agency": a_text, "lines": two_lines}
)
_link: Final = node(
    Link,
    "type number",
    {"number": a_number, "text": maybe(a_text), "address": maybe(_address), **_CUT},
    derived={"type": word("link")},
)
_block: Final[Reader[Block]] = by_type(
    {
        "paragraph": node(
            Paragraph,
            "type content",
            {"content": list_of(_piece), "cut": a_flag, "certain": a_flag, "lines": two_lines},
            derived={"type": word("paragraph")},
        ),
        "subheading": node(
            Subheading,
            "type text",
            {"text": a_text, **_CUT},
            derived={"type": word("subheading")},
        ),
        "verse": node(
            Verse,
            "type lines",
            {"lines": list_of(a_text), "cut": a_flag, "span": two_lines},
            derived={"type": word("verse")},
        ),
    }
)
_NAME: Final[Readers] = {"name": a_text, "address": maybe(_address), **_CUT}
_entry: Final = node(
    Entry,
    "title",
    {
        "title": maybe(_title),
        "teaser": maybe(a_text),
        "address": maybe(_address),
        "topic": maybe(a_text),
        "group": maybe(a_text),
        **_CUT,
    },
)
_diagnostic: Final = node(
    Diagnostic,
    "code message line column end_column",
    {
        "code": one_of({code.value: code for code in Code}),
        "message": a_text,
        "line": a_number,
        "column": a_number,
        "end_column": a_number,
        "text": a_text,
    },
    derived={"severity": word(*Severity)},
)
_READING: Final[Readers] = {"diagnostics": list_of(_diagnostic), "envelope": a_text}

_page: Final[Reader[Page]] = by_type(
    {
        "article": node(
            Article,
            "schema_version type title",
            {
                "title": _title,
                "lede": maybe(a_text),
                "images": list_of(_image),
                "dateline": maybe(_dateline),
                "body": list_of(_block),
                "date": maybe(a_date),
                "links": list_of(_link),
                "authors": list_of(node(Author, "name", _NAME)),
                "tags": list_of(node(Tag, "name", _NAME)),
                "related": list_of(_entry),
                "address": maybe(_address),
                **_READING,
            },
            derived={"schema_version": _version, "type": word("article")},
        ),
        "listing": node(
            Listing,
            "schema_version type title",
            {
                "title": a_text,
                "kind": maybe(word(*get_args(ListingKind))),
                "tagline": maybe(a_text),
                "search": maybe(a_text),
                "entries": list_of(_entry),
                "address": maybe(_address),
                **_READING,
            },
            derived={"schema_version": _version, "type": word("listing")},
        ),
    }
)
