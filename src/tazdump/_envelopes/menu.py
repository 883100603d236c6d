"""Raw Gopher menus: rows of type, text, selector, host and port, as the world really sends them.

How: a row is split at its tabs and never refused; what is missing is taken as not said.
Cost: one pass. Rules: RFC 1436, 2 and 3.8; FORMAT 1.6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from tazdump._envelopes._base import (
    Envelope,
    Kind,
    Line,
    Loss,
    Sheet,
    mark_envelope,
    set_links,
    title_text,
)
from tazdump._envelopes._writing import gopher_lines
from tazdump._patterns import GEMINI_ERROR, PATH
from tazdump._rows import UNPARSED, Rows, blank_lines_kept, new_rows
from tazdump.address import path_if_any, quoted

_TAZ_HOSTS: Final = frozenset({"taz.de", "www.taz.de"})
#: Hosts that servers write into rows that lead nowhere.
_PLACEHOLDERS: Final = frozenset({"", "fake", "error.host", "(null)", "err", "null.host", "none"})
_URL_PREFIXES: Final = ("URL:", "/URL:", "GET /URL:")
_INFO: Final = "i"
_SEARCH: Final = "7"
_ERROR: Final = "3"
#: Types that lead somewhere: those of RFC 1436, 3.8, and letters that servers have added.
_DIGIT_TYPES: Final = frozenset("012456789+")
_LETTER_TYPES: Final = frozenset("ITgPMcdhprswX;:<")
#: How gophernicus answers where it takes the selector for a text's.
_ERROR_TEXT: Final = "Error: "
_NOWHERE: Final = "\terror.host\t1"


def _recognise(sheet: Sheet) -> bool:
    return sheet.lead == _INFO and sheet.marked


def read_menu(sheet: Sheet) -> Rows:
    """Rows whose types tell links from text, with the addresses of links."""
    lines = unstuffed(sheet.lines)
    texts: list[str] = []
    links: dict[int, list[str]] = {}
    errors: list[int] = []
    search: int | None = None
    for i, line in enumerate(lines):
        if line[:1] == _INFO:
            texts.append(line[1:].partition("\t")[0].strip(" "))
            continue
        head, tab, rest = line.partition("\t")
        type_, text = head[:1], head[1:]
        if type_ == _SEARCH and tab:
            search = i
        elif _is_link(type_, text, rest if tab else None):
            links[i] = rest.split("\t")
        elif type_ == _ERROR and tab:
            errors.append(i)
            text = ""
        else:
            # No type: a line of text that somebody put between the rows.
            text = head
        texts.append(text.strip(" "))
    rows = new_rows(texts, sheet.title, title_text(texts[sheet.title].partition("taz.de")[2]))
    for i in errors:
        rows.roles[i] = UNPARSED
    _end(rows, lines)
    foreign = {i: host for i, fields in links.items() if (host := _host(fields)) not in _TAZ_HOSTS}
    hosts = _TAZ_HOSTS | {host for i, host in foreign.items() if _is_path(links[i][0])}
    set_links(rows, {i: _address(lines[i][0], links[i], hosts) for i in links}, search)
    rows.blanks = blank_lines_kept(rows)
    rows.tell_wrapped()
    return rows


def _is_link(type_: str, text: str, rest: str | None) -> bool:
    """Does a row lead somewhere? `rest` is what follows its first tab, None if it has none.

    Rows without tabs are links if they look like no sentence; letters are types only where a
    selector follows, for a line without a type may begin with any.
    """
    if rest is None:
        return type_ == "1" and text[:1].isupper()
    if type_ in _DIGIT_TYPES:
        return True
    return type_ in _LETTER_TYPES and bool(rest.partition("\t")[0].strip(" "))


def _end(rows: Rows, lines: Sequence[str]) -> None:
    """The lone dot at the end is the protocol's; a text may have been sent more than one."""
    for i in range(len(lines) - 1, rows.title, -1):
        if lines[i].rstrip(" \t") == ".":
            mark_envelope(rows, [i])
        elif rows.texts[i]:
            return


