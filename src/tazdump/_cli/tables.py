"""`tazdump envelopes` and `tazdump schema`: what there is to know before one reads a page.

How: the table of envelopes, and the schema that the package ships. Cost: nothing.
"""

from __future__ import annotations

from typing import Final

import click
from rich.text import Text

from tazdump._cli.layout import draw
from tazdump._cli.terminal import MEASURE, drawn, put, put_drawn, screen
from tazdump.envelopes import ENVELOPES, Loss
from tazdump.export import json

_ENVELOPES: Final = """\
List the envelopes, the ways in which a page is known to reach a reader, in the order in which
they are tried: what each is, what it keeps and loses of what taz wrote, and whether
`tazdump render` can write it.
"""
_SCHEMA: Final = """\
Print the JSON Schema (2020-12) of what `tazdump convert --to json` writes.

\b
Example:
  tazdump schema > tazdump.schema.json
"""
_NOTHING: Final = "nothing"


@click.command(help=_ENVELOPES)
def envelopes() -> int:
    """Draw the table."""
    console = screen()
    console.width = min(console.width, MEASURE)
    for name, envelope in ENVELOPES.items():
        kept = ", ".join(loss for loss in Loss if loss not in envelope.losses)
        lost = ", ".join(loss for loss in Loss if loss in envelope.losses)
        written = "read and written" if envelope.write else "read"
        draw(console, Text.assemble((name, "bold"), (f"  {written}", "dim")))
        draw(console, Text(envelope.about), indent=2)
        draw(console, Text(kept or _NOTHING), indent=9, bullet="  keeps")
        draw(console, Text(lost or _NOTHING), indent=9, bullet="  loses")
        console.print()
    put_drawn(drawn(console))
    return 0


@click.command(help=_SCHEMA)
def schema() -> int:
    """Print the schema as it is published."""
    put(json.schema())
    return 0
