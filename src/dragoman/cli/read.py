"""``dragoman read``: inputs into the ledger."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import ASIDE_EXIT, progress
from dragoman.errors import UsageError
from dragoman.ingest import IngestSettings
from dragoman.pipeline import RunSummary
from dragoman.reading import read_into
from dragoman.settings import read_settings
from dragoman.store import open_ledger

EXAMPLES = """Examples:

`dragoman read page.html --ledger news.db` ·
`dragoman read pages/ feed.xml crawl.warc.gz --ledger news.db --workers 2` ·
`cat scrape.txt | dragoman read - --ledger news.db`"""


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, URLs, or - for standard input: pages, scrapes, feeds, WARC, archives, tables."
        ),
    ],
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    workers: Annotated[int | None, typer.Option(help="Processes that share the work.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", help="Column of a table, as OURS=THEIRS (text=body); may be repeated."),
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Leave out events less likely than this (0 to 1).")
    ] = None,
    codebook: Annotated[
        str | None, typer.Option(help="Name of an installed codebook; PLOVER if none is named.")
    ] = None,
    all_languages: Annotated[
        bool, typer.Option("--all-languages", help="Do not set aside text that is not English.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first input that fails.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> int:
    """Read inputs into the ledger: extract, code, resolve, merge, store. Reading twice changes nothing."""
    settings = read_settings(workers=workers, min_confidence=min_confidence, strict=strict or None, codebook=codebook)
    ingest = IngestSettings(
        columns=_columns(columns or []), languages=None if all_languages else frozenset({"en"}), strict=strict
    )
    with open_ledger(ledger) as opened, progress("reading") as step:
        summary = read_into(opened, inputs, settings=settings, ingest=ingest, progress=lambda what, _: step(what))
        asides = opened.asides(run=opened.runs(limit=1)[0].id)
    for row in asides:
        print(f"set aside: {row.aside.input}: {row.aside.stage}: {row.aside.message}", file=sys.stderr)
    _show(summary, ledger, as_json=as_json)
    return ASIDE_EXIT if summary.set_aside else 0


def _columns(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or ours not in {"id", "url", "title", "published", "text", "html"}:
            raise UsageError(
                f"--column {pair!r}: write OURS=THEIRS with OURS one of id, url, title, published, text, html"
            )
        found[ours] = theirs
    return found


def _show(summary: RunSummary, ledger: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(summary) | {"set_aside": dict(summary.set_aside)}))
        return
    print(f"read {summary.read} articles: {summary.added} new, {summary.unchanged} known and unchanged")
    print(f"coded {summary.events} events and {summary.statements} statements; {summary.merged} ledger events settled")
    for reason, count in summary.set_aside:
        print(f"set aside {count}: {reason}")
    name = Path(ledger).name if "://" not in ledger else ledger
    print(f"look: dragoman events --ledger {ledger}   or   dragoman serve --ledger {ledger}  ({name})")
