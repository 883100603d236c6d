"""What an envelope hands on: the rows that taz wrote, and what each line of the text is.

How: parallel lists instead of one object a row; row and line are the same thing in all envelopes
but `html`. Cost: one list, one bytearray.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from attrs import define, field

from tazdump._fill import WIDTH, fits
from tazdump._lines import IMAGE_MARK, LEDE_MARK
from tazdump._text import is_unwrapped


class Role(StrEnum):
    """What a line of the input is; `explain` gives every line exactly one."""

    UNPARSED = "unparsed"
    ENVELOPE = "envelope"
    BLANK = "blank"
    TITLE = "title"
    LEDE = "lede"
    IMAGE = "image"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    VERSE = "verse"
    DATE = "date"
    SECTION = "section"
    LINK = "link"
    AUTHOR = "author"
    TAG = "tag"
    ENTRY = "entry"
    TEASER = "teaser"
    GROUP = "group"
    TAGLINE = "tagline"
    SEARCH = "search"


#: The roles by number, as one byte a line holds them.
ROLES: Final = tuple(Role)
(
    UNPARSED,
    ENVELOPE,
    BLANK,
    TITLE,
    LEDE,
    IMAGE,
    PARAGRAPH,
    SUBHEADING,
    VERSE,
    DATE,
    SECTION,
    LINK,
    AUTHOR,
    TAG,
    ENTRY,
    TEASER,
    GROUP,
    TAGLINE,
    SEARCH,
) = range(len(ROLES))

#: Hardly a tag or a name is longer than the one; a filled line is longer than the other.
_TAG, _SHORT = 40, 56
#: A Braille blank stands alone on a line before some dates (FORMAT 1.3, oddities).
_BRAILLE_BLANK: Final = "\u2800"


@define
class Rows:
    """The rows of a page and what its envelope left of them."""

    #: What taz wrote, without marks, residue and outer blanks; empty for all that is not taz's.
    texts: list[str]
    #: A role for each row: ENVELOPE and BLANK are set, the readers set the rest.
    roles: bytearray
    #: The index of the title row, and the title without `# taz.de -- `.
    title: int
    title_text: str
    #: The rows that are links, with their addresses where known; None: link marks are lost.
    links: dict[int, str | None] | None = None
    #: `# `, `## ` and `> ` are there.
    marked: bool = True
    #: Text is filled at 75; False: each paragraph is one row.
    wrapped: bool = True
    #: The rows with captions that are longer than a filled one, once `wrapped` was told.
    captions: Sequence[int] = ()
    #: Blank lines still part the blocks.
    blanks: bool = False
    #: The rows that the proxy cut after 79 bytes.
    cut: frozenset[int] = frozenset()
    #: Info rows are spelled without umlauts (phoxy).
    ascii_info: bool = False
    #: The envelope may have lost every link row.
    may_lose_links: bool = False
    #: The row of the search field, where its mark tells.
    search: int | None = None
    #: The page's own address, where the envelope tells it.
    address: str | None = None
    #: The line of each row, from 1.
    numbers: Sequence[int] = ()
    #: Each row is a line, as everywhere but in `html`.
    is_lines: bool = True
    #: One behind the last row of this page; another may follow in the same text.
    end: int = 0
    #: The first row that lacks the residue of the others, and that residue.
    uneven: tuple[int, str] | None = field(default=None)
    #: Where each text starts in its line, whole, if at the same place in all lines.
    inset: int | None = field(default=None)
    #: Where each row begins in its line at the earliest, where a line may have several (`html`).
    starts: Sequence[int] | None = field(default=None)
    #: The headings of the format's sections with their names, once they were looked for.
    headings: list[tuple[int, str]] | None = field(default=None)
    _few: list[int] | None = field(default=None, init=False)
    _hashes: list[int] | None = field(default=None, init=False)

    def few(self) -> list[int]:
        """The rows below the title that sort before `$`: blank ones, those with `#`, few more.

        To compare is twice as fast as to look at the first character.
        """
        if self._few is None:
            first = self.title + 1
            self._few = [i for i, text in enumerate(self.texts[first:], first) if text < "$"]
        return self._few

    def hashes(self) -> list[int]:
        """The rows below the title that begin with a number sign: titles and headings."""
        if self._hashes is None:
            texts = self.texts
            self._hashes = [i for i in self.few() if texts[i][:1] == "#"]
        return self._hashes

    def tell_wrapped(self) -> None:
        """Tell from the rows longer than a filled one if text is filled, and which are captions."""
        long = [text for text in self.texts[self.title + 1 :] if len(text) > WIDTH]
        self.wrapped = not is_unwrapped(long)
        captions: list[int] = []
        at = self.title
        for text in long:
            if text.startswith(IMAGE_MARK):
                at = self.texts.index(text, at + 1)
                captions.append(at)
        self.captions = captions

    def within(self, row: int) -> tuple[int, int | None]:
        """The part of its line in which a row stands, from 0; None: up to the line's end."""
        starts, after = self.starts, row + 1
        if starts is None:
            return 0, None
        shared = after < len(starts) and self.numbers[after] == self.numbers[row]
        return starts[row], max(starts[row], starts[after]) if shared else None

    def lines(self, first: int, end: int) -> tuple[int, int]:
        """The lines of the rows from first to one before end."""
        return self.numbers[first], self.numbers[end - 1]

    def filled(self, first: int, end: int) -> list[int]:
        """The rows of a range that hold text."""
        texts = self.texts
        return [i for i in range(first, end) if texts[i]]

    def claim(self, first: int, end: int, role: int) -> None:
        """Give the rows of a range that hold text a role."""
        texts = self.texts
        if "" not in texts[first:end]:
            self.roles[first:end] = bytes((role,)) * (end - first)
            return
        for i in range(first, end):
            if texts[i]:
                self.roles[i] = role


def new_rows(texts: list[str], title: int, title_text: str) -> Rows:
    """Rows of which each is a line; all before the title that holds text is unclaimed yet.

    Whitespace alone, or a lone Braille blank, is a blank line: its text is emptied.
    """
    roles = bytearray(len(texts))
    # Most texts have none that short, and are looked at in one go.
    if min(map(len, texts)) < 2 or any(map(str.isspace, texts)):
        for i in [i for i, text in enumerate(texts) if len(text) < 2 or text.isspace()]:
            text = texts[i]
            if not text or text.isspace() or text in {_BRAILLE_BLANK, "\ufeff"}:
                roles[i] = BLANK
                texts[i] = ""
    return Rows(
        texts=texts,
        roles=roles,
        title=title,
        title_text=title_text,
        end=len(texts),
        numbers=list(range(1, len(texts) + 1)),
    )


def blank_lines_kept(rows: Rows) -> bool:
    """Do blank lines part the blocks, or are the few there are accidents?

    Where taz's blank lines are kept, one follows the title and at least every twentieth line is
    blank (the longest paragraph seen has 16 lines); without the first, every eighth must be.
    Lines of text that break far before 75, where the next word would have fitted, with no blank
    line behind them speak against it.
    """
    after = rows.title + 1
    texts = rows.texts
    blank = rows.roles.count(BLANK, after)
    text = len(texts) - after - blank
    follows = after < len(texts) and rows.roles[after] == BLANK
    if not text or blank * (20 if follows else 8) < text:
        return not text
    links = rows.links or {}
    unparted = sum(
        _TAG < len(texts[i]) < _SHORT
        and len(texts[i + 1]) > _TAG
        and i not in links
        and fits(texts[i], texts[i + 1].removeprefix(LEDE_MARK))
        for i in range(after, len(texts) - 1)
    )
    return 3 * unparted < blank
