"""Turns event frames into event mentions: who did what to whom, whether it happened, when, where, on whose word.

Enters: a document with frames, sentences and times. Leaves: the same with event mentions, actors not yet resolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.codebook import Codebook, load_codebook
from dragoman.coding.dating import day_of_the_news, event_time
from dragoman.model import (
    ActorMention,
    Document,
    EventMention,
    Evidence,
    Frame,
    Layer,
    Place,
    Provenance,
    Role,
    Salience,
    Status,
    content_id,
)

INFERRED = "no agent in the text; inferred from the type of act"


class EventCoder:
    """Adds one event mention a frame whose label the codebook knows.

    Where no words name an agent, the codebook says what sector must have acted (annotation rules, cases 10 and 27); a
    frame of a type for which that cannot be known gives no event.
    """

    name = "coder"
    version = "1"
    needs = frozenset({Layer.FRAMES, Layer.SENTENCES, Layer.TIMES})
    adds = frozenset({Layer.EVENTS})

    def __init__(self, codebook: Codebook | None = None, *, min_confidence: float = 0.0) -> None:
        self._codebook = codebook or load_codebook()
        self._min_confidence = min_confidence

    def __call__(self, document: Document) -> Document:
        """The document with its event mentions, in order of text."""
        frames = [f for f in document.frames if f.label in self._codebook.types and f.score >= self._min_confidence]
        events = tuple(e for f in frames if (e := self._event(document, f, frames)))
        return replace(document, events=events, layers=document.layers | self.adds)

    def _event(self, document: Document, frame: Frame, frames: Iterable[Frame]) -> EventMention | None:
        actors = _mentions(document.text, frame.filling("actor"))
        agent = self._codebook.types[frame.label].agent
        if not actors and agent is None:
            return None
        return _event(document, frame, frames, actors or (ActorMention(None, None, sector=agent, note=INFERRED),))


def _event(document: Document, frame: Frame, frames: Iterable[Frame], actors: tuple[ActorMention, ...]) -> EventMention:
    text = document.text
    mode, mode_score = frame.best("mode")
    status, status_score = frame.best("status")
    salience, salience_score = frame.best("salience")
    source = max(frame.filling("source"), key=lambda r: r.score, default=None)
    time = event_time(document, frame, frames)
    if time is None and frame.best("status")[0] == Status.OCCURRED and frame.best("salience")[0] == Salience.MAIN:
        time = day_of_the_news(document)
    event = EventMention(
        id=content_id(document.article.id, "event", frame.label, frame.trigger),
        article=document.article.id,
        type=frame.label,
        mode=None if mode == "none" else mode,
        actors=actors,
        recipients=_mentions(text, frame.filling("recipient")),
        status=Status(status) if status else Status.OCCURRED,
        date=time,
        place=_place(text, frame),
        source=_mention(text, source) if source else None,
        evidence=Evidence(frame.sentence, frame.trigger),
        salience=Salience(salience) if salience else Salience.MAIN,
        confidence=frame.score,
    )
    made = [
        Provenance("type", "encoder", "1", frame.score, (frame.trigger,)),
        Provenance("mode", "encoder", "1", mode_score),
        Provenance("status", "encoder", "1", status_score),
        Provenance("salience", "encoder", "1", salience_score),
        *(Provenance(r.name, "encoder", "1", r.score, (r.span,)) for r in frame.roles),
    ]
    if time:
        made.append(Provenance("date", "coder", "1", None, (time.span,)))
    return replace(event, provenance=tuple(made))


def _mentions(text: str, roles: Iterable[Role]) -> tuple[ActorMention, ...]:
    return tuple(_mention(text, role) for role in roles)


def _mention(text: str, role: Role) -> ActorMention:
    return ActorMention(span=role.span, text=role.span.of(text), confidence=role.score)


def _place(text: str, frame: Frame) -> Place | None:
    role = max(frame.filling("place"), key=lambda r: r.score, default=None)
    return None if role is None else Place(role.span, role.span.of(text), None, confidence=role.score)
