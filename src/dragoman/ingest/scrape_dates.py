"""Which date of a text scrape is the article's: not the day the page was collected, nor a related story's.

A date in a short line by the headline or the start of the text is the article's. One at the very top, parted from the
headline by a menu, is when the page was taken: it only says that nothing here is later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.ingest.dates import DateGuess, find_days
from dragoman.ingest.lines import words_of

PUBLISHED = re.compile(r"\b(?:published|posted|first published|created|issued|released|date)\b", re.I)
UPDATED = re.compile(r"\b(?:updated|modified|edited|revised)\b", re.I)
COLLECTED = re.compile(r"\b(?:retrieved|accessed|collected|captured|archived|crawled|downloaded|scraped|today)\b", re.I)
OTHER = re.compile(r"\b(?:copyright|all rights|joined|since|event|expires?|deadline|related)\b|©", re.I)
WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.I)
MAX_WORDS = 26
DATELINE = 160


def date_lines(lines: Sequence[str], *, headline: int | None, start: int, latest: date) -> Iterator[DateGuess]:
    """Dates of short lines with the confidence (0..1) that they are the article's; `start` is the text's first line."""
    first = headline if headline is not None else start
    for i, line in enumerate(lines):
        if i > start + 400 or len(words_of(line)) > MAX_WORDS:
            continue
        for guess in find_days(line, day_first=False):
            if guess.value <= latest.isoformat():
                confidence = _confidence(i, line, guess, first, start)
                yield replace(guess, confidence=confidence, evidence=line.strip()[:120])
    if start < len(lines):
        for guess in find_days(lines[start][:DATELINE]):
            if guess.value <= latest.isoformat() and guess.start < 60:
                yield replace(guess, confidence=0.55, evidence=guess.evidence)


def _confidence(i: int, line: str, guess: DateGuess, headline: int, start: int) -> float:
    """Nearness to headline and start of the text, what the line calls the date, and how little else it holds."""
    low, high = min(headline, start), max(headline, start)
    gap = low - i if i < low else i - high if i > high else 0
    confidence = 0.82 if gap == 0 else max(0.1, 0.75 - 0.07 * gap)
    if i > start:
        confidence -= 0.25 if gap <= 4 else 0.4
    if i <= 1 and gap > 2:
        confidence -= 0.35
    rest = len(words_of(line.replace(guess.evidence, " ")))
    confidence -= 0.02 * max(0, rest - 6)
    confidence += 0.12 * bool(PUBLISHED.search(line)) + 0.03 * bool(WEEKDAY.search(line))
    updated = UPDATED.search(line[: guess.start])
    if updated and not PUBLISHED.search(line[updated.start() : guess.start]):
        confidence -= 0.2
    confidence -= 0.5 * bool(COLLECTED.search(line)) + 0.4 * bool(OTHER.search(line)) + 0.25 * guess.ambiguous
    return round(min(max(confidence, 0.02), 0.95), 3)
