"""How the tests run the command line: as users do, in this process, and on a terminal.

How: the installed program in a process of its own; `main` with the streams captured; or the program
on a pseudo-terminal. Cost: a start of Python, but for runs in this process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tazdump.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLES: Final = ROOT / "examples"
PROGRAM: Final = Path(sysconfig.get_path("scripts"), "tazdump")
#: What of the environment would change the output.
_FOREIGN: Final = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "LESS")

ARTICLE: Final = """\
# taz.de -- Glühwürmchen im Stadtpark: Die Nacht der kleinen Lichter

> Jedes Jahr im Juni kommen Hunderte in den Park, um still zu sein. Wer es
> nicht ist, wird angezischt.

Bild: Ein Licht, noch eines und dann keines mehr

Oberwerda taz | Um elf schaltet die Stadt die Laternen ab. Das steht im
[1][Beschluss vom letzten Sommer], und niemand hat ihn vergessen.

## Still sein lernen

Die Kinder halten es länger aus als ihre Eltern, sagt Parkwächter*in Toni
Brahmkamp.

21 Jun 2024

## LINKS

[1] /Laternen-in-Oberwerda/!6912345

## AUTOREN

Fenja Hallerbusch

## TAGS

Insekten

## ARTIKEL ZUM THEMA
"""
#: That article as `show` draws it in 80 columns.
DRAWN: Final = """\
Glühwürmchen im Stadtpark
Die Nacht der kleinen Lichter

Jedes Jahr im Juni kommen Hunderte in den Park, um still zu sein. Wer es nicht
ist, wird angezischt.

Von Fenja Hallerbusch · 21. Juni 2024

  Bild: Ein Licht, noch eines und dann keines mehr

Oberwerda taz | Um elf schaltet die Stadt die Laternen ab. Das steht im
Beschluss vom letzten Sommer[1], und niemand hat ihn vergessen.

Still sein lernen

Die Kinder halten es länger aus als ihre Eltern, sagt Parkwächter*in Toni
Brahmkamp.

Links
[1] https://taz.de/Laternen-in-Oberwerda/!6912345/

Schlagwörter
Insekten
"""
#: An article that was cut off, so that it has a diagnostic of severity ERROR.
DAMAGED: Final = ARTICLE[: ARTICLE.index("## AUTOREN")]
LISTING: Final = """\
# taz.de -- Nord
Neue Fähre ab Mai: Wischeroog jubelt
Der Inselrat hat zugestimmt.
"""
FOREIGN: Final = "Liebe Mitglieder,\nanbei das Protokoll der Sitzung über taz.de.\n"
#: Commands to a terminal: colour, title, cursor, bell, hyperlink, and text turned around.
COMMANDS: Final = (
    *("\x1b[31m", "\x1b]0;Titel\x07", "\x9b2J", "\x07", "\x08", "\x7f", "\x00", "\x0b"),
    *("\x1b]8;;javascript:x\x1b\\", "\u202e", "\u2066"),
)
#: What we ourselves may say to a terminal: style, and hyperlinks to safe URLs.
OURS: Final = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9]+;(?:https?|gopher|gemini|mailto):[!-~]*|;)\x1b\\"
)


#: The commands that read pages, each with what it must be given beside them.
READING: Final = ("show", "explain", "check", "convert --to json", "render --envelope plain")

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, modes and links of POSIX")


class Done(NamedTuple):
    """How a run ended, and what it wrote."""

    status: int
    out: str
    err: str


def environment(wanted: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give this process's environment without what changes the output, and with what is wanted."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, "TERM": "xterm-256color", **(wanted or {})}


def left_in(directory: Path) -> set[str]:
    """Name what is in a directory."""
    return {path.name for path in directory.iterdir()}


def program(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Done:
    """Run the installed program, as a user does."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(env),
        timeout=60,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def on_terminal(
    *arguments: str | Path, typed: bytes = b"", env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run it on a terminal of 24 lines and 80 columns; skip the test where there are none."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals here")
    import fcntl  # noqa: PLC0415 - not on all platforms
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    # As in raw mode, so that what arrives is what was written.
    modes = termios.tcgetattr(theirs)
    modes[1] = 0
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    process = subprocess.Popen(
        [PROGRAM, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(env)
    )
    os.close(theirs)
    if typed:
        os.write(ours, typed)
    seen = b""
    try:
        # Reading a terminal that nobody has open any more is an error on Linux.
        while more := os.read(ours, 65536):
            seen += more
    except OSError:
        pass
    os.close(ours)
    return process.wait(60), seen.decode("utf-8")


class Here:
    """Runs `main` in this process."""

    def __init__(self, captured: pytest.CaptureFixture[bytes]) -> None:
        """Read what `capfdbinary` has captured."""
        self._captured = captured

    def __call__(self, *arguments: str | Path) -> Done:
        """Run it with these arguments."""
        status = main([str(argument) for argument in arguments])
        out, err = self._captured.readouterr()
        return Done(status, out.decode("utf-8"), err.decode("utf-8"))
