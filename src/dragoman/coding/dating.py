"""Which time expression of the article dates an event.

Enters: a document with times, and the frames of its events. Leaves: a `TimeSpan`, or None where the text gives no hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dragoman.model import Document, Frame, Span, TimeSpan

LEAD_SENTENCES = 4
NEWS_DAYS = 7
DAY = len("2018-07-14")


def event_time(document: Document, frame: Frame, frames: Iterable[Frame]) -> TimeSpan | None:
    """The time expression of the trigger's sentence that stands nearest to the trigger.

    One that stands nearer to the trigger of another event is left to that one, unless it is the only one.
    """
    dated = (replace(t, value=point_of(t.value)) for t in document.times if frame.sentence.holds(t.span))
    here = [t for t in dated if t.value]
    others = [f.trigger for f in frames if f.sentence == frame.sentence and f.trigger != frame.trigger]
    own = [t for t in here if all(_gap(t.span, frame.trigger) <= _gap(t.span, o) for o in others)]
    return min(own or here[:1], key=lambda t: (_gap(t.span, frame.trigger), t.span), default=None)


def point_of(value: str | None) -> str | None:
    """The value of a date field: an interval ("last week") becomes the month or year that it lies in, else None."""
    first, interval, last = (value or "").partition("/")
    if not interval:
        return value
    return next((first[:n] for n in (7, 4) if first[:n] == last[:n] and len(first) >= n), None)


def day_of_the_news(document: Document) -> TimeSpan | None:
    """The first day that the lead names, if it lies within a week before publication.

    News is about the day that its first sentences name: where an event that the article is about has no time of its
    own, this is right four times in five (of those for which annotators gave a date).
    """
    published = document.article.published
    if not published or len(published) != DAY or not document.sentences:
        return None
    lead = document.sentences[min(LEAD_SENTENCES, len(document.sentences)) - 1].end
    days = (t for t in document.times if t.value and len(t.value) == DAY and t.span.start < lead)
    return next((t for t in days if 0 <= _days(t.value, published) <= NEWS_DAYS), None)


def _days(earlier: str | None, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier or later)).days


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
