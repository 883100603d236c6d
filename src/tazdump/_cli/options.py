"""What all commands that read pages have in common: their files, and how these are read.

How: a kind of click command that brings the options and hands them on as one value.
Cost: nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from tazdump._envelopes import ENVELOPES
from tazdump.address import Address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


@frozen(kw_only=True)
class Reading:
    """The files to read, and what their user knows of them."""

    #: As they were named; ``-`` is standard input.
    files: tuple[str, ...]
    encoding: str | None = None
    envelope: str | None = None
    address: Address | None = None
    strict: bool = False


def _encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Refuse what Python cannot decode text with."""
    try:
        if value is not None:
            b"taz".decode(value, errors="replace")
    except (LookupError, ValueError):
        reason = f"{value!r} is no encoding that Python knows, such as cp1252."
        raise click.BadParameter(reason) from None
    return value


def _address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Address | None:
    """Read an address in any form that `Address.parse` takes."""
    try:
        return None if value is None else Address.parse(value)
    except ValueError as error:
        reason = f"{error}."
        raise click.BadParameter(reason) from None


#: Names of envelopes; completion knows them too.
ENVELOPE: Final = click.Choice(list(ENVELOPES))


class ReadingCommand(click.Command):
    """A command that reads pages: its function gets a `Reading` beside its own options."""

    def __init__(
        self,
        name: str | None,
        *,
        params: Sequence[click.Parameter] = (),
        envelope: str = "--envelope",
        strict: bool = True,
        **kwargs: Any,  # noqa: ANN401 - click types its own parameters so
    ) -> None:
        """Take a command's own parameters; `envelope` is what the option of that kind is called."""
        files = click.Argument(
            ["files"],
            nargs=-1,
            required=True,
            metavar="FILE...",
            type=click.Path(allow_dash=True),
        )
        common = [
            click.Option(
                ["--encoding"],
                callback=_encoding,
                metavar="NAME",
                help="The encoding of the files; UTF-8 and cp1252 are recognised without it.",
            ),
            click.Option(
                [envelope, "source_envelope"],
                type=ENVELOPE,
                metavar="NAME",
                help="The envelope they come in, if it is not to be recognised.",
            ),
            click.Option(
                ["--address"],
                callback=_address,
                metavar="ADDRESS",
                help="The page's own address, where known: a path such as /!6077857, or a URL.",
            ),
        ]
        if strict:
            common.append(
                click.Option(
                    ["--strict"],
                    is_flag=True,
                    help="Refuse a page that has an ERROR; cut titles and captions are warnings.",
                )
            )
        super().__init__(name, params=[files, *params, *common], **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click declares the method so
        """Make one value of the common options, and call the command."""
        options = ctx.params
        reading = Reading(
            files=options.pop("files"),
            encoding=options.pop("encoding"),
            envelope=options.pop("source_envelope"),
            address=options.pop("address"),
            strict=options.pop("strict", False),
        )
        if reading.address is not None and len(reading.files) > 1:
            ctx.fail("--address is the address of one page, and there are several files.")
        options["reading"] = reading
        return super().invoke(ctx)
