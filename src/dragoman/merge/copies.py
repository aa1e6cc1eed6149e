"""Passages that stand in an earlier article too: fingerprints find the candidates, runs of equal words the passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

SHINGLE = 8  # words; shorter runs recur by chance (titles of offices, stock phrases)
SHORTEST = 20  # words that a copied passage has at least
MOST = 50  # articles remembered for one fingerprint: what more of them share is no sign of copying, but boilerplate

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage `start`..`end` (code points) that stands from `of_start` to `of_end` of the earlier article `of`."""

    start: int
    end: int
    of: str
    of_start: int
    of_end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in lower case, with their ranges."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(text: str) -> Words:
    """A text's words."""
    found = list(_WORD.finditer(text))
    return Words(
        tuple(m.group().casefold() for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found)
    )


class CopyFinder:
    """Remembers articles in the order they appeared, and finds in a new one what it has of earlier ones.

    Every passage of `SHORTEST` equal words shares a fingerprint, so none is missed, but for text that stands in more
    than `MOST` articles. Memory holds the words of all articles that were added.
    """

    def __init__(self) -> None:
        self._texts: dict[str, Words] = {}
        self._order: dict[str, int] = {}
        self._places: dict[int, list[str]] = defaultdict(list)

    def add(self, key: str, text: str) -> tuple[Copy, ...]:
        """The copied passages of an article, in order of the text; the article is earlier than all that follow."""
        own = words_of(text)
        prints = sorted(fingerprints(own.words))
        near = dict.fromkeys(other for one in prints for other in self._places.get(one, ()))
        copies = self._passages(own, sorted(near, key=lambda other: self._order[other]))
        self._order[key] = len(self._order)
        self._texts[key] = own
        for one in prints:
            if len(self._places[one]) < MOST:
                self._places[one].append(key)
        return copies

    def _passages(self, own: Words, earlier: Sequence[str]) -> tuple[Copy, ...]:
        """Longest runs first; a word belongs to one passage only, and of equal runs to the earliest article's."""
        runs = [
            (-length, order, at, there, key)
            for order, key in enumerate(earlier)
            for at, there, length in equal_runs(own.words, self._texts[key].words)
        ]
        taken = bytearray(len(own.words))
        copies: list[Copy] = []
        for negative, _, at, there, key in sorted(runs):
            first, last = _free(taken, at, at - negative)
            if last - first < SHORTEST:
                continue
            taken[first:last] = b"\x01" * (last - first)
            other, shift = self._texts[key], there - at
            ends = (other.starts[first + shift], other.ends[last - 1 + shift])
            copies.append(Copy(own.starts[first], own.ends[last - 1], key, *ends))
        return tuple(sorted(copies, key=lambda copy: copy.start))


def equal_runs(own: Sequence[str], other: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Maximal runs of at least `SHORTEST` equal words: where they start here and there, and their length in words."""
    places = _index(other)
    done: dict[int, int] = {}  # by diagonal: up to where here a run has been followed
    for at in range(len(own) - SHINGLE + 1):
        for there in places.get(tuple(own[at : at + SHINGLE]), ()):
            if done.get(there - at, -1) >= at:
                continue
            length = SHINGLE
            while at + length < len(own) and there + length < len(other) and own[at + length] == other[there + length]:
                length += 1
            done[there - at] = at + length - SHINGLE
            if length >= SHORTEST:
                yield at, there, length


def _index(words: Sequence[str]) -> Mapping[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - SHINGLE + 1):
        places[tuple(words[at : at + SHINGLE])].append(at)
    return places


def _free(taken: bytearray, first: int, last: int) -> tuple[int, int]:
    """The longest stretch of words from `first` to `last` that no passage has yet."""
    best = (first, first)
    start = first
    for at in range(first, last + 1):
        if at == last or taken[at]:
            best = max(best, (start, at), key=lambda stretch: stretch[1] - stretch[0])
            start = at + 1
    return best


def fingerprints(words: Sequence[str]) -> set[int]:
    """Hashes of some shingles: of every `SHORTEST` words in a row at least one, and the same one wherever they stand.

    That is winnowing (Schleimer, Wilkerson, Aiken 2003): the smallest hash in each window of shingles.
    """
    hashes = [crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)]
    window = SHORTEST - SHINGLE + 1
    return {min(hashes[at : at + window]) for at in range(len(hashes) - window + 1)}
