"""``dragoman who``: who a name, title or body is, on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.common import read_records, writing
from dragoman.errors import UsageError
from dragoman.resolve import Question, Who, WhoMatch

EXAMPLES = """Examples:

`dragoman who "the Israeli prime minister" --on 2018-07-14` · `dragoman who Novak --country RUS --on 2018 --json` ·
`dragoman who --batch mentions.jsonl --output answers.jsonl`"""


def command(
    words: Annotated[str | None, typer.Argument(help="A name, title or body in words.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day (ISO date, month or year).")] = None,
    country: Annotated[str | None, typer.Option(help="Country code, where it is known.")] = None,
    limit: Annotated[int, typer.Option(help="Most matches to show.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print the matches as a JSON list.")] = False,
    batch: Annotated[Path | None, typer.Option(help="JSON lines of id, mention, context, country, date.")] = None,
    output: Annotated[Path | None, typer.Option("--output", help="JSON lines file to write, with --batch.")] = None,
) -> int:
    """Say who somebody is on a day: name, country, sector, office and its spell. Nothing where it is not known."""
    if batch is not None:
        if output is None or words is not None:
            raise UsageError("--batch needs --output and no WORDS; write: dragoman who --batch FILE --output FILE")
        _answer(batch, output)
        return 0
    if words is None:
        raise UsageError('give WORDS, such as: dragoman who "the Israeli prime minister" --on 2018-07-14')
    found = Who().ask(words, on=on, country=country, limit=limit)
    if as_json:
        print(json.dumps([_line(m) for m in found], ensure_ascii=False))
    else:
        _show(found)
    return 0


def _line(match: WhoMatch) -> dict[str, object]:
    names = ("name", "wikidata", "country", "sector", "office", "start", "end", "confidence")
    return {k: v for k, v in asdict(match).items() if k in names}


def _show(found: list[WhoMatch]) -> None:
    if not found:
        print("not known")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("name", "country", "sector", "office", "from", "to", "sure", "rests on"):
        table.add_column(name, overflow="fold")
    for m in found:
        cells = (m.name, m.country, m.sector, m.office, m.start, m.end, f"{m.confidence:.2f}", m.note)
        table.add_row(*(Text(cell or "–") for cell in cells))
    Console().print(table)


def _questions(batch: Path) -> Iterator[Question]:
    for record in read_records(batch, ("id", "mention")):
        given = {k: record.get(k) for k in ("context", "country", "date")}
        yield Question(str(record["id"]), str(record["mention"]), **given)


def _answer(batch: Path, output: Path) -> None:
    with writing(output) as write:
        for question, found in Who().answer(_questions(batch)):
            fields = {k: getattr(found, k) for k in ("name", "wikidata", "country", "sector", "office", "confidence")}
            write({"id": question.id} | fields)
