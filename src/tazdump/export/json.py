"""A page as JSON, there and back: readable, stable, described by a JSON Schema.

How: one plain function for each kind of node builds its object; one line of text for each node.
Cost: linear; a small multiple of what the standard library's encoder takes for the same data.

What stands in it: all that the model has, but for `source` and the roles of the lines. Addresses
have their URLs beside the path; only the path counts when the text is read again.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from tazdump.export._json_check import Misfit, parse
from tazdump.export._json_read import SCHEMA_VERSION, read_page
from tazdump.export._json_text import escaped, one_line
from tazdump.model import Article, Paragraph, Subheading

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

    from tazdump.address import Address
    from tazdump.diagnostics import Diagnostic
    from tazdump.model import (
        Author,
        Block,
        Dateline,
        Entry,
        Image,
        Link,
        Listing,
        Page,
        Tag,
        Title,
    )

    Object = dict[str, object]

__all__ = ["SCHEMA_VERSION", "JSONError", "dump", "dumps", "load", "loads", "schema"]

#: No longer address is remembered; hardly any of taz has half of it.
_LONG: Final = 256


class JSONError(ValueError):
    """JSON that tells of no page. `path` says where, from ``$`` down; `reason` says what.

    >>> str(JSONError("$.related[2].title", "expected text, got a number"))
    '$.related[2].title: expected text, got a number'
    """

    def __init__(self, path: str, reason: str) -> None:
        """Keep both; they are also the exception's arguments."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        """Path and reason, on one line."""
        return f"{self.path}: {self.reason}"


def dumps(page: Page, *, compact: bool = False) -> str:
    """Write the page as JSON text, one node a line; with `compact`, all of it on one line.

    Every key is there, null and empty ones too, in the order of the model. The text can be
    written as UTF-8 whatever the page holds: unpaired surrogates stand as escapes, and so do
    U+0085, U+2028 and U+2029, so that a compact text is one line for every reader.

    >>> from tazdump.model import Listing
    >>> print(dumps(Listing(title="Nord", kind="section")))
    {
      "schema_version": 1,
      "type": "listing",
      "title": "Nord",
      "kind": "section",
      "tagline": null,
      "search": null,
      "entries": [],
      "address": null,
      "diagnostics": [],
      "envelope": "plain"
    }
    """
    data = _article(page) if isinstance(page, Article) else _listing(page)
    return escaped(one_line(data) if compact else _one_node_a_line(data))


def dump(page: Page, file: SupportsWrite[str], *, compact: bool = False) -> None:
    """Write `dumps(page)` to a text file, which should be opened with ``encoding="utf-8"``."""
    file.write(dumps(page, compact=compact))


def loads(text: str | bytes) -> Page:
    """Read a page from JSON text: ``loads(dumps(page)) == page``.

    `lines`, `cut`, `certain`, the diagnostics and the envelope come back too; `source` comes
    back empty. Keys with a default may be missing; unknown keys are refused, for a misspelt one
    would lose its text in silence. Raises `JSONError` for text that is no JSON, and for JSON
    that is not of the published schema.

    One kind of text comes back otherwise than it was, for JSON cannot tell the two apart: two
    surrogates, each alone but side by side, come back as the one character that they spell.

    >>> loads('{"schema_version": 1, "type": "listing", "title": "Nord"}').title
    'Nord'
    >>> loads('{"schema_version": 1, "type": "listing", "title": 7}')
    Traceback (most recent call last):
    tazdump.export.json.JSONError: $.title: expected text, got a number
    """
    try:
        return read_page(parse(text))
    except Misfit as misfit:
        raise JSONError(misfit.path, misfit.reason) from None


def load(file: SupportsRead[str | bytes]) -> Page:
    """Read the page in a file, text or binary, as `loads` does."""
    return loads(file.read())


def schema() -> str:
    """Return the JSON Schema (2020-12) of these texts, as it is published.

    >>> '"$schema": "https://json-schema.org/draft/2020-12/schema"' in schema()
    True
    """
    return files("tazdump.export").joinpath("tazdump.schema.json").read_text(encoding="utf-8")


