"""An HTML page becomes an article: metadata first, then the body, then what the body tells (agency, language)."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.ingest.body import extract_body, read_markup
from dragoman.ingest.credits import clean_author, find_agency
from dragoman.ingest.dates import DateGuess, choose_date
from dragoman.ingest.encoding import decode_page
from dragoman.ingest.html_tree import parse_page
from dragoman.ingest.language import guess_language
from dragoman.ingest.metadata import PageMetadata, read_metadata
from dragoman.ingest.page_dates import guess_shown_dates
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Blob
from dragoman.model import Article, content_id

MIN_CONFIDENCE = 0.35


def read_page(data: bytes, *, blob: Blob, settings: IngestSettings) -> Article:
    """The article of a page.

    Raises:
        UnreadableInput: no HTML, or nested too deeply.
        TooLarge: too many elements.
    """
    html = decode_page(data, declared=blob.charset)
    tree = parse_page(html, name=blob.input, max_nesting=settings.max_nesting, max_elements=settings.max_elements)
    told = read_metadata(tree, url=blob.url)
    text = extract_body(tree, title=told.title, told=told.body)
    latest = min(filter(None, (blob.captured, settings.today or date.today())))
    found = _choose_date(tree, told, text, latest)
    paragraphs = text.split("\n\n")
    return Article(
        id=content_id(text, told.url),
        text=text,
        title=told.title,
        url=told.url,
        published=found.value if found else None,
        date_confidence=found.confidence if found else None,
        date_evidence=found.evidence if found else None,
        language=guess_language(text) or told.language,
        outlet=told.outlet,
        agency=find_agency(paragraphs, told.author),
        byline=clean_author(told.author),
        input=blob.input,
    )


def markup_text(html: str) -> str:
    """What the markup alone gives as the text of a page that is known to be sound; the line model learns from it."""
    tree = parse_page(html, name="page", max_nesting=2000, max_elements=1_000_000)
    return read_markup(tree)


def _choose_date(tree: Any, told: PageMetadata, text: str, latest: date) -> DateGuess | None:
    """The date that metadata give; where they give none, one shown beside the text."""
    found = choose_date(told.dates, latest=latest)
    if found and found.confidence >= 0.7:
        return found
    shown = guess_shown_dates(tree, title=told.title, text=text, latest=latest)
    found = choose_date([*told.dates, *shown], latest=latest)
    return found if found and found.confidence >= MIN_CONFIDENCE else None
