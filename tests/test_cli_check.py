"""`tazdump check`, `explain`, `envelopes` and `schema`: what they tell, and with which status.

How: against what the library itself says of the same pages. Cost: some starts of Python.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import ARTICLE, DAMAGED, EXAMPLES, FOREIGN, LISTING, OURS, Here, on_terminal, program

import tazdump
from tazdump._cli.explain import _ROLES  # pyright: ignore[reportPrivateUsage]
from tazdump._envelopes import ENVELOPES, Loss
from tazdump.export import json as tazjson


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes]) -> Here:
    return Here(capfdbinary)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"clean": ARTICLE, "damaged": DAMAGED, "foreign": FOREIGN, "listing": LISTING}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


class TestCheck:
    def test_each_diagnostic_has_its_place_and_a_caret(self) -> None:
        path = EXAMPLES / "stadtbaeume.txt"
        done = program("check", path)
        page = tazdump.read(path)
        expected = ""
        for found in page.diagnostics:
            place = found.show(page.source).split("\n", 1)[1]
            severity = found.severity.lower()
            expected += f"{path}:{found.line}:{found.column}: {severity}: "
            expected += f"{found.code} {found.message}\n{place}\n"
        assert done == (0, f"{expected}{path}: article in envelope table: 6 warnings\n", "")
        assert "\n1 | # taz.de -- Stadtbäume in der Hitze: " in done.out
        assert "\n" + " " * (len("1 | ") + 78) + "^\n" in done.out

    def test_a_clean_page_is_called_so(self, folder: Path) -> None:
        done = program("check", folder / "clean")
        assert done == (0, f"{folder / 'clean'}: article in envelope plain: clean\n", "")

    @pytest.mark.parametrize(
        ("names", "status"),
        [
            ("clean", 0),
            ("damaged", 1),
            ("foreign", 2),
            ("nothing", 2),
            ("clean damaged", 1),
            ("damaged clean", 1),
            ("foreign damaged clean", 2),
            ("damaged nothing", 2),
            (".", 2),
        ],
    )
    @pytest.mark.parametrize("form", ["text", "json"])
    def test_the_status_is_that_of_the_worst(
        self, names: str, status: int, form: str, folder: Path, here: Here
    ) -> None:
        files = [folder / name for name in names.split(" ")]
        assert here("check", "--format", form, *files).status == status

    def test_the_status_reaches_the_shell(self, folder: Path) -> None:
        assert [program("check", folder / n).status for n in ("clean", "damaged", "foreign")] == [
            *(0, 1, 2)
        ]

    def test_json_is_one_list_with_all_that_was_found(self, folder: Path) -> None:
        names = ["clean", "damaged", "foreign", "listing"]
        done = program("check", "--format", "json", *[folder / name for name in names])
        assert (done.status, done.err) == (2, "")
        clean, damaged, foreign, listing = json.loads(done.out)
        assert clean == {
            "file": str(folder / "clean"),
            "status": 0,
            "type": "article",
            "envelope": "plain",
            "diagnostics": [],
        }
        assert (listing["status"], listing["type"]) == (0, "listing")
        assert damaged["status"] == 1
        assert damaged["diagnostics"] == [
            {
                "code": found.code,
                "severity": found.severity,
                "message": found.message,
                "line": found.line,
                "column": found.column,
                "end_column": found.end_column,
            }
            for found in tazdump.parse(DAMAGED).diagnostics
        ]
        assert foreign.keys() == {"file", "status", "reason"}
        assert "no page of taz" in foreign["reason"]

    def test_severities_have_colours_on_a_terminal(self, folder: Path) -> None:
        status, seen = on_terminal("check", folder / "damaged")
        assert status == 1
        assert "\x1b[1;31merror: \x1b[0m" in seen
        assert OURS.sub("", seen) == program("check", folder / "damaged").out


class TestExplain:
    def test_each_line_has_its_number_role_and_codes(self, here: Here) -> None:
        path = EXAMPLES / "stadtbaeume.txt"
        done = program("explain", path)
        assert done == here("explain", path)
        page = tazdump.read(path)
        head, *lines = done.out.removesuffix("\n").split("\n")
        assert head == f"==> {path}: article in envelope table, 80 lines <=="
        assert len(lines) == 80
        for line, (number, role, _) in zip(lines, tazdump.explain(page), strict=True):
            codes = [found.code for found in page.diagnostics if found.line == number]
            text = f"{number:>2}  {role:<10}  {page.source.line(number)}"
            assert line == text + "".join(f"  <{code}>" for code in codes)

    def test_a_blank_line_ends_with_its_role(self, folder: Path, here: Here) -> None:
        assert "\n 2  blank\n 3  lede        > Jedes" in here("explain", folder / "clean").out

    def test_every_role_has_its_look(self) -> None:
        assert _ROLES.keys() == set(tazdump.Role)

    def test_roles_have_colours_on_a_terminal(self, folder: Path) -> None:
        status, seen = on_terminal("explain", folder / "clean")
        assert status == 0
        assert "\x1b[1;32mdate        21 Jun 2024\x1b[0m\n" in seen
        assert OURS.sub("", seen) == program("explain", folder / "clean").out

    def test_several_files_come_one_after_the_other(self, folder: Path, here: Here) -> None:
        done = here("explain", folder / "clean", folder / "foreign", folder / "listing")
        assert done.status == 1
        assert done.out.count("==> ") == 2


class TestEnvelopes:
    def test_it_tells_of_each_what_it_is_keeps_and_loses(self) -> None:
        done = program("envelopes")
        assert (done.status, done.err) == (0, "")
        told = done.out.removesuffix("\n\n").split("\n\n")
        assert len(told) == len(ENVELOPES)
        for text, (name, envelope) in zip(told, ENVELOPES.items(), strict=True):
            head, _, body = text.partition("\n")
            assert head == f"{name}  read{' and written' if envelope.write else ''}"
            about, _, rest = " ".join(body.split()).partition(" keeps ")
            assert about == " ".join(envelope.about.split())
            kept, _, lost = rest.partition(" loses ")
            losses = {Loss(each) for each in lost.split(", ") if each != "nothing"}
            assert losses == envelope.losses
            assert {Loss(each) for each in kept.split(", ")} == set(Loss) - losses

    def test_it_takes_no_file(self, here: Here) -> None:
        assert here("envelopes", "x").status == 1

    def test_in_this_process(self, here: Here) -> None:
        assert here("envelopes").out == program("envelopes").out


class TestSchema:
    def test_it_is_the_published_one(self, here: Here) -> None:
        assert program("schema") == (0, tazjson.schema(), "") == here("schema")
