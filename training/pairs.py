"""Sentences with two marked actors, to learn the pair classifier from."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.models.pairs import mark_pair

NOW = {
    "YIELD": "CONCEDE",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}


@dataclass(frozen=True)
class PairExample:
    """Token ids with both markers, the markers' token positions, and the root's index."""

    ids: npt.NDArray[np.int64]
    marks: tuple[int, int]
    root: int


def read_pairs(path: Path, roots: Sequence[str]) -> Iterator[PairExample]:
    """Pairs of a TSV with ``sentence, source, target, gold_root`` or of the PLOVER gold records in JSON.

    Roots of earlier codebooks are read as what they are now (`NOW`); others that are not known are left out.
    """
    if path.suffix == ".tsv":
        with path.open(encoding="utf-8", newline="") as handle:
            rows = [
                (
                    r["sentence"],
                    r["source"] if "<s>" in r["marked_sentence"] else None,
                    r["target"] if "<t>" in r["marked_sentence"] else None,
                    r["gold_root"],
                )
                for r in csv.DictReader(handle, delimiter="\t")
            ]
    else:
        rows = [
            (r["text"], _words(r.get("source")), _words(r.get("target")), r["event"])
            for r in json.loads(path.read_text(encoding="utf-8"))
            if r.get("text") and r.get("event")
        ]
    for text, source, target, root in rows:
        root = NOW.get(root, root)
        if root in roots:
            marked = mark_pair(text, source, target)
            yield PairExample(marked.ids, marked.marks, list(roots).index(root))


def _words(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("text") or value.get("name")
    return value if isinstance(value, str) else None


def collate_pairs(
    pairs: Sequence[PairExample],
) -> tuple[
    npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.int64], npt.NDArray[np.int64]
]:
    """Padded ids, kinds, mask, marker positions (n, 2) and roots (n)."""
    size = max(len(p.ids) for p in pairs)
    ids = np.zeros((len(pairs), size), np.int64)
    mask = np.zeros((len(pairs), size), np.bool_)
    for row, p in enumerate(pairs):
        ids[row, : len(p.ids)] = p.ids
        mask[row, : len(p.ids)] = True
    marks = np.asarray([p.marks for p in pairs], np.int64)
    return ids, np.zeros_like(ids), mask, marks, np.asarray([p.root for p in pairs], np.int64)
