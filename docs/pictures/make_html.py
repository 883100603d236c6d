"""Renew the pictures of the HTML export: html-export-light.png and html-export-dark.png.

How: an example goes through `tazdump.export.html`, and headless Chromium takes its picture, once
in each colour scheme. Cost: some seconds.
Usage: ``python docs/pictures/make_html.py [DIRECTORY]``; needs Chromium (Debian: ``chromium``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import tazdump
from tazdump.export import html

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
#: The names that Chromium goes by.
PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
#: Blink's numbers for what a page may ask with `prefers-color-scheme`.
SCHEMES: Final = {"dark": 0, "light": 1}
#: Width and height in CSS pixels: the beginning of the article.
SIZE: Final = (840, 1050)


def take(program: str, page: Path, scheme: str, picture: Path) -> None:
    """Take the picture of a page in a colour scheme."""
    command = [
        *(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--no-first-run", f"--user-data-dir={page.parent / scheme}"),
        f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
        f"--window-size={SIZE[0]},{SIZE[1]}",
        f"--screenshot={picture}",
        page.as_uri(),
    ]
    # The program was found on the user's own path, and the arguments are ours.
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> int:
    """Take both pictures; the exit status is 1 where there is no Chromium."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        sys.stderr.write(f"none of these programs is installed: {', '.join(PROGRAMS)}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        article = tazdump.read(ROOT / "examples" / "stadtbaeume.txt")
        page.write_text(html.dumps(article), encoding="utf-8", newline="\n")
        for scheme in SCHEMES:
            take(program, page, scheme, directory.resolve() / f"html-export-{scheme}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
