"""`tazdump envelopes` and `tazdump schema`: what there is to know before one reads a page.

How: the table of envelopes, and the schema that the package ships. Cost: nothing.
"""

from __future__ import annotations

from typing import Final

import click

from tazdump._cli.screen import BOLD, DIM, NONE, Screen, styled
from tazdump._cli.terminal import put, put_drawn
from tazdump._envelopes import ENVELOPES, Loss
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
    screen = Screen()
    for name, envelope in ENVELOPES.items():
        kept = ", ".join(loss for loss in Loss if loss not in envelope.losses)
        lost = ", ".join(loss for loss in Loss if loss in envelope.losses)
        screen.write(name, BOLD)
        screen.write("  read and written" if envelope.write else "  read", DIM)
        screen.end()
        screen.draw(styled(envelope.about, NONE), indent=2)
        screen.draw(styled(kept or _NOTHING, NONE), indent=9, bullet="  keeps")
        screen.draw(styled(lost or _NOTHING, NONE), indent=9, bullet="  loses")
        screen.end()
    put_drawn(screen.drawn())
    return 0


@click.command(help=_SCHEMA)
def schema() -> int:
    """Print the schema as it is published."""
    put(json.schema())
    return 0
