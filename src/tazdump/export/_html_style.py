"""The look of an HTML page: one style sheet, for light, dark, narrow, wide and paper.

How: system fonts and a few colours as variables, so that nothing is asked of any server; the
page's policy names the sheet by its hash, so no other style is ever taken.
Cost: one hash at import.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d1d1b; --soft: #5c5a55; --rule: #d8d4ca; --accent: #a3123a;
  --prose: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif",
    Cambria, Georgia, serif;
  --plain: system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17181b; --ink: #e7e4de; --soft: #a9a59c; --rule: #3a3b40; --accent: #ff8fa6;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.6 var(--prose); hyphens: auto; overflow-wrap: break-word;
}
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1, h2, h3 { line-height: 1.2; hyphenate-limit-chars: 14 6 6; }
h1 { margin: 0 0 1rem; text-wrap: balance; font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.6rem); }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.35rem; }
h3 { margin: 0; font-size: 1.1rem; }
p { margin: 0 0 1.1em; }
a { color: inherit; text-decoration: underline var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1 .kicker {
  display: block; margin-bottom: .4em; color: var(--accent);
  font: 600 1rem/1.3 var(--plain); letter-spacing: .02em;
}
h1 .colon { position: absolute; clip-path: inset(50%); }
.lede { font-size: 1.25rem; line-height: 1.45; }
.byline, .topic, .tags, .marks, .source, figcaption { font-family: var(--plain); }
.byline {
  display: flex; flex-wrap: wrap; gap: 0 1.25em;
  color: var(--soft); font-size: .9rem; line-height: 1.5;
}
header { margin-bottom: 2rem; padding-bottom: .5rem; border-bottom: 1px solid var(--rule); }
figure { margin: 0 0 2rem; padding: .15rem 0 .15rem 1rem; border-left: 3px solid var(--rule); }
figcaption { color: var(--soft); font-size: .9rem; line-height: 1.5; }
.dateline { font-family: var(--plain); font-size: .9em; color: var(--soft); }
.verse { padding-left: 1.5rem; white-space: pre-wrap; hyphens: manual; }
hr { width: 4rem; margin: 2.5rem auto; border: 0; border-top: 1px solid var(--rule); }
.cut { color: var(--accent); text-decoration: underline dotted; cursor: help; }
.judged { cursor: help; color: var(--soft); font-family: var(--plain); }
.judged::after { content: "\\a0¶"; content: "\\a0¶" / ""; font-size: .75em; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--rule); }
footer h2, nav h2 { margin-top: 1.5rem; font-size: 1.1rem; }
.tags { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0; list-style: none; }
.tags li {
  padding: .1rem .7rem; border: 1px solid var(--rule); border-radius: 1rem; font-size: .9rem;
}
.marks, .source { margin-top: 1.5rem; color: var(--soft); font-size: .85rem; line-height: 1.5; }
nav { margin-top: 2.5rem; border-top: 1px solid var(--rule); }
.entries { margin: 0; padding: 0; list-style: none; }
.entries > li { margin: 0 0 1.5rem; }
.entries p { margin: .3rem 0 0; font-size: 1rem; line-height: 1.5; }
.entries h2 { margin: 0; font-size: 1.1rem; }
.entries .kicker { color: var(--accent); }
.entries a, .tags a { text-decoration-color: var(--rule); }
.entries a:hover, .tags a:hover { text-decoration-color: currentcolor; }
.entries .topic { margin: 0 0 .15rem; color: var(--soft); font-size: .85rem; }
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --soft: #333; --rule: #999; --accent: #000;
  }
  body { font-size: 11pt; line-height: 1.45; }
  main { max-width: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  figure, li { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  .body a::after {
    content: " (" attr(href) ")"; color: var(--soft); font-size: .8em; word-break: break-all;
  }
}
@page { margin: 2cm; }
"""

_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()

#: Nothing is loaded, sent or run: the page is text and this one style.
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)
