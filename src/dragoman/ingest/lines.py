"""Features of the lines of a text scrape: what a line looks like alone, and what stands around it.

They rest on form (length, punctuation, case, repetition, neighbours) more than on words, so that they hold for pages in
other languages and of other makers. `line_model` weighs them; `training/train_lines.py` learns the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.ingest.dates import find_days
from dragoman.ingest.line_words import CLOCK, INNER_END, LEXICON, SECTIONS, SENTENCE_END, WORD

Matrix = npt.NDArray[np.float64]

MARKS = ("|", "»", "›", ">", "•", "·", "/", "—", "–", "“", '"', ":", ";", "?", "!", "(", "#", "%", "$", "…")
LENGTHS = (1, 2, 3, 5, 8, 12, 17, 25, 40, 60, 100)
LONGEST = 5000
WINDOWS = (1, 2, 4, 8, 16)


def words_of(line: str) -> list[str]:
    """Word-like runs of a line; scripts written without spaces count as a word every two characters."""
    found: list[str] = WORD.findall(line)
    return found


def local_features(lines: Sequence[str]) -> Matrix:
    """A row a line, of what the line shows alone and how often it recurs in the scrape."""
    seen = Counter(line.casefold() for line in lines)
    starts = Counter(" ".join(words_of(line)[:4]).casefold() for line in lines)
    return np.array([_local(line, seen, starts) for line in lines], dtype=np.float64).reshape(len(lines), -1)


def _local(line: str, seen: Counter[str], starts: Counter[str]) -> list[float]:
    again, alike = seen[line.casefold()], starts[" ".join(words_of(line)[:4]).casefold()]
    ends = bool(SENTENCE_END.search(line[-20:]))
    line = line[:LONGEST]
    words = words_of(line)
    count = len(words)
    letters = sum(map(str.isalpha, line))
    capitals = sum(w[0].isupper() for w in words)
    inner = len(INNER_END.findall(line))
    first = line.lstrip("'\"“‘«([-–— ")[:1]
    share = max(len(line), 1)
    row = [float(count >= size) for size in LENGTHS]
    row += [float(ends and count >= size) for size in (1, 4, 8, 12, 20, 40)]
    row += [min(inner, 5) / 5, float(inner > 0), min(line.count(","), 6) / 6, capitals / max(count, 1)]
    row += [float(capitals > 0.7 * count), sum(map(str.isdigit, line)) / share, letters / share]
    row += [float(first.isupper()), float(first.islower()), float(first.isdigit()), float(line[:1] in "'\"“‘«")]
    row += [float(letters > 3 and line.upper() == line), float(line.endswith(":")), float(line.endswith(("…", "...")))]
    row += [float(line.endswith(",")), sum(len(w) for w in words) / max(count, 1) / 10, float(count == 0)]
    row += [float(mark in line) for mark in MARKS]
    found = [float(bool(form.search(line))) for form in LEXICON]
    row += found
    row += found if count < 12 else [0.0] * len(found)
    dated = count < 30 and next(find_days(line), None) is not None
    row += [float(dated), float(dated and count < 12), float(bool(CLOCK.search(line)) and count < 15)]
    row += [float(again > 1), float(again > 2), float(alike > again and count > 3), float(count > 6 and again > 1)]
    return row


def prose(lines: Sequence[str]) -> npt.NDArray[np.float64]:
    """How much running prose a line holds: its words if it reads as sentences, else 0; long lines saturate at 60."""
    found = [
        min(len(words_of(line)), 60) if SENTENCE_END.search(line) and len(words_of(line)) >= 8 else 0 for line in lines
    ]
    return np.array(found, dtype=np.float64)


def around(values: npt.NDArray[np.float64]) -> Matrix:
    """For each line, what the values are at its neighbours and on average before and after it, in growing windows."""
    size = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(size)
    columns = []
    for offset in (1, 2, 3):
        columns.append(np.where(at >= offset, values[np.maximum(at - offset, 0)], 0.0))
        columns.append(np.where(at + offset < size, values[np.minimum(at + offset, size - 1)], 0.0))
    for window in WINDOWS[1:]:
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, size)
        before, after = (sums[at] - sums[low]) / window, (sums[high] - sums[at + 1]) / window
        columns += [before, after, np.minimum(before, after)]
    total = max(sums[-1], 1e-9)
    columns += [sums[at] / total, (sums[-1] - sums[at + 1]) / total]
    return np.stack(columns, axis=1)


def place_features(lines: Sequence[str], headline: int | None) -> Matrix:
    """Where a line stands in the scrape, and to the headline (an index, or None where none is known)."""
    size = len(lines)
    at = np.arange(size)
    columns = [at / max(size, 1), (at < 3).astype(float), (at < 10).astype(float), (at > size - 10).astype(float)]
    distance = at - (headline if headline is not None else -1)
    known = float(headline is not None)
    columns += [known * (distance <= 0), known * (distance == 0)]
    columns += [known * ((distance > 0) & (distance <= size_)) for size_ in (2, 5, 10, 20, 40)]
    title = {w.casefold() for w in words_of(lines[headline])} if headline is not None else set()
    columns.append(np.array([_overlap(line, title) for line in lines]))
    return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)


def _overlap(line: str, title: set[str]) -> float:
    words = {w.casefold() for w in words_of(line)}
    return len(words & title) / len(words | title) if title and words else 0.0


def section_features(lines: Sequence[str]) -> Matrix:
    """How long ago a heading of comments, of other stories, of notices stood, and whether prose came before it."""
    size = len(lines)
    running = np.cumsum(prose(lines))
    columns = []
    for form in SECTIONS:
        last, recent, later = -1, np.zeros(size), np.zeros(size)
        for i, line in enumerate(lines):
            if last >= 0:
                recent[i] = np.exp((last - i) / 4)
                later[i] = float(running[last] > 60) * np.exp((last - i) / 60)
            if len(line) < 60 and form.search(line):
                last = i
        columns += [recent, later]
    return np.stack(columns, axis=1) if size else np.zeros((0, 2 * len(SECTIONS)))


def topic_features(lines: Sequence[str]) -> Matrix:
    """How much of a line's vocabulary other prose of the scrape shares: nearby, and anywhere."""
    size = len(lines)
    bags = [{w for word in words_of(line) if len(w := word.casefold()) > 3} for line in lines]
    running = prose(lines) > 0
    spread = Counter(word for bag, is_prose in zip(bags, running, strict=True) if is_prose for word in bag)
    rows = np.zeros((size, 3))
    for i, bag in enumerate(bags):
        if not bag:
            continue
        own = int(running[i])
        rows[i, 0] = sum(spread[w] > own for w in bag) / len(bag)
        rows[i, 1] = sum(spread[w] > own + 2 for w in bag) / len(bag)
        near = set().union(*(bags[j] for j in range(max(0, i - 6), min(size, i + 7)) if j != i and running[j]))
        rows[i, 2] = len(bag & near) / len(bag)
    return rows


