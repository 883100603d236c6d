"""Print the weights of the layout, derived from German manuals that Debian packages.

How: fetches the packages named below with `apt-get download` into a temporary folder, takes the
German paragraphs out of their HTML, and counts: how paragraphs and other sentences begin; how often
a break is an end when the text is filled as taz fills it, with hidden widths, and joined without
blank lines. Cost: a download of 90 MB, then about a minute. Nothing of the prose is kept.

Run it as `python benchmarks/derive_layout.py`; it needs a Debian system and `apt-get update`.
The tables it prints stand in src/tazdump/_evidence.py and src/tazdump/_lengths.py.
"""

from __future__ import annotations

import io
import itertools
import math
import random
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from tazdump import _evidence, _fill, _lengths, _paragraphs

#: Packages to derive from, and what the paths of their German pages have in common.
DERIVED_FROM: Final = {
    "apt-doc": ".de.html/",
    "debian-faq-de": ".de.html",
    "debian-handbook": "/de-DE/",
    "debian-paketmanagement-buch": ".html",
    "debian-reference-de": ".de.html",
    "developers-reference-de": "/de/",
    "gimp-help-de": "/help/de/",
    "lilypond-doc-html-de": "big-page.de.html",
    "maint-guide-de": ".de.html",
}
#: A package to judge by, which nothing is derived from. (The corpus is made from another one.)
HELD_BACK: Final = {"installation-guide-amd64": "/de/"}

