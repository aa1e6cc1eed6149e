"""What goes wrong around a ledger gives an error that names the file and the fix."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.store import sample

from dragoman.errors import LedgerError, LedgerFull, LedgerReadOnly, LedgerTooNew
from dragoman.store import open_ledger
from dragoman.store.engine import ledger_url, make_engine, shown, writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.db"
    with open_ledger(file) as ledger:
        ledger.add(sample.meeting())
    return file


def test_open_file_of_newer_version_is_refused(location: str) -> None:
    open_ledger(location).close()
    engine = make_engine(ledger_url(location), read_only=False)
    with writing(engine, location) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerTooNew, match=r"its schema is 9999.*pip install --upgrade dragoman") as caught:
        open_ledger(location)
    assert shown(ledger_url(location)) in str(caught.value)


def test_open_text_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("these are notes and no database at all " * 50)
    with pytest.raises(LedgerError, match=r"notes\.txt: it is not a ledger; name another file"):
        open_ledger(file)
    assert file.read_text().startswith("these are notes")


def test_open_database_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match=r"other\.db: it holds the tables of something else \(recipes\)"):
        open_ledger(file)


def test_open_missing_file_for_reading_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"gone\.db: no ledger there; make one with `dragoman read"):
        open_ledger(tmp_path / "gone.db", read_only=True)
    assert not (tmp_path / "gone.db").exists()


def test_open_in_missing_folder_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"its folder is not there; make it with `mkdir -p"):
        open_ledger(tmp_path / "no" / "ledger.db")


def test_open_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="it is a folder"):
        open_ledger(tmp_path)


@pytest.mark.parametrize("url", ["mysql://u@h/d", "postgresql://user@host:port/name", "http://example.org/ledger"])
def test_open_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(LedgerError, match="postgresql://"):
        open_ledger(url)


def test_open_server_that_does_not_answer_says_what_to_check() -> None:
    with pytest.raises(LedgerError, match=r"the server does not answer.*check host, port and user") as caught:
        open_ledger("postgresql://someone:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_open_database_that_is_not_there_says_so(postgresql_server: str) -> None:
    with pytest.raises(LedgerError, match=r"createdb|does not answer"):
        open_ledger(f"{postgresql_server}/not_there")


def test_open_damaged_file_is_refused(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    with (
        pytest.raises(LedgerError, match=r"ledger\.db: it is damaged; restore it from a copy"),
        open_ledger(path) as one,
    ):
        one.summary()


def test_add_on_full_disk_leaves_the_ledger_whole(path: Path) -> None:
    with open_ledger(path) as ledger:
        engine = ledger._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerFull, match=r"ledger\.db: no space is left on the disk; free some"):
            for number in range(200):
                ledger.add(sample.coding(sample.Article(f"a{number}", "Words of it. " * 2000)))
    with open_ledger(path) as ledger:
        whole = ledger.article("meeting")
        assert whole is not None
        assert len(whole.events) == 3


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that another user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-public-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_open_write_protected_file_says_how_to_mend_it(path: Path, public_folder: Path) -> None:
    file = public_folder / "ledger.db"
    shutil.copy(path, file)
    file.chmod(0o444)
    program = (
        "import os, sys; from dragoman.store import open_ledger; from tests.store import sample\n"
        "from dragoman.errors import LedgerReadOnly\n"
        "open_ledger(sys.argv[2]).close()  # loads all modules while this user may read them\n"
        "if os.geteuid() == 0: os.setgid(65534), os.setuid(65534)\n"
        "try:\n    open_ledger(sys.argv[1]).add(sample.wire())\n"
        "except LedgerReadOnly as error:\n    print(error)\n"
    )
    command = [sys.executable, "-B", "-c", program, str(file), str(path.with_name("other.db"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.stderr == ""
    assert done.stdout.startswith(f"{file}: it cannot be written to; make the file and its folder writable")


def test_open_old_ledger_for_reading_asks_to_open_it_for_writing_once(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerReadOnly, match="it is empty; open it once for writing"):
        open_ledger(tmp_path / "empty.db", read_only=True)
