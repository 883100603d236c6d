"""HTML: valid, self-contained, accessible; all text is there, and none of it becomes markup.

How: html5lib, in its strict mode, parses what the export wrote; elements, attributes and texts are
compared with the model. Cost: some seconds.
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar, cast
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest
from export_pages import FRONT, POEM, REPORT, addresses, articles, pages
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import parse_page
from tazdump._source import Source
from tazdump.address import Address
from tazdump.diagnostics import Diagnostic
from tazdump.export import html
from tazdump.export._cuts import within
from tazdump.export._urls import url_of
from tazdump.model import (
    Article,
    Author,
    Entry,
    Image,
    Link,
    Listing,
    Page,
    Paragraph,
    Subheading,
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
    **{name: set[str]() for name in ("head", "title", "style", "body", "main", "article")},
    **{name: set[str]() for name in ("header", "footer", "h1", "h3", "li", "br", "hr")},
    **{name: set[str]() for name in ("figure", "figcaption")},
}
SCHEMES: Final = ("http://", "https://", "gopher://", "gemini://", "mailto:")
Node = TypeVar("Node")


def tree_of(page: Page) -> Element:
    """The page as html5lib parses it; fails on every parse error of the HTML standard."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    text = html.dumps(page)
    # Its stub is not whole.
    return cast("Element", parser.parse(text))  # pyright: ignore[reportUnknownMemberType]


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
            *("</title><script>alert(1)</script>", "</style><b>", "<!--", "-->"),
            *("]]>", "<![CDATA["),
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


class TestAccessible:
    @given(pages())
    def test_one_first_heading_and_no_level_is_skipped(self, page: Page) -> None:
        levels = [int(each.tag[1]) for each in tree_of(page).iter() if each.tag in HEADINGS]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels))

    @given(pages())
    def test_labels_name_headings_that_are_there_once(self, page: Page) -> None:
        root = tree_of(page)
        names = [each.get("id") for each in root.iter() if each.get("id")]
        labels = [
            each.get("aria-labelledby") for each in root.iter() if "aria-labelledby" in each.attrib
        ]
        assert len(set(names)) == len(names)
        assert labels == names

    def test_an_article_is_one_with_its_parts_in_the_elements_made_for_them(self) -> None:
        root = tree_of(REPORT)
        assert root.get("lang") == "de"
        assert [each.tag for each in found_one(root, "main")] == ["article", "nav"]
        article = found_one(root, "article")
        assert [each.tag for each in article] == ["header", "figure", "div", "footer"]
        assert inner_text(found_one(root, "time")) == "4. September 2025"
        assert found_one(root, "time").get("datetime") == "2025-09-04"
        byline = classed(root, "byline")
        assert byline is not None
        assert inner_text(byline[0]) == "Von Maren von der Heide, dpa und Tjark Ole Petersen"
        assert [(a.get("href"), a.get("rel")) for a in byline.iter("a")] == [
            ("https://taz.de/!a12345/", "author")
        ]

    def test_a_listing_is_a_list_with_its_groups_as_headings(self) -> None:
        root = tree_of(FRONT)
        assert [each.tag for each in found_one(root, "main")] == [
            *("header", "section", "ul", "footer")
        ]
        section = found_one(root, "section")
        assert [inner_text(each) for each in section.iter() if each.tag in HEADINGS] == [
            *("Themen des Tages", "Hitze im Mai: 31 Grad & kein Ende")
        ]

    def test_a_verse_keeps_its_lines_and_an_empty_sub_heading_is_a_break(self) -> None:
        body = classed(tree_of(POEM), "body")
        assert body is not None
        assert [each.tag for each in body] == ["p", "p", "hr", "p"]
        assert len(list(body[1].iter("br"))) == 3

    def test_a_page_of_nothing_but_a_title_has_no_empty_parts(self) -> None:
        main = found_one(tree_of(Article(title=Title.from_text("x"))), "main")
        assert [each.tag for each in main.iter()] == ["main", "article", "header", "h1"]
        main = found_one(tree_of(Listing(title="taz.de")), "main")
        assert [each.tag for each in main.iter()] == ["main", "header", "h1"]

    def test_a_link_without_text_is_no_link(self) -> None:
        links = tuple(Link(number=1, text=t, address=Address(path="/!1")) for t in ("", None))
        root = tree_of(Article(title=Title.from_text("x"), body=(Paragraph(content=links),)))
        assert not list(root.iter("a"))

    def test_targets_without_a_text_are_listed(self) -> None:
        links = (
            Link(number=1, address=Address(path="/Slug/!1")),
            Link(number=2, address=Address(path="/Sl…"), cut=True),
            Link(number=3),
            Link(number=4, text="im Text", address=Address(path="/!2")),
        )
        footer = found_one(tree_of(Article(title=Title.from_text("x"), links=links)), "footer")
        assert [inner_text(each) for each in footer.iter("li")] == ["/Slug/!1", "/Sl…"]
        assert [each.get("href") for each in footer.iter("a")] == ["https://taz.de/Slug/!1/"]


