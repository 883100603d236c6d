"""Addresses of taz: a path that Gopher, Gemini and the web have in common.

One pattern reads a path; one walk over the hosts in a URL finds taz in a proxy's address.
Cost: linear in the address. Source of the rules: FORMAT 1.5 and 3; RFC 3986; RFC 4266.
"""

from __future__ import annotations

from typing import Final, Literal, final
from urllib.parse import quote, unquote

from attrs import field, frozen

from tazdump._patterns import ENCODED_BREAK, HOST, OLD_ARTICLE, PATH, SCHEME

AddressKind = Literal["article", "author", "tag", "section", "front", "search", "outside"]

_KINDS: Final[dict[str, AddressKind]] = {
    "": "article",
    "t": "tag",
    "a": "author",
    "p": "section",
    "s": "search",
}
# What may be opened by a click; `javascript:` and its like never come out as a URL.
_WEB_SCHEMES: Final = frozenset({"http", "https", "mailto"})
# RFC 3986 pchar and "/", so that a path is only changed where it would not be a URL.
_PATH_SAFE: Final = "/!$&'()*+,;=:@~-._%"
_URL_SAFE: Final = _PATH_SAFE + "?#[]"
_TYPES: Final = frozenset("017")
#: What stands before the host in an address of taz itself, where the whole path is taz's.
_OWN: Final = frozenset({"http://", "https://", "//", "gemini://"})
_NO_HOST: Final = frozenset({"mailto", "javascript", "data", "tel"})


def quoted(path: str, safe: str = _PATH_SAFE) -> str:
    """The path as part of a URL; what no UTF-8 can hold (a severed byte) becomes ``%3F``.

    >>> quoted("/Müller & Söhne/!1")
    '/M%C3%BCller%20&%20S%C3%B6hne/!1'
    """
    return quote(path, safe=safe, errors="replace")


def encoded(path: str) -> str:
    r"""The path, its blanks and control characters percent-encoded.

    A raw one would end the address, or the whole line, in gemtext and in menus.

    >>> encoded("/ein Wort/!1"), encoded("/ä\nö/!1")
    ('/ein%20Wort/!1', '/ä%0Aö/!1')
    """
    if path.isprintable() and " " not in path:
        return path
    return "".join(
        c if (c.isprintable() and c != " ") or "\ud800" <= c <= "\udfff" else quote(c) for c in path
    )


