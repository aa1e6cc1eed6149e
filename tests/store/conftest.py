"""Ledgers in both databases: an SQLite file, and a private PostgreSQL server that is started for the session."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.store import sample

from dragoman.merge import BlockMerger
from dragoman.store import Ledger, open_ledger

VERSIONS = Path("/usr/lib/postgresql")


def _binaries() -> Path:
    found = sorted(VERSIONS.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        pytest.fail(f"PostgreSQL's server is missing in {VERSIONS}; `apt-get install -y postgresql`")
    return found[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server on a free loopback port whose data go when the session ends."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-postgresql-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    port = _free_port()
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    try:
        initdb = [str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "dragoman", "-E", "UTF8"]
        subprocess.run([*as_user, *initdb, "--locale=C.UTF-8", "--no-sync"], **quiet)
        subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **quiet)
        yield f"postgresql://dragoman@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=folder, check=False)
        shutil.rmtree(folder)


@contextmanager
def _database(server: str) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    name = f"test_{secrets.token_hex(6)}"
    url = f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{server}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    with _database(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger can be made, in each database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def ledger(location: str) -> Iterator[Ledger]:
    """An empty ledger, in each database."""
    with open_ledger(location) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the three sample articles, merged, in each database; for tests that only read."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            place = str(tmp_path_factory.mktemp("filled") / "ledger.db")
        else:
            place = stack.enter_context(_database(request.getfixturevalue("postgresql_server")))
        opened = stack.enter_context(open_ledger(place))
        for coding in sample.all_codings():
            opened.add(coding)
        opened.merge(BlockMerger())
        yield opened