class TestSelfContained:
    @given(pages())
    def test_nothing_is_loaded_and_nothing_runs(self, page: Page) -> None:
        """No element that loads or runs is allowed at all; the style asks for nothing either."""
        root = tree_of(page)
        assert not {each.tag for each in root.iter()} & {"script", "img", "iframe", "object"}
        style = found_one(root, "style").text or ""
        assert not any(word in style for word in ("url(", "@import", "@font-face", "//"))
        assert all(link.get("rel") == "canonical" for link in root.iter("link"))

    def test_the_policy_allows_this_style_and_nothing_else(self) -> None:
        root = tree_of(REPORT)
        style = (found_one(root, "style").text or "").encode()
        digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
        policies = [m.get("content") for m in root.iter("meta") if m.get("http-equiv")]
        assert policies == [
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ]


class TestMarks:
    def test_a_cut_is_marked_where_it_is_and_explained(self) -> None:
        cut = Title.from_text("Lang und län…", cut=True)
        page = Article(
            title=cut,
            images=(Image(caption="So … oder s…", cut=True),),
            body=(
                Paragraph(content=("Er ging… und ", Link(number=1, text="si…"), " …"), cut=True),
                Paragraph(content=("Und dann …",)),
                Verse(lines=("Eins…", "Zwei"), cut=True),
                Subheading(text="Und n…", cut=True),
            ),
            related=(
                Entry(title=cut, teaser="Ach…", cut=True),
                Entry(title=Title.from_text("Ach…"), teaser="Wei…", cut=True),
            ),
        )
        root = tree_of(page)
        marked = [
            (each.get("title") or "")[:4] for each in root.iter() if each.get("class") == "cut"
        ]
        near, here, legend = "Ein ", "Hier", ""
        assert marked == [here, here, near, near, near, near, here, legend, here, near]
        notes = classed(root, "marks")
        assert notes is not None
        assert "hat ein Proxy den Text abgeschnitten" in inner_text(notes)

    def test_a_judged_end_is_marked_and_explained(self) -> None:
        page = Article(title=Title.from_text("x"), body=(Paragraph(content=("a",), certain=False),))
        root = tree_of(page)
        mark = classed(root, "judged")
        assert mark is not None
        assert (mark.get("title"), inner_text(mark)) == (
            *("Das Ende dieses Absatzes ist erschlossen", ""),
        )  # fmt: skip
        notes = classed(root, "marks")
        assert notes is not None
        assert "aus der Länge der Zeilen erschlossen" in inner_text(notes)

    def test_a_page_that_came_whole_bears_no_mark_whatever_its_words(self) -> None:
        words = Paragraph(content=('class="cut"', ' class="judged"', " … …"))
        for page in (POEM, Article(title=Title.from_text("Und …"), body=(words,))):
            root = tree_of(page)
            assert [classed(root, name) for name in ("cut", "judged", "marks")] == [None] * 3

    @given(st.text("a …b"), st.booleans(), st.text(" b", max_size=2))
    def test_parts_join_to_the_text_and_marks_stand_at_ends_of_words(
        self, text: str, cut: bool, after: str
    ) -> None:
        parts = within(text, cut=cut, after=after)
        assert "".join(part for part, _ in parts) == text
        for n, (part, is_cut) in enumerate(parts):
            if is_cut:
                behind = "".join(p for p, _ in parts[n + 1 :]) + after
                assert part == "…"
                assert behind.startswith(" ") or not behind

    def test_a_link_at_the_end_of_a_cut_line_is_followed_by_the_next_line(self) -> None:
        content = ("So ", Link(number=1, text="schr…"), Link(number=2), "ieb", " …er")
        body = classed(tree_of(Article(title=Title.from_text("x"), body=(
            Paragraph(content=content, cut=True),))), "body")  # fmt: skip
        assert body is not None
        assert list(body.iter("span")) == []


