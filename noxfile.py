"""What the project checks, in one place: lint, types, docs, package, tests.

How: each function is a session of nox; versions of tools stand in pyproject.toml alone.
Cost: `nox` runs all of it in a quarter of an hour; `nox -s lint` runs one; `nox -l` lists them.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import nox
from nox.command import CommandFailed
from packaging.requirements import Requirement

nox.needs_version = ">=2025.2.9"
nox.options.error_on_missing_interpreters = False

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)


#: Where only the surroundings are new: Hypothesis tries ten times, not a hundred, and what measures
#: time or memory is left out, but for the patterns: those are up to `regex`.
MEASURED = "linear or benchmark or memory"
BRIEFLY = (
    *("--hypothesis-profile=quick", "-k", f"patterns or not ({MEASURED})", "-n", "auto"),
    *("tests", "README.md"),
)


def extra(name: str) -> list[str]:
    """Read what one of our extras requires, without the package itself."""
    return [str(r) for r in PROJECT["project"]["optional-dependencies"][name]]


@nox.session
def lint(session: nox.Session) -> None:
    """Style and form of every Python file; workflows and other forms that machines read."""
    session.install(*extra("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    github = Path(".github")
    forms = {
        "vendor.github-workflows": sorted(github.glob("workflows/*.yml")),
        "vendor.dependabot": [github / "dependabot.yml"],
        "vendor.github-issue-config": [github / "ISSUE_TEMPLATE" / "config.yml"],
        "vendor.github-issue-forms": sorted(github.glob("ISSUE_TEMPLATE/[!c]*.yml")),
        "vendor.citation-file-format": [Path("CITATION.cff")],
    }
    for schema, files in forms.items():
        session.run("check-jsonschema", "--builtin-schema", schema, *map(str, files))
    session.run("zizmor", "--offline", "--no-progress", "--quiet", str(github))


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers, both strict, over src and tests."""
    session.install("-e", ".[types,test]")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """Documentation: each warning and each broken reference an error."""
    session.install("-e", ".[docs,all]")
    out = Path(session.create_tmp()).resolve()
    sphinx = ["sphinx-build", "-n", "-W", "--keep-going", "-q", "-d", str(out / "doctrees")]
    session.run(*sphinx, "-b", "html", "docs", str(out / "html"))
    session.log(f"the docs are at {out / 'html' / 'index.html'}")


@nox.session
def package(session: nox.Session) -> None:
    """Build into dist/, look inside, and run the tests against the wheel with src out of reach."""
    session.install(*extra("package"))
    tmp = Path(session.create_tmp()).resolve()
    dist, again = ROOT / "dist", tmp / "again"
    for directory in (dist, again):
        shutil.rmtree(directory, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(dist), ".", silent=True)
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    session.run("twine", "check", "--strict", str(sdist), str(wheel))
    inspect(session, sdist, wheel)

    unpacked = unpack(sdist, tmp / "away")
    # The wheel came from the sdist. It comes from the tree as well, and the sdist from itself.
    session.run("python", "-m", "build", "--wheel", "--outdir", str(again), ".", silent=True)
    build_sdist = ("python", "-m", "build", "--sdist", "--outdir", str(again))
    session.run(*build_sdist, str(unpacked), silent=True)
    for one, other in ((wheel, again / wheel.name), (sdist, again / sdist.name)):
        if one.read_bytes() != other.read_bytes():
            session.error(f"{one.name} is not the same when it is built again: see {again}")

    shutil.rmtree(unpacked / "src")
    bare = new_environment(session, tmp / "bare", f"tazdump @ {wheel.as_uri()}")
    session.run(bare, "-I", str(unpacked / "tests" / "without_extras.py"), external=True)
    full = new_environment(session, tmp / "full", f"tazdump[test] @ {wheel.as_uri()}")
    with session.chdir(unpacked):
        session.run(full, "-m", "pytest", *BRIEFLY, env=beside(), external=True)


def new_environment(session: nox.Session, directory: Path, wanted: str) -> str:
    """Make an environment with nothing but the newest of what is wanted; give its Python."""
    python = str(directory / ("Scripts" if os.name == "nt" else "bin") / "python")
    session.run("python", "-m", "venv", "--clear", str(directory))
    session.run(python, "-m", "pip", "install", "-q", wanted, external=True)
    session.run(python, "-m", "pip", "list", external=True)
    return python


def unpack(sdist: Path, directory: Path) -> Path:
    """Unpack an sdist into a directory; give the one that lies in it."""
    shutil.rmtree(directory, ignore_errors=True)
    with tarfile.open(sdist) as tar:
        tar.extractall(directory, filter="data")
    (unpacked,) = directory.iterdir()
    return unpacked


