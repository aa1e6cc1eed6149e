"""Codings made by hand: three invented articles on invented dealings of real offices, told by offsets."""

from __future__ import annotations

import re

from dragoman.model import (
    ActorKind,
    ActorMention,
    Article,
    Coding,
    Document,
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
    content_id,
)

COMPONENTS = (("coder", "1"), ("resolver", "1"))

MEETING = (
    "The foreign minister of Norland met his Sudland counterpart in Port Azure on Tuesday. "
    '"We had an open talk," said Anna Berg. The minister accused Estmark of holding back grain. '
    "Norland will send 200 tonnes of wheat in August."
)
WIRE = (
    "PORT AZURE (Wire) - Foreign Minister Anna Berg met Karl Lund on Tuesday, officials said. "
    "Norland will send 200 tonnes of wheat in August."
)
RAID = "Police in Estmark arrested 14 protesters on Wednesday. The interior ministry said they had blocked a road."

BERG = ActorMention(
    None, None, "Anna Berg", "NOR", "GOV", ActorKind.PERSON, "Q1", "foreign minister", 0.9, "tenures row 12"
)
LUND = ActorMention(None, None, "Karl Lund", "SDN", "GOV", ActorKind.PERSON, None, None, 0.7)
NORLAND = ActorMention(None, None, "Norland", "NOR", "GOV", ActorKind.COUNTRY, None, None, 0.95)
ESTMARK = ActorMention(None, None, "Estmark", "EST", "GOV", ActorKind.COUNTRY, None, None, 0.95)
POLICE = ActorMention(None, None, "Police", "EST", "COP", ActorKind.ORGANISATION, None, None, 0.8)
CROWD = ActorMention(None, None, None, "EST", "CVL", ActorKind.GROUP, None, None, 0.5)
MINISTRY = ActorMention(None, None, "Interior Ministry", "EST", "GOV", ActorKind.ORGANISATION, None, None, 0.8)


def find(text: str, words: str) -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def sentences(text: str) -> tuple[Span, ...]:
    """Sentences, by full stop."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.]*\.\"?", text))


def at(actor: ActorMention, text: str, words: str) -> ActorMention:
    """An actor with its words."""
    from dataclasses import replace

    return replace(actor, span=find(text, words), text=words)


def event(
    article: Article,
    kind: str,
    trigger: str,
    actors: tuple[ActorMention, ...],
    recipients: tuple[ActorMention, ...] = (),
    *,
    status: Status = Status.OCCURRED,
    date: tuple[str, str] | None = None,
    place: Place | None = None,
    source: ActorMention | None = None,
    mode: str | None = None,
    also: tuple[Span, ...] = (),
    salience: Salience = Salience.MAIN,
    confidence: float = 0.8,
    version: str = "1",
) -> EventMention:
    """An event mention whose sentence is the one that holds the trigger; `date` is (words, value)."""
    word = find(article.text, trigger)
    sentence = next(s for s in sentences(article.text) if s.holds(word))
    when = TimeSpan(find(article.text, date[0]), date[1]) if date else None
    return EventMention(
        id=content_id(article.id, kind, word.start, version),
        article=article.id,
        type=kind,
        mode=mode,
        actors=actors,
        recipients=recipients,
        status=status,
        date=when,
        place=place,
        source=source,
        evidence=Evidence(sentence, word, also),
        salience=salience,
        confidence=confidence,
        provenance=(
            Provenance("type", "coder", version, confidence, (word,)),
            Provenance("actors", "resolver", "1", 0.9, tuple(a.span for a in actors if a.span), "by office and date"),
        ),
    )


def said(article: Article, speaker: ActorMention, cue: str, content: str, quote: Quote) -> Statement:
    """A statement in the sentence of its cue."""
    words = find(article.text, cue)
    sentence = next(s for s in sentences(article.text) if s.holds(words))
    return Statement(
        id=content_id(article.id, "said", words.start),
        article=article.id,
        speaker=speaker,
        cue=words,
        content=(find(article.text, content),),
        quote=quote,
        via=None,
        sentence=sentence,
        confidence=0.75,
        provenance=(Provenance("speaker", "attributor", "1", 0.8, (speaker.span,) if speaker.span else ()),),
    )


def coding(
    article: Article,
    events: tuple[EventMention, ...] = (),
    statements: tuple[Statement, ...] = (),
    components: tuple[tuple[str, str], ...] = COMPONENTS,
) -> Coding:
    """A coding with its document."""
    spans = sentences(article.text)
    document = Document(article, sentences=spans, statements=statements, events=events)
    return Coding(article, document, events, statements, components=components)


def meeting() -> Coding:
    """A visit, a charge, a promise and a quotation, told by an outlet."""
    article = Article(
        "meeting",
        MEETING,
        "Norland and Sudland talk in Port Azure",
        "https://example.org/meeting",
        "2018-07-11",
        0.9,
        outlet="Example Post",
        language="en",
    )
    azure = Place(find(MEETING, "Port Azure"), "Port Azure", "SDN", 15.6, 32.5, 1, 0.8)
    minister = at(BERG, MEETING, "The foreign minister of Norland")
    met = event(
        article,
        "CONSULT",
        "met",
        (minister, at(LUND, MEETING, "his Sudland counterpart")),
        date=("Tuesday", "2018-07-10"),
        place=azure,
        mode="visit",
        also=(find(MEETING, '"We had an open talk," said Anna Berg.'),),
    )
    charge = event(
        article, "ACCUSE", "accused", (at(BERG, MEETING, "The minister"),), (at(ESTMARK, MEETING, "Estmark"),)
    )
    wheat = event(
        article,
        "AID",
        "send",
        (NORLAND,),
        status=Status.PLANNED,
        date=("August", "2018-08"),
        source=at(BERG, MEETING, "Anna Berg"),
        salience=Salience.BACKGROUND,
        confidence=0.45,
    )
    quote = said(article, at(BERG, MEETING, "Anna Berg"), "said", "We had an open talk,", Quote.DIRECT)
    return coding(article, (met, charge, wheat), (quote,))


def wire() -> Coding:
    """The same meeting, told by an agency."""
    article = Article("wire", WIRE, "Berg meets Lund", None, "2018-07-10", agency="Wire", outlet="Daily Copy")
    met = event(
        article,
        "CONSULT",
        "met",
        (at(BERG, WIRE, "Foreign Minister Anna Berg"), at(LUND, WIRE, "Karl Lund")),
        date=("Tuesday", "2018-07-10"),
        confidence=0.9,
    )
    wheat = event(
        article, "AID", "send", (at(NORLAND, WIRE, "Norland"),), status=Status.PLANNED, date=("August", "2018-08")
    )
    return coding(article, (met, wheat))


def raid() -> Coding:
    """An arrest of protesters, with a ministry that speaks."""
    article = Article("raid", RAID, "14 held in Estmark", None, "2018-07", outlet="Estmark Times")
    arrest = event(
        article,
        "COERCE",
        "arrested",
        (at(POLICE, RAID, "Police in Estmark"),),
        (at(CROWD, RAID, "14 protesters"),),
        mode="arrest",
        confidence=0.6,
    )
    claim = said(
        article, at(MINISTRY, RAID, "The interior ministry"), "said", "they had blocked a road", Quote.INDIRECT
    )
    return coding(article, (arrest,), (claim,))


def all_codings() -> tuple[Coding, ...]:
    """The three of them."""
    return meeting(), wire(), raid()
