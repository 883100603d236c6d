"""A page as CSL-JSON, which Zotero, Pandoc and other citation tools take.

How: one item in a list; an article is an ``article-newspaper``, a listing a ``webpage``. Names are
split by `_persons`, and kept whole where they do not tell. Cost: linear.
Source: CSL 1.0.2, appendices III and IV; its JSON Schema for input data.

The item has no day of access, for a page does not know when it was read. Its language is
inferred: taz writes German but for a few articles, and no page tells. Without it, English styles
would give German titles large letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tazdump._slug import slug_of
from tazdump.export._json_text import many_lines, replaced
from tazdump.export._persons import split_name
from tazdump.export._urls import url_of
from tazdump.model import Article

if TYPE_CHECKING:
    import datetime

    from _typeshed import SupportsWrite

    from tazdump.model import Author, Listing, Page

    Object = dict[str, object]

__all__ = ["dump", "dumps"]


def dumps(page: Page) -> str:
    """Write the page as a list of one CSL item; the lists of many pages can be joined.

    The item's ``id``, by which Pandoc cites it, is made of the number in the page's address, as
    in ``@taz-6077001``; without an address, of date and headline. An unpaired surrogate becomes
    U+FFFD. Tags such as ``<i>`` are markup in CSL-JSON, which has no escape for them; they are
    written as they stand.

    >>> from tazdump.address import Address
    >>> from tazdump.model import Author, Title
    >>> page = Article(
    ...     title=Title.from_text("Streit um Radwege: Kiel bremst"),
    ...     authors=(Author(name="Maren von der Heide"), Author(name="dpa")),
    ...     address=Address(path="/!6077001"),
    ... )
    >>> print(dumps(page))
    [
      {
        "id": "taz-6077001",
        "type": "article-newspaper",
        "title": "Streit um Radwege: Kiel bremst",
        "title-short": "Kiel bremst",
        "author": [
          {
            "given": "Maren",
            "non-dropping-particle": "von der",
            "family": "Heide"
          },
          {
            "literal": "dpa"
          }
        ],
        "container-title": "taz",
        "URL": "https://taz.de/!6077001/",
        "language": "de"
      }
    ]
    """
    item = _article(page) if isinstance(page, Article) else _listing(page)
    kept = {name: value for name, value in item.items() if value not in (None, "", [])}
    return replaced(many_lines([kept]))


def dump(page: Page, file: SupportsWrite[str]) -> None:
    """Write `dumps(page)` to a text file, which should be opened with ``encoding="utf-8"``."""
    file.write(dumps(page))


def _article(page: Article) -> Object:
    title = page.title
    day = page.date.isoformat() if page.date else ""
    return {
        "id": _id(page, f"{day} {title.headline}"),
        "type": "article-newspaper",
        "title": title.text,
        "title-short": title.headline if title.kicker else None,
        "author": [_name(author) for author in page.authors if author.name.strip()],
        "container-title": "taz",
        "issued": page.date and _date(page.date),
        "abstract": page.lede,
        "keyword": ", ".join(tag.name for tag in page.own_tags),
        "URL": url_of(page.address),
        "language": "de",
    }


def _listing(page: Listing) -> Object:
    return {
        "id": _id(page, page.title),
        "type": "webpage",
        "title": page.title,
        "container-title": "taz",
        "abstract": page.tagline,
        "URL": url_of(page.address),
        "language": "de",
    }


def _id(page: Page, words: str) -> str:
    if page.address and page.address.id is not None:
        # Articles, tags, authors and sections are numbered each on their own.
        kind = "" if page.address.kind == "article" else f"{page.address.kind}-"
        return f"taz-{kind}{page.address.id}"
    return f"taz-{slug_of(words)[:60]}".rstrip("-")


def _date(day: datetime.date) -> Object:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _name(author: Author) -> Object:
    person = None if author.cut else split_name(author.name)
    if person is None:
        return {"literal": author.name.strip()}
    parts = {
        "given": person.given,
        "non-dropping-particle": person.particle,
        "family": person.family,
        "suffix": person.suffix,
    }
    return {name: part for name, part in parts.items() if part}
