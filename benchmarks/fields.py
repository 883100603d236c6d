"""Pick an article's fields out of a table dump, as one would in 25 lines: another way to do it.

How: bars off, marks and headings looked for. Cost: a pass or two. It knows nothing of paragraphs,
cuts, places, other envelopes or damage: it is here to be compared with, not to be used.
"""

from __future__ import annotations


def fields(text: str) -> dict[str, object]:
    """The fields of an article, by name."""
    lines = [
        line.removesuffix("|").rstrip().removesuffix("|").rstrip() for line in text.split("\n")
    ]
    kicker, _, headline = lines[0].removeprefix("# taz.de -- ").partition(": ")
    lede, captions, body = list[str](), list[str](), list[str]()
    sections: dict[str, list[str]] = {}
    section: list[str] | None = None
    for line in lines[1:]:
        name = line.removeprefix("## ")
        if name in {"LINKS", "AUTOREN", "TAGS", "ARTIKEL ZUM THEMA"}:
            section = sections.setdefault(name, [])
        elif section is not None:
            section.append(line)
        elif line.startswith("> "):
            lede.append(line[2:])
        elif line.startswith("Bild: "):
            captions.append(line[6:])
        else:
            body.append(line)
    return {
        "kicker": kicker, "headline": headline, "lede": " ".join(lede), "captions": captions,
        "date": body.pop(), "body": "\n".join(body), **sections,
    }  # fmt: skip
