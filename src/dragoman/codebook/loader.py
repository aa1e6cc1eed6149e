"""Loads a codebook: a folder with one YAML file a type, ``sectors.yml`` and ``codebook.yml``.

Enters: a folder. Leaves: a `Codebook`. No code knows a type by name; what there is to find stands in the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import KnowledgeError

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
SHIPPED = Path(__file__).parent / "plover"


@dataclass(frozen=True)
class EventType:
    """One type of event.

    `intensity` runs from -10 (conflict) to 10 (cooperation); `modes` maps a mode to its meaning; `agent` is the sector
    of who must have acted where a sentence names nobody ("was arrested"), None where that cannot be known.
    """

    name: str
    quad: str
    intensity: float
    definition: str
    modes: Mapping[str, str]
    agent: str | None = None


@dataclass(frozen=True)
class Codebook:
    """An ontology: its types in order of their files, and the sectors of actors."""

    name: str
    version: str
    licence: str
    types: Mapping[str, EventType]
    sectors: Mapping[str, str]


def load_codebook(folder: Path = SHIPPED) -> Codebook:
    """The codebook in a folder.

    Raises:
        KnowledgeError: a file is missing or malformed; names the file, the field and the fix.
    """
    return _load(folder)


@cache
def _load(folder: Path) -> Codebook:
    about = _read(folder / "codebook.yml")
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise KnowledgeError(f"{folder}: no types; add one YAML file a type")
    types = [_event_type(path) for path in files]
    return Codebook(
        name=_text(about, "name", folder / "codebook.yml"),
        version=_text(about, "version", folder / "codebook.yml"),
        licence=_text(about, "licence", folder / "codebook.yml"),
        types={t.name: t for t in types},
        sectors={str(k): str(v) for k, v in _read(folder / "sectors.yml").items()},
    )


def _event_type(path: Path) -> EventType:
    data = _read(path)
    quad = _text(data, "quad", path)
    if quad not in QUADS:
        raise KnowledgeError(f"{path}: quad is {quad!r}; use one of {', '.join(QUADS)}")
    modes = data.get("modes") or {}
    intensity = data.get("intensity", 0)
    if not isinstance(modes, dict) or not isinstance(intensity, int | float) or not -10 <= intensity <= 10:
        raise KnowledgeError(f"{path}: modes is a mapping of mode to meaning, intensity a number from -10 to 10")
    return EventType(
        name=_text(data, "name", path),
        quad=quad,
        intensity=float(intensity),
        definition=_text(data, "definition", path),
        modes={str(k): str(v) for k, v in modes.items()},
        agent=_text(data, "agent", path) if "agent" in data else None,
    )


def _text(data: Mapping[str, Any], field: str, path: Path) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{path}: {field} is {value!r}; give it words")
    return value.strip()


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); restore the file") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: is not YAML ({error}); mend the line named") from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path}: holds no mapping; write `field: value` lines")
    return data
