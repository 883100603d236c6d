"""A page as Markdown: YAML front matter and a CommonMark body, for Pandoc, Hugo and Obsidian.

How: each part of the page becomes one block, its text escaped so that a CommonMark parser gives
it back unchanged. Cost: linear in the page.
Source of the rules: CommonMark 0.31.2; YAML 1.1 and 1.2, double-quoted scalars.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from tazdump.export._commonmark import LOST, line, verse
from tazdump.export._urls import url_of
from tazdump.model import Article, Paragraph, Verse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _typeshed import SupportsWrite

    from tazdump.address import Address
    from tazdump.export._commonmark import Run
    from tazdump.model import Block, Entry, Link, Listing, Page

__all__ = ["dump", "dumps"]

# YAML 1.1 takes NEL, U+2028 and U+2029 for line ends and refuses raw controls.
_YAML: Final[dict[int, str]] = (
    {ord(c): f"\\{c}" for c in '"\\'}
    | {n: f"\\x{n:02x}" for n in (*range(1, 0x20), *range(0x7F, 0xA0))}
    | {n: f"\\u{n:04x}" for n in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}
    | LOST
)
_BREAK: Final = "***"
_TAZ: Final = "https://taz.de"


def dumps(page: Page) -> str:
    r"""Write the page as Markdown, to be encoded as UTF-8.

    The front matter has `title`, `kicker`, `date`, `authors`, `tags` (an article's own) and
    `url` (the path on taz.de, for a whole URL there makes Hugo build nothing), `source` (the web
    address), each only where the page has it. Then, one block each: the lede
    in strong type, captions in italics, the body, the related articles as a list; sub-headings
    are headings of level 2, an empty one is a thematic break.

    NUL and unpaired surrogates become U+FFFD; all other text is unchanged. Addresses that are
    not safe to follow are left out, their text stays.

    >>> from tazdump.model import Article, Paragraph, Title
    >>> title = Title.from_text("Wetter: Regen")
    >>> print(dumps(Article(title=title, body=(Paragraph(content=("Leser*innen",)),))), end="")
    ---
    title: "Wetter: Regen"
    kicker: "Wetter"
    ---
    <BLANKLINE>
    Leser\*innen
    """
    head, blocks = _article(page) if isinstance(page, Article) else _listing(page)
    front = "\n".join(["---", *(field for field in head if field), "---"])
    return "\n\n".join([front, *(block for block in blocks if block)]) + "\n"


def dump(page: Page, file: SupportsWrite[str]) -> None:
    """Write the page as Markdown to a text file, open in UTF-8."""
    file.write(dumps(page))


def _article(article: Article) -> tuple[list[str], list[str]]:
    head = [
        _field("title", article.title.text),
        _field("kicker", article.title.kicker),
        f"date: {article.date.isoformat()}" if article.date else "",
        _list("authors", [author.name for author in article.authors]),
        _list("tags", [tag.name for tag in article.own_tags]),
        *_addresses(article.address),
    ]
    blocks = [_marked("**", article.lede or "")]
    blocks += [_marked("*", f"Bild: {image.caption}") for image in article.images if image.caption]
    blocks += _body(article)
    rest = _rest(article.links)
    if rest:
        blocks += ["## Weitere Links", rest]
    related = _entries(article.related)
    if related:
        blocks += ["## Artikel zum Thema", related]
    return head, blocks


def _listing(listing: Listing) -> tuple[list[str], list[str]]:
    head = [_field("title", listing.title), *_addresses(listing.address)]
    blocks = [_marked("**", listing.tagline or "")]
    for number, (group, entries) in enumerate(groupby(listing.entries, lambda e: e.group)):
        if group:
            blocks.append(f"## {line([(group, None)])}")
        elif number:
            blocks.append(_BREAK)
        blocks.append(_entries(entries))
    return head, blocks


def _addresses(address: Address | None) -> list[str]:
    """The fields that say where the page is: its path at taz, and its whole address."""
    source = url_of(address)
    path = source.removeprefix(_TAZ) if source and source.startswith(_TAZ + "/") else None
    return [_field("url", path), _field("source", source)]


def _body(article: Article) -> list[str]:
    """Write the body; the dateline opens its first block, where that is a paragraph."""
    where = article.dateline
    opening: list[Run] = [(f"{where.place} {where.agency} | ", None)] if where else []
    first = article.body[0] if article.body else None
    if isinstance(first, Paragraph):
        others = [_block(block) for block in article.body[1:]]
        return [line(opening + _runs(first)), *others]
    return [line(opening), *(_block(block) for block in article.body)]


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return line(_runs(block))
    if isinstance(block, Verse):
        return verse(block.lines)
    return f"## {line([(block.text, None)])}" if block.text else _BREAK


def _runs(paragraph: Paragraph) -> list[Run]:
    return [
        (part, None) if isinstance(part, str) else (part.text or "", url_of(part.address))
        for part in paragraph.content
    ]


def _rest(links: Iterable[Link]) -> str:
    """List the targets that no text points to."""
    targets = [link.address for link in links if link.text is None and link.address]
    written = [line([(address.path, url_of(address))]) for address in targets]
    return "\n".join(f"- {target}" for target in written if target)


def _entries(entries: Iterable[Entry]) -> str:
    """List entries: the title, linked, and under it the teaser."""
    return "\n".join(f"- {item}" for entry in entries if (item := _entry(entry)))


def _entry(entry: Entry) -> str:
    title = entry.title.text if entry.title else ""
    teaser = line([(entry.teaser or "", None)])
    url = url_of(entry.address)
    # An entry that has lost its title can still be followed.
    shown = title or (url or "")
    linked = line([(shown, url)])
    return "  \n  ".join(part for part in (linked, teaser) if part)


def _marked(mark: str, text: str) -> str:
    inner = line([(text, None)], starts=False)
    return f"{mark}{inner}{mark}" if inner else ""


def _field(key: str, text: str | None) -> str:
    return "" if text is None else f"{key}: {_quoted(text)}"


def _list(key: str, texts: Sequence[str]) -> str:
    return "\n".join([f"{key}:", *(f"  - {_quoted(text)}" for text in texts)]) if texts else ""


def _quoted(text: str) -> str:
    """Write a double-quoted scalar, which no YAML reader takes for anything but text."""
    return f'"{text.translate(_YAML)}"'
