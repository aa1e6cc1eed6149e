"""``dragoman extract``: pages and other inputs to articles, one JSON line each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import Asides, progress, writing
from dragoman.ingest import IngestSettings, extract_line, read_inputs

EXAMPLES = """Examples:

`dragoman extract pages/ --output articles.jsonl`"""


def command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for standard input.")],
    output: Annotated[Path, typer.Option("--output", help="JSON lines file to write.")],
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first input that fails.")] = False,
) -> int:
    """Extract articles: text, headline, date with its confidence, language, outlet. Needs no ledger."""
    asides = Asides()
    settings = IngestSettings(languages=None, strict=strict)
    with writing(output) as write, progress("extracting") as step:
        for article in asides.without(read_inputs(inputs, settings=settings)):
            write(extract_line(article))
            step(article.input or article.id)
    return asides.exit_code
