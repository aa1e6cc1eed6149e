from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.store import sample

from dragoman.merge import BlockMerger
from dragoman.model import ActorMention, Article, Coding, SetAside
from dragoman.serve import create_app
from dragoman.store import open_ledger

PAYLOAD = "<script>alert(1)</script>"
QUOTED = '" onmouseover="alert(2)" x=\''


def hostile() -> Coding:
    """An article that tries to run script wherever its words are shown."""
    text = f"{PAYLOAD} the minister accused {QUOTED} of theft.\nA second line & more <b>of</b> it."
    article = Article(
        f"evil/{PAYLOAD}", text, f"Title {PAYLOAD}", "javascript:alert(3)", "2018-07-13", outlet=PAYLOAD, input=QUOTED
    )
    actor = ActorMention(None, PAYLOAD, f"Name {PAYLOAD}", "XXX", "GOV", None, QUOTED, PAYLOAD, 0.5, PAYLOAD)
    charge = sample.event(article, "ACCUSE", "accused", (actor,), (replace(actor, name=QUOTED),), source=actor)
    return replace(sample.coding(article, (charge,)), notes=(PAYLOAD,))


def fill(path: Path) -> Path:
    with open_ledger(path) as ledger:
        run = ledger.start_run(["inbox/", PAYLOAD])
        for coding in (*sample.all_codings(), hostile()):
            ledger.add(coding, run=run)
        ledger.merge(BlockMerger())
        ledger.set_aside(
            SetAside("inbox/broken.warc.gz", "ingest", "unreadable", f"truncated {PAYLOAD}; fetch it again"), run=run
        )
        ledger.finish_run(run, {"read": 5, "coded": 4})
        ledger.judge(sample.raid().events[0].id, "status", "ongoing", by=f"Ida {PAYLOAD}", note="still held")
    return path


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample articles and a hostile one."""
    return fill(tmp_path_factory.mktemp("desk") / "ledger.db")


@pytest.fixture(scope="session")
def client(ledger_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ledger_path), base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    open_ledger(tmp_path / "empty.db").close()
    with TestClient(create_app(tmp_path / "empty.db"), base_url="http://127.0.0.1") as opened:
        yield opened
