"""Turns token probabilities into ranges of whole words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.model import Span
from dragoman.models.windows import Window

Floats = npt.NDArray[np.float32]
SPLIT = 0.5
BRIDGE = 4
PRICE = 0.35
SECOND = 0.5
LEAST_WORTH = 0.3
EDGE = " \t\r\n\"“”„«»‘’'`,;:"


def runs_of(
    starts: Floats,
    insides: Floats,
    window: Window,
    text: str,
    *,
    least: float,
    within: tuple[int, int] | None = None,
    joined: bool = False,
) -> Iterator[tuple[int, int]]:
    """Half-open token runs whose highest inside probability reaches `least`, widened to whole words.

    A run is split where a start is likely; with `joined` it is not, and gaps of a few tokens are bridged.
    """
    low, high = within or (0, len(insides))
    taken = (insides >= least) & (window.starts >= 0)
    taken[:low], taken[high:] = False, False
    if joined:
        _bridge(taken)
    at = low
    while at < high:
        if not taken[at]:
            at += 1
            continue
        end = at + 1
        while end < high and taken[end] and (joined or starts[end] < SPLIT or _same_word(window, text, end)):
            end += 1
        yield _whole_words(window, text, at, end, low, high)
        at = end


def _bridge(taken: npt.NDArray[np.bool_]) -> None:
    marks = np.flatnonzero(taken)
    for a, b in pairwise(marks):
        if 1 < b - a <= BRIDGE:
            taken[a:b] = True


def _same_word(window: Window, text: str, at: int) -> bool:
    """Whether the token goes on the word of the token before it."""
    start = int(window.starts[at])
    if at == 0 or start <= 0 or int(window.ends[at - 1]) != start:
        return False
    return text[start].isalnum() and text[start - 1].isalnum()


def _whole_words(window: Window, text: str, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    while first > low and _same_word(window, text, first):
        first -= 1
    while last < high and _same_word(window, text, last):
        last += 1
    return first, last


def stretches_of(
    insides: Floats, window: Window, text: str, *, sentence: Span, cut: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The likeliest stretch of a sentence on one side of `cut` (token range), and on the other if it is as likely.

    A stretch is the run of tokens with the largest sum of (probability - `PRICE`): gaps inside cost little, words far
    off win nothing (maximum subarray, Kadane's algorithm).
    """
    here = np.flatnonzero((window.starts >= sentence.start) & (window.ends <= sentence.end) & (window.starts >= 0))
    if not len(here):
        return
    low, high = int(here[0]), int(here[-1]) + 1
    found = []
    for first, last in ((low, cut[0]), (cut[1], high)):
        a, b, worth = _best_run(insides[first:last] - PRICE)
        if b > a:
            found.append((worth, *_whole_words(window, text, first + a, first + b, first, last)))
    top = max((worth for worth, _, _ in found), default=0.0)
    yield from ((a, b) for worth, a, b in found if worth >= SECOND * top and worth >= LEAST_WORTH)


def _best_run(gains: Floats) -> tuple[int, int, float]:
    best, best_range, total, begin = 0.0, (0, 0), 0.0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, begin = 0.0, at
        total += float(gain)
        if total > best:
            best, best_range = total, (begin, at + 1)
    return (*best_range, best)


def trim_quotes(text: str, span: Span) -> Span:
    """The range without outer quotation marks, commas and white space."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end)
