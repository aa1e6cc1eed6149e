"""Dates worked out against the day (or only month, or year) of publication.

Enters: the ISO date of publication, at its precision. Leaves: ISO dates, months, years or intervals as strings, never
more precise than the publication allows, and None where there is nothing to work with.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
NEAR, FAR = 30, 300


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication; `precision` is the number of its known parts (3 day, 2 month, 1 year)."""

    day: dt.date
    precision: int

    def _cut(self, value: dt.date, parts: int) -> str:
        return value.isoformat()[: (4, 7, 10)[min(parts, self.precision) - 1]]

    def on(self, value: dt.date) -> str:
        """A day that was worked out, at the precision of the publication."""
        return self._cut(value, 3)

    def shifted(self, days: int) -> str:
        """The day so many days later (earlier, if negative); without a known day only the month or year."""
        if self.precision < 3:
            return self._cut(self.day, 3)
        return self.on(self.day + days * ONE_DAY)

    def weekday(self, number: int, *, future: bool = False, strict: bool = False) -> str:
        """The last such day (0 Monday) at or before publication, or the next; `strict` leaves out the day itself."""
        if self.precision < 3:
            return self._cut(self.day, 3)
        if future:
            ahead = (number - self.day.weekday()) % 7
            return self.shifted(ahead or (7 if strict else 0))
        back = (self.day.weekday() - number) % 7
        return self.shifted(-(back or (7 if strict else 0)))

    def week(self, weeks: int) -> str | None:
        """The week so many weeks later as an interval from Monday to Sunday; None without a known day."""
        if self.precision < 3:
            return None
        monday = self.day + (7 * weeks - self.day.weekday()) * ONE_DAY
        return f"{monday.isoformat()}/{(monday + 6 * ONE_DAY).isoformat()}"

    def weekend(self, *, future: bool = False, weeks: int = 0) -> str | None:
        """The last Saturday and Sunday that have begun at publication, or the next ones, moved by so many weeks."""
        if self.precision < 3:
            return None
        days = (5 - self.day.weekday()) % 7 if future else -((self.day.weekday() - 5) % 7)
        saturday = self.day + (days + 7 * weeks) * ONE_DAY
        return f"{saturday.isoformat()}/{(saturday + ONE_DAY).isoformat()}"

    def month(self, months: int) -> str:
        """The month so many months later."""
        count = self.day.year * 12 + self.day.month - 1 + months
        if not 12 <= count < 12 * 9999:
            return self._cut(self.day, 1)
        return self._cut(dt.date(count // 12, count % 12 + 1, 1), 2)

    def year(self, years: int) -> str:
        """The year so many years later."""
        return f"{min(max(self.day.year + years, 1), 9999):04d}"

    def named_month(self, month: int, *, future: bool = False, strict: bool = False) -> str:
        """The last such month at or before publication, or the next; `strict` leaves out the month itself."""
        if self.precision < 2:
            return self._cut(self.day, 1)
        distance = month - self.day.month
        if future:
            return self.month(distance % 12 or (12 if strict else 0))
        return self.month(-(-distance % 12) or (-12 if strict else 0))

    def month_day(self, month: int, day: int, *, future: bool = False) -> str | None:
        """The last such day at or before publication, or the next; a day close ahead also beats one long past."""
        if self.precision < 3:
            return self.named_month(month, future=future)
        years = range(self.day.year - 4, self.day.year + 5)
        days = [found for year in years if (found := make_date(year, month, day)) is not None]
        before = [found for found in days if found <= self.day]
        after = [found for found in days if found >= self.day]
        if not before or not after:
            return None
        soon = (after[0] - self.day).days <= NEAR and (self.day - before[-1]).days >= FAR
        return self.on(after[0] if future or soon else before[-1])


def parse_anchor(published: str | None) -> Anchor | None:
    """The anchor for an ISO date, month or year (a time after the date is left out); None for anything else."""
    parts = (published or "")[:10].split("T")[0].split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    numbers = [int(p) for p in parts]
    year, month, day_of_month = [*numbers, 1, 1][:3]
    day = make_date(year, month, day_of_month)
    return Anchor(day, len(parts)) if day is not None else None
