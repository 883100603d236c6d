"""The JSON Schema of a page, made from the model; used when the model changes, never at run time.

How: attrs' fields and their type hints become properties, docstrings and ``#:`` comments become
descriptions. Cost: reflection over a dozen classes. After a change of the model, run
``python -c "from tazdump.export._json_schema import generate; print(generate(), end='')"`` and
keep what it prints as ``tazdump.schema.json``; a test holds the two against each other.
"""

from __future__ import annotations

import datetime
import inspect
import json
from enum import Enum
from types import NoneType, UnionType
from typing import Final, Literal, Union, cast, get_args, get_origin, get_type_hints

import attrs

from tazdump.address import Address
from tazdump.diagnostics import Diagnostic
from tazdump.export._json_check import LARGEST
from tazdump.export._json_read import SCHEMA_VERSION
from tazdump.model import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Listing,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

Schema = dict[str, object]

_PAGES: Final = (Article, Listing)
#: They stand where another kind could stand too, so they say what they are.
_TYPED: Final = (*_PAGES, Paragraph, Subheading, Verse, Link)
_NODES: Final[tuple[type, ...]] = (
    *_TYPED,
    Title,
    Image,
    Dateline,
    Author,
    Tag,
    Entry,
    Address,
    Diagnostic,
)
#: What tells of the reading and of nothing else, and could not be had again from JSON.
_LEFT_OUT: Final = frozenset({"source", "_roles"})
#: What is written behind a field for the convenience of readers; it is worked out from it.
_DERIVED: Final[dict[tuple[type, str], tuple[str, ...]]] = {
    (Address, "path"): ("kind", "web", "gopher", "gemini"),
    (Diagnostic, "code"): ("severity",),
}
_SIMPLE: Final[dict[object, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0, "maximum": LARGEST},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    datetime.date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    },
}


def generate() -> str:
    """Make the schema: JSON text that ends in a line end."""
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tazdump:schema:{SCHEMA_VERSION}",
        "title": "A page of taz",
        "description": "An article or a listing as tazdump.export.json writes and reads it.",
        "oneOf": [_ref(page) for page in _PAGES],
        "$defs": {_name(node): _object(node) for node in _NODES},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _object(node: type) -> Schema:
    properties: dict[str, Schema] = {}
    required: list[str] = []
    if node in _PAGES:
        properties["schema_version"] = {"const": SCHEMA_VERSION}
    if node in _TYPED:
        properties["type"] = {"const": _name(node)}
    required += properties
    hints, comments = get_type_hints(node), _comments(node)
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", node)):
        if field.name not in _LEFT_OUT:
            properties[field.name] = _described(hints[field.name], comments.get(field.name))
            if field.default is attrs.NOTHING:
                required.append(field.name)
            properties |= _derived(node, field.name)
    return {
        "description": _first_line(node),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _derived(node: type, field: str) -> dict[str, Schema]:
    properties: dict[str, Schema] = {}
    for name in _DERIVED.get((node, field), ()):
        getter = getattr(node, name).fget
        shape = _described(get_type_hints(getter)["return"], _first_line(getter))
        properties[name] = {**shape, "readOnly": True}
    return properties


def _described(hint: object, description: str | None) -> Schema:
    shape = _shape(hint)
    return {**shape, "description": description.replace("``", "`")} if description else shape


def _shape(hint: object) -> Schema:
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if isinstance(hint, type) and hint in _NODES:
        return _ref(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return _array(args)
    if origin in {Union, UnionType}:
        return _any_of([_shape(arg) for arg in args])
    msg = f"the schema has no word for {hint!r}"
    raise TypeError(msg)


def _array(args: tuple[object, ...]) -> Schema:
    array: Schema = {"type": "array", "items": _shape(args[0])}
    if args[1] is not ...:
        array |= {"minItems": len(args), "maxItems": len(args)}
    return array


def _any_of(shapes: list[Schema]) -> Schema:
    if all(shape.keys() == {"type"} for shape in shapes):
        return {"type": [shape["type"] for shape in shapes]}
    return {"anyOf": shapes}


def _name(node: type) -> str:
    return node.__name__.lower()


def _ref(node: type) -> Schema:
    return {"$ref": f"#/$defs/{_name(node)}"}


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").partition("\n\n")[0].replace("\n", " ")


def _comments(node: type) -> dict[str, str]:
    """Return the ``#:`` comments of a class, by the field below them."""
    comments: dict[str, str] = {}
    gathered: list[str] = []
    for line in inspect.getsource(node).split("\n"):
        text = line.strip()
        if text.startswith("#: "):
            gathered.append(text[3:])
        else:
            if gathered:
                comments[text.partition(":")[0]] = " ".join(gathered)
            gathered = []
    return comments
