"""`tazdump convert` and `tazdump render`: pages written in a format, or as a dump anew.

How: both choose how a page becomes bytes; where these go is decided in one place for both.
Cost: that of reading and of the format.
"""

from __future__ import annotations

import inspect
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

import tazdump
from tazdump._cli.files import is_directory, names_in, refuse_sources, written_aside
from tazdump._cli.formats import FORMATS, Format, written_by
from tazdump._cli.options import ENVELOPE, Reading, ReadingCommand
from tazdump._cli.pages import STDIN, Pages
from tazdump._cli.terminal import standard_output
from tazdump._envelopes import ENVELOPES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from tazdump.model import Page

_NAMES: Final = "\n".join(f"  {name:<10}{each.about}" for name, each in FORMATS.items())
_CONVERT: Final = f"""\
Write pages in a format for other programs.

\b
The formats:
{_NAMES}

Without -o the text goes to standard output. With a directory (a name that ends in / is one, and
is made if it is not there) each page becomes a file of its own; `jsonl`, `csl` and `parquet` take
all pages in one. A file is never half-written.

\b
Examples:
  tazdump convert --to markdown page.txt
  tazdump convert --to html -o site/ *.txt
  tazdump convert --to parquet -o pages.parquet *.txt
"""
_WRITABLE: Final = ", ".join(name for name, each in ENVELOPES.items() if each.write)
_RENDER: Final = f"""\
Write pages anew as a dump, in one of the envelopes {_WRITABLE}.

What an envelope loses is lost: `tazdump envelopes` tells what that is.

\b
Examples:
  tazdump render --envelope plain page.txt
  tazdump render --envelope table --residue '| T | |' --cut page.txt
  tazdump render --envelope menu -o menus/ *.txt
"""
_OUTPUT: Final = click.Option(
    ["-o", "--output"],
    type=click.Path(allow_dash=True),
    metavar="FILE|DIR",
    help="Where to write: a file, or a directory for a file each.",
)
#: From so many files on, a terminal shows how far it is.
_MANY: Final = 20
_SEVERAL: Final = "several pages do not fit in one file of this kind; name a directory: -o DIR/"
#: The flags that are not called as the option of `tazdump.render`.
_FLAGS: Final = {"blank_lines": "--no-blank-lines"}


@click.command(
    cls=ReadingCommand,
    help=_CONVERT,
    params=[
        click.Option(
            ["--to"],
            type=click.Choice(list(FORMATS)),
            metavar="FORMAT",
            required=True,
            help="The format, see above.",
        ),
        _OUTPUT,
    ],
)
def convert(reading: Reading, *, to: str, output: str | None) -> int:
    """Write every page in the format."""
    return _deliver(reading, FORMATS[to], output)


@click.command(
    cls=ReadingCommand,
    help=_RENDER,
    envelope="--from",
    params=[
        click.Option(
            ["--envelope"], type=ENVELOPE, metavar="NAME", required=True, help="The one to write."
        ),
        _OUTPUT,
        click.Option(["--no-blank-lines"], is_flag=True, help="plain: leave blank lines out."),
        click.Option(["--residue"], help="table: the bars around a T, such as '| T | |'."),
        click.Option(["--last"], help="table: the bars of the last line."),
        click.Option(
            ["--cut"],
            is_flag=True,
            help="table: cut lines of more than 80 bytes, as the proxy does.",
        ),
        click.Option(["--host"], help="menu: the host that links lead to."),
        click.Option(["--port"], type=click.IntRange(1, 65535), help="menu: and the port."),
        click.Option(
            ["--header"], is_flag=True, help="gemtext: the header line of a response before it."
        ),
        click.Option(["--uri"], help="hiltjo: the page's own URI, in the head."),
    ],
)
def render(
    reading: Reading, *, envelope: str, output: str | None, **options: bool | str | int | None
) -> int:
    """Write every page in the envelope."""
    given = {name: value for name, value in options.items() if value not in (None, False)}
    writer = ENVELOPES[envelope].write
    if writer is None:
        reason = f"The envelope {envelope} is only read; these can be written: {_WRITABLE}."
        raise click.UsageError(reason, click.get_current_context())
    if given.pop("no_blank_lines", False):
        given["blank_lines"] = False
    for name in sorted(given.keys() - inspect.signature(writer).parameters.keys()):
        flag = _FLAGS.get(name, f"--{name}")
        reason = f"The envelope {envelope} has no option {flag}."
        raise click.UsageError(reason, click.get_current_context())

    def dumps(page: Page) -> str:
        try:
            return tazdump.render(page, envelope, **given)
        except ValueError as error:
            raise click.ClickException(str(error)) from None

    form = Format("", f".{envelope}.txt", written_by(dumps))
    return _deliver(reading, form, output)


def _deliver(reading: Reading, form: Format, output: str | None) -> int:
    """Write what the files hold to where it should go; return the exit status."""
    pages = Pages(reading)
    several = len(reading.files) > 1 and not form.many
    if output is None or output == STDIN:
        if several:
            raise click.ClickException(_SEVERAL)
        if form.binary and sys.stdout.isatty():
            reason = "this format is nothing for a terminal; name a file with -o FILE"
            raise click.ClickException(reason)
        _all_in_one(pages, form, standard_output())
    elif is_directory(output, wanted=several):
        _one_each(pages, form, output)
    elif several:
        raise click.ClickException(_SEVERAL)
    else:
        target = Path(output)
        refuse_sources([target], reading.files)
        _all_in_one(pages, form, written_aside(target))
    return pages.status


def _all_in_one(pages: Pages, form: Format, sink: AbstractContextManager[BinaryIO]) -> None:
    """Write all pages in one file; nothing at all where no file gives one."""
    read = (page for _, page in pages)
    first = next(read, None)
    if first is not None:
        with sink as file:
            form.write(chain([first], read), file)


def _one_each(pages: Pages, form: Format, directory: str) -> None:
    """Write a file for each page; the directory is made if it is not there."""
    files = pages.reading.files
    targets = names_in(directory, files, form.suffix)
    refuse_sources(targets, files)
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{directory} cannot be made: {error.strerror}"
        raise click.ClickException(reason) from None
    for name, target in _told(list(zip(files, targets, strict=True))):
        page = pages.read(name)
        if page is not None:
            with written_aside(target) as file:
                form.write([page], file)


def _told(tasks: list[tuple[str, Path]]) -> Iterable[tuple[str, Path]]:
    """Give the tasks, and tell on a terminal how many are done where there are many."""
    if len(tasks) < _MANY or not sys.stderr.isatty():
        return tasks
    from rich.console import Console  # noqa: PLC0415 - only a terminal has a bar
    from rich.progress import track  # noqa: PLC0415 - only a terminal has a bar

    return track(tasks, "Writing", console=Console(stderr=True), transient=True)
