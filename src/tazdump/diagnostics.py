"""What a reader noticed: codes, severities, places, carets, and the errors that carry them.

How: one table gives each code its severity and wording; a diagnostic adds place and text.
Cost: nothing on a clean page; one small object for each thing noticed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, final
from unicodedata import east_asian_width

from attrs import field, frozen

if TYPE_CHECKING:
    from tazdump._source import Source


class Severity(StrEnum):
    """How much a diagnostic matters."""

    #: Worth knowing; nothing is wrong with the page.
    INFO = "INFO"
    #: The page is damaged, but its structure was understood.
    WARNING = "WARNING"
    #: Structure was not understood, or the text has a gap or lacks its end; `strict` raises.
    #: A cut title or caption is a WARNING.
    ERROR = "ERROR"


class Code(StrEnum):
    """What was noticed. Codes are stable; their wording is not."""

    NOT_A_DUMP = "NOT_A_DUMP"
    WRONG_PAGE = "WRONG_PAGE"
    SERVER_ERROR = "SERVER_ERROR"
    BYTE_ORDER_MARK = "BYTE_ORDER_MARK"
    DECODED = "DECODED"
    UNDECODABLE = "UNDECODABLE"
    MOJIBAKE = "MOJIBAKE"
    REPLACEMENT_CHARACTER = "REPLACEMENT_CHARACTER"
    SEVERED_CHARACTER = "SEVERED_CHARACTER"
    UNEVEN_RESIDUE = "UNEVEN_RESIDUE"
    TITLE_CUT = "TITLE_CUT"
    CAPTION_CUT = "CAPTION_CUT"
    NAME_CUT = "NAME_CUT"
    TARGET_CUT = "TARGET_CUT"
    TEXT_CUT = "TEXT_CUT"
    LEDE_MISPLACED = "LEDE_MISPLACED"
    IMAGE_MISPLACED = "IMAGE_MISPLACED"
    DATE_MISSING = "DATE_MISSING"
    DATE_IMPOSSIBLE = "DATE_IMPOSSIBLE"
    DATE_MISPLACED = "DATE_MISPLACED"
    SECTION_UNKNOWN = "SECTION_UNKNOWN"
    SECTION_REPEATED = "SECTION_REPEATED"
    SECTION_OUT_OF_ORDER = "SECTION_OUT_OF_ORDER"
    LINK_UNCLOSED = "LINK_UNCLOSED"
    LINK_WITHOUT_TARGET = "LINK_WITHOUT_TARGET"
    TARGET_WITHOUT_TEXT = "TARGET_WITHOUT_TEXT"
    TARGET_REPEATED = "TARGET_REPEATED"
    TARGET_DIFFERS = "TARGET_DIFFERS"
    TITLES_LOST = "TITLES_LOST"
    SECOND_TITLE = "SECOND_TITLE"
    LINE_UNPARSED = "LINE_UNPARSED"
    PAGE_ENDS_EARLY = "PAGE_ENDS_EARLY"


class Rule(NamedTuple):
    """A row of the table of codes."""

    severity: Severity
    #: The wording; ``{text}`` is what stands there, other names are the code's own arguments.
    message: str
    #: What it means for a user, in a sentence for the docs.
    meaning: str


#: Where a diagnostic stands among the others of its page.
_PLACE: Final = attrgetter("line", "column", "code")
_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

#: Severity, wording and meaning of every code.
RULES: Final[dict[Code, Rule]] = {
    Code.NOT_A_DUMP: Rule(
        _E, "{reason}", "The text is no page of taz, or its title line is missing."
    ),
    Code.WRONG_PAGE: Rule(
        _E, "{reason}", "An article was asked for and this is a listing, or the other way round."
    ),
    Code.SERVER_ERROR: Rule(
        _E, "the server answered with an error: {text}", "The text is a server's error message."
    ),
    Code.BYTE_ORDER_MARK: Rule(
        _I,
        "the text begins with a byte order mark",
        "Harmless; it is kept and left out of the title.",
    ),
    Code.DECODED: Rule(
        _I, "decoded as {encoding}: {reason}", "The bytes were not UTF-8 and were read otherwise."
    ),
    Code.UNDECODABLE: Rule(
        _W,
        "bytes that are no {encoding} became U+FFFD here ({count} in all)",
        "Some bytes could not be read; a replacement character stands for them.",
    ),
    Code.MOJIBAKE: Rule(
        _W,
        "UTF-8 that was read as Latin-1 or cp1252: {text!r}; decode the page's bytes as UTF-8",
        "Umlauts stand as two characters; the text is kept as it is, read the bytes again.",
    ),
    Code.REPLACEMENT_CHARACTER: Rule(
        _W,
        "a character was lost in decoding (U+FFFD)",
        "Someone before us could not decode a byte.",
    ),
    Code.SEVERED_CHARACTER: Rule(
        _W, "the cut went through a character (U+FFFD)", "The proxy cut inside a character's bytes."
    ),
    Code.UNEVEN_RESIDUE: Rule(
        _I,
        "this line has not the residue {residue!r} that the others have",
        "A line of a table page lacks (part of) its bars; nothing of its text was taken away.",
    ),
    Code.TITLE_CUT: Rule(
        _W,
        "the proxy cut this title after 79 bytes",
        "The rest of a title is lost (FORMAT 2, cuts).",
    ),
    Code.CAPTION_CUT: Rule(
        _W, "the proxy cut this caption after 79 bytes", "The rest of a caption is lost."
    ),
    Code.NAME_CUT: Rule(
        _W,
        "the proxy cut this name after 79 bytes",
        "The rest of an author's or tag's name is lost.",
    ),
    Code.TARGET_CUT: Rule(
        _W,
        "the proxy cut this link target after 79 bytes; the address leads nowhere",
        "The address is kept as it stands, and gives no URL.",
    ),
    Code.TEXT_CUT: Rule(
        _E,
        "the proxy cut this line after 79 bytes; text is lost here",
        "Words of the text are lost.",
    ),
    Code.LEDE_MISPLACED: Rule(
        _W, "a line of the lede outside the lede", "A `> ` line in the body; it is kept as text."
    ),
    Code.IMAGE_MISPLACED: Rule(
        _W, "a caption outside its place after the lede", "It was read as an image all the same."
    ),
    Code.DATE_MISSING: Rule(
        _W, "the article has no date", "The date line is lost; none is guessed."
    ),
    Code.DATE_IMPOSSIBLE: Rule(
        _E, "no such day: {text}", "The date line names a day that no calendar has."
    ),
    Code.DATE_MISPLACED: Rule(
        _W,
        "the date does not stand at the end of the body",
        "It was read as the date all the same.",
    ),
    Code.SECTION_UNKNOWN: Rule(
        _E,
        "unknown section {text!r}; known are LINKS, AUTOREN, TAGS, ARTIKEL ZUM THEMA",
        "A section that the format does not have; its lines are unparsed.",
    ),
    Code.SECTION_REPEATED: Rule(
        _W, "this section stands here again", "Its lines were added to the section's first part."
    ),
    Code.SECTION_OUT_OF_ORDER: Rule(
        _W, "this section stands out of its order", "It was read all the same."
    ),
    Code.LINK_UNCLOSED: Rule(
        _W, "this link has no closing bracket", "It was left as plain text (or ends at a cut)."
    ),
    Code.LINK_WITHOUT_TARGET: Rule(
        _W, "LINKS has no target [{number}]", "A link of the body whose target is not on the page."
    ),
    Code.TARGET_WITHOUT_TEXT: Rule(
        _W, "no text of the body has the link [{number}]", "A target that nothing points to."
    ),
    Code.TARGET_DIFFERS: Rule(
        _W,
        "the row shows {text}, its link leads to {path}",
        "A row under LINKS that is a link itself shows another target; the link's own is taken.",
    ),
    Code.TARGET_REPEATED: Rule(
        _W, "LINKS has the number [{number}] twice", "The body's link goes to the first of them."
    ),
    Code.TITLES_LOST: Rule(
        _W,
        "the envelope has lost the lines that are links: titles, authors and tags are gone",
        "Seen with loxy; the teasers are left, and each is an entry without title.",
    ),
    Code.SECOND_TITLE: Rule(
        _E,
        "another title: {text!r}",
        "A second page begins here, or a line is doubled; split the text and parse each part.",
    ),
    Code.LINE_UNPARSED: Rule(
        _E,
        "nothing of the format claims this line: {text!r}",
        "The line is kept only in the source.",
    ),
    Code.PAGE_ENDS_EARLY: Rule(
        _E,
        "the article ends before its last section, ARTIKEL ZUM THEMA",
        "Every whole article has that heading (FORMAT 1.1); the rest of this one is lost.",
    ),
}


@final
@frozen(kw_only=True)
class Diagnostic:
    """One thing noticed, and where: lines and columns 1-based, in code points of the given text.

    `column` is the first column meant, `end_column` the one behind the last.
    """

    code: Code
    message: str
    line: int
    column: int
    end_column: int
    #: What stands at the place; all of it, however long.
    text: str = field(default="", repr=False)

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return RULES[self.code].severity

    def __str__(self) -> str:
        """``line:column: CODE message``, on one line whatever the text holds."""
        return f"{self.line}:{self.column}: {self.code} {visible(self.message)}"

    def show(self, source: Source) -> str:
        """The diagnostic with its line and a caret under the place.

        Control characters of the line are shown as symbols, a long line as the part around the
        place, so that the caret stands true in any terminal.
        """
        first, last = source.offsets((self.line, self.line))
        # Sliced from the whole text: a line may be as long as it, and have many diagnostics.
        start = max(0, self.column - 1 - _BEFORE) if last - first > _WIDTH else 0
        shown = visible(source.verbatim[first + start : min(last, first + start + _WIDTH)])
        begin, end = self.column - 1 - start, self.end_column - 1 - start
        gutter = f"{self.line} | "
        mark = " " * (len(gutter) + _width(shown[:begin])) + "^" * max(1, _width(shown[begin:end]))
        return f"{self}\n{gutter}{shown}\n{mark}"


_BEFORE: Final = 40
_WIDTH: Final = 100


def _width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me"} else 1 + (east_asian_width(c) in {"W", "F"})
        for c in text
    )


def visible(text: str) -> str:
    """The text with every control, separator and unpaired character as one visible one."""
    return "".join(
        c if c.isprintable() else chr(0x2400 + ord(c)) if ord(c) < 0x20 else "\ufffd" for c in text
    )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by line, column and code."""
    return tuple(sorted(diagnostics, key=_PLACE))


class ParseError(ValueError):
    """The text could not be read as the page that was asked for; the base of all our errors.

    `diagnostics` says what and where; the first line of `str()` is the reason.
    """

    def __init__(
        self, message: str, diagnostics: tuple[Diagnostic, ...] = (), shown: str = ""
    ) -> None:
        """Keep the message, the diagnostics, and their rendering with carets."""
        super().__init__(message, diagnostics, shown)
        self.message = message
        self.diagnostics = diagnostics
        self.shown = shown

    def __str__(self) -> str:
        """The reason, and under it the first place with a caret, where there is one."""
        return f"{self.message}\n{self.shown}" if self.shown else self.message


class NotADumpError(ParseError):
    """The text is no page of taz."""


class WrongPageError(ParseError):
    """The text is the other kind of page: not an article, or not a listing, as was asked for."""