def inspect(session: nox.Session, sdist: Path, wheel: Path) -> None:
    """Stop if the wheel lacks what a user needs, or has what a user does not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"
        about = archive.read(f"{info}/METADATA").decode("utf-8")
    with tarfile.open(sdist) as tar:
        sources = {name.partition("/")[2] for name in tar.getnames()}
    wanted = {"tazdump/py.typed", "tazdump/__init__.py", f"{info}/licenses/LICENSE"}
    if missing := wanted - names:
        session.error(f"the wheel has no {sorted(missing)}")
    if strange := {n for n in names if not n.startswith(("tazdump/", f"{info}/"))}:
        session.error(f"the wheel has {sorted(strange)}")
    in_source = {n.removeprefix("src/") for n in sources if n.startswith("src/tazdump/")}
    in_wheel = {n for n in names if n.startswith("tazdump/")}
    if lost := {n for n in in_source if Path(n).suffix} ^ in_wheel:
        session.error(f"sdist and wheel differ in {sorted(lost)}")
    if local := [x for x in re.findall(r"\]\(([^)]+)", about) if not x.startswith("https://")]:
        session.error(f"on PyPI, the README's links to {local} lead nowhere")
    if "Source" in PROJECT["project"].get("urls", {}) and "show.svg" not in about:
        session.error("on PyPI, the README has lost its picture: pyproject.toml has a note on that")
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


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """The tests with the oldest versions that users may have; `package` has the newest."""
    session.install("-c", str(lower_bounds(session)), ".[all]", *readers())
    session.run("python", "-m", "pip", "list")
    # Examples and tables of the docs are made, and run, with the newest.
    session.run("pytest", "--ignore-glob=tests/test_docs*", *BRIEFLY)


@nox.session
def spark(session: nox.Session) -> None:
    """PySpark on a cluster of this machine; skipped, and said so, where there is no Java."""
    runners = [line for line in extra("test") if line.startswith("pytest")]
    session.install("-e", ".[spark,testing]", *runners)
    session.run("pytest", "-rs", "tests/corpus/test_spark.py")


def lower_bounds(session: nox.Session) -> Path:
    """Write constraints: of whatever users may get from us, the oldest version."""
    project = PROJECT["project"]
    extras = set(project["optional-dependencies"]["all"][0].split("[")[1].rstrip("]").split(","))
    lines = [*project["dependencies"], *(line for name in sorted(extras) for line in extra(name))]
    pins: list[str] = []
    for requirement in map(Requirement, lines):
        if requirement.name == "tazdump":  # an extra that has another one in it
            continue
        (bound,) = (s.version for s in requirement.specifier if s.operator == ">=")
        pins.append(f"{requirement.name}=={bound}\n")
    path = Path(session.create_tmp()) / "lowest.txt"
    path.write_text("".join(pins), encoding="utf-8")
    return path.resolve()


def readers() -> list[str]:
    """What the tests read our output with, without what asks for a newer `regex` than we do."""
    newer = {"tazdump", "trafilatura"}
    lines = [*extra("test"), *extra("benchmark")]
    return [line for line in lines if Requirement(line).name not in newer]


@nox.session(default=False, venv_backend="none")
def release(session: nox.Session) -> None:
    """Check that a tag (`nox -s release -- v0.1.0`) is what the tree says; the workflow asks it."""
    (tag,) = session.posargs or [""]
    source = (ROOT / "src" / "tazdump" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    if tag != f"v{version}":
        session.error(f"the tag is {tag or 'missing'}, and the version is {version}")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d\d-\d\d)$"
    dated = re.search(heading, changes, re.MULTILINE)
    if dated is None:
        session.error(f"CHANGELOG.md has no section '## [{version}] - YYYY-MM-DD'")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    if missing := {f"version: {version}", f"date-released: {dated[1]}"} - {*citation.split("\n")}:
        session.error(f"CITATION.cff has no {sorted(missing)}")
    if "Source" not in PROJECT["project"].get("urls", {}):
        session.error("pyproject.toml has no [project.urls] Source: see the note there on PyPI")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change two small modules in hundred ways, one at a time: the tests must notice each of them.

    `nox -s mutation -- all` does so with the whole core, in an hour and a half of a core; names of
    modules, with these. What no test can notice stands in mutation/survivors, with the reason.
    """
    session.install("-e", ".[test]", *extra("mutation"))
    work = Path(session.create_tmp()).resolve()
    wanted = session.posargs or ["_source", "_topics"]
    modules = [] if wanted == ["all"] else wanted
    session.run("python", "mutation/run.py", "--work", str(work), *modules)


@nox.session(default=False)
def benchmark(session: nox.Session) -> None:
    """Time the library beside what it is held against: minutes; the tests run it in short.

    `nox -s benchmark -- --write` puts what it finds into the docs; the machine should be quiet.
    """
    session.install("-e", ".[benchmark]")
    session.run("python", "-m", "benchmarks.speed", *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Fuzz each target for a minute, or for so many seconds: `nox -s fuzz -- 600`.

    Or as libFuzzer's flags say: CI tries the same few hundred inputs every time, for what is new
    shall be found by those who look for it: `nox -s fuzz -- -runs=500 -seed=1`.
    """
    session.install("-e", ".[test]")
    try:
        session.install("-e", ".[fuzz]")
    except CommandFailed:
        session.skip("atheris cannot be installed with this Python on this machine")
    given = session.posargs or ["60"]
    flags = [f"-max_total_time={each}" if each.isdigit() else each for each in given]
    session.run("python", "-m", "fuzz", "all", *flags, env={"PYTHONHASHSEED": "0"})
