"""Full-text search, the same words in SQLite (FTS5) and PostgreSQL (tsvector).

A query is a list of words that must all occur, in any order; words in "…" must stand together. Nothing in it is syntax
of the database: quotes are taken apart here, so no query can be malformed.
"""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Connection, Select, TableClause, and_, func, insert, literal, select, text

from dragoman.store.schema import article_search, mention_search

MOST_WORDS = 24
INDEXED = 200_000  # characters of a text that PostgreSQL indexes: a tsvector has a size limit

_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")


def phrases(query: str) -> list[list[str]]:
    """The query's phrases as lists of words; a bare word is a phrase of one."""
    found = [_WORD.findall(quoted or bare) for quoted, bare in _PART.findall(query)]
    return [words for words in found if words][:MOST_WORDS]


def index_article(connection: Connection, key: int, title: str | None, words: str) -> None:
    """Put an article into the index."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(article_search).values(rowid=key, title=title, text=words))
        return
    vector = func.to_tsvector(text("'english'"), f"{title or ''} {words[:INDEXED]}")
    connection.execute(insert(article_search).values(rowid=key, search=vector))


def index_mention(connection: Connection, key: int, words: str) -> None:
    """Put the words of an event mention's evidence into the index."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(mention_search).values(rowid=key, words=words))
        return
    vector = func.to_tsvector(text("'english'"), words[:INDEXED])
    connection.execute(insert(mention_search).values(rowid=key, search=vector))


def matching_articles(connection: Connection, query: str) -> Select[tuple[int]]:
    """A query for the keys of articles whose title or text holds all that is asked."""
    return select(article_search.c.rowid).where(_matches(connection, article_search, query))


def matching_mentions(connection: Connection, query: str) -> Select[tuple[int]]:
    """A query for the keys of event mentions whose evidence or title holds all that is asked."""
    return select(mention_search.c.rowid).where(_matches(connection, mention_search, query))


def _matches(connection: Connection, table: TableClause, query: str) -> ColumnElement[bool]:
    asked = phrases(query)
    if not asked:
        return literal(1) == literal(0)
    if connection.dialect.name == "sqlite":
        match = " AND ".join(f'"{" ".join(words)}"' for words in asked)
        return text(f"{table.name} MATCH :match").bindparams(match=match)  # type: ignore[return-value]
    return and_(
        *(
            table.c.search.op("@@")(func.phraseto_tsquery(text("'english'"), " ".join(words)))  # one test a phrase
            for words in asked
        )
    )
