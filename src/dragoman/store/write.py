"""Writes what one article gave, in one transaction: all of it stands in the ledger afterwards, or nothing.

Enters: a `Coding`. Leaves: rows, an event of its own for each mention (merging folds them later), and the search index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from dragoman.errors import InputError
from dragoman.model import Coding, EventMention, Report, Span, Statement
from dragoman.store import encode
from dragoman.store.derive import Sources, retire, single_event, write_events
from dragoman.store.rows import Added, AddResult
from dragoman.store.schema import actor_mention, article, coding, event_mention, provenance, sentence, span, statement
from dragoman.store.search import index_article, index_mention


def now() -> str:
    """This moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_coding(connection: Connection, article_id: str, components: Sequence[tuple[str, str]]) -> int | None:
    """The key of the article's coding by these components, or None."""
    query = (
        select(coding.c.seq)
        .join(article, article.c.seq == coding.c.article)
        .where(article.c.id == article_id, coding.c.components == _components(components))
    )
    return connection.execute(query).scalars().first()


def add_coding(connection: Connection, found: Coding, *, run: int | None) -> AddResult:
    """Write a coding.

    Raises:
        InputError: the ledger has another text under this article's id.
    """
    components = encode.components_of(found)
    owner, is_new = _article(connection, found)
    if find_coding(connection, found.article.id, components) is not None:
        return AddResult(found.article.id, Added.AGAIN)
    if not is_new:
        _supersede(connection, owner)
    key = _insert(
        connection,
        coding,
        {
            "article": owner,
            "components": _components(components),
            "current": True,
            "added": now(),
            "notes": json.dumps(found.notes, ensure_ascii=False),
            "run": run,
        },
    )
    _sentences(connection, key, found.document.sentences)
    sources: Sources = {m.id: (_mention(connection, key, found, m), _report(found, m)) for m in found.events}
    write_events(connection, ((single_event(mention), None) for mention in found.events), sources)
    for said in found.statements:
        _statement(connection, key, said)
    outcome = Added.NEW if is_new else Added.RECODED
    return AddResult(found.article.id, outcome, len(found.events), len(found.statements))


def _article(connection: Connection, found: Coding) -> tuple[int, bool]:
    values = encode.article_values(found.article)
    row = connection.execute(select(article.c.seq, article.c.text).where(article.c.id == values["id"])).first()
    if row is None:
        key = _insert(connection, article, values)
        index_article(connection, key, values["title"], values["text"])
        return key, True
    if row.text != values["text"]:
        raise InputError(
            f"article {values['id']!r} stands in the ledger with another text; give this one another id "
            "(an id that is a hash of the text never clashes)"
        )
    return row.seq, False


def _supersede(connection: Connection, owner: int) -> None:
    old = select(coding.c.seq).where(coding.c.article == owner, coding.c.current)
    keys = connection.execute(select(event_mention.c.seq).where(event_mention.c.coding.in_(old))).scalars().all()
    connection.execute(update(coding).where(coding.c.article == owner).values(current=False))
    connection.execute(update(event_mention).where(event_mention.c.seq.in_(keys)).values(due=False))
    retire(connection, keys)


def _sentences(connection: Connection, key: int, spans: Sequence[Span]) -> None:
    rows = [{"coding": key, "position": n, "start": s.start, "stop": s.end} for n, s in enumerate(spans)]
    _insert_all(connection, sentence, rows)


def _mention(connection: Connection, key: int, found: Coding, mention: EventMention) -> int:
    values = encode.mention_values(mention)
    own = _insert(connection, event_mention, {**values, "coding": key, "due": True})
    _children(connection, {"mention": own, "statement": None}, encode.mention_actors(mention), mention)
    _insert_all(
        connection,
        span,
        [{**row, "mention": own, "statement": None} for row in encode.span_values("also", mention.evidence.also)],
    )
    told = (mention.evidence.sentence, *mention.evidence.also)
    words = " ".join([*(s.of(found.article.text) for s in told), found.article.title or ""])
    index_mention(connection, own, encode.storable(words))
    return own


def _report(found: Coding, mention: EventMention) -> Report:
    return Report(mention, published=found.article.published, outlet=found.article.outlet, agency=found.article.agency)


def _statement(connection: Connection, key: int, said: Statement) -> None:
    own = _insert(connection, statement, {**encode.statement_values(said), "coding": key})
    owners = {"mention": None, "statement": own}
    actors = [*encode.actor_values("speaker", [said.speaker]), *encode.actor_values("via", [said.via])]
    _children(connection, owners, actors, said)
    _insert_all(connection, span, [{**row, **owners} for row in encode.span_values("content", said.content)])


def _children(
    connection: Connection,
    owners: dict[str, int | None],
    actors: list[dict[str, Any]],
    record: EventMention | Statement,
) -> None:
    _insert_all(connection, actor_mention, [{**row, **owners} for row in actors])
    entries = encode.provenance_values(record.provenance)
    _insert_all(connection, provenance, [{**row, **owners} for row in entries])


def _components(components: Sequence[tuple[str, str]]) -> str:
    return json.dumps([list(pair) for pair in sorted(set(components))])


def _insert(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None  # every table written here has a key of its own
    return int(key[0])


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
