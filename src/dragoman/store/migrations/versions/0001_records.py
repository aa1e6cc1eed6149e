"""What a reading found: runs, articles, their coding, and what was set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_run"),
    )


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("date_confidence", sa.Float()),
        sa.Column("date_evidence", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("input", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_article"),
        sa.UniqueConstraint("id", name="uq_article_id"),
    )
    op.create_index("ix_article_published", "article", ["published"])


def _coding() -> None:
    op.create_table(
        "coding",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "article",
            sa.Integer(),
            sa.ForeignKey("article.seq", name="fk_coding_article", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("components", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), sa.ForeignKey("run.seq", name="fk_coding_run", ondelete="CASCADE")),
        sa.PrimaryKeyConstraint("seq", name="pk_coding"),
    )
    op.create_index("ix_coding_article", "coding", ["article"])


def _sentence() -> None:
    op.create_table(
        "sentence",
        sa.Column(
            "coding",
            sa.Integer(),
            sa.ForeignKey("coding.seq", name="fk_sentence_coding", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("coding", "position", name="pk_sentence"),
    )


def _event_mention() -> None:
    op.create_table(
        "event_mention",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "coding",
            sa.Integer(),
            sa.ForeignKey("coding.seq", name="fk_event_mention_coding", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date", sa.Text()),
        sa.Column("date_start", sa.Integer()),
        sa.Column("date_stop", sa.Integer()),
        sa.Column("place", sa.Boolean(), nullable=False),
        sa.Column("place_start", sa.Integer()),
        sa.Column("place_stop", sa.Integer()),
        sa.Column("place_name", sa.Text()),
        sa.Column("place_country", sa.Text()),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("geonames", sa.Integer()),
        sa.Column("place_confidence", sa.Float()),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_stop", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_stop", sa.Integer(), nullable=False),
        sa.Column("salience", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("block", sa.Text()),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_event_mention"),
        sa.UniqueConstraint("coding", "id", name="uq_event_mention_coding_id"),
    )
    op.create_index("ix_event_mention_block", "event_mention", ["block"])
    op.create_index("ix_event_mention_due", "event_mention", ["due"])
    op.create_index("ix_event_mention_id", "event_mention", ["id"])


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "coding",
            sa.Integer(),
            sa.ForeignKey("coding.seq", name="fk_statement_coding", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_stop", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_stop", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.PrimaryKeyConstraint("seq", name="pk_statement"),
        sa.UniqueConstraint("coding", "id", name="uq_statement_coding_id"),
    )
    op.create_index("ix_statement_id", "statement", ["id"])


def _span() -> None:
    op.create_table(
        "span",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "mention", sa.Integer(), sa.ForeignKey("event_mention.seq", name="fk_span_mention", ondelete="CASCADE")
        ),
        sa.Column(
            "statement", sa.Integer(), sa.ForeignKey("statement.seq", name="fk_span_statement", ondelete="CASCADE")
        ),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_span"),
    )
    op.create_index("ix_span_mention", "span", ["mention"])
    op.create_index("ix_span_statement", "span", ["statement"])


def _actor_mention() -> None:
    op.create_table(
        "actor_mention",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "mention",
            sa.Integer(),
            sa.ForeignKey("event_mention.seq", name="fk_actor_mention_mention", ondelete="CASCADE"),
        ),
        sa.Column(
            "statement",
            sa.Integer(),
            sa.ForeignKey("statement.seq", name="fk_actor_mention_statement", ondelete="CASCADE"),
        ),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer()),
        sa.Column("stop", sa.Integer()),
        sa.Column("text", sa.Text()),
        sa.Column("name", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("sector", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("wikidata", sa.Text()),
        sa.Column("office", sa.Text()),
        sa.Column("confidence", sa.Float()),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_actor_mention"),
    )
    op.create_index("ix_actor_mention_country", "actor_mention", ["country"])
    op.create_index("ix_actor_mention_mention", "actor_mention", ["mention"])
    op.create_index("ix_actor_mention_statement", "actor_mention", ["statement"])


def _provenance() -> None:
    op.create_table(
        "provenance",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "mention",
            sa.Integer(),
            sa.ForeignKey("event_mention.seq", name="fk_provenance_mention", ondelete="CASCADE"),
        ),
        sa.Column(
            "statement",
            sa.Integer(),
            sa.ForeignKey("statement.seq", name="fk_provenance_statement", ondelete="CASCADE"),
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_provenance"),
    )
    op.create_index("ix_provenance_mention", "provenance", ["mention"])
    op.create_index("ix_provenance_statement", "provenance", ["statement"])


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("run", sa.Integer(), sa.ForeignKey("run.seq", name="fk_set_aside_run", ondelete="CASCADE")),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("article", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_set_aside"),
    )
    op.create_index("ix_set_aside_run", "set_aside", ["run"])


def upgrade() -> None:
    """Make the tables."""
    _run()
    _article()
    _coding()
    _sentence()
    _event_mention()
    _statement()
    _span()
    _actor_mention()
    _provenance()
    _set_aside()
