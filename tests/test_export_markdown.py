"""Markdown: a CommonMark parser gives every text back unchanged, a YAML reader the front matter.

How: markdown-it-py, PyYAML and, where it is installed, Pandoc read what the export wrote; what they
found is compared with the model. Cost: some seconds.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, cast

import pytest
import yaml
from export_pages import FRONT, POEM, REPORT, articles, listings, pages, texts
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tazdump.address import Address
from tazdump.export import markdown
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

COMMONMARK: Final = MarkdownIt("commonmark")
#: The only characters that no Markdown file can hold; both become U+FFFD.
NUL, SURROGATES = "\0", range(0xD800, 0xE000)
#: Controls that are white space to Python and JavaScript: parsers strip them from the edges of a
#: block, and refuse them as references, which CommonMark allows and the export writes.
STRIPPED: Final = "\x0b\x1c\x1d\x1e\x1f\x85"

#: What CommonMark, Pandoc, Hugo, GitHub and Obsidian take for more than text.
MISREAD: Final = (
    *("*", "**", "_", "__", "`", "```", "~", "~~", "~~~", "#", "# ", "## ", "> ", "+", "+ ", "- "),
    *("---", "***", "===", "= ", "1.", "2. ", "3) ", "a. ", "iv. ", "A. ", "(1) ", "[1]"),
    *("](", ")"),
    *("[x]: /u", "![", "!", "<b>", "<!--", "<?", "<http://a.example>", "&amp;", "&#35;", "&", "|"),
    *("| a |", "\t", "    ", "  ", " ", "\n", "\r", "\n\n", "\u2028", "\0", "\\", "\\\n", "\ud800"),
    *("\ufeff", "\xa0", "\x0b", "\x0c", "\x1c", "\x85", "www.a.example", "https://a.example/b_c"),
    *("{{<", "{.x}", "$x$", "^", "...", "--", '"', "'", "==", "%%", "%", ":", "::: x", ":smile:"),
    *("a@b.example", "@x", "[^1]", "<<", ">>", "\\alpha", "Leser*innen", "a", "Ä", "😀", "\u2800"),
)
misread = st.lists(st.sampled_from(MISREAD) | st.text(max_size=3), max_size=7).map("".join)


class Found(NamedTuple):
    """A block as a parser read it: its element, its text, the texts and targets of its links."""

    element: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


def blocks_of(body: str) -> list[Found]:
    """What markdown-it-py finds; fails on any element that the export does not write."""
    found: list[Found] = []
    element = ""
    for token in COMMONMARK.parse(body):
        if token.type == "hr":
            found.append(Found("hr", ""))
        elif token.type == "inline":
            text, links = "", list[tuple[str, str]]()
            for child in token.children or []:
                if child.type == "link_open":
                    links.append((str(child.attrs["href"]), ""))
                elif child.type in {"text", "hardbreak"}:
                    piece = child.content if child.type == "text" else "\n"
                    text += piece
                    if links and child.level > 0:
                        links[-1] = (links[-1][0], links[-1][1] + piece)
                else:
                    assert child.type in {
                        *("link_close", "strong_open", "strong_close", "em_open", "em_close")
                    }, child
            found.append(Found(element, text, tuple(links)))
        else:
            assert token.type.split("_")[0] in {"paragraph", "heading", "bullet", "list"}, token
            element = token.tag or element
    return found


def parts_of(text: str) -> tuple[dict[str, object], list[Found]]:
    """Front matter, as PyYAML (YAML 1.1) reads it, and the blocks behind it."""
    opening, front, body = text.split("---\n", 2)
    assert opening == ""
    return cast("dict[str, object]", yaml.safe_load(front)), blocks_of(body)


def with_body(*blocks: Block) -> Article:
    return Article(title=Title.from_text("x"), body=blocks)


def paragraphs(texts: Iterable[str]) -> Article:
    return with_body(*(Paragraph(content=(text,)) for text in texts))


def texts_of(page: Page) -> list[str]:
    return [block.text for block in parts_of(markdown.dumps(page))[1]]


def held(text: str) -> str:
    """The text as a UTF-8 file can hold it."""
    return "".join("\ufffd" if c == NUL or ord(c) in SURROGATES else c for c in text)


def carried(text: str, *, start: bool = True, end: bool = True) -> str:
    """The text as markdown-it-py must give it back, where it starts and ends a block."""
    text = held(text)
    if start and text[:1] and text[0] in STRIPPED:
        text = "\ufffd" + text[1:]
    if end and text[-1:] and text[-1] in STRIPPED:
        text = text[:-1] + "\ufffd"
    return text


def paragraph_text(paragraph: Paragraph, opening: str = "") -> str:
    """The text of a paragraph; a link at its edge keeps what it holds from being stripped."""
    runs = [(opening, False)] + [
        (part, False) if isinstance(part, str) else (part.text or "", bool(url_of(part.address)))
        for part in paragraph.content
    ]
    runs = [run for run in runs if run[0]]
    text = "".join(text for text, _ in runs)
    return carried(text, start=not runs[0][1], end=not runs[-1][1]) if runs else ""


def block_text(block: Block) -> str | None:
    """The text of a block as it must come back; None for one that has no text to write."""
    match block:
        case Paragraph():
            return paragraph_text(block) or None
        case Subheading():
            return carried(block.text)
        case Verse():
            return "\n".join(carried(line) for line in block.lines) or None


def entry_texts(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        url = url_of(entry.address)
        title = entry.title.text if entry.title else ""
        shown = carried(title, start=not url, end=not url) or url
        text = "\n".join(part for part in (shown, carried(entry.teaser or "")) if part)
        if text:
            yield text


def expected(page: Page) -> list[str]:
    """The texts of a page's blocks, in order."""
    return expected_article(page) if isinstance(page, Article) else expected_listing(page)


