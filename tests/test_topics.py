"""Promise: a related article's topic is its own first tag, or is not told at all (FORMAT 1.1).

How: lists of tags and entries, in which one thing at a time speaks against it. Cost: milliseconds.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tazdump import Entry, Tag, Title
from tazdump._topics import with_topics

names = st.text("abcäß *", min_size=1, max_size=3)


def tags(*names: str) -> list[Tag]:
    return [Tag(name=name) for name in names]


def entries(*teasers: str | None) -> list[Entry]:
    """Entries with these teasers."""
    return [Entry(title=Title.from_text("Deich: Er hält"), teaser=teaser) for teaser in teasers]


def topics(given: list[Tag], related: list[Entry]) -> list[str | None]:
    return [entry.topic for entry in with_topics(given, related)]


class TestTopicsAreTheLastTags:
    @given(st.sets(names, min_size=1, max_size=5), st.lists(names, max_size=7))
    def test_one_for_each_entry_in_their_order(self, own: set[str], last: list[str]) -> None:
        related = entries(*["Er hält."] * len(last))
        assert topics(tags(*own, *last), related) == last

    def test_and_a_related_article_may_share_its_topic_with_another_and_with_the_page(self) -> None:
        related = entries("Er hält.", "Noch.", "Wie lange?")
        assert topics(tags("Wind", "Wind", "Deich", "Deich"), related) == ["Wind", "Deich", "Deich"]

    def test_and_nothing_else_of_an_entry_changes(self) -> None:
        entry = Entry(
            title=Title.from_text("Deich: Er hält", cut=True, lines=(7, 7)),
            teaser="Noch hält er.",
            group="Themen des Tages",
            cut=True,
            lines=(7, 8),
        )
        (found,) = with_topics(tags("Wind", "Deich"), [entry])
        assert (found.title, found.teaser, found.address) == (entry.title, entry.teaser, None)
        assert (found.group, found.topic) == ("Themen des Tages", "Deich")
        assert (found.cut, found.lines) == (True, (7, 8))


class TestNoTopicIsTold:
    def test_where_no_tag_would_be_the_article_s_own(self) -> None:
        assert topics(tags("Wind"), entries("Er hält.")) == [None]
        assert topics(tags(), entries("Er hält.", "Noch.")) == [None, None]

    @given(st.lists(names, max_size=3), names, st.lists(names, max_size=3))
    def test_where_an_own_tag_would_be_there_twice(
        self, first: list[str], twice: str, last: list[str]
    ) -> None:
        related = entries(*["Er hält."] * len(last), "Noch.")
        given = tags(twice, *first, twice, *last, "Deich")
        assert topics(given, related) == [None] * len(related)

    @pytest.mark.parametrize("teaser", [None, "Er hält und", "Er hält,"])
    def test_where_the_page_may_have_been_cut_off_in_its_entries(self, teaser: str | None) -> None:
        assert topics(tags("Wind", "Deich"), entries(teaser)) == [None]
        assert topics(tags("Wind", "Deich", "See"), entries(None, teaser)) == [None, None]

    def test_of_no_entries(self) -> None:
        assert topics(tags("Wind"), []) == []


class TestAWholePage:
    @pytest.mark.parametrize("end", [".", "!", "?", "…", ".“", ".‘", ".«", '."', ".)"])
    def test_ends_with_a_sentence(self, end: str) -> None:
        assert topics(tags("Wind", "Deich"), entries(f"Er hält{end}")) == ["Deich"]

    def test_has_five_related_articles_at_most_so_that_none_can_follow_the_fifth(self) -> None:
        five, four = entries(*["Er hält."] * 4, None), entries(*["Er hält."] * 3, None)
        assert topics(tags("Wind", *"abcde"), five) == [*"abcde"]
        assert topics(tags("Wind", *"abcd"), four) == [None] * 4
