"""A page as the row of a table, there and back: plain dicts, lists and values.

How: one function a node and direction; an address is its path, a title is spread over columns.
Cost: linear. What is null on the way back is the model's default, where it has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tazdump.address import Address
from tazdump.diagnostics import Code, Diagnostic
from tazdump.export._urls import url_of
from tazdump.model import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tazdump.model import Block, Lines, Page

    Row = dict[str, Any]

T = TypeVar("T")
Name = TypeVar("Name", Author, Tag)


def row_of(page: Page) -> Row:
    """Make the row of a page; columns of the other kind of page are left out."""
    row: Row = {
        "id": page.id,
        "path": _path(page.address),
        "web": url_of(page.address),
        "diagnostics": [_diagnostic_row(diagnostic) for diagnostic in page.diagnostics],
        "envelope": page.envelope,
    }
    return row | (_article_row(page) if isinstance(page, Article) else _listing_row(page))


def page_of(row: Row) -> Page:
    """Make the page of a row. Raises `ValueError` for a row that is no page."""
    try:
        if row["type"] == "article":
            return _article(row)
        if row["type"] == "listing":
            return _listing(row)
        reason = f"type is {row['type']!r}, and neither 'article' nor 'listing'"
    except TypeError as error:
        # A null where the model has no default: the constructor says which.
        reason = str(error)
    raise ValueError(reason)


def _article_row(page: Article) -> Row:
    return {
        "type": "article",
        "date": page.date,
        **_title_row(page.title),
        "lede": page.lede,
        "images": [
            {"caption": image.caption, "cut": image.cut, "lines": _span(image.lines)}
            for image in page.images
        ],
        "dateline": page.dateline
        and {
            "place": page.dateline.place,
            "agency": page.dateline.agency,
            "lines": _span(page.dateline.lines),
        },
        "body": [_block_row(block) for block in page.body],
        "text": page.text,
        "links": [_link_row(link) for link in page.links],
        "authors": [_name_row(author) for author in page.authors],
        "tags": [_name_row(tag) for tag in page.tags],
        "related": [_entry_row(entry) for entry in page.related],
    }


def _article(row: Row) -> Article:
    return _made(
        Article,
        title=_title(row),
        lede=row["lede"],
        images=_tuple(_image, row["images"]),
        dateline=row["dateline"] and _dateline(row["dateline"]),
        body=_tuple(_block, row["body"]),
        date=row["date"],
        links=_tuple(_link, row["links"]),
        authors=_tuple(_author, row["authors"]),
        tags=_tuple(_tag, row["tags"]),
        related=_tuple(_entry, row["related"]),
        **_common(row),
    )


def _listing_row(page: Listing) -> Row:
    return {
        "type": "listing",
        "kind": page.kind,
        "title": page.title,
        "tagline": page.tagline,
        "search": page.search,
        "entries": [_entry_row(entry) for entry in page.entries],
    }


def _listing(row: Row) -> Listing:
    return _made(
        Listing,
        title=row["title"],
        kind=row["kind"],
        tagline=row["tagline"],
        search=row["search"],
        entries=_tuple(_entry, row["entries"]),
        **_common(row),
    )


def _common(row: Row) -> Row:
    return {
        "address": _address(row["path"]),
        "diagnostics": _tuple(_diagnostic, row["diagnostics"]),
        "envelope": row["envelope"],
    }


def _title_row(title: Title | None) -> Row:
    if title is None:
        return {}
    return {
        "title": title.text,
        "kicker": title.kicker,
        "headline": title.headline,
        "title_cut": title.cut,
        "title_lines": _span(title.lines),
    }


def _title(row: Row) -> Title | None:
    if row["title"] is None:
        return None
    return _made(
        Title,
        text=row["title"],
        kicker=row["kicker"],
        headline=row["headline"],
        cut=row["title_cut"],
        lines=_lines(row["title_lines"]),
    )


def _image(row: Row) -> Image:
    return _made(Image, caption=row["caption"], **_place(row))


def _dateline(row: Row) -> Dateline:
    return _made(Dateline, place=row["place"], agency=row["agency"], lines=_lines(row["lines"]))


def _block_row(block: Block) -> Row:
    row: Row = {"type": type(block).__name__.lower(), "text": block.text, "cut": block.cut}
    if isinstance(block, Paragraph):
        row["content"] = [
            {"text": piece} if isinstance(piece, str) else _link_row(piece)
            for piece in block.content
        ]
        row["certain"] = block.certain
    if isinstance(block, Verse):
        row["verses"] = list(block.lines)
    row["lines"] = _span(block.span if isinstance(block, Verse) else block.lines)
    return row


def _block(row: Row) -> Block:
    if row["type"] == "paragraph":
        content = _tuple(_piece, row["content"])
        return _made(Paragraph, content=content, certain=row["certain"], **_place(row))
    if row["type"] == "subheading":
        return _made(Subheading, text=row["text"], **_place(row))
    if row["type"] == "verse":
        verses = _tuple(str, row["verses"])
        return _made(Verse, lines=verses, cut=row["cut"], span=_lines(row["lines"]))
    reason = f"the type of a block is {row['type']!r}"
    raise ValueError(reason)


def _link_row(link: Link) -> Row:
    return {
        "number": link.number,
        "text": link.text,
        "path": _path(link.address),
        "cut": link.cut,
        "lines": _span(link.lines),
    }


def _piece(row: Row) -> str | Link:
    if row["number"] is None and isinstance(row["text"], str):
        return row["text"]
    return _link(row)


def _link(row: Row) -> Link:
    return _made(
        Link,
        number=row["number"],
        text=row["text"],
        address=_address(row["path"]),
        **_place(row),
    )


def _name_row(node: Author | Tag) -> Row:
    return {
        "name": node.name,
        "path": _path(node.address),
        "cut": node.cut,
        "lines": _span(node.lines),
    }


def _author(row: Row) -> Author:
    return _made(Author, name=row["name"], address=_address(row["path"]), **_place(row))


def _tag(row: Row) -> Tag:
    return _made(Tag, name=row["name"], address=_address(row["path"]), **_place(row))


def _entry_row(entry: Entry) -> Row:
    return {
        **_title_row(entry.title),
        "teaser": entry.teaser,
        "path": _path(entry.address),
        "topic": entry.topic,
        "group": entry.group,
        "cut": entry.cut,
        "lines": _span(entry.lines),
    }


def _entry(row: Row) -> Entry:
    # Not through `_made`: an entry without a title is one, and None has to be said.
    return Entry(
        title=_title(row),
        teaser=row["teaser"],
        address=_address(row["path"]),
        topic=row["topic"],
        group=row["group"],
        **_given(_place(row)),
    )


def _diagnostic_row(diagnostic: Diagnostic) -> Row:
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_column": diagnostic.end_column,
        "text": diagnostic.text,
    }


def _diagnostic(row: Row) -> Diagnostic:
    fields = {**row, "code": row["code"] and Code(row["code"])}
    del fields["severity"]
    return _made(Diagnostic, **fields)


def _path(address: Address | None) -> str | None:
    return None if address is None else address.path


def _address(path: str | None) -> Address | None:
    return None if path is None else Address(path=path)


def _span(lines: Lines) -> Row:
    return {"first": lines[0], "last": lines[1]}


def _lines(span: Row | None) -> Lines | None:
    return None if span is None else (span["first"], span["last"])


def _place(row: Row) -> Row:
    return {"cut": row["cut"], "lines": _lines(row["lines"])}


def _tuple(make: Callable[[Any], T], items: list[Any] | None) -> tuple[T, ...] | None:
    if items is None:
        return None
    if None in items:
        reason = "a list has a null in it"
        raise ValueError(reason)
    return tuple(map(make, items))


def _made(make: Callable[..., T], **values: object) -> T:
    return make(**_given(values))


def _given(values: Row) -> Row:
    return {name: value for name, value in values.items() if value is not None}
