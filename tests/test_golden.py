"""Whole dumps of our own invention, and what a reader must find in them.

How: `data/NAME.txt` is a dump, `data/NAME.json` beside it was written by hand, from the contract;
`_shown` puts a page into the form of the latter. Cost: none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from promises import holds

from tazdump import (
    Address,
    Article,
    Author,
    Entry,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Verse,
    read,
    verbatim,
)
from tazdump._explain import place_of
from tazdump.model import Block, Page

_DATA: Final = Path(__file__).parent / "data"
_DUMPS: Final = sorted(_DATA.glob("*.txt"))

Shown = dict[str, object]


@pytest.mark.parametrize("path", _DUMPS, ids=lambda path: path.stem)
def test_a_dump_gives_what_is_written_beside_it(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    # As JSON has it: tuples are lists.
    assert json.loads(json.dumps(_shown(read(path)))) == wanted


@pytest.mark.parametrize("path", _DUMPS, ids=lambda path: path.stem)
def test_a_dump_is_read_as_promised(path: Path) -> None:
    text = path.read_bytes().decode()
    assert verbatim(read(path)) == text
    holds(text)


def _shown(page: Page) -> Shown:
    shared: Shown = {
        "envelope": page.envelope,
        "address": _path(page.address),
        "diagnostics": [f"{d.line}:{d.column} {d.code}" for d in page.diagnostics],
    }
    return shared | (_article(page) if isinstance(page, Article) else _listing(page))


def _article(page: Article) -> Shown:
    title, dateline = page.title, page.dateline
    return {
        "page": "article",
        "title": {
            "text": title.text,
            "kicker": title.kicker,
            "headline": title.headline,
            "cut": title.cut,
            "lines": title.lines,
        },
        "lede": page.lede,
        "images": [
            {"caption": image.caption, "cut": image.cut, "lines": image.lines}
            for image in page.images
        ],
        "dateline": dateline and [dateline.place, dateline.agency],
        "body": [_block(block) for block in page.body],
        "date": page.date and page.date.isoformat(),
        "links": [
            {
                "number": link.number,
                "text": link.text,
                "path": _path(link.address),
                "lines": link.lines,
            }
            for link in page.links
        ],
        "authors": [_name(author) for author in page.authors],
        "tags": [_name(tag) for tag in page.tags],
        "own_tags": [tag.name for tag in page.own_tags],
        "related": [_entry(entry) for entry in page.related],
    }


def _listing(page: Listing) -> Shown:
    return {
        "page": "listing",
        "title": page.title,
        "kind": page.kind,
        "tagline": page.tagline,
        "search": page.search,
        "entries": [_entry(entry) for entry in page.entries],
    }


_KINDS: Final[dict[type[Block], str]] = {
    Paragraph: "paragraph",
    Subheading: "subheading",
    Verse: "verse",
}


def _block(block: Block) -> Shown:
    shown: Shown = {
        "kind": _KINDS[type(block)],
        "text": block.text,
        "cut": block.cut,
        "lines": place_of(block),
    }
    return shown | {"certain": block.certain} if isinstance(block, Paragraph) else shown


def _entry(entry: Entry) -> Shown:
    return {
        "title": entry.title and entry.title.text,
        "kicker": entry.title and entry.title.kicker,
        "teaser": entry.teaser,
        "path": _path(entry.address),
        "topic": entry.topic,
        "group": entry.group,
        "cut": entry.cut,
        "lines": entry.lines,
    }


def _name(named: Author | Tag) -> list[str | None]:
    return [named.name, _path(named.address)]


def _path(address: Address | None) -> str | None:
    return address.path if address else None
