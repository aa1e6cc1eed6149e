"""``dragoman code``: events and statements of articles, without a ledger."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import Asides, progress, read_articles
from dragoman.coding import CodedArticle, coded_article
from dragoman.errors import DragomanError
from dragoman.model import Document
from dragoman.pipeline import run, to_coding
from dragoman.settings import read_settings

EXAMPLES = """Examples:

`dragoman code articles/ --output coded/` · `dragoman code articles.jsonl --output coded/ --workers 2`"""


def command(
    articles: Annotated[Path, typer.Argument(help="Folder of *.json, or a .jsonl or .jsonl.gz file.")],
    output: Annotated[Path, typer.Option("--output", help="Folder to write ID.json files into.")],
    workers: Annotated[int | None, typer.Option(help="Processes that share the work.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Leave out events less likely than this (0 to 1).")
    ] = None,
    codebook: Annotated[
        str | None, typer.Option(help="Name of an installed codebook; PLOVER if none is named.")
    ] = None,
) -> int:
    """Code articles: one file an article with its events and statements, every field with the words it rests on."""
    asides = Asides()
    settings = read_settings(workers=workers, min_confidence=min_confidence, codebook=codebook)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DragomanError(f"{output}: cannot be made ({error.strerror}); choose another folder") from error
    with progress("coding") as step:
        for coded in asides.without(run(read_articles(articles, asides), settings=settings, finish=finish)):
            _write(output, coded)
            step(coded["id"])
    return asides.exit_code


def finish(document: Document) -> CodedArticle:
    """What a finished document gives, in the shape of the rules."""
    return coded_article(to_coding(document))


def _write(folder: Path, coded: CodedArticle) -> None:
    """The file is named after the id; characters that a file name cannot have become underscores."""
    path = folder / f"{re.sub(r'[^A-Za-z0-9._-]', '_', coded['id']).lstrip('.') or '_'}.json"
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(coded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise DragomanError(
            f"{path}: cannot be written ({error.strerror}); free space or choose another folder"
        ) from error
