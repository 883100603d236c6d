"""Promise: pages that came through as bare text are read, with and without a proxy's head and foot.

How: the invented pages as taz writes them, and as Phoxy and meulie's navigation leave them
(FORMAT 2); heads and feet whole, in part, or not at all. Cost: milliseconds.
"""

# What is proved here are private parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import pytest
from envelope_forms import (
    meulie_nav,
    phoxy,
    plain,
    plain_without_blanks,
)
from envelope_pages import (
    ARTICLE,
    ARTICLE_ROWS,
    LISTING_ROWS,
    gemtext,
    without_addresses,
)

from tazdump import (
    Article,
    Entry,
    Listing,
    Role,
    Title,
    explain,
    parse,
    parse_listing,
    parse_page,
    render,
)
from tazdump._envelopes.plain import _is_transliterated
from tazdump._fill import fill
from tazdump._rows import new_rows

#: The article as lines that are not wrapped.
unwrapped = gemtext(ARTICLE_ROWS).split("\n")


class TestPhoxy:
    def test_gives_the_page_with_its_info_lines_spelled_out(self) -> None:
        page = parse_page("\n".join(phoxy(ARTICLE_ROWS)))
        plain_page = parse_page("\n".join(phoxy(ARTICLE_ROWS)[2:]))
        assert page == plain_page
        assert page.envelope == "phoxy"
        assert isinstance(page, Article)
        assert [a.name for a in page.authors] == ["Jörg Müßig", "Ada Beispiel-Öztürk"]
        assert "ueber den Deich" in page.text

    def test_tells_titles_by_their_umlauts(self) -> None:
        page = parse_listing("\n".join(phoxy(LISTING_ROWS)))
        titles = [entry.title and entry.title.text for entry in page.entries]
        assert titles[:2] == ["Leben am Wasser: Bis  zum Hals", "Kühe im Regen: Muh"]

    @pytest.mark.parametrize(
        "head",
        [
            ["GOPHERSPACE.DE - P H O X Y"],
            ["gophering on taz.de"],
            ["", "GOPHERSPACE.DE - P H O X Y", "", "gophering on taz.de", ""],
            ["  GOPHERSPACE.DE - P H O X Y", "  gophering on taz.de/1/!p4650"],
        ],
    )
    def test_is_known_by_any_part_of_its_head(self, head: list[str]) -> None:
        page = parse_page("\n".join([*head, *phoxy(LISTING_ROWS)[2:]]))
        assert page.envelope == "phoxy"
        roles = [line.role for line in explain(page)][: len(head)]
        assert set(roles) <= {Role.ENVELOPE, Role.BLANK}

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["Über den Deich und über das Land zog der Regen bis um", "weiter"], False),
            (["", "Über den Deich und über das Land zog der Regen bis um", "weiter"], False),
            (["Über den Deich und über das Land zog der Regen heim", "weiter"], False),
            (["Über den Deich und über das Land zog der Regen um!", "a"], True),
            (["Über den Deich und über das Land zog der Regen um .", "a"], False),
            (["Über den Deich und über das Land zog der Regen bis um", ""], True),
            (["Ueber den Deich und ueber das Land zog der Regen um", "wüst", "Für"], True),
            (["Wüst", "Ueber den Deich und ueber das Land zog der Regen um", "a"], True),
        ],
    )
    def test_has_no_umlaut_in_text_that_goes_on(self, lines: list[str], expected: bool) -> None:
        title = "# taz.de -- Über den Deich: Über das Land zog der Regen bis zum Abend"
        assert _is_transliterated(new_rows([title, *lines], 0, title)) is expected

    def test_has_rows_of_text_that_are_wider_than_taz_filled_them(self) -> None:
        wide = "Fuer die Fuesse der Kuehe muesste die Buergermeisterin natuerlich gruene Tuecher"
        assert len(wide) > 75
        lines = ["# taz.de -- Nord", "Die Kühe: Muh", wide, "kaufen, sagt sie."]
        (entry,) = parse_listing("\n".join([*phoxy(LISTING_ROWS)[:2], *lines])).entries
        assert (str(entry.title), entry.teaser) == ("Die Kühe: Muh", f"{wide} kaufen, sagt sie.")

    def test_tells_a_title_by_its_umlauts_alone(self) -> None:
        lines = [
            "Kühe im Regen. Muh.",
            "Der Regen kam am Morgen, und niemand hatte ihn erwartet im Juli",
        ]
        page = parse_listing("\n".join([*phoxy(LISTING_ROWS)[:2], "# taz.de -- Nord", *lines]))
        (entry,) = page.entries
        assert (str(entry.title), entry.teaser) == tuple(lines)


