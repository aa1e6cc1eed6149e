"""Dates as news writes them, with what they rest on. No date is ever made up: each has the words it was read from.

A date keeps its precision (day, month or year) and the calendar day that its outlet printed, in the outlet's own zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<![\d/.-]){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d/.-]\d)(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+(?:at\s+[\d:]+\s*(?:am|pm)?\s*,?\s*)?{_YEAR}\b",
        rf"(?<!\d){_DAY}\s*(?:of\s+)?[-\s]?\s*{_MONTH}\s*[-,]?\s*{_YEAR}\b",
        rf"\b{_YEAR}\s+{_MONTH}\s+{_DAY}(?!\d)",
        rf"(?<![\d/])(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}\b(?![/.-]\d)",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?\d{4,6}Z?)?(?!\d)",
    )
)
MONTH_FORM = re.compile(
    rf"\b{_MONTH}\s*,?\s+{_YEAR}\b|(?<![\d-])(?P<y2>(?:19|20)\d\d)-(?P<m2>0[1-9]|1[0-2])(?![\d-])", re.I
)
YEAR_FORM = re.compile(r"(?:19|20)\d\d")
URL_DAY = re.compile(r"(?<!\d)(20\d\d)(?:[/_-](\d?\d|[a-z]{3})[/_-](\d?\d)(?!\d)|(\d\d)(\d\d)(?!\d{1,5}(?!\d)))", re.I)
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
A_YEAR = re.compile(r"(?:19|20)\d\d")
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class DateGuess:
    """A date with how sure it is (0..1), the words it rests on, and where in the searched string these stand.

    `ambiguous` where day and month could be swapped; `utc` where it is the day in Greenwich, not the outlet's own.
    """

    value: str
    confidence: float
    evidence: str
    start: int = 0
    end: int = 0
    ambiguous: bool = False
    utc: bool = False

    @property
    def day(self) -> date | None:
        """As a calendar day; None where it is only a month or a year."""
        return date.fromisoformat(self.value) if len(self.value) == 10 else None


def find_days(text: str, *, day_first: bool = False) -> Iterator[DateGuess]:
    """Days written out in a text, in order of place; `day_first` settles 04/05/2019 (with dots it always is)."""
    if not A_YEAR.search(text):
        return
    found: list[DateGuess] = []
    for form in DAY_FORMS:
        for match in form.finditer(text):
            guess = _read_match(match, day_first)
            if guess and not any(g.start < guess.end and guess.start < g.end for g in found):
                found.append(guess)
    yield from sorted(found, key=lambda g: g.start)


def _read_match(match: re.Match[str], day_first: bool) -> DateGuess | None:
    parts = match.groupdict()
    ambiguous = False
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        ambiguous = first <= 12 and second <= 12 and first != second and parts["mark"] != "."
        swap = first > 12 or (second <= 12 and (day_first or parts["mark"] == "."))
        month, day = (second, first) if swap else (first, second)
    else:
        month, day = _month_number(parts["month"]), int(parts["day"])
    value = _iso(int(parts["year"]), month, day)
    if value is None:
        return None
    return DateGuess(value, 0.5, match.group().strip(), match.start(), match.end(), ambiguous)


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.lower()]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if found >= EARLIEST else None


def parse_given(value: str) -> str | None:
    """ISO date, month or year of a field that should hold one (ISO, RFC 822, written out, epoch seconds), or None."""
    value = value.strip()
    if YEAR_FORM.fullmatch(value):
        return value
    if guess := next(find_days(value), None):
        return guess.value
    if match := MONTH_FORM.search(value):
        year, month = match["year"] or match["y2"], match["month"] or match["m2"]
        return f"{year}-{_month_number(month):02d}"
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return _from_epoch(int(value[:10]))
    return None


def _from_epoch(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def day_in_url(url: str | None) -> str | None:
    """The day in an address such as ``/2019/11/18/``, ``/2019/nov/18/`` or ``20191118``; None if it has none."""
    if not url:
        return None
    for year, *parts in URL_DAY.findall(ARCHIVED.sub("", url.split("?")[0])):
        month, day = parts[:2] if parts[0] else parts[2:]
        if month.isdigit() or month.lower() in MONTHS:
            found = _iso(int(year), _month_number(month), int(day))
            if found:
                return found
    return None


def choose_date(guesses: Iterable[DateGuess], *, latest: date) -> DateGuess | None:
    """The surest guess that is not later than `latest`; sources that agree to a day make it surer, others less sure."""
    kept = [g for g in guesses if g.value[:10] <= latest.isoformat()[: len(g.value)]]
    if not kept:
        return None
    best = max(kept, key=lambda g: g.confidence)
    best = _outlets_day(best, kept) if best.utc else best
    others = [g for g in kept if g is not best and g.day and best.day]
    confidence = best.confidence
    if any(abs((g.day - best.day).days) <= 1 for g in others if g.day and best.day):
        confidence = 1 - (1 - confidence) * 0.5
    elif others:
        confidence *= 0.85
    return replace(best, confidence=round(min(confidence, 0.99), 3))


def _outlets_day(best: DateGuess, guesses: Iterable[DateGuess]) -> DateGuess:
    """The day that the outlet itself names, where that is a day beside the one in Greenwich."""
    for guess in guesses:
        near = guess.day and best.day and abs((guess.day - best.day).days) == 1
        if near and not guess.utc and guess.confidence >= 0.7:
            return replace(best, value=guess.value, evidence=f"{best.evidence}; {guess.evidence}", utc=False)
    return best
