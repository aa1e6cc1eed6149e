from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.serve.conftest import PAYLOAD
from tests.store import sample

from dragoman.errors import LedgerError, UsageError
from dragoman.serve import create_app, run
from dragoman.serve.run import is_loopback
from dragoman.store import open_ledger

EVIL = f"evil/{PAYLOAD}"
MEETING_EVENT = sample.meeting().events[0].id
PAGES = [
    "/events",
    "/events?country=EST&type=COERCE",
    f"/events/{MEETING_EVENT}",
    "/articles",
    "/articles?text=wheat",
    "/articles/meeting",
    f"/articles/{quote(EVIL, safe='')}",
    "/statements",
    "/statements?speaker=berg",
    "/codebook",
    "/runs",
    "/events/nothing",
    "/events?date_from=July",
    "/nowhere",
]


class Tags(HTMLParser):
    """Collects the tags of a page, its title, and whether all that is opened is closed."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.title = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data


@pytest.mark.parametrize("address", PAGES)
def test_page_is_whole_and_runs_nothing(client: TestClient, address: str) -> None:
    page = Tags(client.get(address).text)
    assert page.open == []
    assert "script" not in {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").lower().startswith(("javascript:", "data:", "//")), attributes


@pytest.mark.parametrize("address", PAGES)
def test_page_has_headers_that_guard_it(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("address", PAGES)
def test_page_names_its_twin_which_answers_alike(client: TestClient, address: str) -> None:
    answer = client.get(address)
    (twin,) = [a["href"] for tag, a in Tags(answer.text).tags if tag == "link" and a.get("rel") == "alternate"]
    assert twin is not None
    found = client.get(twin)
    assert found.status_code == answer.status_code
    assert found.headers["content-type"] == "application/json"
    assert found.json()
    assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_page_links_lead_somewhere(client: TestClient, address: str) -> None:
    page = Tags(client.get(address).text)
    targets = {a["id"] for _, a in page.tags if "id" in a}
    for tag, attributes in page.tags:
        link = attributes.get("href")
        if tag != "a" or link is None or link.startswith("https://example.org"):
            continue
        if link.startswith("#"):
            assert link[1:] in targets, link
            continue
        if link.startswith("?"):
            link = address.partition("?")[0] + link
        if not link.endswith(".json") and "nothing" not in link:
            assert client.get(link).status_code in (200, 400, 404 if address == "/nowhere" else 200), link


def test_titles_are_meaningful_and_differ(client: TestClient) -> None:
    titles = [Tags(client.get(address).text).title for address in PAGES if address not in ("/nowhere",)]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith("· Dragoman") and len(title.removesuffix(" · Dragoman")) > 5 for title in titles), titles


def test_events_lists_what_the_ledger_holds(client: TestClient) -> None:
    page = client.get("/events?type=CONSULT").text
    assert "Anna Berg" in page
    assert '<mark class="trigger">met</mark>' in page
    assert '<time datetime="2018-07-10" title="known to the day">10 July 2018</time>' in page
    assert "2 origins" in page
    assert "90%" in page


def test_events_twin_gives_rows_facets_and_cursor(client: TestClient) -> None:
    first = client.get("/events.json?limit=2").json()
    assert (first["total"], len(first["events"])) == (5, 2)
    assert {"value": "NOR", "count": 3} in first["facets"]["country"]
    second = client.get("/events.json", params={"limit": 3, "cursor": first["cursor"]}).json()
    assert second["cursor"] is None
    assert len({row["id"] for row in first["events"] + second["events"]}) == 5


def test_events_page_leads_on_to_older_ones(client: TestClient) -> None:
    page = client.get("/events?limit=2&status=occurred").text
    (older,) = re.findall(r'<a rel="next" href="([^"]+)"', page)
    assert "status=occurred" in older
    assert client.get("/events" + older.replace("&amp;", "&")).status_code == 200


def test_event_page_shows_words_of_each_field_and_who_set_it(client: TestClient) -> None:
    page = client.get(f"/events/{MEETING_EVENT}").text
    assert '<mark class="actor" title="actor: Anna Berg">The foreign minister of Norland</mark>' in page
    assert '<mark class="place" title="place: Port Azure">Port Azure</mark>' in page
    assert '<mark class="date" title="date: 2018-07-10">Tuesday</mark>' in page
    assert "coder 1" in page
    assert "tenures row 12" in page
    assert "We had an open talk," in page


def test_event_page_shows_judgement_and_what_the_machine_had(client: TestClient) -> None:
    page = client.get(f"/events/{sample.raid().events[0].id}").text
    assert '<span class="status ongoing">ongoing</span>' in page
    assert '<td data-label="now">ongoing</td><td data-label="machine">occurred</td>' in page


def test_event_page_answers_to_the_id_of_any_mention(client: TestClient) -> None:
    twins = [client.get(f"/events/{c.events[0].id}.json").json() for c in (sample.meeting(), sample.wire())]
    assert twins[0] == twins[1]
    assert twins[0]["event"]["reports"][0]["mention"]["evidence"]["trigger"].keys() == {"start", "end"}


def test_article_page_marks_its_evidence_and_keeps_its_text(client: TestClient) -> None:
    page = client.get("/articles/meeting").text
    text = re.search(r'<article class="text">(.*?)</article>', page, re.S)
    assert text is not None
    bare = re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", text.group(1)).strip()
    assert bare.replace("&#34;", '"') == sample.MEETING
    assert '<mark class="trigger evidence" title="CONSULT">met</mark>' in page
    assert f'id="e-{MEETING_EVENT}"' in page


def test_hostile_words_are_shown_as_words(client: TestClient) -> None:
    for address in ("/events", "/articles", f"/articles/{quote(EVIL, safe='')}", "/runs", f"/events?text={PAYLOAD}"):
        page = client.get(address).text
        assert PAYLOAD not in page, address
        assert "&lt;script&gt;" in page, address
    assert 'href="javascript' not in client.get(f"/articles/{quote(EVIL, safe='')}").text


def test_statements_page_shows_speaker_and_content(client: TestClient) -> None:
    page = client.get("/statements?quote=direct").text
    assert "Anna Berg" in page
    assert "We had an open talk," in page
    assert "Interior Ministry" not in page


def test_codebook_page_defines_every_type(client: TestClient) -> None:
    page = client.get("/codebook").text
    types = client.get("/codebook.json").json()["codebook"]["types"]
    assert len(types) == 16
    assert all(f'id="{name}"' in page for name in types)


def test_runs_page_tells_what_was_set_aside_and_why(client: TestClient) -> None:
    page = client.get("/runs").text
    assert "inbox/broken.warc.gz" in page
    assert "fetch it again" in page


@pytest.mark.parametrize("address", ["/events", "/articles", "/statements", "/runs"])
def test_empty_ledger_says_what_to_do(empty_client: TestClient, address: str) -> None:
    assert "dragoman read" in empty_client.get(address).text


@pytest.mark.parametrize("address", ["/events?text=zebra", "/articles?text=zebra", "/statements?text=zebra"])
def test_search_without_result_says_what_to_do(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert 'class="empty"' in page
    assert "see all" in page


@pytest.mark.parametrize(
    "address",
    ["/events?date_from=July", "/events?limit=0", "/events?limit=1e9", "/events?min_confidence=x", "/articles?page=-1"],
)
def test_bad_filter_is_answered_with_the_fix(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "; write " in answer.text


def test_home_is_the_list_of_events(client: TestClient) -> None:
    assert client.get("/").url.path == "/events"


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 400)])
def test_other_host_names_are_refused(client: TestClient, host: str, status: int) -> None:
    assert client.get("/events", headers={"Host": host}).status_code == status


def test_other_host_names_are_served_where_that_is_allowed(ledger_path: Path) -> None:
    with TestClient(create_app(ledger_path, allow_remote=True), base_url="http://desk.example") as opened:
        assert opened.get("/events").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "desk.example"])
def test_run_refuses_a_host_that_others_reach(ledger_path: Path, host: str) -> None:
    with pytest.raises(UsageError, match="--allow-remote"):
        run(ledger_path, host=host, port=0)


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("", False)]
)
def test_is_loopback_knows_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_app_of_missing_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger there"):
        create_app(tmp_path / "gone.db")


def test_app_changes_nothing_in_the_ledger(client: TestClient, ledger_path: Path) -> None:
    with open_ledger(ledger_path, read_only=True) as ledger:
        before = ledger.summary()
        for address in PAGES:
            client.get(address)
            client.post(address)
        assert ledger.summary() == before


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_app_takes_no_writing(client: TestClient, method: str) -> None:
    assert client.request(method, "/events").status_code == 405
