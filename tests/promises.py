"""What must hold for whatever page was read from whatever text: the guarantees of a single reading.

How: each line is read again, by the marks of its envelope alone, and held against what the page
says; so nothing here knows how the reader works. Cost: linear in lines and nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from tazdump import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    LineRole,
    Link,
    Listing,
    Paragraph,
    ParseError,
    Role,
    Severity,
    Subheading,
    Tag,
    Title,
    Verse,
    explain,
    parse_page,
    verbatim,
)
from tazdump._explain import place_of
from tazdump.address import linked
from tazdump.model import Node, Page

_SECTIONS: Final = {"LINKS", "AUTOREN", "TAGS", "ARTIKELZUMTHEMA"}
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
#: What stands before a link in the envelopes that mark it.
_MARKS: Final = {
    "gemtext": re.compile(r"=>[ \t]*[^ \t]+[ \t]*"),
    "gopherproxy": re.compile(r" {0,3}\([A-Z0-9?+;<>]{1,5}\)(?: |$)"),
    "hiltjo": re.compile(r" {0,5}[A-Z][A-Z0-9+]{1,5}(?: |$)"),
}

#: What proxies and protocols put below a title: one line, or all from there to the end.
_FOOT_LINE: Final = re.compile(
    r".*: invalid line / field count|-- .*|\.{1,2}(\t.*)?|[-|:+= ]*\\?\|[-|:+= ]*"
)
_FEET: Final = re.compile(r"You are viewing proxied material from( |$)|-=-=-=-=-=-=-$")


def read_or_refuse(text: str) -> Page | None:
    """Total: a page, or None where the text was refused; anything else is raised."""
    try:
        return parse_page(text)
    except ParseError:
        return None


def holds(text: str) -> None:
    """All promises about reading one text."""
    page = read_or_refuse(text)
    if page is None:
        return
    nothing_is_lost(text, page)
    places_are_true(text, page)
    nothing_is_invented(page)
    strict_is_the_same_reading(text, page)


def strict_is_the_same_reading(text: str, page: Page) -> None:
    """Strict raises if and only if there is an error, with the lenient reading's own list."""
    errors = [found for found in page.diagnostics if found.severity is Severity.ERROR]
    if errors:
        with pytest.raises(ParseError) as raised:
            parse_page(text, strict=True)
        assert raised.value.diagnostics == page.diagnostics
    else:
        strict = parse_page(text, strict=True)
        assert strict == page
        assert strict.diagnostics == page.diagnostics


def nothing_is_lost(text: str, page: Page) -> None:
    """Each line has one role, and each character of it is in the page or in a diagnostic."""
    assert verbatim(page) == text
    lines, roles = lines_of(text), explain(page)
    assert [role.number for role in roles] == list(range(1, len(lines) + 1))
    for line, role in zip(lines, roles, strict=True):
        if role.role is Role.UNPARSED:
            told = [found.text for found in page.diagnostics if found.line == role.number]
            assert told, f"an unparsed line without a diagnostic: {line!r}"
            assert page.envelope == "html" or _is_said(line, page, told), (line, told)
        elif page.envelope != "html" and role.role is not Role.ENVELOPE:
            assert _is_told(line, role, page), f"lost: {line!r}, {role}"
    if page.envelope != "html":
        _the_envelope_takes_its_own(lines, [role.role for role in roles])


def _the_envelope_takes_its_own(lines: Sequence[str], roles: Sequence[Role]) -> None:
    """Below the title it has none but the lines that its proxies and protocols are known to put."""
    ended = False
    for line, role in list(zip(lines, roles, strict=True))[roles.index(Role.TITLE) :]:
        ended = ended or _FEET.match(line.strip(" \t|")) is not None
        if role is Role.ENVELOPE and not ended:
            assert _FOOT_LINE.fullmatch(line.strip(" \t")), f"the envelope took {line!r}"


