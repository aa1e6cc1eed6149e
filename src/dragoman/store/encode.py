"""Records to rows of the tables; `decode` is the way back. Nothing here talks to a database."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from dragoman.model import ActorMention, Article, Coding, EventMention, Provenance, Span, Statement

Values = dict[str, Any]

_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def storable(words: str) -> str:
    """The text with what no database takes (NUL, lone surrogates) replaced sign by sign, so that offsets stay true."""
    return words.translate(_UNSTORABLE)


def article_values(article: Article) -> Values:
    """Columns of `article`."""
    values = {f.name: getattr(article, f.name) for f in fields(Article)}
    return {k: storable(v) if isinstance(v, str) else v for k, v in values.items()}


def components_of(coding: Coding) -> tuple[tuple[str, str], ...]:
    """The (name, version) pairs that made a coding, sorted; read from provenance where the coding does not say."""
    if coding.components:
        return tuple(sorted(set(coding.components)))
    records: Sequence[EventMention | Statement] = (*coding.events, *coding.statements)
    return tuple(sorted({(p.by, p.version) for record in records for p in record.provenance}))


def mention_values(mention: EventMention) -> Values:
    """Columns of `event_mention`, but for those that tie it to other rows."""
    place, date, evidence = mention.place, mention.date, mention.evidence
    return {
        "id": mention.id,
        "type": mention.type,
        "mode": mention.mode,
        "status": str(mention.status),
        "date": date.value if date else None,
        **_ends("date", date.span if date else None),
        "place": place is not None,
        **_ends("place", place.span if place else None),
        "place_name": storable(place.name) if place and place.name else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames": place.geonames if place else None,
        "place_confidence": place.confidence if place else None,
        **_ends("sentence", evidence.sentence),
        **_ends("trigger", evidence.trigger),
        "salience": str(mention.salience),
        "confidence": mention.confidence,
    }


def statement_values(statement: Statement) -> Values:
    """Columns of `statement`, but for those that tie it to other rows."""
    return {
        "id": statement.id,
        **_ends("cue", statement.cue),
        "quote": str(statement.quote),
        **_ends("sentence", statement.sentence),
        "confidence": statement.confidence,
    }


def actor_values(role: str, actors: Iterable[ActorMention | None]) -> list[Values]:
    """Rows of `actor_mention` in one role."""
    return [
        {
            "role": role,
            "position": position,
            "start": actor.span.start if actor.span else None,
            "stop": actor.span.end if actor.span else None,
            "text": storable(actor.text) if actor.text is not None else None,
            "name": storable(actor.name) if actor.name is not None else None,
            "country": actor.country,
            "sector": actor.sector,
            "kind": str(actor.kind) if actor.kind else None,
            "wikidata": actor.wikidata,
            "office": actor.office,
            "confidence": actor.confidence,
            "note": actor.note,
        }
        for position, actor in enumerate(actors)
        if actor is not None
    ]


def span_values(role: str, spans: Iterable[Span]) -> list[Values]:
    """Rows of `span` in one role."""
    return [{"role": role, "position": n, "start": s.start, "stop": s.end} for n, s in enumerate(spans)]


def provenance_values(entries: Iterable[Provenance]) -> list[Values]:
    """Rows of `provenance`."""
    return [
        {
            "position": position,
            "field": entry.field,
            "by": entry.by,
            "version": entry.version,
            "confidence": entry.confidence,
            "spans": json.dumps([[s.start, s.end] for s in entry.spans]),
            "note": storable(entry.note) if entry.note is not None else None,
        }
        for position, entry in enumerate(entries)
    ]


def mention_actors(mention: EventMention) -> list[Values]:
    """Rows of `actor_mention` of an event mention."""
    return [
        *actor_values("actor", mention.actors),
        *actor_values("recipient", mention.recipients),
        *actor_values("source", [mention.source]),
    ]


def day_range(date: str | None) -> tuple[str | None, str | None]:
    """First and last day of an ISO date, month, year or interval ``a/b``; (None, None) where there is none."""
    if not date:
        return None, None
    first, _, last = date.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(date: str) -> str:
    return (date + "-01-01"[len(date) - 4 :])[:10] if len(date) < 10 else date[:10]


def _last_day(date: str) -> str:
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = (int(part) if part.isdecimal() else 1 for part in date.split("-"))
        return f"{date}-{monthrange(max(year, 1), min(max(month, 1), 12))[1]:02d}"
    return date[:10]


def _ends(name: str, span: Span | None) -> Values:
    return {f"{name}_start": span.start if span else None, f"{name}_stop": span.end if span else None}
