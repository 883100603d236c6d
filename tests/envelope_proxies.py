"""The proxies' own pages of HTML, built from rows as their markup is known (FORMAT 3).

How: one small function a proxy; texts and addresses are the invented pages'. Cost: none.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final
from urllib.parse import quote

from envelope_pages import Rows, menu

#: Rows and the path of the page itself become its HTML.
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
      <ul><li class="name"><h1><a href="/">Gophper</a></h1></li><li>About</li></ul>
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
