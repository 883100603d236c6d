"""Promise: the members of archives and the records of WARC give their texts and identities.

How: archives and WARC files of a small crawl, and of proxies' pages. Cost: about a second.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from crawl_files import (
    PROXIES,
    Text,
    conversion,
    crawl,
    dump,
    members,
    proxy_page,
    response,
    warc_record,
    write_jsonl,
    write_tar,
    write_warc,
    write_zip,
    zstd,
)

from tazdump.corpus import pages, records

TEXTS = crawl(60, every=6)


def texts(source: Path) -> list[Text]:
    """The text, URL and id of all records; nothing may be skipped."""
    return [Text(r.text, r.url, r.id) for r in records(source)]


def bare(given: list[Text]) -> list[Text]:
    return [Text(text.text) for text in given]


class TestArchives:
    @pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.zst", "a.tar.xz"])
    def test_each_member_is_a_file(self, tmp_path: Path, name: str) -> None:
        write = write_zip if name == "a.zip" else write_tar
        path = write(tmp_path / name, members(TEXTS))
        found = list(records(path))
        assert [r.text for r in found] == [text.text for text in TEXTS]
        assert found[1].source == f"{path}!seiten/00001.txt"
        assert {r.number for r in found} == {1}

    @pytest.mark.parametrize("suffix", ["tgz", "tbz2", "txz"])
    def test_short_suffixes(self, tmp_path: Path, suffix: str) -> None:
        long = {"tgz": "gz", "tbz2": "bz2", "txz": "xz"}[suffix]
        path = write_tar(tmp_path / f"a.tar.{long}", members(TEXTS[:4]))
        assert texts(path.rename(tmp_path / f"a.{suffix}")) == bare(TEXTS[:4])

    @pytest.mark.parametrize("write", [write_zip, write_tar])
    def test_members_of_every_form_are_read_as_such(
        self, tmp_path: Path, write: Callable[..., Path]
    ) -> None:
        inside = [
            ("a.jsonl.gz", write_jsonl(tmp_path / "a.jsonl.gz", TEXTS[:5]).read_bytes()),
            ("b.warc", write_warc(tmp_path / "b.warc", map(conversion, TEXTS[5:8])).read_bytes()),
            ("c.txt", TEXTS[8].text.encode()),
        ]
        path = write(tmp_path / "all", inside)
        assert [t.text for t in texts(path)] == [t.text for t in TEXTS[:9]]
        assert [r.number for r in records(path)] == [1, 2, 3, 4, 5, 2, 3, 4, 1]

    def test_an_empty_archive_has_no_records(self, tmp_path: Path) -> None:
        assert texts(write_zip(tmp_path / "leer.zip", [])) == []
        assert texts(write_tar(tmp_path / "leer.tar", [])) == []

    @pytest.mark.parametrize("write", [write_zip, write_tar])
    def test_names_that_lead_outside_are_only_names(
        self, tmp_path: Path, write: Callable[..., Path]
    ) -> None:
        inner = tmp_path / "innen"
        inner.mkdir()
        path = write(inner / "a", [("../boese.txt", b"a"), ("/srv/boese.txt", b"b")])
        found = [r.source for r in records(path)]
        assert found[0] == f"{path}!../boese.txt"
        assert found[1].endswith("/srv/boese.txt")
        assert [p.name for p in tmp_path.rglob("*")] == ["innen", "a"]

    def test_folders_and_links_in_archives_are_no_records(self, tmp_path: Path) -> None:

        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.mkdir("ordner")
            archive.writestr("ordner/a.txt", "A")
        with tarfile.open(tmp_path / "a.tar", "w") as tar:
            for name, kind in (("ordner", tarfile.DIRTYPE), ("link", tarfile.SYMTYPE)):
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, "/etc/passwd"
                tar.addfile(info)
            info = tarfile.TarInfo("ordner/" + "lang" * 100)
            info.size = 1
            tar.addfile(info, io.BytesIO(b"A"))
        assert texts(tmp_path / "a.zip") == texts(tmp_path / "a.tar") == [Text("A")]


class TestWarc:
    @pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
    def test_proxies_pages_have_addresses(self, tmp_path: Path, packing: str) -> None:
        """FORMAT section 3: the markup of every proxy, in a WARC without an index."""
        shown = [proxy_page(name, i) for i, name in enumerate(PROXIES)]
        path = write_warc(tmp_path / f"a.warc{packing}", map(response, shown))
        found = list(pages(records(path)))
        assert [f.record.url for f in found] == [text.url for text in shown]
        assert [f.record.id for f in found] == [f"<urn:uuid:{text.id}>" for text in shown]
        assert [f.record.number for f in found] == [2, 3, 4, 5, 6]
        for i, one in enumerate(found):
            assert one.page is not None
            assert one.page.envelope == "html"
            assert one.page.address is not None
            assert one.page.address.id == 7_000_000 + i

    def test_wet(self, tmp_path: Path) -> None:
        path = write_warc(tmp_path / "a.warc.wet.gz", map(conversion, TEXTS))
        assert texts(path) == [Text(t.text, t.url, f"<urn:uuid:{t.id}>") for t in TEXTS]

    def test_a_resource_is_read_as_it_is(self, tmp_path: Path) -> None:
        text = dump(1, form="gemtext with header").text
        record = warc_record(
            "resource",
            text.encode(),
            WARC_Target_URI="<gemini://taz.de/Beispiel/!7000001>",
            Content_Type="text/gemini",
        )
        path = write_warc(tmp_path / "a.warc", [record])
        assert texts(path) == [Text(text, "gemini://taz.de/Beispiel/!7000001")]

    @pytest.mark.parametrize("media", ["image/png", "application/pdf", "video/mp4"])
    def test_what_is_no_text_is_counted_and_passed_over(self, tmp_path: Path, media: str) -> None:
        shown = [response(TEXTS[0], media=media), response(TEXTS[1])]
        (record,) = records(write_warc(tmp_path / "a.warc", shown))
        assert (record.text, record.number) == (TEXTS[1].text, 3)

    @pytest.mark.parametrize("kind", ["request", "metadata", "revisit", "unheard-of"])
    def test_other_types_of_records_are_passed_over(self, tmp_path: Path, kind: str) -> None:
        record = warc_record(kind, b"# taz.de -- A", Content_Type="text/plain")
        assert texts(write_warc(tmp_path / "a.warc", [record])) == []

    PLAIN: Final = TEXTS[3].text.encode() * 300
    GZIP: Final = gzip.compress(PLAIN)

    @pytest.mark.parametrize(
        ("head", "body"),
        [
            ("Content-Encoding: gzip", GZIP),
            ("Content-Encoding: deflate", zlib.compress(PLAIN)),
            ("Content-Encoding: zstd", zstd(PLAIN)),
            ("Content-Encoding: gzip, identity, zstd", zstd(GZIP)),
            ("Transfer-Encoding: chunked", b"%x\r\n%b\r\n0\r\n\r\n" % (len(PLAIN), PLAIN)),
            (
                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
                b"%x\r\n%b\r\n0\r\n\r\n" % (len(GZIP), GZIP),
            ),
            # What the head says need not be so: crawlers unpack bodies and keep their heads.
            ("Content-Encoding: gzip", PLAIN),
            ("Transfer-Encoding: chunked", PLAIN),
            ("Content-Encoding: unheard-of", PLAIN),
        ],
    )
    def test_what_http_does_to_a_body_is_undone(
        self, tmp_path: Path, head: str, body: bytes
    ) -> None:
        shown = response(TEXTS[3], media=f"text/html\r\n{head}", body=body)
        (text,) = texts(write_warc(tmp_path / "a.warc", [shown]))
        assert text.text.encode() == self.PLAIN

    def test_of_a_broken_body_comes_what_can_be_unpacked(self, tmp_path: Path) -> None:
        chunks = b"%x\r\n%b\r\n" % (len(self.PLAIN), self.PLAIN)
        media = "text/html\r\nTransfer-Encoding: chunked"
        shown = response(TEXTS[3], media=media, body=chunks + b"kaputt\r\n")
        (text,) = texts(write_warc(tmp_path / "a.warc", [shown]))
        assert len(text.text) > 100_000
        assert self.PLAIN.startswith(text.text.rstrip("\ufffd").encode())

    def test_an_answer_with_an_endless_head_is_read_as_it_is(self, tmp_path: Path) -> None:
        head = b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 10_000
        record = warc_record("response", head, Content_Type="application/http")
        found = texts(write_warc(tmp_path / "a.warc", [record, response(TEXTS[3])]))
        assert [text.text for text in found] == [head.decode(), TEXTS[3].text]

    def test_an_answer_that_is_none_of_http_is_read_as_it_is(self, tmp_path: Path) -> None:
        media = "application/http; msgtype=response"
        record = warc_record("response", b"# taz.de -- A: B", Content_Type=media)
        assert texts(write_warc(tmp_path / "a.warc", [record])) == [Text("# taz.de -- A: B")]

    def test_fields_may_go_on_on_the_next_line(self, tmp_path: Path) -> None:
        record = conversion(TEXTS[0]).replace(b"WARC-Target-URI: ", b"WARC-Target-URI:\r\n  ")
        assert texts(write_warc(tmp_path / "a.warc", [record]))[0].url == TEXTS[0].url
