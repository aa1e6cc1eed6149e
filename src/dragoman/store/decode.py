"""Rows of the tables back to records, many at a time: a handful of queries however many records are asked for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, select

from dragoman.model import (
    ActorKind,
    ActorMention,
    Article,
    EventMention,
    Evidence,
    Place,
    Provenance,
    Quote,
    Salience,
    Span,
    Statement,
    Status,
    TimeSpan,
)
from dragoman.store.schema import actor_mention, article, coding, event_mention, provenance, span, statement

CHUNK = 500  # how many keys one query asks for: databases cap the number of bound values

Groups = Mapping[int, Sequence[RowMapping]]


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The keys in lists that one query can take."""
    every = list(keys)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def mentions(connection: Connection, keys: Iterable[int]) -> dict[int, EventMention]:
    """Event mentions by their key in the table."""
    found: dict[int, EventMention] = {}
    for part in chunks(keys):
        rows = connection.execute(
            select(event_mention, article.c.id.label("article"))
            .join(coding, coding.c.seq == event_mention.c.coding)
            .join(article, article.c.seq == coding.c.article)
            .where(event_mention.c.seq.in_(part))
        ).mappings()
        actors = _grouped(connection, actor_mention, actor_mention.c.mention, part)
        spans = _grouped(connection, span, span.c.mention, part)
        entries = _grouped(connection, provenance, provenance.c.mention, part)
        found |= {row["seq"]: _mention(row, actors, spans, entries) for row in rows}
    return found


def statements(connection: Connection, keys: Iterable[int]) -> dict[int, Statement]:
    """Statements by their key in the table."""
    found: dict[int, Statement] = {}
    for part in chunks(keys):
        rows = connection.execute(
            select(statement, article.c.id.label("article"))
            .join(coding, coding.c.seq == statement.c.coding)
            .join(article, article.c.seq == coding.c.article)
            .where(statement.c.seq.in_(part))
        ).mappings()
        actors = _grouped(connection, actor_mention, actor_mention.c.statement, part)
        spans = _grouped(connection, span, span.c.statement, part)
        entries = _grouped(connection, provenance, provenance.c.statement, part)
        found |= {row["seq"]: _statement(row, actors, spans, entries) for row in rows}
    return found


def article_of(row: RowMapping) -> Article:
    """The article of a row of its table."""
    return Article(**{f.name: row[f.name] for f in fields(Article)})


def _grouped(connection: Connection, table: Table, owner: Column[int], keys: Sequence[int]) -> Groups:
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    query = select(table).where(owner.in_(keys)).order_by(owner, table.c.position, table.c.seq)
    for row in connection.execute(query).mappings():
        groups[row[owner.name]].append(row)
    return groups


def _mention(row: RowMapping, actors: Groups, spans: Groups, entries: Groups) -> EventMention:
    key = row["seq"]
    date_span = _span(row, "date")
    source = _actors(actors.get(key, ()), "source")
    return EventMention(
        id=row["id"],
        article=row["article"],
        type=row["type"],
        mode=row["mode"],
        actors=_actors(actors.get(key, ()), "actor"),
        recipients=_actors(actors.get(key, ()), "recipient"),
        status=Status(row["status"]),
        date=TimeSpan(date_span, row["date"]) if date_span else None,
        place=_place(row) if row["place"] else None,
        source=source[0] if source else None,
        evidence=Evidence(
            Span(row["sentence_start"], row["sentence_stop"]),
            Span(row["trigger_start"], row["trigger_stop"]),
            _spans(spans.get(key, ()), "also"),
        ),
        salience=Salience(row["salience"]),
        confidence=row["confidence"],
        provenance=_provenance(entries.get(key, ())),
    )


def _statement(row: RowMapping, actors: Groups, spans: Groups, entries: Groups) -> Statement:
    key = row["seq"]
    via = _actors(actors.get(key, ()), "via")
    return Statement(
        id=row["id"],
        article=row["article"],
        speaker=_actors(actors.get(key, ()), "speaker")[0],
        cue=Span(row["cue_start"], row["cue_stop"]),
        content=_spans(spans.get(key, ()), "content"),
        quote=Quote(row["quote"]),
        via=via[0] if via else None,
        sentence=Span(row["sentence_start"], row["sentence_stop"]),
        confidence=row["confidence"],
        provenance=_provenance(entries.get(key, ())),
    )


def _place(row: RowMapping) -> Place:
    return Place(
        span=_span(row, "place"),
        name=row["place_name"],
        country=row["place_country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        geonames=row["geonames"],
        confidence=row["place_confidence"],
    )


def _actors(rows: Sequence[RowMapping], role: str) -> tuple[ActorMention, ...]:
    return tuple(
        ActorMention(
            span=None if row["start"] is None else Span(row["start"], row["stop"]),
            text=row["text"],
            name=row["name"],
            country=row["country"],
            sector=row["sector"],
            kind=ActorKind(row["kind"]) if row["kind"] else None,
            wikidata=row["wikidata"],
            office=row["office"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in rows
        if row["role"] == role
    )


def _spans(rows: Sequence[RowMapping], role: str) -> tuple[Span, ...]:
    return tuple(Span(row["start"], row["stop"]) for row in rows if row["role"] == role)


def _provenance(rows: Sequence[RowMapping]) -> tuple[Provenance, ...]:
    return tuple(
        Provenance(
            field=row["field"],
            by=row["by"],
            version=row["version"],
            confidence=row["confidence"],
            spans=tuple(Span(*ends) for ends in json.loads(row["spans"])),
            note=row["note"],
        )
        for row in rows
    )


def _span(row: RowMapping, name: str) -> Span | None:
    start, stop = row[f"{name}_start"], row[f"{name}_stop"]
    return None if start is None else Span(start, stop)