def expected_listing(listing: Listing) -> list[str]:
    found = [carried(listing.tagline)] if listing.tagline else []
    for number, entry in enumerate(listing.entries):
        group = entry.group or ""
        if (number or group) and (not number or entry.group != listing.entries[number - 1].group):
            found.append(carried(group))
        found += entry_texts([entry])
    return found


def expected_article(article: Article) -> list[str]:
    found: list[str | None] = [carried(article.lede or "") or None]
    found += [carried(f"Bild: {image.caption}") for image in article.images if image.caption]
    where, body = article.dateline, list(article.body)
    opening = f"{where.place} {where.agency} | " if where else ""
    first = body[0] if body else None
    if isinstance(first, Paragraph):
        body = body[1:]
    else:
        first = Paragraph(content=())
    found.append(paragraph_text(first, opening) or None)
    found += [block_text(block) for block in body]
    orphans = [link.address for link in article.links if link.text is None and link.address]
    orphans = [address for address in orphans if address.path]
    found += ["Weitere Links"] if orphans else []
    for address in orphans:
        url = url_of(address)
        found.append(carried(address.path, start=not url, end=not url))
    related = list(entry_texts(article.related))
    return [text for text in found if text is not None] + (
        ["Artikel zum Thema", *related] if related else []
    )


