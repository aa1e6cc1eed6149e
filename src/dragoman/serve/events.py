"""The list of events with its filters, and a page an event."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from dragoman.errors import UsageError
from dragoman.model import ActorMention, EventMention, Provenance, Salience, Span, Status
from dragoman.serve.desk import Desk
from dragoman.serve.marks import cut, event_marks
from dragoman.serve.words import name_of
from dragoman.store import EventDetail, EventFilter, ReportRow

PAGE = 50
MOST = 500
router = APIRouter()

Words = Annotated[str | None, Query(max_length=400)]


def desk_of(request: Request) -> Desk:
    """The desk that the application was made for."""
    desk: Desk = request.app.state.desk
    return desk


def asked_events(
    text: Words = None,
    actor: Words = None,
    country: Words = None,
    type: Words = None,
    mode: Words = None,
    status: Words = None,
    date_from: Words = None,
    date_to: Words = None,
    place: Words = None,
    source: Words = None,
    salience: Words = None,
    min_confidence: Words = None,
    limit: Words = None,
    cursor: Words = None,
) -> EventFilter:
    """The filter that an address asks for; empty values ask nothing."""
    return EventFilter(
        text=text or None,
        actor=actor or None,
        country=country or None,
        type=type or None,
        mode=mode or None,
        status=status or None,
        date_from=date_from or None,
        date_to=date_to or None,
        place=place or None,
        source=source or None,
        salience=salience or None,
        min_confidence=_probability(min_confidence),
        limit=whole(limit, PAGE),
        cursor=cursor or None,
    )


def whole(words: str | None, default: int) -> int:
    """A number of rows from 1 to `MOST`.

    Raises:
        UsageError: the words are no such number.
    """
    if not words:
        return default
    if not words.isascii() or not words.isdecimal() or not 1 <= int(words) <= MOST:
        raise UsageError(f"{words!r} is no number of rows; write one from 1 to {MOST}")
    return int(words)


def _probability(words: str | None) -> float | None:
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        raise UsageError(f"{words!r} is no confidence; write a number from 0 to 1") from None


AskedEvents = Annotated[EventFilter, Depends(asked_events)]
AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/", include_in_schema=False)
def home() -> RedirectResponse:
    """The list of events is where one begins."""
    return RedirectResponse("/events")


@router.get("/events", include_in_schema=False)
@router.get("/events.json", summary="Events, newest first, with facets")
def list_events(request: Request, desk: AtDesk, asked: AskedEvents) -> Response:
    """Events that fit, one page of them, and how many there are by type, status and country."""
    page = desk.ledger.event_page(asked)
    values = {f.name: getattr(asked, f.name) for f in fields(asked) if f.name not in ("limit", "offset", "cursor")}
    wider = {
        "type": replace(asked, type=None),
        "status": replace(asked, status=None),
        "country": replace(asked, country=None),
    }
    facets = {name: desk.ledger.facet(name, without, limit=20) for name, without in wider.items()}
    data = {"total": page.total, "events": page.rows, "cursor": page.cursor, "asked": values, "facets": facets}
    extra = {
        "active": {name: value for name, value in values.items() if value is not None},
        "limit": None if asked.limit == PAGE else asked.limit,
        "continued": asked.cursor is not None,
        "is_empty": page.total == 0 and desk.ledger.summary().articles == 0,
        "types": desk.codebook.types,
        "statuses": list(Status),
        "saliences": list(Salience),
    }
    return desk.answer(request, "events.html", data, extra=extra)


@router.get("/events/{record}", include_in_schema=False)
@router.get("/events/{record}.json", summary="An event in full, by its id or that of any of its mentions")
def show_event(request: Request, desk: AtDesk, record: str) -> Response:
    """All fields, each with the words it rests on, who set it and how surely; and the statements around it."""
    detail = desk.ledger.event(record)
    if detail is None:
        raise HTTPException(404, f"There is no event {record} in this ledger.")
    extra = {"detail": detail, "reports": [_report(report) for report in detail.reports], "changed": _changed(detail)}
    return desk.answer(request, "event.html", {"event": detail}, extra=extra)


def _changed(detail: EventDetail) -> dict[str, str]:
    """What the machine had put where a person decided otherwise, by field."""
    shown = {name: getattr(detail.row, name) for name, _ in detail.machine}
    return {name: value or "nothing" for name, value in detail.machine if shown[name] != value}


def _report(report: ReportRow) -> dict[str, Any]:
    mention = report.mention
    return {
        "row": report,
        "pieces": _pieces(report, mention.evidence.sentence, report.sentence),
        "also": [_pieces(report, s, w) for s, w in zip(mention.evidence.also, report.also, strict=True)],
        "fields": _fields(report),
    }


def _pieces(report: ReportRow, span: Span, words: str) -> Any:
    """The sentence in pieces; marks are moved to count from its start."""
    marks = [
        replace(mark, span=Span(max(mark.span.start - span.start, 0), mark.span.end - span.start))
        for mark in event_marks(report.mention)
        if mark.span.overlaps(span)
    ]
    return cut(words, Span(0, len(words)), marks)


def _fields(report: ReportRow) -> list[dict[str, Any]]:
    """The rows of a report's table: field, value, further facts, words, and who set it how surely."""
    mention = report.mention
    rows = [
        _field(report, "type", mention.type, [mention.evidence.trigger]),
        _field(report, "mode", mention.mode, []),
        *(_actor(report, "actor", "actors", actor) for actor in mention.actors),
        *(_actor(report, "recipient", "recipients", actor) for actor in mention.recipients),
        _field(report, "status", str(mention.status), []),
        _date(report, mention),
        _place(report, mention),
    ]
    if mention.source:
        rows.append(_actor(report, "source", "source", mention.source))
    else:
        rows.append(_field(report, "source", None, [], facts="the article says it in its own voice"))
    return [*rows, _field(report, "salience", str(mention.salience), [])]


