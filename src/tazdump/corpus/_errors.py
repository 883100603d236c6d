"""What ends a scan before its time.

How: one exception with one sentence. Cost: none.
"""

from __future__ import annotations

from typing import final


@final
class ScanError(Exception):
    """The scan could not begin, or could not be ended; the text is the sentence that says why."""

    def __init__(self, reason: str, resumable: bool = False) -> None:
        """Keep the reason, and whether the scan can go on from where it ended."""
        super().__init__(reason, resumable)
        self.reason = reason
        #: What was done is kept: `scan` with `resume` goes on from there.
        self.resumable = resumable

    def __str__(self) -> str:
        """The reason."""
        return self.reason
