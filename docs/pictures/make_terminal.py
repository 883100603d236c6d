"""Renew the pictures of the command line: show.svg and explain.svg.

How: the installed program is run with colours on, and `rich` draws what it wrote. Cost: a second.
Usage: ``python docs/pictures/make_terminal.py [DIRECTORY]``; needs the extra ``cli``.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
#: Dark red and yellow of a terminal are hard to read on black; these have contrast enough.
THEME: Final = TerminalTheme(
    background=(24, 26, 31),
    foreground=(222, 224, 228),
    normal=[
        (24, 26, 31),
        (255, 123, 114),
        (126, 211, 133),
        (230, 192, 104),
        (121, 184, 255),
        (210, 168, 255),
        (118, 218, 218),
        (222, 224, 228),
    ],
)


class Picture(NamedTuple):
    """A picture: the arguments, which lines of the output it has, how wide it is."""

    arguments: tuple[str, ...]
    lines: slice
    width: int


PICTURES: Final = {
    "show": Picture(("show", "examples/stadtbaeume.txt"), slice(27), 80),
    "explain": Picture(("explain", "examples/stadtbaeume.txt"), slice(40, 69), 112),
}


def draw(name: str, picture: Picture) -> str:
    """Run the program and draw what it writes."""
    program = Path(sysconfig.get_path("scripts"), "tazdump")
    wanted = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(picture.width)}
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | wanted
    # The program is ours, and so are the arguments.
    done = subprocess.run(
        [program, *picture.arguments], capture_output=True, check=True, cwd=ROOT, env=environment
    )
    lines = done.stdout.decode("utf-8").split("\n")[picture.lines]
    console = Console(file=io.StringIO(), record=True, width=picture.width, legacy_windows=False)
    console.print(Text.from_ansi("\n".join(lines)))
    title = f"tazdump {' '.join(picture.arguments)}"
    return without_fonts(console.export_svg(title=title, theme=THEME, unique_id=name))


def without_fonts(svg: str) -> str:
    """Leave out the fonts, which would be asked for elsewhere whenever the picture is seen."""
    first, *others = svg.split("@font-face")
    return first + "".join(part.partition("}")[2].lstrip() for part in others)


def main(directory: Path = HERE) -> int:
    """Write all pictures into a directory."""
    for name, picture in PICTURES.items():
        target = directory / f"{name}.svg"
        target.write_text(draw(name, picture), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:2])))
