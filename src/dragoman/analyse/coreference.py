"""Coreference: which mentions speak of the same person, body, place or thing.

Enters a document with mentions; leaves the mentions with chain numbers, in order of a chain's first mention; a mention
that nothing else goes with keeps None. A linear model scores each earlier mention, and starting anew, for every
mention from left to right; the weights are a table of words and numbers, made by ``training/coreference.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.analyse.links import Memory, clashes, new_features, pair_features
from dragoman.analyse.profiles import Profile, make_profiles
from dragoman.errors import KnowledgeError
from dragoman.model import Document, Layer, Mention, MentionKind

WEIGHTS = "coreference.json"
RELUCTANCE = -1.0


@cache
def load_weights() -> Mapping[str, float]:
    """Feature to weight.

    Raises:
        KnowledgeError: the file is missing or malformed.
    """
    path = files("dragoman.analyse").joinpath("weights", WEIGHTS)
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["weights"]
        return MappingProxyType({str(name): float(value) for name, value in table.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"{path}: coreference weights cannot be read ({error}); install the package anew"
        ) from error


class Coreference:
    """Adds chains to mentions.

    `weights` replaces the packaged table; `reluctance` is added to the score of starting a chain (below 0: link more).
    """

    name = "coreference"
    version = "1"
    needs = frozenset({Layer.TOKENS, Layer.SENTENCES, Layer.MENTIONS})
    adds = frozenset({Layer.CHAINS})

    def __init__(self, *, weights: Mapping[str, float] | None = None, reluctance: float = RELUCTANCE) -> None:
        self._weights = weights
        self.reluctance = reluctance

    def __call__(self, document: Document) -> Document:
        """The document with a chain number on each mention that is not alone."""
        weights = load_weights() if self._weights is None else self._weights
        profiles = make_profiles(document)
        memory = Memory(profiles)
        for profile in profiles:
            memory.add(profile.place, choose(profile, memory, weights, self.reluctance))
        mentions = _numbered(document.mentions, memory)
        return replace(document, mentions=mentions, layers=document.layers | self.adds)


def ranked(profile: Profile, memory: Memory) -> list[tuple[int, list[str]]]:
    """Candidates with their features, nearest first."""
    if profile.kind is MentionKind.TIME:
        return []
    found: list[tuple[int, list[str]]] = []
    fitting = False
    for place in memory.candidates(profile.place):
        before = memory.profiles[place]
        if before.kind is MentionKind.TIME or {memory.chain_of[place].gender, profile.gender} == {"m", "f"}:
            continue
        fits = not clashes(memory.chain_of[place], before, profile)
        found.append((place, list(pair_features(before, profile, memory, fits and not fitting))))
        fitting = fitting or fits
    return found


def choose(profile: Profile, memory: Memory, weights: Mapping[str, float], reluctance: float) -> int | None:
    """The antecedent with the best score, or None where starting a chain scores better."""
    best, antecedent = sum(weights.get(f, 0.0) for f in new_features(profile, memory)) + reluctance, None
    for place, features in ranked(profile, memory):
        score = sum(weights.get(f, 0.0) for f in features)
        if score > best:
            best, antecedent = score, place
    return antecedent


def _numbered(mentions: Sequence[Mention], memory: Memory) -> tuple[Mention, ...]:
    numbers: dict[int, int] = {}
    numbered: list[Mention] = []
    for place, mention in enumerate(mentions):
        chain = memory.chain_of[place]
        alone = len(chain.members) < 2
        numbered.append(replace(mention, chain=None if alone else numbers.setdefault(chain.members[0], len(numbers))))
    return tuple(numbered)
