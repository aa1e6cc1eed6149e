from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.store import sample

from dragoman.errors import InputError, LedgerReadOnly, UsageError
from dragoman.merge import BlockMerger
from dragoman.model import Article, Coding, SetAside
from dragoman.store import Added, EventFilter, Ledger, StatementFilter, open_ledger


def fill(ledger: Ledger) -> None:
    for coding in sample.all_codings():
        ledger.add(coding)
    ledger.merge(BlockMerger())


def types(ledger: Ledger, **asked: object) -> list[str]:
    return sorted(row.type for row in ledger.events(EventFilter(**asked)))  # type: ignore[arg-type]


def test_add_keeps_every_field_of_what_was_coded(ledger: Ledger) -> None:
    coding = sample.meeting()
    ledger.add(coding)
    found = ledger.article("meeting")
    assert found is not None
    assert found.article == coding.article
    assert found.sentences == coding.document.sentences
    assert {mention for _, mention in found.events} == set(coding.events)
    assert set(found.statements) == set(coding.statements)
    assert found.components == coding.components


def test_add_same_article_again_changes_nothing_and_says_so(ledger: Ledger) -> None:
    assert ledger.add(sample.meeting()).outcome is Added.NEW
    before = ledger.summary()
    assert ledger.add(sample.meeting()).outcome is Added.AGAIN
    assert ledger.summary() == before


def test_add_by_new_component_version_supersedes_and_keeps_the_old(ledger: Ledger) -> None:
    fill(ledger)
    old = sample.meeting()
    changed = replace(old, events=old.events[:1], components=(("coder", "2"), ("resolver", "1")))
    result = ledger.add(changed)
    ledger.merge(BlockMerger())
    assert result.outcome is Added.RECODED
    found = ledger.article("meeting")
    assert found is not None
    assert len(found.events) == 1
    assert found.codings == 2
    assert types(ledger) == ["AID", "COERCE", "CONSULT"]
    assert ledger.add(old).outcome is Added.AGAIN


def test_add_other_text_under_same_id_is_refused(ledger: Ledger) -> None:
    coding = sample.meeting()
    ledger.add(coding)
    with pytest.raises(InputError, match="'meeting' stands in the ledger with another text"):
        ledger.add(replace(coding, article=replace(coding.article, text=coding.article.text + " More.")))


def test_add_replaces_what_no_database_stores_without_moving_offsets(ledger: Ledger) -> None:
    article = Article("odd", "a\x00b\ud800c", "t\x00")
    ledger.add(Coding(article, sample.coding(article).document, components=sample.COMPONENTS))
    found = ledger.article("odd")
    assert found is not None
    assert (found.article.text, found.article.title) == ("a\ufffdb\ufffdc", "t\ufffd")


def test_add_that_fails_half_way_leaves_nothing(ledger: Ledger) -> None:
    coding = sample.meeting()
    broken = replace(coding, events=(*coding.events, coding.events[0]))
    with pytest.raises(Exception, match="database says"):
        ledger.add(broken)
    assert ledger.article("meeting") is None
    assert ledger.summary().articles == 0


def test_holds_tells_whether_these_components_read_it(ledger: Ledger) -> None:
    ledger.add(sample.meeting())
    assert ledger.holds("meeting", sample.COMPONENTS)
    assert not ledger.holds("meeting", (("coder", "2"),))
    assert not ledger.holds("wire", sample.COMPONENTS)


def test_events_stand_alone_before_merging(ledger: Ledger) -> None:
    for coding in sample.all_codings():
        ledger.add(coding)
    assert types(ledger) == ["ACCUSE", "AID", "AID", "COERCE", "CONSULT", "CONSULT"]


def test_merge_joins_reports_and_counts_origins(filled: Ledger) -> None:
    (row,) = filled.events(EventFilter(type="CONSULT"))
    assert (row.reports, row.origins, row.date, row.place) == (2, 2, "2018-07-10", "Port Azure")
    (aid,) = filled.events(EventFilter(type="AID"))
    assert (aid.reports, aid.origins) == (2, 1), "the same sentence twice is one origin"


def test_merge_again_takes_up_nothing(ledger: Ledger) -> None:
    fill(ledger)
    assert ledger.merge(BlockMerger()) == 0


def test_event_is_found_by_the_id_of_any_mention(filled: Ledger) -> None:
    mentions = [coding.events[0].id for coding in (sample.meeting(), sample.wire())]
    details = [filled.event(mention) for mention in mentions]
    assert details[0] is not None
    assert details[0] == details[1]
    assert {r.mention.id for r in details[0].reports} == set(mentions)
    assert filled.event("no such id") is None


