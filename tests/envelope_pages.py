"""One invented article, one section and one front page, as rows; and each envelope's form of them.

How: a page is a list of rows (type, text, selector), from which every proxy's page is built as its
markup is known (FORMAT 2 and 3), independently of the library's own writers. Cost: none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final, NamedTuple
from urllib.parse import quote

from attrs import evolve

from tazdump import (
    Address,
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
)


class Row(NamedTuple):
    """A row of a menu: its type, its text, and where it leads."""

    type: str
    text: str
    selector: str = ""


Rows = Sequence[Row]


def fill(text: str, mark: str = "", width: int = 75) -> list[Row]:
    """The text as taz wraps it: greedily, its mark on every line."""
    lines = [mark]
    for word in text.split(" "):
        line = lines[-1] + (" " if lines[-1] != mark else "") + word
        if len(line) > width and lines[-1] != mark:
            lines.append(mark + word)
        else:
            lines[-1] = line
    return [Row("i", line) for line in lines]


BLANK: Final = Row("i", "")

_LEDE: Final = (
    "Seit Wochen steht das Wasser in den Wiesen. Auf den Höfen heißt es: Das geht noch lange "
    "so weiter, und AT&T misst < 3 Grad."
)
_FIRST: Final = (
    "Wer in diesen Tagen über den Deich geht, braucht Gummistiefel. „So nass war es hier noch nie“, "
    "sagt Frauke Beispiel, die seit vierzig Jahren Kühe hält."
)
_SECOND: Final = (
    "Der [1][Wetterdienst] rechnet mit weiteren Schauern, und ein Ende ist nicht in Sicht. Auch im "
    "[2][Nachbarland] steigen die Pegel."
)
_THIRD: Final = "Bis dahin hilft den Landwirt*innen nur Warten, Tee und Wolle."
_TEASER: Final = (
    "Ein Besuch bei Menschen, die mit dem Wasser leben wollen, obwohl es ihnen bis zum Hals steht "
    "und die Versicherung nicht zahlt."
)

ADDRESS: Final = "/Wetter-im-Norden/!1234567"

ARTICLE_ROWS: Final[Rows] = (
    Row("i", "# taz.de -- Wetter im Norden: Der Regen bleibt & bleibt"),
    BLANK,
    *fill(_LEDE, "> "),
    BLANK,
    Row(
        "i", "Bild: Schafe auf dem Deich, im Hintergrund <wenig> Sonne und sehr viel graues Wasser"
    ),
    BLANK,
    *fill(f"Bad Beispiel taz | {_FIRST}"),
    BLANK,
    Row("i", "## Kein Ende in Sicht"),
    BLANK,
    *fill(_SECOND),
    BLANK,
    Row("i", _THIRD),
    BLANK,
    Row("i", "4 Sep 2025"),
    BLANK,
    Row("i", "## LINKS"),
    BLANK,
    Row("i", "[1] /Wetterdienst/!1234001"),
    Row("i", "[2] https://www.example.org/pegel?a=1&b=2"),
    BLANK,
    Row("i", "## AUTOREN"),
    BLANK,
    Row("1", "Jörg Müßig", "/!a42"),
    Row("1", "Ada Beispiel-Öztürk", "/!a43"),
    BLANK,
    Row("i", "## TAGS"),
    BLANK,
    Row("1", "Regen & Wind", "/!t501"),
    Row("1", "Deich", "/!t502"),
    Row("1", "Landwirtschaft", "/!t503"),
    BLANK,
    Row("i", "## ARTIKEL ZUM THEMA"),
    BLANK,
    Row("1", "Leben am Wasser: Bis zum Hals", "/Leben-am-Wasser/!1234002"),
    BLANK,
    *fill(_TEASER),
    BLANK,
    Row("1", "Kühe im Regen: Muh", "/!1234003"),
    BLANK,
    Row("i", "Auch Tiere haben einmal genug."),
)

_LINKS: Final = (
    Link(number=1, text="Wetterdienst", address=Address(path="/Wetterdienst/!1234001")),
    Link(
        number=2,
        text="Nachbarland",
        address=Address(path="https://www.example.org/pegel?a=1&b=2"),
    ),
)

#: What every reader must find in the article; envelopes that tell it add the page's own address.
ARTICLE: Final = Article(
    title=Title(
        text="Wetter im Norden: Der Regen bleibt & bleibt",
        kicker="Wetter im Norden",
        headline="Der Regen bleibt & bleibt",
    ),
    lede=_LEDE,
    images=(
        Image(
            caption="Schafe auf dem Deich, im Hintergrund <wenig> Sonne und sehr viel graues Wasser"
        ),
    ),
    dateline=Dateline(place="Bad Beispiel", agency="taz"),
    body=(
        Paragraph(content=(_FIRST,)),
        Subheading(text="Kein Ende in Sicht"),
        Paragraph(
            content=(
                "Der ",
                _LINKS[0],
                " rechnet mit weiteren Schauern, und ein Ende ist nicht in Sicht. Auch im ",
                _LINKS[1],
                " steigen die Pegel.",
            )
        ),
        Paragraph(content=(_THIRD,)),
    ),
    date=datetime.date(2025, 9, 4),
    links=_LINKS,
    authors=(
        Author(name="Jörg Müßig", address=Address(path="/!a42")),
        Author(name="Ada Beispiel-Öztürk", address=Address(path="/!a43")),
    ),
    tags=(
        Tag(name="Regen & Wind", address=Address(path="/!t501")),
        Tag(name="Deich", address=Address(path="/!t502")),
        Tag(name="Landwirtschaft", address=Address(path="/!t503")),
    ),
    related=(
        Entry(
            title=Title.from_text("Leben am Wasser: Bis zum Hals"),
            teaser=_TEASER,
            address=Address(path="/Leben-am-Wasser/!1234002"),
            topic="Deich",
        ),
        Entry(
            title=Title.from_text("Kühe im Regen: Muh"),
            teaser="Auch Tiere haben einmal genug.",
            address=Address(path="/!1234003"),
            topic="Landwirtschaft",
        ),
    ),
)

LISTING_ROWS: Final[Rows] = (
    Row("i", "# taz.de -- Deich & Meer"),
    BLANK,
    Row("1", "Leben am Wasser: Bis  zum Hals", "/Leben-am-Wasser/!1234002"),
    BLANK,
    *fill(_TEASER),
    BLANK,
    Row("1", "Kühe im Regen: Muh", "/!1234003"),
    BLANK,
    Row("i", "Auch Tiere haben einmal genug."),
    BLANK,
    Row("1", "Ohne Anriss: Nichts dahinter", "/!1234004"),
    BLANK,
    Row("1", "Sturm: Es zieht", "/!1234005"),
    BLANK,
    Row("i", "Und zwar gewaltig."),
)

_SECTION_ADDRESS: Final = "/Deich--Meer/!p4711"

LISTING: Final = Listing(
    title="Deich & Meer",
    entries=(
        Entry(
            title=Title.from_text("Leben am Wasser: Bis  zum Hals"),
            teaser=_TEASER,
            address=Address(path="/Leben-am-Wasser/!1234002"),
        ),
        Entry(
            title=Title.from_text("Kühe im Regen: Muh"),
            teaser="Auch Tiere haben einmal genug.",
            address=Address(path="/!1234003"),
        ),
        Entry(
            title=Title.from_text("Ohne Anriss: Nichts dahinter"), address=Address(path="/!1234004")
        ),
        Entry(
            title=Title.from_text("Sturm: Es zieht"),
            teaser="Und zwar gewaltig.",
            address=Address(path="/!1234005"),
        ),
    ),
)

FRONT_ROWS: Final[Rows] = (
    Row("i", "# taz.de"),
    BLANK,
    *fill('Das große linke Nachrichten-Portal der "tageszeitung" aus Berlin.'),
    BLANK,
    Row("7", "Nach Artikeln suchen", "/!s"),
    BLANK,
    Row("1", "Themen des Tages", "/!p4610"),
    BLANK,
    *LISTING_ROWS[2:],
)

FRONT: Final = Listing(
    title="taz.de",
    kind="front",
    tagline='Das große linke Nachrichten-Portal der "tageszeitung" aus Berlin.',
    search="Nach Artikeln suchen",
    entries=tuple(
        Entry(
            title=entry.title,
            teaser=entry.teaser,
            address=entry.address,
            group="Themen des Tages",
        )
        for entry in LISTING.entries
    ),
)


def without_addresses(page: Article | Listing) -> Article | Listing:
    """What an envelope without targets leaves of a page; those under LINKS are text."""
    if isinstance(page, Listing):
        entries = tuple(evolve(entry, address=None) for entry in page.entries)
        return evolve(page, entries=entries, address=None)
    return evolve(
        page,
        authors=tuple(evolve(author, address=None) for author in page.authors),
        tags=tuple(evolve(tag, address=None) for tag in page.tags),
        related=tuple(evolve(entry, address=None) for entry in page.related),
        address=None,
    )


class Case(NamedTuple):
    """A page: its rows, its own address, and what must be found."""

    rows: Rows
    address: str
    page: Article | Listing


CASES: Final = {
    "article": Case(ARTICLE_ROWS, ADDRESS, ARTICLE),
    "section": Case(LISTING_ROWS, _SECTION_ADDRESS, LISTING),
    "front": Case(FRONT_ROWS, "/", FRONT),
}


def menu(rows: Rows, *, end: str = "\r\n", host: str = "taz.de", port: str = "70") -> str:
    """The raw menu of a server (RFC 1436)."""
    lines = [
        f"i{row.text}\t\terror.host\t1"
        if row.type == "i"
        else f"{row.type}{row.text}\t{row.selector}\t{host}\t{port}"
        for row in rows
    ]
    return end.join([*lines, ".", ""])


def gemtext(rows: Rows) -> str:
    """The same page as taz has it on Gemini: a paragraph a line, links with their URLs."""
    lines = [
        row.text if row.type == "i" else f"=> {row.selector} {row.text}" for row in unfilled(rows)
    ]
    return "\n".join([*lines, ""])


def unfilled(rows: Rows) -> list[Row]:
    """The rows with each paragraph as one."""
    joined: list[Row] = []
    before = BLANK
    for row in rows:
        if before.type == row.type == "i" and row.text and _goes_on(before.text, row.text):
            joined[-1] = Row("i", joined[-1].text + " " + row.text.removeprefix("> "))
        else:
            joined.append(row)
        before = row
    return joined


def _goes_on(before: str, text: str) -> bool:
    own_line = ("# ", "## ", "Bild: ", "[")
    return bool(before) and not before.startswith(own_line[:3]) and not text.startswith(own_line)


def bare(rows: Iterable[Row], *, blank: bool = False) -> list[str]:
    """The texts alone, with or without the blank lines."""
    return [row.text for row in rows if row.text or blank]


# The proxies' pages of HTML. `address` is the path of the page itself.

Builder = Callable[[Rows, str], str]


def prologic(rows: Rows, _address: str) -> str:
    """prologic's gopherproxy: one `<pre>`, marks in parentheses; no address field."""
    marks = {"1": "DIR", "7": "?", "h": "HTM"}
    lines: list[str] = []
    for row in rows:
        if row.type == "i":
            lines.append(" " * 7 + escape(row.text))
        else:
            href = f"/taz.de/{row.type}{quote(row.selector, safe='/!')}"
            mark = marks[row.type]
            lines.append(f' ({mark}) <a class="{mark}" href="{href}">{escape(row.text)}</a>')
    body = "\n".join(lines)
    return f"""<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>taz.de/1 - Gopher Proxy</title>
<style>pre a {{ color: red }}</style>
</head>
<body>
<pre>
{body}
</pre>
<script type="text/javascript">
if (1 < 2 && "taz.de") {{ document.title = "<pre># taz.de -- Falsch"; }}
</script>
</body>
</html>"""


