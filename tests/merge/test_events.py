from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge import BlockMerger, merge_reports
from dragoman.model import (
    ActorKind,
    ActorMention,
    Event,
    EventMention,
    Evidence,
    Place,
    Report,
    Salience,
    Span,
    Status,
    TimeSpan,
    content_id,
)

BERG = ActorMention(None, None, "Anna Berg", "NOR", "GOV", ActorKind.PERSON)
LUND = ActorMention(None, None, "Karl Lund", "SDN", "GOV", ActorKind.PERSON)
NORLAND = ActorMention(None, None, "Norland", "NOR", "GOV", ActorKind.COUNTRY)
SUDLAND = ActorMention(None, None, "Sudland", "SDN", "GOV", ActorKind.COUNTRY)
OTHER = ActorMention(None, None, "Ole Dahl", "NOR", "GOV", ActorKind.PERSON)
NAMELESS = ActorMention(None, None, None, None, "UAF", ActorKind.GROUP)


def report(
    article: str,
    *,
    kind: str = "CONSULT",
    actors: tuple[ActorMention, ...] = (BERG, LUND),
    recipients: tuple[ActorMention, ...] = (),
    date: str | None = "2018-07-10",
    published: str | None = "2018-07-11",
    mode: str | None = None,
    status: Status = Status.OCCURRED,
    place: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    words: str | None = None,
    number: int = 0,
) -> Report:
    mention = EventMention(
        id=content_id(article, kind, number),
        article=article,
        type=kind,
        mode=mode,
        actors=actors,
        recipients=recipients,
        status=status,
        date=TimeSpan(Span(0, 1), date) if date else None,
        place=Place(None, None, place) if place else None,
        source=None,
        evidence=Evidence(Span(0, 5), Span(0, 1)),
        salience=Salience.MAIN,
        confidence=0.5,
    )
    return Report(mention, published, outlet, agency, words or f"Words of {article} {number}.")


def merged(*reports: Report) -> list[Event]:
    return list(merge_reports(reports))


def test_merge_joins_same_act_in_two_articles() -> None:
    (event,) = merged(report("a"), report("b"))
    assert event.origins == 2
    assert len(event.mentions) == 2
    assert event.id == min(event.mentions)


@pytest.mark.parametrize(
    "other",
    [
        report("b", date="2018-07-11"),
        report("b", date="2018-07-09"),
        report("b", date="2018-07"),
        report("b", date=None),
        report("b", actors=(NORLAND, SUDLAND)),
        report("b", actors=(NORLAND,), recipients=(LUND,)),
        report("b", status=Status.PLANNED),
        report("b", mode="visit"),
        report("b", place="SDN"),
    ],
)
def test_merge_joins_what_may_be_one_happening(other: Report) -> None:
    assert len(merged(report("a"), other)) == 1


@pytest.mark.parametrize(
    "other",
    [
        report("a", number=1),
        report("b", kind="AGREE"),
        report("b", date="2018-07-12"),
        report("b", date="2018-08"),
        report("b", date=None, published="2018-08-11"),
        report("b", actors=(BERG,)),
        report("b", actors=(OTHER, LUND)),
        report("b", mode="phone"),
        report("b", place="EST"),
    ],
)
def test_merge_keeps_apart_what_cannot_be_one_happening(other: Report) -> None:
    assert len(merged(report("a", mode="visit", place="SDN"), other)) == 2


def test_merge_keeps_directions_apart() -> None:
    there = report("a", kind="ACCUSE", actors=(BERG,), recipients=(LUND,))
    back = report("b", kind="ACCUSE", actors=(LUND,), recipients=(BERG,))
    assert len(merged(there, back)) == 2


def test_merge_joins_across_the_end_of_a_month() -> None:
    assert len(merged(report("a", date="2018-07-31"), report("b", date="2018-08-01"))) == 1


def test_merge_of_daily_news_does_not_run_together() -> None:
    days = [report(f"a{day}", date=f"2018-07-{day:02d}") for day in range(1, 29)]
    assert len(merged(*days)) >= 28 / 3


def test_merge_unknown_agents_only_where_the_words_are_the_same() -> None:
    one = report("a", actors=(NAMELESS,), words="Gunmen shot two guards.")
    assert len(merged(one, report("b", actors=(NAMELESS,), words="Gunmen burnt a lorry."))) == 2
    assert len(merged(one, report("b", actors=(NAMELESS,), words="Gunmen shot two guards"))) == 1