_GERMAN: Final = frozenset("der die das und ist nicht ein eine zu mit Sie den wird".split())  # noqa: SIM905 - as one reads it
_BLOCKS: Final = frozenset({"div", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4"})
_NO_PROSE: Final = frozenset({"pre", "table", "script", "style"})
#: A shorter paragraph is a label or a list's item.
_SHORTEST: Final = 150
#: A first word counts if so many packages have it, so often, and it weighs so much.
_PACKAGES, _OFTEN, _STEP = 5, 40, 5
_LIGHTEST, _HEAVIEST = -15, 10
#: Words of the manuals' own subject and tone, which other prose does not have.
_OWN_WORDS: Final = frozenset({"APT", "Debian", "Lesen"})


class _Paragraphs(HTMLParser):
    """Collects the paragraphs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] | None = None
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NO_PROSE:
            self._skipped += 1
        if tag == "p" or tag in _BLOCKS:
            self.end()
        if tag == "p" or ("class", "para") in attrs:
            self._open = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _NO_PROSE and self._skipped:
            self._skipped -= 1
        if tag == "p":
            self.end()

    def handle_data(self, data: str) -> None:
        if self._open is not None and not self._skipped:
            self._open.append(data)

    def end(self) -> None:
        """Close the open paragraph."""
        text = " ".join("".join(self._open or ()).split())
        self._open = None
        words = text.split()
        if len(text) >= _SHORTEST and sum(word in _GERMAN for word in words) * 10 >= len(words):
            self.found.append(text)


def prose(package: str, path: str) -> list[str]:
    """The German paragraphs of a Debian package, in order, each once."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", package]
        subprocess.run(command, cwd=folder, check=True)
        deb = next(Path(folder).glob("*.deb"))
        unpack = ["dpkg-deb", "--fsys-tarfile", str(deb)]
        archive = subprocess.run(unpack, check=True, capture_output=True).stdout
    found: dict[str, None] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for name in sorted(files.getnames()):
            file = files.extractfile(name) if path in name and name.endswith(".html") else None
            if file:
                page = _Paragraphs()
                page.feed(file.read().decode("utf-8", "replace"))
                page.end()
                found.update(dict.fromkeys(page.found))
    return list(found)


def grouped(paragraphs: list[str], joined: int = 1, size: int = 8) -> list[list[str]]:
    """Groups of paragraphs, each made of so many that follow each other."""
    longer = [" ".join(paragraphs[i : i + joined]) for i in range(0, len(paragraphs), joined)]
    return [longer[i : i + size] for i in range(0, len(longer), size)]


def laid_out(
    group: list[str], chance: random.Random, width: int = _fill.WIDTH
) -> tuple[list[str], list[bool]]:
    """The lines of some paragraphs without blank lines, and behind which a paragraph ends.

    About 3 % of the words with 12 letters or more hide 1 to 4 columns.
    """
    lines: list[str] = []
    ends: list[bool] = []
    for paragraph in group:
        taken = width + 1
        for word in paragraph.split(" "):
            columns = len(word)
            if columns >= 12 and sum(map(str.isalpha, word)) >= 12 and chance.random() < 0.03:
                columns += chance.randint(1, 4)
            if taken + 1 + columns > width:
                lines.append(word)
                ends.append(False)
                taken = columns
            else:
                lines[-1] += " " + word
                taken += 1 + columns
        ends[-1] = True
    return lines, ends


def _first_words(manuals: list[list[str]]) -> None:
    """Print how much more often a paragraph begins with a word than another sentence does."""
    heads: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    packages: Counter[str] = Counter()
    for manual in manuals:
        seen: set[str] = set()
        for paragraph in manual:
            words = paragraph.split(" ")
            heads[words[0]] += 1
            seen.add(words[0])
            for before, word in itertools.pairwise(words):
                if before[-1:] in ".!?" and before[-2:-1].islower() and word[:1].isupper():
                    inner[word] += 1
                    seen.add(word)
        packages.update(seen)
    all_heads, all_inner = heads.total(), inner.total()
    share = all_heads / (all_heads + all_inner)
    rows: dict[int, list[str]] = {}
    for word, count in (heads + inner).items():
        if count >= _OFTEN and packages[word] >= _PACKAGES and word not in _OWN_WORDS:
            # Four more of either, in the usual shares, keep rare words near nothing.
            odds = (heads[word] + 4 * share) / (inner[word] + 4 * (1 - share))
            weight = 10 * math.log(odds * all_inner / all_heads)
            step = max(_LIGHTEST, min(_HEAVIEST, _STEP * round(weight / _STEP)))
            if step:
                rows.setdefault(step, []).append(word)
    _say(f"FIRST_WORDS ({all_heads} paragraphs, {all_inner} other sentences):")
    for step in sorted(rows):
        _say(f"  {step:4d}  {' '.join(sorted(rows[step]))}")


def _breaks(manuals: list[list[str]]) -> None:
    """Print how likely the kinds of breaks are ends, against a full line with a full stop."""
    chance = random.Random(4)
    counts: Counter[tuple[str, bool]] = Counter()
    for manual in manuals:
        for width in range(71, 80, 2):
            for group in grouped(manual, 1) + grouped(manual, 2):
                lines, ends = laid_out(group, chance, width)
                for (line, following), end in zip(itertools.pairwise(lines), ends, strict=False):
                    counts[_kind(line, following, width), end] += 1
    usual = counts["full .", True] / counts["full .", False]
    sentences = counts["full .", False] / (counts["full .", False] + counts["full", False])
    for name, kind in (("COLON", "full :"), ("QUESTION", "full ?"), ("TIGHT", "tight .")):
        seen = counts[kind, True], counts[kind, False]
        weight = 10 * math.log(seen[0] / max(1, seen[1]) / usual)
        _say(f"{name}: {weight:.0f} ({seen[0]} ends, {seen[1]} wraps)")
    _say(f"CUT: {10 * math.log(sentences):.0f} ({sentences:.1%} of wraps follow a sentence)")


def _kind(line: str, following: str, width: int) -> str:
    """Does the next word fit (at all, or only just), and how does the line end?"""
    room = width - 1 - len(line) - len(following.split(" ", 1)[0])
    fit = "full" if room < 0 else "tight" if room < _fill.HYPHENS else "fits"
    pair = ((line, following), frozenset(), frozenset(), False)
    return f"{fit} {line[-1:]}" if _evidence.weigh(pair, 0, (0,)) else fit


def _length_numbers(manuals: list[list[str]]) -> None:
    """Print which numbers for the lengths find most ends, a wrong one counted twice."""
    chance = random.Random(4)
    texts = [
        (width, *laid_out(group, chance, width))
        for manual in manuals
        for width, joined in itertools.product((72, 75, 78), (1, 2, 3))
        for group in grouped(manual, joined)[::3]
    ]
    in_use = (_lengths._SPREAD, _lengths._LEAST_SPREAD, _lengths._SHARPEN)
    found = [
        (_gain(texts, numbers), numbers)
        for numbers in itertools.product((0.2, 0.3, 0.4), (0.2, 0.25, 0.33), (1.0, 1.5, 2.0, 2.5))
    ]
    # News vary more in length than manuals: numbers that trust the lengths less are in use.
    _say("Ends judged right, less twice those judged wrong, for _SPREAD _LEAST_SPREAD _SHARPEN:")
    for gain, numbers in sorted(found, reverse=True):
        if numbers == in_use or gain >= sorted(found)[-5][0]:
            _say(f"  {gain:5d}  {numbers}{'  in use' if numbers == in_use else ''}")


def _gain(
    texts: list[tuple[int, list[str], list[bool]]], numbers: tuple[float, float, float]
) -> int:
    """What the library judges right, less twice what it judges wrong, with these numbers."""
    before = (_lengths._SPREAD, _lengths._LEAST_SPREAD, _lengths._SHARPEN)
    gain = 0
    _use(numbers, _fill.WIDTH)
    for width, lines, ends in texts:
        _use(numbers, width)
        for found, end in zip(_paragraphs.paragraph_ends(lines), ends, strict=True):
            if found == _paragraphs.End.JUDGED:
                gain += 1 if end else -2
    _use(before, 75)
    return gain


def _use(numbers: tuple[float, float, float], width: int) -> None:
    """Set the numbers and the width that the library works with."""
    for name, value in zip(("_SPREAD", "_LEAST_SPREAD", "_SHARPEN"), numbers, strict=True):
        setattr(_lengths, name, value)
    for module in (_fill, _paragraphs):
        module.WIDTH = width  # type: ignore[misc, attr-defined]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fetch, count and print."""
    manuals: list[list[str]] = []
    for package, path in DERIVED_FROM.items():
        manuals.append(prose(package, path))
        _say(f"{package}: {len(manuals[-1])} paragraphs")
    _first_words(manuals)
    _breaks(manuals)
    _length_numbers(manuals)
    _say(f"In use: {len(_evidence.FIRST_WORDS)} first words, TIGHT {_evidence.TIGHT},")
    _say(f"  COLON {_evidence.COLON}, QUESTION {_evidence.QUESTION}, CUT {_evidence.CUT}")


if __name__ == "__main__":
    main()