def hiltjo(rows: Rows, address: str) -> str:
    """hiltjo's gopherproxy: a form with the URI, marks right-aligned in six columns."""
    lines: list[str] = []
    for row in rows:
        uri = escape(f"taz.de/{row.type}{row.selector}")
        if row.type == "i":
            lines.append(" " * 7 + escape(row.text))
        elif row.type == "7":
            lines.append(
                f'</pre><form method="get" action=""><pre>SEARCH <input type="hidden" name="q" '
                f'value="{uri}" /><input type="search" placeholder="{escape(row.text)}" name="p" '
                f'value="" size="72" /><input type="submit" value="Search" /></pre></form><pre>'
            )
        else:
            mark = {"1": "   DIR", "h": "  HTML"}[row.type]
            lines.append(f'{mark} <a href="?q={uri}">{escape(row.text)}</a>')
    body = "\n".join(lines)
    return f"""<!DOCTYPE html>
<html dir="ltr">
<head>
<title>taz.de/1{address} - Gopher HTTP proxy</title>
</head>
<body>
<form method="get" action=""><pre>  URI: <input type="search" name="q" value="taz.de/1{address}"\
 placeholder="URI..." size="72" class="search" /><input type="submit" value="Go for it!" /></pre>\
</form><pre>
{body}
</pre>
</body>
</html>
"""


