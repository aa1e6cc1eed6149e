"""What is only ever appended: runs, inputs set aside, and what people decided about a field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, insert, select, update

from dragoman.errors import UsageError
from dragoman.model import Quote, Salience, SetAside, Status
from dragoman.store import decode
from dragoman.store.derive import JUDGED_FIELDS, judged_fields, newest_judgements
from dragoman.store.encode import day_range, storable
from dragoman.store.rows import AsideRow, Judgement, RunRow
from dragoman.store.schema import event, event_mention, event_report, judgement, run, set_aside, statement

STATEMENT_FIELDS = ("speaker", "country", "quote")
_CHOICES: Mapping[str, type[Status] | type[Salience] | type[Quote]] = {
    "status": Status,
    "salience": Salience,
    "quote": Quote,
}

__all__ = ["add_aside", "add_judgement", "finish_run", "judgements_on", "list_asides", "list_runs", "start_run"]


def start_run(connection: Connection, inputs: Iterable[str], *, at: str) -> int:
    """Log the start of a run; its number."""
    values = {"started": at, "inputs": json.dumps([storable(i) for i in inputs]), "counts": "{}"}
    key = connection.execute(insert(run).values(values)).inserted_primary_key
    assert key is not None  # the table has a key of its own
    return int(key[0])


def finish_run(connection: Connection, number: int, counts: Mapping[str, int], *, at: str) -> None:
    """Log the end of a run with its counts."""
    values = {"finished": at, "counts": json.dumps(dict(counts))}
    connection.execute(update(run).where(run.c.seq == number).values(values))


def list_runs(connection: Connection, *, limit: int | None) -> tuple[RunRow, ...]:
    """Runs, newest first."""
    asides = select(func.count()).where(set_aside.c.run == run.c.seq).scalar_subquery()
    query = select(run, asides.label("asides")).order_by(run.c.seq.desc()).limit(limit)
    return tuple(
        RunRow(
            row.seq,
            row.started,
            row.finished,
            tuple(json.loads(row.inputs)),
            tuple(json.loads(row.counts).items()),
            row.asides,
        )
        for row in connection.execute(query)
    )


def add_aside(connection: Connection, aside: SetAside, *, number: int | None, at: str) -> None:
    """Log that an input was set aside."""
    values = {
        "run": number,
        "at": at,
        "input": storable(aside.input),
        "stage": aside.stage,
        "reason": aside.reason,
        "message": storable(aside.message),
        "article": aside.article,
    }
    connection.execute(insert(set_aside).values(values))


def list_asides(connection: Connection, *, number: int | None, limit: int | None) -> tuple[AsideRow, ...]:
    """What was set aside, newest first; of one run where its number is given."""
    query = select(set_aside).order_by(set_aside.c.seq.desc()).limit(limit)
    if number is not None:
        query = query.where(set_aside.c.run == number)
    return tuple(
        AsideRow(SetAside(row.input, row.stage, row.reason, row.message, row.article), row.at, row.run)
        for row in connection.execute(query)
    )


def add_judgement(connection: Connection, made: Judgement) -> None:
    """Append a judgement, and lay it over the event's shown fields; what the machine found stays as it is.

    Raises:
        UsageError: no such record, a field that takes no judgement, or a value that it cannot have.
    """
    owner = _event_of(connection, made.record)
    _check(connection, made, is_event=owner is not None)
    connection.execute(
        insert(judgement).values(
            record=made.record, field=made.field, value=made.value, by=made.by, at=made.at, note=made.note
        )
    )
    if owner is not None:
        _show(connection, owner)


def judgements_on(connection: Connection, records: Iterable[str]) -> tuple[Judgement, ...]:
    """Judgements on any of the records, oldest first."""
    rows = [
        row
        for part in decode.chunks(sorted(set(records)))
        for row in connection.execute(select(judgement).where(judgement.c.record.in_(part)))
    ]
    rows.sort(key=lambda row: int(row.seq))
    return tuple(Judgement(r.record, r.field, r.value, r.by, r.at, r.note) for r in rows)


def _check(connection: Connection, made: Judgement, *, is_event: bool) -> None:
    if not is_event:
        there = connection.execute(select(statement.c.seq).where(statement.c.id == made.record)).first()
        if there is None:
            raise UsageError(f"{made.record!r} is no event, mention or statement of this ledger; check the id")
    fields = JUDGED_FIELDS if is_event else STATEMENT_FIELDS
    if made.field not in fields:
        raise UsageError(f"field {made.field!r} takes no judgement; one of {', '.join(fields)}")
    choices = _CHOICES.get(made.field)
    if choices is not None and made.value not in {str(c) for c in choices}:
        raise UsageError(f"{made.field} cannot be {made.value!r}; one of {', '.join(choices)}")
    if made.field == "type" and not made.value:
        raise UsageError("type cannot be empty; write a type of the codebook")


def _event_of(connection: Connection, record: str) -> str | None:
    query = (
        select(event_report.c.event)
        .join(event_mention, event_mention.c.seq == event_report.c.mention)
        .where(event_mention.c.id == record)
    )
    return connection.execute(query).scalars().first()


def _show(connection: Connection, owner: str) -> None:
    query = select(event_mention.c.id).join(event_report, event_report.c.mention == event_mention.c.seq)
    mentions = connection.execute(query.where(event_report.c.event == owner)).scalars().all()
    judged = newest_judgements(connection, mentions)
    values = judged_fields(one for every in judged.values() for one in every)
    if "date" in values:
        first, last = day_range(values["date"])
        values |= {"first_day": first, "last_day": last} | ({"sort_day": first} if first else {})
    connection.execute(update(event).where(event.c.id == owner).values(values))
