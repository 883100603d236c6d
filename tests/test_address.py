"""Promise: an address is understood in every form in which it is met, and its URLs are safe.

How: the forms of FORMAT 1.5 and 3, in tables; round trips over generated paths. Cost: milliseconds.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tazdump import Address
from tazdump.address import encoded

PATH = "/Ein-Beispiel/!1234567"


class TestParse:
    @pytest.mark.parametrize(
        "text",
        [
            PATH,
            PATH + "/",
            f"  {PATH}\n",
            f"https://taz.de{PATH}",
            f"https://taz.de{PATH}/",
            f"http://taz.de{PATH}/",
            f"https://www.taz.de{PATH}/",
            f"https://m.taz.de{PATH}/",
            f"https://TAZ.de{PATH}/",
            f"HTTPS://taz.de:443{PATH}/",
            f"https://taz.de{PATH}/?utm_source=x#absatz",
            f"https://taz.de{PATH}#kommentare",
            f"//taz.de{PATH}/",
            f"taz.de{PATH}",
            f"taz.de/1{PATH}",
            f"taz.de:70/1{PATH}",
            f"gopher://taz.de/1{PATH}",
            f"gopher://taz.de/0{PATH}",
            f"gopher://taz.de:70/1{PATH}",
            f"gopher://taz.de:7070/1{PATH}",
            f"gemini://taz.de{PATH}",
            f"gemini://taz.de:1965{PATH}",
            "https://taz.de/Ein-Beispiel/%211234567/",
            "gopher://taz.de/1/Ein-Beispiel/%211234567",
        ],
    )
    def test_taz_s_own_urls(self, text: str) -> None:
        assert Address.parse(text) == Address(path=PATH)

    @pytest.mark.parametrize(
        "text",
        [
            f"/taz.de/1{PATH}",
            f"/taz.de:70/1{PATH}",
            f"https://gopher.example.org/taz.de/1{PATH}",
            f"?q=taz.de/1{PATH}",
            f"?q=gopher://taz.de/1{PATH}",
            f"https://gopher.example.org/?q=taz.de:70/1{PATH}",
            f"/gopher/taz.de/1{PATH}",
            f"https://example.org/gopher/taz.de{PATH}",
            "?url=" + quote(f"gopher://taz.de:70/1{PATH}", safe=""),
            "/?url=" + quote(f"gopher://taz.de/1{PATH}", safe=""),
            "?url=" + quote(f"gopher://taz.de:70/1{PATH}", safe="") + "&t=1",
            "?t=1&url=" + quote(f"gopher://taz.de/1{PATH}", safe="").replace("%2F", "%2f"),
            f"?url=gopher://taz.de:70/1{PATH}&t=1",
            "https://portal.example.org/?url=" + quote(f"gemini://taz.de{PATH}", safe=""),
            "https://portal.example.org/gemini/taz.de" + PATH,
            "https://gemini.example.org/?url=gopher://taz.de/1" + PATH,
            "?url=" + quote(quote(f"gopher://taz.de/1{PATH}", safe="/:"), safe=""),
        ],
    )
    def test_proxies_urls(self, text: str) -> None:
        assert Address.parse(text) == Address(path=PATH)

    @pytest.mark.parametrize(
        "text",
        [
            *("/", "taz.de", "taz.de/", "taz.de/1", "taz.de/1/", "https://taz.de", "//taz.de"),
            *("gopher://taz.de", "gopher://taz.de/", "gopher://taz.de/1", "gopher://taz.de/1/"),
            *("gemini://taz.de/", "/taz.de/1/", "?q=taz.de/1", "?url=gopher%3A%2F%2Ftaz.de%2F1%2F"),
            "https://taz.de/?utm_source=x",
        ],
    )
    def test_the_front_page_s(self, text: str) -> None:
        assert Address.parse(text) == Address(path="/")

    @pytest.mark.parametrize(
        ("text", "path"),
        [
            ("https://taz.de/1/zukunft/konsum/artikel/1/ein-titel/", None),
            ("gopher://taz.de/1/1/zukunft/konsum/", "/1/zukunft/konsum/"),
            ("gemini://taz.de/1/zukunft/konsum/", "/1/zukunft/konsum/"),
            ("taz.de/1/zukunft/konsum/", "/1/zukunft/konsum/"),
            ("/1/zukunft/konsum/", "/1/zukunft/konsum/"),
        ],
    )
    def test_paths_of_the_years_before_2013_begin_with_a_one(
        self, text: str, path: str | None
    ) -> None:
        assert Address.parse(text).path == (path or text.removeprefix("https://taz.de"))

    @pytest.mark.parametrize(
        "text",
        [
            "https://example.org/",
            "https://example.org/taz.de.html",
            "https://nottaz.de/!1234567",
            "https://taz.de.example.org/!1234567",
            "https://taz.design/!1234567",
            "https://example.org/?u=https://taz.de/!1234567/",
            "https://example.org/a%2Fb",
            "mailto:redaktion@taz.de",
            "javascript:alert(1)",
            "irgendwas",
            "//example.org/a",
            "#",
        ],
    )
    def test_all_else_is_outside_and_stays_as_it_is(self, text: str) -> None:
        address = Address.parse(text)
        assert (address.path, address.kind, address.id) == (text, "outside", None)

    def test_empty_text_is_refused_with_advice(self) -> None:
        for text in ("", "  \n"):
            with pytest.raises(ValueError, match="cannot be empty; give a path such as"):
                Address.parse(text)

    def test_what_is_no_text_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"an address is text \(str\), not int"):
            Address.parse(1234567)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    @given(st.text(min_size=1).filter(str.strip))
    @example("%2f")
    @example("https://taz.de/%")
    @example("taz.de/\ud800")
    def test_any_text_is_an_address_whose_urls_are_ascii(self, text: str) -> None:
        address = Address.parse(text)
        assert address.path
        for url in (address.web, address.gopher, address.gemini):
            assert url is None or (url.isascii() and not any(c.isspace() for c in url))


class TestKind:
    @pytest.mark.parametrize(
        ("path", "kind", "id_", "slug"),
        [
            ("/", "front", None, None),
            ("/!6077857", "article", 6077857, None),
            ("/Ein-Beispiel/!6077857", "article", 6077857, "Ein-Beispiel"),
            ("/Nord/!p4650", "section", 4650, "Nord"),
            ("/!p4650", "section", 4650, None),
            ("/!t5012540", "tag", 5012540, None),
            ("/Bremen/!t5012540", "tag", 5012540, "Bremen"),
            ("/!a42996", "author", 42996, None),
            ("/!s", "search", None, None),
            ("/!s=Wetter", "section", None, None),
            ("/Nord", "section", None, None),
            ("/1/zukunft/konsum/", "section", None, None),
            ("/1/zukunft/artikel/1/ein-titel/", "article", None, None),
            ("https://example.org/!1234567", "outside", None, None),
            ("//example.org/!1234567", "outside", None, None),
        ],
    )
    def test_is_told_from_the_path(
        self, path: str, kind: str, id_: int | None, slug: str | None
    ) -> None:
        address = Address(path=path)
        assert (address.kind, address.id, address.slug) == (kind, id_, slug)


class TestUrls:
    def test_of_an_article(self) -> None:
        address = Address(path=PATH)
        assert address.web == f"https://taz.de{PATH}/"
        assert address.gopher == f"gopher://taz.de/1{PATH}"
        assert address.gemini == f"gemini://taz.de{PATH}"

    def test_of_the_front_page(self) -> None:
        address = Address(path="/")
        assert address.web == "https://taz.de/"
        assert address.gopher == "gopher://taz.de/1/"
        assert address.gemini == "gemini://taz.de/"

    def test_the_search_is_of_gopher_s_type_7(self) -> None:
        assert Address(path="/!s").gopher == "gopher://taz.de/7/!s"

    def test_an_old_path_gets_no_second_slash(self) -> None:
        path = "/1/zukunft/artikel/1/ein-titel/"
        assert Address(path=path).web == f"https://taz.de{path}"

    @pytest.mark.parametrize(
        ("path", "web", "gopher", "gemini"),
        [
            ("https://example.org/ä b", "https://example.org/%C3%A4%20b", None, None),
            ("http://example.org/?a=b&c=d#e", "http://example.org/?a=b&c=d#e", None, None),
            ("mailto:a@example.org", "mailto:a@example.org", None, None),
            ("gopher://example.org/1/x", None, "gopher://example.org/1/x", None),
            ("gemini://example.org/x", None, None, "gemini://example.org/x"),
            ("javascript:alert(1)", None, None, None),
            ("JavaScript:alert(1)", None, None, None),
            ("data:text/html,x", None, None, None),
            ("//example.org", None, None, None),
            ("irgendwas", None, None, None),
            ("https://example.org/abgeschn…", None, None, None),
        ],
    )
    def test_of_an_outside_address_is_itself_where_it_is_safe(
        self, path: str, web: str | None, gopher: str | None, gemini: str | None
    ) -> None:
        address = Address(path=path)
        assert (address.web, address.gopher, address.gemini) == (web, gopher, gemini)

    def test_of_a_path_that_was_cut_there_is_none(self) -> None:
        address = Address(path="/Ein-Beisp…")
        assert address.web is address.gopher is address.gemini is None

    def test_a_severed_byte_is_a_question_mark(self) -> None:
        assert Address(path="/M\udcc3/!1").web == "https://taz.de/M%3F/!1/"

    @given(
        st.text(alphabet=st.characters(exclude_characters="!/%…", codec="utf-8"), max_size=20),
        st.sampled_from(["", "t", "a", "p"]),
        st.integers(0, 10**9),
    )
    @example("taz.de", "", 1)
    @example("a&b=c?d#e", "", 1)
    @example("a b\n=> c", "", 1)
    def test_lead_back_to_the_address(self, words: str, letter: str, number: int) -> None:
        slug = words.strip()
        if slug.lower() in {"taz.de", "www.taz.de", "m.taz.de"}:
            slug = "x" + slug
        path = f"/{slug}/!{letter}{number}" if slug else f"/!{letter}{number}"
        address = Address(path=path)
        for url in (address.web, address.gopher, address.gemini):
            assert url is not None
            assert Address.parse(url) == Address(path=encoded(path))
            assert urlsplit(url).hostname == "taz.de"