@final
@frozen(kw_only=True)
class Address:
    """Where something is: a path on taz.de, or a URL outside it.

    The same path serves the web, Gopher and Gemini (FORMAT 1.5).

    >>> address = Address.parse("gopher://taz.de/1/Ein-Beispiel/!1234567")
    >>> address.path, address.kind, address.id, address.slug
    ('/Ein-Beispiel/!1234567', 'article', 1234567, 'Ein-Beispiel')
    >>> address.web
    'https://taz.de/Ein-Beispiel/!1234567/'
    """

    #: The path, as in ``/Slug/!6077857``, or the whole URL of something outside taz.
    path: str = field()

    @property
    def kind(self) -> AddressKind:
        """What stands there, told from the path alone."""
        if not self.path.startswith("/") or self.path.startswith("//"):
            return "outside"
        if self.path == "/":
            return "front"
        found = PATH.match(self.path)
        if found is None:
            return "article" if OLD_ARTICLE.search(self.path) else "section"
        return _KINDS[found["type"]]

    @property
    def id(self) -> int | None:
        """The number behind ``!``, without its letter; None where there is none."""
        found = PATH.match(self.path)
        return int(found["id"]) if found and found["id"] else None

    @property
    def slug(self) -> str | None:
        """The words before the number; taz makes them from the kicker."""
        found = PATH.match(self.path)
        return (found["slug"] or None) if found else None

    @property
    def web(self) -> str | None:
        """The ``https`` URL; for an outside address itself, if it is safe to follow.

        None where no URL can be told: another scheme, or a path that the proxy cut.
        """
        if self.kind == "outside":
            return self._outside(_WEB_SCHEMES)
        if self._is_cut:
            return None
        found = PATH.match(self.path)
        if found is None:
            size, slash = _query(self.path), ""
        else:
            size, slash = len(self._selector), "" if found["tail"] else "/"
        return (
            f"https://taz.de{quoted(self.path[:size])}{quoted(self.path[size:], _URL_SAFE)}{slash}"
        )

    @property
    def gopher(self) -> str | None:
        """The ``gopher`` URL (RFC 4266); None for what Gopher does not serve."""
        if self.kind == "outside":
            return self._outside(frozenset({"gopher"}))
        if self._is_cut:
            return None
        type_ = "7" if self.kind == "search" else "1"
        return f"gopher://taz.de/{type_}" + quoted(self._selector)

    @property
    def gemini(self) -> str | None:
        """The ``gemini`` URL; None for what Gemini does not serve."""
        if self.kind == "outside":
            return self._outside(frozenset({"gemini"}))
        if self._is_cut:
            return None
        return "gemini://taz.de" + quoted(self._selector)

    @property
    def _selector(self) -> str:
        """The path without what only the web puts behind an id."""
        found = PATH.match(self.path)
        return self.path[: found.start("tail")] if found and found["tail"] else self.path

    @property
    def _is_cut(self) -> bool:
        return self.path.endswith("…")

    def _outside(self, schemes: frozenset[str]) -> str | None:
        scheme = SCHEME.match(self.path)
        if scheme is None or scheme["scheme"].lower() not in schemes or self._is_cut:
            return None
        return quoted(self.path, safe=_URL_SAFE)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address from a path, a URL of taz, or the URL of a proxy that shows taz.

        Takes paths, ``http``, ``https``, ``gopher`` and ``gemini`` URLs, and the proxies' URLs of
        FORMAT 3, plain or percent-encoded, with or without port. All else is an outside address.
        Blanks and control characters inside of it are percent-encoded. Raises `TypeError` for what
        is no text, `ValueError` for empty text.

        >>> Address.parse("https://proxy.example/?url=gopher%3A%2F%2Ftaz.de%3A70%2F1%2F%216077857")
        Address(path='/!6077857')
        >>> Address.parse("https://example.org/a").kind
        'outside'
        """
        return cls(path=parsed_path(text))


def parsed_path(text: str) -> str:
    """The path of `Address.parse`."""
    path = encoded(_path_of(text))
    if not ("?" in path or "#" in path or "&" in path):
        return path
    found = PATH.match(path)
    if path.startswith(("/?", "/#")) and found is None:
        return "/"
    return path[: found.start("tail")] if found and found["tail"] else path


def path_if_any(text: str) -> str | None:
    """The path that a link leads to, None where nothing but white space stands for it."""
    return parsed_path(text) if text.strip() else None


def linked(text: str) -> Address:
    """The address of a link target, with the query and fragment that stand behind an id.

    >>> linked("https://taz.de/!5123/#absatz").path, Address.parse("https://taz.de/!5123/#absatz").path
    ('/!5123/#absatz', '/!5123')
    """
    return Address(path=_path_of(text))


def _path_of(text: str) -> str:
    """The path on taz that a text means, or the text itself."""
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - users do
        msg = f"an address is text (str), not {type(text).__name__}"
        raise TypeError(msg)
    text = text.strip()
    if not text:
        msg = "an address cannot be empty; give a path such as /!6077857, or a URL"
        raise ValueError(msg)
    if text[0] == "/" and "%" not in text and "taz.de" not in text.lower():
        # A path, as most addresses are: no host in it, and nothing that is encoded.
        return text if text.startswith("//") else _normal(text)
    scheme = SCHEME.match(text)
    if scheme and scheme["scheme"].lower() in _NO_HOST:
        return text
    plain = _decoded(text)
    hosts = list(HOST.finditer(plain))
    if hosts:
        return _on_taz(plain, hosts[-1].start(), hosts[-1].end()) or text
    return _normal(text) if text.startswith("/") and not text.startswith("//") else text


def _decoded(text: str) -> str:
    """The text, or what a proxy's URL has percent-encoded in one of its parameters."""
    if "%2f" not in text.lower():
        return text
    parts = [unquote(part) for part in text.split("&")]
    return next((part for part in parts if HOST.search(part)), text)


def _on_taz(url: str, start: int, end: int) -> str | None:
    """The path on taz in a URL whose last ``taz.de`` stands at start to end; None if elsewhere."""
    before, path = url[:start].lower(), url[end:]
    if before in _OWN:
        return _unquoted(path)
    if before.endswith(("http://", "https://")):
        return None  # Another site that links to taz's own.
    # Gopher puts the item type between host and selector: /1/!6077857, and /1 for the front.
    typed = path[1:2] in _TYPES and path[2:3] in {"", "/"}
    rest = path[2:] if typed else path
    if before == "gopher://":
        return _page(rest)
    # A proxy says the protocol, or shows the path of a page of taz behind a type; a link of the
    # proxy's own page needs neither. All other sites may have a page called taz.de.
    gopher, gemini = "gopher" in before, "gemini" in before
    if typed and PATH.match(unquote(rest)):
        return _page(rest)
    if gemini and not gopher:
        return _page(path)
    relative = SCHEME.match(before) is None
    if gopher or (relative and (before or not typed or not rest.strip("/"))):
        return _page(rest)
    return _page(path) if relative else None


def _query(path: str) -> int:
    """Where the query or fragment of a path begins; at its end, if it has none."""
    places = (path.find("?"), path.find("#"))
    return min((place for place in places if place >= 0), default=len(path))


def _unquoted(path: str) -> str:
    """A path of taz's own URL, its query and fragment as they are."""
    size = _query(path)
    whole = _plain(path[:size]) + path[size:]
    return _normal(whole) if whole.strip("/") else "/"


def _plain(path: str) -> str:
    """A path without its percent-encoding, but for blanks and what no line of a menu can hold."""
    return unquote(ENCODED_BREAK.sub("%25", path)) if "%" in path else path


def _page(path: str) -> str:
    """A path of taz from a proxy's URL; what follows an id is the proxy's own: /!6077857&t=1."""
    if not path.strip("/"):
        return "/"
    path = _plain(path)
    found = PATH.match(path)
    return _normal(path[: found.start("tail")] if found and found["tail"] else path)


def _normal(path: str) -> str:
    """A path without the slash that only the web puts behind an id."""
    return path[:-1] if path.endswith("/") and PATH.match(path[:-1]) else path
