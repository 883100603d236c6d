"""How well lost structure is found again: paragraphs here, entries in `recovery_entries`.

How: paragraphs of the corpus (German ones with made-up words) are filled at 75 with hidden widths
in about 3 % of the long words, joined without blank lines, and parted again; simple rules do the
same beside. The last line of a text, which always is an end, is not counted. Cost: a second or two.

Run it as `python benchmarks/recovery.py [--shared FOLDER] [--manuals]`; with `--manuals` it fetches
a German manual from Debian, too, from which nothing was derived.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from derive_layout import HELD_BACK, grouped, laid_out, prose
from recovery_entries import entries_report

from tazdump._fill import WIDTH
from tazdump._paragraphs import End, paragraph_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Groups = list[list[str]]

SEEDS: Final = range(5)
_SIX_LINES: Final = 6 * WIDTH
_SENTENCE_ENDS: Final = tuple('.!?:…“”"»)')


def fill_rule(lines: list[str]) -> list[bool]:
    """An end wherever the next word would have fitted."""
    inner = [
        len(line) + 1 + len(following.split(" ", 1)[0]) <= WIDTH
        for line, following in itertools.pairwise(lines)
    ]
    return [*inner, True]


def sentence_rule(lines: list[str]) -> list[bool]:
    """An end wherever a line ends as a sentence does."""
    return [*(line.endswith(_SENTENCE_ENDS) for line in lines[:-1]), True]


def both_rules(lines: list[str]) -> list[bool]:
    """An end wherever both rules see one."""
    return [a and b for a, b in zip(fill_rule(lines), sentence_rule(lines), strict=True)]


def proved_alone(lines: list[str]) -> list[bool]:
    """The ends that the library calls certain."""
    return [end == End.PROVED for end in paragraph_ends(lines)]


RULES: Final = {
    "fill rule": fill_rule,
    "sentence end": sentence_rule,
    "fill rule + sentence end": both_rules,
    "tazdump, certain ends": proved_alone,
    "tazdump": paragraph_ends,
}


def measure(
    groups: Groups, rule: Callable[[list[str]], Sequence[int]], seed: int
) -> tuple[float, float, float]:
    """Precision, recall and F1 of a rule on groups of paragraphs, without their last lines."""
    chance = random.Random(seed)
    right = wrong = missed = 0
    for group in groups:
        lines, ends = laid_out(group, chance)
        for found, end in zip(list(rule(lines))[:-1], ends, strict=False):
            right += bool(found) and end
            wrong += bool(found) and not end
            missed += end and not found
    precision = right / max(1, right + wrong)
    recall = right / max(1, right + missed)
    return precision, recall, 2 * right / max(1, 2 * right + wrong + missed)


def paragraphs_report(texts: dict[str, Groups]) -> str:
    """Tabulate the mean over the seeds, and the worst precision and F1, for each text and rule."""
    lines: list[str] = []
    for name, groups in texts.items():
        lines.append(f"{name}, {sum(map(len, groups))} paragraphs")
        lines.append(f"  {'':<28}{'precision':>10}{'recall':>8}{'F1':>8}{'worst P':>9}{'F1':>8}")
        for label, rule in RULES.items():
            runs = [measure(groups, rule, seed) for seed in SEEDS]
            mean = [sum(column) / len(runs) for column in zip(*runs, strict=True)]
            worst = min(run[0] for run in runs), min(run[2] for run in runs)
            numbers = f"{mean[0]:10.3f}{mean[1]:8.3f}{mean[2]:8.3f}{worst[0]:9.3f}{worst[1]:8.3f}"
            lines.append(f"  {label:<28}{numbers}")
    return "\n".join(lines)


def longer(groups: Groups) -> Groups:
    """The paragraphs over six lines, in groups of eight."""
    flat = [paragraph for group in groups for paragraph in group]
    return grouped([paragraph for paragraph in flat if len(paragraph) > _SIX_LINES])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure what the layout finds again.")
    default = Path(__file__).resolve().parent.parent.parent / "shared"
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("TAZDUMP_SHARED", default)),
        help="the folder that holds corpus/paragraphs.json",
    )
    parser.add_argument("--manuals", action="store_true", help="fetch a manual from Debian, too")
    given = parser.parse_args()
    paragraphs = given.shared / "corpus" / "paragraphs.json"
    if not paragraphs.is_file():
        parser.error(f"no {paragraphs}: the corpus is no part of the repository; see --shared")
    corpus: Groups = json.loads(paragraphs.read_text("utf-8"))
    texts = {"corpus": corpus, "corpus, over six lines": longer(corpus)}
    if given.manuals:
        for package, path in HELD_BACK.items():
            manual = grouped(prose(package, path))
            texts |= {package: manual, f"{package}, over six lines": longer(manual)}
    sys.stdout.write(paragraphs_report(texts) + "\n")
    sys.stdout.write("\n" + entries_report(given.shared) + "\n")


if __name__ == "__main__":
    main()
