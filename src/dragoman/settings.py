"""Settings of a run, from keywords or from environment variables that start with ``DRAGOMAN_``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from dragoman.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How articles are read.

    `workers` processes share the work; `batch` articles are parsed together; `min_confidence` (0..1) leaves out events
    that the encoder finds less likely; a text of more than `max_characters` is set aside;
    `strict` stops at the first input or article that fails; `codebook` names an installed one, None means PLOVER.
    """

    workers: int = 1
    batch: int = 16
    min_confidence: float = 0.0
    max_characters: int = 200_000
    strict: bool = False
    codebook: str | None = None

    def __post_init__(self) -> None:
        for name, low, high in (("workers", 1, 256), ("batch", 1, 1024), ("max_characters", 1, 10**8)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} is {value}; give a number from {low} to {high}")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise SettingsError(f"min_confidence is {self.min_confidence}; give a probability from 0 to 1")


def read_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings of the environment, overridden by those given that are not None.

    Raises:
        SettingsError: a value is not of its type or out of range; names the variable and the fix.
    """
    values: dict[str, object] = {}
    for field in fields(Settings):
        raw = environ.get(f"DRAGOMAN_{field.name.upper()}")
        if raw is not None:
            values[field.name] = _parse(field.name, field.type, raw)
    values |= {k: v for k, v in given.items() if v is not None}
    return replace(Settings(), **values)  # type: ignore[arg-type]


def _parse(name: str, kind: object, raw: str) -> object:
    try:
        if kind == "bool":
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[raw.lower()]
        if kind == "str | None":
            return raw
        return int(raw) if kind == "int" else float(raw)
    except (ValueError, KeyError) as error:
        raise SettingsError(f"DRAGOMAN_{name.upper()} is {raw!r}; it takes a {kind}") from error
