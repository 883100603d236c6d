"""`tazdump scan` in a process of its own that can be ended at a chosen moment; run as a script.

How: the first argument says when and how, the others are the program's. Tasks are made small, so
that little text is many of them. Cost: a start of Python with pyarrow.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Final

from tazdump.cli import main
from tazdump.corpus import _tasks
from tazdump.corpus._folder import Folder
from tazdump.corpus._merge import Merge
from tazdump.corpus._outputs import Outputs
from tazdump.corpus._scan import Run

#: So many bytes of the sources make a task.
SMALL: Final = 20_000
#: The moments at which a scan may end: behind a call of one of these.
MOMENTS: Final[dict[str, tuple[type, str]]] = {
    "begun": (Run, "begin"),
    "planned": (Run, "plan"),
    "read": (Run, "_tell"),
    "counted": (Merge, "count"),
    "replacing": (Folder, "mark_replacing"),
    "placed": (Outputs, "place"),
}


def end_at(moment: str, time: int, name: str) -> None:
    """See that this process is sent a signal, the n-th time that the moment comes."""
    owner, method = MOMENTS[moment]
    action = getattr(owner, method)
    seen = 0

    def watched(*args: object, **kwargs: object) -> object:
        nonlocal seen
        result = action(*args, **kwargs)
        seen += 1
        if seen == time:
            os.kill(os.getpid(), getattr(signal, name))
        return result

    setattr(owner, method, watched)


if __name__ == "__main__":
    asked, *arguments = sys.argv[1:]
    _tasks.SMALLEST = SMALL  # type: ignore[misc]  # pyright: ignore[reportConstantRedefinition]
    if when := json.loads(asked):
        end_at(*when)
    sys.exit(main(["scan", *arguments]))
