"""The components of this stage.

`PlaceResolver` fills `document.places`, `ActorResolver` the actors of events and statements.
Enters and leaves: a `Document`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.model import ActorKind, ActorMention, Document, EventMention, Layer, Place, Provenance, Span, Statement
from dragoman.resolve.pairs import expand_actor
from dragoman.resolve.places import places_of, resolve_place
from dragoman.resolve.resolver import Resolver

VERSION = "1"
GOES_ON = frozenset({"he", "she"})
REACH = 3
SPEAKS_ON = "the speaker of the statement before"


def _apart(starts: Sequence[int], earlier: Span, later: Span) -> int:
    """How many sentences lie between two ranges, 0 for the same one."""
    return bisect_right(starts, later.start) - bisect_right(starts, earlier.start)


def same_party(a: ActorMention, b: ActorMention) -> bool:
    """Whether two resolved mentions name one actor, or are the same words."""
    return a.span == b.span if a.name is None or b.name is None else (a.name, a.country) == (b.name, b.country)


def distinct(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """The mentions in their order, each actor once."""
    kept: list[ActorMention] = []
    for mention in mentions:
        if not any(same_party(mention, other) for other in kept):
            kept.append(mention)
    return tuple(kept)


class PlaceResolver:
    """Gives each place name that a document mentions its coordinates."""

    name = "places"
    version = VERSION
    needs = frozenset({Layer.MENTIONS})
    adds = frozenset({Layer.PLACES})

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._resolver = resolver or Resolver()

    def __call__(self, document: Document) -> Document:
        """The document with `places`."""
        return replace(
            document, places=places_of(document, resolver=self._resolver), layers=document.layers | {Layer.PLACES}
        )


class ActorResolver:
    """Resolves every actor of the events and statements, and the places of events, with provenance for each field."""

    name = "actors"
    version = VERSION
    needs = frozenset({Layer.EVENTS, Layer.STATEMENTS})
    adds = frozenset({Layer.ACTORS})

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._resolver = resolver or Resolver()

    def __call__(self, document: Document) -> Document:
        """The document with its actors resolved."""
        statements = self._spoken_on(tuple(self._statement(s, document) for s in document.statements), document)
        spoken = {s.speaker.span: s.speaker for s in statements if s.speaker.note == SPEAKS_ON}
        events = tuple(self._event(e, document, spoken) for e in document.events)
        return replace(document, events=events, statements=statements, layers=document.layers | {Layer.ACTORS})

    def _event(
        self, event: EventMention, document: Document, spoken: Mapping[Span | None, ActorMention]
    ) -> EventMention:
        place = self._place(event.place, document) if event.place else None
        actors = tuple(
            one
            for a in event.actors
            for one in (self._all(a, document) if a.span else (self._inferred(a, event, place, document),))
        )
        actors = distinct(spoken.get(a.span, a) for a in actors)
        recipients = distinct(spoken.get(one.span, one) for r in event.recipients for one in self._all(r, document))
        recipients = tuple(r for r in recipients if not any(same_party(r, a) for a in actors))
        source = self._actor(event.source, document) if event.source else None
        marks = [self._mark("actors", i, a) for i, a in enumerate(actors)]
        marks += [self._mark("recipients", i, a) for i, a in enumerate(recipients)]
        marks += [self._mark("source", None, source)] if source else []
        if place and place.country:
            spans = (place.span,) if place.span else ()
            marks.append(Provenance("place", PlaceResolver.name, PlaceResolver.version, place.confidence, spans))
        return replace(
            event,
            actors=actors,
            recipients=recipients,
            source=source,
            place=place,
            provenance=(*event.provenance, *marks),
        )

    def _spoken_on(self, statements: tuple[Statement, ...], document: Document) -> tuple[Statement, ...]:
        """A "he said" right after a statement of a named person is that person: speakers go on speaking."""
        starts = [s.start for s in document.sentences]
        kept: list[Statement] = []
        for one in statements:
            before = next((k for k in reversed(kept) if k.speaker.name and k.speaker.kind is ActorKind.PERSON), None)
            pronoun = (one.speaker.text or "").lower() in GOES_ON
            if before is not None and pronoun and _apart(starts, before.cue, one.cue) <= REACH:
                same = replace(before.speaker, span=one.speaker.span, text=one.speaker.text, note=SPEAKS_ON)
                one = replace(one, speaker=replace(same, confidence=0.7))
            kept.append(one)
        return tuple(kept)

    def _statement(self, statement: Statement, document: Document) -> Statement:
        speaker = self._actor(statement.speaker, document)
        via = self._actor(statement.via, document) if statement.via else None
        marks = [self._mark("speaker", None, speaker)] + ([self._mark("via", None, via)] if via else [])
        return replace(statement, speaker=speaker, via=via, provenance=(*statement.provenance, *marks))

    def _all(self, mention: ActorMention, document: Document) -> tuple[ActorMention, ...]:
        """The mention resolved; words for two states become two."""
        return expand_actor(mention, document=document, resolver=self._resolver)

    def _actor(self, mention: ActorMention, document: Document) -> ActorMention:
        return self._resolver.resolve_actor(mention, document=document)

    def _inferred(
        self, mention: ActorMention, event: EventMention, place: Place | None, document: Document
    ) -> ActorMention:
        """An agent without words is of the country where the act took place; unknown armed agents are of none."""
        if mention.country or mention.sector in (None, "UAF"):
            return mention
        if place and place.country:
            return replace(mention, country=place.country, confidence=0.6)
        country, sure = self._resolver.context_of(document).evidence.at(event.evidence.trigger.start)
        return replace(mention, country=country, confidence=round(0.6 * sure, 3))

    def _place(self, place: Place, document: Document) -> Place:
        if place.country and place.latitude is not None:
            return place
        words = place.span.of(document.text) if place.span else place.name or ""
        found = resolve_place(words, place.span, document=document, resolver=self._resolver)
        found = found or self._inside(words, document)
        if found is None:
            country, sure = self._resolver.context_of(document).evidence.at(place.span.start if place.span else None)
            return replace(place, country=place.country or country, confidence=place.confidence or round(0.6 * sure, 3))
        return replace(found, span=place.span, name=place.name or found.name, country=place.country or found.country)

    def _inside(self, words: str, document: Document) -> Place | None:
        """The place named by a part of a longer phrase (`the Black Sea resort of Sochi`)."""
        reading = self._resolver.reader.read(words)
        for piece in reversed(reading.pieces):
            if piece.kind in ("name", "country"):
                inner = reading.text(piece.start, piece.end)
                if found := resolve_place(inner, None, document=document, resolver=self._resolver):
                    return found
                if piece.country:
                    return Place(
                        None,
                        self._resolver.knowledge.countries.name(piece.country.country),
                        piece.country.country,
                        confidence=0.7,
                    )
        return None

    def _mark(self, field: str, index: int | None, actor: ActorMention) -> Provenance:
        label = field if index is None else f"{field}[{index}]"
        spans = (actor.span,) if actor.span else ()
        return Provenance(label, self.name, self.version, actor.confidence, spans, actor.note)
