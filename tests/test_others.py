"""What the README says of tazdump and other readers is what was found today.

How: the script that makes the table is run, with the versions that are installed.
Cost: some seconds, most of them imports.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from cli_runs import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="needs trafilatura, to compare with it"
)


def made_anew() -> str:
    command = [sys.executable, "-m", "benchmarks.others"]
    return subprocess.run(
        command, capture_output=True, check=True, cwd=ROOT, encoding="utf-8"
    ).stdout


def test_the_readme_has_the_table_that_the_script_makes() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, begun, rest = readme.partition("<!-- made by: python -m benchmarks.others -->\n")
    table, ended, _ = rest.partition("<!-- end -->")
    assert begun
    assert ended
    assert table == made_anew()
