"""Opens the packed files: pools of strings, and keys found by bisection.

Enters: a path to an ``.npz`` of the data folder. Leaves: arrays and lists; nothing is read before it is asked for.
"""

from __future__ import annotations

import csv
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import KnowledgeError

DATA = Path(__file__).parent / "data"
Ints = NDArray[Any]


def read_pack(path: Path) -> Mapping[str, Ints]:
    """All arrays of a packed file.

    Raises:
        KnowledgeError: the file is missing or broken.
    """
    try:
        with np.load(path, allow_pickle=False) as pack:
            return {name: pack[name] for name in pack.files}
    except (OSError, ValueError, zipfile.BadZipFile, KeyError) as error:
        raise KnowledgeError(f"{path} cannot be read ({error}); rebuild it with training/build_knowledge.py") from error


def strings(array: Ints) -> list[str]:
    """The strings of a pool, in order."""
    return bytes(array).decode("utf-8").split("\n")


def read_table(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows of a CSV table with a header.

    Raises:
        KnowledgeError: the file is missing, not UTF-8, or lacks a column of `needed`.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if missing := set(needed) - set(rows.fieldnames or ()):
                raise KnowledgeError(
                    f"{path} lacks the columns {', '.join(sorted(missing))}; add them to its first line"
                )
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path} cannot be read ({error}); it must be a UTF-8 CSV file with a header") from error


@dataclass(frozen=True, slots=True)
class Keys:
    """Sorted keys, each leading to some numbers."""

    keys: list[str]
    at: Ints
    to: Ints

    def find(self, key: str) -> list[int]:
        """The numbers under a key, none if it is not there."""
        place = bisect_left(self.keys, key)
        if place == len(self.keys) or self.keys[place] != key:
            return []
        found: list[int] = self.to[self.at[place] : self.at[place + 1]].tolist()
        return found


def keys_of(pack: Mapping[str, Ints], name: str) -> Keys:
    """The index called `name` in a packed file."""
    return Keys(strings(pack[f"{name}_pool"]), pack[f"{name}_at"], pack[f"{name}_to"])
