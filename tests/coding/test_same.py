"""Mentions of one event in one article are folded; different events stay apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.same import SameEvent, fold, same_event
from dragoman.model import (
    ActorMention,
    Article,
    Document,
    EventMention,
    Evidence,
    Layer,
    Salience,
    Span,
    Status,
    TimeSpan,
)

PUTIN = ActorMention(Span(0, 5), "Putin", name="Vladimir Putin", country="RUS", sector="GOV")
HE = ActorMention(Span(0, 2), "He", name="Vladimir Putin", country="RUS", sector="GOV")
ENVOY = ActorMention(Span(9, 14), "envoy", name=None, country="IRN", sector="GOV")
VELAYATI = ActorMention(Span(9, 17), "Velayati", name="Ali Akbar Velayati", country="IRN", sector="GOV")
NOBODY = ActorMention(None, None, sector="UAF")
XI = ActorMention(Span(9, 11), "Xi", name="Xi Jinping", country="CHN", sector="GOV")


def event(
    *,
    at: int = 0,
    type: str = "CONSULT",
    actors: tuple[ActorMention, ...] = (PUTIN,),
    recipients: tuple[ActorMention, ...] = (),
    **more: object,
) -> EventMention:
    made = EventMention(
        id=f"e{at}",
        article="a",
        type=type,
        mode=None,
        actors=actors,
        recipients=recipients,
        status=Status.OCCURRED,
        date=None,
        place=None,
        source=None,
        evidence=Evidence(Span(at, at + 20), Span(at + 3, at + 6)),
        salience=Salience.BACKGROUND,
        confidence=0.8,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def day(value: str) -> TimeSpan:
    return TimeSpan(Span(0, 1), value)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (event(recipients=(VELAYATI,)), event(actors=(HE,), recipients=(ENVOY,)), True),
        (event(actors=(VELAYATI,), recipients=(PUTIN,)), event(actors=(PUTIN, ENVOY)), True),
        (event(recipients=(VELAYATI,)), event(recipients=(XI,)), False),
        (event(type="ACCUSE"), event(type="REJECT"), False),
        (event(type="ACCUSE", recipients=(XI,)), event(type="ACCUSE"), True),
        (event(type="ACCUSE", recipients=(XI,)), event(type="ACCUSE", recipients=(VELAYATI,)), False),
        (event(type="ACCUSE", date=day("2018-07-12")), event(type="ACCUSE", date=day("2018-07")), True),
        (event(type="ACCUSE", date=day("2018-07-12")), event(type="ACCUSE", date=day("2018-07-13")), False),
        (event(type="ACCUSE"), event(type="ACCUSE", status=Status.PLANNED), False),
        (event(type="COERCE", mode="arrest"), event(type="COERCE", mode="seize", at=40), False),
        (event(type="COERCE", mode="arrest"), event(type="COERCE", mode="seize"), True),
        (event(type="ASSAULT", actors=(NOBODY,)), event(type="ASSAULT", actors=(NOBODY,), at=40), True),
        (event(type="ASSAULT", actors=(NOBODY,)), event(type="ASSAULT", actors=(PUTIN,), at=40), False),
        (event(type="COERCE", mode="arrest"), event(type="COERCE"), True),
    ],
)
def test_same_event_goes_by_type_parties_time_and_mode(a: EventMention, b: EventMention, same: bool) -> None:
    assert same_event(a, b) is same
    assert same_event(b, a) is same


def test_fold_keeps_the_clearest_and_completes_it() -> None:
    clear = event(at=0, recipients=(VELAYATI,), confidence=0.9)
    vague = event(at=40, actors=(HE,), date=day("2018-07-12"), salience=Salience.MAIN)
    made = fold([vague, clear])
    assert made.id == clear.id
    assert made.date == vague.date
    assert made.salience is Salience.MAIN
    assert made.evidence.also == (vague.evidence.sentence,)


@given(st.permutations([0, 40, 80, 120]))
def test_component_folds_to_the_same_events_in_any_order(order: list[int]) -> None:
    mentions = tuple(event(at=n, recipients=(VELAYATI,) if n % 80 else (XI,)) for n in order)
    document = Document(Article("a", "x" * 200), layers=frozenset({Layer.EVENTS, Layer.ACTORS}), events=mentions)
    folded = SameEvent()(document).events
    assert len(folded) == 2
    held = {(s.start) for e in folded for s in (e.evidence.sentence, *e.evidence.also)}
    assert held == {0, 40, 80, 120}