def test_event_tells_evidence_and_statements_around_it(filled: Ledger) -> None:
    detail = filled.event(sample.meeting().events[0].id)
    assert detail is not None
    told = next(r for r in detail.reports if r.article.id == "meeting")
    assert told.sentence.startswith("The foreign minister of Norland met")
    assert told.also == ('"We had an open talk," said Anna Berg.',)
    assert [s.statement.speaker.name for s in detail.statements] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actor": "berg"}, ["ACCUSE", "CONSULT"]),
        ({"actor": "EST"}, ["ACCUSE", "COERCE"]),
        ({"actor": "%"}, []),
        ({"country": "sdn"}, ["CONSULT"]),
        ({"type": "aid"}, ["AID"]),
        ({"mode": "arrest"}, ["COERCE"]),
        ({"status": "planned"}, ["AID"]),
        ({"salience": "background"}, []),
        ({"date_from": "2018-08"}, ["AID"]),
        ({"date_to": "2018-07-10"}, ["CONSULT"]),
        ({"date_from": "2018-08-15", "date_to": "2018"}, ["AID"]),
        ({"place": "azure"}, ["CONSULT"]),
        ({"place": "SDN"}, ["CONSULT"]),
        ({"source": "anna"}, ["AID"]),
        ({"source": "estmark times"}, ["COERCE"]),
        ({"text": "protesters"}, ["COERCE"]),
        ({"text": '"grain back"'}, []),
        ({"text": '"holding back grain"'}, ["ACCUSE"]),
        ({"text": 'wheat "'}, ["AID"]),
        ({"text": "NOT OR ( *"}, []),
        ({"text": "--"}, []),
        ({"min_confidence": 0.85}, ["CONSULT"]),
        ({"type": "CONSULT", "status": "planned"}, []),
        ({"limit": 0}, []),
        ({"actor": "'; DROP TABLE event; --"}, []),
    ],
)
def test_events_filter_keeps_what_is_asked(filled: Ledger, asked: dict[str, object], expected: list[str]) -> None:
    assert types(filled, **asked) == expected


@pytest.mark.parametrize(
    "asked", [{"date_from": "July"}, {"date_to": "2018-13"}, {"min_confidence": 2.0}, {"cursor": "nonsense"}]
)
def test_events_filter_refuses_what_cannot_be(ledger: Ledger, asked: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        list(ledger.events(EventFilter(**asked)))  # type: ignore[arg-type]


def test_event_pages_walk_through_all_by_cursor(filled: Ledger) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(10):
        page = filled.event_page(EventFilter(limit=1, cursor=cursor))
        assert page.total == 4
        seen += [row.id for row in page.rows]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [row.id for row in filled.events()]
    assert len(seen) == 4


def test_events_offset_skips(filled: Ledger) -> None:
    every = [row.id for row in filled.events()]
    assert [row.id for row in filled.events(EventFilter(offset=1))] == every[1:]
    assert [row.id for row in filled.events(EventFilter(offset=1, limit=2))] == every[1:3]


def test_facet_counts_events_by_value(filled: Ledger) -> None:
    assert [(f.value, f.count) for f in filled.facet("country")] == [("NOR", 3), ("EST", 2), ("SDN", 1)]
    assert [(f.value, f.count) for f in filled.facet("status", EventFilter(type="AID"))] == [("planned", 1)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Anna Berg", "Interior Ministry"]),
        ({"speaker": "anna"}, ["Anna Berg"]),
        ({"country": "est"}, ["Interior Ministry"]),
        ({"quote": "direct"}, ["Anna Berg"]),
        ({"text": "blocked road"}, ["Interior Ministry"]),
        ({"text": '"open talk"'}, ["Anna Berg"]),
        ({"article": "raid"}, ["Interior Ministry"]),
        ({"via": "Tass"}, []),
        ({"min_confidence": 0.9}, []),
        ({"date_from": "2018-07-11", "date_to": "2018-07-11"}, ["Anna Berg"]),
        ({"limit": 1, "offset": 1}, ["Interior Ministry"]),
    ],
)
def test_statements_filter_keeps_what_is_asked(filled: Ledger, asked: dict[str, object], expected: list[str]) -> None:
    rows = filled.statements(StatementFilter(**asked))  # type: ignore[arg-type]
    assert [row.statement.speaker.name for row in rows] == expected