def proxy70(rows: Rows, _address: str) -> str:
    """proxy70: a table; runs of info rows share one `<pre>`; links percent-encoded."""
    parts: list[str] = []
    run: list[str] = []
    for row in [*rows, None]:
        if row is not None and row.type == "i":
            run.append(escape(row.text) + "\n")
            continue
        if run:
            text = "".join(run)
            parts.append(f'<tr><td></td><td><pre id="pre_content">{text}</pre></td></tr>')
            run = []
        if row is None:
            continue
        url = f"gopher://taz.de:70/{row.type}{row.selector}"
        if row.type == "7":
            parts.append(
                '<tr>\n<td><i class="fa fa-search"></i></td>\n<td><form action="/" method="get">\n'
                f'<input name="query"  placeholder="{escape(row.text)}" type="text">\n'
                f'<input type="hidden" name="url" value="{url}">\n'
                '<input type="hidden" name="t" value="7">\n'
                '<input type="submit" value="Submit">\n</form></td><tr>'
            )
        else:
            href = "?url=" + quote(url, safe="") + "&t=1"
            parts.append(
                '<tr>\n<td><i class="fa fa-folder-o"></i></td>'
                f'<td><pre><a href="{escape(href)}">{escape(row.text)}</a></pre></td></tr>\n'
            )
    return (
        "<html><head><title>proxy70</title></head>\n<body>\n<table>\n"
        + "".join(parts)
        + "</table>\n</body></html>\n"
    )


