"""Statements: which are wanted, and what a person decided about them laid over what the machine found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dragoman.model import Quote, Statement
from dragoman.store import decode
from dragoman.store.derive import words_of
from dragoman.store.journal import judgements_on
from dragoman.store.query import article_head, checked_confidence, contains, date_conditions, head_columns
from dragoman.store.rows import Judgement, StatementFilter, StatementRow
from dragoman.store.schema import actor_mention, article, coding, judgement, span, statement
from dragoman.store.search import matching_articles, phrases


def select_statements(connection: Connection, asked: StatementFilter) -> tuple[tuple[StatementRow, ...], int]:
    """Statements, newest first, and the number of all that match.

    Raises:
        UsageError: a date that is none, or a confidence outside 0..1.
    """
    conditions = _statement_conditions(connection, asked)
    base = select(statement.c.seq).join(coding, coding.c.seq == statement.c.coding)
    base = base.join(article, article.c.seq == coding.c.article).where(coding.c.current, *conditions)
    total = connection.execute(select(func.count()).select_from(base.subquery())).scalar_one()
    query = base.order_by(func.coalesce(article.c.published, "").desc(), article.c.id, statement.c.cue_start)
    keys = connection.execute(query.limit(asked.limit).offset(asked.offset)).scalars().all()
    return statement_rows(connection, keys), total


def statement_rows(connection: Connection, keys: Iterable[int]) -> tuple[StatementRow, ...]:
    """Statements with their articles and words, in the order of the keys, with judgements applied."""
    wanted = list(keys)
    found = decode.statements(connection, wanted)
    judged: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements_on(connection, [s.id for s in found.values()]):
        judged[one.record].append(one)
    rows: dict[int, StatementRow] = {}
    for part in decode.chunks(wanted):
        query = select(statement.c.seq, article.c.text, *head_columns()).where(statement.c.seq.in_(part))
        query = query.join(coding, coding.c.seq == statement.c.coding).join(article, article.c.seq == coding.c.article)
        for row in connection.execute(query):
            said = found[row.seq]
            notes = tuple(judged[said.id])
            content = tuple(s.of(row.text) for s in said.content)
            shown = _judged(said, notes)
            rows[row.seq] = StatementRow(shown, article_head(row), said.sentence.of(row.text), content, notes)
    return tuple(rows[key] for key in wanted)


def find_statement(connection: Connection, record: str) -> StatementRow | None:
    """A statement by its id, of the article's current coding."""
    query = select(statement.c.seq).join(coding, coding.c.seq == statement.c.coding)
    key = connection.execute(query.where(statement.c.id == record, coding.c.current)).scalars().first()
    return None if key is None else statement_rows(connection, [key])[0]


def _judged(said: Statement, notes: Iterable[Judgement]) -> Statement:
    for note in notes:
        if note.field == "speaker":
            said = replace(said, speaker=replace(said.speaker, name=note.value))
        elif note.field == "country":
            said = replace(said, speaker=replace(said.speaker, country=note.value))
        elif note.field == "quote" and note.value:
            said = replace(said, quote=Quote(note.value))
    return said


def _statement_conditions(connection: Connection, asked: StatementFilter) -> list[ColumnElement[bool]]:
    def by(role: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return statement.c.seq.in_(select(actor_mention.c.statement).where(actor_mention.c.role == role, condition))

    found: list[ColumnElement[bool]] = []
    if asked.speaker:
        names = contains(func.coalesce(actor_mention.c.name, actor_mention.c.text), asked.speaker)
        found.append(_or_judged("speaker", by("speaker", names), lambda value: contains(value, asked.speaker or "")))
    if asked.country:
        code = asked.country.upper()
        found.append(_or_judged("country", by("speaker", actor_mention.c.country == code), lambda value: value == code))
    if asked.quote:
        found.append(_or_judged("quote", statement.c.quote == asked.quote, lambda value: value == asked.quote))
    if asked.via:
        found.append(by("via", contains(func.coalesce(actor_mention.c.name, actor_mention.c.text), asked.via)))
    if asked.article:
        found.append(article.c.id == asked.article)
    if asked.text:
        found.append(article.c.seq.in_(matching_articles(connection, asked.text)))
        found += [_holds(" ".join(words)) for words in phrases(asked.text)]
    if asked.min_confidence is not None:
        found.append(statement.c.confidence >= checked_confidence(asked.min_confidence))
    return found + date_conditions(article.c.published, article.c.published, asked.date_from, asked.date_to)


def _holds(words: str) -> ColumnElement[bool]:
    """That the sentence or a piece of the content holds the words."""
    pieces = select(span.c.statement).where(
        span.c.role == "content",
        span.c.statement == statement.c.seq,
        contains(words_of(span.c.start, span.c.stop), words),
    )
    sentence = contains(words_of(statement.c.sentence_start, statement.c.sentence_stop), words)
    return or_(sentence, pieces.correlate(statement, article).exists())


def _or_judged(
    field: str, raw: ColumnElement[bool], holds: Callable[[ColumnElement[Any]], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """What a person last decided about the field decides; where nobody did, what the machine found."""
    decided = select(judgement).where(judgement.c.record == statement.c.id, judgement.c.field == field)
    newest = (
        select(judgement.c.value)
        .where(judgement.c.record == statement.c.id, judgement.c.field == field)
        .order_by(judgement.c.seq.desc())
        .limit(1)
        .correlate(statement)
        .scalar_subquery()
    )
    there = decided.correlate(statement).exists()
    return or_(and_(there, holds(newest)), and_(~there, raw))
