"""Lines that are full to the column one wants, so that what follows them would not have fitted."""

from __future__ import annotations


def full(end: str, columns: int = 75) -> str:
    """A line of so many columns, which ends so."""
    return (
        "Der Regen fiel auf die Stadt und auf das Land am Meer ".ljust(columns - len(end), "n")
        + end
    )
