"""Which columns hold the text, its URL and its id: as asked for, or as corpora name them.

How: names are looked up among those that there are, nested ones written with dots. Cost: none.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Final, NamedTuple

from tazdump.corpus._record import Columns

#: FineWeb, C4, mC4, CulturaX and HPLT say `text`, OSCAR says `content`, RedPajama `raw_content`.
TEXTS: Final = ("text", "content", "raw_content")
#: In the order of preference; those with dots are OSCAR's of several years.
URLS: Final = (
    "url",
    "uri",
    "warc_headers.warc-target-uri",
    "meta.warc_headers.warc-target-uri",
    "meta.url",
    "metadata.url",
)
IDS: Final = (
    "id",
    "doc_id",
    "warc_headers.warc-record-id",
    "meta.warc_headers.warc-record-id",
)
#: A name of more characters leads to no columns within: nobody writes it, and names within names
#: would take more memory than what they were read from.
LONGEST: Final = 200
#: So many names are counted.
COUNTED: Final = 1000
_SHOWN: Final = 20


class Chosen(NamedTuple):
    """The names of the columns; None where there is none."""

    text: str
    url: str | None
    id: str | None


def choose(columns: Columns, names: Collection[str]) -> Chosen:
    """Choose among these names, in which a dot leads into a nested column.

    Raises `ValueError` where a column that is asked for is not there, and where no column or more
    than one may be the text; the message names what there is.

    >>> choose(Columns(), ["id", "content", "warc_headers", "warc_headers.warc-target-uri"])
    Chosen(text='content', url='warc_headers.warc-target-uri', id='id')
    """
    for wanted in (columns.text, columns.url, columns.id):
        if wanted is not None and wanted not in names:
            msg = f"there is no column {wanted!r}; there are {_listed(names)}"
            raise ValueError(msg)
    return Chosen(
        text=columns.text or _text(names),
        url=columns.url or next((name for name in URLS if name in names), None),
        id=columns.id or next((name for name in IDS if name in names), None),
    )


def _text(names: Collection[str]) -> str:
    found = [name for name in TEXTS if name in names]
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"the text may be in {_listed(found)}; choose one with --text (Columns(text=...))"
    else:
        msg = (
            f"none of the columns is known to hold text; there are {_listed(names)}: "
            "choose one with --text (Columns(text=...))"
        )
    raise ValueError(msg)


def _listed(names: Collection[str]) -> str:
    shown = [
        repr(name if len(name) <= LONGEST else f"{name[:LONGEST]}…")
        for name in islice(names, _SHOWN)
    ]
    more = "many" if len(names) > COUNTED else len(names) - len(shown)
    return (", ".join(shown) or "none") + (f" and {more} more" if more else "")
