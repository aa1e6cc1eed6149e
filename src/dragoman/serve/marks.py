"""Marks on words: which ranges of a text are shown how, cut into pieces that a template can print one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import ActorMention, EventMention, Span, Statement

# What covers a word in front of what: a trigger is seen also where it lies in an actor's words.
ORDER = ("trigger", "date", "place", "actor", "recipient", "source", "cue", "speaker", "via", "content", "evidence")


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the text and its kind; `target` is the id on the page of what it gave."""

    span: Span
    kind: str
    target: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are shown alike. `kinds` are all kinds on them, the foremost first; `ends` what marks end here."""

    text: str
    kinds: tuple[str, ...] = ()
    title: str | None = None
    ends: tuple[str, ...] = ()


def cut(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The words of a range in pieces, at every start and end of a mark. `ends` lists targets of evidence that ends."""
    inside = [m for m in marks if m.span.overlaps(within)]
    bounds = {within.start, within.end}
    for mark in inside:
        bounds |= {min(max(edge, within.start), within.end) for edge in (mark.span.start, mark.span.end)}
    edges = sorted(bounds)
    return tuple(_piece(text, Span(start, end), inside) for start, end in pairwise(edges))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The text's lines that hold anything."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def event_marks(mention: EventMention) -> list[Mark]:
    """The words that each field of an event rests on."""
    found = [Mark(mention.evidence.trigger, "trigger", title=f"{mention.type}: the act")]
    found += _actor_marks("actor", mention.actors)
    found += _actor_marks("recipient", mention.recipients)
    if mention.source:
        found += _actor_marks("source", [mention.source])
    if mention.date:
        found.append(Mark(mention.date.span, "date", title=f"date: {mention.date.value or 'not worked out'}"))
    if mention.place and mention.place.span:
        found.append(Mark(mention.place.span, "place", title=f"place: {mention.place.name or ''}"))
    return found


def statement_marks(statement: Statement) -> list[Mark]:
    """The words of a statement's parts."""
    found = [Mark(statement.cue, "cue", title="cue")]
    found += [Mark(span, "content", title="content") for span in statement.content]
    found += _actor_marks("speaker", [statement.speaker])
    if statement.via:
        found += _actor_marks("via", [statement.via])
    return found


def _actor_marks(kind: str, actors: Sequence[ActorMention]) -> list[Mark]:
    return [
        Mark(actor.span, kind, title=f"{kind}: {actor.name or actor.text or 'unnamed'}")
        for actor in actors
        if actor.span
    ]


def _piece(text: str, span: Span, marks: Sequence[Mark]) -> Piece:
    on = sorted((m for m in marks if m.span.holds(span)), key=lambda m: ORDER.index(m.kind))
    kinds = tuple(dict.fromkeys(m.kind for m in on))
    title = next((m.title for m in on if m.title), None)
    ends = tuple(dict.fromkeys(m.target for m in on if m.target and m.span.end == span.end))
    return Piece(span.of(text), kinds, title, ends)
