"""``dragoman classify``: the act between two actors of a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import progress, read_records, writing
from dragoman.coding import classify_pair
from dragoman.models.reader import Reader

EXAMPLES = """Examples:

`dragoman classify pairs.jsonl --output types.jsonl`"""


def command(
    pairs: Annotated[
        Path, typer.Argument(help='JSON lines of {"id", "text", "source", "target"}; actors may be null.')
    ],
    output: Annotated[Path, typer.Option("--output", help="JSON lines file to write.")],
) -> int:
    """Say what kind of act a sentence tells between two actors: type, mode, status and confidence."""
    reader = Reader()
    with writing(output) as write, progress("classifying") as step:
        for record in read_records(pairs, ("id", "text")):
            found = classify_pair(reader, str(record["text"]), record.get("source"), record.get("target"))
            line = {"id": record["id"], "type": found.type, "mode": found.mode, "status": found.status.value}
            write(line | {"confidence": round(found.confidence, 4)})
            step(str(record["id"]))
    return 0
