"""Families of hostile texts: each is a way to write a text that may be slow to read, of any size.

How: a table of functions from a number to a text about as long as that number or a small multiple
of it; `tests/test_linear.py` and its siblings compare n with 4n. Cost: that of the text.
"""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]

HEAD = "# taz.de -- Wetter: Es regnet\n"
MENU = "i# taz.de -- Wetter: Es regnet\t\tfake\t1\r\n"
BARE = "taz.de -- Wetter: Es regnet\n"
PRE = "<pre># taz.de -- Wetter: Es regnet\n"
END = "4 Sep 2025\n## ARTIKEL ZUM THEMA\n"
FRONT = "# taz.de\n\nDas große linke Portal.\n\n"
#: Each line may be a title or (a part of) a teaser.
AMBIGUOUS = "Der Deich hält, sagt das Amt: und keiner fragt nach\nNoch steht das Wasser im Feld.\n"
PAGE = f"{HEAD}> Sehr.\nUnd noch ein Wort dazu.\n{END}"

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
    "ambiguous entries": lambda n: "# taz.de -- Nord\n" + AMBIGUOUS * n,
    "ambiguous related articles": lambda n: HEAD + END + AMBIGUOUS * n,
    "tags and related articles": lambda n: (
        HEAD + "## TAGS\n" + "Wetter\n" * n + END + "Titel: Eins\nAnriss.\n" * n
    ),
    "authors": lambda n: HEAD + "## AUTOREN\n" + "Jana Nord\n" * n + END,
    "short lines of a listing": lambda n: "# taz.de -- Nord\n" + "a\n" * n,
    "groups": lambda n: FRONT + "Gruppe\n\nTitel: Eins\n\nAnriss.\n\n" * n,
    "verse": lambda n: HEAD + "Regen\n\n" * n,
    "verse without blank lines": lambda n: HEAD + "Regen, nur Regen.\n" * n,
    "filled lines": lambda n: HEAD + ("Wort " * 14 + "Worte\n") * n,
    "filled lines that end": lambda n: HEAD + ("Wort " * 13 + "aufs Ende.\n") * n,
    "captions": lambda n: HEAD + ("Bild: " + "x" * 90 + "\n") * n,
    "captions in the body": lambda n: HEAD + "a\n" + "Bild: x\n\nText.\n\n" * n,
    "captions below headings": lambda n: (
        HEAD + ("## " + "wort " * 14 + "\nBild: " + "x" * 80 + "\n\n") * n
    ),
    "runs with cut lines": lambda n: HEAD + ("a\n## H\n" + "x" * 79 + "…\n## H\n") * n,
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
    "loxy": lambda n: BARE + ("Ein Absatz auf einer Zeile. " * 5 + "\n") * n,
    "loxy, sections": lambda n: BARE + "AUTOREN\nTAGS\n" * n,
    "gkbrk": lambda n: "-- Leo's gemini proxy\n" + BARE + "-- Response ended\n" * n,
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
    "titles": lambda n: PRE + "<title>x" * n,
    "breaks": lambda n: PRE + "<br>" * n,
    "cells": lambda n: "<table><tr><td>" + HEAD + "<td>x" * n,
    "fields": lambda n: "<input value=taz.de/1/!1>" * n + PRE,
    "anchors": lambda n: PRE + "<a href=x>y" * n,
    "anchors, one a line": lambda n: PRE + "<a href=x>y\n" * n,
    "folded blanks": lambda n: "<p>" + HEAD + "a  \n  " * n,
    # Many rows on one line, each with a diagnostic, and many of them not found as they stand.
    "a line of captions": lambda n: PRE + "> a<br>" + ("Bild: &amp;" + "x " * 40 + "<br>") * n,
    "a line of sections": lambda n: PRE + "4 Sep 2025<br>" + "## TAGS<br>a&amp;b<br>" * n,
    "a line of unknown ones": lambda n: PRE + "4 Sep 2025<br>" + "## A&amp;B<br>x&amp;y<br>" * n,
    "a line of ledes": lambda n: PRE + "x<br><br>" + "> &amp;a<br><br>" * n,
    "a line of titles": lambda n: PRE + "# taz.de -- a&amp;b<br>" * n,
    "a line behind a title": lambda n: (
        PRE + "x<br># taz.de -- a<br>" + "".join(f"x{i}y<br>" for i in range(n))
    ),
    "a line of links": lambda n: PRE + "".join(f"a{i} [{i}][x]<br><br>" for i in range(n)),
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
