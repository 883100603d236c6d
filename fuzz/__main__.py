"""`python -m fuzz TARGET [FLAGS]`: one target, until it finds something or its time is over.

How: the flags are libFuzzer's own, such as ``-max_total_time=60``; what is found stands in
``build/fuzz``, and so does the corpus that grows, beside the seeds in ``fuzz/corpus``. With file
names in place of flags, these inputs are tried once. ``all`` takes one target after the other, to
the last, and fails if one has found something. Cost: one process, one core.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import atheris

from fuzz import NAMES

if TYPE_CHECKING:
    from fuzz.targets import Target

ROOT: Final = Path(__file__).parent
BUILD: Final = ROOT.parent / "build" / "fuzz"


def main() -> None:
    """Run the target that is named, or all; without a known name, tell what there is."""
    name, *given = sys.argv[1:] or [""]
    if name == "all":
        _all(given)
    elif name in NAMES:
        _fuzz(name, given)
    else:
        sys.exit(f"usage: python -m fuzz TARGET [FLAGS of libFuzzer]; all, {', '.join(NAMES)}")


def _all(given: list[str]) -> None:
    """Each target in a process of its own: what one finds does not end the others."""
    found: list[str] = []
    for name in NAMES:
        done = subprocess.run([sys.executable, "-m", "fuzz", name, *given], check=False)
        if done.returncode:
            found.append(name)
    if found:
        sys.exit(f"something was found by {', '.join(found)}: see above, and {BUILD}")


def _target(name: str) -> Target:
    # What the fuzzed code does is counted from its import on; what tests it is not counted.
    sys.path.insert(0, str(ROOT.parent / "tests"))
    with atheris.instrument_imports(include=["tazdump"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - only now, for it takes a while
    return TARGETS[name]


def _fuzz(name: str, given: list[str]) -> None:
    target = _target(name)
    flags = [argument for argument in given if argument.startswith("-")]
    inputs = [argument for argument in given if not argument.startswith("-")]
    if not inputs:
        grown, seeds = BUILD / name, ROOT / "corpus" / name
        grown.mkdir(parents=True, exist_ok=True)
        inputs = [str(folder) for folder in (grown, seeds) if folder.is_dir()]
    # Where libFuzzer starts itself again, to merge or to minimise, this is what it starts.
    again = f"{sys.executable} -m fuzz {name}"
    arguments = [again, *_usual(name, target), *flags, *inputs]
    if mutate := target.mutate:
        atheris.Setup(
            arguments,
            target.check,
            custom_mutator=lambda data, size, seed: mutate(data, size, seed, atheris.Mutate),
        )
    else:
        atheris.Setup(arguments, target.check)
    atheris.Fuzz()


def _usual(name: str, target: Target) -> list[str]:
    """The flags of a target, and its words as libFuzzer's dictionary."""
    flags = [f"-artifact_prefix={BUILD / name}-", f"-max_len={target.longest}", "-timeout=20"]
    if target.drawn:
        # Long inputs from the start: what Hypothesis draws a page from has some hundred bytes.
        flags.append("-len_control=0")
    if target.words:
        dictionary = BUILD / f"{name}.dict"
        dictionary.parent.mkdir(parents=True, exist_ok=True)
        words = (word.encode("utf-8", "surrogatepass") for word in target.words)
        lines = ("".join(f"\\x{byte:02x}" for byte in word) for word in words)
        dictionary.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
        flags.append(f"-dict={dictionary}")
    return flags


main()
