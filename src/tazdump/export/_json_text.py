"""JSON text that every tool can take: UTF-8 can carry it, and no line ends hide in it.

How: the standard library's encoder, then escapes for the few characters that it leaves raw.
Cost: one pass of C code over the text, and a second one only where such a character stands.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import Final

#: All on one line, for files of one page a line (JSON Lines).
one_line: Final = JSONEncoder(ensure_ascii=False, check_circular=False).encode
#: Many lines, for people.
many_lines: Final = JSONEncoder(ensure_ascii=False, check_circular=False, indent=2).encode

# JSON allows them raw; `str.splitlines` and old JavaScript take them for line ends.
_LINE_ENDS: Final = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def escaped(text: str) -> str:
    r"""Escape in JSON text what UTF-8 does not have, and what may be taken for a line end.

    Only strings of JSON can hold such characters, so an escape is right wherever they stand.

    >>> escaped('"a\u2028\udcc3"')
    '"a\\u2028\\udcc3"'
    """
    return _ends_escaped(text if _is_utf8(text) else _spelled(text))


def replaced(text: str) -> str:
    r"""Escape what may be taken for a line end; an unpaired surrogate becomes U+FFFD.

    For formats that others define: I-JSON (RFC 7493, 2.1) forbids unpaired surrogates, and
    strict readers refuse the whole text for one.

    >>> replaced('"a\u2028\udcc3"') == '"a\\u2028\ufffd"'
    True
    """
    return _ends_escaped(well_formed(text))


def well_formed(text: str) -> str:
    r"""Put U+FFFD for every unpaired surrogate, so that UTF-8 can carry the text.

    >>> well_formed("F\udcc3r") == "F\ufffdr"
    True
    """
    if _is_utf8(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _ends_escaped(text: str) -> str:
    for char, escape in _LINE_ENDS.items():
        if char in text:
            text = text.replace(char, escape)
    return text


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _spelled(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
