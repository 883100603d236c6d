"""The seed and the corpus: format twins of real pages, and what a reader must find in them.

How: each page's truth lies beside it; everything the truth tells is compared, and the page read
must keep the promises that any page keeps. Cost: some seconds; skipped where they are not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, cast

import pytest
from losses import up_to
from promises import holds
from shared import SHARED

from tazdump import (
    Article,
    Entry,
    Listing,
    NotADumpError,
    Paragraph,
    Role,
    Subheading,
    Title,
    Verse,
    explain,
    is_dump,
    parse,
    parse_page,
    render,
    verbatim,
)
from tazdump._envelopes import ENVELOPES, Loss
from tazdump._explain import place_of

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"seed and corpus are not at {SHARED}")

Truth = dict[str, Any]

SEED: Final = SHARED / "seed" / "koalition.txt"
PAGES: Final = sorted((SHARED / "corpus" / "pages").glob("*.txt"))
DECORATIONS: Final = sorted((SHARED / "corpus" / "decorations").glob("*.txt"))
OTHER_HOSTS: Final = sorted((SHARED / "corpus" / "other-hosts").glob("*.txt"))

EACH_PAGE: Final = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
_BODY: Final = {Role.PARAGRAPH, Role.SUBHEADING, Role.VERSE}


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _truth(path: Path) -> Truth:
    return cast("Truth", json.loads(_text(path.with_suffix(".json"))))


class TestPages:
    """Every page of the corpus gives exactly what its truth says."""

    @EACH_PAGE
    def test_envelope_and_kind(self, path: Path) -> None:
        text, truth = _text(path), _truth(path)
        page = parse_page(text)
        wanted = truth["envelope"]
        assert page.envelope == ("table" if wanted.startswith("table") else wanted)
        assert isinstance(page, Article if truth["page"] == "article" else Listing)
        assert is_dump(text)
        assert verbatim(page) == text

    @EACH_PAGE
    def test_what_the_truth_tells(self, path: Path) -> None:
        truth, page = _truth(path), parse_page(_text(path))
        if isinstance(page, Listing):
            assert (page.title if page.title != "taz.de" else "") == truth["title"]
            assert page.kind in {None, truth["kind"]}
            _check_entries(page.entries, truth, "entries")
            return
        told: Truth = {
            "title": page.title.text,
            "lede": page.lede,
            "images": [image.caption for image in page.images],
            "date": page.date.isoformat() if page.date else None,
            "authors": [author.name for author in page.authors],
            "tags": [tag.name for tag in page.tags],
            "links": [
                {"number": k.number, "text": k.text, "path": k.address and k.address.path}
                for k in page.links
            ],
            "body_lines": sum(role.role in _BODY for role in explain(page)),
        }
        wanted = {key: truth[key] for key in told if key in truth}
        assert {key: told[key] for key in wanted} == wanted
        if truth.get("body_verse"):
            assert [type(block) for block in page.body] == [Verse]
        _check_entries(page.related, truth, "related")

    @EACH_PAGE
    def test_what_any_page_promises(self, path: Path) -> None:
        text = _text(path)
        holds(text)
        assert Role.UNPARSED not in {role.role for role in explain(parse_page(text))}

    @EACH_PAGE
    def test_menu_and_gemtext_give_it_again_exactly(self, path: Path) -> None:
        page = parse_page(_text(path))
        for envelope in ("menu", "gemtext"):
            written = render(page, envelope)
            assert parse_page(written, address=page.address) == page
            assert render(parse_page(written), envelope) == written

    @EACH_PAGE
    def test_every_writer_gives_it_again_up_to_its_losses(self, path: Path) -> None:
        page = parse_page(_text(path))
        for name, envelope in ENVELOPES.items():
            if envelope.write:
                # Without an option that cuts, no writer loses long lines.
                losses = envelope.losses - {Loss.LONG_LINES}
                read = parse_page(render(page, name))
                assert up_to(read, losses) == up_to(page, losses), name


def _check_entries(entries: tuple[Entry, ...], truth: Truth, key: str) -> None:
    if key not in truth:
        return
    wanted = truth[key]
    found = [
        {"title": entry.title and entry.title.text, "teaser": entry.teaser}
        | ({"group": entry.group} if entry.group else {})
        for entry in entries
    ]
    # What stands behind a page's torn end is found, but not judged.
    assert (found[: len(wanted)] if truth.get(f"{key}_incomplete") else found) == wanted


class TestSeed:
    """The seed: every field, flag and line of its truth comes out."""

    @pytest.fixture
    def truth(self) -> Truth:
        return _truth(SEED)

    @pytest.fixture
    def page(self) -> Article:
        return parse(_text(SEED), strict=True)

    def test_title_lede_images_and_dateline(self, page: Article, truth: Truth) -> None:
        title, dateline = page.title, page.dateline
        assert dateline is not None
        assert _title(title) == truth["title"]
        assert page.lede == truth["lede"]
        assert {"place": dateline.place, "agency": dateline.agency} == truth["dateline"]
        assert [
            {"caption": image.caption, "cut": image.cut, "line": image.lines[0]}
            for image in page.images
        ] == truth["images"]

    def test_body(self, page: Article, truth: Truth) -> None:
        """The truth's bounds are those that the line lengths prove; more may be judged."""
        kinds = {Paragraph: "paragraph", Subheading: "subheading", Verse: "verse"}
        found: list[Truth] = []
        proved = True
        for block in page.body:
            line, last = place_of(block)
            if proved:
                shown = {"kind": kinds[type(block)], "text": block.text, "line": line}
                found.append(
                    shown if isinstance(block, Subheading) else {**shown, "last_line": last}
                )
            else:
                assert found[-1]["kind"] == kinds[type(block)] == "paragraph"
                found[-1] |= {"text": f"{found[-1]['text']} {block.text}", "last_line": last}
            proved = not isinstance(block, Paragraph) or block.certain
        assert found == truth["body"]

    def test_date_links_and_names(self, page: Article, truth: Truth) -> None:
        assert page.date is not None
        assert page.date.isoformat() == truth["date"]
        assert [role.number for role in explain(page) if role.role is Role.DATE] == [
            truth["date_line"]
        ]
        assert [
            {
                "number": link.number,
                "text": link.text,
                "path": link.address.path,
                "article_id": link.address.id,
                "line": link.lines[0],
            }
            for link in page.links
            if link.address
        ] == truth["links"]
        assert [author.name for author in page.authors] == truth["authors"]
        assert [tag.name for tag in page.tags] == truth["tags"]
        assert [tag.name for tag in page.own_tags] == truth["own_tags"]

    def test_related_articles(self, page: Article, truth: Truth) -> None:
        assert [
            {
                "title": entry.title and entry.title.text,
                "cut": entry.title and entry.title.cut,
                "teaser": entry.teaser,
                "line": entry.lines[0],
                "topic": entry.topic,
            }
            for entry in page.related
        ] == truth["related"]

    def test_every_line_is_claimed(self, page: Article) -> None:
        roles = {role.role for role in explain(page)}
        assert roles.isdisjoint({Role.UNPARSED, Role.ENVELOPE, Role.BLANK})
        holds(_text(SEED))

    @pytest.mark.parametrize("path", DECORATIONS, ids=lambda path: path.stem)
    def test_every_residue_gives_the_same_article(self, path: Path, page: Article) -> None:
        text = _text(path)
        decorated = parse(text, strict=True)
        assert decorated == page
        assert [(block.lines, block) for block in decorated.body] == [
            (block.lines, block) for block in page.body
        ]
        assert [entry.cut for entry in decorated.related] == [entry.cut for entry in page.related]
        assert verbatim(decorated) == text
        holds(text)


def _title(title: Title) -> Truth:
    return {
        "text": title.text,
        "kicker": title.kicker,
        "headline": title.headline,
        "cut": title.cut,
        "line": title.lines[0],
    }


@pytest.mark.parametrize("path", OTHER_HOSTS, ids=lambda path: path.stem)
def test_pages_of_other_hosts_are_refused(path: Path) -> None:
    text = _text(path)
    assert not is_dump(text)
    with pytest.raises(NotADumpError, match=r"expected a line `# taz\.de"):
        parse_page(text)
