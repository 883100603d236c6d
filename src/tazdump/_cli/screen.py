"""What is drawn for reading: coloured where standard output takes it, and never a foreign command.

How: `rich` knows the terminal, styles and how to break lines; the text is put together here, for
its console takes longer for a line than all else together. Cost: linear; some µs a line.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Final

from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from rich.text import Text

from tazdump._cli.terminal import visible
from tazdump.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tazdump.diagnostics import Diagnostic

#: Longer lines are hard to read, so a wider terminal is left empty at the right.
MEASURE: Final = 80
#: Nobody reads narrower columns.
NARROWEST: Final = 20

NONE: Final = Style()
BOLD: Final = Style(bold=True)
DIM: Final = Style(dim=True)
#: How each severity looks, in the order in which they are counted.
SEVERITIES: Final = {
    Severity.ERROR: Style(color="red", bold=True),
    Severity.WARNING: Style(color="yellow", bold=True),
    Severity.INFO: Style(color="blue", bold=True),
}


def styled(text: str, style: Style) -> Text:
    """Make a text of which no character commands the terminal; what is added has its own style."""
    return Text().append(visible(text), style)


def counted(diagnostics: Iterable[Diagnostic], severities: Iterable[Severity]) -> str:
    """Count the diagnostics of these severities: ``1 error, 2 warnings``."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(found.count(severity), severity.lower()) for severity in severities]
    return ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n)


class Screen:
    """Collects what is drawn, as standard output can take it."""

    def __init__(self, *, plain: bool = False, width: int | None = None) -> None:
        """Draw without colours if `plain`, and in `width` columns instead of the terminal's."""
        # It knows NO_COLOR, FORCE_COLOR, TERM, and Windows consoles without escape sequences.
        asked = Console(file=sys.stdout)
        self._console = Console(
            file=io.StringIO(),
            force_terminal=asked.is_terminal and not asked.legacy_windows and not plain,
            width=width or max(NARROWEST, min(asked.width, MEASURE)),
            legacy_windows=False,
        )
        self._colours = COLOR_SYSTEMS.get(self._console.color_system or "")
        self._parts: list[str] = []

    @property
    def hyperlinks(self) -> bool:
        """Tell whether hyperlinks can be drawn at all."""
        return self._colours is not None

    def write(self, text: str, style: Style = NONE) -> None:
        """Write text on the line that is being drawn, its control characters as symbols."""
        self._write(visible(text), style)

    def end(self) -> None:
        """End the line."""
        self._parts.append("\n")

    def draw(self, text: Text, *, indent: int = 0, bullet: str = "") -> None:
        """Draw a `styled` text in as many lines as it takes; before the first stands the bullet."""
        width = max(1, self._console.width - indent)
        for number, line in enumerate(text.wrap(self._console, width, overflow="fold")):
            line.rstrip()
            line.end = ""
            self._parts.append((bullet if number == 0 else "").ljust(indent))
            for part, style, _ in line.render(self._console):
                self._write(part, style or NONE)
            self.end()

    def drawn(self) -> str:
        """Give all that was drawn."""
        return "".join(self._parts)

    def _write(self, text: str, style: Style) -> None:
        style = style.without_color if self._console.no_color else style
        self._parts.append(style.render(text, color_system=self._colours))
