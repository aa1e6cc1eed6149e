"""``dragoman events``: events of the ledger, filtered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.cli.common import show_json
from dragoman.model import Actor
from dragoman.store import EventFilter, EventRow, open_ledger

EXAMPLES = """Examples:

`dragoman events --ledger news.db --actor RUS --type CONSULT` ·
`dragoman events --ledger news.db --status planned --from 2018-07 --json`"""


def command(
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    actor: Annotated[
        str | None, typer.Option(help="Part of a name, or a country code in capitals, on either side.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Country code (ISO 3166 alpha-3) of a party or of the place.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Event type, such as CONSULT.")] = None,
    mode: Annotated[str | None, typer.Option(help="Mode of the type, such as visit.")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, ongoing, planned, conditional or denied.")] = None,
    date_from: Annotated[str | None, typer.Option("--from", help="Earliest date (ISO date, month or year).")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Latest date (ISO date, month or year).")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the place's name, or its country code.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name of who says so, or of the outlet.")] = None,
    text: Annotated[
        str | None, typer.Option(help='Words that evidence or headline must hold; "…" around a phrase.')
    ] = None,
    salience: Annotated[str | None, typer.Option(help="main or background.")] = None,
    min_confidence: Annotated[float | None, typer.Option(help="Least confidence (0 to 1).")] = None,
    limit: Annotated[int, typer.Option(help="Most rows to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> int:
    """List events: who did what to whom, when, on whose word, with the sentence that proves it."""
    asked = EventFilter(
        actor=actor,
        country=country,
        type=type_.upper() if type_ else None,
        mode=mode,
        status=status,
        date_from=date_from,
        date_to=date_to,
        place=place,
        source=source,
        text=text,
        salience=salience,
        min_confidence=min_confidence,
        limit=limit,
    )
    with open_ledger(ledger, read_only=True) as opened:
        rows = opened.events(asked)
        if as_json:
            show_json(event_json(row) for row in rows)
            return 0
        _list(rows)
    return 0


def event_json(row: EventRow) -> dict[str, Any]:
    """An event of the list as a JSON object."""
    return {
        "id": row.id,
        "type": row.type,
        "mode": row.mode,
        "status": row.status,
        "date": row.date,
        "country": row.country,
        "place": row.place,
        "actors": [_actor(a) for a in row.actors],
        "recipients": [_actor(a) for a in row.recipients],
        "source": row.source,
        "salience": row.salience,
        "origins": row.origins,
        "reports": row.reports,
        "confidence": row.confidence,
        "evidence": row.evidence,
        "article": row.article.id if row.article else None,
        "url": row.article.url if row.article else None,
    }


def _actor(actor: Actor) -> dict[str, str | None]:
    return {"name": actor.name, "country": actor.country, "sector": actor.sector, "wikidata": actor.wikidata}


def _who(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{a.name or a.sector or '?'} ({a.country or '–'})" for a in actors)


def _list(rows: Iterable[EventRow]) -> None:
    """A few lines an event: what and when, who to whom, the words, and on whose word."""
    console = Console(highlight=False, soft_wrap=False)
    empty = True
    for row in rows:
        empty = False
        kind = f"{row.type}/{row.mode}" if row.mode else row.type
        where = f" in {row.place}" if row.place else ""
        console.print(Text.assemble((f"{row.date or '–':10}  ", "bold"), (kind, "bold"), f"  {row.status}{where}"))
        whom = f" → {_who(row.recipients)}" if row.recipients else ""
        console.print(Padding(Text(_who(row.actors) + whom), (0, 0, 0, 12)))
        console.print(Padding(Text(f"“{' '.join((row.evidence or '').split())}”", style="italic"), (0, 0, 0, 12)))
        origins = f"{row.origins} independent origin{'s' if row.origins != 1 else ''}"
        outlet = row.article.outlet if row.article else None
        about = [f"says {row.source}" if row.source else None, outlet, origins, f"id {row.id}"]
        console.print(Padding(Text(" · ".join(x for x in about if x), style="dim"), (0, 0, 1, 12)))
    if empty:
        console.print("no events match; ask for less, or read more with: dragoman read INPUT --ledger FILE")
