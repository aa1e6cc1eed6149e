"""Folds mentions that are due into events, block by block, by rules that another stage gives.

Only blocks that new mentions touch are read and written, so the cost of an article does not grow with the ledger; each
group of blocks is one transaction, and a pass that was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sqlalchemy import Connection, Engine, select, update

from dragoman.model import Event, Report
from dragoman.store import decode
from dragoman.store.derive import drop_events, load_reports, write_event
from dragoman.store.engine import writing
from dragoman.store.schema import coding, event, event_mention, event_report

BATCH = 200  # mentions that one transaction takes up


class Merger(Protocol):
    """The rules of merging, which know nothing of how reports are kept.

    A block is a word; the events of a block are decided by the reports of the blocks near it, and by no others.
    """

    def block_of(self, report: Report) -> str:
        """The block in which a report lies."""
        ...

    def near(self, block: str) -> Sequence[str]:
        """The block itself and those whose reports may belong to its events."""
        ...

    def merge_block(self, block: str, reports: Iterable[Report]) -> Iterator[Event]:
        """The events of a block, out of the reports of all blocks near it, in whatever order."""
        ...


def merge_due(engine: Engine, name: str, merger: Merger) -> int:
    """Merge until nothing is due; the number of mentions taken up."""
    taken = 0
    while True:
        with writing(engine, name) as connection:
            count = _merge_batch(connection, merger)
        if not count:
            return taken
        taken += count


def _merge_batch(connection: Connection, merger: Merger) -> int:
    query = (
        select(event_mention.c.seq)
        .join(coding, coding.c.seq == event_mention.c.coding)
        .where(event_mention.c.due, coding.c.current)
        .order_by(event_mention.c.seq)
        .limit(BATCH)
    )
    keys = list(connection.execute(query).scalars())
    if not keys:
        return 0
    touched: set[str] = set()
    for key, report in load_reports(connection, keys).values():
        block = merger.block_of(report)
        touched |= set(merger.near(block))
        connection.execute(update(event_mention).where(event_mention.c.seq == key).values(block=block, due=False))
    _drop(connection, keys, touched)
    for block in sorted(touched):
        _rebuild(connection, merger, block)
    return len(keys)


def _drop(connection: Connection, keys: Sequence[int], blocks: Iterable[str]) -> None:
    """Remove the events of the blocks, and those that the mentions had while they stood alone."""
    stale: set[str] = set()
    for part in decode.chunks(sorted(blocks)):
        stale |= set(connection.execute(select(event.c.id).where(event.c.block.in_(part))).scalars())
    for part in decode.chunks(keys):
        links = select(event_report.c.event).where(event_report.c.mention.in_(part))
        stale |= set(connection.execute(links).scalars())
    drop_events(connection, stale)


def _rebuild(connection: Connection, merger: Merger, block: str) -> None:
    query = (
        select(event_mention.c.seq)
        .join(coding, coding.c.seq == event_mention.c.coding)
        .where(event_mention.c.block.in_(merger.near(block)), event_mention.c.due.is_(False), coding.c.current)
    )
    sources = load_reports(connection, connection.execute(query).scalars())
    for happening in merger.merge_block(block, (report for _, report in sources.values())):
        write_event(connection, happening, sources, block=block)