def places_are_true(text: str, page: Page) -> None:
    """What a node says stands on its lines, what a diagnostic means in its columns."""
    lines = lines_of(text)
    source = page.source
    assert [source.line(number) for number in range(1, len(source) + 1)] == lines
    for found in page.diagnostics:
        assert lines[found.line - 1][found.column - 1 : found.end_column - 1] == found.text
    if page.envelope == "html":
        return
    # What no node owns may stand between two lines of one: a blank line, a proxy's foot.
    between = {role.number for role in explain(page) if role.node is None}
    for node, says in nodes(page):
        first, last = place_of(node)
        given = lines_of(source.text((first, last)))
        assert given == lines[first - 1 : last]
        given = [line for number, line in enumerate(given, first) if number not in between]
        for said in says:
            assert _stands(_squeezed(said), given, page), (said, given)
    for siblings in _siblings(page):
        starts = [place_of(node)[0] for node in siblings]
        assert starts == sorted(starts)


def nothing_is_invented(page: Page) -> None:
    """Kickers, own tags, topics and groups are parts of what stands there."""
    for node, _ in nodes(page):
        if isinstance(node, Title):
            whole = f"{node.kicker}: {node.headline}" if node.kicker else node.headline
            assert node.text == whole
    if isinstance(page, Listing):
        return
    topics = [entry.topic for entry in page.related if entry.topic is not None]
    assert len(topics) in {0, len(page.related)}
    assert [*(tag.name for tag in page.own_tags), *topics] == [tag.name for tag in page.tags]
    dated = any(role.role is Role.DATE for role in explain(page))
    # A line of HTML has one role, and may hold more than one row.
    assert dated == (page.date is not None) or (page.envelope == "html" and not dated)


