"""A page as JSON-LD in the words of schema.org: `NewsArticle`, or `CollectionPage`.

How: one function for each type builds its object; what the page does not have is left out.
Cost: linear. Source: schema.org 30 (NewsArticle, CollectionPage, ItemList); JSON-LD 1.1.

The text may stand inside ``<script type="application/ld+json">`` as it is: ``<`` is escaped.
The language is not told, for no page tells it; nor are times, for taz gives the day alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tazdump.export._json_text import many_lines, replaced
from tazdump.export._persons import is_institution
from tazdump.export._urls import url_of
from tazdump.model import Article

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from tazdump.model import Author, Dateline, Entry, Link, Listing, Page

    Object = dict[str, object]

__all__ = ["dump", "dumps"]


def dumps(page: Page) -> str:
    """Write the page as JSON-LD.

    An article's own tags are its keywords, the links of its text its citations, the related
    articles what its web page mentions. An unpaired surrogate becomes U+FFFD.

    >>> from tazdump.model import Listing
    >>> print(dumps(Listing(title="Nord")))
    {
      "@context": "https://schema.org",
      "@type": "CollectionPage",
      "name": "Nord",
      "publisher": {
        "@type": "NewsMediaOrganization",
        "name": "taz",
        "url": "https://taz.de/"
      },
      "mainEntity": {
        "@type": "ItemList",
        "numberOfItems": 0
      }
    }
    """
    data = _article(page) if isinstance(page, Article) else _collection(page)
    text = many_lines({"@context": "https://schema.org", **data})
    return replaced(text.replace("<", "\\u003c"))


def dump(page: Page, file: SupportsWrite[str]) -> None:
    """Write `dumps(page)` to a text file, which should be opened with ``encoding="utf-8"``."""
    file.write(dumps(page))


def _article(page: Article) -> Object:
    url = url_of(page.address)
    return _made(
        "NewsArticle",
        name=page.title.text,
        headline=page.title.headline,
        description=page.lede,
        url=url,
        datePublished=page.date and page.date.isoformat(),
        dateline=_dateline(page.dateline),
        author=[_author(author) for author in page.authors if author.name.strip()],
        publisher=_publisher(),
        keywords=[tag.name for tag in page.own_tags],
        image=[_made("ImageObject", caption=image.caption) for image in page.images],
        articleBody=page.text,
        citation=[_citation(link) for link in page.links if link.text or link.address],
        mainEntityOfPage=_web_page(page, url),
    )


def _web_page(page: Article, url: str | None) -> Object | None:
    related = [_entry(entry) for entry in page.related]
    return _made("WebPage", url=url, mentions=related) if url or related else None


def _collection(page: Listing) -> Object:
    items: list[object] = [
        _made("ListItem", position=position, item=_entry(entry))
        for position, entry in enumerate(page.entries, 1)
    ]
    return _made(
        "CollectionPage",
        name=page.title,
        description=page.tagline,
        url=url_of(page.address),
        publisher=_publisher(),
        mainEntity=_made("ItemList", numberOfItems=len(items), itemListElement=items),
    )


def _entry(entry: Entry) -> Object:
    return _made(
        "NewsArticle",
        name=entry.title and entry.title.text,
        headline=entry.title and entry.title.headline,
        description=entry.teaser,
        url=url_of(entry.address),
        articleSection=entry.group,
        keywords=entry.topic,
    )


def _author(author: Author) -> Object:
    kind = "Organization" if is_institution(author.name) else "Person"
    return _made(kind, name=author.name, url=url_of(author.address))


def _citation(link: Link) -> Object:
    return _made("CreativeWork", name=link.text, url=url_of(link.address))


def _dateline(dateline: Dateline | None) -> str | None:
    return dateline and f"{dateline.place} {dateline.agency}"


def _publisher() -> Object:
    return _made("NewsMediaOrganization", name="taz", url="https://taz.de/")


def _made(type_: str, **properties: object) -> Object:
    """Make an object of a type, without the properties that hold nothing."""
    kept = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@type": type_, **kept}
