"""Brings a ledger to the schema of this version, in one transaction, whoever else is opening it at that moment."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dragoman.errors import LedgerError, LedgerTooNew
from dragoman.store.engine import reading, writing

HEAD = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x447261676F6D616E  # "Dragoman": the advisory lock under which a PostgreSQL ledger is migrated


def check_version(engine: Engine, name: str) -> str | None:
    """The schema's number, or None where the database is empty.

    Raises:
        LedgerTooNew: a newer version of the program wrote it.
        LedgerError: it holds something that is no ledger.
    """
    with reading(engine, name) as connection:
        return _version(connection, name)


def upgrade(engine: Engine, name: str, *, target: str = "head") -> bool:
    """Run the migrations that lack; True if any ran. All of them or none are in the ledger afterwards."""
    from alembic import command  # loaded only where a ledger must change: it takes longer than opening one
    from alembic.config import Config

    _set_journal(engine, name)
    with writing(engine, name) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _version(connection, name) == (HEAD if target == "head" else target):
            return False
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, target)
    return True


def _version(connection: Connection, name: str) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "event_mention"} <= tables:
        if tables != {"alembic_version"}:
            raise LedgerError(
                f"{name}: it holds the tables of something else ({', '.join(sorted(tables)[:3])}); "
                "name another file, or leave the name free for a new ledger"
            )
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if version is not None and version > HEAD:
        raise LedgerTooNew(
            f"{name}: its schema is {version}, and this version of Dragoman knows them up to {HEAD}; "
            "`pip install --upgrade dragoman`, or open a copy made with this version"
        )
    return None if version is None else str(version)


def _set_journal(engine: Engine, name: str) -> None:
    """Switch an SQLite file to write-ahead logging, so that readers and the writer do not wait for one another."""
    if engine.dialect.name != "sqlite":
        return
    with reading(engine, name) as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql("BEGIN")
