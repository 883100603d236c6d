"""From text to page: the pipeline, and what is asked of it from outside.

How: text -> lines -> sheet -> envelope -> rows -> article or listing -> page with its source.
Cost: linear in the text; a text without a title in its head is refused after that head.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from tazdump._article import read_article
from tazdump._envelopes import ENVELOPES, Envelope, recognise, sheet_of
from tazdump._envelopes._base import Sheet
from tazdump._envelopes.menu import error_message
from tazdump._lines import TITLE_MARK
from tazdump._listing import is_listing, read_listing
from tazdump._notes import Notes, note
from tazdump._patterns import MOJIBAKE
from tazdump._rows import BLANK, ENVELOPE, TITLE, UNPARSED, Rows
from tazdump._source import Lines, Source, split_lines
from tazdump.address import Address
from tazdump.diagnostics import (
    Code,
    Diagnostic,
    NotADumpError,
    ParseError,
    Severity,
    WrongPageError,
    in_order,
)
from tazdump.model import Article, Listing, Page, line_roles, put

_Page = TypeVar("_Page", bound=Page)
_QUOTED: Final = 60


def parse(
    text: str,
    *,
    strict: bool = False,
    address: str | Address | None = None,
    envelope: str | None = None,
) -> Article:
    r"""Read an article from the text of its page, in whichever envelope it came.

    `address` is the page's own address where it is known, in any form that `Address.parse` takes:
    it settles kicker and id. `envelope` forces one by name (see `envelopes()`). With `strict`, a
    page that has a diagnostic of severity ERROR raises.

    Raises `NotADumpError` where the text is no page of taz, `WrongPageError` where it is a
    listing, `ParseError` in strict mode; `TypeError` for bytes (call `read`) and `ValueError` for
    an unknown envelope.

    >>> article = parse("# taz.de -- Wetter: Es regnet\n> Und zwar den ganzen Tag.\n")
    >>> article.title.kicker, article.title.headline, article.lede
    ('Wetter', 'Es regnet', 'Und zwar den ganzen Tag.')
    """
    page = parse_page(text, address=address, envelope=envelope)
    if isinstance(page, Listing):
        raise _wrong(page, "this is a listing, not an article: call parse_listing or parse_page")
    return checked(page, strict=strict) if strict else page


def parse_listing(
    text: str,
    *,
    strict: bool = False,
    address: str | Address | None = None,
    envelope: str | None = None,
) -> Listing:
    r"""Read a listing: a front page, section, tag or author; otherwise like `parse`.

    >>> text = "# taz.de -- Nord\nWetter: Es regnet\nUnd zwar den ganzen Tag.\n"
    >>> parse_listing(text).entries[0].teaser
    'Und zwar den ganzen Tag.'
    """
    page = parse_page(text, address=address, envelope=envelope)
    if isinstance(page, Article):
        raise _wrong(page, "this is an article, not a listing: call parse or parse_page")
    return checked(page, strict=strict)


def parse_page(
    text: str,
    *,
    strict: bool = False,
    address: str | Address | None = None,
    envelope: str | None = None,
) -> Article | Listing:
    """Read whatever page it is; otherwise like `parse`."""
    _refuse_other(text)
    own = address if address is None or isinstance(address, Address) else Address.parse(address)
    forced = _envelope(envelope) if envelope is not None else None
    raw = Lines(text)
    sheet = sheet_of(text, raw, envelope)
    if sheet is None:
        raise _not_a_dump(raw)
    chosen = forced or recognise(sheet)
    page = _read(sheet, raw, chosen, own)
    return checked(page, strict=strict) if strict else page


def is_dump(text: str) -> bool:
    """Is this a page of taz? True for just the texts for which `parse_page` gives a page.

    Looks at the head of the text alone, so it is quick on any text. Raises `TypeError` for bytes.

    >>> is_dump("# taz.de -- Wetter: Es regnet"), is_dump("Ein Text über taz.de")
    (True, False)
    """
    _refuse_other(text)
    return sheet_of(text, None) is not None


def _refuse_other(text: str) -> None:
    """Raise `TypeError` for what is no text, before anything looks into it."""
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - users do
        msg = (
            f"a page is text (str), not {type(text).__name__}; for bytes or files call "
            "tazdump.read, which decodes them"
        )
        raise TypeError(msg)


def _read(sheet: Sheet, lines: Sequence[str], envelope: Envelope, own: Address | None) -> Page:
    rows = envelope.read(sheet)
    notes = Notes(lines, rows)
    _end_at_second_title(rows, notes)
    if own is None and rows.address:
        own = Address(path=rows.address)
    page: Page = (
        read_listing(rows, notes, own) if is_listing(rows, own) else read_article(rows, notes, own)
    )
    found = [*_about_text(sheet.text, lines), *_about_rows(lines, rows, notes), *notes.found]
    put(
        page,
        diagnostics=in_order(found),
        envelope=envelope.name,
        source=Source(verbatim=sheet.text),
        _roles=_line_roles(sheet, rows),
    )
    return page


def _envelope(name: str) -> Envelope:
    if name not in ENVELOPES:
        msg = f"no envelope is called {name!r}; there are {', '.join(ENVELOPES)}"
        raise ValueError(msg)
    return ENVELOPES[name]


def _end_at_second_title(rows: Rows, notes: Notes) -> None:
    """A second title begins another page; one directly below the first is a doubled line."""
    if not rows.marked:
        return
    texts, seen = rows.texts, rows.title + 1
    for i in rows.hashes():
        text = texts[i]
        if text[:8] == TITLE_MARK and (len(text) == 8 or text[8:12] == " -- "):
            only_blank = not any(texts[seen:i])
            seen = i + 1
            notes.add_unparsed(Code.SECOND_TITLE, i, text)
            texts[i] = ""
            if rows.links:
                rows.links.pop(i, None)
            if not only_blank:
                rows.end = i
                return


def _about_text(text: str, lines: Sequence[str]) -> list[Diagnostic]:
    """What can be said of the text before it is understood: marks of encodings gone wrong."""
    found: list[Diagnostic] = []
    if text.startswith("\ufeff"):
        found.append(note(Code.BYTE_ORDER_MARK, lines, 1, "\ufeff"))
    if "Ã" in text or "â" in text:
        for number, line in enumerate(lines, 1):
            if (wrong := MOJIBAKE.search(line)) is not None:
                found.append(note(Code.MOJIBAKE, lines, number, wrong[0]))
                break
    if _has_lone_replacement(text):
        found += [
            note(Code.REPLACEMENT_CHARACTER, lines, number, "\ufffd")
            for number, line in enumerate(lines, 1)
            if "\ufffd" in line and "\ufffd…" not in line
        ]
    return found


def _has_lone_replacement(text: str) -> bool:
    """Is there a replacement character that no cut left, one not followed by its ellipsis?"""
    at = text.find("\ufffd")
    while at >= 0:
        if not text.startswith(("\ufffd…", "\ufffd\ufffd"), at):
            return True
        at = text.find("\ufffd", at + 1)
    return False


def _about_rows(lines: Sequence[str], rows: Rows, notes: Notes) -> list[Diagnostic]:
    """The rows that nothing has claimed, and residue that was uneven."""
    found: list[Diagnostic] = []
    i = rows.roles.find(UNPARSED)
    while i >= 0:
        if i not in notes.claimed:
            text, within = rows.texts[i], rows.within(i)
            found.append(note(Code.LINE_UNPARSED, lines, rows.numbers[i], text, within=within))
        i = rows.roles.find(UNPARSED, i + 1)
    if rows.uneven:
        row, residue = rows.uneven
        found.append(note(Code.UNEVEN_RESIDUE, lines, row + 1, residue=residue))
    return found


def _line_roles(sheet: Sheet, rows: Rows) -> bytes:
    """A role for each line: the title's, else that of its first row with text, else the envelope's.

    In HTML many rows may stand on one line.
    """
    if rows.is_lines:
        return bytes(rows.roles)
    roles = bytearray([ENVELOPE]) * len(sheet.lines)
    for number, role in zip(reversed(rows.numbers), reversed(rows.roles), strict=True):
        if role not in {BLANK, ENVELOPE} or roles[number - 1] == ENVELOPE:
            roles[number - 1] = role
    roles[rows.numbers[rows.title] - 1] = TITLE
    return bytes(roles)


def checked(page: _Page, *, strict: bool) -> _Page:
    """The page; in strict mode, a `ParseError` if one of its diagnostics is an error."""
    if strict:
        errors = [d for d in page.diagnostics if d.severity is Severity.ERROR]
        if errors:
            more = f" (and {len(errors) - 1} more errors)" if len(errors) > 1 else ""
            msg = f"the page is damaged: {errors[0]}{more}"
            raise ParseError(msg, page.diagnostics, errors[0].show(page.source))
    return page


def _wrong(page: Page, reason: str) -> WrongPageError:
    line = line_roles(page).find(TITLE) + 1
    found = note(Code.WRONG_PAGE, split_lines(page.source.verbatim), line, reason=reason)
    return WrongPageError(reason, (found,), found.show(page.source))


def _not_a_dump(lines: Sequence[str]) -> NotADumpError:
    """Say what was expected, and what stands there."""
    message = error_message(lines)
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if message is not None:
        found = note(Code.SERVER_ERROR, lines, (first or 0) + 1, message)
        return NotADumpError(found.message, (found,))
    if first is None:
        return NotADumpError("the text is empty; a page of taz begins with `# taz.de`")
    shown = lines[first].strip()[:_QUOTED]
    reason = f"no page of taz: expected a line `# taz.de -- TITLE` near the start, found {shown!r}"
    found = note(Code.NOT_A_DUMP, lines, first + 1, reason=reason)
    return NotADumpError(reason, (found,))
