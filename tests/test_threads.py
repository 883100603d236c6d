"""Promises to programs that do many things at once: threads agree, nothing is shared, all travels.

How: many readings at once against the same ones in turn; the globals of every module before and
after; every public type through pickle and copy. Cost: some seconds.
"""

from __future__ import annotations

import copy
import pickle
import pkgutil
import sys
import threading
import tracemalloc
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Final, cast

import attrs
import export_pages
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import WRITTEN, everything
from promises import nodes
from ways import WAYS

import tazdump
from tazdump import (
    Address,
    Code,
    NotADumpError,
    ParseError,
    Role,
    Severity,
    WrongPageError,
    corpus,
    explain,
    is_dump,
    parse,
    parse_listing,
    parse_page,
    render,
    verbatim,
)
from tazdump.export import csl, html, json, jsonld, markdown, tei
from tazdump.model import Page
from tazdump.testing import Damage

ROOT: Final = Path(__file__).parent
DUMPS: Final = [
    path.read_bytes().decode()
    for folder in (ROOT / "data", ROOT.parent / "examples")
    for path in sorted(folder.glob("*.txt"))
]
TEXTS: Final = [way.write(parse_page(text)) for text in DUMPS for way in WAYS.values()]
THREADS: Final = 8


def outcome(text: str) -> tuple[object, ...]:
    """All that is known of a text: its page with all places, its roles, its exports."""
    assert is_dump(text)
    page = parse_page(text)
    places = [page.source.offsets((n, n)) for n in range(1, len(page.source) + 1)]
    exports = [form.dumps(page) for form in (csl, html, json, jsonld, markdown, tei)]
    return page, everything(page), explain(page), places, exports, render(page, "menu")


