"""Pages by URL: http and https only, robots.txt obeyed, every hop, size and wait limited, and nothing fetched twice
that its server says has not changed."""

from __future__ import annotations

import io
import re
import time
import urllib.robotparser
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, cast
from urllib.parse import urljoin, urlsplit

from dragoman.errors import InputError, TooLarge, Unfetchable
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Blob

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page has changed."""

    etag: str | None = None
    last_modified: str | None = None


class FetchCache(Protocol):
    """Remembers validators between runs; the caller keeps it where it likes."""

    def get(self, url: str) -> Validators | None:
        """What was last put for the URL."""
        ...

    def put(self, url: str, validators: Validators) -> None:
        """Remember the validators of a page that was read."""
        ...


class Unchanged(InputError):
    """The page is the same as when it was last read, so there is nothing to do."""

    reason = "unchanged"


class Fetcher:
    """Fetches pages over one pool of connections, with the rules of each host kept for the run."""

    def __init__(self, *, settings: IngestSettings, cache: FetchCache | None = None) -> None:
        self._settings, self._cache = settings, cache
        self._client: Any = None
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def fetch(self, url: str) -> Blob:
        """The page at a URL.

        Raises:
            Unfetchable: refused by scheme, robots.txt, status, network, time or number of redirects.
            TooLarge: its body is over the page limit.
            Unchanged: the cache's validators still hold (status 304).
        """
        import httpx

        deadline = time.monotonic() + self._settings.total_timeout
        try:
            return self._follow(url, deadline)
        except httpx.TimeoutException as error:
            raise Unfetchable(f"{url}: no answer within {self._settings.timeout:g} s; try again later") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Unfetchable(f"{url}: {error or type(error).__name__}; check the address and the network") from error

    def _follow(self, url: str, deadline: float) -> Blob:
        address = url
        for _hop in range(self._settings.max_redirects + 1):
            self._check(address, url)
            found = self._get(address, url, deadline)
            if isinstance(found, Blob):
                return found
            address = urljoin(address, found)
        raise Unfetchable(f"{url}: more than {self._settings.max_redirects} redirects; give the final address")

    def _check(self, address: str, url: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unfetchable(f"{url}: leads to {address!r}, which is no http or https address; give another")
        if self._settings.obey_robots and not self._rules(address).can_fetch(self._settings.user_agent, address):
            raise Unfetchable(f"{address}: the site's robots.txt forbids it; save the page by hand or leave it")

    def _get(self, address: str, url: str, deadline: float) -> Blob | str:
        """The page, or where it redirects to."""
        headers = {}
        if self._cache and (known := self._cache.get(url)):
            headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        given = {key: value for key, value in headers.items() if value}
        with self._http().stream("GET", address, headers=given) as answer:
            if answer.status_code in REDIRECTS and "location" in answer.headers:
                return str(answer.headers["location"])
            if answer.status_code == 304:
                raise Unchanged(f"{url}: not changed since it was last read")
            if answer.status_code != 200:
                raise Unfetchable(f"{url}: status {answer.status_code}; check the address")
            data = self._body(answer, url, deadline)
        if self._cache:
            self._cache.put(url, Validators(answer.headers.get("etag"), answer.headers.get("last-modified")))
        return Blob(
            input=url,
            stream=io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), 65_536),
            url=address,
            captured=_day(answer.headers.get("date")),
            charset=_charset(answer.headers.get("content-type", "")),
        )

    def _body(self, answer: Any, url: str, deadline: float) -> bytes:
        limit = self._settings.max_page_bytes
        data = bytearray()
        for chunk in answer.iter_bytes(65_536):
            data += chunk
            if len(data) > limit:
                raise TooLarge(f"{url}: a page of more than {limit:,} bytes; save it and raise the limit to read it")
            if time.monotonic() > deadline:
                raise Unfetchable(f"{url}: not whole after {self._settings.total_timeout:g} s; try again later")
        return bytes(data)

    def _http(self) -> Any:
        if self._client is None:
            import httpx

            self._client = httpx.Client(
                headers={
                    "User-Agent": self._settings.user_agent,
                    "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
                },
                timeout=self._settings.timeout,
                follow_redirects=False,
            )
        return self._client

    def _rules(self, address: str) -> urllib.robotparser.RobotFileParser:
        """The host's robots.txt, by RFC 9309: none (4xx) allows all, a failing server (5xx) forbids all."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            rules = urllib.robotparser.RobotFileParser()
            answer = self._robots_answer(f"{host}/robots.txt")
            if answer is None:
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                rules.parse(answer.splitlines())
            self._robots[host] = rules
        return self._robots[host]

    def _robots_answer(self, address: str) -> str | None:
        for _hop in range(self._settings.max_redirects + 1):
            with self._http().stream("GET", address) as answer:
                if answer.status_code in REDIRECTS and "location" in answer.headers:
                    address = urljoin(address, answer.headers["location"])
                    if urlsplit(address).scheme not in ("http", "https"):
                        return ""
                    continue
                if answer.status_code >= 500:
                    return None
                if answer.status_code != 200:
                    return ""
                data = bytearray()
                for chunk in answer.iter_bytes(65_536):
                    data += chunk
                    if len(data) > ROBOTS_BYTES:
                        break
                return data[:ROBOTS_BYTES].decode("utf-8", "replace")
        return ""


def _day(header: str | None) -> date | None:
    try:
        return parsedate_to_datetime(header).date() if header else None
    except ValueError:
        return None


def _charset(content_type: str) -> str | None:
    match = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.I)
    return match.group(1) if match else None
