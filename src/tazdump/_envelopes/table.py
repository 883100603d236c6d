"""The table of the meulie proxy as extractors write it: bars around every line, cuts, no blanks.

How: the residue is told once for the page, as the bars most lines share; then it is taken off each
line, whole or in part, and no bar that the text owns. Cost: two passes. Rules: FORMAT 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tazdump._envelopes._base import (
    Envelope,
    Line,
    Loss,
    Sheet,
    mark_envelope,
    plain_rows,
    stripped_rows,
)
from tazdump._envelopes._writing import gopher_lines
from tazdump._envelopes.plain import strip_frame
from tazdump._patterns import DATELINE
from tazdump._rows import Rows
from tazdump._text import KEPT, cut_rows

_BARS: Final = " |"
_EDGES: Final = frozenset(_BARS)
#: No extractor is known to write more than seven characters.
_LONGEST: Final = 16
_BLANKS: Final = " \t"
_AROUND: Final = _BARS + _BLANKS
#: Lines of a table that hold no text at all: cut-off residue, or a rule below a head.
_RULE: Final = " |-:+="


def residue_of(lines: Sequence[str]) -> tuple[str, str]:
    """The bars that stand before and behind the text on most lines of a page.

    The last line is asked only when it is alone, for it often lacks part of them (or was cut off).

    >>> residue_of(["| eins | |", "| zwei | |", "| drei |"])
    ('| ', ' | |')
    """
    asked = [line for line in (lines[:-1] or lines) if line]
    before = "" if _EDGES.isdisjoint({line[0] for line in asked}) else _commonest(asked, _leading)
    bars = _trailing(asked[0]) if asked else ""
    size = len(bars)
    if (
        "|" in bars
        and size <= _LONGEST
        and {line[-size:] for line in asked} == {bars}
        and _EDGES.isdisjoint({line[-size - 1 : -size] for line in asked})
    ):
        return before, bars  # All lines agree, as they do on most pages: nothing to count.
    return before, _commonest(asked, _trailing)


def _leading(line: str) -> str:
    return line[: len(line) - len(line.lstrip(_BARS))]


def _trailing(line: str) -> str:
    return line[len(line.rstrip(_BARS)) :]


def _commonest(lines: Sequence[str], bars_of: Callable[[str], str]) -> str:
    """The bars at one end that more than half of the lines have; empty if there are none."""
    found = [bars for bars in map(bars_of, lines) if "|" in bars and len(bars) <= _LONGEST]
    counts = Counter(found)
    if not counts:
        return ""
    # Of two that are equally common the title's, whose own text hardly ends in a bar; then the
    # longer one, so that the answer depends on nothing else.
    title = bars_of(lines[0])
    bars, _ = max(counts.items(), key=lambda item: (item[1], item[0] == title, item[0]))
    # A line that has more of them has a bar of its own: `Kiel taz |`.
    having = sum(bars in more for more in found)
    return bars if 2 * having > len(lines) else ""


def _even_cells(sheet: Sheet) -> list[str] | None:
    """The texts of the lines, if all of them stand between the same bars; the last may lack some.

    So it is with most tables. The text is then split at all its bars at once, which takes a third
    of the time that each line by itself takes.
    """
    text = sheet.text.removeprefix("\ufeff").removesuffix("\n")
    first = text[: text.find("\n")]
    before, behind = _leading(first), _trailing(first)
    if sheet.title or "|" not in before + behind or max(len(before), len(behind)) > _LONGEST:
        return None
    texts = text.removeprefix(before).split(f"{behind}\n{before}")
    if len(texts) != text.count("\n") + 1 or "\r" in text:
        return None
    texts[-1] = _without_part(texts[-1], behind).strip(_BLANKS)
    # Each of them whole, or the residue is another one.
    return texts if [text.strip(_AROUND) for text in texts] == texts else None


def _recognise(sheet: Sheet) -> bool:
    if not sheet.marked or "|" not in sheet.text:
        return False
    sheet.cells = _even_cells(sheet)
    return sheet.cells is not None or residue_of(sheet.lines[sheet.title :]) != ("", "")


def read_table(sheet: Sheet) -> Rows:
    """Take the residue off every line."""
    cells = sheet.cells or _even_cells(sheet)
    # A single character is found much faster than two, and pages have no backslash.
    if cells is not None and not ("\\" in sheet.text and "\\|" in sheet.text):
        rows = stripped_rows(sheet, cells)
        if not sheet.text.startswith("\ufeff"):
            rows.inset = sheet.text.find(cells[0])
        # Only a last line without text of its own can be cut-off residue.
        odd = [] if cells[-1].strip(_RULE) else _lacking_last(sheet.text, cells)
        _mark_rules(rows, sheet, odd)
    else:
        rows = _uneven_rows(sheet)
    if "…" in sheet.text:
        rows.cut = cut_rows(rows.texts)
    strip_frame(rows)
    rows.tell_wrapped()
    return rows


def _lacking_last(text: str, cells: Sequence[str]) -> list[int]:
    """The last row, if it lacks bars that all others have."""
    behind = text[text.find(cells[0]) + len(cells[0]) : text.find("\n")]
    return [] if text.removesuffix("\n").endswith(behind) else [len(cells) - 1]


def _uneven_rows(sheet: Sheet) -> Rows:
    """The rows of a table, line by line; some lines may lack part of the residue of the others."""
    lines = sheet.lines
    before, behind = residue_of(lines[sheet.title :])
    start, stop = len(before), -len(behind) or None
    odd = [
        i for i, line in enumerate(lines) if not (line.endswith(behind) and line.startswith(before))
    ]
    texts = [line[start:stop] for line in lines]
    for i in odd:
        texts[i] = _without_part(_without_lead(lines[i], before), behind)
    rows = plain_rows(sheet, _unescaped(texts))
    _mark_rules(rows, sheet, odd)
    lacking = [i for i in odd if sheet.title <= i < len(lines) - 1 and rows.texts[i]]
    if lacking:
        rows.uneven = lacking[0], f"{before}…{behind}"
    return rows


def _mark_rules(rows: Rows, sheet: Sheet, odd: Sequence[int]) -> None:
    """Give cut-off residue to the envelope, and the rule that tables in Markdown have second."""
    for i in {*odd, sheet.title + 1}:
        if i < len(rows.texts) and not rows.texts[i].strip(_RULE) and "|" in sheet.lines[i]:
            mark_envelope(rows, [i])


def _unescaped(texts: list[str]) -> list[str]:
    """The texts with their own bars bare again.

    Extractors that write Markdown escape a cell's bar (seen in two of the corpus' decorations);
    taken back only if all bars of the page are escaped, for then none is a text's own backslash.
    """
    if any("\\|" in text for text in texts):
        bare = [text.replace("\\|", "") for text in texts]
        if not any("|" in text for text in bare):
            return [text.replace("\\|", "|") for text in texts]
    return texts


def _without_lead(text: str, before: str) -> str:
    """A line without the bars before its text, whole or in part."""
    bare = text.removeprefix(before)
    if len(bare) == len(text):
        lead = _leading(text)
        if 0 < lead.count("|") <= before.count("|"):
            return text[len(lead) :]
    return bare


def _without_part(text: str, behind: str) -> str:
    """A line that has lost part of its residue, without the part that is left.

    ``Berlin taz |`` is a dateline whose line broke behind its own bar.
    """
    if behind and text.endswith(behind):
        return text[: -len(behind)]
    bare = text.rstrip(" ")
    for end in range(len(behind), 0, -1):
        part = behind[:end].rstrip(" ")
        if "|" in part and bare.endswith(part):
            text_before = bare[: -len(part)]
            # An agency ends with a letter: most lines need not be held against the pattern.
            is_dateline = text_before[-1:].isalpha() and DATELINE.fullmatch(bare) is not None
            if not is_dateline:
                return text_before
    return text


def write_table(
    lines: Iterable[Line], *, residue: str = "T | |", last: str | None = None, cut: bool = False
) -> str:
    """The lines with bars: `residue` shows them around a ``T``, `last` those of the last line.

    Without `last` the last line loses the final bar, as trafilatura 1.10 and later have it, if it
    has more than one. With `cut`, lines of more than 80 bytes are cut as the proxy does it. Raises
    `ValueError` for a residue that is not bars and blanks around one ``T``.
    """
    texts = [line.text for line in gopher_lines(lines, blank_lines=False)]
    if cut:
        texts = [cut_line(text) for text in texts]
    before, behind = _bars(residue)
    if last is None:
        shorter = behind.rstrip(" ")
        shorter = shorter[:-1].rstrip(" ") if shorter.count("|") > 1 else shorter
        last_before, last_behind = before, shorter
    else:
        last_before, last_behind = _bars(last, fewest=0)
    written = [before + text + behind for text in texts[:-1]]
    return "\n".join([*written, last_before + texts[-1] + last_behind])


def _bars(residue: str, *, fewest: int = 1) -> tuple[str, str]:
    before, mark, behind = residue.partition("T")
    if not mark or (before + behind).strip(_BARS) or residue.count("|") < fewest:
        msg = f"a residue is bars and blanks around one T, as in 'T | |', not {residue!r}"
        raise ValueError(msg)
    return before, behind


def cut_line(text: str) -> str:
    r"""The line as the proxy sends it: of more than 80 bytes, the first 79 and an ellipsis.

    >>> cut_line("ä" * 41)[-3:], len(cut_line("ä" * 41).encode())
    ('ä\ufffd…', 84)
    """
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= KEPT + 1:
        return text
    return data[:KEPT].decode("utf-8", "replace") + "…"


TABLE: Final = Envelope(
    name="table",
    about="the meulie proxy's table as an article extractor writes it: bars around every line",
    recognise=_recognise,
    read=read_table,
    write=write_table,
    losses=frozenset(
        {Loss.BLANK_LINES, Loss.LINK_MARKS, Loss.ADDRESSES, Loss.LONG_LINES, Loss.OWN_ADDRESS}
    ),
)
