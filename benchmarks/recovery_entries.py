"""How many entries are found exactly where link marks are lost, beside simple rules.

How: the corpus's pages with their truths are taken as they are, without their marks, without their
blank lines, and made over as other envelopes would show them. Cost: a second or two.

Run with the folder that holds `corpus` and `seed`: python benchmarks/recovery_entries.py ../shared
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tazdump._entries import Shape, find_entries
from tazdump._fill import fill, fits
from tazdump._text import is_cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: A title and its teaser, either of which may be missing.
Pair = tuple[str | None, str | None]


class Section(NamedTuple):
    """Rows with the entries that must be found in them, and how an envelope left them."""

    rows: list[str]
    truth: list[Pair]
    parted: set[int] | None = None
    wrapped: bool = True
    ascii_info: bool = False
    titles_lost: bool | None = False


class Page(NamedTuple):
    """A page of the corpus."""

    section: Section
    #: The rows behind blank lines, whether or not the envelope is one that keeps them.
    blanks: set[int]
    marked: bool


_MARKED: Final = ("gopherproxy", "hiltjo")
_UNWRAPPED: Final = ("loxy", "gkbrk", "kennedy")
_MARKS: Final = ("(DIR) ", "DIR ")
_WITHOUT_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def entries_report(shared: Path) -> str:
    """Tabulate the share of entries found exactly, by variant: ours and each simple rule's."""
    pages = list(_pages(shared))
    readers = {"tazdump": _ours, **{name: _ruled(rule) for name, rule in _RULES.items()}}
    lines = [
        "Entries found exactly where link marks are lost, in per cent",
        f"{'variant':54}{'entries':>8}" + "".join(f"{name:>14}" for name in readers),
    ]
    for name, sections in _variants(pages):
        total = sum(len(section.truth) for section in sections)
        shares = [
            100 * sum(_exact(s, read(s)) for s in sections) / total for read in readers.values()
        ]
        lines.append(f"{name:54}{total:8}" + "".join(f"{share:14.2f}" for share in shares))
    return "\n".join(lines) + "\n"


def _pages(shared: Path) -> Iterator[Page]:
    """Read the seed and every page of the corpus that has entries."""
    seed = shared / "seed" / "koalition"
    folder = sorted((shared / "corpus" / "pages").glob("*.json"))
    for path in [seed.with_suffix(".json"), *folder]:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = told.get("entries") or told.get("related")
        if found:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield _page(text, told.get("envelope", "table"), list(_pairs(found)))


def _pairs(found: Iterable[dict[str, str | None]]) -> Iterator[Pair]:
    """List titles and teasers; a group's heading is a title without teaser."""
    group = None
    for entry in found:
        if entry.get("group") not in {None, group}:
            group = entry["group"]
            yield group, None
        yield entry["title"], entry.get("teaser")


def _page(text: str, envelope: str, truth: list[Pair]) -> Page:
    """Strip an envelope from the entries of its page."""
    lines = [line.strip(" |") for line in text.split("\n")]
    heads = ("ARTIKEL ZUM THEMA", "Nach Artikeln suchen", "taz.de", "taz.de -- ")
    for head in heads:
        ends = [k for k, line in enumerate(lines) if line.removeprefix("## ") == head]
        if head.endswith(" "):
            ends = [k for k, line in enumerate(lines) if line.removeprefix("# ").startswith(head)]
        if ends:
            break
    rows: list[str] = []
    blanks: set[int] = set()
    for line in lines[ends[0] + 1 :]:
        if line:
            rows.append(line.removeprefix(_MARKS[0]).removeprefix(_MARKS[1]))
        else:
            blanks.add(len(rows))
    section = Section(
        rows,
        truth,
        wrapped=not envelope.startswith(_UNWRAPPED),
        ascii_info=envelope == "phoxy",
        titles_lost=None if envelope == "loxy" else False,
    )
    return Page(section, blanks, envelope.startswith(_MARKED))


def _variants(pages: Sequence[Page]) -> Iterator[tuple[str, list[Section]]]:
    """Yield the pages and what can be made of them, each with its name."""
    marked = [page for page in pages if page.marked]
    others = [page for page in pages if not page.marked]
    yield "marked pages, marks and blank lines taken away", [page.section for page in marked]
    yield (
        "marked pages, marks taken away, blank lines kept",
        [page.section._replace(parted=page.blanks) for page in marked if page.blanks],
    )
    yield "other pages, blank lines taken away", [page.section for page in others]
    yield (
        "other pages that kept blank lines, as they are",
        [page.section._replace(parted=page.blanks) for page in others if page.blanks],
    )
    truths = [[pair for pair in page.section.truth if all(pair)] for page in pages]
    truths = [truth for truth in truths if truth]
    yield "all, filled anew", [_made(truth) for truth in truths]
    yield "all, filled anew and cut after 79 bytes", [_made(truth, _cut) for truth in truths]
    yield "all, teasers without umlauts", [_spelled(truth) for truth in truths]
    yield "all, unwrapped", [_long(truth) for truth in truths]
    yield (
        "all, unwrapped, titles lost",
        [_long([(None, teaser) for _, teaser in truth]) for truth in truths],
    )
    yield "all, torn off at every fifth character", list(_torn(truths))
    yield "shuffled, every twentieth teaser dropped", _shuffled(truths)


