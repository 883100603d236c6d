"""Where the material lies that tests may use and the project does not hold: seed and corpus.

How: the environment variable TAZDUMP_SHARED, else the folder `shared` beside the repository; tests
that need it are skipped where it is not there. Cost: none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_BESIDE: Final = Path(__file__).parents[2] / "shared"
SHARED: Final = Path(os.environ.get("TAZDUMP_SHARED", _BESIDE))
