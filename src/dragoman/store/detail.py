"""An event or an article in full, lists of articles, and the summary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from dragoman.model import EventMention, Span, Statement
from dragoman.store import decode
from dragoman.store.journal import judgements_on
from dragoman.store.query import (
    article_head,
    event_rows,
    facet,
    head_columns,
)
from dragoman.store.rows import (
    ArticleDetail,
    ArticleHead,
    EventDetail,
    EventFilter,
    ReportRow,
    StatementRow,
    Summary,
)
from dragoman.store.schema import (
    article,
    coding,
    event,
    event_mention,
    event_report,
    judgement,
    run,
    sentence,
    set_aside,
    statement,
)
from dragoman.store.search import matching_articles
from dragoman.store.statements import statement_rows


def find_event(connection: Connection, record: str) -> EventDetail | None:
    """An event by its own id or the id of any of its mentions."""
    row = connection.execute(select(event).where(event.c.id == record)).first()
    if row is None:
        owner = (
            select(event_report.c.event)
            .join(event_mention, event_mention.c.seq == event_report.c.mention)
            .where(event_mention.c.id == record)
        )
        row = connection.execute(select(event).where(event.c.id.in_(owner))).first()
    if row is None:
        return None
    keys = connection.execute(select(event_report.c.mention).where(event_report.c.event == row.id)).scalars()
    reports = _reports(connection, keys)
    return EventDetail(
        row=event_rows(connection, [row])[0],
        machine=tuple(json.loads(row.machine).items()),
        reports=reports,
        statements=_around(connection, reports),
        judgements=judgements_on(connection, [r.mention.id for r in reports]),
    )


def find_article(connection: Connection, article_id: str) -> ArticleDetail | None:
    """An article with its current coding."""
    row = connection.execute(select(article).where(article.c.id == article_id)).mappings().first()
    if row is None:
        return None
    codings = connection.execute(select(coding).where(coding.c.article == row["seq"])).all()
    now = next(c for c in codings if c.current)
    spans = connection.execute(select(sentence).where(sentence.c.coding == now.seq).order_by(sentence.c.position))
    return ArticleDetail(
        article=decode.article_of(row),
        sentences=tuple(Span(s.start, s.stop) for s in spans),
        events=_events_of(connection, now.seq),
        statements=_statements_of(connection, now.seq),
        components=tuple((name, version) for name, version in json.loads(now.components)),
        notes=tuple(json.loads(now.notes)),
        codings=len(codings),
    )


def select_articles(
    connection: Connection, *, text: str | None, limit: int | None, offset: int
) -> tuple[tuple[ArticleHead, ...], int]:
    """Articles, newest first, with counts of what they gave, and the number of all that match."""
    conditions = [article.c.seq.in_(matching_articles(connection, text))] if text else []
    total = connection.execute(select(func.count()).select_from(article).where(*conditions)).scalar_one()
    query = (
        select(article.c.seq, *head_columns())
        .where(*conditions)
        .order_by(func.coalesce(article.c.published, "").desc(), article.c.id)
    )
    rows = connection.execute(query.limit(limit).offset(offset)).all()
    events = _counts(connection, event_mention, [row.seq for row in rows])
    said = _counts(connection, statement, [row.seq for row in rows])
    heads = (replace(article_head(row), events=events.get(row.seq, 0), statements=said.get(row.seq, 0)) for row in rows)
    return tuple(heads), total


def summarise(connection: Connection) -> Summary:
    """Counts of all that the ledger holds."""

    def count(query: Select[Any]) -> int:
        return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())

    live = select(coding.c.seq).where(coding.c.current)
    days = connection.execute(select(func.min(event.c.first_day), func.max(event.c.last_day))).one()
    return Summary(
        articles=count(select(article.c.seq)),
        events=count(select(event.c.id)),
        mentions=count(select(event_mention.c.seq).where(event_mention.c.coding.in_(live))),
        statements=count(select(statement.c.seq).where(statement.c.coding.in_(live))),
        set_aside=count(select(set_aside.c.seq)),
        runs=count(select(run.c.seq)),
        judgements=count(select(judgement.c.seq)),
        first_day=days[0],
        last_day=days[1],
        types=facet(connection, "type", EventFilter(), limit=40),
        statuses=facet(connection, "status", EventFilter()),
        countries=facet(connection, "country", EventFilter()),
    )


def _reports(connection: Connection, keys: Iterable[int]) -> tuple[ReportRow, ...]:
    wanted = list(keys)
    found = decode.mentions(connection, wanted)
    rows: list[ReportRow] = []
    for part in decode.chunks(wanted):
        query = select(event_mention.c.seq, article.c.text, *head_columns()).where(event_mention.c.seq.in_(part))
        query = query.join(coding, coding.c.seq == event_mention.c.coding)
        for row in connection.execute(query.join(article, article.c.seq == coding.c.article)):
            evidence = found[row.seq].evidence
            also = tuple(s.of(row.text) for s in evidence.also)
            rows.append(ReportRow(found[row.seq], article_head(row), evidence.sentence.of(row.text), also))
    return tuple(sorted(rows, key=lambda r: (r.article.published or "9999", r.mention.id)))


def _around(connection: Connection, reports: Iterable[ReportRow]) -> tuple[StatementRow, ...]:
    """The statements of the reports' articles whose sentence or content touches the evidence."""
    keys: list[int] = []
    for report in reports:
        told = (report.mention.evidence.sentence, *report.mention.evidence.also)
        for key, said in _keyed_statements(connection, report.article.id).items():
            if any(t.overlaps(s) for t in told for s in (said.sentence, *said.content)):
                keys.append(key)
    return statement_rows(connection, keys)


def _keyed_statements(connection: Connection, article_id: str) -> dict[int, Statement]:
    query = select(statement.c.seq).join(coding, coding.c.seq == statement.c.coding)
    query = query.join(article, article.c.seq == coding.c.article).where(article.c.id == article_id, coding.c.current)
    return decode.statements(connection, connection.execute(query).scalars().all())


def _events_of(connection: Connection, owner: int) -> tuple[tuple[str, EventMention], ...]:
    query = select(event_report.c.mention, event_report.c.event)
    query = query.join(event_mention, event_mention.c.seq == event_report.c.mention)
    events = {row.mention: row.event for row in connection.execute(query.where(event_mention.c.coding == owner))}
    found = decode.mentions(connection, events)
    pairs = ((events[key], mention) for key, mention in found.items())
    return tuple(sorted(pairs, key=lambda pair: (pair[1].evidence.sentence, pair[1].evidence.trigger, pair[1].id)))


def _statements_of(connection: Connection, owner: int) -> tuple[Statement, ...]:
    keys = connection.execute(select(statement.c.seq).where(statement.c.coding == owner)).scalars().all()
    return tuple(sorted(decode.statements(connection, keys).values(), key=lambda s: (s.cue, s.id)))


def _counts(connection: Connection, table: Table, articles: Iterable[int]) -> dict[int, int]:
    query = select(coding.c.article, func.count()).join(table, table.c.coding == coding.c.seq)
    found: dict[int, int] = {}
    for part in decode.chunks(articles):
        where = query.where(coding.c.current, coding.c.article.in_(part)).group_by(coding.c.article)
        found |= {int(owner): int(number) for owner, number in connection.execute(where)}
    return found
