"""What the project checks, in one place: lint, types, docs, package, tests.

How: each function is a session of nox; versions of tools stand in pyproject.toml alone.
Cost: `nox` runs all of it in a few minutes; `nox -s lint` runs one; `nox -l` lists them.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.error_on_missing_interpreters = False

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)


def extra(name: str) -> list[str]:
    """Read what one of our extras requires, without the package itself."""
    return [str(r) for r in PROJECT["project"]["optional-dependencies"][name]]


@nox.session
def lint(session: nox.Session) -> None:
    """Style and form of every Python file."""
    session.install(*extra("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers, both strict, over src and tests."""
    session.install("-e", ".[types,test]")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """Documentation: each warning and each broken reference an error; then every example in it."""
    session.install("-e", ".[docs,all]")
    out = Path(session.create_tmp()).resolve()
    sphinx = ["sphinx-build", "-n", "-W", "--keep-going", "-q", "-d", str(out / "doctrees")]
    session.run(*sphinx, "-b", "html", "docs", str(out / "html"))
    session.run(*sphinx, "-b", "doctest", "docs", str(out / "doctest"))
    session.log(f"the docs are at {out / 'html' / 'index.html'}")


@nox.session
def package(session: nox.Session) -> None:
    """Build once, look inside, and run the tests against the wheel with src out of reach."""
    session.install(*extra("package"))
    tmp = Path(session.create_tmp()).resolve()
    dist = tmp / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(dist), ".", silent=True)
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    session.run("twine", "check", "--strict", str(sdist), str(wheel))
    inspect(session, sdist, wheel)

    env = tmp / "env"
    python = str(env / ("Scripts" if os.name == "nt" else "bin") / "python")
    session.run("python", "-m", "venv", "--clear", str(env))
    wanted = f"tazdump[test] @ {wheel.as_uri()}"
    session.run(python, "-m", "pip", "install", "-q", wanted, external=True)
    away = tmp / "away"
    shutil.rmtree(away, ignore_errors=True)
    with tarfile.open(sdist) as tar:
        tar.extractall(away, filter="data")
    (unpacked,) = away.iterdir()
    shutil.rmtree(unpacked / "src")
    with session.chdir(unpacked):
        session.run(python, "-m", "pytest", "tests", "README.md", env=beside(), external=True)


def inspect(session: nox.Session, sdist: Path, wheel: Path) -> None:
    """Stop if the wheel lacks what a user needs, or has what a user does not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    with tarfile.open(sdist) as tar:
        sources = {name.partition("/")[2] for name in tar.getnames()}
    info = f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"
    wanted = {"tazdump/py.typed", "tazdump/__init__.py", f"{info}/licenses/LICENSE"}
    if missing := wanted - names:
        session.error(f"the wheel has no {sorted(missing)}")
    if strange := {n for n in names if not n.startswith(("tazdump/", f"{info}/"))}:
        session.error(f"the wheel has {sorted(strange)}")
    in_source = {n.removeprefix("src/") for n in sources if n.startswith("src/tazdump/")}
    in_wheel = {n for n in names if n.startswith("tazdump/")}
    if lost := {n for n in in_source if Path(n).suffix} ^ in_wheel:
        session.error(f"sdist and wheel differ in {sorted(lost)}")
    if missing := {"tests", "docs", "examples", ".ci"} - {n.partition("/")[0] for n in sources}:
        session.error(f"the sdist has no {sorted(missing)}")


def beside() -> dict[str, str]:
    """Where the tests find real pages, if there are any: they are no part of the project."""
    shared = os.environ.get("TAZDUMP_SHARED", str(ROOT.parent / "shared"))
    return {"TAZDUMP_SHARED": shared}


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests with branch coverage, on every Python that the classifiers name."""
    session.install("-e", ".[test]")
    session.run("pytest", "--cov", *session.posargs)
