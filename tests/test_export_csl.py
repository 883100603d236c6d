"""CSL-JSON: valid items, names split with care, and Pandoc's own opinion."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from typing import Protocol, cast

import pytest
from export_pages import FRONT, POEM, REPORT, corpus, pages, texts
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tazdump.address import Address
from tazdump.export import csl
from tazdump.export._persons import is_institution, split_name
from tazdump.model import Article, Author, Listing, Page, Title

#: What the CSL schema for input data (1.0.2) says of the variables that we use, in our own words,
#: and stricter: a name is either whole or split, a day has a year, a month and a day.
TEXT = {"type": "string", "minLength": 1}
PARTS = ("given", "family", "non-dropping-particle", "suffix")
SCHEMA = {
    "type": "array",
    "minItems": 1,
    "maxItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": r"^taz-[^\s]+$|^taz$"},
            "type": {"enum": ["article-newspaper", "webpage"]},
            "title": TEXT,
            "title-short": TEXT,
            "container-title": {"const": "taz"},
            "abstract": TEXT,
            "keyword": TEXT,
            "URL": {"type": "string", "pattern": "^[a-z]+:[!-~]+$"},
            "language": {"const": "de"},
            "author": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "oneOf": [
                        {"required": ["literal"], "properties": {"literal": TEXT}},
                        {"required": ["family"], "properties": dict.fromkeys(PARTS, TEXT)},
                    ],
                    "unevaluatedProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": "integer", "minimum": 1},
                            "minItems": 3,
                            "maxItems": 3,
                        },
                        "minItems": 1,
                        "maxItems": 1,
                    }
                },
            },
        },
    },
}


class Validator(Protocol):
    """What we use of jsonschema, whose own types say less."""

    def validate(self, instance: object) -> None: ...


VALID = cast("Validator", Draft202012Validator(SCHEMA))
Item = dict[str, object]


def item_of(page: Page) -> Item:
    return cast("list[Item]", json.loads(csl.dumps(page)))[0]


def names_of(*names: str) -> object:
    authors = tuple(Author(name=name) for name in names)
    return item_of(Article(title=Title.from_text("x"), authors=authors)).get("author")


def name_of(name: str) -> object:
    return cast("list[object]", names_of(name))[0]


class TestItems:
    """One valid item for every page."""

    @given(pages())
    @example(REPORT)
    @example(POEM)
    @example(FRONT)
    def test_every_page_gives_one_valid_item(self, page: Page) -> None:
        VALID.validate(json.loads(csl.dumps(page)))

    def test_the_corpus_gives_valid_items(self) -> None:
        for page in corpus():
            VALID.validate(json.loads(csl.dumps(page)))

    @given(pages())
    def test_the_text_can_be_written_as_utf8(self, page: Page) -> None:
        file = io.StringIO()
        csl.dump(page, file)
        assert json.loads(file.getvalue().encode()) == json.loads(csl.dumps(page))

    def test_an_article_is_an_article_in_a_newspaper(self) -> None:
        assert item_of(REPORT) == {
            "id": "taz-6077001",
            "type": "article-newspaper",
            "title": "Streit um Radwege: Kiel bremst – und gibt wieder Gas",
            "title-short": "Kiel bremst – und gibt wieder Gas",
            "author": [
                {"given": "Maren", "non-dropping-particle": "von der", "family": "Heide"},
                {"literal": "dpa"},
                {"given": "Tjark Ole", "family": "Petersen"},
            ],
            "container-title": "taz",
            "issued": {"date-parts": [[2025, 9, 4]]},
            "abstract": REPORT.lede,
            "keyword": "Radverkehr, Kiel",
            "URL": "https://taz.de/Streit-um-Radwege/!6077001/",
            "language": "de",
        }

    def test_a_listing_is_a_web_page(self) -> None:
        assert item_of(Listing(title="Nord", address=Address(path="/Nord/!p4650"))) == {
            "id": "taz-section-4650",
            "type": "webpage",
            "title": "Nord",
            "container-title": "taz",
            "URL": "https://taz.de/Nord/!p4650/",
            "language": "de",
        }

    def test_nothing_is_invented(self) -> None:
        """A page knows neither when it was read, nor an address or a date that it does not have."""
        assert set(item_of(Article(title=Title.from_text("x")))) == {
            *("id", "type", "title", "container-title", "language")
        }

    def test_without_an_address_the_id_is_made_of_day_and_headline(self) -> None:
        assert item_of(POEM)["id"] == "taz-2019-02-28-ode-an-den-regenschirm"
        assert item_of(Listing(title="?!"))["id"] == "taz"


def words() -> st.SearchStrategy[str]:
    """What names are made of, in any order."""
    parts = ["Anna", "Muster", "von", "der", "Van", "zu", "und", "jr.", "II", "dpa", "’t", "Text"]
    return st.lists(st.sampled_from(parts), max_size=6).map(" ".join)


class TestNames:
    """Names are split where they tell, and kept whole where they do not."""

    @given(texts() | words())
    @example("Maren von der Heide jr.")
    @example("von und zu")
    def test_no_word_is_lost_or_moved(self, name: str) -> None:
        person = split_name(name)
        if person is not None:
            assert person.family
            assert " ".join(part for part in person if part) == " ".join(name.split())

    @pytest.mark.parametrize(
        ("name", "given", "particle", "family", "suffix"),
        [
            ("Anna Muster", "Anna", "", "Muster", ""),
            ("Anna  Lena\u00a0Muster", "Anna Lena", "", "Muster", ""),
            ("Dr. A.-L. Muster-Beispiel", "Dr. A.-L.", "", "Muster-Beispiel", ""),
            ("Maren von der Heide", "Maren", "von der", "Heide", ""),
            ("Karl von und zu Beispiel", "Karl", "von und zu", "Beispiel", ""),
            ("Lotte de Muster", "Lotte", "de", "Muster", ""),
            ("Joris van den Berg Petersen", "Joris", "van den", "Berg Petersen", ""),
            ("Alexander Van der Muster", "Alexander", "Van der", "Muster", ""),
            ("Gerd ’t Muster", "Gerd", "’t", "Muster", ""),
            ("von der Heide", "", "von der", "Heide", ""),
            ("Björn d’Amour jr.", "Björn", "", "d’Amour", "jr."),
            ("Otto von Muster III", "Otto", "von", "Muster", "III"),
            ("Zoe\u0308 O'Muster", "Zoe\u0308", "", "O'Muster", ""),
            ("Çağla İpek Örnek", "Çağla İpek", "", "Örnek", ""),
            ("Sid Muster", "Sid", "", "Muster", ""),
        ],
    )
    def test_persons(self, name: str, given: str, particle: str, family: str, suffix: str) -> None:
        assert split_name(name) == (given, particle, family, suffix)
        parts = dict(
            zip(
                ("given", "non-dropping-particle", "family", "suffix"),
                (given, particle, family, suffix),
                strict=True,
            )
        )
        assert name_of(name) == {key: part for key, part in parts.items() if part}

    @pytest.mark.parametrize(
        "name",
        [
            *("dpa", "taz", "DPA", "taz/dpa", "afp/dpa/taz", "taz Nord", "Reuters", "epd-Bild"),
            *("Redaktion", "die tageszeitung", "taz-Redaktion", "Kollektiv Nordwind"),
            *("Fatma", "jr.", "von der", "Anna von", "Anna Muster & Ben Beispiel"),
            *("Anna Muster und Ben Beispiel", "Anna Muster, Ben Beispiel", "Anna Muster (Kiel)"),
            *("Interview von Anna Muster", "Protokoll Anna Muster", "Klasse 4b", "Anna - Muster"),
        ],
    )
    def test_whole(self, name: str) -> None:
        assert split_name(name) is None
        assert name_of(f" {name}\u00a0") == {"literal": name}

    def test_institutions_are_told_from_persons(self) -> None:
        assert [n for n in ("dpa", "taz Nord", "Redaktion", "Fatma", "") if is_institution(n)] == [
            *("dpa", "taz Nord", "Redaktion")
        ]

    def test_a_cut_name_is_kept_whole(self) -> None:
        page = Article(title=Title.from_text("x"), authors=(Author(name="Anna Mus…", cut=True),))
        assert item_of(page)["author"] == [{"literal": "Anna Mus…"}]

    def test_an_empty_name_is_none(self) -> None:
        assert names_of("", " ") is None


def pandoc() -> str:
    """Where Pandoc is: on the path, or in the package that brings it along."""
    found = shutil.which("pandoc")
    if found is None:
        found = cast("str", pytest.importorskip("pypandoc").get_pandoc_path())
    return found


class TestPandoc:
    """Pandoc reads what we write."""

    def cite(self, page: Page, to: str, *more: str) -> str:
        command = [pandoc(), "--from=csljson", f"--to={to}", "--wrap=none", *more]
        done = subprocess.run(
            command, input=csl.dumps(page).encode(), capture_output=True, check=True
        )
        assert done.stderr == b""
        return done.stdout.decode()

    def test_cites_an_article(self) -> None:
        """With the names in order, and the title's letters as they are."""
        cited = self.cite(REPORT, "plain", "--citeproc")
        assert cited.startswith("Heide, Maren von der, dpa, and Tjark Ole Petersen. 2025. ")
        assert "“Streit um Radwege: Kiel bremst – und gibt wieder Gas.”" in cited
        assert cited.rstrip().endswith("https://taz.de/Streit-um-Radwege/!6077001/.")

    @pytest.mark.parametrize("page", [REPORT, POEM, FRONT])
    def test_gives_the_item_back(self, page: Page) -> None:
        back = cast("list[Item]", json.loads(self.cite(page, "csljson")))[0]
        ours = item_of(page)
        assert back.keys() == ours.keys()
        for name in ("id", "type", "title", "issued", "URL", "language"):
            assert back.get(name) == ours.get(name)
