"""What the reference says of fields that need no comment in the code.

How: `Class.field`, or the field alone where it means the same everywhere, and a sentence; a test
asks that every public field has words, here or in the code. Cost: none.
"""

from __future__ import annotations

from typing import Final

FIELDS: Final[dict[str, str]] = {
    "lines": (
        "First and last line of it in the source, counted from 1, for `Source.text`; "
        "``(0, 0)`` for a value made by hand."
    ),
    "cut": "Text of it was lost to a proxy's cut; the ``…`` that was left stays in it.",
    "diagnostics": "What was noticed, by line, column and code.",
    "envelope": "The name of the envelope it was read from.",
    "source": "The text it was read from, and its lines; empty for a page made by hand.",
    "Article.title": "The title, as kicker and headline.",
    "Article.lede": "The text under the title (Vorspann), lines joined; None where there is none.",
    "Article.images": "The captions of its images, in their order.",
    "Article.dateline": "Place and agency, where the first paragraph begins with them.",
    "Article.body": "Paragraphs, sub-headings and verse, in their order.",
    "Article.date": "The day it was published; None where the line is lost.",
    "Article.authors": "The names under AUTOREN, in their order.",
    "Article.tags": "The names under TAGS, in their order; those that stand twice are here twice.",
    "Article.related": "The entries under ARTIKEL ZUM THEMA.",
    "Listing.tagline": "The sentence under the front page's title.",
    "Listing.entries": "Titles and teasers, in order; a front page's headings are in `group`.",
    "Listing.address": "The page's own address, where it was given or the envelope tells it.",
    "Title.headline": "The rest of the title (Titel); all of it where there is no kicker.",
    "Image.caption": "The line behind ``Bild: ``.",
    "Dateline.place": "The place, as it stands: ``Berlin``, ``KIEL``, ``Bremen/Hamburg``.",
    "Dateline.agency": "``taz``, ``dpa``, ``taz/dpa`` …",
    "Paragraph.content": "Its text, in pieces between links, and the links.",
    "Subheading.text": "The text, lines joined.",
    "Link.number": "The number in ``[1]``.",
    "Author.name": "The name as it stands.",
    "Author.address": "The author's own listing; None where the envelope lost it.",
    "Tag.name": "The name as it stands, blanks at its end included.",
    "Tag.address": "The tag's own listing; None where the envelope lost it.",
    "Entry.address": "Where the article is; None where the envelope lost it.",
    "Diagnostic.code": "What was noticed; stable.",
    "Diagnostic.message": "A sentence for people; it may change.",
    "Diagnostic.line": "The line, from 1.",
    "Diagnostic.column": "The first column meant, from 1, in code points.",
    "Diagnostic.end_column": "The column behind the last one.",
    "Record.text": "The text, decoded where it was bytes.",
    "Columns.text": "The column of the text.",
    "Columns.url": "The column of the URL that the text was fetched from.",
    "Columns.id": "The column of what the crawl calls the record.",
    "Found.record": "The record that is a dump.",
    "Found.page": "The page; None where there is an error.",
    "Skipped.reason": "Why, for programs; the message is for people.",
    "Progress.size": "Bytes of all sources.",
    "Progress.records": "Records that were seen.",
    "Progress.dumps": "Records that are dumps.",
    "Progress.skipped": "What could not be read.",
    "Summary.rows": "How many rows the table has.",
    "Summary.bytes": "Bytes of all sources.",
    "Summary.refused": "Dumps that gave no page.",
    "Summary.duplicates": "Dumps that repeat another one.",
    "Summary.kinds": "Pages by kind.",
    "Summary.codes": "Diagnostics by code.",
    "Summary.skipped": "What could not be read, by its reason.",
    "Completion.after": "What it has now.",
    "Completion.ground": "The evidence.",
    "Conflict.origins": "Which page shows each of these, from 0.",
    "Enriched.page": "The page, completed.",
    "Enriched.completions": "What was completed, and from where.",
    "Enriched.conflicts": "What was left as it is, for others disagree.",
    "Damage.second": "A second place, for what needs two.",
    "LineRole.number": "The number of the line, from 1.",
    "LineRole.role": "What it was read as.",
    "LineRole.node": "The node or the page that owns it.",
}


def about(name: str) -> str:
    """What is said of ``Class.field``; empty where the code says it."""
    return FIELDS.get(name) or FIELDS.get(name.rpartition(".")[2], "")
