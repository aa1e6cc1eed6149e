"""``dragoman analyse``: sentences, mentions, places, times and statements of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import Asides, progress, read_articles, writing
from dragoman.pipeline import make_analysis, run
from dragoman.serialise import analysis_line
from dragoman.settings import read_settings

EXAMPLES = """Examples:

`dragoman analyse articles.jsonl --output analysis.jsonl`"""


def command(
    articles: Annotated[Path, typer.Argument(help="Folder of *.json, or a .jsonl or .jsonl.gz file.")],
    output: Annotated[Path, typer.Option("--output", help="JSON lines file to write.")],
    workers: Annotated[int | None, typer.Option(help="Processes that share the work.")] = None,
) -> int:
    """Analyse articles: offsets of sentences, mentions with their chains, places, times, and statements."""
    asides = Asides()
    found = run(
        read_articles(articles, asides),
        settings=read_settings(workers=workers),
        finish=analysis_line,
        maker=make_analysis,
    )
    with writing(output) as write, progress("analysing") as step:
        for line in asides.without(found):
            write(line.to_json())
            step(line.id)
    return asides.exit_code
