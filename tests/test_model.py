"""Values: kickers and their slugs, copies, and what is asked of a wrong kind of argument.

How: pages of our own invention. Cost: milliseconds.
"""

from __future__ import annotations

import copy
import pickle
import runpy
import sys
from pathlib import Path

import pytest

from tazdump import (
    Address,
    Author,
    ParseError,
    Tag,
    Title,
    explain,
    is_dump,
    parse,
    parse_page,
    verbatim,
)

EXAMPLES = Path(__file__).parent.parent / "examples"


class TestTheSlugSettlesTheKicker:
    @pytest.mark.parametrize(
        ("text", "slug", "kicker"),
        [
            ("Wetter: Regen: und kein Ende", "Wetter-Regen", "Wetter: Regen"),
            ("Größe: Maß für Maß: ein Test", "Groesse-Mass-fuer-Mass", "Größe: Maß für Maß"),
            ("Wetter: Regen: und kein Ende", "Wetter", "Wetter"),
            ("!: Regen: und kein Ende", "Regen", "!: Regen"),
        ],
    )
    def test_where_a_title_has_several_colons(self, text: str, slug: str, kicker: str) -> None:
        title = Title.from_text(text, slug=slug)
        assert str(title) == text
        assert (title.kicker, title.headline) == (kicker, text.removeprefix(f"{kicker}: "))

    def test_a_title_an_author_and_a_tag_are_their_texts_as_str(self) -> None:
        assert str(Title.from_text("Wetter: Regen")) == "Wetter: Regen"
        assert str(Author(name="Ada Beispiel")) == "Ada Beispiel"
        assert str(Tag(name="Deich")) == "Deich"

    @pytest.mark.parametrize("slug", ["Sturm", "Wetter-Regen-und-kein-Ende", "Wetter-Regenzeit"])
    def test_and_one_that_no_part_makes_leaves_it_to_the_first_colon(self, slug: str) -> None:
        assert Title.from_text("Wetter: Regen: und kein Ende", slug=slug).kicker == "Wetter"


class TestPagesAreValues:
    @pytest.mark.parametrize("name", ["stadtbaeume.txt", "nord.txt", "gedicht.menu.txt"])
    def test_copied_and_pickled_whole(self, name: str) -> None:
        page = parse_page((EXAMPLES / name).read_bytes().decode())
        for other in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - our own
            assert other == page
            assert hash(other) == hash(page)
            assert verbatim(other) == verbatim(page)
            assert explain(other) == explain(page)
            assert other.diagnostics == page.diagnostics

    def test_errors_are_pickled_whole(self) -> None:
        with pytest.raises(ParseError) as caught:
            parse("kein Dump")
        other = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert type(other) is type(caught.value)
        assert (str(other), other.diagnostics) == (str(caught.value), caught.value.diagnostics)


class TestWrongArguments:
    def test_bytes_are_told_whom_to_call(self) -> None:
        with pytest.raises(TypeError, match=r"tazdump\.read"):
            is_dump(b"# taz.de")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(TypeError, match=r"not NoneType"):
            is_dump(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(TypeError, match=r"tazdump\.read"):
            parse(b"# taz.de -- A: B")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_an_address_is_text_or_an_address(self) -> None:
        with pytest.raises(TypeError, match="an address is text"):
            parse("# taz.de -- A: B", address=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        own = Address(path="/!5")
        assert parse("# taz.de -- A: B", address=own).id == 5


def test_a_place_that_the_source_spells_otherwise_is_the_whole_line() -> None:
    text = "<pre>\n# taz.de -- A: B\n&gt; L.\n\nEin &#91;1][Wort].\n</pre>"
    (found,) = (d for d in parse(text).diagnostics if d.code == "LINK_WITHOUT_TARGET")
    assert (found.line, found.column, found.end_column) == (5, 1, 1 + len("Ein &#91;1][Wort]."))


def test_the_package_can_be_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tazdump", "--version"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("tazdump", run_name="__main__")
    assert not caught.value.code
    assert "tazdump" in capsys.readouterr().out
