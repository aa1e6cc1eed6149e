"""What the commands share: reading articles, writing lines, showing progress, naming what was set aside."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from dragoman.errors import DragomanError, UsageError
from dragoman.ingest import IngestSettings, read_inputs
from dragoman.model import Article, SetAside

T = TypeVar("T")
ASIDE_EXIT = 3


def complain(message: str, *, code: int = 1) -> int:
    """Say what is wrong on stderr; the code handed in."""
    print(f"dragoman: {message}", file=sys.stderr)
    return code


class Asides:
    """Names each input that was set aside on stderr, and knows the exit code."""

    def __init__(self) -> None:
        self.count = 0

    def take(self, aside: SetAside) -> None:
        """Name one."""
        self.count += 1
        print(f"set aside: {aside.input}: {aside.stage}: {aside.message}", file=sys.stderr)

    @property
    def exit_code(self) -> int:
        """3 if any input was set aside, else 0."""
        return ASIDE_EXIT if self.count else 0

    def without(self, found: Iterable[T | SetAside]) -> Iterator[T]:
        """The others, in order; those set aside are named."""
        for one in found:
            if isinstance(one, SetAside):
                self.take(one)
            else:
                yield one


def read_articles(path: Path, asides: Asides) -> Iterator[Article]:
    """Articles of a folder of ``*.json`` or a ``.jsonl``/``.jsonl.gz`` file, as they are given.

    Raises:
        UsageError: the path is not there.
    """
    if not path.exists():
        raise UsageError(f"{path}: is not there; give a folder of *.json files or a .jsonl file")
    inputs: Sequence[str] = [str(p) for p in sorted(path.glob("*.json"))] if path.is_dir() else [str(path)]
    if not inputs:
        raise UsageError(f"{path}: holds no *.json file; give a folder of articles or a .jsonl file")
    yield from asides.without(read_inputs(inputs, settings=IngestSettings(languages=None)))


def read_records(path: Path, fields: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Objects of a JSON lines file, each with the fields that must be there.

    Raises:
        UsageError: the file is not there, or a line is not such an object; names file and line.
    """
    try:
        handle = path.open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    with handle:
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}: line {number}: is not JSON ({error})") from error
            missing = [f for f in fields if not isinstance(record, dict) or f not in record]
            if missing:
                raise UsageError(f"{path}: line {number}: lacks {', '.join(missing)}")
            yield record


@contextmanager
def writing(path: Path) -> Iterator[Callable[[object], None]]:
    """A function that writes one JSON line; the file stands under its name only when all is written.

    Raises:
        DragomanError: the file cannot be written; names it and why.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed below, before it is renamed
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        )
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written ({error.strerror})") from error
    try:
        with handle:
            yield lambda record: print(json.dumps(record, ensure_ascii=False), file=handle)
        Path(handle.name).chmod(0o666 & ~_umask())
        Path(handle.name).replace(path)
    except OSError as error:
        raise DragomanError(
            f"{path}: cannot be written ({error.strerror}); free space or choose another place"
        ) from error
    finally:
        Path(handle.name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class RateColumn(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        """The rate, or a dash while it is not known."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s")


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A function that moves a progress line on by one; shows nothing where stderr is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.completed} articles"),
        RateColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what, total=None, last="")
        yield lambda last: shown.update(task, advance=1, last=last[:60])


def show_json(rows: Iterable[object]) -> None:
    """One JSON object a line on stdout."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
