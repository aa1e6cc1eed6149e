"""Events as a table for analysis: one row an event, polars types, nothing lost that a row can hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.model import Actor
from dragoman.store.rows import EventRow

if TYPE_CHECKING:
    import polars


def events_frame(rows: Iterable[EventRow]) -> polars.DataFrame:
    """The rows as a data frame.

    Columns: id, type, mode, status, date (text: dates keep their precision), day (the date where it is known to the
    day), country, place, salience, origins, reports, confidence, actors, actor_countries, recipients,
    recipient_countries (lists), source, evidence, article, published, outlet.
    """
    import polars as pl

    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "id": pl.String,
        "type": pl.String,
        "mode": pl.String,
        "status": pl.String,
        "date": pl.String,
        "day": pl.Date,
        "country": pl.String,
        "place": pl.String,
        "salience": pl.String,
        "origins": pl.Int64,
        "reports": pl.Int64,
        "confidence": pl.Float64,
        "actors": pl.List(pl.String),
        "actor_countries": pl.List(pl.String),
        "recipients": pl.List(pl.String),
        "recipient_countries": pl.List(pl.String),
        "source": pl.String,
        "evidence": pl.String,
        "article": pl.String,
        "published": pl.String,
        "outlet": pl.String,
    }
    data: dict[str, list[object]] = {name: [] for name in schema}
    for row in rows:
        for name, value in _values(row).items():
            data[name].append(value)
    text_days = data.pop("day")
    frame = pl.DataFrame(data, schema={k: v for k, v in schema.items() if k != "day"})
    days = pl.Series("day", text_days, dtype=pl.String).str.to_date("%Y-%m-%d", strict=False)
    return frame.with_columns(days).select(list(schema))


def _values(row: EventRow) -> dict[str, object]:
    head = row.article
    return {
        **{name: getattr(row, name) for name in ("id", "type", "mode", "status", "date", "country", "place")},
        **{name: getattr(row, name) for name in ("salience", "origins", "reports", "confidence", "source", "evidence")},
        "day": row.date if row.date and len(row.date) == 10 else None,
        "actors": _names(row.actors),
        "actor_countries": [a.country for a in row.actors],
        "recipients": _names(row.recipients),
        "recipient_countries": [a.country for a in row.recipients],
        "article": head.id if head else None,
        "published": head.published if head else None,
        "outlet": head.outlet if head else None,
    }


def _names(actors: Iterable[Actor]) -> list[str | None]:
    return [actor.name or actor.text for actor in actors]
