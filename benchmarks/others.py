"""What tazdump finds in a dump, and what other readers find: the table of the README.

How: each reader is given the example `stadtbaeume.txt` in the form that suits it best, and what it
gives is held against what a person reads there. Cost: a second, most of it imports.
Usage: ``python -m benchmarks.others`` from the root; needs the extra ``test``.

A single value is found if a reader gives it alone; it is there *with more* if it is a part of what
the reader gives. Of several, those are counted that are given alone. The readers are helped where
they can be: they are told the names of the sections, and a date may be written in any way.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import trafilatura
from markdown_it import MarkdownIt

import tazdump
from benchmarks.fields import fields

#: What a reader found: for each part a text, or several.
Found = dict[str, "str | list[str]"]

EXAMPLE: Final = Path(__file__).parent.parent / "examples" / "stadtbaeume.txt"
#: Where a person sees what in the example: first and last line.
PARAGRAPHS: Final = (
    (6, 10),
    (11, 14),
    (15, 17),
    (19, 23),
    (24, 29),
    (30, 31),
    (34, 37),
    (38, 42),
    (43, 45),
)
SUBHEADINGS: Final = ((18, 18), (32, 33))
LEDE, AUTHORS, OWN_TAGS, TAGS = (2, 4), (52, 53), (55, 59), (55, 64)
#: The title is the first line of each, the teaser the others.
RELATED: Final = ((66, 68), (69, 71), (72, 75), (76, 78), (79, 80))
LINKS: Final = (
    "Bericht des städtischen Amts für Grünflächen -> /Baumsterben-in-Lindenhagen/!6901234",
    "eine Karte der heißesten Plätze der ganzen Stadt -> /Hitze-in-der-Schule/!6899876",
    "Ihre Messungen in 16 Städten -> https://hochschule-landbau.example/messungen",
)
DATES: Final = frozenset({"9 Aug 2024", "2024-08-09"})


def without_bars(text: str) -> list[str]:
    """Give the lines without what an extractor left of a table."""
    return [line.rstrip("| ") for line in text.split("\n")]


def plain(text: str) -> str:
    """Give running text without marks of links, so that it does not matter who reads them."""
    return re.sub(r"\[\d+\]\[([^]]*)\]", r"\1", text).replace("\n", " ").strip()


def wanted(text: str) -> Found:
    """What a person reads in the example."""
    lines = without_bars(text)

    def joined(first: int, last: int) -> str:
        return plain(" ".join(line.lstrip("#> ") for line in lines[first - 1 : last]))

    def each(first: int, last: int) -> list[str]:
        return lines[first - 1 : last]

    title = lines[0].removeprefix("# taz.de -- ")
    paragraphs = [joined(*place) for place in PARAGRAPHS]
    paragraphs[0] = paragraphs[0].removeprefix("Lindenhagen taz | ")
    return {
        "title": title,
        "kicker": title.partition(": ")[0],
        "lede": joined(*LEDE),
        "dateline": "Lindenhagen taz",
        "paragraphs": paragraphs,
        "sub-headings": [joined(*place) for place in SUBHEADINGS],
        "links, each with its target": list(LINKS),
        "date": "9 Aug 2024",
        "authors": each(*AUTHORS),
        "tags": each(*TAGS),
        "the article's own tags": each(*OWN_TAGS),
        "related articles, title and teaser": [
            f"{joined(first, first)} -> {joined(first + 1, last)}" for first, last in RELATED
        ],
    }


def by_tazdump(text: str) -> Found:
    """What our own reader finds."""
    article = tazdump.parse(text)
    dateline = article.dateline
    return {
        "title": str(article.title),
        "kicker": article.title.kicker or "",
        "lede": article.lede or "",
        "dateline": f"{dateline.place} {dateline.agency}" if dateline else "",
        "paragraphs": [b.text for b in article.body if isinstance(b, tazdump.Paragraph)],
        "sub-headings": [b.text for b in article.body if isinstance(b, tazdump.Subheading)],
        "links, each with its target": [
            f"{link.text} -> {link.address.path if link.address else ''}" for link in article.links
        ],
        "date": str(article.date),
        "authors": [author.name for author in article.authors],
        "tags": [tag.name for tag in article.tags],
        "the article's own tags": [tag.name for tag in article.own_tags],
        "related articles, title and teaser": [
            f"{entry.title} -> {entry.teaser}" for entry in article.related
        ],
    }


def by_script(text: str) -> Found:
    """What 25 lines of Python find that know how a dump is written."""
    found = {name: value for name, value in fields(text).items() if isinstance(value, str | list)}
    body = str(found["body"]).split("\n")
    return {
        "title": f"{found['kicker']}: {found['headline']}",
        "kicker": found["kicker"],
        "lede": found["lede"],
        "paragraphs": body,
        "sub-headings": [line.removeprefix("## ") for line in body if line.startswith("## ")],
        "links, each with its target": found["LINKS"],
        "date": found["date"],
        "authors": found["AUTOREN"],
        "tags": found["TAGS"],
        "related articles, title and teaser": found["ARTIKEL ZUM THEMA"],
    }


def proxy_page(text: str) -> str:
    """Give a page as the proxies have them: a table with a row for each line of the dump."""
    lines = [html.escape(line) for line in without_bars(text)]
    rows = "".join(f"<tr><td>{line}</td><td></td></tr>\n" for line in lines)
    head = f'<head><meta charset="utf-8"><title>{lines[0].removeprefix("# ")}</title></head>'
    return f'<!DOCTYPE html><html lang="de">{head}<body><table>\n{rows}</table></body></html>\n'


def by_trafilatura(text: str) -> Found:
    """What an extractor finds in the page of the proxy that showed this dump."""
    document = trafilatura.bare_extraction(
        proxy_page(text), with_metadata=True, include_links=True, favor_recall=True
    )
    if document is None:
        return {}
    values = document if isinstance(document, dict) else document.as_dict()
    names = {"title": "title", "lede": "description", "date": "date"}
    found: Found = {part: str(values[name] or "") for part, name in names.items()}
    rows = [line.strip("| ") for line in str(values["text"]).split("\n")]
    return found | {
        "paragraphs": rows,
        "authors": str(values["author"] or "").split("; "),
        "tags": [str(tag) for tag in values["tags"] or ()],
    }


def by_markdown(text: str) -> Found:
    """What a reader of Markdown finds, for a dump has headings and quotes that look like it."""
    found: Found = {}
    sections: dict[str, list[str]] = {"": []}
    section, around = "", ""
    for token in MarkdownIt().parse("\n".join(without_bars(text))):
        if token.type in {"heading_open", "blockquote_open"}:
            around = token.tag
        elif token.type in {"heading_close", "blockquote_close"}:
            around = ""
        elif token.type == "inline" and around == "h1":
            found["title"] = token.content
        elif token.type == "inline" and around == "h2":
            section = token.content
            sections[section] = []
        elif token.type == "inline" and around == "blockquote":
            found["lede"] = plain(token.content)
        elif token.type == "inline":
            sections[section].append(token.content)
    names = {
        "authors": "AUTOREN",
        "tags": "TAGS",
        "links, each with its target": "LINKS",
        "related articles, title and teaser": "ARTIKEL ZUM THEMA",
    }
    lines = {part: "\n".join(sections.pop(name, [])).split("\n") for part, name in names.items()}
    return (
        found
        | lines
        | {
            "paragraphs": [text for texts in sections.values() for text in texts],
            "sub-headings": [name for name in sections if name],
        }
    )


READERS: Final[dict[str, Callable[[str], Found]]] = {
    "tazdump": by_tazdump,
    "25 lines of Python": by_script,
    "markdown-it": by_markdown,
    "trafilatura": by_trafilatura,
}


def judged(found: str | list[str], want: str | list[str]) -> str:
    """Say in a word or two how much of what was wanted was found."""
    if isinstance(want, list):
        alone = {plain(text) for text in found}
        right = sum(text in alone for text in want)
        return f"{right} of {len(want)}" if right else "no"
    if found == want or (want in DATES and found in DATES):
        return "yes"
    return "with more" if want in found else "no"


def table() -> str:
    """Give the table, in Markdown."""
    text = EXAMPLE.read_text(encoding="utf-8")
    found = {name: read(text) for name, read in READERS.items()}
    rows = [["", *READERS], ["---"] * (len(READERS) + 1)]
    for part, want in wanted(text).items():
        rows.append([part, *(judged(parts.get(part, ""), want) for parts in found.values())])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.stdout.write(table())
