"""What `find_entries` promises: every row placed once, invented entries found exactly, in order.

How: sections are written from invented German entries, then robbed of marks, blank lines, wraps,
umlauts, ends and row ends, and must be read as they were written.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tazdump._entries import Shape, find_entries
from tazdump._fill import fill
from tazdump._text import is_cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KICKERS: Final = (
    "Streit um die Seilbahn",
    "Die Krähe",
    "Nach dem Hochwasser an der Wümme",
    "Neue Fahrradstraßen in Bückeburg",
    "Bäckerin über Nachtarbeit",
    "Kürzungen im Jugendzentrum",
    "Oper „Der grüne Kürbis“",
)
_HEADLINES: Final = (
    "Zurück auf Los",
    "Wer zahlt für die Brücke?",
    "„Ich stehe gern um drei Uhr auf“",
    "Der Deich hält",
    "Mehr Grün für die Höfe, weniger Platz für die Autos und ihre Besitzer*innen",
    "Das lange Warten auf den Bus",
    "Endlich wieder Kürbis!",
    "Ein Dorf und sein „Öko-Wunder“",
)
_SENTENCES: Final = (
    "Die Stadt will den Platz im Frühjahr umbauen, doch das Geld dafür fehlt noch immer.",
    "Anwohner*innen wehren sich gegen die Pläne und sammeln Unterschriften.",
    "Wie das gehen soll, weiß im Rathaus niemand so genau.",
    "„Wir haben lange genug gewartet“, sagt die Leiterin des Zentrums.",
    "Ein Besuch im Süden, wo über hundert Häuser leer stehen und Bäume aus den Dächern wachsen.",
    "Was bleibt, ist die Hoffnung auf einen trockenen Sommer ohne Mückenplage.",
    "Dabei gäbe es längst bessere Lösungen – sie müssten nur endlich ausprobiert werden.",
)
#: Behind a sentence that ends just at a wrap these may be something else where a page is torn off:
#: a group's heading, and the last row of a teaser.
_QUESTION: Final = "Reicht das?"
_COLUMN: Final = "das wetter"
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


class Item(NamedTuple):
    """An invented entry."""

    title: str
    teaser: str | None


def _teaser(sentences: Sequence[str]) -> str:
    """As many sentences as make a teaser of the usual length."""
    teaser = ""
    for sentence in sentences:
        if not teaser or len(teaser) + len(sentence) < 165:
            teaser = f"{teaser} {sentence}".strip()
    return teaser if len(teaser) > 100 else f"{teaser} {_SENTENCES[4]}"


def _sections_of(kickers: Sequence[str], sentences: Sequence[str]) -> st.SearchStrategy[list[Item]]:
    items = st.builds(
        Item,
        st.builds("{}: {}".format, st.sampled_from(kickers), st.sampled_from(_HEADLINES)),
        st.lists(st.sampled_from(sentences), min_size=1, max_size=4, unique=True).map(_teaser),
    )
    return st.lists(items, min_size=1, max_size=8)


_sections: Final = _sections_of([*_KICKERS, _COLUMN], [*_SENTENCES, _QUESTION])


class Written(NamedTuple):
    """A section as rows, and what must be found in it."""

    rows: list[str]
    shapes: list[Shape]
    #: Rows behind which taz writes a blank line.
    parted: set[int]

    def until(self, row: int) -> list[Shape]:
        """The entries that are whole before this row."""
        return [s for s in self.shapes if (s.teaser[1] if s.teaser else s.title or 0) <= row]


def _write(items: Iterable[Item], *, wrapped: bool = True) -> Written:
    written = Written([], [], set())
    for title, teaser in items:
        start = len(written.rows)
        body = [] if teaser is None else fill(teaser) if wrapped else [teaser]
        written.rows.extend([title, *body])
        written.parted.update([start, start + 1] if body else [start])
        end = len(written.rows)
        written.shapes.append(Shape(start, (start + 1, end) if body else None))
    return written


def _cut(row: str) -> str:
    size = row.encode()
    return row if len(size) <= 80 else size[:79].decode(errors="replace") + "…"


def _cuts(rows: Sequence[str]) -> list[int]:
    return [i for i, row in enumerate(rows) if is_cut(row)]


def _covered(shapes: Iterable[Shape]) -> Iterator[int]:
    for title, teaser in shapes:
        if title is not None:
            yield title
        if teaser is not None:
            yield from range(*teaser)


class TestEveryRowIsInOneShapeInOrder:
    @given(
        st.lists(
            st.text(min_size=1, max_size=90) | st.sampled_from([*_SENTENCES, *_HEADLINES, "x" * 76])
        ),
        st.data(),
    )
    def test_whatever_the_rows_and_the_envelope(self, rows: list[str], data: st.DataObject) -> None:
        some = st.sets(st.integers(0, len(rows) - 1)) if rows else st.just(set[int]())
        shapes = find_entries(
            rows,
            cut=data.draw(some),
            wrapped=data.draw(st.booleans()),
            parted=data.draw(st.none() | some),
            ascii_info=data.draw(st.booleans()),
            titles_lost=data.draw(st.sampled_from([None, True, False])),
        )
        assert list(_covered(shapes)) == list(range(len(rows)))
        assert all(shape.title is not None or shape.teaser is not None for shape in shapes)
        assert all(teaser is None or teaser[0] < teaser[1] for _, teaser in shapes)

    @given(st.lists(st.text(min_size=1, max_size=90), min_size=1), st.data())
    def test_a_blank_line_parts_for_good(self, rows: list[str], data: st.DataObject) -> None:
        parted = data.draw(st.sets(st.integers(0, len(rows) - 1)))
        for _, teaser in find_entries(rows, parted=parted):
            assert teaser is None or parted.isdisjoint(range(teaser[0] + 1, teaser[1]))

    def test_no_rows_no_entries(self) -> None:
        assert find_entries([]) == []


class TestInventedEntriesAreFoundExactly:
    @given(_sections)
    def test_without_marks_and_blank_lines(self, items: list[Item]) -> None:
        written = _write(items)
        assert find_entries(written.rows) == written.shapes

    @given(_sections)
    def test_with_blank_lines(self, items: list[Item]) -> None:
        written = _write(items)
        assert find_entries(written.rows, parted=written.parted) == written.shapes

    @given(_sections)
    def test_cut_after_79_bytes(self, items: list[Item]) -> None:
        written = _write(items)
        rows = [_cut(row) for row in written.rows]
        assert find_entries(rows, cut=_cuts(rows)) == written.shapes

    @given(_sections, st.booleans())
    def test_unwrapped(self, items: list[Item], blanks: bool) -> None:
        written = _write(items, wrapped=False)
        parted = written.parted if blanks else None
        assert find_entries(written.rows, wrapped=False, parted=parted) == written.shapes

    @given(_sections, st.booleans())
    def test_with_transliterated_teasers(
        self,
        items: list[Item],
        blanks: bool,
    ) -> None:
        written = _write(items)
        titles = {shape.title for shape in written.shapes}
        rows = [
            row if i in titles else row.translate(_UMLAUTS) for i, row in enumerate(written.rows)
        ]
        parted = written.parted if blanks else None
        assert find_entries(rows, ascii_info=True, parted=parted) == written.shapes

    @given(_sections_of(_KICKERS, _SENTENCES), st.data())
    def test_torn_off_anywhere_all_but_the_torn_one(
        self, items: list[Item], data: st.DataObject
    ) -> None:
        written = _write(items)
        row = data.draw(st.integers(0, len(written.rows) - 1))
        size = data.draw(st.integers(1, len(written.rows[row])))
        torn = [*written.rows[:row], written.rows[row][:size].strip()]
        whole = written.until(row)
        assert find_entries(torn)[: len(whole)] == whole

    @given(_sections, st.sampled_from([None, True]))
    def test_whose_titles_are_all_lost(self, items: list[Item], told: bool | None) -> None:
        rows = [item.teaser or "" for item in items]
        shapes = [Shape(None, (i, i + 1)) for i in range(len(rows))]
        assert find_entries(rows, wrapped=False, titles_lost=told) == shapes

    @given(_sections)
    def test_whose_titles_are_known_to_be_lost_though_teasers_are_filled(
        self, items: list[Item]
    ) -> None:
        rows: list[str] = []
        shapes: list[Shape] = []
        for item in items:
            start = len(rows)
            rows += fill(item.teaser or "")
            shapes.append(Shape(None, (start, len(rows))))
        parted = {shape.teaser[0] for shape in shapes if shape.teaser}
        assume(len(items) > 1)  # without a blank line among the rows none can be missed
        assert find_entries(rows, parted=parted, titles_lost=True) == shapes


class TestWhatTellsATitle:
    LONG: Final = "Streit um die Seilbahn: Der Gemeinderat will sie, die Leute im Tal aber nicht"
    TEASER: Final = fill(f"{_SENTENCES[1]} {_SENTENCES[5]}")

    def test_it_is_wider_than_a_filled_row(self) -> None:
        rows = [self.LONG, *self.TEASER, self.LONG.replace(": ", " und "), *self.TEASER]
        assert len(self.LONG) > 75
        assert find_entries(rows) == [Shape(0, (1, 3)), Shape(3, (4, 6))]

    def test_a_long_word_overflows_in_a_teaser_as_well(self) -> None:
        word = "https://beispiel.example/" + "pfad-" * 11
        rows = ["Die Krähe: Zurück auf Los", *fill(f"{_SENTENCES[0]} Siehe auch {word}.")]
        assert max(map(len, rows)) > 75
        assert find_entries(rows) == [Shape(0, (1, len(rows)))]

    def test_it_has_an_umlaut_where_info_rows_have_none(self) -> None:
        rows = ["Der Deich ist zu. Für immer.", "Das sagt der Deichgraf."]
        assert find_entries(rows, ascii_info=True) == [Shape(0, (1, 2))]

    def test_transliteration_may_widen_a_filled_row(self) -> None:
        wide = "Fuer die Fuesse der Kuehe muesste die Buergermeisterin natuerlich gruene Tuecher"
        rows = ["Die Krähe: Zurück auf Los", wide, "kaufen, sagt sie."]
        assert 75 < len(wide) <= 81
        assert find_entries(rows, ascii_info=True) == [Shape(0, (1, 3))]

    def test_it_heads_a_group_without_teaser_and_kicker(self) -> None:
        items = [
            Item("Bäckerin über Nachtarbeit: Das lange Warten", " ".join(_SENTENCES[:2])),
            Item("Aus den Regionen", None),
            Item("Die Krähe: Der Deich hält", " ".join(_SENTENCES[1:3])),
        ]
        for wrapped in (True, False):
            written = _write(items, wrapped=wrapped)
            assert find_entries(written.rows, wrapped=wrapped) == written.shapes

    def test_an_ellipsis_of_three_stops_may_end_it(self) -> None:
        rows = ["Die Krähe: Es war einmal ...", *self.TEASER, "Die Krähe: Und ...", *self.TEASER]
        assert find_entries(rows) == [Shape(0, (1, 3)), Shape(3, (4, 6))]

    def test_a_colon_before_lower_case_makes_no_kicker(self) -> None:
        teaser = "Es ist wahr: der Bus kommt nicht, und niemand weiß im Rathaus, warum das so ist."
        written = _write([Item("Die Krähe: Zurück auf Los", teaser), Item("Fest", teaser)])
        assert find_entries(written.rows) == written.shapes


class TestWhatTellsAWrap:
    TITLE: Final = "Die Krähe: Zurück auf Los"

    def test_a_gender_star_took_more_columns(self) -> None:
        first = "Lange haben die vielen Freund*innen der Krähe auf sie gewartet und"
        rows = [self.TITLE, first, "nun ist sie wieder da."]
        assert len(first) + 4 < 75
        assert find_entries(rows) == [Shape(0, (1, 3))]

    def test_a_soft_hyphen_took_a_column(self) -> None:
        first = "Lange hat die Vorstandsvorsitzende des Vereins auf die Krähe gewartet"
        rows = [self.TITLE, first, "Jetzt ist sie wieder da, und alle freuen sich sehr darüber."]
        assert len(first) + len(" Jetzt") <= 75
        assert find_entries(rows) == [Shape(0, (1, 3))]

    def test_a_word_that_would_have_fitted_was_not_wrapped(self) -> None:
        first = "Lange hat der ganze Verein am alten Turm auf die Krähe gewartet."
        rows = [self.TITLE, first, "Aus Rom", *fill(" ".join(_SENTENCES[:2]))]
        assert len(first) + len(" Aus") <= 75
        assert find_entries(rows)[:2] == [Shape(0, (1, 2)), Shape(2, (3, len(rows)))]

    def test_behind_a_cut_row_nobody_knows(self) -> None:
        row = _cut("„Äpfel“, „Öfen“ und „Übel“, sagt die größte Krähe, „müssen für immer grün")
        rows = [self.TITLE, row, "immer grün sein."]
        assert is_cut(row)
        assert len(row) <= 75
        assert find_entries(rows, cut=[1]) == [Shape(0, (1, 3))]

    def test_a_block_between_blank_lines_is_a_teaser_filled_or_not(self) -> None:
        rows = [self.TITLE, "Kurz", "und nicht gefüllt.", self.TITLE, "Ende der Krähe."]
        parted = {0, 1, 3, 4}
        assert find_entries(rows, parted=parted) == [Shape(0, (1, 3)), Shape(3, (4, 5))]


class TestALostTitleIsNotInvented:
    def test_a_teaser_behind_a_teaser_has_no_title(self) -> None:
        title, teaser = "Die Krähe: Zurück auf Los", " ".join(_SENTENCES[:2])
        rows = [title, teaser, teaser, title, teaser]
        assert find_entries(rows, wrapped=False) == [
            Shape(0, (1, 2)),
            Shape(None, (2, 3)),
            Shape(3, (4, 5)),
        ]

    def test_one_is_kept_though_it_was_cut_and_has_no_kicker(self) -> None:
        title = _cut("Überfällige Brücken über Gräben und Bäche für „größere“ Fähren gäbe es nun")
        teaser = "Seit zwanzig Jahren streitet das Dorf um seine Fähre. Nun soll der Bund helfen"
        rows = [title, *fill(f"{teaser} und eine neue bezahlen.")]
        assert is_cut(title)
        assert find_entries(rows, cut=[0]) == [Shape(0, (1, 3))]

    def test_none_is_lost_where_the_envelope_loses_none(self) -> None:
        rows = [f"Teil {i} der Reihe" for i in range(4)]
        assert all(shape.title is not None for shape in find_entries(rows, titles_lost=False))


class TestTheTimeIsLinear:
    @pytest.mark.parametrize(
        "row",
        [
            "Lange haben alle Nachbarn und ihre Kinder auf den Regen gewartet, und nun",
            "x",
            "Am Ende: Leser*innen und Freund*innen, Bürger*innen und Nachbar*innen.",
            "y" * 2000,
        ],
    )
    def test_four_times_the_rows_take_less_than_twelve_times_as_long(self, row: str) -> None:
        def best(count: int) -> float:
            taken: list[float] = []
            for _ in range(5):
                start = time.process_time()
                find_entries([row] * count)
                taken.append(time.process_time() - start)
            return min(taken)

        assert best(20_000) < 12 * best(5_000)
