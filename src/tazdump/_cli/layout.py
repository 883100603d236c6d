"""A page as a person likes to read it in a terminal: one column, titles, links, verse, lists.

How: each part becomes a `rich` text of which no character can command the terminal, is wrapped,
and drawn line by line. Cost: linear in the page.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.style import Style
from rich.text import Text

from tazdump._cli.screen import BOLD, DIM, NONE, counted, styled
from tazdump._cli.terminal import argument, visible
from tazdump.diagnostics import Severity
from tazdump.export._cuts import at_end, within
from tazdump.export._urls import url_of
from tazdump.model import Article, Paragraph, Verse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from tazdump._cli.screen import Screen
    from tazdump.address import Address
    from tazdump.export._cuts import Part
    from tazdump.model import Author, Block, Entry, Link, Listing, Page, Tag, Title

_KICKER: Final = Style(color="red", bold=True)
_LEDE: Final = Style(italic=True)
_HEADING: Final = Style(color="red", bold=True)
_LINK: Final = Style(underline=True)
_CUT: Final = Style(color="yellow", bold=True)
_DAMAGE: Final = Style(color="yellow")

_MONTHS: Final = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_TARGETS: Final = "Links"
_TAGS: Final = "Schlagwörter"
_RELATED: Final = "Artikel zum Thema"
#: What stands for a sub-heading without text, which parts what is above from what is below.
_SEPARATOR: Final = "* * *"
_VERSE_INDENT: Final = 4


class Layout:
    """Draws pages on a screen, one below the other."""

    def __init__(self, screen: Screen, *, hyperlinks: bool) -> None:
        """Draw on this screen; without `hyperlinks`, addresses are written out."""
        self._screen = screen
        self._hyperlinks = hyperlinks and screen.hyperlinks
        self._fresh = True

    def name(self, name: str) -> None:
        """Draw a file's name above its page."""
        self._part()
        self._screen.write(f"==> {name} <==", DIM)
        self._screen.end()

    def page(self, page: Page, name: str) -> None:
        """Draw a page; a last line says where its damage is told in full."""
        if isinstance(page, Article):
            self._article(page)
        else:
            self._listing(page)
        self._url(page.address)
        self._damage(page, name)

    def _article(self, article: Article) -> None:
        self._heading(article.title)
        if article.lede:
            self._part()
            self._screen.draw(styled(article.lede, _LEDE))
        self._byline(article.authors, article.date)
        for image in article.images:
            self._part()
            caption = _marked(at_end(f"Bild: {image.caption}", cut=image.cut), DIM)
            self._screen.draw(caption, indent=2)
        self._body(article)
        self._targets(article.links)
        self._tags(article.own_tags)
        if article.related:
            self._section(_RELATED)
            self._entries(article.related)

    def _listing(self, listing: Listing) -> None:
        self._part()
        self._screen.draw(styled(listing.title, BOLD))
        if listing.tagline:
            self._screen.draw(styled(listing.tagline, _LEDE))
        for group, entries in groupby(listing.entries, lambda entry: entry.group):
            if group:
                self._section(group)
            self._entries(entries)

    def _heading(self, title: Title) -> None:
        self._part()
        if title.kicker:
            self._screen.draw(styled(title.kicker, _KICKER))
        self._screen.draw(_marked(at_end(title.headline, cut=title.cut), BOLD))

    def _byline(self, authors: Sequence[Author], date: datetime.date | None) -> None:
        parts: list[Text] = []
        if authors:
            names = [self._named(author) for author in authors]
            names, last = names[:-1], names[-1]
            joined = Text(", ").join(names)
            parts.append(Text("Von ") + joined + Text(" und " if names else "") + last)
        if date:
            parts.append(Text(f"{date.day}. {_MONTHS[date.month - 1]} {date.year}"))
        if parts:
            self._part()
            self._screen.draw(self._linked(Text(" · ").join(parts), None, DIM))

    def _body(self, article: Article) -> None:
        opening = Text()
        if article.dateline:
            words = f"{article.dateline.place} {article.dateline.agency} | "
            opening = styled(words, BOLD)
            if not (article.body and isinstance(article.body[0], Paragraph)):
                self._part()
                self._screen.draw(opening)
                opening = Text()
        for block in article.body:
            self._part()
            self._block(block, opening)
            opening = Text()

    def _block(self, block: Block, opening: Text) -> None:
        if isinstance(block, Paragraph):
            self._screen.draw(opening + self._paragraph(block))
        elif isinstance(block, Verse):
            for verse in block.lines:
                text = _marked(within(verse, cut=block.cut), NONE)
                self._screen.draw(text, indent=_VERSE_INDENT)
        else:
            parts = at_end(block.text or _SEPARATOR, cut=block.cut)
            self._screen.draw(_marked(parts, _HEADING))

    def _paragraph(self, paragraph: Paragraph) -> Text:
        texts = [part if isinstance(part, str) else part.text or "" for part in paragraph.content]
        whole = Text()
        for part, text, after in zip(paragraph.content, texts, [*texts, ""][1:], strict=True):
            marked = _marked(within(text, cut=paragraph.cut, after=after), NONE)
            if isinstance(part, str):
                whole.append_text(marked)
            else:
                whole.append_text(self._linked(marked, part.address, _LINK))
                whole.append(f"[{part.number}]", DIM)
        return whole

    def _targets(self, links: Iterable[Link]) -> None:
        """List where the links of the text lead to; a target that is no URL as it stands."""
        targets = [(link, link.address) for link in links if link.address]
        if targets:
            self._section(_TARGETS)
        for link, address in targets:
            target = styled(url_of(address) or address.path, DIM)
            self._screen.draw(Text(f"[{link.number}] ") + self._linked(target, address, NONE))

    def _tags(self, tags: Sequence[Tag]) -> None:
        if tags:
            self._section(_TAGS)
            self._screen.draw(Text(" · ").join([self._named(tag) for tag in tags]))

    def _entries(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            title = self._linked(_entry_title(entry), entry.address, NONE)
            lines = [title] if title else []
            if entry.teaser:
                cut = entry.cut and not (entry.title and entry.title.cut)
                lines.append(_marked(within(entry.teaser, cut=cut), NONE))
            url = url_of(entry.address)
            if url and not self._hyperlinks:
                lines.append(styled(url, DIM))
            if lines:
                self._part()
            for number, line in enumerate(lines):
                self._screen.draw(line, indent=2, bullet="• " if number == 0 else "")

    def _url(self, address: Address | None) -> None:
        url = url_of(address)
        if url:
            self._part()
            self._screen.draw(self._linked(Text(url), address, DIM))

    def _damage(self, page: Page, name: str) -> None:
        damage = counted(page.diagnostics, (Severity.ERROR, Severity.WARNING))
        if damage:
            self._part()
            self._screen.draw(styled(f"({damage}: tazdump check {argument(name)})", _DAMAGE))

    def _section(self, heading: str) -> None:
        self._part()
        self._screen.draw(styled(heading, _HEADING))

    def _named(self, node: Author | Tag) -> Text:
        return self._linked(_marked(at_end(node.name, cut=node.cut), NONE), node.address, NONE)

    def _linked(self, text: Text, address: Address | None, style: Style) -> Text:
        """Lay a style on a text, and a hyperlink where there is a safe URL."""
        url = url_of(address) if self._hyperlinks else None
        text.stylize(style + Style(link=url) if url else style)
        return text

    def _part(self) -> None:
        """Begin a new part: a blank line above all but the first."""
        if not self._fresh:
            self._screen.end()
        self._fresh = False


def _entry_title(entry: Entry) -> Text:
    """Write an entry's title: kicker, headline, and its topic behind it."""
    if entry.title is None:
        return Text()
    kicker, headline = entry.title.kicker, entry.title.headline
    text = styled(f"{kicker}: " if kicker else "", _KICKER)
    text.append_text(_marked(at_end(headline, cut=entry.title.cut), BOLD))
    if entry.topic:
        text.append(visible(f" ({entry.topic})"), DIM)
    return text


def _marked(parts: Iterable[Part], style: Style) -> Text:
    """Put parts together; the `…` of a cut stands out."""
    text = Text()
    for part, is_cut in parts:
        text.append(visible(part), _CUT if is_cut else style)
    return text
