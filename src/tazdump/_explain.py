"""What each line of a page's text was read as, and by which node.

How: the roles were kept while reading; the owners are found from the nodes' own lines.
Cost: linear in lines and nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tazdump._rows import ROLES, Role
from tazdump.model import Article, Lines, Listing, Node, Page, Verse, line_roles


class LineRole(NamedTuple):
    """A line of the input: its number from 1, its role, and the node that owns it.

    The page itself owns what has no node of its own: lede, date, headings of sections, a
    listing's title. Lines of the envelope, blank and unparsed ones have no owner.
    """

    number: int
    role: Role
    node: Node | Article | Listing | None


_OWNERLESS = frozenset({Role.UNPARSED, Role.ENVELOPE, Role.BLANK})
_OF_THE_PAGE = frozenset(
    {Role.LEDE, Role.DATE, Role.SECTION, Role.TAGLINE, Role.SEARCH, Role.GROUP}
)


def explain(page: Article | Listing) -> tuple[LineRole, ...]:
    r"""For every line of the input, in order, what it was read as.

    Empty for a page that was not read from a text.

    >>> from tazdump import parse
    >>> [line.role.value for line in explain(parse("# taz.de -- Wetter: Es regnet\n> Sehr."))]
    ['title', 'lede']
    """
    roles = line_roles(page)
    owners: dict[int, Node] = {}
    for node in _nodes(page):
        first, last = place_of(node)
        # A page out of JSON may say that its nodes have lines, and as many as it likes.
        for number in range(first, min(last, len(roles)) + 1):
            owners.setdefault(number, node)
    return tuple(
        LineRole(number, role, _owner(page, role, owners.get(number)))
        for number, role in enumerate((ROLES[byte] for byte in roles), 1)
    )


def place_of(node: Node) -> Lines:
    """First and last line of a node; a verse keeps them in `span`."""
    return node.span if isinstance(node, Verse) else node.lines


def _owner(page: Page, role: Role, node: Node | None) -> Node | Article | Listing | None:
    if role in _OWNERLESS:
        return None
    return page if node is None or role in _OF_THE_PAGE else node


def _nodes(page: Page) -> Iterator[Node]:
    if isinstance(page, Listing):
        yield from page.entries
        return
    yield page.title
    yield from page.images
    yield from page.body
    if page.dateline is not None:
        # It owns its line where no paragraph follows on it.
        yield page.dateline
    yield from page.links
    yield from page.authors
    yield from page.tags
    yield from page.related
