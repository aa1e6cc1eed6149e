"""What is asked of a ledger and what it answers: frozen rows and filters, with nothing of the database in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.model import Actor, Article, EventMention, SetAside, Span, Statement


class Added(StrEnum):
    """What `Ledger.add` did with a coding."""

    NEW = "new"
    AGAIN = "again"
    RECODED = "recoded"


@dataclass(frozen=True, slots=True)
class AddResult:
    """What one `Ledger.add` did, and how many records it wrote; `AGAIN` means that nothing was changed."""

    article: str
    outcome: Added
    events: int = 0
    statements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are wanted; None asks nothing. All that is asked must hold.

    `actor` is part of a name, or a country code in capitals, on either side; `country` a code of a party or of the
    place; `date_from` and `date_to` ISO dates, months or years, both included; `place` part of its name or its country
    code; `source` part of the name of who says so or of the outlet; `text` words that evidence or title must hold, with
    "…" around a phrase; `min_confidence` a probability. `cursor` is `Page.cursor` of the page before.
    """

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    source: str | None = None
    text: str | None = None
    salience: str | None = None
    min_confidence: float | None = None
    limit: int | None = None
    offset: int = 0
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are wanted; as in `EventFilter`. `via` is part of the name of who passes it on."""

    speaker: str | None = None
    country: str | None = None
    quote: str | None = None
    via: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    text: str | None = None
    article: str | None = None
    min_confidence: float | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a field of a record; `value` None empties it. `at` is ISO 8601 in UTC."""

    record: str
    field: str
    value: str | None
    by: str
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text; `events` and `statements` count what its current coding holds."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    outlet: str | None
    agency: str | None = None
    events: int = 0
    statements: int = 0


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the list, with judgements applied; `evidence` is the sentence of its first report.

    `source` names who that report rests the claim on; `sort_day` is the day that orders the list: the event's first
    day, or else the day of the report's publication.
    """

    id: str
    type: str
    mode: str | None
    status: str
    date: str | None
    country: str | None
    place: str | None
    salience: str
    origins: int
    reports: int
    confidence: float | None
    sort_day: str
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    source: str | None = None
    evidence: str | None = None
    trigger: Span | None = None
    article: ArticleHead | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One article's telling of an event: the mention as the machine coded it, its article and its sentences' words."""

    mention: EventMention
    article: ArticleHead
    sentence: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement, its article, and the words of its sentence and of its content."""

    statement: Statement
    article: ArticleHead
    sentence: str
    content: tuple[str, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDetail:
    """All the ledger knows of an event: the row, what the machine had put there, its reports, and judgements.

    `machine` are (field, value) pairs before judgements; `statements` are those whose words touch the evidence.
    """

    row: EventRow
    machine: tuple[tuple[str, str | None], ...]
    reports: tuple[ReportRow, ...]
    statements: tuple[StatementRow, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article and what its passages gave; `events` pairs each mention with the id of the event that holds it."""

    article: Article
    sentences: tuple[Span, ...]
    events: tuple[tuple[str, EventMention], ...]
    statements: tuple[Statement, ...]
    components: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    codings: int = 1


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run: when it started and ended (ISO 8601, UTC; None while it goes on or if it was cut off), and counts."""

    id: int
    started: str
    finished: str | None
    inputs: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class AsideRow:
    """One input that was set aside, when, and in which run."""

    aside: SetAside
    at: str
    run: int | None


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a field and the number of records that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of events; `cursor` asks for the next one, None where this is the last. `total` counts all that match."""

    rows: tuple[EventRow, ...]
    total: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a ledger holds in all."""

    articles: int
    events: int
    mentions: int
    statements: int
    set_aside: int
    runs: int
    judgements: int
    first_day: str | None = None
    last_day: str | None = None
    types: tuple[Facet, ...] = ()
    statuses: tuple[Facet, ...] = ()
    countries: tuple[Facet, ...] = field(default=())
