"""``dragoman statements``: who says what, filtered."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.common import show_json
from dragoman.store import StatementFilter, StatementRow, open_ledger

EXAMPLES = """Examples:

`dragoman statements --ledger news.db --speaker Qassemi` ·
`dragoman statements --ledger news.db --country IRN --text "nuclear deal" --json`"""


def command(
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    country: Annotated[str | None, typer.Option(help="Country code of the speaker.")] = None,
    quote: Annotated[str | None, typer.Option(help="direct, mixed or indirect.")] = None,
    via: Annotated[str | None, typer.Option(help="Part of the name of who passes it on.")] = None,
    date_from: Annotated[str | None, typer.Option("--from", help="Earliest date of publication.")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Latest date of publication.")] = None,
    text: Annotated[str | None, typer.Option(help='Words that the sentence must hold; "…" around a phrase.')] = None,
    min_confidence: Annotated[float | None, typer.Option(help="Least confidence (0 to 1).")] = None,
    limit: Annotated[int, typer.Option(help="Most rows to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> int:
    """List statements: who is said to say what, in whose article."""
    asked = StatementFilter(
        speaker=speaker,
        country=country,
        quote=quote,
        via=via,
        date_from=date_from,
        date_to=date_to,
        text=text,
        min_confidence=min_confidence,
        limit=limit,
    )
    with open_ledger(ledger, read_only=True) as opened:
        rows = opened.statements(asked)
    if as_json:
        show_json(_line(row) for row in rows)
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("published", "speaker", "cue", "content", "via"):
        table.add_column(name, overflow="fold", vertical="top")
    for row in rows:
        line = _line(row)
        content = " … ".join(" ".join(piece.split()) for piece in row.content)
        cells = (line["published"], line["speaker"], line["cue"], content, line["via"])
        table.add_row(*(Text(str(cell or "–")) for cell in cells))
    Console().print(table if rows else "no statements match; ask for less, or read more")
    return 0


def _line(row: StatementRow) -> dict[str, object]:
    said = row.statement
    start = row.sentence and said.cue.start - said.sentence.start
    return {
        "id": said.id,
        "published": row.article.published,
        "speaker": said.speaker.name or said.speaker.text,
        "country": said.speaker.country,
        "sector": said.speaker.sector,
        "cue": row.sentence[start : start + said.cue.end - said.cue.start] if isinstance(start, int) else None,
        "content": list(row.content),
        "quote": said.quote.value,
        "via": (said.via.name or said.via.text) if said.via else None,
        "confidence": said.confidence,
        "article": row.article.id,
        "url": row.article.url,
    }