def test_merge_undated_reports_of_undated_articles_only_where_the_words_are_the_same() -> None:
    one = report("a", date=None, published=None, words="They met.")
    assert len(merged(one, report("b", date=None, published=None, words="They met again."))) == 2
    assert len(merged(one, report("b", date=None, published=None, words="They met"))) == 1


@pytest.mark.parametrize(
    ("reports", "origins"),
    [
        ([report("a", outlet="Post"), report("b", outlet="Times")], 2),
        ([report("a", outlet="Post"), report("b", outlet="Post")], 1),
        ([report("a", outlet="Post", agency="Wire"), report("b", outlet="Times", agency="Wire")], 1),
        ([report("a", outlet="Post", words="One text."), report("b", outlet="Times", words="one  TEXT")], 1),
        (
            [
                report("a", outlet="Post", words="One text."),
                report("b", outlet="Times", words="One text."),
                report("c", outlet="Times", words="Another."),
                report("d", outlet="Herald", words="A third."),
            ],
            2,
        ),
        ([report("a"), report("b"), report("c")], 3),
    ],
)
def test_merge_counts_independent_origins(reports: list[Report], origins: int) -> None:
    (event,) = merged(*reports)
    assert event.origins == origins


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((Status.PLANNED, Status.OCCURRED, Status.PLANNED), Status.OCCURRED),
        ((Status.DENIED, Status.DENIED, Status.OCCURRED), Status.DENIED),
        ((Status.DENIED, Status.OCCURRED), Status.OCCURRED),
        ((Status.CONDITIONAL, Status.PLANNED), Status.PLANNED),
    ],
)
def test_merge_decides_status(said: tuple[Status, ...], expected: Status) -> None:
    (event,) = merged(*(report(f"a{n}", status=status) for n, status in enumerate(said)))
    assert event.status is expected


def test_merge_takes_fullest_parties_and_most_precise_date() -> None:
    vague = report("a", actors=(replace(BERG, name=None), replace(LUND, name=None)), date="2018-07")
    (event,) = merged(vague, report("b"))
    assert [a.name for a in event.actors] == ["Anna Berg", "Karl Lund"]
    assert event.date == "2018-07-10"


def test_merge_of_no_date_claims_none() -> None:
    (event,) = merged(report("a", date=None), report("b", date=None))
    assert event.date is None


DATES = [None, "2018", "2018-07", "2018-08", "2018-06-30", *(f"2018-07-{d:02d}" for d in (1, 2, 3, 4, 30, 31))]
REPORTS = st.builds(
    report,
    st.sampled_from("abcdefgh"),
    kind=st.sampled_from(["CONSULT", "ACCUSE"]),
    actors=st.lists(st.sampled_from([BERG, LUND, OTHER, NORLAND, NAMELESS]), min_size=1, max_size=2).map(tuple),
    recipients=st.lists(st.sampled_from([LUND, SUDLAND]), max_size=1).map(tuple),
    date=st.sampled_from([*DATES, "2018-08-01", "2018-08-02"]),
    published=st.sampled_from([None, "2018", "2018-07", "2018-07-02", "2018-08-01"]),
    mode=st.sampled_from([None, "visit", "phone"]),
    status=st.sampled_from(Status),
    outlet=st.sampled_from([None, "Post", "Times"]),
    words=st.sampled_from([None, "One text.", "Another text."]),
    number=st.integers(0, 40),
)
MANY = st.lists(REPORTS, max_size=14, unique_by=lambda r: r.mention.id)


@settings(max_examples=150, deadline=None)
@given(MANY.flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))))
def test_merge_gives_the_same_events_in_any_order(orders: tuple[list[Report], list[Report]]) -> None:
    assert merged(*orders[0]) == merged(*orders[1])


@settings(max_examples=150, deadline=None)
@given(MANY)
def test_merge_puts_every_report_into_one_event(reports: list[Report]) -> None:
    mentions = [mention for event in merged(*reports) for mention in event.mentions]
    assert sorted(mentions) == sorted(r.mention.id for r in reports)


@settings(max_examples=150, deadline=None)
@given(MANY)
def test_merge_block_by_block_gives_the_same_events_as_all_at_once(reports: list[Report]) -> None:
    merger = BlockMerger()
    blocks = {merger.block_of(r) for r in reports}
    targets = {near for block in blocks for near in merger.near(block)}
    events = list(
        itertools.chain.from_iterable(
            merger.merge_block(block, [r for r in reports if merger.block_of(r) in merger.near(block)])
            for block in targets
        )
    )
    assert sorted(events, key=lambda e: e.id) == merged(*reports)
