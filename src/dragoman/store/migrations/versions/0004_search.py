"""Full-text search over titles, texts and evidence: FTS5 in SQLite, tsvector in PostgreSQL.

What stands in the ledger already is put into the index.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = """
    SELECT m.seq,
           substr(a.text, m.sentence_start + 1, m.sentence_stop - m.sentence_start) || ' ' || coalesce(a.title, '')
    FROM event_mention m JOIN coding c ON c.seq = m.coding JOIN article a ON a.seq = c.article
"""
SQLITE = (
    "CREATE VIRTUAL TABLE article_search USING fts5"
    "(title, text, content='article', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO article_search (article_search) VALUES ('rebuild')",
    "CREATE VIRTUAL TABLE mention_search USING fts5"
    "(words, content='', tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO mention_search (rowid, words) " + WORDS,
)
POSTGRESQL = (
    "CREATE TABLE article_search (rowid integer PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE, "
    "search tsvector NOT NULL)",
    "CREATE INDEX ix_article_search ON article_search USING gin (search)",
    "INSERT INTO article_search SELECT seq, "
    "to_tsvector('english', coalesce(title, '') || ' ' || left(text, 200000)) FROM article",
    "CREATE TABLE mention_search (rowid integer PRIMARY KEY REFERENCES event_mention (seq) ON DELETE CASCADE, "
    "search tsvector NOT NULL)",
    "CREATE INDEX ix_mention_search ON mention_search USING gin (search)",
    "INSERT INTO mention_search WITH w (seq, words) AS ("  # noqa: S608 - of constants only
    + WORDS
    + ") SELECT seq, to_tsvector('english', words) FROM w",
)


def upgrade() -> None:
    """Make and fill the indexes of the database at hand."""
    for command in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(command)
