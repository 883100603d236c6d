"""Every pattern of the library, with its reason; the only user of `regex`.

How: each is anchored or starts with a literal, bounded, and never crosses a line.
Cost: linear; tests/test_linear_patterns.py tries each on what might make it go back.
"""

from __future__ import annotations

from typing import Final

import regex

#: FORMAT 1.5: a path with an id: optional slug, ``!``, optional type letter, digits; a query or
#: fragment that the web puts behind it.
#: Hostile: ``/a/a/a…``; the slug is one run without ``!``.
PATH: Final = regex.compile(
    r"/(?:(?P<slug>[^!/][^!]*)/)?!(?P<type>[taps]?)(?P<id>[0-9]{0,18})"
    r"(?P<tail>/?[?#&].*)?\Z",
    regex.DOTALL,
)

#: Paths of the years before 2013 name the kind in words: /1/zukunft/artikel/1/titel/.
OLD_ARTICLE: Final = regex.compile(r"/artikel/")

#: A host of taz inside a URL, after ``//``, a slash, ``=`` or at the start; port optional.
HOST: Final = regex.compile(
    r"(?:(?<=[/=])|\A)(?:www\.|m\.)?taz\.de(?::[0-9]{1,5})?(?=[/?#]|\Z)", regex.IGNORECASE
)

#: A percent sign before what ends an address or a line: a blank or a control character.
ENCODED_BREAK: Final = regex.compile(r"%(?=[01][0-9A-Fa-f]|20|7[Ff])")

#: RFC 3986 scheme.
SCHEME: Final = regex.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):")

#: The only line ends there are (FORMAT 2).
LINE_END: Final = regex.compile(r"\r\n|\n|\r")

#: A title line, whatever an envelope put before it; ``mark`` is absent where a proxy took it away.
#: The end is left to the envelope (bars, tabs). Hostile: one line of blanks or bars; bounded lead.
TITLE: Final = regex.compile(
    r"\ufeff?(?P<lead>i|[ |]{0,12})(?P<mark>\# )?taz\.de(?= -- {0,80}[^ |\t]|[ |]{0,80}(?:\Z|\t))"
)

_NAME: Final = r"(?:a[dlnrst]-|el-|’s-)?\p{Lu}[\p{L}\p{M}.'’()-]{0,39}"
_SMALL: Final = (
    r"a\.|a\.M\.|a[mn]|auf|bei|d\.|d[eiou]|de[lmnr]|das|i\.|im|in|la|le|les|ob|of|the|und|upon"
    r"|v\.|vor|zu[mr]?"
)
_AGENCY: Final = (
    r"(?i:taz|dpa|afp|epd|rtr|reuters|ap|kna|dapd|ddp|sid|ips|apn|apa|sda|lby|dts|npl|poonal)"
)
#: FORMAT 1.1: place, agency, bar. Places are names: words that begin with a capital (or an Arabic
#: article), joined by the small words of place names; so a bar in running text opens no dateline.
#: Hostile: ``A A A …``; each word is parted by at least one character, twelve at most.
DATELINE: Final = regex.compile(
    rf"(?P<place>(?!(?:D(?:er|ie|as)|Eine?) \S+ \|){_NAME}"
    rf"(?:(?: ?/ ?| |, )(?:{_NAME}|\({_NAME}\)|{_SMALL})){{0,11}}) "
    rf"(?P<agency>{_AGENCY}(?:[/,+-] ?{_AGENCY}){{0,5}}) \|(?: |\Z)"
)

#: FORMAT 2, gopherproxy: marks in seven columns; flush where an extractor stripped them.
PARENTHESISED_MARK: Final = regex.compile(r" {0,3}\((?P<mark>[A-Z0-9?+;<>]{1,5})\)(?: |\Z)")

#: FORMAT 2, hiltjo: a mark right-aligned in six columns; flush where an extractor stripped it.
ALIGNED_MARK: Final = regex.compile(
    r" {0,5}(?P<mark>[A-Z][A-Z0-9+]{1,5})(?<=\A.{6})(?: |\Z)", regex.DOTALL
)
FLUSH_MARK: Final = regex.compile(r"(?P<mark>DIR|TEXT|HTML|BIN|IMG|GIF|SEARCH)(?: (?=\S)|\Z)")

#: More white space than a tag of HTML ever has.
LONG_BLANKS: Final = regex.compile(r"(?<!\s)\s{1000,}+")

#: The start of a character reference that no integer can hold (``int`` stops at 4300 digits).
LONG_NUMBER: Final = regex.compile(r"&(?=#[0-9]{1000})")

#: UTF-8 read as Latin-1 or cp1252: the lead byte of an umlaut, and what follows it.
MOJIBAKE: Final = regex.compile("Ã[\x80-\xbf¤¶¼Ÿ„–œ]|â€[\x80-\xbf¦œžš“™]|â\x80[\x80-\xbf]")

#: The first line of a Gemini response that has a page (FORMAT 1.6).
GEMINI_HEADER: Final = regex.compile(r"2[0-9] text/gemini\b")

#: The header of a Gemini response that failed for now, for good, or for want of a certificate.
GEMINI_ERROR: Final = regex.compile(r"(?:4[0-4]|5[0-39]|6[0-2])(?: |\Z)")

#: Gemtext: ``=>``, blanks, a URL, and a text that may be absent. Hostile: ``=>`` and blanks.
GEMTEXT_LINK: Final = regex.compile(
    r"=>[ \t]*+(?P<url>[^ \t]++)(?:[ \t]++(?P<text>.*))?", regex.DOTALL
)

#: What Python may sort among the marks behind a letter: marks, two signs of Katakana that become
#: marks, and what this Unicode does not know yet, for that of Python may be newer.
_SORTED: Final = r"[\p{M}\p{Cn}\uff9e\uff9f]"
MARK: Final = regex.compile(_SORTED)

#: Thirty marks of a run that has more. Hostile: runs of thirty; at most thirty are looked at.
LONG_MARKS: Final = regex.compile(rf"{_SORTED}{{30}}(?={_SORTED})")

#: A whole character of UTF-8 beyond ASCII, in bytes.
UTF8_SEQUENCE: Final = regex.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
