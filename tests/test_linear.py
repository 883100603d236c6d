"""Promise: nothing that a text can hold makes reading slower than linear in its length.

How: families of hostile texts, each at one size and at four times that size: the time must not grow
by more than six. Sizes are raised until the time is well above noise, or until a megabyte is read
faster than that; the best of three runs counts, and what fails is measured again before it is
believed. Cost: about a minute of a quiet machine.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
from attrs import evolve
from envelope_forms import FORMS
from envelope_pages import ARTICLE, ARTICLE_ROWS
from envelope_proxies import PROXIES
from regex import Pattern

from tazdump import ParseError, _patterns, explain, is_dump, parse_page, read, render
from tazdump._envelopes import ENVELOPES
from tazdump._read import decode

Make = Callable[[int], str]
Job = Callable[[], object]

HEAD = "# taz.de -- Wetter: Es regnet\n"
MENU = "i# taz.de -- Wetter: Es regnet\t\tfake\t1\r\n"
BARE = "taz.de -- Wetter: Es regnet\n"
PRE = "<pre># taz.de -- Wetter: Es regnet\n"
END = "4 Sep 2025\n## ARTIKEL ZUM THEMA\n"
PAGE = f"{HEAD}> Sehr.\nUnd noch ein Wort dazu.\n{END}"

#: Seconds of a run that are well above noise, and how long a text may get to reach them.
_NOISE = 0.006
_LONGEST = 1_000_000
_MOST = 6.0


def best(job: Job) -> float:
    times: list[float] = []
    for _ in range(3):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def assert_linear(job_of: Callable[[int], Job], size_of: Callable[[int], int]) -> None:
    n = 500
    while best(job_of(n)) < _NOISE and size_of(n) < _LONGEST:
        n *= 2
    ratios: list[float] = []
    for _ in range(5):
        once, four = best(job_of(n)), best(job_of(4 * n))
        if four < _MOST * max(once, _NOISE):
            return
        ratios.append(four / once)
        # Where memory comes from changes at some sizes; a true growth shows at the next one, too.
        n = 3 * n // 2
    pytest.fail(f"four times the text takes {min(ratios):.1f} times as long")


def parsing(make: Make) -> Callable[[int], Job]:
    def job_of(n: int) -> Job:
        text = make(n)

        def job() -> None:
            try:
                explain(parse_page(text))
            except ParseError:
                assert not is_dump(text)

        return job

    return job_of


PLAIN: dict[str, Make] = {
    "one long line": lambda n: HEAD + "x" * n,
    "one long line of words": lambda n: HEAD + "Wort " * n,
    "one long lede": lambda n: HEAD + "> " + "Wort " * n,
    "one long title": lambda n: HEAD.strip() + ": Wort" * n,
    "one long caption": lambda n: HEAD + "> a\nBild: " + "Wort " * n,
    "a line of blanks": lambda n: HEAD + " " * n,
    "lines of blanks": lambda n: HEAD + (" " * 80 + "\n") * n,
    "blank lines": lambda n: HEAD + "\n" * n,
    "a line of bars": lambda n: HEAD + "|" * n,
    "lines of bars": lambda n: HEAD + "|\n" * n,
    "[1][": lambda n: HEAD + "[1][" * n,
    "[1][ a line": lambda n: HEAD + "[1][x\n" * n,
    "[1][x]": lambda n: HEAD + "[1][x] " * n,
    "[": lambda n: HEAD + "[1][" + "[" * n,
    "]": lambda n: HEAD + "[1][" + "]" * n,
    "[1][ cut": lambda n: HEAD + ("[1][" + "x" * 75 + "…\n") * n,
    "> > >": lambda n: HEAD + "> " * n,
    "> a line": lambda n: HEAD + "> a\n" * n,
    "misplaced lede lines": lambda n: HEAD + "a\n" + "> a\nb\n" * n,
    "headings": lambda n: HEAD + "## a\n" * n,
    "bare headings": lambda n: HEAD + "##\n" * n,
    "sections": lambda n: HEAD + "## TAGS\na\n## LINKS\n[1] /!1\n" * n,
    "unknown sections": lambda n: HEAD + "4 Sep 2025\n" + "## ANZEIGE\nx\n" * n,
    "LINKS without targets": lambda n: HEAD + "## LINKS\n" * n + "Text",
    "tags": lambda n: HEAD + "## TAGS\n" + "Tag\n" * n + END,
    "targets": lambda n: HEAD + "## LINKS\n" + "".join(f"[{i}] /!{i}\n" for i in range(n)),
    "links and targets": lambda n: (
        HEAD
        + "".join(f"[{i}][x] " for i in range(n))
        + "\n## LINKS\n"
        + "".join(f"[{i}] /!{i}\n" for i in range(n))
    ),
    "a target of blanks": lambda n: HEAD + "## LINKS\n[1]" + " " * n,
    "dates": lambda n: HEAD + "4 Sep 2025\n" * n,
    "dates in a section": lambda n: HEAD + "## TAGS\n" + "4 Sep 2025\n" * n,
    "entries": lambda n: HEAD + "## ARTIKEL ZUM THEMA\n" + "Titel: Eins\nAnriss.\n" * n,
    "entries of a listing": lambda n: "# taz.de -- Nord\n" + "Titel: Eins\nDer Anriss.\n" * n,
    "short lines of a listing": lambda n: "# taz.de -- Nord\n" + "a\n" * n,
    "groups": lambda n: "# taz.de\n" + "Gruppe\n\nTitel: Eins\n\nAnriss.\n\n" * n,
    "verse": lambda n: HEAD + "Regen\n\n" * n,
    "verse without blank lines": lambda n: HEAD + "Regen, nur Regen.\n" * n,
    "filled lines": lambda n: HEAD + ("Wort " * 14 + "Worte\n") * n,
    "filled lines that end": lambda n: HEAD + ("Wort " * 13 + "aufs Ende.\n") * n,
    "captions": lambda n: HEAD + ("Bild: " + "x" * 90 + "\n") * n,
    "captions in the body": lambda n: HEAD + "a\n" + "Bild: x\n\nText.\n\n" * n,
    "cut lines": lambda n: HEAD + ("x" * 79 + "…\n") * n,
    "severed characters": lambda n: HEAD + ("x" * 77 + "\ufffd" * 2 + "…\n") * n,
    "replacement characters": lambda n: HEAD + "\ufffd" * n + "\n\ufffd" * n,
    "ellipses": lambda n: HEAD + "…\n" * n,
    "mojibake": lambda n: HEAD + "Ã" * n + "â€" * n,
    "datelines": lambda n: HEAD + "Berlin taz | x\n" * n,
    "a dateline of places": lambda n: HEAD + "A " * n + "taz | x",
    "CR": lambda n: HEAD + "\r" * n,
    "CR and text": lambda n: (HEAD + "Ein Text\n" * n).replace("\n", "\r"),
    "CRLF": lambda n: (HEAD + "Ein Text\n" * n).replace("\n", "\r\n"),
    "line separators": lambda n: HEAD + "a\u2028\x85\x0c" * n,
    "lone surrogates": lambda n: HEAD + "\ud800" * n,
    "combining characters": lambda n: HEAD + "a\u0301" * n,
    "titles": lambda n: HEAD * n,
    "the same page again and again": lambda n: PAGE * n,
}

MARKED: dict[str, Make] = {
    "residue": lambda n: (HEAD + "a\n" * n).replace("\n", " | |\n"),
    "residue with long blanks": lambda n: (HEAD + "a\n" * n).replace("\n", " " * 300 + "|\n"),
    "uneven residue": lambda n: HEAD + "".join("a" + " |" * (i % 9) + "\n" for i in range(n)),
    "bars and blanks": lambda n: HEAD + ("a" + " |" * 200 + "\n") * n,
    "escaped bars": lambda n: (HEAD + "a \\| b\n" * n).replace("\n", " |\n"),
    "feet of meulie": lambda n: HEAD + "You are viewing proxied material from taz.de\n" * n,
    "gopherproxy": lambda n: HEAD + " (DIR) Titel: x\n       Anriss.\n" * n,
    "gopherproxy, marks alone": lambda n: HEAD + " (DIR) \n" * n,
    "gopherproxy, flush": lambda n: HEAD + "(DIR) Titel: x\nAnriss.\n" * n,
    "hiltjo": lambda n: "URI: \n       " + HEAD + "   DIR Titel: x\n       Anriss.\n" * n,
    "hiltjo, flush": lambda n: HEAD + "DIR Titel: x\nAnriss.\n" * n,
    "phoxy": lambda n: "gophering on taz.de\n" + HEAD + "Ueber Fuesse\nÜber Füße\n\n" * n,
    "menu": lambda n: MENU + "1Titel: x\t/!1\ttaz.de\t70\r\niAnriss.\t\tfake\t1\r\n" * n,
    "menu of tabs": lambda n: MENU + "1" + "\t" * n,
    "menu of dots": lambda n: MENU + ".\n" * n,
    "menu of stuffed dots": lambda n: MENU + "..\n" * n,
    "menu of hosts": lambda n: MENU + "".join(f"1T\t/!{i}\th{i}.de\t70\n" for i in range(n)),
    "menu of one URL": lambda n: MENU + "1T\t" + "/taz.de" * n + "\tx\t70\n",
    "menu of one encoded URL": lambda n: MENU + "hT\tURL:" + "%2Ftaz.de&" * n + "\tx\t70\n",
    "gemtext": lambda n: HEAD + "\n=> /!1 Titel: x\n\nAnriss.\n" * n,
    "gemtext arrows and blanks": lambda n: HEAD + "=>" + " " * n,
    "loxy": lambda n: BARE + "Ein Absatz, der ein wenig länger ist als nur kurz.\n" * n,
    "loxy, sections": lambda n: BARE + "AUTOREN\nTAGS\n" * n,
    "gkbrk": lambda n: "-- x\n" + BARE + "-- Response ended\n" * n,
    "kennedy": lambda n: "-=-=-=-=-=-=-\n" + BARE + "-=-=-=-=-=-=-\n" * n,
}

HTML: dict[str, Make] = {
    "lines and links": lambda n: PRE + " (DIR) <a href='/taz.de/1/!1'>T</a>\n       x\n" * n,
    "<!--": lambda n: PRE + "<!--" * n,
    "<!-- a line": lambda n: PRE + "<!-- a\n" * n,
    "<a": lambda n: PRE + "<a " * n,
    "<a a line": lambda n: PRE + "<a <a\n" * n,
    "<a and blanks": lambda n: PRE + "<a" + " " * n,
    "<a and blanks, many": lambda n: PRE + ("<a" + " " * 999) * (n // 100),
    "<a and lines": lambda n: PRE + "<a" + "\n" * n,
    "<a and slashes": lambda n: PRE + "<a" + "/" * n,
    "<a and quotes": lambda n: PRE + "<a " + "\"'" * n,
    "<a x=": lambda n: PRE + "<a x" + "=" * n,
    "<a x='": lambda n: PRE + "<a x='" * n,
    '<a x="': lambda n: PRE + '<a x="' * n,
    "attributes": lambda n: PRE + "<a " + "x=y " * n + ">x</a>",
    "<!": lambda n: PRE + "<!" * n,
    "<![": lambda n: PRE + "<![" * n,
    "<!DOCTYPE": lambda n: PRE + "<!DOCTYPE " * n,
    "<?": lambda n: PRE + "<?" * n,
    "</": lambda n: PRE + "</" * n,
    "</a": lambda n: PRE + "</a " * n,
    "<": lambda n: PRE + "<" * n,
    ">": lambda n: PRE + ">" * n,
    "&": lambda n: PRE + "&" * n,
    "&#": lambda n: PRE + "&#" * n,
    "&amp": lambda n: PRE + "&amp" * n,
    "a long entity": lambda n: PRE + "&" + "x" * n,
    "a long number": lambda n: PRE + "&#" + "1" * n,
    "long numbers": lambda n: PRE + ("&#" + "1" * 999) * (n // 100),
    "a long hexadecimal number": lambda n: PRE + "&#x" + "f" * n,
    "quotes": lambda n: PRE + "\"'" * n,
    "nested tables": lambda n: "<table><tr><td>" + HEAD + "<table><tr><td>x" * n,
    "nested tables that close": lambda n: PRE + "<table><tr><td>x" * n + "</table>" * n,
    "stray ends": lambda n: PRE + "</table></tr></td></div>" * n,
    "nested pre": lambda n: PRE + "<pre>x\n" * n + "</table>" * n,
    "nested div": lambda n: "<div id=gopher>" + HEAD + "<div>x" * n + "</div>" * n,
    "silent elements": lambda n: PRE + "<noscript><button>" * n + "</button></noscript>" * n,
    "unclosed buttons": lambda n: PRE + "<button><noscript>" * n + "<p>" * n,
    "scripts": lambda n: PRE + "<script></scrip" * n,
    "titles": lambda n: "<title>" * n + PRE,
    "breaks": lambda n: PRE + "<br>" * n,
    "cells": lambda n: "<table><tr><td>" + HEAD + "<td>x" * n,
    "fields": lambda n: "<input value=taz.de/1/!1>" * n + PRE,
    "anchors": lambda n: PRE + "<a href=x>y" * n,
    "anchors, one a line": lambda n: PRE + "<a href=x>y\n" * n,
    "folded blanks": lambda n: "<p>" + HEAD + "a  \n  " * n,
}

NO_DUMPS: dict[str, Make] = {
    "no dump": lambda n: "Ein Text über taz.de " * n,
    "no dump, lines": lambda n: "Ein Text\ntaz.de\n" * n,
    "no dump, titles": lambda n: " taz.de -- " * n,
    "no dump, bars": lambda n: "|" * n + "# taz.de",
    "no dump, blanks": lambda n: " " * n + "# taz.de",
    "no dump, HTML": lambda n: "<p>taz.de " + "<b>x</b>" * n,
    "no dump, a head": lambda n: "-- x\n" * n + BARE,
    "no dump, byte order marks": lambda n: "\ufeff" * n,
    "no dump, errors": lambda n: "3Nein\t\n" * n,
    "no dump, digits": lambda n: "3" * n,
}

FAMILIES = {**PLAIN, **MARKED, **{f"html: {k}": v for k, v in HTML.items()}, **NO_DUMPS}


@pytest.mark.parametrize("family", FAMILIES)
def test_parsing_is_linear(family: str) -> None:
    make = FAMILIES[family]
    assert_linear(parsing(make), lambda n: len(make(n)))


@pytest.mark.parametrize("form", [*FORMS, *PROXIES])
def test_parsing_long_pages_is_linear_in_every_envelope(form: str) -> None:
    at = next(i for i, row in enumerate(ARTICLE_ROWS) if row.text.startswith("4 Sep"))
    body = list(ARTICLE_ROWS[10:at])

    def make(n: int) -> str:
        above, below, entry = list(ARTICLE_ROWS[:at]), list(ARTICLE_ROWS[at:]), ARTICLE_ROWS[-4:]
        rows = [*above, *body * (n // 10), *below, *list(entry) * n]
        return PROXIES[form](rows, "/") if form in PROXIES else "\n".join(FORMS[form].lines(rows))

    assert_linear(parsing(make), lambda n: len(make(n)))


@pytest.mark.parametrize(
    "address",
    [
        "/a",
        "/taz.de",
        "/!",
        "%2ftaz.de&",
        "=taz.de/1/1",
        "a: ",
        "/",
        "?",
        "&",
        "taz.de:70",
        "%",
        "ä",
    ],
)
def test_an_address_is_read_in_linear_time(address: str) -> None:
    def job_of(n: int) -> Job:
        text = f"/{address * n}/!1"
        return lambda: parse_page(HEAD.strip() + ": x: y" * 50, address=text)

    assert_linear(job_of, lambda n: n * len(address))


@pytest.mark.parametrize(
    "data", [b"\xff", b"\xc3", b"\xe2\x82", b"\xc3\xbc\xfc", b"\xc3\xbc", b"\x81"]
)
def test_bytes_are_decoded_in_linear_time(data: bytes) -> None:
    assert_linear(lambda n: lambda: decode(data * n), lambda n: n * len(data))
    assert_linear(
        lambda n: lambda: read(io.BytesIO(HEAD.encode() + data * n)), lambda n: n * len(data)
    )


@pytest.mark.parametrize("envelope", [name for name, e in ENVELOPES.items() if e.write])
def test_writing_is_linear(envelope: str) -> None:
    def job_of(n: int) -> Job:
        page = evolve(ARTICLE, body=ARTICLE.body * n, related=ARTICLE.related * n)
        return lambda: render(page, envelope)

    assert_linear(job_of, lambda n: 500 * n)


#: What might make each pattern slow.
HOSTILE: dict[str, tuple[str, ...]] = {
    "PATH": ("/a", "/a/!", "a", "!", "1"),
    "OLD_ARTICLE": ("/artikel", "/", "artikel/"),
    "HOST": ("/taz.de", "taz.de:1", "/www.", "=taz.de:99999"),
    "SCHEME": ("a", "a.", "+"),
    "LINE_END": ("\r", "\r\n", "x"),
    "TITLE": (" ", "|", " |", "i", "\ufeff", "# taz.de", "# taz.de -- "),
    "DATE": ("1", "1 ", "4 Sep "),
    "DATELINE": ("A ", "A", "A/", "A, ", "(A) ", "taz/", "taz ", "am ", "A taz ", "A taz, "),
    "TARGET": ("[1", "[1] ", "1", " "),
    "LINK_TOKEN": ("[1][", "[1", "[", "]", "[1]", "1"),
    "PARENTHESISED_MARK": (" ", "(", "(DIR) ", " (A"),
    "ALIGNED_MARK": (" ", "A", " A", "   DIR "),
    "FLUSH_MARK": ("DIR", "DIR ", " "),
    "MOJIBAKE": ("Ã", "â", "â€", "€"),
    "GEMINI_HEADER": ("20 text/gemini", "2", "20 "),
    "GEMINI_ERROR": ("51", "51 ", "5"),
    "GEMTEXT_LINK": ("=>", "=> ", " ", "=>\t", "=> a "),
    "LONG_BLANKS": (" ", " " * 999 + "x", "\n", "\u2028"),
    "LONG_NUMBER": ("&#1", "&#" + "1" * 999, "&", "&#"),
}


#: The patterns that are looked for anywhere in a text; all others are tried at one place.
_ANYWHERE = {"HOST", "LINE_END", "LINK_TOKEN", "LONG_BLANKS", "LONG_NUMBER", "MOJIBAKE"}


@pytest.mark.parametrize(("name", "part"), [(k, part) for k, v in HOSTILE.items() for part in v])
def test_each_pattern_is_linear(name: str, part: str) -> None:
    pattern: Pattern[str] = getattr(_patterns, name)

    def job_of(n: int) -> Job:
        text = part * n

        def job() -> None:
            if name in _ANYWHERE:
                for _ in pattern.finditer(text):
                    pass
            else:
                pattern.match(text)
                pattern.fullmatch(text + "!")

        return job

    assert_linear(job_of, lambda n: n * len(part))


def test_every_pattern_is_tried() -> None:
    patterns = {name for name, value in vars(_patterns).items() if isinstance(value, Pattern)}
    assert patterns - {"UTF8_SEQUENCE"} == set(HOSTILE)
