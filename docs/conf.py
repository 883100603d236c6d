"""The docs: Sphinx, Furo and MyST; tables of codes are made from the code's own table.

How: `sphinx-build -n -W docs OUT`; `-b doctest` runs every example, from the repository's root.
Cost: seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import tazdump
from tazdump import diagnostics
from tazdump._cli.app import program
from tazdump._envelopes import ENVELOPES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "tazdump"
author = "The tazdump authors"
project_copyright = "The tazdump authors"
version = release = tazdump.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "tazdump"

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

# A name in single backticks is a name of ours or of Python; both read well as code.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
# Fields without a comment of their own are public too; their names are the news trade's.
autodoc_default_options = {"undoc-members": True}
python_use_unqualified_type_names = True
python_display_short_literal_types = True
maximum_signature_line_length = 80

# The standard library's own pages are elsewhere; the build asks no network for them.
nitpick_ignore_regex = [
    (r"py:.*", r"(datetime|os|pathlib|typing|collections)\..*"),
    (r"py:.*", r"(str|int|bool|bytes|tuple|object|None|ValueError|TypeError|IndexError)"),
]

# Examples in docstrings see their module's names, so pytest runs those; here run the pages'.
doctest_test_doctest_blocks = ""


def table_of_codes() -> str:
    """Every diagnostic code: severity, wording and meaning, in the order of the code's table."""
    parts: list[str] = []
    for code, rule in diagnostics.RULES.items():
        wording = "" if rule.message == "{reason}" else f"\n`{rule.message}`\n"
        parts.append(
            f"(code-{code.lower()})=\n### {code}\n\n{rule.severity}. {rule.meaning}\n{wording}"
        )
    return "\n".join(parts)


def table_of_envelopes() -> str:
    """Every envelope: what it is, what it loses, and whether it can be written."""
    rows = ["| name | what it is | loses | written |", "|---|---|---|---|"]
    for envelope in ENVELOPES.values():
        losses = ", ".join(sorted(envelope.losses)) or "nothing"
        about = envelope.about.replace("|", "\\|")
        rows.append(
            f"| `{envelope.name}` | {about} | {losses} | {'yes' if envelope.write else 'no'} |"
        )
    return "\n".join(rows)


def help_of_commands() -> str:
    """What the program and each of its commands print for `--help`, 80 columns wide."""
    top = program.make_context("tazdump", [], terminal_width=80)
    parts = [f"```text\n{program.get_help(top)}\n```\n"]
    for name in program.list_commands(top):
        command = program.get_command(top, name)
        if command is not None:
            ctx = click.Context(command, info_name=name, parent=top)
            parts.append(f"## tazdump {name}\n\n```text\n{command.get_help(ctx)}\n```\n")
    return "\n".join(parts)


def fill_in(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put the table where the page of codes asks for it."""
    if docname == "reference/diagnostics":
        app.env.note_dependency(diagnostics.__file__)
        content[0] = content[0].replace("<!-- every code -->", table_of_codes())
    elif docname == "explanation/envelopes":
        content[0] = content[0].replace("<!-- every envelope -->", table_of_envelopes())
    elif docname == "reference/cli":
        content[0] = content[0].replace("<!-- every command -->", help_of_commands())


def keep_blanks(*event: object) -> None:
    """Let a literal begin or end with a blank, as our marks do, though reStructuredText forbids it.

    A word joiner, which takes no room, stands between the blank and the backticks.
    """
    lines = event[-1]
    if not isinstance(lines, list):
        msg = "Sphinx has changed the arguments of autodoc-process-docstring"
        raise TypeError(msg)
    for number, line in enumerate(lines):
        parts = str(line).split("``")
        for place in range(1, len(parts) - 1, 2):
            literal = parts[place]
            before = "\N{WORD JOINER}" if literal.startswith(" ") else ""
            after = "\N{WORD JOINER}" if literal.endswith(" ") else ""
            parts[place] = before + literal + after
        lines[number] = "``".join(parts)


def fields_only(_app: Sphinx, what: str, *_others: object) -> tuple[str, str] | None:
    """Leave out how a value is made by hand: its fields say that, one by one, below it."""
    return ("", "") if what in {"class", "exception"} else None


def setup(app: Sphinx) -> None:
    """Connect all that with Sphinx, which calls this."""
    app.connect("autodoc-process-signature", fields_only)
    app.connect("autodoc-process-docstring", keep_blanks)
    app.connect("source-read", fill_in)
