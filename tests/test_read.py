"""Promise: bytes become text as their writer meant it, and what was done is said.

How: one page in every encoding that is met, whole and broken; paths and files. Cost: milliseconds.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import Code, NotADumpError, parse, read, verbatim
from tazdump._read import decode

TEXT = """\
# taz.de -- Köln: Größe über „Maß“
> Für Ärger sorgt’s – sagt man…
4 Sep 2025
## ARTIKEL ZUM THEMA
"""


def codes(data: bytes, encoding: str | None = None) -> list[Code]:
    return [d.code for d in read(io.BytesIO(data), encoding=encoding).diagnostics]


class TestSources:
    @pytest.mark.parametrize("as_text", [True, False])
    def test_a_path(self, tmp_path: Path, as_text: bool) -> None:
        path = tmp_path / "seite.txt"
        path.write_bytes(TEXT.encode())
        page = read(str(path) if as_text else path)
        assert page == parse(TEXT)
        assert verbatim(page) == TEXT

    def test_a_binary_file(self, tmp_path: Path) -> None:
        path = tmp_path / "seite.txt"
        path.write_bytes(TEXT.encode())
        with path.open("rb") as file:
            assert read(file) == parse(TEXT)

    def test_bytes(self) -> None:
        assert read(TEXT.encode()) == parse(TEXT)

    @pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
    def test_a_name_that_no_file_can_have_is_a_value_error(self, name: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's
            read(name)

    def test_a_text_file_is_refused_with_advice(self) -> None:
        with pytest.raises(TypeError, match=r"open it in mode 'rb', or call tazdump\.parse_page"):
            read(io.StringIO(TEXT))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_missing_file_is_the_file_system_s_error(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "fehlt.txt")

    def test_an_empty_file_is_no_dump(self) -> None:
        with pytest.raises(NotADumpError, match="the text is empty"):
            read(io.BytesIO(b""))

    def test_options_are_parse_page_s(self) -> None:
        page = read(io.BytesIO(TEXT.encode()), address="/!1234567", envelope="plain")
        assert (page.id, page.envelope) == (1234567, "plain")


class TestEncodings:
    def test_utf_8_needs_no_word(self) -> None:
        assert codes(TEXT.encode()) == []

    def test_a_byte_order_mark_is_said(self) -> None:
        data = TEXT.encode("utf-8-sig")
        assert codes(data) == [Code.BYTE_ORDER_MARK]
        assert read(io.BytesIO(data)) == parse(TEXT)

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be"])
    def test_others_are_recognised_and_said(self, encoding: str) -> None:
        data = TEXT.encode(encoding)
        if encoding in {"utf-16-le", "utf-16-be"}:
            data = "\ufeff".encode(encoding) + data
        page = read(io.BytesIO(data))
        assert page == parse(TEXT)
        assert Code.DECODED in {d.code for d in page.diagnostics}

    def test_latin_1_is_read_through_cp1252(self) -> None:
        text = TEXT.translate({ord(c): ord("'") for c in "„“’–…"})
        assert read(io.BytesIO(text.encode("latin-1"))) == parse(text)

    def test_the_bytes_that_cp1252_leaves_out_are_latin_1_s(self) -> None:
        assert decode(b"\xfc\x81\x8d\x8f\x90\x9d\x80").text == "ü\x81\x8d\x8f\x90\x9d€"

    @given(st.text(st.characters(codec="cp1252"), max_size=80))
    @example("ü")
    def test_cp1252_is_read_as_it_was_written_where_it_is_no_utf_8(self, text: str) -> None:
        data = text.encode("cp1252") + b" \xfc\xe4\xf6\xdf"
        decoded = decode(data)
        if [d.code for d in decoded.diagnostics] == [Code.DECODED] and data[:2] not in {
            b"\xff\xfe",
            b"\xfe\xff",
        }:
            assert decoded.text == text + " üäöß"

    @given(st.text(st.characters(codec="utf-8"), max_size=80))
    def test_utf_8_is_read_as_it_was_written(self, text: str) -> None:
        assert decode(text.encode()) == (text, ())

    @given(st.binary(max_size=80), st.sampled_from([None, "utf-8", "cp1252", "ascii", "utf-16"]))
    @example(b"\xff\xfe\x00", None)
    @example(b"\xfe\xff\xd8\x00", None)
    def test_any_bytes_are_read(self, data: bytes, encoding: str | None) -> None:
        decoded = decode(data, encoding)
        assert decoded == decode(data, encoding)
        assert "\ufffd" not in decoded.text or decoded.diagnostics or b"\xef\xbf\xbd" in data

    def test_a_given_one_is_used(self) -> None:
        assert codes(TEXT.encode("cp1252"), "cp1252") == []
        assert codes(TEXT.encode("utf-16"), "utf-16") == []

    def test_an_unknown_one_is_a_lookup_error(self) -> None:
        with pytest.raises(LookupError, match="klingon"):
            read(io.BytesIO(b""), encoding="klingon")

    @pytest.mark.parametrize("encoding", ["undefined", "idna", "punycode", "a\0b", "hex"])
    def test_so_is_one_that_no_file_has(self, encoding: str) -> None:
        with pytest.raises(LookupError, match="encoding"):
            read(b"\xff.\xff" * 40, encoding=encoding)

    def test_its_name_commands_no_terminal(self) -> None:
        for found in read(TEXT.encode() + b"\xff", encoding="utf\x1b[8").diagnostics:
            assert found.message.isprintable()


class TestBrokenBytes:
    def test_a_severed_character_among_whole_ones_is_replaced_and_said(self) -> None:
        data = TEXT.encode().replace(b"4 Sep", "Über".encode()[:1] + b"\n4 Sep")
        page = read(io.BytesIO(data))
        (found,) = [d for d in page.diagnostics if d.code == Code.UNDECODABLE]
        assert (found.line, found.text) == (3, "\ufffd")
        assert "bytes that are no UTF-8 became U+FFFD here (1 in all)" in found.message
        # What we could not decode is not told again as if somebody before us could not.
        assert Code.REPLACEMENT_CHARACTER not in {d.code for d in page.diagnostics}

    def test_the_wrong_encoding_is_said_once_at_the_first_place(self) -> None:
        page = read(io.BytesIO(TEXT.encode()), encoding="ascii")
        found = [d for d in page.diagnostics if d.code == Code.UNDECODABLE]
        assert [(d.line, d.column) for d in found] == [(1, 14)]
        assert "no ascii" in found[0].message

    def test_more_broken_bytes_than_whole_characters_are_cp1252(self) -> None:
        assert decode("ü".encode() + b" \xfc\xfc").diagnostics[0].code == Code.DECODED
        assert decode("üü".encode() + b" \xfc\xfc").diagnostics[0].code == Code.UNDECODABLE
