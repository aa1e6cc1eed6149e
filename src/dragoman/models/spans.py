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


def trim_quotes(text: str, span: Span) -> Span:
    """The range without outer quotation marks, commas and white space."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end)