class TestTextComesBackUnchanged:
    @given(articles(misread))
    def test_every_block_of_text_that_markdown_would_misread(self, article: Article) -> None:
        assert texts_of(article) == expected(article)

    @given(articles())
    def test_every_block_of_any_text(self, article: Article) -> None:
        assert texts_of(article) == expected(article)

    @given(pages(texts() | misread))
    def test_what_is_written_is_utf_8(self, page: Page) -> None:
        text = markdown.dumps(page)
        assert text.encode().decode() == text
        assert text.endswith("\n")

    @pytest.mark.parametrize("plane", range(17))
    def test_every_character_within_a_text_but_nul_and_surrogates(self, plane: int) -> None:
        start = plane << 16
        characters = [chr(n) for n in range(start, start + 0x10000)]
        rows = ["a" + "".join(characters[n : n + 512]) + "a" for n in range(0, 0x10000, 512)]
        page = paragraphs(rows)
        assert texts_of(page) == [held(row) for row in rows]

    def test_every_character_at_the_edges_but_controls_that_parsers_strip(self) -> None:
        """Each kind of white space, each punctuation mark, in each kind of block."""
        edges = [c for c in map(chr, range(0x3100)) if c.isspace() or not c.isalnum()]
        edges = [c for c in [*edges, "\ufeff", "\ufffe", "\uffff"] if c not in STRIPPED + NUL]
        rows = [f"{c}x{c}" for c in edges]
        heads = tuple(Subheading(text=row) for row in rows)
        page = with_body(*paragraphs(rows).body, *heads, Verse(lines=tuple(rows)))
        assert texts_of(page) == [*rows, *rows, "\n".join(rows)]

    @pytest.mark.parametrize("control", STRIPPED)
    def test_controls_at_the_edges_are_the_references_that_commonmark_has(
        self, control: str
    ) -> None:
        page = Article(title=Title.from_text("x"), lede=f"{control}{control}Wort{control}")
        reference = f"&#{ord(control)};"
        assert f"\n\n**{reference}{control}Wort{reference}**\n" in markdown.dumps(page)

    @pytest.mark.parametrize("lost", ["\0", chr(0xD800), chr(0xDFFF)])
    def test_what_no_file_holds_is_a_replacement_character(self, lost: str) -> None:
        page = Article(title=Title.from_text(f"a{lost}b"), lede=f"{lost}c{lost}{lost}")
        front, blocks = parts_of(markdown.dumps(page))
        assert front["title"] == "a\ufffdb"
        assert blocks == [Found("p", "\ufffdc\ufffd\ufffd")]

    @pytest.mark.parametrize(
        "text",
        [
            *("2. Mai: Kundgebung", "3) Dritter Punkt", "A. Müller sagt", "iv. viertens", "1."),
            *("> Zitat?", "# Kein Titel", "+ plus", "- minus", "= gleich", "---", "===", "***"),
            *("    Code?", "\tCode?", "Ende  ", "Ende\\", "a\\*b", "[1][Link]"),
            *("[x]: /y", "![Bild](x)"),
            *("Leser*innen und Autor*innen", "Leser_innen und _Autor_innen_", "`x`", "~~weg~~"),
            *("<script>alert(1)</script>", "<https://example.org>", "&copy; &#169;", "a | b"),
        ],
    )
    def test_the_usual_traps_are_one_paragraph_each(self, text: str) -> None:
        page = paragraphs([text])
        assert parts_of(markdown.dumps(page))[1] == [Found("p", text)]

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("a -- b --- c - d", r"a \-\- b \-\-- c - d"),
            ("so ... und .... ..", r"so \.\.\. und \.\.\.. .."),
            ('geht\'s "gut"', r"geht\'s \"gut\""),
            ("<<a>> b>c", r"\<\<a\>\> b>c"),
            ("==x== y=z", r"\=\=x\=\= y=z"),
            ("%%x%% 5 %", r"\%\%x\%\% 5 %"),
            ("{{< x >}} {.y}", r"\{\{\< x >}} \{.y}"),
            ("@x $y$ z^2^", r"\@x \$y\$ z\^2\^"),
            (":smile: um 12:30 Uhr: Leser:innen", r"\:smile: um 12:30 Uhr: Leser:innen"),
            ("https://example.org www.example.org", r"https\://example.org www\.example.org"),
        ],
    )
    def test_what_pandoc_hugo_github_or_obsidian_would_bend_is_escaped(
        self, text: str, written: str
    ) -> None:
        assert markdown.dumps(paragraphs([text])).endswith(f"\n\n{written}\n")

    def test_lines_of_a_verse_stay_lines(self) -> None:
        lines = ("Eins", "", "    zwei  ", "---", "===", "- drei", "", "")
        page = with_body(Verse(lines=lines))
        assert parts_of(markdown.dumps(page))[1] == [Found("p", "\n".join(lines))]

    def test_a_verse_without_text_stays_one(self) -> None:
        page = with_body(Verse(lines=("", "", "")))
        assert parts_of(markdown.dumps(page))[1] == [Found("p", "\n\n")]

    def test_prose_stays_readable(self) -> None:
        text = "„Ja“, sagt sie – und zwar (ab 2. Mai) für 3,5 % der Forschung & Lehre: 12:30 Uhr."
        page = paragraphs([text])
        assert markdown.dumps(page).endswith(f"\n\n{text}\n")


