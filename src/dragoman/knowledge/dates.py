"""Dates of day, month or year precision as ranges of days.

Enters: ISO dates such as ``2018``, ``2018-07`` or ``2018-07-14``. Leaves: ordinal days (`datetime.date.toordinal`).
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

from dragoman.errors import UsageError


def _parts(text: str) -> tuple[int, int, int]:
    pieces = text.strip()[:10].split("-")
    try:
        year, month, day = (int(p) for p in [*pieces, "0", "0"][:3])
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise UsageError(f"date {text!r} is no ISO date; write 2018-07-14, 2018-07 or 2018") from error
    return year, month, day


@lru_cache(maxsize=16384)
def first_day(text: str | None) -> int | None:
    """Ordinal of the first day that the date can mean, None for no date.

    Raises:
        UsageError: not an ISO date.
    """
    if not text:
        return None
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1).toordinal()


@lru_cache(maxsize=16384)
def last_day(text: str | None) -> int | None:
    """Ordinal of the last day that the date can mean, None for no date.

    Raises:
        UsageError: not an ISO date.
    """
    if not text:
        return None
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1]).toordinal()


def iso(packed: int) -> str | None:
    """The ISO date of a packed number such as 20180700, None for 0."""
    if not packed:
        return None
    year, rest = divmod(packed, 10000)
    month, day = divmod(rest, 100)
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
