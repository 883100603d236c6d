"""Promises of `tazdump.testing`: what it draws, what it damages, and that it stays out of the way.

How: whatever is promised to be drawn is looked for among many draws. Cost: some seconds.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from typing import TypeVar, get_args

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tazdump import Article, Link, Listing, Paragraph, Subheading, Verse, is_dump, parse_page
from tazdump._testing.damage import KINDS
from tazdump._testing.dumps import WRITTEN
from tazdump.model import Block, ListingKind, Page
from tazdump.testing import Damage, articles, damaged, damages, dumps, listings, pages

T = TypeVar("T")

#: What is looked for need not be small.
_ANY = settings(phases=[Phase.generate], max_examples=2000)


def some(drawn: st.SearchStrategy[T], wanted: Callable[[T], bool]) -> T:
    """One of what is drawn that is as wanted; raises `NoSuchExample` if none of many is."""
    return find(drawn, wanted, settings=_ANY)


class TestExtra:
    def test_without_hypothesis_the_error_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.startswith("tazdump")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "hypothesis", None)
        with pytest.raises(ImportError, match=r"pip install 'tazdump\[testing\]'"):
            importlib.import_module("tazdump.testing")

    def test_an_error_of_another_module_is_not_put_down_to_hypothesis(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "tazdump.testing")
        monkeypatch.setitem(sys.modules, "tazdump._testing.damage", None)
        with pytest.raises(ModuleNotFoundError) as caught:
            importlib.import_module("tazdump.testing")
        assert caught.value.name == "tazdump._testing.damage"

    def test_importing_tazdump_imports_neither_it_nor_hypothesis(self) -> None:
        code = "import sys, tazdump; print(*({'hypothesis', 'tazdump.testing'} & {*sys.modules}))"
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        assert not done.stdout.strip()


class TestPages:
    @given(articles(), listings(), pages())
    def test_each_strategy_gives_its_kind(
        self, article: Article, listing: Listing, page: Page
    ) -> None:
        assert isinstance(article, Article)
        assert isinstance(listing, Listing)
        assert isinstance(page, Article | Listing)

    @pytest.mark.parametrize("kind", get_args(ListingKind))
    def test_listings_of_one_kind_have_that_kind(self, kind: ListingKind) -> None:
        @given(listings(kind))
        def check(listing: Listing) -> None:
            assert listing.kind == kind

        check()

    @pytest.mark.parametrize("block", [Paragraph, Subheading, Verse])
    def test_bodies_have_every_kind_of_block(self, block: type[Block]) -> None:
        some(articles(), lambda page: any(isinstance(b, block) for b in page.body))

    @pytest.mark.parametrize(
        "part",
        ["lede", "images", "dateline", "date", "links", "authors", "tags", "related", "address"],
    )
    def test_articles_have_every_part_or_lack_it(self, part: str) -> None:
        some(articles(), lambda page: bool(getattr(page, part)))
        some(articles(), lambda page: not getattr(page, part))

    @pytest.mark.parametrize("part", ["tagline", "search", "entries", "address"])
    def test_front_pages_have_every_part_or_lack_it(self, part: str) -> None:
        some(listings("front"), lambda page: bool(getattr(page, part)))
        some(listings("front"), lambda page: not getattr(page, part))

    @given(articles())
    def test_links_are_numbered_and_lead_where_the_text_says(self, article: Article) -> None:
        inside = [
            part
            for block in article.body
            if isinstance(block, Paragraph)
            for part in block.content
            if isinstance(part, Link)
        ]
        assert [link.number for link in inside] == list(range(1, len(inside) + 1))
        assert [link for link in inside if link.address] == [k for k in article.links if k.text]


class TestDumps:
    @given(dumps())
    def test_each_is_a_dump(self, text: str) -> None:
        assert is_dump(text)

    @pytest.mark.parametrize("envelope", WRITTEN)
    def test_one_envelope_can_be_asked_for(self, envelope: str) -> None:
        page = some(
            dumps(articles(), envelope=envelope),
            lambda text: parse_page(text).envelope == envelope,
        )
        assert isinstance(parse_page(page), Article)

    @given(dumps(listings("author")))
    def test_pages_can_be_asked_for(self, text: str) -> None:
        page = parse_page(text)
        assert isinstance(page, Listing)
        assert page.kind == "author"


class TestDamage:
    @given(st.text(st.characters()), damages())
    def test_any_damage_can_happen_to_any_text(self, text: str, damage: Damage) -> None:
        assert isinstance(damage(text), str)

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_changes_some_dump_the_same_way_each_time(self, kind: str) -> None:
        text = "# taz.de -- Wetter: Öl im See | |\n\n> Ja. | |\nNein. | |"
        damage = some(damages(kind), lambda damage: damage(text) != text)
        assert damage.kind == kind
        assert damage(text) == Damage(kind, damage.first, damage.second)(text)

    def test_an_unknown_kind_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            Damage("rust")("Text")

    @given(damaged(st.just("eins\nzwei\ndrei"), most=1))
    def test_texts_of_ones_own_can_be_damaged(self, text: str) -> None:
        assert isinstance(text, str)

    def test_up_to_so_many_things_happen(self) -> None:
        text = "# taz.de -- A: B\n> Ja.\n\nNein."
        once = damaged(st.just(text), most=1)
        some(once, lambda damaged: damaged == text.replace("\n", "\r\n"))
        some(damaged(st.just(text)), lambda damaged: "\r" in damaged and "\ufeff" in damaged)
