"""Values from JSON, checked; what does not fit is told with its path.

How: a small reader for each kind of value; others are built by combining them. A reader raises
where it stands, and those around it add their step to the path: what fits pays for no path.
Cost: linear; no recursion but in the standard library's parser, whose limit is an error here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias, TypeVar, cast

T = TypeVar("T")
JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Reader = Callable[[JSON], T]
#: The readers of an object, by key.
Readers = dict[str, Reader[object]]

#: Lines, columns and numbers of links are no larger, and Arrow has room for no more.
LARGEST: Final = 2**31 - 1


class Misfit(Exception):  # noqa: N818 - users get it as a JSONError
    """Something does not fit; gathers its path, from the inside out."""

    def __init__(self, reason: str, or_null: str = "") -> None:
        """Keep the reason, and the one for places where null would have done."""
        super().__init__(reason)
        self.reason = reason
        self.or_null = or_null or reason
        self.steps: list[str] = []

    @property
    def path(self) -> str:
        """Where, from ``$`` down."""
        return "$" + "".join(reversed(self.steps))


class _Repeated(dict[str, JSON]):
    """An object with a key that stands twice: one of its values would be lost in silence."""

    key = ""


def parse(text: str | bytes) -> JSON:
    """Parse JSON text. Raises `Misfit` for all that is none."""
    try:
        return cast("JSON", json.loads(text, object_pairs_hook=_object))
    except RecursionError:
        reason = "nested more deeply than any page"
    except json.JSONDecodeError as error:
        reason = f"no JSON at line {error.lineno}, column {error.colno}: {error.msg}"
    except UnicodeDecodeError as error:
        reason = f"no {error.encoding} at byte {error.start}"
    except ValueError:
        # What int() says of a number longer than `sys.get_int_max_str_digits()`.
        reason = "a number with too many digits"
    raise Misfit(reason)


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _Repeated(found)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            repeated.key = key
        seen.add(key)
    return repeated


def refuse(wanted: str, value: JSON) -> NoReturn:
    """Raise a `Misfit` that says what was wanted and what stands there."""
    got = f"got {_kind_of(value)}"
    reason, or_null = f"expected {wanted}, {got}", f"expected {wanted} or null, {got}"
    raise Misfit(reason, or_null)


def _kind_of(value: JSON) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, float):
        return f"the number {value!r}"
    if isinstance(value, int):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def quoted(text: str) -> str:
    """Quote foreign text as it may stand in a message: short, printable, on one line."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


def a_text(value: JSON) -> str:
    """Read text."""
    return value if isinstance(value, str) else refuse("text", value)


def a_flag(value: JSON) -> bool:
    """Read true or false."""
    return value if isinstance(value, bool) else refuse("true or false", value)


def a_number(value: JSON) -> int:
    """Read a whole number from 0 to `LARGEST`, which true and false are not."""
    if not isinstance(value, int) or isinstance(value, bool):
        refuse("a whole number", value)
    if not 0 <= value <= LARGEST:
        reason = f"expected a number from 0 to {LARGEST}"
        raise Misfit(reason)
    return value


def a_date(value: JSON) -> datetime.date:
    """Read a day as ``2025-09-04``."""
    wanted = "a date such as 2025-09-04"
    if not isinstance(value, str):
        refuse(wanted, value)
    # `fromisoformat` takes other forms as well, 20250904 and 2025-W36-4 among them.
    if len(value) == 10 and value[4] == value[7] == "-":
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    reason = f"expected {wanted}, got {quoted(value)}"
    raise Misfit(reason)


def maybe(read: Reader[T]) -> Reader[T | None]:
    """Make a reader take null too."""

    def read_maybe(value: JSON) -> T | None:
        if value is None:
            return None
        try:
            return read(value)
        except Misfit as misfit:
            if not misfit.steps:
                misfit.reason = misfit.or_null
            raise

    return read_maybe


def list_of(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """Make a reader for lists, each item by that reader."""

    def read_list(value: JSON) -> tuple[T, ...]:
        if not isinstance(value, list):
            refuse("a list", value)
        found: list[T] = []
        try:
            for item in value:
                # A comprehension could not say how far it came.
                found.append(read(item))  # noqa: PERF401 - for that reason
        except Misfit as misfit:
            misfit.steps.append(f"[{len(found)}]")
            raise
        return tuple(found)

    return read_list


_numbers = list_of(a_number)


def two_lines(value: JSON) -> tuple[int, int]:
    """Read the first and the last line of a node."""
    numbers = _numbers(value)
    if len(numbers) != 2:
        reason = f"expected the first and the last line, got a list of {len(numbers)}"
        raise Misfit(reason)
    return numbers[0], numbers[1]


def one_of(values: dict[str, T]) -> Reader[T]:
    """Make a reader for texts that stand for values."""
    wanted = ("one of " if len(values) > 1 else "") + ", ".join(values)

    def read_one(value: JSON) -> T:
        if not isinstance(value, str):
            refuse(wanted, value)
        if value not in values:
            reason = f"expected {wanted}, got {quoted(value)}"
            raise Misfit(reason)
        return values[value]

    return read_one


def word(*words: str) -> Reader[str]:
    """Make a reader for one of these words."""
    return one_of({word: word for word in words})


def node(
    make: Callable[..., T], required: str, readers: Readers, derived: Readers | None = None
) -> Reader[T]:
    """Make a reader for objects, each key by its own reader, all of which `make` is called with.

    What is `derived` is checked and left out.
    """
    needed = frozenset(required.split())
    dropped = frozenset(derived or ())
    known = {**(derived or {}), **readers}

    def read_node(value: JSON) -> T:
        found: dict[str, object] = {}
        items = _keys(value, known, needed)
        key = ""
        try:
            for key, item in items.items():
                read = known[key](item)
                if key not in dropped:
                    found[key] = read
        except Misfit as misfit:
            misfit.steps.append(f".{key}")
            raise
        return make(**found)

    return read_node


def _keys(value: JSON, known: Readers, needed: frozenset[str]) -> dict[str, JSON]:
    """Return the object, if it has every key that it must have and none that it may not."""
    if not isinstance(value, dict):
        refuse("an object", value)
    if isinstance(value, _Repeated):
        reason = f"the key {quoted(value.key)} stands twice"
        raise Misfit(reason)
    if not value.keys() <= known.keys():
        unknown = next(key for key in value if key not in known)
        reason = f"unknown key {quoted(unknown)}; known are {', '.join(known)}"
        raise Misfit(reason)
    if not needed <= value.keys():
        missing = next(key for key in known if key in needed and key not in value)
        reason = f"the key {missing!r} is missing"
        raise Misfit(reason)
    return value


def by_type(readers: dict[str, Reader[T]]) -> Reader[T]:
    """Make a reader for objects whose key ``type`` says how to read them."""
    which = one_of(readers)

    def read_by_type(value: JSON) -> T:
        if not isinstance(value, dict):
            refuse("an object", value)
        if "type" not in value:
            reason = f"the key 'type' is missing: one of {', '.join(readers)}"
            raise Misfit(reason)
        try:
            read = which(value["type"])
        except Misfit as misfit:
            misfit.steps.append(".type")
            raise
        return read(value)

    return read_by_type
