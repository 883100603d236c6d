"""The URL of an address that may stand in a file: well-formed and safe to follow, or none.

How: the standard library splits what `Address` gives; what RFC 3986 does not allow is encoded, and
what has no host is no link. Cost: linear in the address.
"""

from __future__ import annotations

from string import hexdigits
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tazdump.address import Address

_SURROGATES: Final = ("\ud800", "\udfff")


def url_of(address: Address | None) -> str | None:
    """Give the ``http(s)``, ``gopher``, ``gemini`` or ``mailto`` URL of an address, else None.

    For what stands at taz it is the ``https`` URL. The result is ASCII and well-formed after
    RFC 3986. None for no address, a cut one, any other scheme, a host or port that cannot be,
    and a path with an unpaired surrogate, which no URL can hold.

    >>> from tazdump.address import Address
    >>> url_of(Address(path="/Wetter/!1234567"))
    'https://taz.de/Wetter/!1234567/'
    >>> url_of(Address(path="https://example.org/50%/[x]"))
    'https://example.org/50%25/%5Bx%5D'
    >>> url_of(Address(path="javascript:alert(1)")) is None
    True
    """
    if address is None or any(_SURROGATES[0] <= c <= _SURROGATES[1] for c in address.path):
        return None
    url = address.web or address.gopher or address.gemini
    return _well_formed(url) if url else None


def _well_formed(url: str) -> str | None:
    """Encode every stray ``%``, ``[``, ``]`` and ``#`` of a URL; None without a host."""
    url = _whole_escapes(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "mailto":
        start = len("mailto:")
        usable = bool(parts.path)
    else:
        start = url.find("//") + 2 + len(parts.netloc)
        usable = bool(parts.hostname) and parts.netloc.count("@") < 2
        usable = usable and (port is not None or not parts.netloc.endswith(":"))
    if not usable:
        return None
    rest, mark, fragment = url[start:].partition("#")
    tail = (rest + mark + fragment.replace("#", "%23")).replace("[", "%5B").replace("]", "%5D")
    return parts.scheme + url[len(parts.scheme) : start] + tail


def _whole_escapes(url: str) -> str:
    """Write ``%25`` for each ``%`` that two hexadecimal digits do not follow."""
    first, *others = url.split("%")
    return first + "".join(
        ("%" if len(part) > 1 and part[0] in hexdigits and part[1] in hexdigits else "%25") + part
        for part in others
    )
