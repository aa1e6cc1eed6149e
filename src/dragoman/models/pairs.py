"""Marks two actors in a sentence for the pair classifier.

Enters: a sentence and the words of source and target. Leaves: token ids with a marker before each actor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.models.windows import CLS, SEP, load_tokenizer

MARKS = (1, 2)
END_MARKS = (3, 4)
LONGEST = 254


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """Token ids and the positions of the two markers (0, the first token, for an actor that is not named)."""

    ids: npt.NDArray[np.int64]
    marks: tuple[int, int]


def mark_pair(text: str, source: str | None, target: str | None) -> MarkedPair:
    """The sentence's tokens with unused vocabulary entries around source and target."""
    coded = load_tokenizer().encode(text, add_special_tokens=False)
    pieces = [(int(i), int(a), int(b)) for i, (a, b) in zip(coded.ids, coded.offsets, strict=True)][: LONGEST - 4]
    taken = _place(text, source, None)
    places = (taken, _place(text, target, taken))
    ids, marks = [CLS], [0, 0]
    for token, start, end in pieces:
        for n, place in enumerate(places):
            if place and marks[n] == 0 and start <= place[0] < end:
                marks[n] = len(ids)
                ids.append(MARKS[n])
        ids.append(token)
        for n, place in enumerate(places):
            if place and marks[n] and start < place[1] <= end:
                ids.append(END_MARKS[n])
    ids.append(SEP)
    return MarkedPair(np.asarray(ids, dtype=np.int64), (marks[0], marks[1]))


def _place(text: str, words: str | None, taken: tuple[int, int] | None) -> tuple[int, int] | None:
    if not words:
        return None
    at = text.find(words)
    if taken and at == taken[0] and (other := text.find(words, taken[1])) >= 0:
        at = other
    if at < 0:
        at = text.lower().find(words.lower())
    return (at, at + len(words)) if at >= 0 else None