def portal(rows: Rows, address: str) -> str:
    """smolnet-portal: three cells a row, the mark in the first; details of the response below."""
    lines: list[str] = []
    for row in rows:
        url = f"gopher://taz.de/{row.type}{row.selector}"
        text = escape(row.text)
        href = "/?url=" + quote(url, safe="")
        if row.type == "i":
            cells = f'<td class="type-description"></td><td class="display">{text}</td>'
        elif row.type == "7":
            cells = (
                '<td class="type-description"> (?) </td><td class="query-form">\n'
                f'  {text}\n  <form method="get" action="{href}">\n'
                f'<input title="{text}" name="q"><input type="submit" value="Submit">\n</form></td>'
            )
        else:
            cells = (
                '<td class="type-description">(DIR)</td>'
                f'<td class="display"><a href="{href}">{text}</a></td>'
            )
        lines.append(f'<tr class="selectable">\n  {cells}\n  <td class="mimetype"></td>\n</tr>')
    body = "\n".join(lines)
    url = f"gopher://taz.de/1{address}"
    return f"""<!DOCTYPE html>
<html><head><title>{url}</title></head>
<body><div><form class="url-form" method="get">
<input title="url" class="url-input" type="text" name="url" value="{url}" placeholder="gemini://...">
<input type="submit" value="Go"></form></div>
<div class="link-line"><a href="/">[root]</a> <a href="/?raw=1">[raw&nbsp;file]</a></div>
<div class="content">
<table class="gopher">
<tbody>
{body}
</tbody>
</table>
<details><summary>Response: application/gopher-menu</summary>
<table class="response-table">
<tr><th>Original&nbsp;URL</th><td><a href="{url}">{url}</a></td></tr>
<tr><th>Content-Type</th><td>application/gopher-menu; charset=utf-8</td></tr>
</table>
</details>
</div>
</body></html>
"""


def phroxy(rows: Rows, address: str) -> str:
    """phroxy: a `<div>` a line inside one `<pre>`, without a line end between them."""
    names = {"i": "Info", "1": "Menu", "7": "Search", "h": "HTML"}
    lines: list[str] = []
    for row in rows:
        text = escape(row.text, quote=False) or "&nbsp;"
        uri = f"taz.de/{row.type}{row.selector}"
        if row.type == "7":
            text = (
                f"<form class='search' action='{uri}'><input width='100%' type='text' "
                f"placeholder='{row.text}'></form>"
            )
        elif row.type != "i":
            text = f"<a href='/{uri}'>{text}</a>"
        lines.append(f"<div class='line {names[row.type]}'>{text}</div>")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
  <title>phroxy</title>
