"""JSON that is none of ours: what it is told, and what is taken all the same."""

from __future__ import annotations

import json as standard
import pickle

import pytest
from export_pages import REPORT
from hypothesis import given
from hypothesis import strategies as st

from tazdump.address import Address
from tazdump.export import json
from tazdump.model import Article, Listing, Title

MINIMAL = '{"schema_version": 1, "type": "listing", "title": "Nord"}'


class TestErrors:
    """Foreign and damaged JSON gives a `JSONError` that says where and what."""

    @pytest.mark.parametrize(
        ("damaged", "said"),
        [
            ("", "$: no JSON at line 1, column 1: Expecting value"),
            ('{\n "a": tru', "$: no JSON at line 2, column 7: Expecting value"),
            ("[]", "$: expected an object, got a list"),
            ("{}", "$: no JSON of tazdump: the key 'schema_version' is missing"),
            ('{"schema_version": 1}', "$: the key 'type' is missing: one of article, listing"),
            (
                '{"schema_version": 2, "neu": []}',
                "$.schema_version: expected 1, the only version that this library reads",
            ),
            (
                MINIMAL.replace("1", "true"),
                "$.schema_version: expected a whole number, got true",
            ),
            (
                MINIMAL.replace("1", "1.0"),
                "$.schema_version: expected a whole number, got the number 1.0",
            ),
            (
                MINIMAL.replace("1", "-1"),
                "$.schema_version: expected a number from 0 to 2147483647",
            ),
            (
                MINIMAL.replace("1", str(2**31)),
                "$.schema_version: expected a number from 0 to 2147483647",
            ),
            (
                MINIMAL.replace("listing", "page"),
                "$.type: expected one of article, listing, got 'page'",
            ),
            (
                MINIMAL.replace('"listing"', "[]"),
                "$.type: expected one of article, listing, got a list",
            ),
            (MINIMAL.replace('"Nord"', "7"), "$.title: expected text, got a number"),
            (MINIMAL.replace('"Nord"', "NaN"), "$.title: expected text, got the number nan"),
            (MINIMAL.replace('"Nord"', "-1e999"), "$.title: expected text, got the number -inf"),
            (MINIMAL.replace('"Nord"', "1" * 5000), "$: a number with too many digits"),
            (MINIMAL.replace('"title"', '"titel"'), "$: unknown key 'titel'; known are"),
            (MINIMAL.replace("}", ', "source": ""}'), "$: unknown key 'source'; known are"),
            (MINIMAL.replace("}", ', "title": "Süd"}'), "$: the key 'title' stands twice"),
            (MINIMAL.replace("}", f', "{"ü" * 99}": 1}}'), "$: unknown key 'üüüüü"),
            (MINIMAL.replace("}", ', "kind": "tags"}'), "$.kind: expected one of front, section"),
            (
                MINIMAL.replace("}", ', "tagline": 7}'),
                "$.tagline: expected text or null, got a number",
            ),
            (MINIMAL.replace("}", ', "entries": null}'), "$.entries: expected a list, got null"),
            (
                MINIMAL.replace("}", ', "entries": [{}]}'),
                "$.entries[0]: the key 'title' is missing",
            ),
            (
                MINIMAL.replace("}", ', "entries": [{"title": "x"}]}'),
                "$.entries[0].title: expected an object or null, got text",
            ),
            (
                MINIMAL.replace("}", ', "entries": [{"title": null, "lines": [1]}]}'),
                "$.entries[0].lines: expected the first and the last line, got a list of 1",
            ),
            (
                MINIMAL.replace("}", ', "entries": [{"title": null, "cut": 0}]}'),
                "$.entries[0].cut: expected true or false, got a number",
            ),
            (
                MINIMAL.replace("}", ', "address": {"path": "/", "path": "/!1"}}'),
                "$.address: the key 'path' stands twice",
            ),
            ('"\\', "$: no JSON at line 1, column 1"),
            ("[" * 1_000_000, "$: nested more deeply than any page"),
            ('{"a":' * 1_000_000, "$: nested more deeply than any page"),
            ("\ufeff{}", "$: no JSON at line 1, column 1: Unexpected UTF-8 BOM"),
        ],
    )
    def test_says_what_stands_where(self, damaged: str, said: str) -> None:
        with pytest.raises(json.JSONError) as caught:
            json.loads(damaged)
        assert str(caught.value).startswith(said)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 300

    @pytest.mark.parametrize(
        "day",
        [
            "2025-02-30",
            "0000-01-01",
            "20250904",
            "2025-W36-4",
            "4 Sep 2025",
            "２０２５-09-04",
            "2025-09-04\n",
            "",
        ],
    )
    def test_a_date_is_a_day_of_the_calendar(self, day: str) -> None:
        content = {**standard.loads(json.dumps(REPORT)), "date": day}
        with pytest.raises(
            json.JSONError, match=r"^\$\.date: expected a date such as 2025-09-04, got "
        ):
            json.loads(standard.dumps(content))

    def test_bytes_that_are_no_text(self) -> None:
        with pytest.raises(json.JSONError, match=r"^\$: no utf-8 at byte 1$"):
            json.loads(b'"\xff"')

    @given(st.text() | st.binary())
    def test_nothing_else_is_raised(self, text: str | bytes) -> None:
        with pytest.raises(json.JSONError):
            json.loads(text)

    def test_a_path_is_all_that_counts_of_an_address(self) -> None:
        text = MINIMAL.replace(
            "}", ', "address": {"path": "/!1", "kind": "tag", "web": "https://example.org"}}'
        )
        page = json.loads(text)
        assert page.address == Address(path="/!1")

    def test_the_error_is_a_value_error_and_pickles(self) -> None:
        error = json.JSONError("$.title", "expected text")
        assert isinstance(error, ValueError)
        back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (back.path, back.reason, str(back)) == ("$.title", "expected text", str(error))


class TestDefaults:
    """What has a default may be missing."""

    def test_a_listing_needs_a_title_alone(self) -> None:
        assert json.loads(MINIMAL) == Listing(title="Nord")

    def test_an_article_needs_a_title_alone(self) -> None:
        title = {"text": "a", "headline": "a"}
        content = {"schema_version": 1, "type": "article", "title": title}
        assert json.loads(standard.dumps(content)) == Article(title=Title.from_text("a"))
