"""Promise: each proxy's own page gives the page that taz wrote, whatever state its HTML is in.

How: one invented article, section and front page in the markup of eight proxies (FORMAT 3), then
damaged as the world does it. Cost: seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

import pytest
from attrs import evolve
from envelope_pages import ARTICLE_ROWS, CASES, PROXIES, TELLING, Case, Row, menu, meulie, prologic
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import (
    Address,
    Article,
    Listing,
    NotADumpError,
    Role,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    verbatim,
)
from tazdump.envelopes._html_lines import read_mark, read_page
from tazdump.envelopes.table import cut_line
from tazdump.testing import pages  # noqa: F401

