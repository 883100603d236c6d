"""HTML: valid, self-contained, accessible; all text is there, and none of it becomes markup.

How: html5lib, in its strict mode, parses what the export wrote; elements, attributes and texts are
compared with the model. Cost: some seconds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final, TypeVar, cast
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest
from export_pages import FRONT, POEM, REPORT, articles, pages
from hypothesis import example, given

from tazdump.address import Address
from tazdump.export import html
from tazdump.export._urls import url_of
from tazdump.model import (
    Article,
    Author,
    Link,
    Page,
    Paragraph,
    Title,
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


def inner_text(element: Element) -> str:
    """The text of an element, a line break as a line feed."""
    inside = ("\n" if e.tag == "br" else inner_text(e) for e in element)
    tails = (each.tail or "" for each in element)
    return (element.text or "") + "".join(map("".join, zip(inside, tails, strict=True)))


def classed(root: Element, name: str) -> Element | None:
    return next((each for each in root.iter() if each.get("class") == name), None)


def found_one(root: Element, name: str) -> Element:
    (found,) = root.iter(name)
    return found


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


class TestNoTextBecomesMarkup:
    @given(pages())
    def test_only_known_elements_and_attributes_and_values(self, page: Page) -> None:
        """Texts and addresses can set a few attributes, all in their place."""
        for element in tree_of(page).iter():
            assert set(element.attrib) <= ALLOWED[element.tag], element.tag
            for name, value in element.attrib.items():
                if name == "href":
                    assert value.startswith(SCHEMES)
                elif name == "content":
                    assert element.get("name") or "default-src" in value
                elif name != "datetime":
                    assert value in KNOWN or value.startswith("gruppe-"), (element.tag, name)

    @given(articles())
    def test_the_elements_are_those_of_the_same_page_with_tame_texts(self, page: Article) -> None:
        assert list(skeleton(tree_of(page))) == list(skeleton(tree_of(tame(page))))

    @pytest.mark.parametrize(
        "hostile",
        [
            *(
                "</title><script>alert(1)</script>",
                "</style><b>",
                "<!--",
                "-->",
                "]]>",
                "<![CDATA[",
            ),
            *("' onclick='x", '" onmouseover="x', "&lt;b&gt;", "&amp", "&#x3c;b>", "<plaintext>"),
            *("<img src=x onerror=alert(1)>", "\0<b>", "javascript:alert(1)", "</p></main><p>"),
        ],
    )
    def test_hostile_text_is_shown_as_it_is(self, hostile: str) -> None:
        page = Article(
            title=Title.from_text(hostile),
            lede=hostile,
            authors=(Author(name=hostile, address=Address(path=hostile)),),
            body=(Paragraph(content=(hostile, Link(number=1, text=hostile))),),
            address=Address(path=hostile),
        )
        root = tree_of(page)
        body = classed(root, "body")
        assert body is not None
        assert [inner_text(each) for each in body] == [carried(hostile * 2)]
        assert inner_text(found_one(root, "title")) == f"{carried(hostile)} – taz.de"
        assert not list(root.iter("a"))

    @given(pages())
    def test_links_go_to_safe_schemes_only(self, page: Page) -> None:
        found = [link.get("href", "") for link in tree_of(page).iter("a")]
        assert all(href.startswith(SCHEMES) for href in found)
        assert set(found) <= {url_of(address) for address in addresses_in(page)}


KNOWN: Final = {
    *("de", "utf-8", "Content-Security-Policy", "viewport", "referrer", "color-scheme", "author"),
    *("description", "canonical", "kicker", "colon", "lede", "byline", "dateline", "body", "verse"),
    *("cut", "judged", "entries", "topic", "tags", "source", "marks", "thema"),
    *("Hier hat ein Proxy den Text abgeschnitten", "Das Ende dieses Absatzes ist erschlossen"),
    "Ein Proxy hat Zeilen dieses Absatzes abgeschnitten, wohl auch hier",
}


def skeleton(root: Element) -> Iterator[tuple[str, list[str]]]:
    return ((element.tag, sorted(element.attrib)) for element in root.iter())


def tame(node: Node) -> Node:
    """The same model with all letters as x; what decides on marks and parts stays."""
    if isinstance(node, str):
        return cast("Node", "".join(c if c in "…: " else "x" for c in node))
    if isinstance(node, tuple):
        return cast("Node", tuple(tame(each) for each in cast("tuple[object, ...]", node)))
    if attrs.has(type(node)) and not isinstance(node, Address):
        names = [field.name for field in attrs.fields(type(node)) if field.init]
        changes = {name: tame(getattr(node, name)) for name in names if not name.startswith("_")}
        return attrs.evolve(cast("attrs.AttrsInstance", node), **changes)  # type: ignore[return-value]
    return node


def addresses_in(node: object) -> Iterator[Address | None]:
    if isinstance(node, Address):
        yield node
    elif isinstance(node, tuple):
        for each in cast("tuple[object, ...]", node):
            yield from addresses_in(each)
    elif attrs.has(type(node)):
        for field in attrs.fields(type(node)):
            yield from addresses_in(getattr(node, field.name))
