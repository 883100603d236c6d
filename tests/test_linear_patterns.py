"""Promise: no pattern of the library goes back over its input without bound.

How: each pattern is tried on repetitions of what might make it slow, at n and at 4n, and at a place
where the match fails at the very end. Cost: some seconds.
"""

from __future__ import annotations

import pytest
from linear import Job, assert_linear
from regex import Pattern

from tazdump import _patterns

#: What might make each pattern slow.
HOSTILE: dict[str, tuple[str, ...]] = {
    "PATH": ("/a", "/a/!", "a", "!", "1"),
    "OLD_ARTICLE": ("/artikel", "/", "artikel/"),
    "HOST": ("/taz.de", "taz.de:1", "/www.", "=taz.de:99999"),
    "ENCODED_BREAK": ("%", "%0", "%20", "%7"),
    "SCHEME": ("a", "a.", "+"),
    "LINE_END": ("\r", "\r\n", "x"),
    "TITLE": (" ", "|", " |", "i", "\ufeff", "# taz.de", "# taz.de -- "),
    "DATELINE": ("A ", "A", "A/", "A, ", "(A) ", "taz/", "taz ", "am ", "A taz ", "A taz, "),
    "PARENTHESISED_MARK": (" ", "(", "(DIR) ", " (A"),
    "ALIGNED_MARK": (" ", "A", " A", "   DIR "),
    "FLUSH_MARK": ("DIR", "DIR ", " "),
    "MOJIBAKE": ("Ã", "â", "â€", "€"),
    "GEMINI_HEADER": ("20 text/gemini", "2", "20 "),
    "GEMINI_ERROR": ("51", "51 ", "5"),
    "GEMTEXT_LINK": ("=>", "=> ", " ", "=>\t", "=> a "),
    "LONG_BLANKS": (" ", " " * 999 + "x", "\n", "\u2028"),
    "LONG_NUMBER": ("&#1", "&#" + "1" * 999, "&", "&#"),
    "MARK": ("\u0301", "\uff9e", "a"),
    "LONG_MARKS": ("\u0301", "\u0301\u0316", "\uff9e" * 30 + "a", "\u0301" * 31 + "a"),
}


#: What each begins with where it matches, so that the rest of it is tried as well.
BEGINS: dict[str, str] = {
    "PATH": "/Wort/!1",
    "HOST": "/taz.de",
    "SCHEME": "http:",
    "TITLE": "# taz.de",
    "DATELINE": "Kiel taz/",
    "PARENTHESISED_MARK": " (DIR) ",
    "ALIGNED_MARK": "   DIR ",
    "FLUSH_MARK": "DIR ",
    "GEMTEXT_LINK": "=> /!1 ",
    "GEMINI_HEADER": "20 ",
    "LONG_NUMBER": "&#",
}
#: The patterns that are looked for anywhere in a text; all others are tried at one place.
_ANYWHERE = {
    "ENCODED_BREAK",
    "HOST",
    "LINE_END",
    "LONG_BLANKS",
    "LONG_MARKS",
    "LONG_NUMBER",
    "MARK",
    "MOJIBAKE",
}


@pytest.mark.parametrize(("name", "part"), [(k, part) for k, v in HOSTILE.items() for part in v])
def test_each_pattern_is_linear(name: str, part: str) -> None:
    pattern: Pattern[str] = getattr(_patterns, name)

    def job_of(n: int) -> Job:
        texts = [part * n, BEGINS.get(name, "") + part * n]

        def job() -> None:
            for text in texts:
                if name in _ANYWHERE:
                    for _ in pattern.finditer(text):
                        pass
                else:
                    pattern.match(text)
                    pattern.fullmatch(text + "!")

        return job

    assert_linear(job_of, lambda n: 2 * n * len(part))


@pytest.mark.parametrize("part", [b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc3\xbc", b"\x80"])
def test_the_pattern_of_utf8_is_linear(part: bytes) -> None:
    def job_of(n: int) -> Job:
        data = part * n
        return lambda: _patterns.UTF8_SEQUENCE.sub(b"", data)

    assert_linear(job_of, lambda n: n * len(part))


def test_every_pattern_is_tried() -> None:
    patterns = {name for name, value in vars(_patterns).items() if isinstance(value, Pattern)}
    assert patterns == {*HOSTILE, "UTF8_SEQUENCE"}
    assert BEGINS.keys() <= HOSTILE.keys()