def _date(report: ReportRow, mention: EventMention) -> dict[str, Any]:
    date = mention.date
    return _field(report, "date", date.value if date else None, [date.span] if date else [])


def _place(report: ReportRow, mention: EventMention) -> dict[str, Any]:
    place = mention.place
    if place is None:
        return _field(report, "place", None, [])
    point = f"{place.latitude:.2f}, {place.longitude:.2f}" if place.latitude and place.longitude else None
    facts = [place.country, point, f"GeoNames {place.geonames}" if place.geonames else None]
    spans = [place.span] if place.span else []
    row = _field(report, "place", place.name or "unnamed", spans, facts=" · ".join(filter(None, facts)))
    return {**row, "confidence": place.confidence if place.confidence is not None else row["confidence"]}


def _actor(report: ReportRow, kind: str, field: str, actor: ActorMention) -> dict[str, Any]:
    facts = [actor.country, actor.sector, str(actor.kind) if actor.kind else None, actor.office, actor.wikidata]
    row = _field(
        report, field, name_of(actor), [actor.span] if actor.span else [], facts=" · ".join(filter(None, facts))
    )
    confidence = actor.confidence if actor.confidence is not None else row["confidence"]
    return {**row, "name": kind, "kind": kind, "confidence": confidence, "note": actor.note or row["note"]}


def _field(
    report: ReportRow, name: str, value: str | None, spans: list[Span], *, facts: str | None = None
) -> dict[str, Any]:
    by = _provenance(report.mention, name)
    return {
        "name": name,
        "kind": {"type": "trigger", "mode": None, "status": None, "salience": None}.get(name, name),
        "value": value,
        "facts": facts,
        "words": [_words(report, span) for span in spans],
        "confidence": by.confidence if by else None,
        "by": f"{by.by} {by.version}" if by else None,
        "note": by.note if by else None,
    }


def _provenance(mention: EventMention, name: str) -> Provenance | None:
    names = {name, name + "s", name.removesuffix("s")}
    return next((p for p in mention.provenance if p.field in names), None)


def _words(report: ReportRow, span: Span) -> str | None:
    """The words of a range if they stand in a sentence of the event; elsewhere the article's page shows them."""
    evidence = report.mention.evidence
    told = zip((evidence.sentence, *evidence.also), (report.sentence, *report.also), strict=True)
    return next((words[span.start - s.start : span.end - s.start] for s, words in told if s.holds(span)), None)