def _one_node_a_line(data: Object) -> str:
    lines = [f'  "{key}": {_value(value)}' for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _value(value: object) -> str:
    if not isinstance(value, list) or not value:
        return one_line(value)
    nodes = cast("list[object]", value)
    return "[\n    " + ",\n    ".join(map(one_line, nodes)) + "\n  ]"


def _article(page: Article) -> Object:
    return {
        "schema_version": SCHEMA_VERSION,
        "type": "article",
        "title": _title(page.title),
        "lede": page.lede,
        "images": [_image(image) for image in page.images],
        "dateline": _dateline(page.dateline),
        "body": [_block(block) for block in page.body],
        "date": page.date and page.date.isoformat(),
        "links": [_link(link) for link in page.links],
        "authors": [_name(author) for author in page.authors],
        "tags": [_name(tag) for tag in page.tags],
        "related": [_entry(entry) for entry in page.related],
        "address": _address(page.address),
        **_reading(page),
    }


def _listing(page: Listing) -> Object:
    return {
        "schema_version": SCHEMA_VERSION,
        "type": "listing",
        "title": page.title,
        "kind": page.kind,
        "tagline": page.tagline,
        "search": page.search,
        "entries": [_entry(entry) for entry in page.entries],
        "address": _address(page.address),
        **_reading(page),
    }


def _reading(page: Page) -> Object:
    """How the page reached us."""
    return {
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in page.diagnostics],
        "envelope": page.envelope,
    }


def _title(title: Title) -> Object:
    return {
        "text": title.text,
        "kicker": title.kicker,
        "headline": title.headline,
        "cut": title.cut,
        "lines": title.lines,
    }


def _image(image: Image) -> Object:
    return {"caption": image.caption, "cut": image.cut, "lines": image.lines}


def _dateline(dateline: Dateline | None) -> Object | None:
    return dateline and {
        "place": dateline.place,
        "agency": dateline.agency,
        "lines": dateline.lines,
    }


def _block(block: Block) -> Object:
    if isinstance(block, Paragraph):
        return {
            "type": "paragraph",
            "content": [p if isinstance(p, str) else _link(p) for p in block.content],
            "cut": block.cut,
            "certain": block.certain,
            "lines": block.lines,
        }
    if isinstance(block, Subheading):
        return {
            "type": "subheading",
            "text": block.text,
            "cut": block.cut,
            "lines": block.lines,
        }
    return {"type": "verse", "lines": block.lines, "cut": block.cut, "span": block.span}


def _link(link: Link) -> Object:
    return {
        "type": "link",
        "number": link.number,
        "text": link.text,
        "address": _address(link.address),
        "cut": link.cut,
        "lines": link.lines,
    }


def _name(node: Author | Tag) -> Object:
    return {
        "name": node.name,
        "address": _address(node.address),
        "cut": node.cut,
        "lines": node.lines,
    }


def _entry(entry: Entry) -> Object:
    return {
        "title": entry.title and _title(entry.title),
        "teaser": entry.teaser,
        "address": _address(entry.address),
        "topic": entry.topic,
        "group": entry.group,
        "cut": entry.cut,
        "lines": entry.lines,
    }


def _diagnostic(diagnostic: Diagnostic) -> Object:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_column": diagnostic.end_column,
        "text": diagnostic.text,
    }


def _address(address: Address | None) -> Object | None:
    if address is None:
        return None
    derived = _derived if len(address.path) <= _LONG else _derived.__wrapped__
    return {"path": address.path, **derived(address)}


# The same sections, tags and authors stand on page after page of a crawl; working out their
# URLs would take longer than all else. Bounded, for article addresses hardly come again.
@lru_cache(maxsize=1024)
def _derived(address: Address) -> Object:
    return {
        "kind": address.kind,
        "web": address.web,
        "gopher": address.gopher,
        "gemini": address.gemini,
    }
