"""Connections to a ledger, and the translation of what the database refuses into the error tree.

Enters: a path or a PostgreSQL URL. Leaves: an engine whose transactions begin as the ledger needs them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from dragoman.errors import DragomanError, LedgerError, LedgerFull, LedgerReadOnly

BUSY_MILLISECONDS = 15_000
WRITE = {"dragoman_write": True}

_SQLITE = {  # primary result codes, https://www.sqlite.org/rescode.html
    5: (LedgerError, "another program is writing to it; wait until that has ended and try again"),
    6: (LedgerError, "another program is writing to it; wait until that has ended and try again"),
    8: (LedgerReadOnly, "it cannot be written to; make the file and its folder writable, or copy it elsewhere"),
    10: (LedgerError, "the disk cannot be read or written; check it, and restore the ledger from a copy if need be"),
    11: (LedgerError, "it is damaged; restore it from a copy, or read the inputs again into a new ledger"),
    13: (LedgerFull, "no space is left on the disk; free some and run the same command again"),
    14: (LedgerError, "it cannot be opened; check that its folder exists and that you may write there"),
    26: (LedgerError, "it is not a ledger; name another file, or leave the name free for a new one"),
}
_POSTGRESQL = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "53100": (LedgerFull, "no space is left on the server's disk; free some and run the same command again"),
    "25006": (LedgerReadOnly, "the database takes no writing; open it read-only or name another"),
    "42501": (LedgerReadOnly, "this user may not write to it; grant the rights or name another user"),
    "3D000": (LedgerError, "there is no such database; make it with `createdb` first"),
}


def ledger_url(path_or_url: str | Path) -> URL:
    """The database URL of a path, ``sqlite:`` or ``postgresql:`` URL.

    Raises:
        LedgerError: a URL of another kind of database, or one that cannot be read.
    """
    words = str(path_or_url)
    if "://" not in words:
        return URL.create("sqlite+pysqlite", database=str(Path(words).absolute()))
    try:
        url = make_url(words)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{words}: this is no database URL; write postgresql://USER@HOST/NAME or a path") from error
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return URL.create("sqlite+pysqlite", database=str(Path(url.database).absolute()))
    raise LedgerError(f"{words}: a ledger lives in an SQLite file or in PostgreSQL; write a path or postgresql://…")


def shown(url: URL) -> str:
    """How messages name the ledger: the path, or the URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def make_engine(url: URL, *, read_only: bool) -> Engine:
    """An engine over the ledger; with `read_only` the database itself refuses to write."""
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(Path(str(url.database)), read_only=read_only)
        options = "-c default_transaction_read_only=on" if read_only else ""
        return create_engine(url, connect_args={"options": options, "connect_timeout": 10}, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(f"{shown(url)}: PostgreSQL needs an extra; `pip install dragoman[postgres]`") from error


def _sqlite(path: Path, *, read_only: bool) -> Engine:
    address = path.as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    if read_only and not os.access(path.parent, os.W_OK):
        address += "&immutable=1"  # the log's index cannot be made there, and nobody can be writing either

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver must not open transactions by itself: `begin` below says which kind each one is.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("dragoman_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """One transaction that writes: all of it or nothing is in the ledger afterwards."""
    with translated(name), engine.connect().execution_options(**WRITE) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """One transaction that only reads, and sees one state of the ledger throughout."""
    with translated(name), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what the database raises into the error tree, with the ledger's name and the fix.

    Raises:
        LedgerError: or the subclass that fits what the database said.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translation(name, error) from error


def _translation(name: str, error: DBAPIError) -> DragomanError:
    original = error.orig
    code = getattr(original, "sqlite_errorcode", None)
    state = getattr(original, "sqlstate", None)
    kind, fix = LedgerError, f"the database says: {original}"
    if isinstance(code, int):
        kind, fix = _SQLITE.get(code & 0xFF, (kind, fix))
    elif isinstance(state, str):
        kind, fix = _POSTGRESQL.get(state, (kind, fix))
    elif error.connection_invalidated or "connect" in str(original).lower():
        fix = f"the server does not answer ({str(original).strip().splitlines()[0]}); check host, port and user"
    return kind(f"{name}: {fix}")
