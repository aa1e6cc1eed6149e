"""What an event says, decided from the reports that tell it, and how many independent origins it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from dragoman.merge.reports import Telling
from dragoman.model import Event, Salience, Status, actor_of

Value = TypeVar("Value", bound=Hashable)

HAPPENED = (Status.OCCURRED, Status.ONGOING, Status.DENIED)  # in a tie the earlier one wins
AHEAD = (Status.PLANNED, Status.CONDITIONAL)


def decide_event(tellings: Sequence[Telling]) -> Event:
    """The event of a group of reports.

    The fullest report gives the parties; mode, date and country are what most origins say. An act that any report tells
    as done is no longer planned. The id is the smallest of the mentions' ids; confidence is the surest report's.
    """
    ordered = sorted(tellings, key=lambda t: (tuple(-n for n in t.fullness), t.id))
    mentions = [t.report.mention for t in ordered]
    heard = independent(ordered)
    fullest = mentions[0]
    return Event(
        id=min(m.id for m in mentions),
        type=fullest.type,
        mode=commonest(t.report.mention.mode for t in heard),
        actors=tuple(actor_of(a) for a in fullest.actors),
        recipients=tuple(actor_of(a) for a in fullest.recipients),
        status=decide_status([t.report.mention.status for t in heard]),
        date=decide_date([m.date.value if m.date else None for m in mentions]),
        country=commonest(m.place.country if m.place else None for m in mentions),
        salience=Salience.MAIN if any(m.salience is Salience.MAIN for m in mentions) else Salience.BACKGROUND,
        mentions=tuple(sorted(m.id for m in mentions)),
        origins=len(heard),
        confidence=max((m.confidence for m in mentions if m.confidence is not None), default=None),
    )


def independent(tellings: Sequence[Telling]) -> list[Telling]:
    """One report for each independent origin, the first of each.

    Reports of one agency or outlet, or with the same evidence word for word, come from one origin, also in a chain.
    """
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for telling in tellings:
        keys = [telling.origin, *([f"words {telling.words}"] if telling.words else [])]
        first, last = root(keys[0]), root(keys[-1])
        parent[max(first, last)] = min(first, last)
    firsts: dict[str, Telling] = {}
    for telling in tellings:
        firsts.setdefault(root(telling.origin), telling)
    return list(firsts.values())


def decide_status(said: Sequence[Status]) -> Status:
    """What most reports say; an act told as done, going on or denied is not planned any more."""
    for among in (HAPPENED, AHEAD):
        counts = [(said.count(status), -among.index(status), status) for status in among if status in said]
        if counts:
            return max(counts)[2]
    return said[0]


def decide_date(said: Iterable[str | None]) -> str | None:
    """The commonest of the most precise dates; the earliest of several."""
    dates = [date for date in said if date]
    precise = max(map(_precision, dates), default=0)
    return commonest(date for date in dates if _precision(date) == precise)


def commonest(values: Iterable[Value | None]) -> Value | None:
    """The value that occurs most, the smallest of several; None is no value."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)


def _precision(date: str) -> int:
    """A day before a month before a year before an interval."""
    return len(date) if "/" not in date else 1
