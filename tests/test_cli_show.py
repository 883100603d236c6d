"""`tazdump show`: the page as a person likes to read it, on a terminal and elsewhere.

How: invented pages to compare as a whole, and hostile ones from Hypothesis for what must never
reach a terminal. Cost: some starts of Python, and some hundred small pages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_runs import ARTICLE, COMMANDS, DRAWN, EXAMPLES, OURS, Here, on_terminal, program
from export_pages import FRONT, POEM, REPORT, pages, texts
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump._cli.layout import Layout
from tazdump._cli.screen import Screen
from tazdump._cli.terminal import visible
from tazdump.diagnostics import Code, Diagnostic
from tazdump.model import Article, Dateline, Link, Listing, Page, Paragraph, Title, Verse

REPORT_DRAWN = """\
Streit um Radwege
Kiel bremst – und gibt wieder Gas

Der Stadtrat wollte die Veloroute 9 streichen. Nun wird sie doch gebaut,
sehr zur Freude der Anwohner*innen.

Von Maren von der Heide, dpa und Tjark Ole Petersen · 4. September 2025

  Bild: Freie Fahrt: Lastenrad auf der Holtenauer Stra…

Kiel taz | „Wir haben uns geirrt“, sagt Stadträtin Wiebke Tönnsen und
zeigt auf den Plan von 2023[1]. Er sei „1. billiger, 2. schneller“.

Wer zahlt?

Das Land übernimmt 40 Prozent. Den Rest trägt die Stadt. (dpa)

Links
[1] https://taz.de/Radwege-in-Kiel/!5912345/

Schlagwörter
Radverkehr · Kiel

Artikel zum Thema

• Parkplätze in Lübeck: Weniger ist mehr (Verkehrswende)
  Lübeck lässt 300 Parkplätze verschwinden. Die Händler*innen staunen.
  https://taz.de/Parkplaetze-in-Luebeck/!6001234/

https://taz.de/Streit-um-Radwege/!6077001/

(1 warning: tazdump check report.txt)
"""
POEM_DRAWN = """\
Die Wahrheit
Ode an den Regenschirm

Von Björn d’Amour jr. und Fatma · 28. Februar 2019

Jeden Donnerstag dichtet hier, wer mag.

    O Schirm, du dunkles Zelt
    - gespannt
    # auf dünnen Speichen
    1. Wahl

* * *

Gez. *Die Wahrheit*
"""
FRONT_DRAWN = """\
taz.de
Das Nachrichtenportal aus Berlin.

Themen des Tages

• Hitze im Mai: 31 Grad & kein Ende
  Die Freibäder öffnen früher. Nicht alle <freuen> sich.
  https://taz.de/Hitze-im-Mai/!6077002/

• Ein Anriss, dessen Titel verloren ging.

