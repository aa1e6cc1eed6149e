"""Events merged from mentions, with their reports and parties."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date", sa.Text()),
        sa.Column("first_day", sa.Text()),
        sa.Column("last_day", sa.Text()),
        sa.Column("sort_day", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("salience", sa.Text(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("block", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_block", "event", ["block"])
    op.create_index("ix_event_sort_day_id", "event", ["sort_day", "id"])
    op.create_index("ix_event_status", "event", ["status"])
    op.create_index("ix_event_type", "event", ["type"])


def _event_report() -> None:
    op.create_table(
        "event_report",
        sa.Column(
            "event",
            sa.Text(),
            sa.ForeignKey("event.id", name="fk_event_report_event", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "mention",
            sa.Integer(),
            sa.ForeignKey("event_mention.seq", name="fk_event_report_mention", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("event", "mention", name="pk_event_report"),
    )
    op.create_index("ix_event_report_mention", "event_report", ["mention"])


def _event_party() -> None:
    op.create_table(
        "event_party",
        sa.Column(
            "event",
            sa.Text(),
            sa.ForeignKey("event.id", name="fk_event_party_event", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("name", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("sector", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("wikidata", sa.Text()),
        sa.PrimaryKeyConstraint("event", "role", "position", name="pk_event_party"),
    )
    op.create_index("ix_event_party_actor", "event_party", ["actor"])
    op.create_index("ix_event_party_country", "event_party", ["country"])


def upgrade() -> None:
    """Make the tables."""
    _event()
    _event_report()
    _event_party()
    op.execute("UPDATE event_mention SET due = true")
