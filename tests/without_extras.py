"""What an installation without any extra promises: the core works, the rest says what to install.

How: run by the Python of an environment that has tazdump and nothing else; `nox -s package` makes
one. It is no pytest module, for pytest is not there. Cost: half a second.
"""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import tazdump

TEXT = "# taz.de -- Wetter: Es regnet\n> Den ganzen Tag.\n\nMorgen auch.\n\n9 Aug 2024\n"


def there_is_no_extra() -> None:
    """Otherwise nothing here would be proved."""
    names = ("click", "hypothesis", "pyarrow", "pytest", "rich")
    assert [name for name in names if importlib.util.find_spec(name)] == []


def the_core_works() -> None:
    """Reading, writing, explaining; and all exports but Arrow."""
    article = tazdump.parse(TEXT)
    assert article.title.kicker == "Wetter"
    assert tazdump.verbatim(article) == TEXT
    for envelope in ("menu", "gemtext"):
        assert tazdump.parse(tazdump.render(article, envelope)) == article
    assert [line.role for line in tazdump.explain(article)][:2] == ["title", "lede"]
    for name in ("csl", "html", "json", "jsonld", "markdown", "tei"):
        module = importlib.import_module(f"tazdump.export.{name}")
        assert "Es regnet" in module.dumps(article), name


def modules_of_extras_say_what_to_install() -> None:
    """An ImportError with the command in it, and no other error."""
    for module, extra in (("tazdump.testing", "testing"), ("tazdump.export.arrow", "arrow")):
        try:
            importlib.import_module(module)
        except ImportError as error:
            said = str(error)
        else:
            said = "nothing"
        assert f"pip install 'tazdump[{extra}]'" in said, f"{module}: {said}"


def the_command_says_what_to_install() -> None:
    """One sentence and status 1, whether it is the program or `python -m`."""
    program = Path(sys.executable).with_name("tazdump")
    for command in ([program], [sys.executable, "-I", "-m", "tazdump"]):
        done = subprocess.run(
            [*command, "show", "-"], check=False, input="", capture_output=True, text=True
        )
        assert done.returncode == 1, done
        assert not done.stdout, done
        assert done.stderr.count("\n") == 1, done
        assert "pip install 'tazdump[cli]'" in done.stderr, done


PROMISES: list[Callable[[], None]] = [
    there_is_no_extra,
    the_core_works,
    modules_of_extras_say_what_to_install,
    the_command_says_what_to_install,
]

if __name__ == "__main__":
    for promise in PROMISES:
        promise()
        sys.stdout.write(f"{promise.__name__}: kept\n")
