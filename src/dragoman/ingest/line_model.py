"""Tells lines of an article's text from the furniture around them: two logistic regressions, the second of which also
sees what the first made of the neighbours. Weights are a small JSON beside this file, with a card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from dragoman.errors import KnowledgeError
from dragoman.ingest.lines import Matrix, first_features, second_features

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LineModel:
    """Weights of both stages and the score (0..1) from which a line is text."""

    first: Scores
    second: Scores
    threshold: float
    version: str

    def score(self, lines: Sequence[str], headline: int | None) -> Scores:
        """For each line, the probability that it belongs to the article's text."""
        if not lines:
            return np.zeros(0)
        seen = first_features(lines, headline)
        scores = logistic(seen @ self.first)
        return logistic(second_features(seen, scores) @ self.second)


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
        model = LineModel(np.array(raw["first"]), np.array(raw["second"]), float(raw["threshold"]), str(raw["version"]))
        model.score(["A line."], None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"ingest/line_weights.json: {error}; install anew or run training/train_lines.py"
        ) from error
    return model