class TestThreads:
    """The same and different texts, read at once, give what they give alone."""

    @pytest.fixture(autouse=True)
    def often_switched(self) -> object:
        """Threads change places as often as they can."""
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        yield
        sys.setswitchinterval(interval)

    def test_the_same_text(self) -> None:
        for text in TEXTS[:: len(TEXTS) // 8]:
            alone = outcome(text)
            with ThreadPoolExecutor(THREADS) as pool:
                assert all(found == alone for found in pool.map(outcome, [text] * 2 * THREADS))

    def test_different_texts(self) -> None:
        alone = [outcome(text) for text in TEXTS]
        with ThreadPoolExecutor(THREADS) as pool:
            assert list(pool.map(outcome, TEXTS)) == alone

    def test_one_page_asked_by_many(self) -> None:
        """What a page works out when first asked is the same for whoever asks first."""
        for text in DUMPS:
            page, wanted = parse_page(text), outcome(text)
            begin = threading.Barrier(THREADS)

            def ask(page: Page, begin: threading.Barrier) -> tuple[object, ...]:
                begin.wait()
                size = len(page.source)
                return explain(page), [page.source.offsets((n, n)) for n in range(1, size + 1)]

            with ThreadPoolExecutor(THREADS) as pool:
                asked = [pool.submit(ask, page, begin) for _ in range(THREADS)]
            assert all(one.result() == wanted[2:4] for one in asked)


def modules() -> list[ModuleType]:
    """Every module of the library but the one that is a program; those whose extra is there."""
    found: list[ModuleType] = []
    for module in pkgutil.walk_packages(tazdump.__path__, "tazdump."):
        if not module.name.endswith(".__main__"):
            with suppress(ImportError):
                found.append(import_module(module.name))
    return found


#: Values that no one can change, nor what is in them.
_FROZEN: Final = (str, bytes, int, float, frozenset, range, type(None), type(NotImplemented))


def state(value: object) -> object:
    """What can be seen of a global: of a container what is in it, else which thing it is."""
    if isinstance(value, dict):
        items = cast("dict[object, object]", value).items()
        return [(repr(key), state(item)) for key, item in items]
    if isinstance(value, (list, tuple, set)):
        return [state(item) for item in cast("Iterable[object]", value)]
    return cast("object", value) if isinstance(value, _FROZEN) else id(value)


#: Caches that hold a few hundred values at most.
_FINITE: Final = {"tazdump._entries._weigh"}


class TestNoState:
    """No module keeps anything between two calls, but for caches of values that never change."""

    def test_the_globals_stay_as_they_are(self) -> None:
        before = {
            (module.__name__, name): state(value)
            for module in modules()
            for name, value in vars(module).items()
            if not name.startswith("__")
        }
        for text in TEXTS:
            # None that another test has read, for what that has left would be there already.
            outcome(text.replace("taz.de -- ", "taz.de -- Nie gelesen ", 1))
        for text in ("", "kein Dump", "3Nein\t\terror.host\t1"):
            with pytest.raises(NotADumpError):
                parse(text)
        with pytest.raises(json.JSONError):
            json.loads("{")
        after = {
            (module.__name__, name): state(value)
            for module in modules()
            for name, value in vars(module).items()
            if not name.startswith("__")
        }
        assert after == before

    def test_no_function_declares_a_global_or_has_a_default_that_changes(self) -> None:
        for module in modules():
            assert "\n    global " not in Path(str(module.__file__)).read_text(encoding="utf-8")
            for value in vars(module).values():
                if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                    for default in value.__defaults__ or ():
                        assert not isinstance(default, (list, dict, set)), value

    def test_caches_are_bounded(self) -> None:
        """By their size, or as their arguments are a few numbers that no text can add to."""
        for text in TEXTS:
            outcome(text)
        for module in modules():
            for name, value in vars(module).items():
                if module.__name__.startswith("tazdump._testing"):
                    continue  # What strategies are made of is no text.
                parameters = getattr(value, "cache_parameters", None)
                if parameters is not None and parameters()["maxsize"] is None:
                    assert f"{module.__name__}.{name}" in _FINITE
                    assert value.cache_info().currsize < 1000

    def test_caches_keep_nothing_long(self) -> None:
        slug = "Nie-gelesen-" * 9000
        page = parse_page(f"# taz.de -- A: B\n=> /{slug}/!1 C: D\n", envelope="gemtext")
        json.dumps(page)
        tracemalloc.start()
        try:
            for number in range(30):
                path = f"/{slug}/!{number}"
                json.dumps(attrs.evolve(page, address=Address(path=path)))
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert kept < 3 * len(slug)

    @given(export_pages.pages())
    def test_no_value_can_be_changed(self, page: Page) -> None:
        for field in attrs.fields(type(page)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(page, field.name, None)
        assert not hasattr(page, "__dict__")


def _error(error: type[ParseError], text: str) -> ParseError:
    readers = {NotADumpError: parse, WrongPageError: parse, ParseError: parse_listing}
    with pytest.raises(error) as caught:
        readers[error](text, strict=True)
    return caught.value


PAGE: Final = parse_page(DUMPS[1])
#: One value of each public type.
VALUES: Final[dict[str, object]] = {
    **{
        type(node).__name__: node for page in export_pages.EXAMPLES for node in (page, page.address)
    },
    **{type(node).__name__: node for page in export_pages.EXAMPLES for node, _ in nodes(page)},
    "Link": export_pages.REPORT.links[0],
    "LineRole": explain(PAGE)[0],
    "Source": PAGE.source,
    "Code": Code.TITLE_CUT,
    "Severity": Severity.ERROR,
    "Role": Role.TITLE,
    "Diagnostic": export_pages.REPORT.diagnostics[0],
    "NotADumpError": _error(NotADumpError, "kein Dump"),
    "WrongPageError": _error(WrongPageError, "# taz.de -- Nord\n"),
    "ParseError": _error(ParseError, "# taz.de -- Nord\nA: B\n# taz.de -- Süd\nC: D\n"),
    "JSONError": json.JSONError("$.title", "expected text, got a number"),
    "Damage": Damage("a line doubled", 1),
}
_RECORD: Final = corpus.Record(text="kein Dump", source="crawl.warc.gz", number=7)
_SKIPPED: Final = corpus.Skipped(source="a.zip", reason=corpus.Reason.NESTED, message="a zip")
_SUMMARY: Final = corpus.Summary(
    output="pages.parquet",
    rows=1,
    records=2,
    bytes=3,
    dumps=1,
    refused=0,
    duplicates=0,
    envelopes={"menu": 1},
    kinds={"article": 1},
    codes={},
    skipped={},
)
_COMPLETION: Final = corpus.Completion(
    part="title",
    before="Wetter: Es reg…",
    after="Wetter: Es regnet",
    ground=corpus.Ground.ADDRESS,
    origin=1,
    lines=(1, 1),
)
#: The same of crawls.
CRAWL_VALUES: Final[dict[str, object]] = {
    "Record": _RECORD,
    "Found": corpus.Found(record=_RECORD, page=PAGE),
    "Skipped": _SKIPPED,
    "Reason": _SKIPPED.reason,
    "SourceError": corpus.SourceError(_SKIPPED),
    "ScanError": corpus.ScanError("there is no table", resumable=True),
    "Columns": corpus.Columns(text="body"),
    "Limits": corpus.Limits(record=1000),
    "Progress": corpus.Progress(stage="reading", done=1, size=2),
    "Summary": _SUMMARY,
    "Ground": _COMPLETION.ground,
    "Completion": _COMPLETION,
    "Conflict": corpus.Conflict(part="title", shown=("A", "B"), origins=(1, 2)),
    "Enriched": corpus.Enriched(page=PAGE, completions=(_COMPLETION,)),
}


class TestTravel:
    """Every value and every error goes through pickle and copy, and is what it was."""

    def test_every_public_type_is_tried(self) -> None:
        types = {name for name in tazdump.__all__ if isinstance(getattr(tazdump, name), type)}
        assert types <= VALUES.keys()
        names = corpus.__all__
        types = {name for name in names if isinstance(getattr(corpus, name, None), type)}
        # It gathers what it is given, and is no value.
        assert types - {"Duplicates"} == CRAWL_VALUES.keys()

    @pytest.mark.parametrize("name", [*VALUES, *CRAWL_VALUES])
    @pytest.mark.parametrize("protocol", [None, *range(2, pickle.HIGHEST_PROTOCOL + 1)])
    def test_of_each_type(self, name: str, protocol: int | None) -> None:
        value = {**VALUES, **CRAWL_VALUES}[name]
        others = [copy.copy(value), copy.deepcopy(value)]
        if protocol is not None:
            others = [pickle.loads(pickle.dumps(value, protocol))]  # noqa: S301 - our own
        for other in others:
            assert type(other) is type(value)
            if isinstance(value, Exception) and isinstance(other, Exception):
                assert (other.args, str(other), vars(other)) == (
                    value.args,
                    str(value),
                    vars(value),
                )
            else:
                assert other == value
                assert repr(other) == repr(value)
                if name != "Summary":  # It holds mappings.
                    assert hash(other) == hash(value)

    @given(export_pages.pages())
    def test_of_pages_with_all_that_takes_no_part_in_equality(self, page: Page) -> None:
        for other in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - our own
            assert other == page
            assert everything(other) == everything(page)

    @given(st.sampled_from(TEXTS), st.booleans())
    def test_of_pages_that_were_read(self, text: str, asked: bool) -> None:
        """Whether their source was asked for a line before, or not."""
        page = parse_page(text)
        if asked:
            page.source.line(1)
        for other in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - our own
            assert verbatim(other) == text
            assert explain(other) == explain(page)
            assert other.source == page.source
            assert [render(other, name) for name in WRITTEN] == [
                render(page, name) for name in WRITTEN
            ]
