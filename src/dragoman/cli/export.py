"""``dragoman export``: the ledger's events as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import polars
import typer

from dragoman.errors import DragomanError, UsageError
from dragoman.plugins import load_plugins
from dragoman.store import Ledger, open_ledger

EXAMPLES = """Examples:

`dragoman export events.parquet --ledger news.db` · `dragoman export events.csv --ledger news.db`"""

Exporter = Callable[[Ledger, Path], None]


def command(
    output: Annotated[Path, typer.Argument(help="File to write; its ending says the format.")],
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    format_: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl, parquet, or the name of an exporter that was installed.")
    ] = None,
) -> int:
    """Write the events of the ledger to a file, one row an event."""
    name = format_ or output.suffix.lstrip(".").lower()
    known = exporters()
    if name not in known:
        raise UsageError(f"{output}: format {name!r} is not known; use one of {', '.join(sorted(known))}")
    with open_ledger(ledger, read_only=True) as opened:
        try:
            known[name](opened, output)
        except OSError as error:
            raise DragomanError(f"{output}: cannot be written ({error.strerror}); choose another place") from error
    return 0


def exporters() -> Mapping[str, Exporter]:
    """Exporters by name: the built-in ones, and those of other packages."""
    return {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet} | load_plugins("dragoman.exporters")


def _parquet(ledger: Ledger, path: Path) -> None:
    ledger.events_frame().write_parquet(path)


def _jsonl(ledger: Ledger, path: Path) -> None:
    ledger.events_frame().write_ndjson(path)


def _csv(ledger: Ledger, path: Path) -> None:
    """Lists become words parted by "; "."""
    frame = ledger.events_frame()
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, polars.List)]
    joined = frame.with_columns(polars.col(n).list.eval(polars.element().fill_null("")).list.join("; ") for n in lists)
    joined.write_csv(path)
