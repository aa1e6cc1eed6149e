"""The ledger as the rest of the program sees it: open it, add to it, ask it.

Enters: codings, inputs set aside, judgements. Leaves: events, statements, articles and runs as frozen rows. Each method
is one transaction (`merge` one a batch); a program that is killed leaves a whole ledger, and reading the same inputs
again completes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine

from dragoman.errors import LedgerError, LedgerReadOnly
from dragoman.model import Coding, SetAside
from dragoman.store import detail, journal, merging, query, statements, write
from dragoman.store.derive import repair
from dragoman.store.engine import ledger_url, make_engine, reading, shown, writing
from dragoman.store.frames import events_frame
from dragoman.store.merging import Merger
from dragoman.store.migrate import HEAD, check_version, upgrade
from dragoman.store.rows import (
    AddResult,
    ArticleDetail,
    ArticleHead,
    AsideRow,
    EventDetail,
    EventFilter,
    EventRow,
    Facet,
    Judgement,
    Page,
    RunRow,
    StatementFilter,
    StatementRow,
    Summary,
)

if TYPE_CHECKING:
    import polars

BATCH = 500  # events that one query of an iteration fetches


def open_ledger(path_or_url: str | Path, *, read_only: bool = False) -> Ledger:
    """Open a ledger: an SQLite file (made if it is not there) or a PostgreSQL database (filled if it is empty).

    An older ledger is brought to this version's schema, but not where `read_only`.

    Raises:
        LedgerTooNew: a newer version wrote it.
        LedgerReadOnly: it must be changed (made or upgraded) and cannot be.
        LedgerError: it is no ledger, is not there, or cannot be read.
    """
    url = ledger_url(path_or_url)
    name = shown(url)
    if url.get_backend_name() == "sqlite":
        _check_path(Path(name), read_only=read_only)
    engine = make_engine(url, read_only=read_only)
    ledger = Ledger(engine, name, read_only=read_only)
    try:
        _bring_up(engine, name, read_only=read_only)
    except BaseException:
        ledger.close()
        raise
    return ledger


class Ledger:
    """A ledger that is open. Use it as a context manager, or close it; it may be shared between threads."""

    def __init__(self, engine: Engine, name: str, *, read_only: bool) -> None:
        self._engine = engine
        self.name = name
        self.read_only = read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # what is written

    def holds(self, article_id: str, components: Sequence[tuple[str, str]]) -> bool:
        """Whether the article stands here as coded by these (name, version) pairs, and need not be read again."""
        with reading(self._engine, self.name) as connection:
            return write.find_coding(connection, article_id, components) is not None

    def add(self, coding: Coding, *, run: int | None = None) -> AddResult:
        """Add what one article gave. The same article by the same components changes nothing; by others it is recoded.

        Raises:
            InputError: the ledger has another text under this article's id.
            LedgerError: the ledger refuses; nothing of the article is in it then.
        """
        with self._writing() as connection:
            return write.add_coding(connection, coding, run=run)

    def merge(self, merger: Merger) -> int:
        """Fold mentions that are new since the last merge into events; the number of mentions taken up."""
        self._check_writable()
        return merging.merge_due(self._engine, self.name, merger)

    def set_aside(self, aside: SetAside, *, run: int | None = None) -> None:
        """Log an input that could not be handled."""
        with self._writing() as connection:
            journal.add_aside(connection, aside, number=run, at=write.now())

    def start_run(self, inputs: Iterable[str] = ()) -> int:
        """Log the start of a run over these inputs; its number."""
        with self._writing() as connection:
            return journal.start_run(connection, inputs, at=write.now())

    def finish_run(self, run: int, counts: Mapping[str, int]) -> None:
        """Log the end of a run and what it counted."""
        with self._writing() as connection:
            journal.finish_run(connection, run, counts, at=write.now())

    def judge(self, record: str, field: str, value: str | None, *, by: str, note: str | None = None) -> Judgement:
        """Append what a person decided about a field of an event or statement; it shows from now on.

        Raises:
            UsageError: no such record, a field that takes no judgement, or a value that it cannot have.
        """
        made = Judgement(record, field, value, by, write.now(), note)
        with self._writing() as connection:
            journal.add_judgement(connection, made)
        return made

    # what is asked

    def events(self, asked: EventFilter | None = None) -> Iterator[EventRow]:
        """Events, newest first, fetched as they are asked for; `asked.limit` caps their number.

        Raises:
            UsageError: a filter with a value that it cannot have.
        """
        asked = asked or EventFilter()
        left, offset, cursor = asked.limit, asked.offset, asked.cursor
        while left is None or left > 0:
            limit = BATCH if left is None else min(BATCH, left)
            page = self.event_page(replace(asked, limit=limit, offset=offset, cursor=cursor))
            yield from page.rows
            if page.cursor is None:
                return
            left, offset, cursor = None if left is None else left - len(page.rows), 0, page.cursor

    def event_page(self, asked: EventFilter) -> Page:
        """One page of events with the number of all that match.

        Raises:
            UsageError: a filter with a value that it cannot have.
        """
        with reading(self._engine, self.name) as connection:
            return query.select_events(connection, asked)

    def facet(self, field: str, asked: EventFilter | None = None, *, limit: int = 12) -> tuple[Facet, ...]:
        """The commonest values of `type`, `status`, `mode` or `country` among the events asked for."""
        with reading(self._engine, self.name) as connection:
            return query.facet(connection, field, asked or EventFilter(), limit=limit)

    def event(self, record: str) -> EventDetail | None:
        """An event in full, by its id or the id of any of its mentions; None if there is none."""
        with reading(self._engine, self.name) as connection:
            return detail.find_event(connection, record)

    def statements(self, asked: StatementFilter | None = None) -> tuple[StatementRow, ...]:
        """Statements, newest first."""
        return self.statement_page(asked or StatementFilter())[0]

    def statement_page(self, asked: StatementFilter) -> tuple[tuple[StatementRow, ...], int]:
        """Statements of one page, and the number of all that match."""
        with reading(self._engine, self.name) as connection:
            return statements.select_statements(connection, asked)

    def statement(self, record: str) -> StatementRow | None:
        """A statement by its id; None if there is none."""
        with reading(self._engine, self.name) as connection:
            return statements.find_statement(connection, record)

    def article(self, article_id: str) -> ArticleDetail | None:
        """An article with its text and what its current coding gave; None if there is none."""
        with reading(self._engine, self.name) as connection:
            return detail.find_article(connection, article_id)

    def articles(
        self, *, text: str | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[tuple[ArticleHead, ...], int]:
        """Articles, newest first, and the number of all that match; `text` are words of title or text."""
        with reading(self._engine, self.name) as connection:
            return detail.select_articles(connection, text=text, limit=limit, offset=offset)

    def runs(self, *, limit: int | None = None) -> tuple[RunRow, ...]:
        """Runs, newest first."""
        with reading(self._engine, self.name) as connection:
            return journal.list_runs(connection, limit=limit)

    def asides(self, *, run: int | None = None, limit: int | None = None) -> tuple[AsideRow, ...]:
        """What was set aside, newest first."""
        with reading(self._engine, self.name) as connection:
            return journal.list_asides(connection, number=run, limit=limit)

    def summary(self) -> Summary:
        """Counts of all that the ledger holds."""
        with reading(self._engine, self.name) as connection:
            return detail.summarise(connection)

    def events_frame(self, asked: EventFilter | None = None) -> polars.DataFrame:
        """Events as a polars data frame; columns as in `frames.events_frame`."""
        return events_frame(self.events(asked))

    def _writing(self) -> AbstractContextManager[Connection]:
        self._check_writable()
        return writing(self._engine, self.name)

    def _check_writable(self) -> None:
        if self.read_only:
            raise LedgerReadOnly(f"{self.name}: it was opened for reading only; open it without read_only to change it")


def _check_path(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: it is a folder; name a file in it")
    if read_only and not path.exists():
        raise LedgerError(f"{path}: no ledger there; make one with `dragoman read INPUT --ledger {path}`")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: its folder is not there; make it with `mkdir -p {path.parent}`")


def _bring_up(engine: Engine, name: str, *, read_only: bool) -> None:
    version = check_version(engine, name)
    if version == HEAD:
        return
    if read_only:
        what = "it is empty" if version is None else f"its schema is {version} and must be brought to {HEAD}"
        raise LedgerReadOnly(f"{name}: {what}; open it once for writing, for instance with `dragoman read`")
    if upgrade(engine, name) and version is not None:
        with writing(engine, name) as connection:
            repair(connection)
