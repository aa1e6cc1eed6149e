"""The limits and choices that reading obeys: one frozen object, passed by keyword. The environment is not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

MEGABYTE = 1_000_000

COLUMN_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "article_id", "doc_id", "uuid"),
        "url": ("url", "link", "source_url", "canonical_url"),
        "title": ("title", "headline"),
        "published": (
            "published",
            "date",
            "published_at",
            "publish_date",
            "date_published",
            "datepublished",
            "pubdate",
        ),
        "text": ("text", "body", "content", "articlebody", "article", "maintext", "full_text"),
        "html": ("html", "raw_html", "page"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """How inputs are read.

    `languages` are the ISO 639-1 codes that pass; None lets every language pass. `columns` maps our names (id, url,
    title, published, text, html) to a table's. Sizes are in bytes after decompression, times in seconds. `today` is the
    day no article can be later than; None means the day of reading.
    """

    languages: frozenset[str] | None = frozenset({"en"})
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    strict: bool = False
    max_page_bytes: int = 10 * MEGABYTE
    max_nesting: int = 512
    max_elements: int = 20_000
    max_text_bytes: int = 3 * MEGABYTE
    max_feed_bytes: int = 50 * MEGABYTE
    max_json_bytes: int = 100 * MEGABYTE
    max_nested_bytes: int = 500 * MEGABYTE
    max_expanded_bytes: int = 100_000 * MEGABYTE
    max_ratio: int = 300
    max_members: int = 2_000_000
    max_archive_depth: int = 2
    batch_rows: int = 512
    timeout: float = 20.0
    total_timeout: float = 60.0
    max_redirects: int = 5
    obey_robots: bool = True
    user_agent: str = "dragoman/0.1 (news ledger)"
