"""Filters to queries: which events and statements, in what order, with what around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, distinct, func, or_, select

from dragoman.errors import UsageError
from dragoman.model import Actor, ActorKind, Span
from dragoman.store import decode
from dragoman.store.derive import words_of
from dragoman.store.encode import day_range
from dragoman.store.rows import ArticleHead, EventFilter, EventRow, Facet, Page
from dragoman.store.schema import actor_mention, article, coding, event, event_mention, event_party, event_report
from dragoman.store.search import matching_mentions

Conditions = list[ColumnElement[bool]]
FACETS = {"type": event.c.type, "status": event.c.status, "country": event_party.c.country, "mode": event.c.mode}


def select_events(connection: Connection, asked: EventFilter) -> Page:
    """One page of events, newest first; the whole list where no limit is asked."""
    conditions = event_conditions(connection, asked)
    total = connection.execute(select(func.count()).select_from(event).where(*conditions)).scalar_one()
    query = select(event).where(*conditions, *_after(asked.cursor)).order_by(event.c.sort_day.desc(), event.c.id)
    if asked.limit is not None:
        query = query.limit(asked.limit + 1)
    rows = connection.execute(query.offset(asked.offset) if asked.offset else query).all()
    kept = rows if asked.limit is None else rows[: asked.limit]
    cursor = f"{kept[-1].sort_day}~{kept[-1].id}" if len(kept) < len(rows) else None
    return Page(event_rows(connection, kept), total, cursor)


def event_conditions(connection: Connection, asked: EventFilter) -> Conditions:
    """What an event must fulfil.

    Raises:
        UsageError: a date that is none, or a confidence outside 0..1.
    """
    found: Conditions = []
    for column, value in (
        (event.c.type, asked.type.upper() if asked.type else None),
        (event.c.mode, asked.mode),
        (event.c.status, asked.status),
        (event.c.salience, asked.salience),
    ):
        if value:
            found.append(column == value)
    if asked.actor:
        party = select(event_party.c.event).where(_named(event_party.c.name, event_party.c.country, asked.actor))
        found.append(event.c.id.in_(party))
    if asked.country:
        code = asked.country.upper()
        party = select(event_party.c.event).where(event_party.c.country == code)
        found.append(or_(event.c.country == code, event.c.id.in_(party)))
    if asked.place:
        found.append(_named(event.c.place, event.c.country, asked.place))
    if asked.source:
        found.append(event.c.id.in_(_told_by(asked.source)))
    if asked.text:
        matching = matching_mentions(connection, asked.text)
        found.append(event.c.id.in_(select(event_report.c.event).where(event_report.c.mention.in_(matching))))
    if asked.min_confidence is not None:
        found.append(event.c.confidence >= checked_confidence(asked.min_confidence))
    return found + date_conditions(event.c.first_day, event.c.last_day, asked.date_from, asked.date_to)


def date_conditions(
    first: ColumnElement[Any], last: ColumnElement[Any], date_from: str | None, date_to: str | None
) -> Conditions:
    """That a range of days touches the days asked for; what has no date never does.

    Raises:
        UsageError: a date that is no ISO date, month or year.
    """
    found: Conditions = []
    if date_from:
        found.append(last >= day_range(checked_date(date_from))[0])
    if date_to:
        found.append(first <= day_range(checked_date(date_to))[1])
    return found


def checked_date(words: str) -> str:
    """The words, if they are an ISO date, month or year.

    Raises:
        UsageError: they are not.
    """
    parts = words.split("-")
    fits = all(p.isascii() and p.isdecimal() for p in parts) and [len(p) for p in parts] == [4, 2, 2][: len(parts)]
    if not fits or not all(1 <= int(part) <= most for part, most in zip(parts[1:], (12, 31), strict=False)):
        raise UsageError(f"{words!r} is no date; write 2018-07-14, 2018-07 or 2018")
    return words


def checked_confidence(value: float) -> float:
    """The value, if it is a probability.

    Raises:
        UsageError: it is not.
    """
    if not 0 <= value <= 1:
        raise UsageError(f"a confidence of {value} cannot be; write a number from 0 to 1")
    return value


def contains(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """That a column holds the words, whatever their case; % and _ in them mean themselves."""
    return column.icontains(words.strip(), autoescape=True)


def facet(connection: Connection, field: str, asked: EventFilter, *, limit: int = 12) -> tuple[Facet, ...]:
    """The commonest values of a field among the events asked for, with their numbers of events.

    Raises:
        UsageError: a field that has no facet.
    """
    if field not in FACETS:
        raise UsageError(f"no facet {field!r}; one of {', '.join(FACETS)}")
    column = FACETS[field]
    count = func.count(distinct(event.c.id))
    query = select(column, count).select_from(event)
    if field == "country":
        query = query.join(event_party, event_party.c.event == event.c.id)
    query = query.where(column.is_not(None), *event_conditions(connection, asked))
    rows = connection.execute(query.group_by(column).order_by(count.desc(), column).limit(limit))
    return tuple(Facet(str(value), int(number)) for value, number in rows)


def event_rows(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[EventRow, ...]:
    """Rows of the table `event` with their parties and the evidence of their first report."""
    ids = [row.id for row in rows]
    parties = _parties(connection, ids)
    firsts = _first_reports(connection, ids)
    return tuple(_event_row(row, parties, firsts.get(row.id)) for row in rows)


def article_head(row: Any) -> ArticleHead:
    """The head of an article from a row with its columns under `article_id, title, url, published, outlet, agency`."""
    return ArticleHead(row.article_id, row.title, row.url, row.published, row.outlet, row.agency)


def head_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns that `article_head` reads."""
    c = article.c
    return (c.id.label("article_id"), c.title, c.url, c.published, c.outlet, c.agency)


