"""A run that is killed leaves a whole ledger, and run again gives the ledger of a run that was not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store import sample

from dragoman.merge import BlockMerger
from dragoman.store import Ledger, open_ledger
from dragoman.store.engine import reading

ROOT = Path(__file__).parents[2]
ARTICLES = 40

PROGRAM = """
import sys
from dragoman.store import open_ledger
from tests.store.test_resume import run
run(open_ledger(sys.argv[1]), tell=lambda number: print(number, flush=True))
"""


def codings() -> list[sample.Coding]:
    made = []
    for number in range(ARTICLES):
        text = f"Police in Estmark arrested {number} protesters on Wednesday."
        article = sample.Article(f"raid-{number:03d}", text, published=f"2018-07-{1 + number % 28:02d}")
        arrest = sample.event(article, "COERCE", "arrested", (sample.POLICE,), (sample.CROWD,), mode="arrest")
        made.append(sample.coding(article, (arrest,)))
    return made


def run(ledger: Ledger, tell: object = None) -> None:
    """What a run does: every article, with a merge now and then."""
    for number, coding in enumerate(codings()):
        ledger.add(coding)
        if number % 10 == 9:
            ledger.merge(BlockMerger())
        if callable(tell):
            tell(number)
    ledger.merge(BlockMerger())


def contents(ledger: Ledger) -> list[object]:
    events = [ledger.event(row.id) for row in ledger.events()]
    return [ledger.summary(), events, [ledger.article(head.id) for head in ledger.articles()[0]]]


@pytest.mark.parametrize("after", [0, 10, 25])
def test_killed_run_leaves_whole_ledger_and_resumes_to_the_same(location: str, tmp_path: Path, after: int) -> None:
    command = [sys.executable, "-c", PROGRAM, location]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= after:
                process.kill()
                break
    assert process.returncode == -signal.SIGKILL
    with open_ledger(location) as ledger:
        there = ledger.summary()
        assert after < there.articles < ARTICLES
        assert there.mentions == there.articles
        if ledger._engine.dialect.name == "sqlite":
            with reading(ledger._engine, location) as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        run(ledger)
        resumed = contents(ledger)
    with open_ledger(tmp_path / "other.db") as ledger:
        run(ledger)
        assert contents(ledger) == resumed
