from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert
from tests.store import sample

from dragoman.store import EventFilter, open_ledger
from dragoman.store.encode import mention_actors, mention_values
from dragoman.store.engine import ledger_url, make_engine, reading, writing
from dragoman.store.migrate import HEAD, MIGRATIONS, upgrade
from dragoman.store.schema import SEARCH_TABLES, actor_mention, article, coding, event_mention, metadata


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_head_is_the_newest_migration() -> None:
    assert scripts().get_current_head() == HEAD


def test_migrations_are_numbered_without_gaps() -> None:
    assert sorted(s.revision for s in scripts().walk_revisions()) == [f"{n:04d}" for n in range(1, int(HEAD) + 1)]


def test_migrations_make_the_schema_that_the_code_queries(location: str) -> None:
    open_ledger(location).close()
    engine = make_engine(ledger_url(location), read_only=False)

    def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        return not (kind == "table" and any((name or "").startswith(search) for search in SEARCH_TABLES))

    with reading(engine, location) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def old_rows(connection: Connection) -> None:
    found = sample.raid()
    mention = found.events[0]
    connection.execute(insert(article).values(id="raid", text=found.article.text, published="2018-07"))
    connection.execute(
        insert(coding).values(article=1, components="[]", current=True, added="2018-07-14T00:00:00Z", notes="[]")
    )
    connection.execute(insert(event_mention).values(**mention_values(mention), coding=1, due=False))
    connection.execute(insert(actor_mention), [{**row, "mention": 1} for row in mention_actors(mention)])


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_open_upgrades_an_old_ledger_and_keeps_what_it_holds(location: str, version: str) -> None:
    engine = make_engine(ledger_url(location), read_only=False)
    assert upgrade(engine, location, target=version)
    with writing(engine, location) as connection:
        old_rows(connection)
    engine.dispose()
    with open_ledger(location) as ledger:
        assert [row.type for row in ledger.events(EventFilter(text="protesters"))] == ["COERCE"]
        assert ledger.articles(text="blocked")[1] == 1
        detail = ledger.event(sample.raid().events[0].id)
        assert detail is not None
        assert detail.reports[0].mention.actors == sample.raid().events[0].actors


def test_upgrade_of_a_current_ledger_does_nothing(location: str) -> None:
    open_ledger(location).close()
    engine = make_engine(ledger_url(location), read_only=False)
    assert not upgrade(engine, location)
    engine.dispose()
