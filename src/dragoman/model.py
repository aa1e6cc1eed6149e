"""The data that every stage speaks: frozen, typed, with half-open ranges in Unicode code points of `Article.text`.

    Article ─ analyse ─▶ Document ─ code ─▶ EventMention, Statement ─ resolve ─▶ the same, resolved ─ merge ─▶ Event

Unknown is None. Every coded record carries `provenance`: who set which field, from which words, how surely.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Layer(StrEnum):
    """What a component needs or adds: a part of `Document` or of what is made from it."""

    TOKENS = "tokens"
    SENTENCES = "sentences"
    MENTIONS = "mentions"
    CHAINS = "chains"
    TIMES = "times"
    PLACES = "places"
    FRAMES = "frames"
    STATEMENTS = "statements"
    EVENTS = "events"
    ACTORS = "actors"


class MentionKind(StrEnum):
    """Kinds of mention that `analyse` writes."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    GROUP = "group"
    OFFICE = "office"
    TIME = "time"
    PRONOUN = "pronoun"
    OTHER = "other"


class ActorKind(StrEnum):
    """Kinds of actor of the annotation rules."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"


class Status(StrEnum):
    """Whether an act happened, by the annotation rules."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DENIED = "denied"


class Salience(StrEnum):
    """Whether the article is about the event or tells it as background."""

    MAIN = "main"
    BACKGROUND = "background"


class Quote(StrEnum):
    """How much of a statement's content stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who set a field: a component with its version, or a person; confidence is a probability in 0..1 or None."""

    field: str
    by: str
    version: str
    confidence: float | None = None
    spans: tuple[Span, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as `ingest` found it.

    `published` is an ISO date, month or year, or None; `date_confidence` a probability in 0..1 that it is right;
    `date_evidence` the words or element it was read from. `input` says where the text came from.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    date_confidence: float | None = None
    date_evidence: str | None = None
    language: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    input: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `tag` Penn Treebank, `pos` Universal, `dep` ClearNLP label, `head` an index in `Document.tokens`.

    `entity` is the parser's named-entity mark: ``B-`` or ``I-`` and an OntoNotes label ("B-PERSON"), "" outside names.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    space: bool = True
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of something; mentions with the same `chain` speak of the same thing (None: alone)."""

    span: Span
    kind: MentionKind
    chain: int | None = None
    head: Span | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression; `value` is an ISO date, month, year or interval ``a/b``, None if it cannot be worked out."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name with its coordinates in degrees (WGS 84), country as ISO 3166 alpha-3, and GeoNames id."""

    span: Span | None
    name: str | None
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Words that fill a role of a frame; `score` is a probability in 0..1."""

    name: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What the encoder found around a trigger: an act (`label` is an event type) or an attribution (``CUE``).

    `attributes` holds for each attribute (mode, status, salience …) the values with their probabilities, best first.
    """

    label: str
    trigger: Span
    sentence: Span
    score: float
    roles: tuple[Role, ...] = ()
    attributes: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()

    def best(self, attribute: str) -> tuple[str | None, float]:
        """Most probable value of an attribute, and its probability; (None, 0.0) where the frame has none."""
        for name, values in self.attributes:
            if name == attribute and values:
                return values[0]
        return None, 0.0

    def filling(self, name: str) -> tuple[Role, ...]:
        """Roles of that name, in order of text."""
        return tuple(sorted((r for r in self.roles if r.name == name), key=lambda r: r.span))


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words for an actor, and what `resolve` made of them (name, country, sector, kind …); `span` None if inferred."""

    span: Span | None
    text: str | None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    kind: ActorKind | None = None
    wikidata: str | None = None
    office: str | None = None
    confidence: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody is said to say something. `speaker` None only before resolution."""

    id: str
    article: str
    speaker: ActorMention
    cue: Span
    content: tuple[Span, ...]
    quote: Quote
    via: ActorMention | None
    sentence: Span
    confidence: float | None = None
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words an event rests on: sentence, trigger in it, and further sentences that tell the same event."""

    sentence: Span
    trigger: Span
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class EventMention:
    """One event as one article tells it; fields as in the annotation rules."""

    id: str
    article: str
    type: str
    mode: str | None
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    status: Status
    date: TimeSpan | None
    place: Place | None
    source: ActorMention | None
    evidence: Evidence
    salience: Salience
    confidence: float | None = None
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the ledger, the same across articles; `id` hashes what identifies it, `text` is a report's words."""

    id: str
    name: str | None
    country: str | None
    sector: str | None
    kind: ActorKind | None
    wikidata: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening of the ledger: fields decided from its mentions, and the number of independent origins."""

    id: str
    type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    date: str | None
    country: str | None
    salience: Salience
    mentions: tuple[str, ...]
    origins: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article with what `analyse` found in it. Components return a new one (`dataclasses.replace`)."""

    article: Article
    layers: frozenset[Layer] = frozenset()
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    places: tuple[Place, ...] = ()
    frames: tuple[Frame, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[EventMention, ...] = ()

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text


@dataclass(frozen=True, slots=True)
class SetAside:
    """An input or article that could not be handled: at which stage, why, and what it was."""

    input: str
    stage: str
    reason: str
    message: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """All that one article gives to the ledger.

    `components` are the (name, version) pairs that made it; reading the article again with the same ones is a repeat.
    """

    article: Article
    document: Document
    events: tuple[EventMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = field(default=())
    components: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An event mention with what merging needs of its article: when and by whom published, and the evidence's words."""

    mention: EventMention
    published: str | None = None
    outlet: str | None = None
    agency: str | None = None
    words: str | None = None


def content_id(*parts: object) -> str:
    """A stable id: the first 16 hexadecimal digits of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join("" if p is None else str(p) for p in parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def actor_of(words: ActorMention) -> Actor:
    """The actor of the ledger that resolved words speak of; its id hashes Wikidata id, else name and country."""
    known = words.wikidata or words.name or words.country or words.text
    place = None if words.wikidata else words.country
    return Actor(
        id=content_id("actor", known, place),
        name=words.name,
        country=words.country,
        sector=words.sector,
        kind=words.kind,
        wikidata=words.wikidata,
        text=words.text,
    )


def sentence_of(span: Span, sentences: Iterable[Span]) -> Span | None:
    """The sentence in which the span starts, or None."""
    return next((s for s in sentences if s.start <= span.start < s.end), None)
