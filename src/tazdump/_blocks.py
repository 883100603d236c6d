"""The nodes of a body, from the parts that its rows were told to be.

How: rows are joined with blanks, links are cut out of the joined text, and each gets its lines.
Cost: linear in the text. Rules: FORMAT 1.1 (dateline) and 1.3 (links).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from tazdump._body import Part
from tazdump._inline import Span, Spans, find_links
from tazdump._lines import IMAGE_MARK, is_lede, read_dateline
from tazdump._notes import Notes
from tazdump._rows import IMAGE, PARAGRAPH, SUBHEADING, Rows
from tazdump._values import new_link, new_paragraph, new_subheading
from tazdump.address import Address
from tazdump.diagnostics import Code
from tazdump.model import Block, Dateline, Image, Link, Verse


class BlockReader:
    """Makes nodes of parts; collects on the way what belongs to the article."""

    def __init__(self, rows: Rows, notes: Notes, targets: Mapping[int, Address]) -> None:
        """Read from these rows; `targets` are the addresses under LINKS by number."""
        self._rows = rows
        self._notes = notes
        self._targets = targets
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.dateline: Dateline | None = None
        #: The first paragraph is read, which alone a dateline may open.
        self._opened = False
        #: The first text of each link number.
        self.link_texts: dict[int, str] = {}

    def read(self, parts: Sequence[Part]) -> None:
        """Add the nodes of these parts."""
        rows, notes = self._rows, self._notes
        if not parts:
            return
        # In most bodies no line was cut.
        top, bottom = parts[0][1], parts[-1][2]
        whole = not any(top <= row < bottom for row in rows.cut)
        for part in parts:
            role, first, end, _ = part
            if role == IMAGE:
                notes.add(Code.IMAGE_MISPLACED, first)
                self.images.append(self.image(first))
                continue
            cut = not whole and notes.cut_any(Code.TEXT_CUT, range(first, end))
            if role == PARAGRAPH:  # Its rows have their role since they were parted.
                self._paragraph(part, cut)
                continue
            rows.claim(first, end, role)
            if role == SUBHEADING:
                self._subheading(first, end, cut)
            else:
                self._opened = True
                verses = tuple([rows.texts[row] for row in rows.filled(first, end)])
                self.blocks.append(Verse(lines=verses, cut=cut, span=rows.lines(first, end)))

    def image(self, row: int) -> Image:
        """The image whose caption stands on a row."""
        rows = self._rows
        rows.roles[row] = IMAGE
        return Image(
            caption=rows.texts[row].removeprefix(IMAGE_MARK),
            cut=self._notes.cut(Code.CAPTION_CUT, row),
            lines=rows.lines(row, row + 1),
        )

    def note_links(self, text: str, first: int, end: int) -> None:
        """Remember the link texts of a lede or sub-heading, whose marks stay in its text."""
        if "][" not in text:
            return
        starts = self._row_starts(first, end)
        for span in self._spans(text, first, starts).links:
            self._use(span, text, first, starts)

    def _subheading(self, first: int, end: int, cut: bool) -> None:
        text = " ".join(self._rows.texts[first:end])
        if self._rows.marked or text == "##":
            text = text.removeprefix("##").removeprefix(" ")
        self.note_links(text, first, end)
        self.blocks.append(new_subheading(text, cut, self._rows.lines(first, end)))

    def _paragraph(self, part: Part, cut: bool) -> None:
        rows = self._rows
        _, first, end, certain = part
        texts = rows.texts[first:end]
        text = " ".join(texts)
        if ">" in text:
            for row, line in enumerate(texts, first):
                if is_lede(line):
                    self._notes.add(Code.LEDE_MISPLACED, row)
        start = 0
        if not self._opened and (found := read_dateline(text)) is not None:
            start = found.end
            last = first + 1 + (len(texts[0]) < found.end - 1 and len(texts) > 1)
            self.dateline = Dateline(
                place=found.place, agency=found.agency, lines=rows.lines(first, last)
            )
        self._opened = True
        content: tuple[str | Link, ...] = (text[start:],) if len(text) > start else ()
        if "][" in text:
            content = self._content(text, start, first, end)
        if content:
            lines = rows.numbers[first], rows.numbers[end - 1]
            self.blocks.append(new_paragraph(content, cut, certain, lines))

    def _content(self, text: str, start: int, row: int, end: int) -> tuple[str | Link, ...]:
        """The text of some rows from start on, cut into strings and links."""
        starts, numbers = self._row_starts(row, end), self._rows.numbers
        content: list[str | Link] = []
        for span in self._spans(text, row, starts).links:
            opening, after, number, text_start, text_end, closed = span
            if opening > start:
                content.append(text[start:opening])
            shown = text[text_start:text_end]
            lines = (
                numbers[row + bisect_right(starts, opening) - 1],
                numbers[row + bisect_right(starts, after - 1) - 1],
            )
            address = self._targets.get(number)
            content.append(new_link(number, shown, address, not closed, lines))
            self._use(span, text, row, starts)
            start = after
        if start < len(text):
            content.append(text[start:])
        return tuple(content)

    def _spans(self, text: str, first: int, starts: Sequence[int]) -> Spans:
        """The links of the joined text of some rows; those never closed are noted."""
        rows = self._rows
        cuts: list[int] = []
        if "…" in text and not rows.cut.isdisjoint(range(first, first + len(starts))):
            cuts = [
                start + len(rows.texts[row])
                for row, start in enumerate(starts, first)
                if row in rows.cut
            ]
        spans = find_links(text, cuts)
        for place in spans.unclosed:
            mark = text[place : text.index("][", place) + 2]
            self._note(Code.LINK_UNCLOSED, first, starts, place, mark)
        for start, _, _, text_start, _, closed in spans.links:
            if not closed:
                self._note(Code.LINK_UNCLOSED, first, starts, start, text[start:text_start])
        return spans

    def _row_starts(self, first: int, end: int) -> list[int]:
        """Where each of some rows starts in their joined text."""
        sizes = [len(text) + 1 for text in self._rows.texts[first : end - 1]]
        return list(accumulate(sizes, initial=0))

    def _use(self, span: Span, text: str, first: int, starts: Sequence[int]) -> None:
        """Remember the text of a link, and note one that leads nowhere."""
        self.link_texts.setdefault(span.number, text[span.text_start : span.text_end])
        if span.number not in self._targets:
            mark = text[span.start : span.text_start]
            self._note(
                Code.LINK_WITHOUT_TARGET, first, starts, span.start, mark, number=span.number
            )

    def _note(
        self,
        code: Code,
        first: int,
        starts: Sequence[int],
        place: int,
        mark: str,
        **details: object,
    ) -> None:
        """Note something at a place in the joined text of the rows from first on."""
        k = max(0, bisect_right(starts, place) - 1)
        self._notes.add(code, first + k, mark, at=place - starts[k], **details)