def lines_of(text: str) -> list[str]:
    """The lines of a text: they end at LF, CRLF and CR, and at nothing else."""
    lines = re.split("\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


def nodes(page: Page) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every node of a page that has a place, and what it says there."""
    for siblings in _siblings(page):
        for node in siblings:
            yield node, tuple(_says(node))
            if isinstance(node, Entry) and node.title is not None:
                yield node.title, (node.title.text,)
            elif isinstance(node, Paragraph):
                links = (part for part in node.content if isinstance(part, Link))
                yield from ((link, (_in_text(link),)) for link in links)
    if isinstance(page, Article):
        yield page.title, (page.title.text,)
        if page.dateline is not None:
            yield page.dateline, tuple(_says(page.dateline))


def _siblings(page: Page) -> Iterator[Sequence[Node]]:
    if isinstance(page, Listing):
        yield page.entries
    else:
        yield from (page.images, page.body, page.links, page.authors, page.tags, page.related)


def _readings(line: str, page: Page) -> tuple[str, ...]:
    """A line as it stands, and without what the page's envelope put around its text."""
    envelope = page.envelope.removesuffix("-flush")
    if envelope == "menu":
        # What follows a tab is the protocol's; a dot may be stuffed, a type may be missing.
        text = line.partition("\t")[0]
        if text == "i":
            return ("",)
        stuffed = (text.removeprefix("."),) if text.startswith("..") else ()
        return tuple(way for t in (text, *stuffed) for way in (t, t[1:], t.lstrip("\ufeff")[1:]))
    mark = _MARKS.get(envelope)
    if mark is None or not mark.match(line):
        return (line,)
    # A link of gemtext that has no text shows its URL.
    shown = (line.removeprefix("=>"),) if envelope == "gemtext" else ()
    return (line, mark.sub("", line, count=1), *shown)


def _stands(said: str, lines: Sequence[str], page: Page) -> bool:
    """Do the lines, each read as it may be, hold this squeezed text?"""
    # How much of it has been found so far, in each way to read the lines before.
    found: set[int] = set()
    for line in lines:
        before, found = {0, *found}, set[int]()
        for way in map(_squeezed, _readings(line, page)):
            if said in way or any(way.startswith(said[place:]) for place in before):
                return True
            found |= {place + len(way) for place in before if said.startswith(way, place)}
            # It may begin behind something else, as a paragraph behind its dateline.
            found |= {len(way) - k for k in range(len(way)) if said.startswith(way[k:])}
    return False


def _squeezed(text: str) -> str:
    """The text without what joins and parts lines: blanks, byte order marks, (escaped) bars."""
    return re.sub(r"[ \t\ufeff\\|]", "", text)


def _is_said(line: str, page: Page, texts: Sequence[str]) -> bool:
    said = list(map(_squeezed, texts))
    ways = (_squeezed(way.strip()) for way in _readings(line, page))
    return any(way in text for way in ways for text in said)


def _is_told(line: str, role: LineRole, page: Page) -> bool:
    """Does the page say what the line says?"""
    ways = [_squeezed(way) for way in _readings(line, page)]
    if role.role is Role.BLANK:
        return any(not way.strip("\u2800").strip() for way in ways)
    if role.role is Role.SECTION:
        return any(way.removeprefix("##") in _SECTIONS for way in ways)
    if role.role is Role.DATE:
        assert isinstance(page, Article)
        day = page.date
        assert day is not None
        shown = f"{day.day}{_MONTHS[day.month - 1]}{day.year:04}"
        return any(way.removeprefix("0") == shown for way in ways)
    if role.role is Role.LINK:
        rows = [way for way in _readings(line, page) if _squeezed(way).startswith("[")]
        return any(_is_target(row, page) for row in rows)
    if role.role is Role.TITLE:
        # A menu's item type, where the envelope was named as another one.
        ways += [way.removeprefix("i") for way in ways]
    if role.role is Role.LEDE:
        ways = [way.removeprefix(">") for way in ways]
    if role.role is Role.SUBHEADING:
        ways = [way.removeprefix("##") for way in ways]
    # The text behind a mark may be white space that is no blank.
    said = [_squeezed(text) for text in _owned(role, page)]
    return any(not way.strip() or any(way in text for text in said) for way in ways)


def _is_target(row: str, page: Page) -> bool:
    """Is this line a target of the page, in whichever form its address was written?"""
    number, _, target = row.partition("]")
    number, shown = _squeezed(number).removeprefix("["), _squeezed(target)
    assert isinstance(page, Article)
    paths = [link.address.path for link in page.links if link.address if link.number == int(number)]
    if any(d.code == "TARGET_DIFFERS" and _squeezed(d.text) == shown for d in page.diagnostics):
        return True  # The row has an address of its own, and that one counts.
    # As it stands too: without its blanks, what follows an id may look like its query.
    read = {_squeezed(linked(each).path) for each in (target, shown) if each.strip()}
    return not {shown, *read}.isdisjoint(map(_squeezed, paths))


def _owned(role: LineRole, page: Page) -> Iterator[str]:
    """The texts of what owns a line."""
    node = role.node
    if isinstance(node, Entry):
        yield " ".join(_says(node))
    elif isinstance(node, Title):
        yield from (f"# taz.de -- {node.text}", f"# taz.de {node.text}")
    elif isinstance(node, Paragraph):
        assert isinstance(page, Article)
        dateline = page.dateline
        opens = dateline is not None and dateline.lines[0] == node.lines[0]
        yield " ".join([*(_says(dateline) if opens and dateline else ()), *_says(node)])
    elif node is not None and not isinstance(node, Article | Listing):
        yield from _says(node)
    elif isinstance(node, Listing):
        yield from (f"# taz.de -- {node.title}", f"# taz.de {node.title}")
        yield from (text for text in (node.tagline, node.search) if text)
        yield from (entry.group for entry in node.entries if entry.group)
    elif node is not None:
        yield node.lede or ""
        if node.dateline:
            yield from _says(node.dateline)


def _says(node: Node) -> Iterator[str]:
    """What a node says, as it stands on its lines."""
    match node:
        case Title():
            yield node.text
        case Image():
            yield f"Bild: {node.caption}"
        case Dateline():
            yield f"{node.place} {node.agency} |"
        case Paragraph():
            yield "".join(
                part if isinstance(part, str) else _in_text(part) for part in node.content
            )
        case Subheading():
            yield node.text
        case Verse():
            yield "".join(node.lines)
        case Link():
            yield f"[{node.number}]"
        case Author() | Tag():
            yield node.name
        case Entry():
            yield from (text for text in (node.title and node.title.text, node.teaser) if text)


def _in_text(link: Link) -> str:
    """A link as it stands in a paragraph; a cut takes its closing bracket."""
    return f"[{link.number}][{link.text}" + ("" if link.cut else "]")