class TestMeulie:
    head, foot = meulie_nav(ARTICLE_ROWS)[:2], meulie_nav(ARTICLE_ROWS)[-1]

    @pytest.mark.parametrize("above", [[], head[:1], head[1:], head, [*head, ""]])
    @pytest.mark.parametrize("below", [[], [foot], ["", foot, "Und mehr.", "Und noch mehr."]])
    def test_head_and_foot_whole_in_part_or_missing(
        self, above: list[str], below: list[str]
    ) -> None:
        lines = [*above, *plain_without_blanks(ARTICLE_ROWS), *below]
        page = parse_page("\n".join(lines))
        assert page == without_addresses(ARTICLE)
        assert page.diagnostics == ()
        ours = {line.role for line in explain(page)[: len(above)]}
        assert ours <= {Role.ENVELOPE, Role.BLANK}

    def test_is_known_by_its_navigation(self) -> None:
        lines = plain_without_blanks(ARTICLE_ROWS)
        assert parse_page("\n".join([self.head[1], *lines])).envelope == "meulie-nav"
        assert parse_page("\n".join([self.head[0], *lines])).envelope == "plain"

    def test_the_notice_may_stand_right_below_a_title(self) -> None:
        page = parse(f"# taz.de -- A: B\n{self.foot}\n")
        assert [line.role for line in explain(page)] == [Role.TITLE, Role.ENVELOPE]

    @pytest.mark.parametrize("before", ["X", "\xa0"])
    @pytest.mark.parametrize("head", [head[1], "gophering on taz.de"])
    def test_a_line_that_has_more_than_blanks_beside_is_no_head(
        self, before: str, head: str
    ) -> None:
        page = parse(f"{before}{head}\n# taz.de -- A: B\n")
        assert page.envelope == "plain"
        assert explain(page)[0].role == Role.UNPARSED

    def test_a_notice_in_the_text_is_text(self) -> None:
        lines = plain_without_blanks(ARTICLE_ROWS)
        lines.insert(3, self.foot)
        assert "You are viewing" in str(parse_page("\n".join(lines)))


class TestPlain:
    def test_the_dot_of_a_text_file_is_the_protocol_s(self) -> None:
        page = parse_page("\n".join([*plain(ARTICLE_ROWS), "."]))
        assert page == without_addresses(ARTICLE)
        assert explain(page)[-1].role == Role.ENVELOPE

    def test_the_dot_may_stand_right_below_a_title(self) -> None:
        page = parse("# taz.de -- A: B\n.\n")
        assert [line.role for line in explain(page)] == [Role.TITLE, Role.ENVELOPE]

    def test_a_foot_stands_below_the_title(self) -> None:
        page = parse("taz.de:70 /:1: invalid line / field count\n# taz.de -- A: B\n> Sehr.\n")
        assert explain(page)[0].role == Role.UNPARSED

    def test_it_is_written_with_its_blank_lines_unless_told_otherwise(self) -> None:
        with_them = render(ARTICLE, "plain")
        assert with_them == render(ARTICLE, "plain", blank_lines=True)
        without = [line for line in with_them.split("\n") if line]
        assert len(without) < with_them.count("\n")
        assert render(ARTICLE, "plain", blank_lines=False).split("\n")[:-1] == without

    def test_lines_above_the_title_that_are_no_head_are_said(self) -> None:
        page = parse_page("\n".join(["Ein Kopf, den niemand kennt", *plain(ARTICLE_ROWS)]))
        assert page == without_addresses(ARTICLE)
        assert [(d.code, d.line) for d in page.diagnostics] == [("LINE_UNPARSED", 1)]

    def test_blanks_around_lines_do_not_matter(self) -> None:
        lines = [f"\t {line} \t" if line else "" for line in plain(ARTICLE_ROWS)]
        lines[0] = lines[0].strip()
        assert parse_page("\n".join(lines)) == without_addresses(ARTICLE)

    def test_a_title_that_is_lost_leaves_no_line(self) -> None:
        listing = Listing(title="Nord", entries=(Entry(title=None, teaser="Ein Anriss."),))
        for envelope in ("plain", "table"):
            written = render(listing, envelope).replace(" |", "").split("\n")
            assert [line for line in written if line] == ["# taz.de -- Nord", "Ein Anriss."]
        assert render(listing, "table") == "# taz.de -- Nord | |\nEin Anriss. |"
        assert "       \n (DIR) \n" in render(listing, "gopherproxy")

    def test_the_mark_of_the_lede_takes_room_on_its_lines(self) -> None:
        lede = "Der Regen fiel auf die Stadt und auf das Land am Meer, und niemand sah ihn " * 3
        article = Article(title=Title.from_text("A: B"), lede=lede.strip())
        written = [line for line in render(article, "plain").split("\n") if line[:1] == ">"]
        assert written == [f"> {line}" for line in fill(lede.strip(), 73)]

    def test_text_that_is_not_wrapped_is_read(self) -> None:
        lines = [line.split(" ", 2)[-1] if line[:2] == "=>" else line for line in unwrapped]
        page = parse_page("\n".join(lines))
        assert page == without_addresses(ARTICLE)
        assert page.envelope == "plain"
