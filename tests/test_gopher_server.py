"""Promise: what is written is served by real servers, and what they serve is read as the same page.

How: gophernicus, started for each connection as inetd does it, and jetforce, on the loopback; the
code that fetches is the how-to's own. Skipped where a server is not installed. Cost: seconds.
"""

from __future__ import annotations

import importlib
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from envelope_pages import CASES, Case

from tazdump import Address, Article, Listing, NotADumpError, Role, explain, render, verbatim

HOWTO = Path(__file__).resolve().parents[1] / "docs" / "howto" / "fetch-and-parse.md"
HOST = "127.0.0.1"

Page = Article | Listing
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@pytest.fixture(scope="module")
def howto() -> ModuleType:
    """The functions that the how-to shows, run as they stand there."""
    blocks = HOWTO.read_text(encoding="utf-8").split("```python\n")[1:]
    module = ModuleType("howto")
    for block in blocks:
        exec(block.partition("```")[0], module.__dict__)  # noqa: S102 - our own documentation
    return module


def expected(case: Case) -> Page:
    """The page with the address that the how-to gives to the reader."""
    address = Address(path=case.address)
    if isinstance(case.page, Article):
        return evolve(case.page, address=address)
    return evolve(case.page, address=address, kind="front" if case.address == "/" else "section")


def program(name: str) -> str | None:
    """Where a program is: on the path, among the system's servers, or beside this Python."""
    beside = Path(sys.executable).parent
    return shutil.which(name) or shutil.which(name, path=f"/usr/sbin:/usr/local/sbin:{beside}")


class _Inetd(socketserver.ThreadingTCPServer):
    """Starts a program for each connection, which is its input and its output."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, command: Callable[[int], list[str]]) -> None:
        super().__init__((HOST, 0), _Connection)
        self.port = int(self.server_address[1])
        self.command = command(self.port)


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Inetd)
        subprocess.run(
            self.server.command, stdin=self.request, stdout=self.request, check=False, timeout=30
        )


@pytest.fixture(scope="module")
def gopher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Gopher server that has the invented pages, written for it, at their paths."""
    server = program("gophernicus")
    if server is None:
        pytest.skip("the Gopher server gophernicus (a package of Debian) is not installed")
    root = tmp_path_factory.mktemp("gopher")
    root.chmod(0o755)  # It serves nothing that is not readable for all.
    # As any user, root too; without footers, system log, shared memory and status pages of its own.
    quiet = [f"-n{letter}" for letter in "rvfslmatxhu"]
    with _Inetd(lambda p: [server, "-h", HOST, "-p", str(p), "-r", str(root), *quiet]) as inetd:
        for case in CASES.values():
            folder = root / case.address.strip("/")
            folder.mkdir(parents=True, exist_ok=True)
            text = render(case.page, "menu", host=HOST, port=inetd.port)
            (folder / "gophermap").write_bytes(text.encode())
            (folder / "menu.txt").write_bytes(text.encode())
        threading.Thread(target=inetd.serve_forever, daemon=True).start()
        yield inetd.port
        inetd.shutdown()


class TestGopher:
    @each_case
    def test_a_written_menu_is_served_and_read_as_the_same_page(
        self, case: Case, gopher: int, howto: ModuleType
    ) -> None:
        page = howto.page_from_gopher(HOST, case.address, gopher)
        assert page == expected(case)
        assert page.envelope == "menu"
        assert page.diagnostics == ()

    @each_case
    def test_the_bytes_of_a_menu_are_served_as_a_file(
        self, case: Case, gopher: int, howto: ModuleType
    ) -> None:
        selector = f"{case.address.rstrip('/')}/menu.txt"
        answer: bytes = howto.fetch_gopher(HOST, selector, gopher)
        written = render(case.page, "menu", host=HOST, port=gopher).encode()
        assert answer.startswith(written)

    def test_its_links_lead_to_the_next_page(self, gopher: int, howto: ModuleType) -> None:
        answer: bytes = howto.fetch_gopher(HOST, CASES["article"].address, gopher)
        assert f"/Leben-am-Wasser/!1234002\t{HOST}\t{gopher}\r\n".encode() in answer

    @pytest.mark.parametrize("selector", ["/gibt-es-nicht/", "/gibt-es-nicht/!1"])
    def test_the_server_s_error_is_quoted(
        self, selector: str, gopher: int, howto: ModuleType
    ) -> None:
        with pytest.raises(NotADumpError, match=r"the server answered with an error: .*not found"):
            howto.page_from_gopher(HOST, selector, gopher)


def _free_port() -> int:
    with closing(socket.create_server((HOST, 0))) as found:
        return int(found.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers; a minute at most."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for _ in range(300):
        assert process.poll() is None, "the server has ended"
        try:
            plain = socket.create_connection((HOST, port), timeout=5)
            with plain, context.wrap_socket(plain, server_hostname="localhost"):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="module")
def gemini(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Gemini server that has the invented pages, written for it, at their paths."""
    server = program("jetforce")
    if server is None:
        pytest.skip("the Gemini server jetforce (from PyPI) is not installed")
    root = tmp_path_factory.mktemp("gemini")
    for case in CASES.values():
        folder = root / case.address.strip("/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.gmi").write_text(render(case.page, "gemtext"), encoding="utf-8")
    port = _free_port()
    options = ["--host", HOST, "--hostname", "localhost", "--port", str(port), "--dir", str(root)]
    with subprocess.Popen(
        [server, *options, "--default-lang", "de"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=root,
    ) as process:
        try:
            _wait(port, process)
            yield port
        finally:
            process.terminate()


class TestGemini:
    @each_case
    def test_written_gemtext_is_served_and_read_as_the_same_page(
        self, case: Case, gemini: int, howto: ModuleType
    ) -> None:
        path = case.address if case.address == "/" else case.address + "/"
        page = howto.page_from_gemini("localhost", path, gemini)
        assert page == expected(case)
        assert page.envelope == "gemtext"
        assert verbatim(page).startswith("20 text/gemini")
        assert explain(page)[0].role == Role.ENVELOPE

    def test_the_server_s_error_is_quoted(self, gemini: int, howto: ModuleType) -> None:
        with pytest.raises(NotADumpError, match="the server answered with an error: 51 "):
            howto.page_from_gemini("localhost", "/gibt-es-nicht", gemini)


class TestHowTo:
    def test_takes_no_more_than_ten_lines_to_fetch(self) -> None:
        blocks = HOWTO.read_text(encoding="utf-8").split("```python\n")[1:]
        for block in blocks:
            body = block.partition("```")[0]
            if "def fetch_" in body:
                lines = body.partition("def fetch_")[2].strip().split("\n")
                assert len(lines) <= 10

    def test_uses_what_the_library_has(self, howto: ModuleType) -> None:
        assert howto.tazdump is importlib.import_module("tazdump")
