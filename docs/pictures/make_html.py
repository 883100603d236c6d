"""Renew the pictures of the HTML export: html-export-light.png and html-export-dark.png.

How: an invented article goes through `tazdump.export.html`, and headless Chromium takes its
picture, once with each colour scheme. Cost: some seconds.
Usage: ``python docs/pictures/make_html.py``; needs Chromium (Debian's package ``chromium``).
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tazdump.address import Address
from tazdump.export import html
from tazdump.model import (
    Article,
    Author,
    Dateline,
    Entry,
    Image,
    Link,
    Paragraph,
    Subheading,
    Tag,
    Title,
    Verse,
)

HERE = Path(__file__).parent
#: The names Chromium goes by.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
#: Blink's numbers for what a page may ask with `prefers-color-scheme`.
SCHEMES = {"dark": 0, "light": 1}
SIZE = (900, 1680)

OPENING = (
    "Am Dienstagmorgen schwamm Helga Brinkmanns Gefriertruhe zum ersten Mal. „Die hat sich "
    "einfach losgemacht“, sagt die 71-Jährige und lacht. Lange wird hier nicht gelacht: Seit "
    "Montag pumpt die Freiwillige Feuerwehr, und die "
)
KITCHEN = (
    "Gekocht wird für alle. In der Turnhalle stehen zwölf Töpfe, am größten dreht Mehmet Aydın "
    "die Kelle. „Ohne die Schüler*innen wären wir aufgeschmissen“, sagt er. Sie haben seit zwei "
    "Tagen frei und schälen Kartoffeln."
)
DIKE = (
    "Vor sechs Jahren lag der Plan für einen höheren Deich auf dem Tisch. Er fiel durch, mit 9 zu "
    "8 Stimmen. Heute will es keiner gewesen sein; die Bürgermeisterin spricht von einer "
    "„schwierigen Abwägung“, die Gegner von damals berufen sich auf Gutach… und die Kosten."
)
WATER = Link(
    number=1, text="Bewohner*innen der Deichstraße", address=Address(path="/Deichbau/!1234501")
)
ARTICLE = Article(
    title=Title.from_text("Hochwasser an der Wümme: Wenn der Keller zum Aquarium wird"),
    lede="Nach drei Tagen Regen steht in Ottersfelde das Wasser. Die Feuerwehr pumpt, die "
    "Nachbarschaft kocht Suppe – und streitet über einen neuen Deich.",
    images=(
        Image(
            caption="Gummistiefel helfen hier nur noch den Großen: die Deichstraße in …", cut=True
        ),
    ),
    dateline=Dateline(place="Ottersfelde", agency="taz"),
    body=(
        Paragraph(
            content=(
                OPENING,
                WATER,
                " tragen Sandsäcke. Am Abend soll der Pegel noch einmal steigen.",
            )
        ),
        Paragraph(certain=False, content=(KITCHEN,)),
        Subheading(text="Der Deich, den niemand wollte"),
        Paragraph(cut=True, content=(DIKE,)),
        Paragraph(content=("An der Hallenwand hängt, was die 4b dazu gedichtet hat:",)),
        Verse(
            lines=(
                "Die Wümme stieg, die Wümme stieg,",
                "sie stieg bis an die Tür,",
                "wir haben sie hereingebeten,",
                "nun sitzt sie auch schon hier.",
            )
        ),
    ),
    date=datetime.date(2025, 3, 11),
    authors=(
        Author(name="Jorinde Petersen", address=Address(path="/!a90001")),
        Author(name="Cem Vogt", address=Address(path="/!a90002")),
    ),
    tags=(
        Tag(name="Hochwasser", address=Address(path="/!t5900001")),
        Tag(name="Niedersachsen", address=Address(path="/!t5900002")),
        Tag(name="Klimawandel"),
        Tag(name="Ehrenamt"),
        Tag(name="Deichbau"),
    ),
    related=(
        Entry(
            title=Title.from_text("Streit um den Deich: Neun gegen acht"),
            teaser="Der Rat von Ottersfelde hat über höhere Deiche abgestimmt. Das Ergebnis "
            "war knapp, der Abend lang.",
            address=Address(path="/Streit-um-den-Deich/!1234502"),
            topic="Deichbau",
        ),
        Entry(
            title=Title.from_text("Freiwillige Feuerwehr: Pumpen bis zum Umfallen"),
            address=Address(path="/Freiwillige-Feuerwehr/!1234503"),
        ),
    ),
    address=Address(path="/Hochwasser-an-der-Wuemme/!1234500"),
)


def main() -> int:
    """Take both pictures; the exit status is 1 where there is no Chromium."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        sys.stderr.write(f"none of these programs is installed: {', '.join(PROGRAMS)}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html.dumps(ARTICLE), encoding="utf-8", newline="\n")
        for scheme, number in SCHEMES.items():
            picture = HERE / f"html-export-{scheme}.png"
            command = [
                *(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--disable-background-networking", "--disable-component-update"),
                *("--disable-sync", "--no-first-run", f"--user-data-dir={folder}/{scheme}"),
                f"--blink-settings=preferredColorScheme={number}",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                f"--screenshot={picture}",
                page.as_uri(),
            ]
            # The program was found on the user's own path, and the arguments are ours.
            subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
