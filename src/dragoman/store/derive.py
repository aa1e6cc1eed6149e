"""The derived side of the ledger: events with their reports and parties, and judgements laid over them.

An event's id is the smallest id of its mentions, so any mention's id leads to its event, also after a later merge.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, insert, select, update

from dragoman.model import Actor, Event, EventMention, Report, actor_of
from dragoman.store import decode
from dragoman.store.encode import Values, day_range
from dragoman.store.schema import article, coding, event, event_mention, event_party, event_report, judgement

JUDGED_FIELDS = ("type", "mode", "status", "date", "country", "place", "salience")

Judged = tuple[int, str, str | None]  # number of the judgement, field, value
Sources = Mapping[str, tuple[int, Report]]  # by mention id: its key in the table, and the report


def single_event(mention: EventMention) -> Event:
    """The event of one mention that nothing has been merged with."""
    return Event(
        id=mention.id,
        type=mention.type,
        mode=mention.mode,
        actors=tuple(actor_of(a) for a in mention.actors),
        recipients=tuple(actor_of(a) for a in mention.recipients),
        status=mention.status,
        date=mention.date.value if mention.date else None,
        country=mention.place.country if mention.place else None,
        salience=mention.salience,
        mentions=(mention.id,),
        origins=1,
        confidence=mention.confidence,
    )


def write_events(connection: Connection, happenings: Iterable[tuple[Event, str | None]], sources: Sources) -> None:
    """Write events with their blocks, parties and reports, newest judgements on any of their mentions applied."""
    every = list(happenings)
    judged = newest_judgements(connection, [mention for one, _ in every for mention in one.mentions])
    parties: list[Values] = []
    links: list[Values] = []
    for one, _ in every:
        parties += [*_parties(one.id, "actor", one.actors), *_parties(one.id, "recipient", one.recipients)]
        links += [{"event": one.id, "mention": sources[m][0]} for m in one.mentions]
    _insert_all(connection, event, [_event_values(one, block, sources, judged) for one, block in every])
    _insert_all(connection, event_party, parties)
    _insert_all(connection, event_report, links)


def judged_fields(judged: Iterable[Judged]) -> Values:
    """The newest value of each field that a person decided on, by field."""
    return {name: value for _, name, value in sorted(judged, key=lambda one: one[0]) if name in JUDGED_FIELDS}


def retire(connection: Connection, keys: Iterable[int]) -> None:
    """Take mentions out of their events; what else those events held stands alone again until the next merge."""
    gone = set(keys)
    events = _events_of(connection, gone)
    left = _members(connection, events) - gone
    drop_events(connection, events)
    stand_alone(connection, left)


def drop_events(connection: Connection, ids: Iterable[str]) -> None:
    """Remove events with their parties and links; the mentions stay."""
    for part in decode.chunks(sorted(ids)):
        connection.execute(delete(event).where(event.c.id.in_(part)))


def stand_alone(connection: Connection, keys: Iterable[int]) -> None:
    """Give each mention an event of its own, due to be merged."""
    for part in decode.chunks(sorted(keys)):
        sources = load_reports(connection, part)
        write_events(connection, ((single_event(report.mention), None) for _, report in sources.values()), sources)
        connection.execute(update(event_mention).where(event_mention.c.seq.in_(part)).values(due=True))


def repair(connection: Connection) -> int:
    """Give an event to every current mention that has none (after an upgrade); the number of those."""
    query = (
        select(event_mention.c.seq)
        .join(coding, coding.c.seq == event_mention.c.coding)
        .outerjoin(event_report, event_report.c.mention == event_mention.c.seq)
        .where(coding.c.current, event_report.c.event.is_(None))
    )
    keys = connection.execute(query).scalars().all()
    stand_alone(connection, keys)
    return len(keys)


def load_reports(connection: Connection, keys: Iterable[int]) -> dict[str, tuple[int, Report]]:
    """Reports by mention id, with the mentions' keys."""
    wanted = list(keys)
    found = decode.mentions(connection, wanted)
    reports: dict[str, tuple[int, Report]] = {}
    for part in decode.chunks(wanted):
        query = (
            select(
                event_mention.c.seq,
                article.c.published,
                article.c.outlet,
                article.c.agency,
                words_of(event_mention.c.sentence_start, event_mention.c.sentence_stop).label("words"),
            )
            .join(coding, coding.c.seq == event_mention.c.coding)
            .join(article, article.c.seq == coding.c.article)
            .where(event_mention.c.seq.in_(part))
        )
        for row in connection.execute(query):
            report = Report(found[row.seq], row.published, row.outlet, row.agency, row.words)
            reports[report.mention.id] = (row.seq, report)
    return reports


def words_of(start: Column[int], stop: Column[int]) -> ColumnElement[str]:
    """The words of a range of the article's text, cut out by the database so that long texts stay there."""
    return func.substr(article.c.text, start + 1, stop - start)


def newest_judgements(connection: Connection, mentions: Iterable[str]) -> Mapping[str, list[Judged]]:
    """What people decided, by mention."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for part in decode.chunks(mentions):
        for row in connection.execute(select(judgement).where(judgement.c.record.in_(part))).mappings():
            found[row["record"]].append((row["seq"], row["field"], row["value"]))
    return found


def _event_values(happening: Event, block: str | None, sources: Sources, judged: Mapping[str, list[Judged]]) -> Values:
    values = _machine(happening, sources)
    shown = {**values, **judged_fields(one for m in happening.mentions for one in judged.get(m, ()))}
    first, last = day_range(shown["date"])
    published = min(filter(None, (sources[m][1].published for m in happening.mentions)), default=None)
    return {
        "id": happening.id,
        **shown,
        "first_day": first,
        "last_day": last,
        "sort_day": first or day_range(published)[0] or "",
        "origins": happening.origins,
        "reports": len(happening.mentions),
        "confidence": happening.confidence,
        "machine": json.dumps(values, ensure_ascii=False),
        "block": block,
    }


def _insert_all(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _machine(happening: Event, sources: Sources) -> dict[str, Any]:
    places = [r.mention.place.name for _, r in (sources[m] for m in happening.mentions) if r.mention.place]
    values = {name: getattr(happening, name) for name in JUDGED_FIELDS if name != "place"}
    values["status"], values["salience"] = str(happening.status), str(happening.salience)
    return {**values, "place": next(filter(None, places), None)}


def _parties(event_id: str, role: str, actors: Iterable[Actor]) -> list[Values]:
    return [
        {
            "event": event_id,
            "role": role,
            "position": position,
            "actor": actor.id,
            **{f.name: getattr(actor, f.name) for f in fields(Actor) if f.name not in ("id", "kind")},
            "kind": str(actor.kind) if actor.kind else None,
        }
        for position, actor in enumerate(actors)
    ]


def _events_of(connection: Connection, keys: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for part in decode.chunks(keys):
        query = select(event_report.c.event).where(event_report.c.mention.in_(part))
        found |= set(connection.execute(query).scalars())
    return found


def _members(connection: Connection, ids: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for part in decode.chunks(ids):
        query = select(event_report.c.mention).where(event_report.c.event.in_(part))
        found |= set(connection.execute(query).scalars())
    return found
