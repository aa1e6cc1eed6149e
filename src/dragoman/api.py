"""The Python door: `open` a ledger, `read` inputs into it, ask it for `events`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dragoman.pipeline import RunSummary
from dragoman.reading import read_into
from dragoman.settings import read_settings
from dragoman.store import EventFilter, EventRow, Ledger, StatementFilter, StatementRow, open_ledger

if TYPE_CHECKING:
    import polars


class Events:
    """An answer of events: iterate over rows, or take it as a table."""

    def __init__(self, ledger: Ledger, asked: EventFilter) -> None:
        self._ledger, self._asked = ledger, asked

    def __iter__(self) -> Iterator[EventRow]:
        return iter(self._ledger.events(self._asked))

    def to_polars(self) -> polars.DataFrame:
        """One row an event; parties are lists of names and of country codes."""
        return self._ledger.events_frame(self._asked)


class OpenLedger:
    """A ledger that is open; a context manager.

    Examples:
        with dragoman.open("ledger.db") as ledger:
            ledger.read(["pages/"])
            table = ledger.events(actor="RUS", type="CONSULT").to_polars()
    """

    def __init__(self, ledger: Ledger) -> None:
        self.store = ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger."""
        self.store.close()

    def read(self, inputs: str | Path | Iterable[str | Path], **settings: Any) -> RunSummary:
        """Read inputs (files, folders, URLs) into the ledger; keywords as in `dragoman.settings.Settings`."""
        several: Sequence[str] = [str(inputs)] if isinstance(inputs, str | Path) else [str(one) for one in inputs]
        return read_into(self.store, several, settings=read_settings(**settings))

    def events(self, **asked: Any) -> Events:
        """Events that match; keywords as in `dragoman.store.EventFilter`."""
        return Events(self.store, EventFilter(**asked))

    def statements(self, **asked: Any) -> tuple[StatementRow, ...]:
        """Statements that match; keywords as in `dragoman.store.StatementFilter`."""
        return self.store.statements(StatementFilter(**asked))


def open(path: str | Path, *, read_only: bool = False) -> OpenLedger:
    """Open a ledger, or begin one where there is none: the path of a file, or the URL of a PostgreSQL database.

    Raises:
        LedgerError: it is no ledger, of a newer version, or cannot be written; names the file and the fix.
    """
    return OpenLedger(open_ledger(path, read_only=read_only))
