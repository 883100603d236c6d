"""The body of an article: rows become parts, parts become paragraphs, sub-headings and verse.

How: blank rows and marks part what they can; only what the envelope has lost is given to the
layout. Cost: one pass over the rows, one over the parts. Rules: FORMAT 1.3.
"""

from __future__ import annotations

from typing import Final

from tazdump._fill import WIDTH, fill, fits, proves_end
from tazdump._lines import HEADING_MARK, is_heading, is_lede, read_dateline
from tazdump._paragraphs import found_ends
from tazdump._rows import IMAGE, PARAGRAPH, SUBHEADING, VERSE, Rows

_PARAGRAPH_ROLE: Final = bytes((PARAGRAPH,))
#: A poem has three verses at least (API, `Verse`).
_FEWEST_VERSES: Final = 3
#: Where the `## ` is lost: a sub-heading is one short line that does not end like a sentence.
_LONGEST_HEADING: Final = 90
_NO_HEADING_ENDS: Final = (".", "!", "?", "…", ":", ",", ";", "“", "«", '"', ")")


#: Some rows of the body that belong together: their role, the first, one behind the last, and if
#: that end is certain. A bare tuple, for a page has a dozen, each made in a tenth of the time.
Part = tuple[int, int, int, bool]


def body_parts(rows: Rows, first: int, end: int) -> list[Part]:
    """What the rows from first to one before end are, in order."""
    parts: list[Part] = []
    i = first
    for at in [*_apart(rows, first, end), end]:
        if at < i:
            continue  # It belongs to the heading above.
        if i < at:
            # All at once; what turns out to be verse or a heading is claimed again.
            rows.roles[i:at] = _PARAGRAPH_ROLE * (at - i)
            _add_paragraphs(parts, rows, i, at)
        text = rows.texts[at] if at < end else ""
        i = at + 1
        if text[:1] == "#":
            i = _heading_end(rows, at, end)
            parts.append((SUBHEADING, at, i, True))
        elif text:
            parts.append((IMAGE, at, i, True))
    return _inferred_headings(rows, _with_verse(rows, parts))


def _apart(rows: Rows, first: int, end: int) -> list[int]:
    """The rows that part runs of text, in order: blank ones, headings and captions.

    Captions stand below the lede (FORMAT 1.1); elsewhere only a line too long to be filled is one.
    """
    texts = rows.texts
    apart = [
        i
        for i in rows.few()
        if first <= i < end
        and (not texts[i] or (texts[i][0] == "#" and _is_heading(rows, texts[i])))
    ]
    captions = [i for i in rows.captions if first <= i < end] if rows.wrapped else []
    return sorted([*apart, *captions]) if captions else apart


def _is_heading(rows: Rows, text: str) -> bool:
    """Is this a sub-heading by its mark? A bare ``##`` is one even where marks are lost."""
    return is_heading(text) if rows.marked else text == HEADING_MARK.rstrip()


def _add_paragraphs(parts: list[Part], rows: Rows, first: int, end: int) -> None:
    """Part a run of text rows into paragraphs."""
    if not rows.wrapped:
        parts.extend([(PARAGRAPH, i, i + 1, True) for i in range(first, end)])
    elif rows.blanks:
        parts.append((PARAGRAPH, first, end, True))
    else:
        run = rows.texts[first:end]
        cut: frozenset[int] = frozenset()
        if rows.cut and not rows.cut.isdisjoint(range(first, end)):
            cut = frozenset([i - first for i in range(first, end) if i in rows.cut])
        start = first
        ends, judged = found_ends(run, cut)
        for at in ends:
            after = first + at + 1
            parts.append((PARAGRAPH, start, after, at not in judged))
            start = after


def _heading_end(rows: Rows, first: int, end: int) -> int:
    """One behind the last row of a sub-heading, whose second row bears no mark (FORMAT 1.3).

    A row belongs to it if its first word would not have fitted above, and, where no blank line
    says more, if it goes on in small letters or is a short rest without a sentence's end.
    """
    texts, i = rows.texts, first + 1
    if not rows.wrapped or texts[first] == HEADING_MARK.rstrip():
        return i
    while i < end and texts[i] and not is_heading(texts[i]) and not fits(texts[i - 1], texts[i]):
        text = texts[i]
        if not rows.blanks and not text[0].islower():
            following = texts[i + 1] if i + 1 < end else ""
            short = not following or is_heading(following) or fits(text, following)
            if not short or text.endswith(_NO_HEADING_ENDS):
                break
        i += 1
    return i


def _with_verse(rows: Rows, parts: list[Part]) -> list[Part]:
    """Runs of at least three short paragraphs of one row, none of which was filled, are verse.

    The same in every envelope: behind each verse the next one's first word would have fitted
    without doubt, for else it could not be told from a filled line where blank lines are lost.
    """
    if len([None for role, first, end, _ in parts if end - first == 1 and role == PARAGRAPH]) < (
        _FEWEST_VERSES
    ):
        return parts
    texts = rows.texts
    joined: list[Part] = []
    run: list[Part] = []
    opened = False
    for part in parts:
        role, first, _, _ = part
        if not _may_be_verse(rows, part, opening=not (run or opened)):
            _end_run(joined, run)
            joined.append(part)
            opened = opened or role == PARAGRAPH
            continue
        if run and not proves_end(texts[run[-1][1]], texts[first]):
            _end_run(joined, run)
        run.append(part)
        opened = True
    _end_run(joined, run)
    return joined


def _may_be_verse(rows: Rows, part: Part, *, opening: bool) -> bool:
    role, first, end, _ = part
    if role != PARAGRAPH or end - first > 1:
        return False
    text = rows.texts[first]
    if len(text) > WIDTH or "][" in text or is_lede(text):
        return False
    # Gender stars count more: what fits as it stands may be two rows where text is filled.
    if len(fill(text)) > 1:
        return False
    return not (opening and " |" in text and read_dateline(text))


def _end_run(joined: list[Part], run: list[Part]) -> None:
    """Close a run: as one verse if it is long enough, else as the paragraphs it was."""
    if len(run) >= _FEWEST_VERSES:
        joined.append((VERSE, run[0][1], run[-1][2], True))
    else:
        joined.extend(run)
    run.clear()


def _inferred_headings(rows: Rows, parts: list[Part]) -> list[Part]:
    """Where the envelope took the marks: a short paragraph before another is a sub-heading,

    unless it ends like a sentence.
    """
    if rows.marked:
        return parts
    for k in range(len(parts) - 1):
        role, first, end, certain = parts[k]
        next_role, following, _, _ = parts[k + 1]
        text = rows.texts[first]
        if (
            role == PARAGRAPH
            and next_role == PARAGRAPH
            and len(text) <= _LONGEST_HEADING
            and not text.endswith(_NO_HEADING_ENDS)
            and not text[0].islower()
            and len(rows.texts[following]) > _LONGEST_HEADING
        ):
            parts[k] = SUBHEADING, first, end, certain
    return parts
