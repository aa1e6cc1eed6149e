"""Makes the weights of coreference from files of the CoNLL kind: a line a word, its chains in brackets.

    python -m training.coreference FOLDER WEIGHTS.json

Every third file (in order of name) is left out of training, for testing. A mention's antecedents in its chain share
the probability; the loss is the negative logarithm of their sum, with an L2 penalty; Adam on the whole set.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.analyse.coreference import ranked
from dragoman.analyse.links import Memory, new_features
from dragoman.analyse.mentions import Mentions
from dragoman.analyse.parser import Parser
from dragoman.analyse.profiles import make_profiles
from dragoman.model import Document
from training.conll import read_folder

EPOCHS, RATE, PENALTY, RAREST = 200, 0.05, 1e-3, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One mention's options: features of each, the first being to start a chain; `right` marks the true ones."""

    options: list[list[str]]
    right: list[bool]


def make_choices(document: Document, gold: dict[tuple[int, int], int]) -> list[Choice]:
    """The choices of one parsed document, with chains grown as the gold ones say."""
    profiles = make_profiles(document)
    memory = Memory(profiles)
    chains = [gold.get((p.span.start, p.span.end)) for p in profiles]
    last: dict[int, int] = {}
    choices = []
    for profile in profiles:
        chain = chains[profile.place]
        options = ranked(profile, memory)
        right = [chain is not None and chains[place] == chain for place, _ in options]
        choices.append(
            Choice([list(new_features(profile, memory)), *(f for _, f in options)], [not any(right), *right])
        )
        memory.add(profile.place, last.get(chain) if chain is not None else None)
        if chain is not None:
            last[chain] = profile.place
    return choices


def index_features(choices: Sequence[Choice]) -> dict[str, int]:
    """A number for each feature seen often enough."""
    counts: dict[str, int] = {}
    for choice in choices:
        for option in choice.options:
            for feature in option:
                counts[feature] = counts.get(feature, 0) + 1
    return {name: number for number, name in enumerate(sorted(n for n, c in counts.items() if c >= RAREST))}


def fit(choices: Sequence[Choice], index: dict[str, int], *, steps: int = EPOCHS) -> npt.NDArray[np.float64]:
    """The weights, by full-batch Adam."""
    rows = [[index[f] for f in option if f in index] for c in choices for option in c.options]
    lengths = np.array([len(r) for r in rows])
    flat = np.array([f for r in rows for f in r], dtype=np.int64)
    row_of = np.repeat(np.arange(len(rows)), lengths)
    sizes = np.array([len(c.options) for c in choices])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    choice_of = np.repeat(np.arange(len(choices)), sizes)
    right = np.array([r for c in choices for r in c.right])
    weights = np.zeros(len(index))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        scores = np.bincount(row_of, weights=weights[flat], minlength=len(rows))
        scores -= np.maximum.reduceat(scores, starts)[choice_of]
        odds = np.exp(scores)
        among = odds / np.add.reduceat(odds, starts)[choice_of]
        true = odds * right
        target = true / np.add.reduceat(true, starts)[choice_of]
        gradient = np.bincount(flat, weights=(among - target)[row_of], minlength=len(index)) / len(choices)
        gradient += PENALTY * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    items = read_folder(options.folder)
    kept = [item for number, item in enumerate(items) if number % 3]
    analyse = Mentions()
    documents = Parser().pipe(Document(item.article) for item in kept)
    choices = [c for item, d in zip(kept, documents, strict=True) for c in make_choices(analyse(d), item.chains)]
    index = index_features(choices)
    weights = fit(choices, index)
    table = {name: round(float(weights[number]), 3) for name, number in index.items()}
    content = {"trained_on": [item.article.id for item in kept], "weights": {n: w for n, w in table.items() if w}}
    options.weights.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(choices)} choices, {len(index)} features, {len(kept)} documents; {len(items) - len(kept)} left out")


if __name__ == "__main__":
    main()