https://taz.de/
"""


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="\n")
    return path


def drawn(page: Page, *, width: int = 72, coloured: bool = False) -> str:
    screen = Screen(plain=not coloured, width=width)
    Layout(screen, hyperlinks=True).page(page, "report.txt")
    return screen.drawn()


def squeezed(text: str) -> str:
    """The text without any white space: lines may be broken there, or where a word is too long."""
    return "".join(text.split())


class TestLayout:
    """Kicker, headline, lede, authors, date, body with sub-headings and verse, links, lists."""

    def test_an_article(self, page: Path) -> None:
        assert program("show", page) == (0, DRAWN, "")
        assert program("show", "--plain", page) == (0, DRAWN, "")

    @pytest.mark.parametrize(
        ("model", "expected"), [(REPORT, REPORT_DRAWN), (POEM, POEM_DRAWN), (FRONT, FRONT_DRAWN)]
    )
    def test_every_part_of_a_page(self, model: Page, expected: str) -> None:
        assert drawn(model) == expected

    def test_a_dateline_is_never_lost(self) -> None:
        title = Title.from_text("Wetter: Regen")
        dateline = Dateline(place="Kiel", agency="dpa")
        verse = Verse(lines=("Eins", "zwei", "drei"))
        without = drawn(Article(title=title, dateline=dateline))
        assert without == "Wetter\nRegen\n\nKiel dpa |\n"
        assert drawn(Article(title=title, dateline=dateline, body=(verse,))) == (
            without + "\n    Eins\n    zwei\n    drei\n"
        )

    def test_a_target_that_is_no_url_stands_as_it_is(self, here: Here, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_text(ARTICLE.replace("/Laternen-in-Oberwerda/!", "javascript:"))
        assert "\n[1] javascript:6912345\n" in here("show", path).out

    def test_a_page_of_nearly_nothing(self) -> None:
        assert drawn(Listing(title="Nord")) == "Nord\n"
        assert drawn(Article(title=Title.from_text("Regen"))) == "Regen\n"

    def test_damage_is_counted_by_severity(self) -> None:
        found = [
            Diagnostic(code=code, message="", line=1, column=1, end_column=2)
            for code in (Code.TEXT_CUT, Code.TITLE_CUT, Code.TEXT_CUT, Code.BYTE_ORDER_MARK)
        ]
        page = Listing(title="Nord", diagnostics=tuple(found))
        assert drawn(page) == "Nord\n\n(2 errors, 1 warning: tazdump check report.txt)\n"

    def test_several_pages_have_their_names_above(self, page: Path, here: Here) -> None:
        out = here("show", page, page).out
        assert out == f"==> {page} <==\n\n{DRAWN}\n==> {page} <==\n\n{DRAWN}"

    @given(st.sampled_from([REPORT, POEM, FRONT]), st.integers(20, 120))
    def test_no_line_is_wider_than_the_width(self, page: Page, width: int) -> None:
        assert max(map(len, drawn(page, width=width).split("\n"))) <= width

    @pytest.mark.parametrize("width", ["19", "0", "x"])
    def test_a_width_that_nobody_can_read_is_refused(self, width: str, here: Here) -> None:
        done = here("show", "--width", width, EXAMPLES / "nord.txt")
        assert done.status == 1
        assert "--width" in done.err

    def test_the_width_can_be_chosen(self, page: Path, here: Here) -> None:
        lines = here("show", "--width", "40", page).out.split("\n")
        assert 38 <= max(map(len, lines)) <= 40


class TestNothingIsLost:
    @given(pages(), st.integers(20, 100))
    def test_all_that_is_text_is_shown(self, page: Page, width: int) -> None:
        seen = squeezed(drawn(page, width=width))
        if isinstance(page, Listing):
            wanted = [page.title, page.tagline or ""]
            entries = page.entries
        else:
            wanted = [page.title.headline, page.title.kicker or "", page.lede or ""]
            wanted += [image.caption for image in page.images]
            wanted += [author.name for author in page.authors]
            wanted += [tag.name for tag in page.own_tags]
            for block in page.body:
                if isinstance(block, Paragraph):
                    wanted += [p if isinstance(p, str) else p.text or "" for p in block.content]
                elif isinstance(block, Verse):
                    wanted += block.lines
                else:
                    wanted.append(block.text)
            entries = page.related
        wanted += [entry.teaser or "" for entry in entries]
        wanted += [entry.title.headline for entry in entries if entry.title]
        assert [text for text in wanted if squeezed(visible(text)) not in seen] == []


class TestTheTerminalIsSafe:
    """No character of a dump commands the terminal, and none is markup of ours."""

    @given(pages(texts() | st.sampled_from(COMMANDS)))
    @example(Listing(title="".join(COMMANDS)))
    def test_only_our_own_sequences_reach_it(self, page: Page) -> None:
        plain = drawn(page)
        assert [c for c in plain if not (c == "\n" or c == visible(c))] == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FORCE_COLOR", "1")
            patch.setenv("TERM", "xterm-256color")
            coloured = OURS.sub("", drawn(page, coloured=True))
        assert [c for c in coloured if not (c == "\n" or c == visible(c))] == []

    @pytest.mark.parametrize("command", ["show", "show --no-pager", "explain", "check"])
    def test_a_hostile_dump_on_a_real_terminal(self, command: str, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        hostile = "".join(COMMANDS) + "[bold]fett[/bold] :smile:"
        mark, dashes, rest = ARTICLE.partition(" -- ")
        rest = rest.replace("e", f"e{hostile}").replace("## TAGS", f"## X{hostile}")
        path.write_text(mark + dashes + rest, encoding="utf-8", newline="\n")
        _, seen = on_terminal(*command.split(" "), path, env={"PAGER": "cat"})
        assert "[bold]fett[/bold]" in re.sub(r"\s", "", OURS.sub("", seen))
        left = OURS.sub("", seen).replace("\n", "")
        assert [c for c in left if c != visible(c)] == []

    def test_markup_in_a_text_is_text(self, here: Here, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_text("# taz.de -- [red]A[/red]: [link=http://x]B :smile: \\[C]\n")
        assert here("show", path).out.startswith("[red]A[/red]\n[link=http://x]B :smile: \\[C]\n")

    def test_a_tab_or_a_turned_text_is_seen(self) -> None:
        assert visible("a\tb\u202ec\u2028\x9b\x7f\ud800") == "a␉b\ufffdc\ufffd\ufffd␡\ufffd"


class TestColours:
    def test_a_terminal_gets_colours_and_hyperlinks(self, page: Path) -> None:
        status, seen = on_terminal("show", "--no-pager", page)
        assert status == 0
        assert "\x1b[1;31mGlühwürmchen im Stadtpark\x1b[0m\n" in seen
        assert re.search(r"\x1b\]8;id=\d+;https://taz.de/Laternen-in-Oberwerda/!6912345/\x1b", seen)
        assert OURS.sub("", seen) == DRAWN

    def test_the_ellipsis_of_a_cut_stands_out(self) -> None:
        _, seen = on_terminal("show", "--no-pager", EXAMPLES / "stadtbaeume.txt")
        assert "wer ihn sich le\x1b[0m\x1b[1;33m…\x1b[0m\n" in seen

    def test_plain_is_text_alone(self, page: Path) -> None:
        assert on_terminal("show", "--plain", page) == (0, DRAWN)

    def test_no_color_is_honoured(self, page: Path) -> None:
        _, seen = on_terminal("show", "--no-pager", page, env={"NO_COLOR": "1"})
        styles = {
            number for codes in re.findall(r"\x1b\[([\d;]+)m", seen) for number in codes.split(";")
        }
        assert styles <= {"0", "1", "2", "3", "4"}

    def test_force_color_colours_a_pipe(self, page: Path) -> None:
        assert "\x1b[1;31m" in program("show", page, env={"FORCE_COLOR": "1"}).out


def test_links_of_a_text_keep_their_numbers() -> None:
    content = ("Mehr ", Link(number=7, text="hier"), " und ", Link(number=9))
    article = Article(title=Title.from_text("A"), body=(Paragraph(content=content),))
    assert drawn(article) == "A\n\nMehr hier[7] und [9]\n"