class TestPlaces:
    def test_the_examples_are_written_as_the_docs_say(self) -> None:
        assert markdown.dumps(REPORT) == (
            '---\ntitle: "Streit um Radwege: Kiel bremst – und gibt wieder Gas"\n'
            'kicker: "Streit um Radwege"\ndate: 2025-09-04\nauthors:\n'
            '  - "Maren von der Heide"\n  - "dpa"\n  - "Tjark Ole Petersen"\n'
            'tags:\n  - "Radverkehr"\n  - "Kiel"\n'
            'url: "/Streit-um-Radwege/!6077001/"\n'
            'source: "https://taz.de/Streit-um-Radwege/!6077001/"\n---\n\n'
            "**Der Stadtrat wollte die Veloroute 9 streichen. Nun wird sie doch gebaut, sehr zur "
            "Freude der Anwohner\\*innen.**\n\n"
            "*Bild: Freie Fahrt: Lastenrad auf der Holtenauer Stra…*\n\n"
            "Kiel taz \\| „Wir haben uns geirrt“, sagt Stadträtin Wiebke Tönnsen und zeigt auf den "
            "[Plan von 2023](https://taz.de/Radwege-in-Kiel/!5912345/). "
            "Er sei „1. billiger, 2. schneller“.\n\n"
            "## Wer zahlt?\n\n"
            "Das Land übernimmt 40 Prozent. Den Rest trägt die Stadt. (dpa)\n\n"
            "## Artikel zum Thema\n\n"
            "- [Parkplätze in Lübeck: Weniger ist mehr]"
            "(https://taz.de/Parkplaetze-in-Luebeck/!6001234/)  \n"
            "  Lübeck lässt 300 Parkplätze verschwinden. Die Händler\\*innen staunen.\n"
        )

    def test_sub_headings_are_of_level_two_and_empty_ones_a_break(self) -> None:
        elements = [block.element for block in parts_of(markdown.dumps(POEM))[1]]
        assert elements == ["p", "p", "hr", "p"]
        page = with_body(Subheading(text="# a #"))
        assert parts_of(markdown.dumps(page))[1] == [Found("h2", "# a #")]

    def test_a_dateline_that_no_paragraph_follows_stands_alone(self) -> None:
        page = Article(
            title=Title.from_text("x"),
            dateline=Dateline(place="Ulm", agency="dpa"),
            body=(Subheading(text="y"),),
        )
        assert texts_of(page) == ["Ulm dpa | ", "y"]

    def test_a_page_of_nothing_but_a_title_is_its_front_matter(self) -> None:
        page = Article(title=Title.from_text(""), images=(Image(caption=""),))
        assert markdown.dumps(page) == '---\ntitle: ""\n---\n'

    @given(listings(misread))
    @example(FRONT)
    def test_a_listing_is_lists_under_its_groups(self, listing: Listing) -> None:
        assert texts_of(listing) == expected(listing)

    def test_groups_are_headings_and_entries_without_one_come_after_a_break(self) -> None:
        groups = (None, "Nord", "Nord", None, "Süd")
        entries = tuple(Entry(title=None, teaser="x", group=group) for group in groups)
        found = parts_of(markdown.dumps(Listing(title="taz.de", entries=entries)))[1]
        assert [b.element + b.text for b in found] == [
            *("px", "h2Nord", "px", "px", "hr", "px", "h2Süd", "px")
        ]

    @given(pages())
    def test_dump_writes_what_dumps_returns(self, page: Page) -> None:
        file = io.StringIO()
        markdown.dump(page, file)
        assert file.getvalue() == markdown.dumps(page)


class TestLinks:
    @given(articles(misread))
    def test_safe_addresses_are_links_and_others_bare_text(self, article: Article) -> None:
        found = [link for b in parts_of(markdown.dumps(article))[1] for link in b.links]
        content = (part for b in article.body if isinstance(b, Paragraph) for part in b.content)
        wanted = [
            (part.text, url_of(part.address))
            for part in content
            if isinstance(part, Link) and part.text
        ]
        wanted += [
            (a.path, url_of(a)) for a in (x.address for x in article.links if x.text is None) if a
        ]
        for entry in article.related:
            url = url_of(entry.address)
            wanted.append(((entry.title.text if entry.title else "") or url or "", url))
        normal = COMMONMARK.normalizeLink
        assert found == [(normal(url), held(text)) for text, url in wanted if url]

    def test_schemes(self) -> None:
        safe = (
            "http://example.org/a",
            *("https://example.org/(b)?c=1&amp;d=2", "mailto:a@example.org"),
            *("gopher://example.org/1/x", "gemini://example.org/"),
        )
        unsafe = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x")
        for path in safe + unsafe:
            link = Link(number=1, text="Text", address=Address(path=path))
            page = with_body(Paragraph(content=("!", link)))
            links = ((path, "Text"),) if path in safe else ()
            assert parts_of(markdown.dumps(page))[1] == [Found("p", "!Text", links)]


