"""Average linkage over sparse similarities: the two groups that are alike most are joined, until none are enough.

A pair that is not given has similarity 0. The outcome is the same for the pairs in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from heapq import heapify, heappop, heappush


def average_linkage(
    size: int, similarities: Mapping[tuple[int, int], float], *, threshold: float
) -> list[tuple[int, ...]]:
    """Groups of the numbers below `size`, sorted; joined while the mean similarity of two groups reaches `threshold`.

    Ties go to the smaller numbers. Time is about n log n in the number of pairs given.
    """
    totals: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), value in sorted(similarities.items()):
        totals[one][other] = totals[other][one] = value
    groups: dict[int, tuple[int, ...]] = {number: (number,) for number in range(size)}
    heap = [(-value, one, other) for (one, other), value in similarities.items() if value >= threshold]
    heapify(heap)
    latest = size
    while heap:
        _, one, other = heappop(heap)
        if one not in groups or other not in groups:
            continue
        joined = tuple(sorted(groups.pop(one) + groups.pop(other)))
        sums = _added(totals.pop(one), totals.pop(other))
        for near in (one, other):
            sums.pop(near, None)
        for near, total in sums.items():
            row = totals[near]
            row.pop(one, None)
            row.pop(other, None)
            row[latest] = total
            mean = total / (len(joined) * len(groups[near]))
            if mean >= threshold:
                heappush(heap, (-mean, near, latest))
        groups[latest], totals[latest] = joined, sums
        latest += 1
    return sorted(groups.values())


def _added(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    sums = dict(one)
    for near, value in other.items():
        sums[near] = sums.get(near, 0.0) + value
    return sums
