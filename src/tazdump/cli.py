"""The command `tazdump`: the door to it, which opens without the extra ``cli`` too.

How: what the extra brings is imported here first, so that its absence is one sentence and no
traceback; all else is in `tazdump._cli`. Cost: `--help` imports neither `rich` nor a command.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED: Final = ("click", "rich")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those it was started with; return its exit status.

    0: done. 1: not done, and a sentence on standard error says why. `check` has statuses of its
    own: 1 for a page with a diagnostic of severity ERROR, 2 for what gives no page.
    """
    for name in _NEEDED:
        try:
            import_module(name)
        except ModuleNotFoundError:
            sys.stderr.write(f"tazdump: the command needs {name}: pip install 'tazdump[cli]'\n")
            return 1
    from tazdump._cli.app import run  # noqa: PLC0415 - needs click

    return run(arguments)
