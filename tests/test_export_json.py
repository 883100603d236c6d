"""JSON: there and back, the published schema, and what foreign or damaged JSON is told."""

from __future__ import annotations

import io
import json as standard
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import pytest
from export_pages import FRONT, POEM, REPORT, addresses, corpus, everything, pages
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tazdump.address import Address
from tazdump.export import json
from tazdump.export._json_schema import generate
from tazdump.model import Article, Entry, Listing, Page, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tazdump.export._json_check import JSON


class Validator(Protocol):
    """What we use of jsonschema, whose own types say less."""

    def is_valid(self, instance: object) -> bool: ...
    def validate(self, instance: object) -> None: ...


SCHEMA = standard.loads(json.schema())
VALID = cast("Validator", Draft202012Validator(SCHEMA))


def data_of(page: Page) -> dict[str, JSON]:
    return cast("dict[str, JSON]", standard.loads(json.dumps(page)))


def places(
    value: JSON, path: str = "$"
) -> Iterator[tuple[str, list[JSON] | dict[str, JSON], int | str]]:
    """Every value below a value: its path, what holds it, and under which key or index."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.{key}", value, key
            yield from places(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{path}[{index}]", value, index
            yield from places(item, f"{path}[{index}]")


def put(holder: list[JSON] | dict[str, JSON], key: int | str, value: JSON) -> None:
    cast("dict[int | str, JSON]", holder)[key] = value


class TestThereAndBack:
    """`loads(dumps(page)) == page`, and how the page reached us comes back too."""

    @given(pages())
    @example(REPORT)
    @example(POEM)
    @example(FRONT)
    def test_a_page_comes_back_with_lines_cuts_diagnostics_and_envelope(self, page: Page) -> None:
        for compact in (False, True):
            back = json.loads(json.dumps(page, compact=compact))
            assert back == page
            assert everything(back) == everything(page)

    def test_the_corpus_comes_back_and_is_valid(self) -> None:
        for page in corpus():
            back = json.loads(json.dumps(page))
            assert back == page
            assert everything(back) == everything(page)
            VALID.validate(data_of(page))

    def test_a_judged_end_of_a_paragraph_comes_back(self) -> None:
        back = json.loads(json.dumps(REPORT))
        assert isinstance(back, Article)
        certain = [block.certain for block in back.body if isinstance(block, Paragraph)]
        assert certain == [True, False]

    @given(pages())
    def test_through_a_utf8_file(self, page: Page) -> None:
        file = io.BytesIO()
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        json.dump(page, text)
        text.flush()
        file.seek(0)
        assert json.load(file) == page
        file.seek(0)
        assert json.load(io.TextIOWrapper(file, encoding="utf-8", newline="")) == page

    @given(pages())
    def test_a_compact_dump_is_one_line_for_every_reader(self, page: Page) -> None:
        assert len(json.dumps(page, compact=True).splitlines()) == 1

    @given(pages())
    def test_both_layouts_hold_the_same(self, page: Page) -> None:
        assert data_of(page) == standard.loads(json.dumps(page, compact=True))

    def test_lone_surrogates_side_by_side_come_back_as_their_character(self) -> None:
        page = Listing(title="\ud83d\ude00")
        assert json.loads(json.dumps(page)) == Listing(title="\U0001f600")

    def test_source_and_roles_are_left_out(self) -> None:
        text = json.dumps(REPORT)
        assert "source" not in text
        assert "roles" not in text


class TestText:
    """What the JSON looks like."""

    def test_one_node_a_line(self) -> None:
        lines = json.dumps(REPORT).split("\n")
        assert lines[0] == "{"
        assert lines[1] == '  "schema_version": 1,'
        assert (
            '    {"type": "subheading", "text": "Wer zahlt?", "cut": false, "lines": [11, 11]},'
            in lines
        )
        assert '  "date": "2025-09-04",' in lines

    def test_umlauts_stand_as_they_are(self) -> None:
        assert "Stadträtin Wiebke Tönnsen" in json.dumps(REPORT)

    def test_an_address_has_path_kind_and_urls(self) -> None:
        assert data_of(REPORT)["address"] == {
            "path": "/Streit-um-Radwege/!6077001",
            "kind": "article",
            "web": "https://taz.de/Streit-um-Radwege/!6077001/",
            "gopher": "gopher://taz.de/1/Streit-um-Radwege/!6077001",
            "gemini": "gemini://taz.de/Streit-um-Radwege/!6077001",
        }

    @given(addresses())
    @example(Address(path="/\udcc3"))
    def test_its_urls_are_those_of_the_address(self, address: Address) -> None:
        assert data_of(Listing(title="x", address=address))["address"] == {
            "path": address.path,
            "kind": address.kind,
            "web": address.web,
            "gopher": address.gopher,
            "gemini": address.gemini,
        }

    @given(pages())
    def test_every_object_has_every_key_in_the_order_of_the_schema(self, page: Page) -> None:
        orders = {tuple(shape["properties"]) for shape in SCHEMA["$defs"].values()}
        data = data_of(page)
        objects = [data, *(h for _, h, _ in places(data) if isinstance(h, dict))]
        assert {tuple(each) for each in objects} <= orders


class TestSchema:
    """The published schema is the model's, and says of a text what `loads` says."""

    def test_is_up_to_date(self) -> None:
        """It is made anew by the command in the docstring of `_json_schema`."""
        assert json.schema() == generate()
        assert files("tazdump.export").joinpath("tazdump.schema.json").is_file()

    def test_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    def test_has_the_comments_of_the_model(self) -> None:
        shape = SCHEMA["$defs"]["entry"]
        assert shape["description"].startswith("An entry of a listing")
        assert (
            shape["properties"]["group"]["description"] == "The heading above it on a front page."
        )

    def test_does_not_guess_at_new_kinds_of_fields(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(Entry.__annotations__, "teaser", "complex")
        with pytest.raises(TypeError, match="no word for <class 'complex'>"):
            generate()

    @given(pages())
    @example(REPORT)
    @example(POEM)
    @example(FRONT)
    @settings(suppress_health_check=[HealthCheck.too_slow])
    def test_accepts_every_dump(self, page: Page) -> None:
        VALID.validate(data_of(page))

    @given(page=pages(), data=st.data())
    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
    def test_agrees_with_loads_on_damaged_dumps(self, page: Page, data: st.DataObject) -> None:
        """But for numbers such as 1.0 and days that no calendar has, which only `loads` sees."""
        content = data_of(page)
        for _ in range(data.draw(st.integers(1, 3))):
            damage(content, data)
        text = standard.dumps(content)
        if VALID.is_valid(content):
            json.loads(text)
        else:
            with pytest.raises(json.JSONError):
                json.loads(text)


def values() -> st.SearchStrategy[JSON]:
    simple = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
    lists: list[JSON] = [[], [1, 2], [1, 2, 3], ["x"]]
    objects: list[JSON] = [{}, {"path": "/"}, {"type": "link"}]
    words: list[JSON] = ["article", "listing", "verse", "front", "NOT_A_DUMP", "2024-02-29"]
    return simple | st.sampled_from([*lists, *objects, *words])


def damage(content: dict[str, JSON], data: st.DataObject) -> None:
    """Put another value in some place, take a key or an item away, or add one."""
    _, holder, key = data.draw(st.sampled_from(list(places(content))))
    match data.draw(st.sampled_from(["put", "drop", "add"])):
        case "put":
            put(holder, key, data.draw(values()))
        case "drop":
            cast("dict[int | str, JSON]", holder).pop(key)
        case _ if isinstance(holder, dict):
            names = st.sampled_from(["text", "cut", "lines", "title", "path", "Titel", ""])
            holder[data.draw(names)] = data.draw(values())
        case _:
            holder.append(data.draw(values()))


class TestPaths:
    """An error's path leads to what does not fit."""

    @given(page=pages(), data=st.data())
    @example(page=REPORT, data=None)
    def test_the_path_leads_to_the_damage(self, page: Page, data: st.DataObject | None) -> None:
        content = data_of(page)
        every = list(places(content))
        for path, holder, key in every if data is None else [data.draw(st.sampled_from(every))]:
            kept = cast("dict[int | str, JSON]", holder)[key]
            put(holder, key, 1.5)
            with pytest.raises(json.JSONError) as caught:
                json.loads(standard.dumps(content))
            assert caught.value.path == path
            put(holder, key, kept)
        assert json.loads(standard.dumps(content)) == page


def test_the_example_in_the_docs_is_what_dumps_writes() -> None:
    page = Path(__file__).parents[1] / "docs/reference/json.md"
    shown = page.read_text(encoding="utf-8").partition("```json\n")[2].partition("\n```")[0]
    assert json.dumps(json.loads(shown)) == shown
