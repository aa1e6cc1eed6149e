"""Values in words: dates with their precision, probabilities, names, safe links."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from dragoman.model import Actor, ActorMention

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(date: str | None) -> str:
    """``10 July 2018``, ``July 2018``, ``2018``; intervals with a dash; what is no date as it stands."""
    if not date:
        return "no date given"
    if "/" in date:
        return " – ".join(date_words(end) for end in date.split("/", 1))
    parts = date.split("-")
    if not all(p.isascii() and p.isdecimal() for p in parts) or len(parts) > 3:
        return date
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else None
    if len(parts) == 1 or month is None:
        return date
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def date_precision(date: str | None) -> str:
    """How precisely a date is known: to the day, the month, the year, as an interval, or not."""
    if not date:
        return "not known"
    if "/" in date:
        return "as an interval"
    return {10: "to the day", 7: "to the month", 4: "to the year"}.get(len(date), "as written")


def percent(probability: float | None) -> str:
    """A probability in hundredths, or a dash."""
    return "–" if probability is None else f"{probability:.0%}"


def number(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}".replace(",", "\u202f")


def moment(at: str | None) -> str:
    """A moment in UTC to the minute."""
    return at.replace("T", " ")[:16] + " UTC" if at else "–"


def label(word: str | None) -> str:
    """A value of an enumeration or a mode as words."""
    return (word or "").replace("-", " ").replace("_", " ")


def party_names(actors: Iterable[Actor | ActorMention]) -> str:
    """Names joined in a line, for titles."""
    return ", ".join(name_of(actor) for actor in actors) or "nobody named"


def name_of(actor: Actor | ActorMention) -> str:
    """The name, else the words in the text, else what is known."""
    return actor.name or actor.text or (f"unnamed ({actor.country})" if actor.country else "unnamed")


def weblink(url: str | None) -> str | None:
    """The URL if a browser may follow it: http or https alone, never a script."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
