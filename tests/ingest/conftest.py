from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.samples import TODAY

from dragoman.ingest import IngestSettings, read_inputs
from dragoman.model import Article, SetAside


@pytest.fixture
def settings() -> IngestSettings:
    return IngestSettings(today=TODAY)


@pytest.fixture
def read(tmp_path: Path, settings: IngestSettings) -> Callable[..., list[Article | SetAside]]:
    """Write one input and read it."""

    def reading(name: str, data: bytes | str, settings: IngestSettings = settings) -> list[Article | SetAside]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return list(read_inputs([str(path)], settings=settings))

    return reading