def unstuffed(lines: Sequence[str]) -> list[str]:
    """Lines without the dots that RFC 1436 stuffs, taken away only if all dotted lines have them.

    >>> unstuffed(["iText", "..iText", "."]), unstuffed(["..iText", ".iText"])
    (['iText', '.iText', '.'], ['..iText', '.iText'])
    """
    dotted = [line for line in lines if line[:1] == "." and line.rstrip(" \t") != "."]
    if dotted and all(line.startswith("..") for line in dotted):
        return [line[1:] if line.startswith("..") else line for line in lines]
    return list(lines)


def _is_path(selector: str) -> bool:
    """Is this the selector of a page of taz, whatever host serves it?"""
    found = PATH.match(selector.strip(" "))
    return found is not None and bool(found["id"])


def _host(fields: Sequence[str]) -> str:
    return fields[1].strip(" ").lower() if len(fields) > 1 else "taz.de"


def _address(type_: str, fields: Sequence[str], hosts: Collection[str]) -> str | None:
    """The path or URL of a link row; None where the row does not say.

    `hosts` serve taz: its own, and any that the menu's links show to serve its pages.
    """
    selector, host = fields[0].strip(" "), _host(fields)
    if selector.startswith(_URL_PREFIXES):
        return path_if_any(selector.partition("URL:")[2])
    if host in _PLACEHOLDERS:
        return path_if_any(selector) if selector.startswith("/") else None
    if host in hosts:
        # The fields of a row that lost all of them hold not even the empty selector of a front.
        return path_if_any(selector) if selector else "/" if len(fields) > 1 else None
    port = fields[2].strip(" ") if len(fields) > 2 else ""
    port = f":{port}" if port.isdecimal() and port != "70" else ""
    return f"gopher://{quoted(host)}{port}/{type_}{quoted(selector)}"


def error_message(lines: Sequence[str]) -> str | None:
    r"""What a server says that answered with an error: a row, a line, or a header of Gemini's.

    >>> error_message(["3Nicht gefunden\t\terror.host\t1", "."]), error_message(["51 Not found"])
    ('Nicht gefunden', '51 Not found')
    """
    texts = [line for line in lines[:8] if line.strip() and line.rstrip() != "."]
    first = texts[0] if texts else ""
    alone = len(texts) == 1
    if alone and (GEMINI_ERROR.match(first) or first.startswith(_ERROR_TEXT)):
        return first.strip()
    if not first.startswith(_ERROR) or not ("\t" in first or (alone and first[1:2].isalpha())):
        return None
    return first[1:].partition("\t")[0].strip() or None


def write_menu(lines: Iterable[Line], *, host: str = "taz.de", port: int = 70) -> str:
    """A menu with CRLF and a closing dot, whose links lead to that host and port.

    A link whose address is not known leads to ``error.host``, as servers write it.
    """
    written: list[str] = []
    for line in gopher_lines(lines, blank_lines=True, marks=True):
        text = line.text.replace("\t", " ")
        if line.kind is Kind.LINK:
            written.append(_link_row(text, line.path, f"\t{host}\t{port}"))
        elif line.kind is Kind.SEARCH:
            written.append(f"{_SEARCH}{text}\t/!s\t{host}\t{port}")
        else:
            written.append(f"{_INFO}{text}\t{_NOWHERE}")
    return "\r\n".join([*written, "."]) + "\r\n"


def _link_row(text: str, path: str | None, server: str) -> str:
    if path is None:
        return f"1{text}\t{_NOWHERE}"
    if path.startswith("/"):
        return f"1{text}\t{path}{server}"
    return f"h{text}\tURL:{path}{server}"


MENU: Final = Envelope(
    name="menu",
    about="a raw Gopher menu (RFC 1436), with the deviations that servers and proxies make",
    recognise=_recognise,
    read=read_menu,
    write=write_menu,
    losses=frozenset({Loss.OWN_ADDRESS}),
)
