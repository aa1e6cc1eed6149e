"""Cuts an article into windows that the encoder reads: whole sentences with context on both sides.

Enters: title, text, sentence ranges. Leaves: `Window` objects with token ids and the code point ranges of the tokens.
Training and running share this module, so that both see the same windows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dragoman.model import Span

TITLE_TOKENS = 16
CORE_TOKENS = 192
LEFT_TOKENS = 40
RIGHT_TOKENS = 24
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of ``[CLS] title [SEP] context core context [SEP]``.

    `starts` and `ends` are the tokens' code point ranges in the article's text (-1 for title and special tokens);
    `core` is the half-open range of tokens for which the window answers.
    """

    ids: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    core: tuple[int, int]


@cache
def load_tokenizer(path: Path = Path(__file__).parent / "tokenizer.json") -> Tokenizer:
    """The word piece tokenizer (vocabulary of BERT base uncased), without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def make_windows(
    text: str, sentences: Sequence[Span], *, title: str | None = None, core_tokens: int = CORE_TOKENS
) -> Iterator[Window]:
    """Windows that together cover all sentences once as core, in order of text."""
    tokenizer = load_tokenizer()
    coded = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray(coded.ids, dtype=np.int64)
    ranges = np.asarray(coded.offsets, dtype=np.int32).reshape(-1, 2)
    head = tokenizer.encode(title or "", add_special_tokens=False).ids[:TITLE_TOKENS]
    for first, last in _cores(ranges, sentences, core_tokens):
        left, right = max(0, first - LEFT_TOKENS), min(len(ids), last + RIGHT_TOKENS)
        before = [CLS, *head, SEP]
        body = ids[left:right]
        none = np.full(len(before), -1, dtype=np.int32)
        end = np.full(1, -1, dtype=np.int32)
        yield Window(
            ids=np.concatenate([before, body, [SEP]]).astype(np.int64),
            kinds=np.concatenate([np.zeros(len(before)), np.ones(len(body) + 1)]).astype(np.int64),
            starts=np.concatenate([none, ranges[left:right, 0], end]),
            ends=np.concatenate([none, ranges[left:right, 1], end]),
            core=(len(before) + first - left, len(before) + last - left),
        )


def _cores(ranges: npt.NDArray[np.int32], sentences: Sequence[Span], core_tokens: int) -> Iterator[tuple[int, int]]:
    """Runs of whole sentences of up to `core_tokens` tokens; a longer sentence is cut."""
    begin: int | None = None
    stop = 0
    for sentence in sentences:
        first = int(np.searchsorted(ranges[:, 0], sentence.start))
        last = int(np.searchsorted(ranges[:, 0], sentence.end))
        if first >= last:
            continue
        if begin is not None and last - begin > core_tokens:
            yield begin, stop
            begin = None
        while last - first > core_tokens:
            yield first, first + core_tokens
            first += core_tokens
        begin, stop = (first if begin is None else begin), last
    if begin is not None and stop > begin:
        yield begin, stop


def tokens_in(window: Window, span: Span) -> tuple[int, int]:
    """Half-open range of the window's tokens that lie in a code point range; empty where none does."""
    inside = np.flatnonzero((window.starts >= 0) & (window.starts < span.end) & (window.ends > span.start))
    return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0)