def first_features(lines: Sequence[str], headline: int | None) -> Matrix:
    """All that the first stage of the model sees of each line."""
    running = prose(lines) / 60
    local = local_features(lines)
    near = around(running)
    dense = (near[:, 6:7] + near[:, 7:8]) > 0.15
    crossed = local[:, : len(LENGTHS) + 6] * dense
    context = [place_features(lines, headline), section_features(lines), topic_features(lines)]
    return np.concatenate([np.ones((len(lines), 1)), local, near, *context, crossed], axis=1)


def second_features(first: Matrix, scores: npt.NDArray[np.float64]) -> Matrix:
    """The first stage's features with its own scores (0..1) at and around each line, and the best stretch they form."""
    inside, edge = best_stretch(scores)
    extra = [scores[:, None], (scores > 0.5).astype(float)[:, None], around(scores), inside[:, None], edge]
    joint = np.concatenate(extra, axis=1)
    return np.concatenate([first, joint, joint * scores[:, None]], axis=1)


def best_stretch(scores: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], Matrix]:
    """Membership in the run of lines whose scores, less a quarter each, sum highest; and nearness to its ends."""
    best, start, run_start, run, end = 0.0, 0, 0, 0.0, 0
    for i, gain in enumerate(scores - 0.25):
        if run <= 0:
            run, run_start = 0.0, i
        run += gain
        if run > best:
            best, start, end = run, run_start, i + 1
    at = np.arange(len(scores))
    inside = ((at >= start) & (at < end)).astype(np.float64)
    edge = np.stack([np.exp(-np.abs(at - start) / 3), np.exp(-np.abs(at - end) / 3)], axis=1)
    return inside, edge
