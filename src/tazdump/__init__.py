r"""Reads the text pages of taz, in whichever envelope they come, into a typed, lossless model.

>>> import tazdump
>>> article = tazdump.parse("# taz.de -- Wetter: Es regnet\n> Den ganzen Tag.\n")
>>> article.title.kicker
'Wetter'

`parse` reads an article, `parse_listing` a listing, `parse_page` whichever it is, `read` a file or
bytes; `is_dump` asks, `render` writes, `explain` says what each line is; `tazdump.export` has JSON,
Markdown, HTML and others, `tazdump.corpus` reads crawls. Docstrings cite the format's description
by its sections, as FORMAT 1.5; see docs/explanation/format.md.
"""

from tazdump._explain import LineRole, explain
from tazdump._parse import is_dump, parse, parse_listing, parse_page
from tazdump._read import read
from tazdump._render import envelopes, render, verbatim
from tazdump._rows import Role
from tazdump._source import Source
from tazdump.address import Address
from tazdump.diagnostics import (
    Code,
    Diagnostic,
    NotADumpError,
    ParseError,
    Severity,
    WrongPageError,
)
from tazdump.model import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

__version__ = "0.1.0"

__all__ = [
    "Address",
    "Article",
    "Author",
    "Code",
    "Dateline",
    "Diagnostic",
    "Entry",
    "Image",
    "LineRole",
    "Link",
    "Listing",
    "NotADumpError",
    "Paragraph",
    "ParseError",
    "Role",
    "Severity",
    "Source",
    "Subheading",
    "Tag",
    "Title",
    "Verse",
    "WrongPageError",
    "envelopes",
    "explain",
    "is_dump",
    "parse",
    "parse_listing",
    "parse_page",
    "read",
    "render",
    "verbatim",
]
