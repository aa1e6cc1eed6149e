from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.ingest.samples import PARAGRAPHS, TODAY, page

from dragoman.ingest import IngestSettings, Validators, read_inputs
from dragoman.model import Article, SetAside


@dataclass
class Site:
    """A server on the loopback; `asked` are the paths it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)
    robots: tuple[int, str] = (404, "")


@dataclass
class Memory:
    """A cache in memory."""

    kept: dict[str, Validators] = field(default_factory=dict)

    def get(self, url: str) -> Validators | None:
        return self.kept.get(url)

    def put(self, url: str, validators: Validators) -> None:
        self.kept[url] = validators


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path == "/robots.txt":
                self.answer(site.robots[0], site.robots[1].encode())
            elif self.path == "/loop":
                self.answer(302, b"", Location="/loop")
            elif self.path == "/moved":
                self.answer(301, b"", Location="/page")
            elif self.path == "/away":
                self.answer(302, b"", Location="file:///etc/hostname")
            elif self.path == "/big":
                self.answer(200, b"<p>" + b"word " * 100_000)
            elif self.path == "/gone":
                self.answer(410, b"")
            elif self.path == "/latin":
                self.answer(200, page(body="<p>Café " + PARAGRAPHS[0] + "</p>").encode("latin-1"), charset="iso-8859-1")
            elif self.headers.get("If-None-Match") == '"v1"':
                self.answer(304, b"")
            else:
                late = "<meta property='article:published_time' content='2023-06-12T08:00:00Z'>"
                self.answer(200, page(head=late).encode(), ETag='"v1"', Date="Thu, 04 Jan 2024 10:00:00 GMT")

        def answer(self, status: int, body: bytes, *, charset: str = "utf-8", **headers: str) -> None:
            self.send_response_only(status)
            self.send_header("Content-Type", f"text/html; charset={charset}")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found))
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


SETTINGS = IngestSettings(today=TODAY, timeout=5, max_page_bytes=200_000)


def fetch(site: Site, path: str, cache: Memory | None = None) -> Article | SetAside:
    found = list(read_inputs([site.url + path], settings=SETTINGS, cache=cache))
    assert len(found) == 1
    return found[0]


def refused(site: Site, path: str, reason: str) -> str:
    found = fetch(site, path)
    assert isinstance(found, SetAside) and found.reason == reason and found.input == site.url + path
    return found.message


def test_fetch_reads_a_page_and_its_date(site: Site) -> None:
    found = fetch(site, "/page")
    assert isinstance(found, Article)
    assert (found.url, found.published, found.text) == (site.url + "/page", "2023-06-12", "\n\n".join(PARAGRAPHS))


def test_fetch_follows_redirects_to_the_final_address(site: Site) -> None:
    found = fetch(site, "/moved")
    assert isinstance(found, Article) and found.url == site.url + "/page" and found.input == site.url + "/moved"


def test_fetch_believes_the_servers_encoding(site: Site) -> None:
    found = fetch(site, "/latin")
    assert isinstance(found, Article) and found.text.startswith("Café ")


def test_fetch_obeys_robots(site: Site) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /page\n")
    assert "robots.txt" in refused(site, "/page", "unfetchable")
    assert site.asked == ["/robots.txt"]


def test_fetch_takes_a_failing_robots_file_as_a_no(site: Site) -> None:
    site.robots = (503, "")
    assert "robots.txt" in refused(site, "/page", "unfetchable")


def test_fetch_asks_for_robots_once_a_host(site: Site) -> None:
    list(read_inputs([site.url + "/page", site.url + "/moved"], settings=SETTINGS))
    assert site.asked.count("/robots.txt") == 1


def test_fetch_ends_a_redirect_loop(site: Site) -> None:
    assert "redirects" in refused(site, "/loop", "unfetchable")
    assert site.asked.count("/loop") == SETTINGS.max_redirects + 1


def test_fetch_never_follows_to_another_scheme(site: Site) -> None:
    assert "file:///etc/hostname" in refused(site, "/away", "unfetchable")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://x.example/a", "http://", "https://[bad"])
def test_fetch_refuses_what_is_no_web_address(url: str) -> None:
    found = list(read_inputs([url], settings=SETTINGS))
    assert [type(item) for item in found] == [SetAside]
    assert isinstance(found[0], SetAside) and found[0].reason == "unfetchable"


def test_fetch_stops_at_the_size_limit(site: Site) -> None:
    refused(site, "/big", "too-large")


def test_fetch_names_the_status(site: Site) -> None:
    assert "410" in refused(site, "/gone", "unfetchable")


def test_fetch_says_that_nothing_changed(site: Site) -> None:
    cache = Memory()
    assert isinstance(fetch(site, "/page", cache), Article)
    again = fetch(site, "/page", cache)
    assert isinstance(again, SetAside) and again.reason == "unchanged"


def test_fetch_names_a_dead_server() -> None:
    found = list(read_inputs(["http://127.0.0.1:9/x"], settings=SETTINGS))
    assert isinstance(found[0], SetAside) and found[0].reason == "unfetchable"
