"""A page as one HTML file: readable, accessible, printable, without scripts or outside requests.

How: each part of the page becomes its own element (`article`, `header`, `time`, `figure`, `nav`);
all text goes through one escaping function, all addresses through one that knows safe schemes.
Cost: linear in the page. Source of the rules: the HTML standard; WCAG 2.2.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from tazdump.export._cuts import ELLIPSIS, at_end, in_paragraph, within
from tazdump.export._html_style import POLICY, STYLE
from tazdump.export._urls import url_of
from tazdump.model import Article, Paragraph, Verse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from _typeshed import SupportsWrite

    from tazdump.address import Address
    from tazdump.export._cuts import Part
    from tazdump.model import Author, Block, Dateline, Entry, Link, Listing, Page, Tag, Title

__all__ = ["dump", "dumps"]

# The HTML standard, "text": no controls but white space, no surrogates, no noncharacters. A CR
# is read as LF by every parser.
_TEXT: Final[dict[int, str]] = {
    **dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\ufffd"),
    **dict.fromkeys([*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)], "\ufffd"),
    **dict.fromkeys([p << 16 | n for p in range(17) for n in (0xFFFE, 0xFFFF)], "\ufffd"),
    0x0D: "\n",
}
_MONTHS: Final = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_CUT: Final = "Hier hat ein Proxy den Text abgeschnitten"
_CUT_NEAR: Final = "Ein Proxy hat Zeilen dieses Absatzes abgeschnitten, wohl auch hier"
_JUDGED: Final = "Das Ende dieses Absatzes ist erschlossen"
_JUDGED_MARK: Final = f'<span class="judged" title="{_JUDGED}"></span>'
_LEGEND_CUT: Final = (
    f'Wo ein <span class="cut">{ELLIPSIS}</span> gepunktet unterstrichen ist, hat ein Proxy den '
    "Text abgeschnitten; der Rest fehlt."
)
_LEGEND_JUDGED: Final = (
    "Wo ein blasses ¶ steht, ist das Ende des Absatzes aus der Länge der Zeilen erschlossen."
)


def dumps(page: Page) -> str:
    """Write the page as one HTML document, to be encoded as UTF-8.

    A listing is a list of its entries, its groups are headings. A `…` that a proxy's cut left is
    marked, and so is a paragraph's end that was judged; a legend at the end says what the marks
    mean. Links go to safe schemes only (`http`, `https`, `gopher`, `gemini`, `mailto`), the text
    of others stays. What HTML cannot carry (controls, surrogates, noncharacters) is U+FFFD, a CR
    is a line feed.

    >>> from tazdump.model import Listing
    >>> page = dumps(Listing(title="Nord & Süd"))
    >>> page.startswith("<!DOCTYPE html>"), "<h1>Nord &amp; Süd</h1>" in page
    (True, True)
    """
    if isinstance(page, Article):
        head, parts = _head(page, page.title.text, _about(page)), _article(page)
    else:
        head, parts = _head(page, page.title), _listing(page)
    main = _element("main", parts)
    return "\n".join([*head, main, "</body>", "</html>", ""])


def dump(page: Page, file: SupportsWrite[str]) -> None:
    """Write the page as HTML to a text file, open in UTF-8."""
    file.write(dumps(page))


def _head(page: Page, title: str, about: Iterable[str] = ()) -> list[str]:
    url = url_of(page.address)
    named = title if title == "taz.de" else f"{title} – taz.de"
    return [
        "<!DOCTYPE html>",
        '<html lang="de">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_text(named)}</title>",
        *about,
        *([f'<link rel="canonical" href="{_text(url)}">'] if url else []),
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
    ]


def _about(article: Article) -> list[str]:
    """Tell in the head what the article is about and who wrote it."""
    about = [("description", article.lede), *(("author", a.name) for a in article.authors)]
    return [f'<meta name="{name}" content="{_text(text)}">' for name, text in about if text]


def _article(article: Article) -> list[str]:
    header = [
        f"<h1>{_title(article.title)}</h1>",
        f'<p class="lede">{_text(article.lede)}</p>' if article.lede else "",
        _byline(article.authors, article.date),
    ]
    inside = [
        _element("header", header),
        *(
            _element("figure", [f"<figcaption>Bild: {_ended(i.caption, cut=i.cut)}</figcaption>"])
            for i in article.images
        ),
        _element("div", _body(article.dateline, article.body), 'class="body"'),
    ]
    related = _entries(article.related, level=3)
    nav = _element(
        "nav",
        ['<h2 id="thema">Artikel zum Thema</h2>', related] if related else [],
        'aria-labelledby="thema"',
    )
    footer = [*_tags(article.own_tags), *_rest(article.links), _source(article.address)]
    marks = _legend("".join([*inside, *footer, nav]))
    inside.append(_element("footer", [*footer, marks]))
    return [_element("article", inside), nav]


def _listing(listing: Listing) -> list[str]:
    header = [
        f"<h1>{_text(listing.title)}</h1>",
        f'<p class="lede">{_text(listing.tagline)}</p>' if listing.tagline else "",
    ]
    parts = [_element("header", header)]
    for number, (group, entries) in enumerate(groupby(listing.entries, lambda e: e.group)):
        if group:
            heading = f'<h2 id="gruppe-{number}">{_text(group)}</h2>'
            inside = [heading, _entries(entries, level=3)]
            parts.append(_element("section", inside, f'aria-labelledby="gruppe-{number}"'))
        else:
            parts.append(_entries(entries, level=2))
    footer = [_source(listing.address), _legend("".join(parts))]
    return [*parts, _element("footer", footer)]


def _byline(authors: Sequence[Author], date: datetime.date | None) -> str:
    parts: list[str] = []
    if authors:
        *first, last = [_named(author, ' rel="author"') for author in authors]
        names = f"{', '.join(first)} und {last}" if first else last
        parts.append(f"<span>Von {names}</span>")
    if date:
        shown = f"{date.day}. {_MONTHS[date.month - 1]} {date.year}"
        parts.append(f'<time datetime="{date.isoformat()}">{shown}</time>')
    return f'<p class="byline">{" ".join(parts)}</p>' if parts else ""


def _body(dateline: Dateline | None, body: Sequence[Block]) -> list[str]:
    """Write the body; the dateline opens its first block, where that is a paragraph."""
    opening = ""
    if dateline:
        words = _text(f"{dateline.place} {dateline.agency} | ")
        opening = f'<span class="dateline">{words}</span>'
    first = body[0] if body else None
    if isinstance(first, Paragraph):
        return [_paragraph(first, opening), *map(_block, body[1:])]
    return [f"<p>{opening}</p>" if opening else "", *map(_block, body)]


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Verse):
        lines = (_marked(within(text, cut=block.cut), _CUT_NEAR) for text in block.lines)
        return f'<p class="verse">{"<br>".join(lines)}</p>'
    return f"<h2>{_ended(block.text, cut=block.cut)}</h2>" if block.text else "<hr>"


def _paragraph(paragraph: Paragraph, opening: str = "") -> str:
    written = [opening]
    for piece, parts in in_paragraph(paragraph):
        marked = _marked(parts, _CUT_NEAR)
        written.append(marked if isinstance(piece, str) else _linked(marked, piece.address))
    written.append("" if paragraph.certain else _JUDGED_MARK)
    return f"<p>{''.join(written)}</p>"


def _entries(entries: Iterable[Entry], level: int) -> str:
    items = [f"<li>{item}</li>" for entry in entries if (item := _entry(entry, level))]
    return _element("ul", items, 'class="entries"')


def _entry(entry: Entry, level: int) -> str:
    url = url_of(entry.address)
    title = _title(entry.title) if entry.title and entry.title.text else _text(url or "")
    title_cut = entry.title is not None and entry.title.cut
    teaser = _marked(within(entry.teaser or "", cut=entry.cut and not title_cut), _CUT_NEAR)
    parts = [
        f'<p class="topic">{_text(entry.topic)}</p>' if entry.topic else "",
        f"<h{level}>{_linked(title, entry.address)}</h{level}>" if title else "",
        f"<p>{teaser}</p>" if teaser else "",
    ]
    return "".join(parts)


def _tags(tags: Iterable[Tag]) -> list[str]:
    items = [f"<li>{_named(tag)}</li>" for tag in tags]
    listed = _element("ul", items, 'class="tags"')
    return ["<h2>Schlagwörter</h2>", listed] if listed else []


def _rest(links: Iterable[Link]) -> list[str]:
    """List the targets that no text points to."""
    targets = [
        f"<li>{_linked(_ended(link.address.path, cut=link.cut), link.address)}</li>"
        for link in links
        if link.text is None and link.address and link.address.path
    ]
    listed = _element("ul", targets)
    return ["<h2>Weitere Links</h2>", listed] if listed else []


def _source(address: Address | None) -> str:
    url = url_of(address)
    return f'<p class="source">Quelle: {_linked(_text(url), address)}</p>' if url else ""


def _legend(written: str) -> str:
    """Explain the marks that were written; text cannot fake them, for its quotes are escaped."""
    sentences = [
        legend
        for mark, legend in (('class="cut"', _LEGEND_CUT), ('class="judged"', _LEGEND_JUDGED))
        if mark in written
    ]
    return f'<p class="marks">{" ".join(sentences)}</p>' if sentences else ""


def _title(title: Title) -> str:
    if title.kicker and title.text == f"{title.kicker}: {title.headline}":
        headline = _ended(title.headline, cut=title.cut)
        kicker = f'{_text(title.kicker)}<span class="colon">: </span>'
        return f'<span class="kicker">{kicker}</span>{headline}'
    return _ended(title.text, cut=title.cut)


def _named(node: Author | Tag, attributes: str = "") -> str:
    return _linked(_ended(node.name, cut=node.cut), node.address, attributes)


def _linked(content: str, address: Address | None, attributes: str = "") -> str:
    """Wrap content that is escaped already in a link, where there is a safe URL and a text."""
    url = url_of(address)
    return f'<a href="{_text(url)}"{attributes}>{content}</a>' if url and content else content


def _ended(text: str, *, cut: bool) -> str:
    return _marked(at_end(text, cut=cut), _CUT)


def _marked(parts: Iterable[Part], why: str) -> str:
    return "".join(
        f'<span class="cut" title="{why}">{ELLIPSIS}</span>' if is_cut else _text(text)
        for text, is_cut in parts
    )


def _element(name: str, children: Iterable[str], attributes: str = "") -> str:
    """Wrap what there is of the children in an element; nothing, where there is nothing."""
    content = "\n".join(child for child in children if child)
    space = " " if attributes else ""
    return f"<{name}{space}{attributes}>\n{content}\n</{name}>" if content else ""


def _text(text: str) -> str:
    """Escape a text for content and for a quoted attribute alike."""
    return escape(text.translate(_TEXT))
