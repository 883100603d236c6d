"""The docs: Sphinx, Furo and MyST.

How: `sphinx-build -n -W docs OUT`. What the pages tell of the code is written into them by
`make_reference.py`, and their examples are run by `tests/test_docs_examples.py`. Cost: seconds.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Generic, Text

import tazdump

sys.path.insert(0, str(Path(__file__).parent))
import fields

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "tazdump"
author = "The tazdump authors"
project_copyright = "The tazdump authors"
version = release = tazdump.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "tazdump"
html_static_path = ["_static"]
html_css_files = ["tazdump.css"]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 4

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

# The pages of the standard library and of others are elsewhere; the build asks no network for them.
nitpick_ignore_regex = [
    (r"py:.*", r"(datetime|os|pathlib|typing|collections|pyarrow|hypothesis)\..*"),
    (r"py:.*", r"(str|int|bool|bytes|tuple|object|None|ValueError|TypeError|IndexError)"),
]


def tell_of_fields(_app: Sphinx, what: str, name: str, *event: object) -> None:
    """Say what a field is where its own comment does not."""
    lines = event[-1]
    if what == "attribute" and isinstance(lines, list):
        told = "".join(map(str, lines)).strip()
        if not told or told.startswith("Alias for field number"):
            lines[:] = [fields.about(".".join(name.split(".")[-2:])), ""]


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


#: Names that only type checkers see, as readers know them.
SIGNATURES = {
    "SupportsWrite[str]": "~typing.TextIO",
    "SupportsRead[str | bytes]": "~typing.IO",
    "Page": "~tazdump.Article | ~tazdump.Listing",
    "pa.": "pyarrow.",
}


def readable(
    _app: Sphinx, what: str, _name: str, _obj: object, _options: object, *signature: str | None
) -> tuple[str, str] | None:
    """Leave out how a value is made by hand, for its fields say that, one by one, below it.

    Elsewhere, write the types of a signature as a reader knows them.
    """
    if what in {"class", "exception"}:
        return "", ""
    if what not in {"function", "method"}:
        return None
    arguments, result = (part or "" for part in signature)
    for name, known in SIGNATURES.items():
        pattern = rf"(?<![\w.]){re.escape(name)}" + (r"(?!\w)" if name[-1].isalnum() else "")
        arguments, result = (re.sub(pattern, known, part) for part in (arguments, result))
    return arguments, result


class Console(RegexLexer):
    """What stands behind `$ ` is a command, all else is output: a dump may begin with `#`."""

    name = "Console"
    tokens = {  # noqa: RUF012 - so Pygments asks for it
        "root": [(r"^(\$ )(.*\n)", bygroups(Generic.Prompt, Text)), (r".*\n", Generic.Output)]
    }


def setup(app: Sphinx) -> None:
    """Connect all that with Sphinx, which calls this."""
    app.add_lexer("console", Console)
    app.connect("autodoc-process-signature", readable)
    app.connect("autodoc-process-docstring", tell_of_fields)
    app.connect("autodoc-process-docstring", keep_blanks)
