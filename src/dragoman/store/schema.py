"""The tables of the ledger as the code queries them; the migrations make them, and a test holds both alike.

What a reading found is written once (`article`, `coding` and what hangs on it) and never changed. `event` and what
hangs on it is derived: merged from mentions, with judgements applied, and can be made again at any time. Offsets count
Unicode code points of `article.text`; times are ISO 8601 in UTC; dates are ISO dates, months or years.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint
from sqlalchemy import column as light_column
from sqlalchemy import table as light_table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=True)


def _to(name: str, target: Column[int], *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=nullable)


run = Table(
    "run",
    metadata,
    _key(),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("inputs", Text, nullable=False),
    Column("counts", Text, nullable=False),
)

article = Table(
    "article",
    metadata,
    _key(),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("published", Text),
    Column("date_confidence", Float),
    Column("date_evidence", Text),
    Column("language", Text),
    Column("outlet", Text),
    Column("agency", Text),
    Column("byline", Text),
    Column("input", Text),
    UniqueConstraint("id"),
    Index("ix_article_published", "published"),
)

coding = Table(
    "coding",
    metadata,
    _key(),
    _to("article", article.c.seq),
    Column("components", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", Text, nullable=False),
    Column("notes", Text, nullable=False),
    _to("run", run.c.seq, nullable=True),
    Index("ix_coding_article", "article"),
)

sentence = Table(
    "sentence",
    metadata,
    Column("coding", Integer, ForeignKey(coding.c.seq, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
)

event_mention = Table(
    "event_mention",
    metadata,
    _key(),
    _to("coding", coding.c.seq),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("date", Text),
    Column("date_start", Integer),
    Column("date_stop", Integer),
    Column("place", Boolean, nullable=False),
    Column("place_start", Integer),
    Column("place_stop", Integer),
    Column("place_name", Text),
    Column("place_country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Integer),
    Column("place_confidence", Float),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_stop", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_stop", Integer, nullable=False),
    Column("salience", Text, nullable=False),
    Column("confidence", Float),
    Column("block", Text),
    Column("due", Boolean, nullable=False),
    UniqueConstraint("coding", "id"),
    Index("ix_event_mention_id", "id"),
    Index("ix_event_mention_block", "block"),
    Index("ix_event_mention_due", "due"),
)

statement = Table(
    "statement",
    metadata,
    _key(),
    _to("coding", coding.c.seq),
    Column("id", Text, nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_stop", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_stop", Integer, nullable=False),
    Column("confidence", Float),
    UniqueConstraint("coding", "id"),
    Index("ix_statement_id", "id"),
)

span = Table(
    "span",
    metadata,
    _key(),
    _to("mention", event_mention.c.seq, nullable=True),
    _to("statement", statement.c.seq, nullable=True),
    Column("role", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Index("ix_span_mention", "mention"),
    Index("ix_span_statement", "statement"),
)

actor_mention = Table(
    "actor_mention",
    metadata,
    _key(),
    _to("mention", event_mention.c.seq, nullable=True),
    _to("statement", statement.c.seq, nullable=True),
    Column("role", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer),
    Column("stop", Integer),
    Column("text", Text),
    Column("name", Text),
    Column("country", Text),
    Column("sector", Text),
    Column("kind", Text),
    Column("wikidata", Text),
    Column("office", Text),
    Column("confidence", Float),
    Column("note", Text),
    Index("ix_actor_mention_mention", "mention"),
    Index("ix_actor_mention_statement", "statement"),
    Index("ix_actor_mention_country", "country"),
)

provenance = Table(
    "provenance",
    metadata,
    _key(),
    _to("mention", event_mention.c.seq, nullable=True),
    _to("statement", statement.c.seq, nullable=True),
    Column("position", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("confidence", Float),
    Column("spans", Text, nullable=False),
    Column("note", Text),
    Index("ix_provenance_mention", "mention"),
    Index("ix_provenance_statement", "statement"),
)

set_aside = Table(
    "set_aside",
    metadata,
    _key(),
    _to("run", run.c.seq, nullable=True),
    Column("at", Text, nullable=False),
    Column("input", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("article", Text),
    Index("ix_set_aside_run", "run"),
)

event = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("date", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("sort_day", Text, nullable=False),
    Column("country", Text),
    Column("place", Text),
    Column("salience", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("confidence", Float),
    Column("machine", Text, nullable=False),
    Column("block", Text),
    Index("ix_event_sort_day_id", "sort_day", "id"),
    Index("ix_event_type", "type"),
    Index("ix_event_status", "status"),
    Index("ix_event_block", "block"),
)

event_report = Table(
    "event_report",
    metadata,
    Column("event", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("mention", Integer, ForeignKey("event_mention.seq", ondelete="CASCADE"), primary_key=True),
    Index("ix_event_report_mention", "mention"),
)

event_party = Table(
    "event_party",
    metadata,
    Column("event", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("text", Text),
    Column("name", Text),
    Column("country", Text),
    Column("sector", Text),
    Column("kind", Text),
    Column("wikidata", Text),
    Index("ix_event_party_country", "country"),
    Index("ix_event_party_actor", "actor"),
)

judgement = Table(
    "judgement",
    metadata,
    _key(),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text),
    Index("ix_judgement_record", "record"),
)

article_search = light_table(
    "article_search", light_column("rowid"), light_column("title"), light_column("text"), light_column("search")
)
mention_search = light_table("mention_search", light_column("rowid"), light_column("words"), light_column("search"))
SEARCH_TABLES = frozenset({"article_search", "mention_search"})