class TestFrontMatter:
    @given(articles(texts() | misread))
    @example(REPORT)
    def test_yaml_gives_every_string_back(self, article: Article) -> None:
        front, _ = parts_of(markdown.dumps(article))
        wanted: dict[str, object] = {"title": held(article.title.text)}
        if article.title.kicker is not None:
            wanted["kicker"] = held(article.title.kicker)
        if article.date:
            wanted["date"] = article.date
        if article.authors:
            wanted["authors"] = [held(author.name) for author in article.authors]
        if article.own_tags:
            wanted["tags"] = [held(tag.name) for tag in article.own_tags]
        source = url_of(article.address)
        if source and source.startswith("https://taz.de/"):
            wanted["url"] = source.removeprefix("https://taz.de")
        if source:
            wanted["source"] = source
        assert front == wanted
        assert list(front) == list(wanted)

    @pytest.mark.parametrize(
        "trap",
        [
            *("no", "Nein", "off", "~", "null", "", " ", "1e3", "0x1f", "012", "12:30:45", ".inf"),
            *("2025-09-04", "- a", "a: b", "a #b", "#", "&a", "*a", "!a", "|", ">", "%a"),
            *("@a", "`a"),
            *("---", "...", "a\n---\nb", "a \u2028 b", "a \u2029 b", "a \x85 b", "\\", '"'),
            *("'", "\t", "\x7f", "<<"),
        ],
    )
    def test_no_word_is_taken_for_anything_but_text(self, trap: str) -> None:
        page = Article(
            title=Title(text=trap, kicker=trap, headline=trap),
            authors=(Author(name=trap),),
            tags=(Tag(name=trap), Tag(name=trap)),
        )
        front, blocks = parts_of(markdown.dumps(page))
        assert front == {"title": trap, "kicker": trap, "authors": [trap], "tags": [trap, trap]}
        assert blocks == []

    def test_a_listing_has_title_and_source(self) -> None:
        page = Listing(title="Alle Artikel von A: B", address=Address(path="/!a42"))
        front, blocks = parts_of(markdown.dumps(page))
        assert front == {
            "title": "Alle Artikel von A: B",
            "url": "/!a42/",
            "source": "https://taz.de/!a42/",
        }
        assert blocks == []

    def test_the_date_is_one(self) -> None:
        page = Article(title=Title.from_text("x"), date=datetime.date(987, 6, 5))
        assert "\ndate: 0987-06-05\n" in markdown.dumps(page)


class TestPandoc:
    """Pandoc's own Markdown has more traps than CommonMark; white space it joins."""

    @pytest.mark.parametrize("reader", ["markdown", "gfm", "commonmark_x"])
    def test_pandoc_reads_the_same_words(self, reader: str) -> None:
        program = shutil.which("pandoc")
        if program is None:
            pytest.skip("pandoc is not installed")
        printable = [trap for trap in MISREAD if trap.isprintable()]
        rows = [f"{a}{b} {c}" for a in printable for b in printable for c in ("x", "*innen")]
        # Alone, white space is no word for Pandoc, and the block is gone.
        rows = [row for row in rows if row.strip()]
        page = paragraphs(rows)
        body = markdown.dumps(page).split("---\n", 2)[2]
        done = subprocess.run(
            [program, "-f", reader, "-t", "json"],
            input=body.encode(),
            capture_output=True,
            check=True,
        )
        blocks = cast("list[dict[str, object]]", json.loads(done.stdout)["blocks"])
        assert [words_of(block) for block in blocks] == [row.split() for row in rows]


def words_of(block: dict[str, object]) -> list[str]:
    """The words of one of Pandoc's paragraphs; fails on anything but words."""
    assert block["t"] == "Para", block
    text = ""
    for inline in cast("list[dict[str, str]]", block["c"]):
        assert inline["t"] in {"Str", "Space"}, inline
        text += inline.get("c", " ")
    return text.split()


SHARED: Final = Path(os.environ.get("TAZDUMP_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
def test_real_pages_survive() -> None:
    """The seed and the format twins: every block's text comes back from markdown-it-py."""
    from tazdump import parse_page  # noqa: PLC0415

    files = [SHARED / "seed" / "koalition.txt", *sorted(SHARED.glob("corpus/pages/*.txt"))]
    assert len(files) > 30
    for file in files:
        page = parse_page(file.read_bytes().decode(errors="replace"))
        assert texts_of(page) == expected(page), file.name
