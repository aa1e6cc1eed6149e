"""The line that ``dragoman analyse`` writes for an article: offsets of what was found, without its words.

Enters a `Document`; leaves an `AnalysisLine`, whose `to_json` gives the object to be written as JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import ActorMention, Document, Mention, Place, Span, Statement, TimeSpan


@dataclass(frozen=True, slots=True)
class AnalysisLine:
    """What stands in an article, by its `id`; ranges are half-open, in code points of the article's text."""

    id: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    times: tuple[TimeSpan, ...]
    statements: tuple[Statement, ...]

    def to_json(self) -> dict[str, Any]:
        """An object of lists, strings and numbers, as the page on `dragoman analyse` describes it."""
        return {
            "id": self.id,
            "sentences": _ranges(self.sentences),
            "mentions": [
                {"start": m.span.start, "end": m.span.end, "kind": m.kind.value, "chain": m.chain}
                for m in self.mentions
            ],
            "places": [_place(place, place.span) for place in self.places if place.span is not None],
            "times": [{"start": t.span.start, "end": t.span.end, "value": t.value} for t in self.times],
            "statements": [_statement(statement) for statement in self.statements],
        }


def analysis_line(document: Document) -> AnalysisLine:
    """The line for a document; layers that no component added are empty."""
    return AnalysisLine(
        id=document.article.id,
        sentences=document.sentences,
        mentions=document.mentions,
        places=document.places,
        times=document.times,
        statements=document.statements,
    )


def _ranges(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _words(actor: ActorMention | None) -> list[list[int]]:
    return _ranges([actor.span]) if actor is not None and actor.span is not None else []


def _place(place: Place, span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "geonames": place.geonames,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "speaker": _words(statement.speaker),
        "cue": _ranges([statement.cue]),
        "content": _ranges(statement.content),
        "quote": statement.quote.value,
        "via": _words(statement.via),
    }