def test_articles_search_finds_words_of_the_text(filled: Ledger) -> None:
    heads, total = filled.articles(text="road blocked")
    assert [(h.id, h.events, h.statements) for h in heads] == [("raid", 1, 1)]
    assert total == 1


def test_judge_shows_newest_and_keeps_what_the_machine_found(ledger: Ledger) -> None:
    fill(ledger)
    record = sample.raid().events[0].id
    ledger.judge(record, "status", "denied", by="Ida")
    ledger.judge(record, "status", "ongoing", by="Ole", note="still held")
    assert types(ledger, status="ongoing") == ["COERCE"]
    detail = ledger.event(record)
    assert detail is not None
    assert detail.row.status == "ongoing"
    assert dict(detail.machine)["status"] == "occurred"
    assert detail.reports[0].mention == sample.raid().events[0]
    assert [(j.value, j.by) for j in detail.judgements] == [("denied", "Ida"), ("ongoing", "Ole")]


def test_judge_outlives_a_later_merge(ledger: Ledger) -> None:
    ledger.add(sample.meeting())
    ledger.merge(BlockMerger())
    ledger.judge(sample.meeting().events[0].id, "date", "2018-07-09", by="Ida")
    ledger.add(sample.wire())
    ledger.merge(BlockMerger())
    (row,) = ledger.events(EventFilter(date_to="2018-07-09"))
    assert (row.type, row.reports, row.date) == ("CONSULT", 2, "2018-07-09")


def test_judge_statement_moves_it_to_the_right_speaker(ledger: Ledger) -> None:
    fill(ledger)
    record = sample.raid().statements[0].id
    ledger.judge(record, "speaker", "Per Holm", by="Ida")
    row = ledger.statement(record)
    assert row is not None
    assert row.statement.speaker.name == "Per Holm"
    assert len(ledger.statements(StatementFilter(speaker="holm"))) == 1
    assert ledger.statements(StatementFilter(speaker="interior")) == ()


@pytest.mark.parametrize(
    ("field", "value"), [("status", "perhaps"), ("evidence", "x"), ("type", None), ("salience", "huge")]
)
def test_judge_refuses_what_a_field_cannot_have(ledger: Ledger, field: str, value: str | None) -> None:
    fill(ledger)
    with pytest.raises(UsageError):
        ledger.judge(sample.raid().events[0].id, field, value, by="Ida")
    assert ledger.summary().judgements == 0


def test_judge_refuses_a_record_that_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="'nothing' is no event"):
        ledger.judge("nothing", "status", "denied", by="Ida")


def test_runs_tell_what_was_counted_and_set_aside(ledger: Ledger) -> None:
    number = ledger.start_run(["folder", "page.html"])
    aside = SetAside("page.html", "ingest", "unreadable", "page.html: truncated; fetch it again")
    ledger.set_aside(aside, run=number)
    ledger.finish_run(number, {"read": 2, "coded": 1})
    (run,) = ledger.runs()
    assert (run.inputs, dict(run.counts), run.set_aside) == (("folder", "page.html"), {"read": 2, "coded": 1}, 1)
    assert run.finished is not None
    assert [row.aside for row in ledger.asides(run=number)] == [aside]


def test_summary_counts_all(filled: Ledger) -> None:
    summary = filled.summary()
    assert (summary.articles, summary.events, summary.mentions, summary.statements) == (3, 4, 6, 2)
    assert (summary.first_day, summary.last_day) == ("2018-07-10", "2018-08-31")


def test_events_frame_has_a_row_an_event(filled: Ledger) -> None:
    frame = filled.events_frame(EventFilter(type="CONSULT"))
    assert frame.select("type", "date", "origins").rows() == [("CONSULT", "2018-07-10", 2)]
    assert frame["actors"].to_list() == [["Anna Berg", "Karl Lund"]]
    assert str(frame["day"][0]) == "2018-07-10"
    assert filled.events_frame(EventFilter(type="ASSAULT")).schema == frame.schema


def test_read_only_ledger_answers_and_refuses_to_change(location: str) -> None:
    with open_ledger(location) as ledger:
        fill(ledger)
    with open_ledger(location, read_only=True) as ledger:
        assert len(list(ledger.events())) == 4
        with pytest.raises(LedgerReadOnly, match="opened for reading only"):
            ledger.add(sample.meeting())


def test_open_creates_missing_file_once(tmp_path: Path) -> None:
    path = tmp_path / "new ledger #1?.db"
    open_ledger(path).close()
    assert path.exists()
    with open_ledger(path) as ledger:
        assert ledger.summary().articles == 0
