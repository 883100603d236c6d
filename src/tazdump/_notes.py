"""Diagnostics on their way to a page: a code and a row become a message and a place.

How: the place is where the fragment stands in the line as it was given. Cost: per diagnostic, one
search in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tazdump._rows import Rows
from tazdump._text import is_severed
from tazdump._values import new_diagnostic
from tazdump.diagnostics import RULES, Code, Diagnostic, visible

#: How much of a line a message quotes; the diagnostic's own `text` holds all of it.
_QUOTED = 60
_WHOLE = (0, None)


def note(
    code: Code,
    lines: Sequence[str],
    line: int,
    text: str = "",
    /,
    column: int | None = None,
    within: tuple[int, int | None] = _WHOLE,
    **details: object,
) -> Diagnostic:
    """A diagnostic about a text on a line (1-based); without a text, about the whole line.

    `column`, from 0, tells where the text stands; else its last place on the line is meant, for
    that is where a cut is. `within` is the part of the line that is looked at: one line of HTML may
    have many rows, and each of them its diagnostics.
    """
    raw = lines[line - 1] if line <= len(lines) else ""
    start, end = min(within[0], len(raw)), within[1]
    shown = text or raw[start:end].strip()
    if column is None or not raw.startswith(shown, column):
        column = raw.rfind(shown, start, end)
    if column < 0:
        column, shown = start, raw[start:end]
    message = RULES[code].message
    if "{" in message:
        quoted = visible(shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…")
        message = message.format(text=quoted, **details)
    return Diagnostic(
        code=code,
        message=message,
        line=line,
        column=column + 1,
        end_column=column + len(shown) + 1,
        text=shown,
    )


class Notes:
    """The diagnostics of a page while it is read."""

    __slots__ = ("_last", "_lines", "_rows", "claimed", "found")

    def __init__(self, lines: Sequence[str], rows: Rows) -> None:
        """Collect for these lines, and rows made of them."""
        self._lines = lines
        self._rows = rows
        self._last = (-1, 0)
        self.found: list[Diagnostic] = []
        #: Unparsed rows that have their diagnostic already.
        self.claimed: set[int] = set()

    def add(
        self, code: Code, row: int, text: str = "", *, at: int | None = None, **details: object
    ) -> None:
        """Note something about a row; the text, at that place of the row, is the part meant."""
        line, within = self._rows.numbers[row], self._rows.within(row)
        column = None if at is None else self._start(row) + at
        self.found.append(
            note(code, self._lines, line, text, column=column, within=within, **details)
        )

    def cut_any(self, code: Code, rows: Iterable[int]) -> bool:
        """Was one of these rows cut? Then note it for each."""
        cut = self._rows.cut
        if not cut or cut.isdisjoint(rows):
            return False
        for row in rows:
            self.cut(code, row)
        return True

    def _start(self, row: int) -> int:
        """Where the text of a row starts in its line; kept, for a line may be noted often."""
        if self._last[0] != row:
            line, (start, end) = self._lines[self._rows.numbers[row] - 1], self._rows.within(row)
            found = line.find(self._rows.texts[row], start, end)
            self._last = row, start if found < 0 else found
        return self._last[1]

    def add_unparsed(self, code: Code, row: int, text: str = "") -> None:
        """Note why a row is left unparsed."""
        self.claimed.add(row)
        self.add(code, row, text)

    def cut(self, code: Code, row: int) -> bool:
        """Was this row cut? Then note it, and a character that the cut severed."""
        if row not in self._rows.cut:
            return False
        text, line = self._rows.texts[row], self._rows.numbers[row]
        # What `note` does, for most diagnostics are such: the ellipsis is the last of its line.
        inset = self._rows.inset
        if inset is None:
            column = self._lines[line - 1].rfind("…", *self._rows.within(row)) + 1
        else:
            column = text.rfind("…") + 1 + inset
        message = RULES[code].message
        self.found.append(new_diagnostic(code, message, line, column, column + 1, "…"))
        if is_severed(text):
            self.add(Code.SEVERED_CHARACTER, row, text[-2:])
        return True