</head>
<body>
  <div class="wrapper">
    <nav>
      [ <a href="javascript:history.back();">back</a>
      |
      <form id="goto" method="get">
        <input id="goto-url" type="text" value="taz.de/1{address}" onClick="this.select()" />
      </form>
      ]
    </nav>
    <pre class="content">{"".join(lines)}</pre>
  </div>
</body>
<script>
  document.getElementById("goto").addEventListener("submit", (e) => {{ a < b; }});
</script>
</html>"""


def gophper(rows: Rows, _address: str) -> str:
    """gophper-proxy: the raw menu inside `<div id="gopher">`, a foot below."""
    return f"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Gophper</title>
  </head>
  <body>
    <nav class="top-bar">
      <ul><li class="name"><h1><a href="/">Gophper</a></h1></li><li><a href="/about">About</a></li></ul>
      <form class="gopher-uri"><input type="text" name="uri" placeholder="URL" /></form>
    </nav>
    <div class="container">
      <main>
        <div id="intro" class="hide"></div>
        <div id="gopher">{escape(menu(rows, end=chr(10)), quote=False)}</div>
      </main>
      <footer id="footer">
        <p>Gophper &copy; 2025 <a href="http://example.org/">Someone</a>. Content delivered via
        Gophper belongs to its original authors. Enjoy!</p>
      </footer>
    </div>
    <template id="row"><div class="row"><i class="icon"></i><a href=""></a></div></template>
  </body>
</html>
"""


def gophper_shown(rows: Rows, _address: str) -> str:
    """The same page as a browser saves it: its script has made a `<div>` of each row."""
    lines: list[str] = []
    for row in rows:
        text, href = escape(row.text), f"/taz.de{row.selector}"
        if row.type == "i":
            inner = f"<span>{text}</span>"
        elif row.type == "7":
            inner = f'<form method="post" action="{href}"><input name="text" placeholder="{text}">\
<button type="submit">Go!</button></form>'
        else:
            inner = f'<a href="{href}">{text}</a>'
        lines.append(f'<div class="row"><i class="icon"></i>{inner}</div>')
    body = "".join(lines)
    return (
        "<!DOCTYPE html>\n<html><head><title>Gophper</title></head><body>\n<main>\n"
        f'<div id="gopher">{body}</div>\n</main>\n<footer id="footer"><p>Gophper</p></footer>\n'
        "</body></html>\n"
    )


def meulie(rows: Rows, _address: str) -> str:
    """The meulie proxy, as its extracted pages tell: a table, a line a row; no blank ones."""
    lines: list[str] = []
    for row in rows:
        text = escape(row.text)
        if row.type != "i":
            href = f"/taz.de/{row.type}{row.selector}"
            text = f'<a href="{href}">{text}</a>'
        if row.text:
            lines.append(f"<tr><td></td><td>{text}</td></tr>")
    body = "\n".join(lines)
    return (
        '<html><head><title>Gopher</title></head>\n<body>\n<ul><li><a href="/intro">Introduction'
        '</a></li><li>Statistics</li></ul>\n<table border="0">\n'
        f"{body}\n</table>\n"
        "<p>You are viewing proxied material from taz.de. The copyright is its own.</p>\n"
        "</body></html>\n"
    )


#: Every builder, and whether its page tells its own address and keeps blank lines.
PROXIES: Final[dict[str, Builder]] = {
    "prologic": prologic,
    "hiltjo": hiltjo,
    "proxy70": proxy70,
    "portal": portal,
    "phroxy": phroxy,
    "gophper": gophper,
    "gophper-shown": gophper_shown,
    "meulie": meulie,
}
#: The proxies whose page has its own address in a field.
TELLING: Final = frozenset({"hiltjo", "portal", "phroxy"})


# The envelopes of text, as they look (FORMAT 2).

_SPELLED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def plain(rows: Rows) -> list[str]:
    return bare(rows, blank=True)


def plain_without_blanks(rows: Rows) -> list[str]:
    return bare(rows)


