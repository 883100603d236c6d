"""A page as TEI P5, for corpora: a header that says where it comes from, and the text.

How: each part of the page becomes its own element; all text goes through one function that escapes
it and replaces what XML cannot hold. Cost: linear in the page.
Source of the rules: TEI P5 Guidelines, chapters 2, 3, 4 and 6; XML 1.0, production 2.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from tazdump.export._cuts import at_end, in_paragraph, within
from tazdump.export._urls import url_of
from tazdump.model import Article, Paragraph, Subheading, Verse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from _typeshed import SupportsWrite

    from tazdump.address import Address
    from tazdump.export._cuts import Part
    from tazdump.model import Author, Block, Dateline, Entry, Image, Link, Listing, Page, Tag

__all__ = ["dump", "dumps"]

# XML 1.0, production 2: no controls but tab, LF and CR, no surrogates, no U+FFFE, U+FFFF.
_TEXT: Final[dict[int, str]] = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"
)
# As a reference, it survives a parser's normalisation of line ends.
_RETURN: Final = {"\r": "&#13;"}
_SUBSTANCE: Final = ("<p>", "<p ", "<lg", "<listBibl", "<div")
_EDITORIAL: Final = (
    "A gap with the reason 'cut' stands where a proxy cut the text; its ellipsis is kept.",
    "A gap with the certainty 'low' may be such a place: text of the same paragraph was cut.",
    "A paragraph with the certainty 'medium' has an end that was judged, not marked in the source.",
    "Characters that XML cannot hold (controls, unpaired surrogates, U+FFFE, U+FFFF) are U+FFFD.",
)


def dumps(page: Page) -> str:
    """Write the page as one TEI document, to be encoded as UTF-8.

    The header names title, authors, date, address and (an article's own) tags; the text has the
    title and each sub-heading as `head`, the lede as `argument`, the dateline as `dateline`,
    captions as `note`, verse as `lg`, links as `ref`, related articles as a `listBibl` in the
    `back`. A listing is one `listBibl`, or one for each group. What XML cannot hold (controls,
    unpaired surrogates, U+FFFE, U+FFFF) is U+FFFD; only addresses that are safe to follow appear
    as targets.

    >>> from tazdump.model import Listing
    >>> page = dumps(Listing(title="Nord & Süd"))
    >>> "<head>Nord &amp; Süd</head>" in page
    True
    """
    header, text = _article(page) if isinstance(page, Article) else _listing(page)
    root = _nested("TEI", [header, text], xmlns="http://www.tei-c.org/ns/1.0")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def dump(page: Page, file: SupportsWrite[str]) -> None:
    """Write the page as TEI to a text file, open in UTF-8."""
    file.write(dumps(page))


def _article(article: Article) -> tuple[str, str]:
    title = _ended(article.title.text, cut=article.title.cut)
    opening = [_flat("head", title), _argument(article.lede), _dateline(article.dateline)]
    body = [*opening, *map(_caption, article.images), *_sections(article.body)]
    header = _header(
        title, article.address, date=article.date, authors=article.authors, tags=article.own_tags
    )
    back = [_links(article.links), _related(article.related)]
    return header, _nested("text", [_nested("body", _filled(body)), _nested("back", back)])


def _listing(listing: Listing) -> tuple[str, str]:
    title = _text(listing.title)
    body = [_flat("head", title), _argument(listing.tagline)]
    grouped = [(group, _bibliography(entries)) for group, entries in _groups(listing.entries)]
    # Within a div or a body, a list may stand before the divisions, but not behind one.
    while grouped and grouped[0][0] is None:
        body.append(grouped.pop(0)[1])
    body += [
        _nested("div", [_flat("head", _text(group)) if group else "", entries], type="group")
        for group, entries in grouped
        if entries
    ]
    return _header(title, listing.address), _nested("text", [_nested("body", _filled(body))])


def _header(
    title: str,
    address: Address | None,
    *,
    date: datetime.date | None = None,
    authors: Sequence[Author] = (),
    tags: Sequence[Tag] = (),
) -> str:
    """Write the `teiHeader`; the title is escaped already."""
    names = [_named("author", author) for author in authors]
    source = [
        _flat("title", title, level="a"),
        *names,
        '<title level="j">taz</title>',
        _flat("date", date.isoformat(), when=date.isoformat()) if date else "",
        *_identifiers(address),
    ]
    description = [
        _nested("titleStmt", [_flat("title", title), *names]),
        "<publicationStmt><p>Converted from a text page of taz by tazdump.</p></publicationStmt>",
        _nested("sourceDesc", [_nested("bibl", source)]),
    ]
    editorial = _nested("editorialDecl", [f"<p>{rule}</p>" for rule in _EDITORIAL])
    keywords = _nested("keywords", [_named("term", tag) for tag in tags])
    profile = _nested("textClass", [keywords])
    parts = [
        _nested("fileDesc", description),
        _nested("encodingDesc", [editorial]),
        _nested("profileDesc", [profile]),
    ]
    return _nested("teiHeader", parts)


def _identifiers(address: Address | None) -> list[str]:
    """Name a page by its number and its URL; by its path, where it has no URL."""
    if address is None:
        return []
    url = url_of(address)
    return [
        _flat("idno", str(address.id), type="taz") if address.id is not None else "",
        _flat("idno", _text(url or address.path), type="URL" if url else "path"),
    ]


def _sections(body: Iterable[Block]) -> list[str]:
    """Write the body; each sub-heading opens a division that runs to the next."""
    before: list[str] = []
    divisions: list[list[str]] = []
    for block in body:
        if isinstance(block, Subheading) and block.text:
            divisions.append([_flat("head", _ended(block.text, cut=block.cut))])
        else:
            (divisions[-1] if divisions else before).append(_block(block))
    return [*before, *(_nested("div", _filled(part), type="section") for part in divisions)]


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Verse):
        sure = sum(line.count("…") for line in block.lines) == 1
        parts = (_marked(within(line, cut=block.cut), sure=sure) for line in block.lines)
        return _nested("lg", [_flat("l", part) for part in parts])
    return _empty("milestone", unit="section")


def _paragraph(paragraph: Paragraph) -> str:
    sure = paragraph.text.count("…") == 1
    written: list[str] = []
    for piece, parts in in_paragraph(paragraph):
        marked = _marked(parts, sure=sure)
        written.append(marked if isinstance(piece, str) else _reference(piece, marked))
    return _flat("p", "".join(written), cert=None if paragraph.certain else "medium")


def _reference(link: Link, marked: str) -> str:
    return _flat("ref", marked, n=str(link.number), target=url_of(link.address))


def _argument(lede: str | None) -> str:
    return _nested("argument", [_flat("p", _text(lede))]) if lede else ""


def _dateline(dateline: Dateline | None) -> str:
    if dateline is None:
        return ""
    place, agency = _text(dateline.place), _text(dateline.agency)
    return _flat("dateline", f"{_flat('placeName', place)} {_flat('orgName', agency)}")


def _caption(image: Image) -> str:
    # Not `figure`, which not every TEI schema has: there is no picture, only its caption.
    return _flat("note", _ended(image.caption, cut=image.cut), type="caption")


def _links(links: Iterable[Link]) -> str:
    """List the targets that no text points to."""
    items = [
        _flat("item", _reference(link, _ended(link.address.path, cut=link.cut)))
        for link in links
        if link.text is None and link.address
    ]
    return _nested("div", [_nested("list", items)], type="links") if items else ""


def _related(entries: Iterable[Entry]) -> str:
    listed = _bibliography(entries)
    if not listed:
        return ""
    return _nested("div", ["<head>Artikel zum Thema</head>", listed], type="related")


def _groups(entries: Iterable[Entry]) -> Iterable[tuple[str | None, Iterable[Entry]]]:
    return groupby(entries, lambda entry: entry.group)


def _bibliography(entries: Iterable[Entry]) -> str:
    return _nested("listBibl", [_entry(entry) for entry in entries])


def _entry(entry: Entry) -> str:
    title = entry.title
    teaser = entry.teaser or ""
    cut = entry.cut and not (title and title.cut)
    marked = _marked(within(teaser, cut=cut), sure=teaser.count("…") == 1)
    parts = [
        _flat("title", _ended(title.text, cut=title.cut), level="a") if title else "",
        _flat("note", marked, type="teaser") if teaser else "",
        _flat("term", _text(entry.topic), type="topic") if entry.topic else "",
        *_identifiers(entry.address),
    ]
    return _nested("bibl", parts) or "<bibl/>"


def _filled(parts: Sequence[str]) -> list[str]:
    """Add an empty paragraph where there is no text, list or division, for TEI asks for one."""
    empty = not any(part.startswith(_SUBSTANCE) for part in parts)
    return [*parts, "<p/>"] if empty else [*parts]


def _named(name: str, node: Author | Tag) -> str:
    return _flat(name, _ended(node.name, cut=node.cut), ref=url_of(node.address))


def _ended(text: str, *, cut: bool) -> str:
    return _marked(at_end(text, cut=cut), sure=True)


def _marked(parts: Iterable[Part], *, sure: bool) -> str:
    gap = _empty("gap", reason="cut", cert=None if sure else "low")
    return "".join(_text(text) + (gap if is_cut else "") for text, is_cut in parts)


def _nested(name: str, children: Iterable[str], **attributes: str | None) -> str:
    """Wrap elements in an element; nothing, where there are none."""
    content = "\n".join(child for child in children if child)
    return f"<{name}{_attributes(attributes)}>\n{content}\n</{name}>" if content else ""


def _flat(name: str, content: str, **attributes: str | None) -> str:
    """Wrap content that is escaped already in an element, on one line."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def _empty(name: str, **attributes: str | None) -> str:
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: dict[str, str | None]) -> str:
    """Write attributes; their values are our own words, numbers, dates and ASCII URLs."""
    return "".join(
        f" {name}={quoteattr(value)}" for name, value in attributes.items() if value is not None
    )


def _text(text: str) -> str:
    return escape(text.translate(_TEXT), _RETURN)