class TestUrls:
    @given(addresses() | st.none())
    def test_urls_are_ascii_and_of_a_safe_scheme(self, address: Address | None) -> None:
        url = url_of(address)
        if url is not None:
            assert url.isascii()
            assert url.isprintable()
            assert url.startswith(SCHEMES)
            assert not set(url) & set(' "<>\\^`{|}')

    @pytest.mark.parametrize(
        ("path", "url"),
        [
            ("/Wetter/!1", "https://taz.de/Wetter/!1/"),
            ("/Über uns/!p1", "https://taz.de/%C3%9Cber%20uns/!p1/"),
            ("/Wet…", None),
            ("https://example.org/?b=%C3%BC&c=(d)#e#f", "https://example.org/?b=%C3%BC&c=(d)#e%23f"),
            ("https://example.org/100%/%zz/[x]", "https://example.org/100%25/%25zz/%5Bx%5D"),
            ("HTTP://EXAMPLE.org", "http://EXAMPLE.org"),
            ("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D"),
            ("mailto:a@example.org?subject=[x]", "mailto:a@example.org?subject=%5Bx%5D"),
            ("gopher://example.org:70/1/x", "gopher://example.org:70/1/x"),
            ("gemini://example.org/", "gemini://example.org/"),
            *((bad, None) for bad in ("http:///x", "https://", "http:x", "mailto:", "http://:80/")),
            *((bad, None) for bad in ("http://[x", "http://[x]/", "http://a:b/", "http://a:99999/")),
            *((bad, None) for bad in ("http://a@b@c/", "http://a:/", "/\ud800", "//example.org")),
            *((bad, None) for bad in ("javascript:x", "data:,x", "file:///x", "ftp://a/", "x")),
        ],
    )  # fmt: skip
    def test_what_is_a_url_and_what_is_none(self, path: str, url: str | None) -> None:
        assert url_of(Address(path=path)) == url


HEADINGS: Final = {"h1", "h2", "h3"}
KNOWN: Final = {
    *("de", "utf-8", "Content-Security-Policy", "viewport", "referrer", "color-scheme", "author"),
    *("description", "canonical", "kicker", "colon", "lede", "byline", "dateline", "body", "verse"),
    *("cut", "judged", "entries", "topic", "tags", "source", "marks", "thema"),
    *("Hier hat ein Proxy den Text abgeschnitten", "Das Ende dieses Absatzes ist erschlossen"),
    "Ein Proxy hat Zeilen dieses Absatzes abgeschnitten, wohl auch hier",
}


def skeleton(root: Element) -> Iterator[tuple[str, list[str]]]:
    return ((element.tag, sorted(element.attrib)) for element in root.iter())


def values_of(node: object) -> dict[str, object]:
    """The fields of a value of the model, by name; none for anything else."""
    kind = cast("type[attrs.AttrsInstance]", type(node))
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    return {name: getattr(node, name) for name in names if not name.startswith("_")}


def tame(node: Node) -> Node:
    """The same value with all letters as x; what decides on marks and parts stays."""
    if isinstance(node, str):
        return cast("Node", "".join(c if c in "…: " else "x" for c in node))
    if isinstance(node, tuple):
        return cast("Node", tuple(tame(each) for each in cast("tuple[object, ...]", node)))
    if isinstance(node, Address | Diagnostic | Source) or not values_of(node):
        return node
    remake = cast("Callable[..., Node]", type(node))
    return remake(**{name: tame(value) for name, value in values_of(node).items()})


def addresses_in(node: object) -> Iterator[Address]:
    if isinstance(node, Address):
        yield node
    elif isinstance(node, tuple):
        for each in cast("tuple[object, ...]", node):
            yield from addresses_in(each)
    else:
        for value in values_of(node).values():
            yield from addresses_in(value)


SHARED: Final = Path(os.environ.get("TAZDUMP_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
def test_real_pages_parse_and_hold_every_paragraph() -> None:
    files = [SHARED / "seed" / "koalition.txt", *sorted(SHARED.glob("corpus/pages/*.txt"))]
    assert len(files) > 30
    for file in files:
        page = parse_page(file.read_bytes().decode(errors="replace"))
        root = tree_of(page)
        if isinstance(page, Article):
            body = classed(root, "body")
            assert [inner_text(p) for p in (() if body is None else body)] == body_texts(page)
        else:
            shown = [inner_text(p) for p in root.iter("p")]
            assert all(carried(e.teaser) in shown for e in page.entries if e.teaser), file.name