def table(rows: Rows) -> list[str]:
    lines = bare(rows)
    return [*(f"{line} | |" for line in lines[:-1]), lines[-1] + " |"]


def meulie_nav(rows: Rows) -> list[str]:
    return [
        "Introduction",
        "Introduction Statistics Contact Development Disclaimer Help",
        *bare(rows),
        "You are viewing proxied material from taz.de. The copyright of proxied material belongs "
        "to its original authors.",
    ]


def gopherproxy(rows: Rows) -> list[str]:
    marks = {"1": " (DIR) ", "7": "   (?) ", "h": " (HTM) "}
    lines = [marks.get(row.type, " " * 7) + row.text for row in rows]
    return [lines[0].lstrip(), *lines[1:]]


def gopherproxy_flush(rows: Rows) -> list[str]:
    return [line.strip() for line in gopherproxy(rows) if line.strip()]


def hiltjo_text(rows: Rows) -> list[str]:
    marks = {"1": "   DIR ", "7": "SEARCH ", "h": "  HTML "}
    return ["URI: ", *(marks.get(row.type, " " * 7) + row.text for row in rows)]


def hiltjo_flush(rows: Rows) -> list[str]:
    return [line.strip() for line in hiltjo_text(rows)[1:] if line.strip()]


def phoxy(rows: Rows) -> list[str]:
    lines = [row.text.translate(_SPELLED) if row.type == "i" else row.text for row in rows]
    return ["GOPHERSPACE.DE - P H O X Y", "gophering on taz.de", *lines]


def loxy(rows: Rows) -> list[str]:
    """Unwrapped, without any mark."""
    return [_unmarked(row) for row in unfilled(rows)]


def _unmarked(row: Row) -> str:
    text = row.text
    for mark in ("# ", "## ", "> "):
        text = text.removeprefix(mark)
    return text


def loxy_without_links(rows: Rows) -> list[str]:
    return [_unmarked(row) for row in unfilled(rows) if row.type == "i"]


def gkbrk(rows: Rows) -> list[str]:
    head = [
        *("-- Leo's gemini proxy", "", "-- Connecting to taz.de:1965...", "", "-- Connected", ""),
        *("-- Sending request", "", "-- Meta line: 20 text/gemini;lang=de", ""),
    ]
    body = [text for line in loxy(rows) for text in ([line] if line else ["", ""])]
    return [*head, *body, "", "-- Response ended", "", "-- Page fetched on Wed Mar 20 2024"]


def kennedy(rows: Rows) -> list[str]:
    head = [
        "💾 Archived View for taz.de captured on 2024-03-21 at 14:45:49. Gemini links have been "
        "rewritten to link to archived content",
        *("", "View Raw", "", "More Information", "", "🚧 View Differences", "", "-=-=-=-=-=-=-"),
    ]
    return [*head, "", *loxy(rows), "", "-=-=-=-=-=-=-", "", "The end of the archived view."]


def gemtext_with_header(rows: Rows) -> list[str]:
    return ["20 text/gemini;lang=de", *gemtext(rows).split("\n")]


class Form(NamedTuple):
    """A form in which pages come: the envelope's name, and its lines."""

    envelope: str
    lines: Callable[[Rows], list[str]]


#: Every form of text, by a name of its own.
FORMS: Final = {
    "plain": Form("plain", plain),
    "plain, no blank lines": Form("plain", plain_without_blanks),
    "table": Form("table", table),
    "meulie-nav": Form("meulie-nav", meulie_nav),
    "gopherproxy": Form("gopherproxy", gopherproxy),
    "gopherproxy-flush": Form("gopherproxy-flush", gopherproxy_flush),
    "hiltjo": Form("hiltjo", hiltjo_text),
    "hiltjo-flush": Form("hiltjo-flush", hiltjo_flush),
    "phoxy": Form("phoxy", phoxy),
    "loxy": Form("loxy", loxy),
    "gkbrk": Form("gkbrk", gkbrk),
    "kennedy": Form("kennedy", kennedy),
    "gemtext": Form("gemtext", lambda rows: gemtext(rows).split("\n")),
    "gemtext with header": Form("gemtext", gemtext_with_header),
    "menu": Form("menu", lambda rows: menu(rows, end="\n").split("\n")),
    "html": Form("html", lambda rows: prologic(rows, "").split("\n")),
}
