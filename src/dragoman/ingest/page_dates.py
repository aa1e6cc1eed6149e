"""Dates that a page shows rather than declares: lines near its headline, read as in a text scrape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dragoman.ingest.dates import DateGuess
from dragoman.ingest.html_tree import block_lines
from dragoman.ingest.scrape_dates import date_lines


def guess_shown_dates(tree: Any, *, title: str | None, text: str, latest: date) -> Iterator[DateGuess]:
    """Dates in short lines about the headline and the start of the text, none later than `latest`."""
    body = tree.find("body")
    lines = block_lines(body if body is not None else tree)
    start = _first_line(lines, text)
    heads = [i for i, line in enumerate(lines[: start + 1]) if title and title.casefold() in line.casefold()]
    yield from date_lines(lines, headline=heads[-1] if heads else None, start=start, latest=latest)


def _first_line(lines: list[str], text: str) -> int:
    first = text[:60].split("\n")[0]
    return next((i for i, line in enumerate(lines) if first and first[:40] in line), 0)
