"""``dragoman group``: articles of one happening, and passages that stand in an earlier article."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import Asides, read_articles, writing
from dragoman.merge import group_articles

EXAMPLES = """Examples:

`dragoman group articles.jsonl --output stories.jsonl`"""


def command(
    articles: Annotated[Path, typer.Argument(help="Folder of *.json, or a .jsonl or .jsonl.gz file.")],
    output: Annotated[Path, typer.Option("--output", help="JSON lines file to write.")],
) -> int:
    """Group articles into stories and find passages copied from earlier ones."""
    asides = Asides()
    with writing(output) as write:
        for line in group_articles(read_articles(articles, asides)):
            write({"id": line.id, "story": line.story, "copies": [asdict(c) for c in line.copies]})
    return asides.exit_code
