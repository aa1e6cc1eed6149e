"""The act between two named actors of a sentence: type from the pair classifier, mode and status from the frames."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Span, Status
from dragoman.models.reader import Reader


@dataclass(frozen=True, slots=True)
class PairCoding:
    """Type, mode and status of the act, and the probability (0..1) of the type."""

    type: str
    mode: str | None
    status: Status
    confidence: float


def classify_pair(reader: Reader, text: str, source: str | None, target: str | None) -> PairCoding:
    """What `source` does to `target` in a sentence; either may be None where the sentence names no such actor."""
    root, chance = reader.classify(text, source, target)[0]
    frames = [f for f in reader.read(text, (Span(0, len(text)),)) if f.label == root]
    best = max(frames, key=lambda f: f.score, default=None)
    mode, status = (best.best("mode")[0], best.best("status")[0]) if best else (None, None)
    return PairCoding(root, None if mode == "none" else mode, Status(status) if status else Status.OCCURRED, chance)
