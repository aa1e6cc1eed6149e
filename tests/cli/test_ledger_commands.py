"""read, events, statements and article, as a person calls them."""

import json
from pathlib import Path

import polars
import pytest
from tests.cli.conftest import Call


def test_read_twice_changes_nothing_and_says_so(call: Call, page: Path, ledger: Path) -> None:
    code, out, _ = call("read", page, "--ledger", ledger)
    assert code == 0
    assert "0 new, 1 known and unchanged" in out


def test_read_sets_bad_inputs_aside_with_reason_and_goes_on(call: Call, page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    code, out, err = call("read", empty, page, "--ledger", tmp_path / "l.db", "--json")
    assert code == 3
    assert json.loads(out)["added"] == 1
    assert "set aside" in err
    assert "empty.html" in err


def test_read_strict_stops_at_the_first_bad_input(call: Call, page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    code, _, err = call("read", empty, page, "--ledger", tmp_path / "l.db", "--strict")
    assert code == 1
    assert "empty.html" in err


@pytest.mark.parametrize("column", ["body", "words=body", "="])
def test_read_refuses_a_column_it_does_not_know(call: Call, tmp_path: Path, column: str) -> None:
    code, _, err = call("read", tmp_path, "--ledger", tmp_path / "l.db", "--column", column)
    assert code == 2
    assert "OURS=THEIRS" in err


def test_events_as_json_point_at_the_words(call: Call, ledger: Path, page: Path) -> None:
    code, out, _ = call("events", "--ledger", ledger, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert rows
    words = " ".join(page.read_text(encoding="utf-8").split())
    for row in rows:
        assert row["actors"]
        assert " ".join(row["evidence"].split()) in words


def test_events_filters_hold_together(call: Call, ledger: Path) -> None:
    everything = call("events", "--ledger", ledger, "--json")[1].splitlines()
    types = {json.loads(line)["type"] for line in everything}
    one = sorted(types)[0]
    some = [
        json.loads(line) for line in call("events", "--ledger", ledger, "--type", one.lower(), "--json")[1].splitlines()
    ]
    assert some
    assert {row["type"] for row in some} == {one}
    assert call("events", "--ledger", ledger, "--type", one, "--actor", "Nobody Atall", "--json")[1] == ""


def test_events_without_a_match_say_what_to_do(call: Call, ledger: Path) -> None:
    code, out, _ = call("events", "--ledger", ledger, "--actor", "Nobody Atall")
    assert code == 0
    assert "no events match" in out


def test_events_for_people_show_evidence_and_origins(call: Call, ledger: Path) -> None:
    out = call("events", "--ledger", ledger)[1]
    assert "1 independent origin" in out
    assert "“" in out


def test_statements_name_speaker_and_content(call: Call, ledger: Path) -> None:
    rows = [json.loads(line) for line in call("statements", "--ledger", ledger, "--json")[1].splitlines()]
    assert any("We want peace on the border" in " ".join(r["content"]) for r in rows)
    assert all(r["speaker"] and r["cue"] and r["content"] for r in rows)
    assert "We want peace" in call("statements", "--ledger", ledger)[1].replace("\n", " ")


def test_article_shows_what_its_passages_gave(call: Call, ledger: Path) -> None:
    row = json.loads(call("events", "--ledger", ledger, "--json")[1].splitlines()[0])
    code, out, _ = call("article", row["article"], "--ledger", ledger)
    assert code == 0
    assert "Kenya recalls ambassador" in out
    coded = json.loads(call("article", row["article"], "--ledger", ledger, "--json")[1])
    assert row["type"] in {e["type"] for e in coded["events"]}


def test_article_that_is_not_there_is_refused_with_the_fix(call: Call, ledger: Path) -> None:
    code, _, err = call("article", "nothing", "--ledger", ledger)
    assert code == 2
    assert "dragoman events" in err


def test_missing_ledger_is_named(call: Call, tmp_path: Path) -> None:
    code, _, err = call("events", "--ledger", tmp_path / "none.db")
    assert code == 1
    assert "none.db" in err


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_export_writes_a_row_an_event(call: Call, ledger: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"events.{ending}"
    assert call("export", out, "--ledger", ledger)[0] == 0
    read = {"csv": polars.read_csv, "jsonl": polars.read_ndjson, "parquet": polars.read_parquet}[ending]
    ids = [json.loads(line)["id"] for line in call("events", "--ledger", ledger, "--json")[1].splitlines()]
    assert sorted(read(out)["id"].to_list()) == sorted(ids)


def test_export_refuses_a_format_it_does_not_know(call: Call, ledger: Path, tmp_path: Path) -> None:
    code, _, err = call("export", tmp_path / "events.xyz", "--ledger", ledger)
    assert code == 2
    assert "use one of csv, jsonl, parquet" in err
