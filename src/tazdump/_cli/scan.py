"""`tazdump scan`: the dumps among millions of texts, as one table.

How: `tazdump.corpus.scan` does the work; here are its options, a progress bar where somebody
watches, and the summary. Cost: that of the scan.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import asdict, fields

from tazdump import corpus
from tazdump._cli.progress import shown_progress
from tazdump._cli.screen import BOLD, NONE, Screen, styled
from tazdump._cli.terminal import put, put_drawn, say
from tazdump.corpus import Columns, Limits
from tazdump.corpus._folder import work_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tazdump.corpus import Summary

_HELP: Final = """\
Find the dumps among any number of texts, and write their pages to one table.

A source is a file, a folder, a glob, or an archive: plain text, HTML, JSONL, Parquet, WARC, WET,
zip, tar; also packed by gzip or zstd. The table has a row for each dump, in the order of the
sources; its name ends in .parquet or .jsonl.

All cores are used, and the table is the same with any number of them. Ctrl-C leaves the folder
OUT.parts, from which --resume goes on.

\b
The exit status:
  0  the table is there, and everything was read
  1  no table; a sentence says why
  2  the table is there, but something could not be read: --errors keeps what, and why

\b
Examples:
  tazdump scan crawl/*.warc.gz -o pages.parquet
  tazdump scan fineweb/ -o pages.parquet --errors unread.jsonl
  tazdump scan texts.jsonl -o pages.jsonl --text body --url link --dedupe
  tazdump scan fineweb/ -o pages.parquet --resume
"""
_KEPT: Final = "; what is done is kept, and --resume goes on"
_WHOLE: Final = 0
_SKIPPED: Final = 2

_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_DEFAULTS: Final = Limits()


def _size(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Read a number of bytes, such as 500k, 16M or 2G."""
    unit = value[-1:].lower() if value[-1:].lower() in _UNITS else ""
    digits = value.removesuffix(value[-1:]) if unit else value
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        reason = f"{value!r} is no size such as 500k, 16M or 2G."
        raise click.BadParameter(reason)
    return int(digits) * _UNITS[unit]


def _sized(size: int) -> str:
    """A number of bytes as `_size` reads it."""
    unit = max((u for u in _UNITS if size % _UNITS[u] == 0), key=_UNITS.__getitem__)
    return f"{size // _UNITS[unit]}{unit.upper()}"


@click.command(
    help=_HELP,
    params=[
        click.Argument(
            ["sources"], nargs=-1, required=True, metavar="SOURCE...", type=click.Path()
        ),
        click.Option(
            ["-o", "--output"],
            type=click.Path(),
            metavar="OUT",
            required=True,
            help="The table: a name that ends in .parquet or .jsonl.",
        ),
        click.Option(["--resume"], is_flag=True, help="Go on where an interrupted scan ended."),
        click.Option(
            ["--force"],
            is_flag=True,
            help="Replace a table that is there, and what an interrupted scan left.",
        ),
        click.Option(
            ["--dedupe"],
            is_flag=True,
            help="Of rows that are one page keep the best reading; else they are marked.",
        ),
        click.Option(
            ["--errors"],
            type=click.Path(),
            metavar="FILE",
            help="Write down what could not be read, and why, as JSONL.",
        ),
        click.Option(
            ["--processes"],
            type=click.IntRange(min=1),
            metavar="N",
            help="How many processes read; without it, as many as there are cores.",
        ),
        click.Option(["--text"], metavar="NAME", help="The column with the text, if not found."),
        click.Option(["--url"], metavar="NAME", help="The column with its URL."),
        click.Option(["--id"], metavar="NAME", help="The column with its id."),
        click.Option(
            ["--max-record"],
            callback=_size,
            metavar="SIZE",
            default=_sized(_DEFAULTS.record),
            show_default=True,
            help="Skip a record that is larger.",
        ),
        click.Option(
            ["--max-ratio"],
            type=click.IntRange(min=1),
            metavar="N",
            default=_DEFAULTS.ratio,
            show_default=True,
            help="Skip a file that unpacks to more than N times its size.",
        ),
        click.Option(
            ["--max-unpacked"],
            callback=_size,
            metavar="SIZE",
            default=_sized(_DEFAULTS.unpacked),
            show_default=True,
            help="Unpack no more than this from one file.",
        ),
        click.Option(
            ["--max-members"],
            type=click.IntRange(min=1),
            metavar="N",
            default=_DEFAULTS.members,
            show_default=True,
            help="Read no more members of an archive than this.",
        ),
        click.Option(
            ["--format", "form"],
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="The summary: text to read, or JSON.",
        ),
    ],
)
def scan(
    *,
    sources: tuple[str, ...],
    output: str,
    form: str,
    **options: Any,  # noqa: ANN401 - a command's options have no common type but this
) -> int:
    """Scan the sources, and tell what was found."""
    columns = Columns(**{name: options.pop(name) for name in ("text", "url", "id")})
    limits = Limits(**{each.name: options.pop(f"max_{each.name}") for each in fields(Limits)})
    try:
        with shown_progress() as progress:
            found = corpus.scan(
                sources, output, columns=columns, limits=limits, progress=progress, **options
            )
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    except corpus.ScanError as error:
        reason = (
            f"{error}; what is done is kept, and --resume goes on"
            if error.resumable
            else str(error)
        )
        raise click.ClickException(reason) from None
    except KeyboardInterrupt:
        if work_folder(output).exists():
            say(f"interrupted{_KEPT}")
        raise
    if form == "json":
        put(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        put_drawn(_text(found, is_told=options["errors"] is not None))
    return _WHOLE if found.whole else _SKIPPED


def _text(found: Summary, *, is_told: bool) -> str:
    """The summary, to read; `is_told`: a file says what was skipped."""
    screen = Screen()
    screen.write(found.output, BOLD)
    screen.write(f"  {found.rows:,} rows")
    screen.end()
    dumps = f"{found.dumps:,}"
    if found.refused:
        dumps += f", {found.refused:,} without a page"
    if found.duplicates:
        dumps += f", {found.duplicates:,} that others repeat"
    skipped = _counted(found.skipped)
    if skipped and not is_told:
        skipped += "; --errors FILE keeps what, and why"
    lines = {
        "read": f"{found.records:,} records, {found.bytes / 1e6:,.1f} MB, {found.seconds:,.1f} s",
        "dumps": dumps,
        "kinds": _counted(found.kinds),
        "envelopes": _counted(found.envelopes),
        "diagnostics": _counted(found.codes),
        "skipped": skipped,
    }
    for label, told in lines.items():
        if told:
            screen.draw(styled(told, NONE), indent=15, bullet=f"  {label}")
    return screen.drawn()


def _counted(counts: Mapping[str, int]) -> str:
    """What there is, most first: ``article 12, front 3``."""
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name} {count:,}" for name, count in most)
