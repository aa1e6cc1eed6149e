"""One record an event: mentions of the same happening in one article are folded into their clearest.

Enters: event mentions with resolved actors. Leaves: fewer mentions; the sentences of the others stand in `also`, and
fields that the clearest sentence leaves open are filled from them (annotation rules, cases 6, 17 and 33).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.model import ActorMention, Document, EventMention, Evidence, Layer, Salience, Span, Status

REFUSAL, CHARGES = "REJECT", frozenset({"ACCUSE", "REQUEST", "THREATEN"})
UNKNOWN_ARMED = "UAF"
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
T = TypeVar("T")
_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})


class SameEvent:
    """Folds mentions of one event; needs resolved actors, since "he" and "Putin" may be one."""

    name = "same-event"
    version = "1"
    needs = frozenset({Layer.EVENTS, Layer.ACTORS})
    adds = frozenset[Layer]()

    def __call__(self, document: Document) -> Document:
        """The document with one mention an event, in order of text."""
        groups: list[list[EventMention]] = []
        for event in (answer_to(e, document.events) for e in document.events):
            home = next((g for g in groups if any(same_event(event, other) for other in g)), None)
            if home is None:
                groups.append([event])
            else:
                home.append(event)
        folded = sorted((fold(g) for g in groups), key=lambda e: e.evidence.trigger)
        return replace(document, events=tuple(folded))


def answer_to(event: EventMention, events: Sequence[EventMention]) -> EventMention:
    """A refusal or denial with nobody named is towards who demanded or charged it (annotation rules, case 1)."""
    if event.type != REFUSAL or event.recipients:
        return event
    for other in reversed([e for e in events if e.evidence.trigger < event.evidence.trigger]):
        if other.type in CHARGES and any(same_actor(r, a) for r in other.recipients for a in event.actors):
            return replace(event, recipients=other.actors)
        charged = other.source and other.type not in CHARGES
        if charged and other.source and any(same_actor(a, b) for a in other.actors for b in event.actors):
            return replace(event, recipients=(other.source,))
    return event


def same_event(a: EventMention, b: EventMention) -> bool:
    """Whether two mentions of one article tell the same event; within one sentence, less has to agree."""
    if a.type != b.type or not _alike_status(a.status, b.status) or not _alike_dates(a, b):
        return False
    together = a.evidence.sentence == b.evidence.sentence
    if a.mode and b.mode and a.mode != b.mode and not together:
        return False
    if a.type in MUTUAL:
        return _share(a.actors + a.recipients, b.actors + b.recipients, least=2)
    return _share(a.actors, b.actors) and (not a.recipients or not b.recipients or _share(a.recipients, b.recipients))


def _alike_status(a: Status, b: Status) -> bool:
    return a == b or {a, b} <= _HAPPENED


def _alike_dates(a: EventMention, b: EventMention) -> bool:
    one, two = (e.date.value if e.date else None for e in (a, b))
    if not one or not two:
        return True
    return one.startswith(two) or two.startswith(one)


def _share(ours: Sequence[ActorMention], theirs: Sequence[ActorMention], *, least: int = 1) -> bool:
    if not ours or not theirs:
        return not ours and not theirs
    found = sum(any(same_actor(x, y) for y in theirs) for x in ours)
    return found >= min(least, len(ours), len(theirs))


def same_actor(a: ActorMention, b: ActorMention) -> bool:
    """Whether two mentions are one actor, or the one is a vaguer word for the other."""
    if a.name and b.name:
        return a.name == b.name
    if a.sector == b.sector and ((a.text is None and b.text is None) or a.sector == UNKNOWN_ARMED):
        return True
    if a.text and b.text and a.text.casefold() == b.text.casefold():
        return True
    if a.country is None or a.country != b.country:
        return False
    return a.sector == b.sector


def fold(group: Sequence[EventMention]) -> EventMention:
    """The clearest mention of a group, completed from the others."""
    best = max(group, key=lambda e: (bool(e.actors), bool(e.recipients), e.confidence or 0.0))
    rest = [e for e in group if e is not best]
    if not rest:
        return best
    also: list[Span] = []
    for event in sorted(rest, key=lambda e: e.evidence.sentence):
        for sentence in (event.evidence.sentence, *event.evidence.also):
            if sentence != best.evidence.sentence and sentence not in also:
                also.append(sentence)
    main = any(e.salience is Salience.MAIN for e in group)
    return replace(
        best,
        mode=best.mode or _first(e.mode for e in rest),
        recipients=best.recipients or next((e.recipients for e in rest if e.recipients), ()),
        date=best.date or _first(e.date for e in rest),
        place=best.place or _first(e.place for e in rest),
        source=best.source or _first(e.source for e in rest),
        evidence=Evidence(best.evidence.sentence, best.evidence.trigger, tuple(also)),
        salience=Salience.MAIN if main else Salience.BACKGROUND,
        provenance=best.provenance + tuple(p for e in rest for p in e.provenance if p.field not in _fields(best)),
    )


def _fields(event: EventMention) -> frozenset[str]:
    return frozenset(p.field for p in event.provenance)


def _first(values: Iterable[T | None]) -> T | None:
    return next((v for v in values if v is not None), None)
