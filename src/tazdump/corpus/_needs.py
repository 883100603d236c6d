"""The one sentence for what is not installed: extras are asked for where they are needed.

How: a `with` around an import turns a missing package into advice. Cost: none.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

_EXTRA: Final = frozenset({"pyarrow", "fastwarc"})


@contextmanager
def needed(what: str) -> Generator[None]:
    """Import packages of the extra ``crawl`` in here, for `what`.

    Raises `ImportError` that says how to install them.
    """
    try:
        yield
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _EXTRA:
            raise
        msg = f"{what} needs {package}: pip install 'tazdump[crawl]'"
        raise ImportError(msg, name=package) from error