def _made(truth: list[Pair], change: Callable[[str], str] = str) -> Section:
    """Write entries as taz does; `change` is done to every row."""
    rows: list[str] = []
    changed: list[Pair] = []
    for title, teaser in truth:
        head = change(title or "")
        body = [change(line) for line in fill(teaser)] if teaser else []
        rows += [head, *body]
        changed.append((head, " ".join(body) or None))
    return Section(rows, changed)


def _cut(row: str) -> str:
    size = row.encode()
    return row if len(size) <= 80 else size[:79].decode(errors="replace") + "…"


def _spelled(truth: list[Pair]) -> Section:
    rows = _made(truth)
    titles = {title for title, _ in truth}
    spelled = [(title, (teaser or "").translate(_WITHOUT_UMLAUTS)) for title, teaser in truth]
    texts = [row if row in titles else row.translate(_WITHOUT_UMLAUTS) for row in rows.rows]
    return Section(texts, list(spelled), ascii_info=True)


def _long(truth: list[Pair]) -> Section:
    rows = [part for pair in truth for part in pair if part]
    return Section(rows, truth, wrapped=False, titles_lost=None)


def _torn(truths: Iterable[list[Pair]]) -> Iterator[Section]:
    for truth in truths:
        rows, ends = [], []
        for pair in truth:
            rows += _made([pair]).rows
            ends.append(len(rows))
        for row, text in enumerate(rows):
            whole = [pair for pair, end in zip(truth, ends, strict=True) if end <= row]
            for size in range(1, len(text), 5):
                if whole:
                    yield Section([*rows[:row], text[:size].strip()], whole)


def _shuffled(truths: Iterable[list[Pair]]) -> list[Section]:
    chance = random.Random(20)
    pairs = [pair for truth in truths for pair in truth]
    sections: list[Section] = []
    for _ in range(100):
        drawn = [chance.choice(pairs) for _ in range(10)]
        sections.append(_made([(t, x if chance.random() > 0.05 else None) for t, x in drawn]))
    return sections


def _exact(section: Section, shapes: Iterable[Shape]) -> int:
    """Count the entries that were found with all of their title and teaser and no more."""
    rows = section.rows
    found = {
        (
            None if shape.title is None else rows[shape.title],
            " ".join(rows[slice(*shape.teaser)]) if shape.teaser else None,
        )
        for shape in shapes
    }
    return sum(pair in found for pair in section.truth)


def _ours(section: Section) -> list[Shape]:
    return find_entries(
        section.rows,
        cut=[k for k, row in enumerate(section.rows) if is_cut(row)],
        wrapped=section.wrapped,
        parted=section.parted,
        ascii_info=section.ascii_info,
        titles_lost=section.titles_lost,
    )


#: What might tell a title: a row, the one before it, the one behind it.
_RULES: Final[dict[str, Callable[[str, str, str], bool]]] = {
    "widths": lambda row, _, after: len(row) > 75 or fits(row, after),
    "fill": lambda row, before, _: len(row) > 75 or len(before) > 75 or fits(before, row),
    "sentence": lambda _, before, __: before.rstrip('“”"»')[-1:] in {"", ".", "?", "!"},
    "kicker": lambda row, _, __: ": " in row[:60],
}


def _ruled(rule: Callable[[str, str, str], bool]) -> Callable[[Section], list[Shape]]:
    """Make a reader of a rule: what it does not call a title belongs to the teaser above."""

    def read(section: Section) -> list[Shape]:
        rows = ["", *section.rows, ""]
        count = len(section.rows)
        starts = [k for k in range(count) if k == 0 or rule(rows[k + 1], rows[k], rows[k + 2])]
        ends = [*starts[1:], count]
        return [
            Shape(start, (start + 1, end) if end > start + 1 else None)
            for start, end in zip(starts, ends, strict=True)
        ]

    return read


if __name__ == "__main__":
    sys.stdout.write(entries_report(Path(sys.argv[1])))
