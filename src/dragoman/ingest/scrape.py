"""A careless text scrape of a page becomes an article: lines are told apart, then headline, dates and credits are read.

Nothing marks what is what in a scrape: date lines, menus, headlines said twice, related stories, comments and notices
come as one stream of lines. `line_model` says which are the article's; the rest serve to find its headline and date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.errors import TooLarge
from dragoman.ingest.credits import find_agency, read_byline
from dragoman.ingest.dates import DateGuess, choose_date
from dragoman.ingest.encoding import decode_page
from dragoman.ingest.headline import find_headline
from dragoman.ingest.language import guess_language
from dragoman.ingest.line_model import choose_lines, load_line_model
from dragoman.ingest.scrape_dates import date_lines
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Blob
from dragoman.model import Article, content_id

MAX_LINES = 20_000
MIN_CONFIDENCE = 0.35
URL_LINE = re.compile(r"^(?:url|source|link)?:?\s*(https?://\S+)$", re.I)


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What the lines of a scrape were found to be: indices of the text's lines, of the headline, and the date."""

    body: tuple[int, ...]
    headline: int | None
    published: DateGuess | None
    collected: DateGuess | None


def read_scrape(data: bytes, *, blob: Blob, settings: IngestSettings) -> Article:
    """The article of a text scrape.

    Raises:
        TooLarge: more than 20,000 lines.
    """
    raw = decode_page(data, declared=blob.charset)
    lines = [" ".join(line.split()) for line in raw.split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > MAX_LINES:
        raise TooLarge(f"{blob.input}: {len(lines):,} lines of text; split it into articles (limit {MAX_LINES:,})")
    latest = min(filter(None, (blob.captured, settings.today or date.today())))
    found = read_lines(lines, latest=latest)
    text = "\n\n".join(lines[i] for i in found.body)
    url = blob.url or next((m.group(1) for line in lines[:5] if (m := URL_LINE.match(line))), None)
    return Article(
        id=content_id(text, url),
        text=text,
        title=lines[found.headline] if found.headline is not None else None,
        url=url,
        published=found.published.value if found.published else None,
        date_confidence=found.published.confidence if found.published else None,
        date_evidence=found.published.evidence if found.published else None,
        language=guess_language(text),
        outlet=_outlet(lines, found.headline),
        agency=find_agency([lines[i] for i in found.body]),
        byline=_byline(lines, found),
        input=blob.input,
    )


def read_lines(lines: Sequence[str], *, latest: date) -> ReadLines:
    """Tell the lines of a scrape apart; no date found is later than `latest` or than the day it was collected."""
    headline = find_headline(lines)
    model = load_line_model()
    scores = model.score(lines, headline)
    title = lines[headline] if headline is not None else None
    body = [i for i in choose_lines(lines, scores, model.threshold) if lines[i] != title]
    if not body and len(lines):
        body = [i for i, score in enumerate(scores) if score >= 0.6 * max(scores)]
    start = body[0] if body else len(lines)
    guesses = list(date_lines(lines, headline=headline, start=start, latest=latest))
    collected = _collected(lines, headline, start, latest)
    if collected:
        guesses = [g for g in guesses if g.value <= collected.value and g.evidence != collected.evidence]
    published = choose_date([g for g in guesses if g.confidence >= MIN_CONFIDENCE], latest=latest)
    return ReadLines(tuple(body), headline, published, collected)


def _collected(lines: Sequence[str], headline: int | None, start: int, latest: date) -> DateGuess | None:
    """The day the page was taken: alone at the very top, with other lines between it and headline and text."""
    first = min(headline if headline is not None else start, start)
    for i in (0, 1):
        if i < len(lines) and first - i > 2:
            for guess in date_lines(lines[i : i + 1], headline=None, start=99, latest=latest):
                if len(lines[i]) < len(guess.evidence) + 40:
                    return replace(guess, evidence=lines[i][:120])
    return None


def _outlet(lines: Sequence[str], headline: int | None) -> str | None:
    """The name that follows the headline in an earlier line ("Headline - Outlet")."""
    if headline is None:
        return None
    title = lines[headline].casefold()
    for line in lines[:headline]:
        if line.casefold().startswith(title) and (
            match := re.match(r"\s*(?:[|»·•—–-]|::)\s*([^|»·•]{2,50})$", line[len(title) :])
        ):
            return match.group(1).strip()
    return None


def _byline(lines: Sequence[str], found: ReadLines) -> str | None:
    start = found.body[0] if found.body else len(lines)
    near = range(max(0, start - 12), min(len(lines), start + 3))
    return next((byline for i in near if (byline := read_byline(lines[i]))), None)
