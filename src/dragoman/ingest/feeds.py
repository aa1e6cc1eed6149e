"""RSS, Atom, RDF and JSON feeds: each item that holds content, or at least a summary, becomes a row of its own.

Titles and contents are text here: markup and scripts in them are dropped. Nothing is fetched.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.errors import InputError, UnreadableInput
from dragoman.ingest.html_tree import fragment_text, title_text
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Blob
from dragoman.ingest.tables import Row, decode_json

SPACES = re.compile(r"[^\S\n]+")
LEFTOVER = re.compile(
    r"\s*(?:(?:Read|Continue reading|See) (?:more|the full (?:story|article))[^\n.!?]{0,60}(?:…|»|→|>>)?"
    r"|\[(?:…|\.\.\.|&#8230;)\])\s*$"
)


def read_feed(blob: Blob, *, settings: IngestSettings) -> Iterator[tuple[Row, str | None] | InputError]:
    """Items of an XML feed with the feed's own title, in the order of the feed, or why one cannot be read.

    Raises:
        UnreadableInput: not well enough formed to hold any item, or it defines entities (a known attack).
        TooLarge: over the feed limit.
    """
    import feedparser

    data = blob.read_all(limit=settings.max_feed_bytes, advice="split the feed")
    if re.search(rb"<!ENTITY", data[:20_000]):
        raise UnreadableInput(f"{blob.input}: the feed defines XML entities, which is refused; save it without them")
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        problem = parsed.get("bozo_exception") or "it has no items"
        raise UnreadableInput(f"{blob.input}: nothing to read in the feed ({problem})")
    outlet = title_text(str(parsed.feed.get("title") or "")) or None
    for number, entry in enumerate(parsed.entries, 1):
        yield _item(f"{blob.input}#{number}", _entry_fields(entry), outlet)
    if parsed.bozo and _cut_short(data):
        raise UnreadableInput(f"{blob.input}: the feed ends early (truncated); the items before that were read")


def _cut_short(data: bytes) -> bool:
    return not re.search(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*$", data[-300:].rstrip(b"\0 \r\n\t") + b"\n")


def _entry_fields(entry: Any) -> Row:
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    html = max([*contents, str(entry.get("summary") or "")], key=len)
    return Row(
        input="",
        id=None,
        url=entry.get("link"),
        title=entry.get("title"),
        published=entry.get("published") or entry.get("created") or entry.get("updated"),
        html=html,
    )


def read_json_feed(blob: Blob, *, settings: IngestSettings) -> Iterator[tuple[Row, str | None] | InputError]:
    """Items of a JSON feed (jsonfeed.org) with the feed's own title; raises as `read_feed`."""
    data = blob.read_all(limit=settings.max_feed_bytes, advice="split the feed")
    try:
        feed = json.loads(decode_json(data))
        items = feed["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise UnreadableInput(f"{blob.input}: not a whole JSON feed ({error}); get it again") from error
    outlet = title_text(str(feed.get("title") or "")) or None
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        name = f"{blob.input}#{number}"
        if not isinstance(item, dict):
            yield UnreadableInput(f"{name}: not an object")
            continue
        fields = Row(
            input="",
            url=item.get("url") or item.get("external_url"),
            title=item.get("title"),
            published=item.get("date_published") or item.get("date_modified"),
            text=item.get("content_text"),
            html=item.get("content_html") or item.get("summary"),
        )
        yield _item(name, fields, outlet)


def _item(name: str, fields: Row, outlet: str | None) -> tuple[Row, str | None] | InputError:
    text = fields.text or fragment_text(fields.html or "")
    text = LEFTOVER.sub("", SPACES.sub(" ", text).strip()).strip()
    if not text:
        return UnreadableInput(f"{name}: the item has neither content nor summary; read its page instead")
    url = fields.url if isinstance(fields.url, str) and re.match(r"https?://", fields.url) else None
    title = title_text(str(fields.title or "")) or None
    return Row(input=name, url=url, title=title, published=fields.published, text=text), outlet
