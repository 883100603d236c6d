"""Fuzzing: inputs that no one would write, led by what of the code they reach.

How: `python -m fuzz TARGET` runs libFuzzer (through atheris) with the oracle of the tests; the
targets stand in `targets`, how bytes change in `mutators`. Needs the extra `fuzz`.
Cost: as long as it is let. An input takes from some microseconds to some milliseconds: tens of
thousands of addresses a second, or a hundred pages.
"""

from __future__ import annotations

from typing import Final

#: What `targets` has, in the order in which ``all`` takes them; known without importing them.
NAMES: Final = (
    *("parse", "read", "envelopes", "address", "json"),
    *("pages-strategies", "text-strategies", "export-strategies"),
)
