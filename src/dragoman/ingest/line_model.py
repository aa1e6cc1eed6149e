"""Tells lines of an article's text from the furniture around them.

Two small networks (one hidden layer each): the first sees a line and what stands around it, the second also what the
first made of the neighbours. Weights are a JSON beside this file, with a card; a few of each are averaged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import KnowledgeError
from dragoman.ingest.lines import Matrix, first_features, second_features, words_of

Scores = npt.NDArray[np.float64]
APART = 10
SMALL = 0.25


@dataclass(frozen=True, slots=True)
class Layers:
    """A network of one hidden layer: `hidden` features x units with its `bias`, `out` units with its `offset`."""

    hidden: Matrix
    bias: Scores
    out: Scores
    offset: float

    def __call__(self, features: Matrix) -> Scores:
        """A probability a row."""
        return logistic(np.maximum(features @ self.hidden + self.bias, 0) @ self.out + self.offset)


@dataclass(frozen=True, slots=True)
class LineModel:
    """Pairs of first and second stage, averaged, and the score (0..1) from which a line is text."""

    stages: tuple[tuple[Layers, Layers], ...]
    threshold: float
    version: str

    def score(self, lines: Sequence[str], headline: int | None) -> Scores:
        """For each line, the probability that it belongs to the article's text."""
        if not lines:
            return np.zeros(0)
        return self.score_features(first_features(lines, headline))

    def score_features(self, seen: Matrix) -> Scores:
        """The same from features that are at hand."""
        found = [second(second_features(seen, first(seen))) for first, second in self.stages]
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def choose_lines(lines: Sequence[str], scores: Scores, threshold: float) -> list[int]:
    """Lines from the threshold on, less stretches that stand far off (ten lines) and are small beside the largest."""
    stretches: list[list[int]] = []
    for i in (int(i) for i in np.flatnonzero(scores >= threshold)):
        if stretches and i - stretches[-1][-1] <= APART:
            stretches[-1].append(i)
        else:
            stretches.append([i])
    sizes = [sum(min(len(words_of(lines[i])), 60) for i in stretch) for stretch in stretches]
    largest = max(sizes, default=0)
    return [i for stretch, size in zip(stretches, sizes, strict=True) if size >= SMALL * largest for i in stretch]


def logistic(values: Matrix | Scores) -> Scores:
    """Values on the real line to probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float64)


@lru_cache(maxsize=1)
def load_line_model() -> LineModel:
    """The packaged weights.

    Raises:
        KnowledgeError: the file is missing or its weights do not fit the features of this version.
    """
    try:
        raw = json.loads(files("dragoman.ingest").joinpath("line_weights.json").read_text("utf-8"))
        stages = tuple((_layers(pair["first"]), _layers(pair["second"])) for pair in raw["stages"])
        model = LineModel(stages, float(raw["threshold"]), str(raw["version"]))
        model.score(["A line."], None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"ingest/line_weights.json: {error}; install anew or run training/train_lines.py"
        ) from error
    return model


def _layers(raw: dict[str, Any]) -> Layers:
    return Layers(np.array(raw["hidden"]), np.array(raw["bias"]), np.array(raw["out"]), float(raw["offset"]))
