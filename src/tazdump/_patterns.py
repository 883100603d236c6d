"""Every pattern of the library, with its reason; the only user of `regex`.

How: each is anchored or starts with a literal, bounded, and never crosses a line.
Cost: linear; beside each pattern stands the hostile input it was tried on (tests/test_linear.py).
"""

from __future__ import annotations

from typing import Final

import regex

#: FORMAT 1.5: a path with an id: optional slug, ``!``, optional type letter, digits.
#: Hostile: ``/a/a/a…``; the slug is one run without ``!``.
PATH: Final = regex.compile(r"/(?:(?P<slug>[^!/][^!]*)/)?!(?P<type>[taps]?)(?P<id>[0-9]{0,18})\Z")

#: Paths of the years before 2013 name the kind in words: /1/zukunft/artikel/1/titel/.
OLD_ARTICLE: Final = regex.compile(r"/artikel/")

#: A host of taz inside a URL, after ``//``, a slash, ``=`` or at the start; port optional.
HOST: Final = regex.compile(
    r"(?:(?<=[/=])|\A)(?:www\.|m\.)?taz\.de(?::[0-9]{1,5})?(?=[/?#]|\Z)", regex.IGNORECASE
)

#: RFC 3986 scheme.
SCHEME: Final = regex.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):")

#: The only line ends there are (FORMAT 2).
LINE_END: Final = regex.compile(r"\r\n|\n|\r")