def _event_row(row: Row[Any], parties: Mapping[tuple[str, str], list[Actor]], first: Row[Any] | None) -> EventRow:
    return EventRow(
        id=row.id,
        type=row.type,
        mode=row.mode,
        status=row.status,
        date=row.date,
        country=row.country,
        place=row.place,
        salience=row.salience,
        origins=row.origins,
        reports=row.reports,
        confidence=row.confidence,
        sort_day=row.sort_day,
        actors=tuple(parties.get((row.id, "actor"), ())),
        recipients=tuple(parties.get((row.id, "recipient"), ())),
        source=(first.source_name or first.source_text) if first else None,
        evidence=first.words if first else None,
        trigger=Span(first.trigger_start - first.sentence_start, first.trigger_stop - first.sentence_start)
        if first
        else None,
        article=article_head(first) if first else None,
    )


def _parties(connection: Connection, ids: Iterable[str]) -> Mapping[tuple[str, str], list[Actor]]:
    found: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for part in decode.chunks(ids):
        query = select(event_party).where(event_party.c.event.in_(part)).order_by(event_party.c.position)
        for row in connection.execute(query):
            kind = ActorKind(row.kind) if row.kind else None
            actor = Actor(row.actor, row.name, row.country, row.sector, kind, row.wikidata, row.text)
            found[row.event, row.role].append(actor)
    return found


def _first_reports(connection: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """For each event its earliest published report (of those, the one of the smallest id)."""
    found: dict[str, Row[Any]] = {}
    source = actor_mention.alias("source")
    for part in decode.chunks(ids):
        query = (
            select(
                event_report.c.event,
                event_mention.c.sentence_start,
                event_mention.c.trigger_start,
                event_mention.c.trigger_stop,
                words_of(event_mention.c.sentence_start, event_mention.c.sentence_stop).label("words"),
                source.c.name.label("source_name"),
                source.c.text.label("source_text"),
                *head_columns(),
            )
            .join(event_mention, event_mention.c.seq == event_report.c.mention)
            .join(coding, coding.c.seq == event_mention.c.coding)
            .join(article, article.c.seq == coding.c.article)
            .outerjoin(source, and_(source.c.mention == event_mention.c.seq, source.c.role == "source"))
            .where(event_report.c.event.in_(part))
            .order_by(func.coalesce(article.c.published, "9999"), event_mention.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.event, row)
    return found


def _told_by(words: str) -> Select[tuple[str]]:
    source = select(actor_mention.c.mention).where(
        actor_mention.c.role == "source",
        or_(_named(actor_mention.c.name, actor_mention.c.country, words), contains(actor_mention.c.text, words)),
    )
    return (
        select(event_report.c.event)
        .join(event_mention, event_mention.c.seq == event_report.c.mention)
        .join(coding, coding.c.seq == event_mention.c.coding)
        .join(article, article.c.seq == coding.c.article)
        .where(
            or_(event_mention.c.seq.in_(source), contains(article.c.outlet, words), contains(article.c.agency, words))
        )
    )


def _named(name: ColumnElement[Any], country: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Part of the name, or the country code where the words can be one."""
    words = words.strip()
    named = contains(name, words)
    return or_(named, country == words) if len(words) == 3 and words.isupper() else named


def _after(cursor: str | None) -> Conditions:
    if not cursor:
        return []
    day, separator, last = cursor.partition("~")
    if not separator:
        raise UsageError(f"{cursor!r} is no cursor; take the one that the page before gave")
    return [or_(event.c.sort_day < day, and_(event.c.sort_day == day, event.c.id > last))]
