"""HTML: valid, self-contained, accessible; all text is there, and none of it becomes markup.

How: html5lib, in its strict mode, parses what the export wrote; elements, attributes and texts are
compared with the model. Cost: some seconds.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar, cast
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest
from export_pages import FRONT, POEM, REPORT, articles, listings, pages, texts
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump.address import Address
from tazdump.export import html
from tazdump.export._cuts import within
from tazdump.export._urls import url_of
from tazdump.model import (
    Article,
    Author,
    Block,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Page,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

#: Every element that the export may write, with every attribute that it may have.
ALLOWED: Final = {
    "html": {"lang"},
    "meta": {"charset", "http-equiv", "name", "content"},
    "link": {"rel", "href"},
    "p": {"class"},
    "h2": {"id"},
    "a": {"href", "rel"},
    "span": {"class", "title"},
    "div": {"class"},
    "ul": {"class"},
    "time": {"datetime"},
    "nav": {"aria-labelledby"},
    "section": {"aria-labelledby"},
    **dict.fromkeys(("head", "title", "style", "body", "main", "article", "header"), set[str]()),
    **dict.fromkeys(("footer", "h1", "h3", "li", "figure", "figcaption", "br", "hr"), set[str]()),
}
SCHEMES: Final = ("http://", "https://", "gopher://", "gemini://", "mailto:")
Node = TypeVar("Node")


def tree_of(page: Page) -> Element:
    """The page as html5lib parses it; fails on every parse error of the HTML standard."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return cast("Element", parser.parse(html.dumps(page)))


def text_of(element: Element) -> str:
    """The text of an element, a line break as a line feed."""
    parts: list[str] = []
    for each in element.iter():
        parts.append("\n" if each.tag == "br" else each.text or "")
        if each is not element:
            parts.append(each.tail or "")
    return "".join(parts) if element.tag != "li" else "".join(element.itertext())


def classed(root: Element, name: str) -> Element | None:
    return next((each for each in root.iter() if each.get("class") == name), None)


def carried(text: str) -> str:
    """The text as HTML can carry it: the rule of `html.dumps`, by the standard's own words."""
    return "".join(carried_character(c) for c in text)


def carried_character(character: str) -> str:
    number = ord(character)
    control = number < 0x20 or 0x7F <= number <= 0x9F
    noncharacter = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
    if character == "\r":
        return "\n"
    if (control and character not in "\t\n\f") or noncharacter or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return character


def body_texts(article: Article) -> list[str]:
    where = article.dateline
    opening = f"{where.place} {where.agency} | " if where else ""
    texts = [carried(block.text) for block in article.body]
    if opening and article.body and isinstance(article.body[0], Paragraph):
        texts[0] = carried(opening) + texts[0]
    elif opening:
        texts.insert(0, carried(opening))
    return texts


class TestTextIsHeld:
    @given(articles())
    @example(REPORT)
    @example(POEM)
    def test_every_block_of_the_body_in_order(self, article: Article) -> None:
        body = classed(tree_of(article), "body")
        found = [] if body is None else [inner_text(block) for block in body]
        assert found == body_texts(article)

    @given(articles())
    @example(REPORT)
    def test_title_lede_captions_names_and_tags(self, article: Article) -> None:
        root = tree_of(article)
        assert inner_text(found_one(root, "h1")) == carried(article.title.text)
        lede = classed(root, "lede")
        assert (lede is not None and inner_text(lede)) == (carried(article.lede or "") or False)
        captions = [inner_text(each) for each in root.iter("figcaption")]
        assert captions == [carried(f"Bild: {image.caption}") for image in article.images]
        byline = classed(root, "byline")
        names = "" if byline is None else inner_text(byline)
        assert all(carried(author.name) in names for author in article.authors)
        tags = classed(root, "tags")
        assert [inner_text(tag) for tag in (() if tags is None else tags)] == [
            carried(tag.name) for tag in article.own_tags
        ]

    @given(pages())
    @example(FRONT)
    def test_entries_with_title_teaser_and_topic(self, page: Page) -> None:
        entries = page.related if isinstance(page, Article) else page.entries
        wanted: list[list[str]] = []
        for entry in entries:
            title = entry.title.text if entry.title else ""
            shown = [entry.topic, title or url_of(entry.address), entry.teaser]
            wanted.append([carried(text) for text in shown if text])
        lists = [each for each in tree_of(page).iter("ul") if each.get("class") == "entries"]
        found = [[inner_text(part) for part in item] for items in lists for item in items]
        assert found == [each for each in wanted if each]

    @given(pages())
    def test_what_is_written_is_utf_8(self, page: Page) -> None:
        assert html.dumps(page).encode().decode() == html.dumps(page)

    @given(pages())
    def test_dump_writes_what_dumps_returns(self, page: Page) -> None:
        file = io.StringIO()
        html.dump(page, file)
        assert file.getvalue() == html.dumps(page)
