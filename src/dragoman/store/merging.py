"""Folds mentions that are due into events, block by block, by rules that another stage gives.

Only blocks that new mentions touch are read and written, so the cost of an article does not grow with the ledger; each
group of blocks is one transaction, and a pass that was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sqlalchemy import Connection, Engine, bindparam, select, update

from dragoman.model import Event, Report
from dragoman.store import decode
from dragoman.store.derive import drop_events, load_reports, write_events
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
    touched = _place(connection, merger, keys)
    _drop(connection, keys, touched)
    _rebuild(connection, merger, touched)
    return len(keys)


def _place(connection: Connection, merger: Merger, keys: Sequence[int]) -> list[str]:
    """Note the block of each mention, which is due no more; the blocks whose events they may change."""
    blocks = {key: merger.block_of(report) for key, report in load_reports(connection, keys).values()}
    mine = event_mention.c.seq == bindparam("key")
    placed = update(event_mention).where(mine).values(block=bindparam("new_block"), due=False)
    connection.execute(placed, [{"key": key, "new_block": block} for key, block in blocks.items()])
    return sorted({near for block in blocks.values() for near in merger.near(block)})


def _drop(connection: Connection, keys: Sequence[int], blocks: Iterable[str]) -> None:
    """Remove the events of the blocks, and those that the mentions had while they stood alone."""
    stale: set[str] = set()
    for part in decode.chunks(sorted(blocks)):
        stale |= set(connection.execute(select(event.c.id).where(event.c.block.in_(part))).scalars())
    for part in decode.chunks(keys):
        links = select(event_report.c.event).where(event_report.c.mention.in_(part))
        stale |= set(connection.execute(links).scalars())
    drop_events(connection, stale)


def _rebuild(connection: Connection, merger: Merger, blocks: Sequence[str]) -> None:
    """Write the events of the blocks anew, from the reports of all blocks near them."""
    wanted = {near for block in blocks for near in merger.near(block)}
    places: dict[int, str] = {}
    for part in decode.chunks(sorted(wanted)):
        query = (
            select(event_mention.c.seq, event_mention.c.block)
            .join(coding, coding.c.seq == event_mention.c.coding)
            .where(event_mention.c.block.in_(part), event_mention.c.due.is_(False), coding.c.current)
        )
        places |= {row.seq: row.block for row in connection.execute(query)}
    sources = load_reports(connection, places)
    reports: dict[str, list[Report]] = defaultdict(list)
    for key, report in sources.values():
        reports[places[key]].append(report)
    found = (
        (happening, block)
        for block in blocks
        for happening in merger.merge_block(block, (r for near in merger.near(block) for r in reports.get(near, ())))
    )
    write_events(connection, found, sources)
