"""Renew what the docs tell of the code: codes, envelopes, commands, columns and more.

How: such a part stands in its page between two comments, and this program writes it there anew
from the code; a test holds the two together. So it can be read without building the docs.
Cost: a second. Usage: ``python docs/make_reference.py``; needs the extra ``all``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import pyarrow as pa

from tazdump import Code, Role, Severity
from tazdump._cli.app import program
from tazdump._envelopes import ENVELOPES
from tazdump._testing.damage import KINDS
from tazdump.corpus import SCHEMA
from tazdump.diagnostics import RULES
from tazdump.export import arrow

HERE: Final = Path(__file__).parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))
import codes  # noqa: E402 - it lies beside this file, wherever that is run from

BEGIN: Final = "<!-- made by docs/make_reference.py: {} -->\n"
END: Final = "<!-- end of {} -->\n"

#: What `explain` calls a line, for people; the names are the code's.
ROLES: Final[dict[Role, str]] = {
    Role.UNPARSED: "nothing of the format claims it; it has a diagnostic",
    Role.ENVELOPE: "the envelope's own: a head, a foot, a navigation",
    Role.BLANK: "blank, or blanks alone",
    Role.TITLE: "the title",
    Role.LEDE: "the lede; owned by the page",
    Role.IMAGE: "a caption",
    Role.PARAGRAPH: "a paragraph, with the dateline where it has one",
    Role.SUBHEADING: "a sub-heading",
    Role.VERSE: "a verse of a poem",
    Role.DATE: "the date; owned by the page",
    Role.SECTION: "a heading such as `## TAGS`; owned by the page",
    Role.LINK: "the target of a link",
    Role.AUTHOR: "an author",
    Role.TAG: "a tag",
    Role.ENTRY: "the title of an entry",
    Role.TEASER: "the teaser of an entry",
    Role.GROUP: "a heading of the front page; owned by the page",
    Role.TAGLINE: "the front page's tagline; owned by the page",
    Role.SEARCH: "the search field; owned by the page",
}


def every_code() -> str:
    """Each diagnostic code: severity, meaning, and an example with its place."""
    parts: list[str] = []
    for severity in reversed(Severity):
        links = [f"[{c}](#{c.lower()})" for c in Code if RULES[c].severity is severity]
        parts.append(f"**{severity}**: {' · '.join(links)}\n")
    for code, rule in RULES.items():
        example = f"```text\n{codes.shown(code)}\n```\n"
        parts.append(f"### {code}\n\n**{rule.severity}.** {rule.meaning}\n\n{example}")
    return "\n".join(parts)


def every_envelope() -> str:
    """Each envelope: what it is, what it loses, and whether it can be written."""
    rows = ["| name | what it is | loses | written |", "|---|---|---|---|"]
    for envelope in ENVELOPES.values():
        losses = ", ".join(sorted(envelope.losses)) or "nothing"
        about = envelope.about.replace("|", "\\|")
        written = "yes" if envelope.write else "no"
        rows.append(f"| `{envelope.name}` | {about} | {losses} | {written} |")
    return "\n".join(rows) + "\n"


def every_role() -> str:
    """Each role that `explain` gives."""
    rows = [f"| `{role}` | {ROLES[role]} |" for role in Role]
    return "\n".join(["| role | a line that is |", "|---|---|", *rows]) + "\n"


def every_command() -> str:
    """What the program and each of its commands print for `--help`, 80 columns wide."""
    top = program.make_context("tazdump", [], terminal_width=80)
    parts = [f"```text\n{program.get_help(top)}\n```\n"]
    for name in program.list_commands(top):
        command = program.get_command(top, name)
        if command is not None:
            ctx = click.Context(command, info_name=name, parent=top)
            parts.append(f"## tazdump {name}\n\n```text\n{command.get_help(ctx)}\n```\n")
    return "\n".join(parts)


def german() -> str:
    """The glossary's words from German to English."""
    text = (HERE / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^(\S.*)\n: \*((?:[^*\\\n]|\\\*)+)\.\*", text, re.MULTILINE)
    pairs = [(word, term.lower()) for term, words in terms for word in words.split(", ")]
    pairs = [pair for pair in pairs if pair[0].lower() != pair[1]]
    # The order of DIN 5007-1: an umlaut as its vowel.
    order = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
    pairs.sort(key=lambda pair: pair[0].lower().translate(order))
    rows = [f"| {word} | {term} |" for word, term in pairs]
    return "\n".join(["| Deutsch | English |", "|---|---|", *rows]) + "\n"


def every_damage() -> str:
    """The names of all kinds of damage that our strategies know."""
    return "\n".join(f"- `{kind}`" for kind in KINDS) + "\n"


def arrow_schema() -> str:
    """The Arrow schema, one field a line, those of a struct indented below it."""
    return "```text\n" + "\n".join(_fields(arrow.SCHEMA)) + "\n```\n"


def _fields(fields: Iterable[pa.Field], indent: str = "") -> Iterator[str]:
    """The lines of some fields; the nesting is that of our own schema, four deep."""
    for field in fields:
        inner, listed = field.type, ""
        if pa.types.is_list(inner):
            inner, listed = inner.value_type, "list of "
        if pa.types.is_struct(inner):
            yield f"{indent}{field.name}: {listed}struct"
            yield from _fields(inner.fields, indent + "    ")
        else:
            yield f"{indent}{field.name}: {listed}{inner}"


def finds_schema() -> str:
    """The schema of finds: what it has around the columns of the Arrow schema."""
    names = SCHEMA.names
    first, last = names.index(arrow.SCHEMA.names[0]), names.index(arrow.SCHEMA.names[-1])
    fields = list(SCHEMA)
    lines = [*_fields(fields[:first]), "...", *_fields(fields[last + 1 :])]
    return "```text\n" + "\n".join(lines) + "\n```\n"


PARTS: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "codes": ("reference/diagnostics.md", every_code),
    "envelopes": ("explanation/envelopes.md", every_envelope),
    "roles": ("reference/api.md", every_role),
    "commands": ("reference/cli.md", every_command),
    "german": ("glossary.md", german),
    "damage": ("reference/testing.md", every_damage),
    "schema": ("reference/arrow.md", arrow_schema),
    "finds": ("reference/corpus.md", finds_schema),
}


def renewed(name: str, text: str) -> str:
    """The text of a page with one of its parts made anew; raises `ValueError` without its place."""
    before, begin, rest = text.partition(BEGIN.format(name))
    _, end, after = rest.partition(END.format(name))
    if not (begin and end):
        msg = f"no place for {name}: {BEGIN.format(name).strip()} and {END.format(name).strip()}"
        raise ValueError(msg)
    return f"{before}{begin}\n{PARTS[name][1]()}\n{end}{after}"


def main() -> int:
    """Write every part into its page."""
    for name, (page, _) in PARTS.items():
        path = HERE / page
        path.write_text(renewed(name, path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
