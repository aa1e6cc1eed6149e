"""The Python door: open, read, ask; and importing the package loads nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import LedgerError

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Arrests in Harare</title>
<meta property="article:published_time" content="2017-03-07"></head><body><article><h1>Arrests in Harare</h1>
<p>Police arrested three opposition leaders in Harare on Monday, the party said.</p>
<p>"We will march again," its spokesman, Obert Gumbo, told reporters on the steps of the court in the capital.</p>
</article></body></html>"""


def test_open_reads_inputs_and_answers_as_rows_and_table(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    with dragoman.open(tmp_path / "news.db") as ledger:
        assert ledger.read(page).added == 1
        assert ledger.read([page]).unchanged == 1
        rows = list(ledger.events(type="COERCE"))
        table = ledger.events(type="COERCE").to_polars()
        said = ledger.statements(text="march")
    assert rows
    assert table["type"].to_list() == ["COERCE"] * len(rows)
    assert any("We will march again" in " ".join(s.content) for s in said)


def test_open_names_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a ledger, but longer than a page header of a database would be" * 20)
    with pytest.raises(LedgerError, match=r"notes\.txt"):
        dragoman.open(path)


def test_package_offers_few_names_and_loads_nothing_heavy() -> None:
    assert len(dragoman.__all__) <= 10
    heavy = (
        "import dragoman, sys; print([m for m in ('spacy', 'onnxruntime', 'polars', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
