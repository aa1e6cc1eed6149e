"""A coded article in the shape of the annotation rules, as ``dragoman code`` writes it."""

from __future__ import annotations

from typing import TypedDict

from dragoman.model import ActorMention, Coding, EventMention, Span, Statement


class ActorJson(TypedDict):
    """An actor object of the rules."""

    text: str | None
    name: str | None
    country: str | None
    sector: str | None
    kind: str | None


class PlaceJson(TypedDict):
    """Where an act took place."""

    text: str | None
    country: str | None


class EventJson(TypedDict):
    """An event record of the rules, with the coder's confidence (0..1)."""

    type: str
    mode: str | None
    actors: list[ActorJson]
    recipients: list[ActorJson]
    status: str
    date: str | None
    place: PlaceJson | None
    source: ActorJson | None
    evidence: str
    trigger: str
    also: list[str]
    salience: str
    confidence: float | None


class StatementJson(TypedDict):
    """A statement record of the rules, with the confidence of its cue (0..1)."""

    speaker: ActorJson
    cue: str
    content: str | list[str]
    quote: str
    via: ActorJson | None
    sentence: str
    confidence: float | None


class CodedArticle(TypedDict):
    """One file of ``dragoman code``."""

    id: str
    events: list[EventJson]
    statements: list[StatementJson]


def coded_article(coding: Coding) -> CodedArticle:
    """Events and statements of an article with their words, in order of text."""
    text = coding.article.text
    return CodedArticle(
        id=coding.article.id,
        events=[_event(text, e) for e in coding.events],
        statements=[_statement(text, s) for s in coding.statements],
    )


def _actor(actor: ActorMention) -> ActorJson:
    return ActorJson(
        text=actor.text,
        name=actor.name,
        country=actor.country,
        sector=actor.sector,
        kind=actor.kind.value if actor.kind else None,
    )


def _words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [s.of(text) for s in spans]


def _event(text: str, event: EventMention) -> EventJson:
    place = event.place
    return EventJson(
        type=event.type,
        mode=event.mode,
        actors=[_actor(a) for a in event.actors],
        recipients=[_actor(a) for a in event.recipients],
        status=event.status.value,
        date=event.date.value if event.date else None,
        place=PlaceJson(text=place.span.of(text) if place.span else None, country=place.country) if place else None,
        source=_actor(event.source) if event.source else None,
        evidence=event.evidence.sentence.of(text),
        trigger=event.evidence.trigger.of(text),
        also=_words(text, event.evidence.also),
        salience=event.salience.value,
        confidence=None if event.confidence is None else round(event.confidence, 3),
    )


def _statement(text: str, statement: Statement) -> StatementJson:
    content = _words(text, statement.content)
    return StatementJson(
        speaker=_actor(statement.speaker),
        cue=statement.cue.of(text),
        content=content[0] if len(content) == 1 else content,
        quote=statement.quote.value,
        via=_actor(statement.via) if statement.via else None,
        sentence=statement.sentence.of(text),
        confidence=None if statement.confidence is None else round(statement.confidence, 3),
    )
