"""The program: its commands by name, and every way in which it can end.

How: a table tells each command's module and summary, so that the help imports none of them; all
that click raises becomes one sentence and an exit status here. Cost: click, and the core.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO, cast

import click

import tazdump
from tazdump._cli.terminal import INTERRUPTED, argument, say

if TYPE_CHECKING:
    from collections.abc import Sequence


class Known(NamedTuple):
    """A command: the module of this package that has it, and its summary."""

    module: str
    summary: str


#: The commands by name, in the order of the help.
COMMANDS: Final[dict[str, Known]] = {
    "show": Known("show", "Read pages in the terminal."),
    "convert": Known("convert", "Write pages as JSON, Markdown, HTML, TEI and more."),
    "explain": Known("explain", "Tell what each line of a dump was read as."),
    "check": Known("check", "Tell what is wrong with pages, and where."),
    "scan": Known("scan", "Find the dumps among millions of texts: one table."),
    "render": Known("convert", "Write pages anew as a dump, in any envelope."),
    "envelopes": Known("tables", "List the envelopes: what each keeps and loses."),
    "schema": Known("tables", "Print the JSON Schema of `convert --to json`."),
}

_HELP: Final = """\
Reads the text pages of taz, in whichever envelope they come.

\b
Examples:
  tazdump show page.txt              read it, paged and coloured
  curl -s URL | tazdump show -       the same from standard input
  tazdump check *.txt                what is damaged, and where
  tazdump explain page.txt           what each line was read as
  tazdump convert --to markdown page.txt -o page.md
  tazdump convert --to jsonl *.txt -o pages.jsonl
  tazdump scan crawl/ -o pages.parquet
  tazdump render --envelope gemtext page.txt
"""

_MORE: Final = """\
`tazdump COMMAND --help` tells more of each, with examples.

\b
The exit status is 0 where all went well, else 1; `check` and `scan` have more.
NO_COLOR=1 turns colours off, FORCE_COLOR=1 on; PAGER chooses the pager.
Completion in your shell, here bash (or zsh_source, fish_source):
  eval "$(_TAZDUMP_COMPLETE=bash_source tazdump)"
"""


class Program(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for an unknown one."""
        known = COMMANDS.get(cmd_name)
        if known is None:
            return None
        module = import_module(f"tazdump._cli.{known.module}")
        return cast("click.Command", getattr(module, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands into the help, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, known.summary) for name, known in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was called; advise where there is none of that name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            advice = f"there are {', '.join(COMMANDS)}"
            if Path(name).exists():
                advice = f"to read the file: tazdump show {argument(name)}"
            ctx.fail(f"There is no command '{name}'; {advice}.")
        return super().resolve_command(ctx, args)


@click.command(
    "tazdump",
    cls=Program,
    help=_HELP,
    epilog=_MORE,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(tazdump.__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> int:
    """Print the help where no command is called."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return 0


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program; every error of its user is a sentence and an exit status."""
    _make_streams_fit()
    try:
        status = program.main(arguments, prog_name="tazdump", standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "tazdump"
        # click sets a list of choices on lines of its own; an error of ours is one sentence.
        message = error.format_message().replace("\n\t", " ")
        say(f"{message} ({path} --help tells more)", program=path)
        return 2 if path == "tazdump check" else 1
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    return cast("int", status)


def _make_streams_fit() -> None:
    """Make output UTF-8 whatever the locale, and nothing where the streams are closed."""
    # A closed stream is None; left so, the next file opened would take its place.
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
