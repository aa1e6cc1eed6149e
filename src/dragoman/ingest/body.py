"""The article's text of an HTML page.

What trafilatura reads in the markup is put right by what the line model makes of the page's visible lines: paragraphs
that it is sure are furniture go, and sure text that was left out comes back.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.ingest.headline import find_headline
from dragoman.ingest.html_tree import block_lines
from dragoman.ingest.line_model import LineModel, Scores, choose_lines, load_line_model
from dragoman.ingest.lines import words_of

LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}\.)\s+(?=\S)")
MAX_LINES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Scores (0..1) of the line model at which it overrules the markup, and how far back text may be added (lines)."""

    furniture: float = 0.08
    text: float = 0.9
    reach: int = 15
    short: int = 8


def extract_body(
    tree: Any,
    *,
    title: str | None = None,
    told: str | None = None,
    model: LineModel | None = None,
    doubts: Doubts | None = None,
) -> str:
    """Paragraphs of the article parted by blank lines, "" where none is found.

    `title` is left out where it is repeated; `told` is the text that the page's metadata give, used where the page
    shows none.
    """
    body = tree.find("body")
    lines = block_lines(body if body is not None else tree)[:MAX_LINES]
    paragraphs = _paragraphs(_reading(tree))
    if told and words_of(" ".join(paragraphs)) == words_of(told):
        return told
    if lines:
        paragraphs = _amend(paragraphs, lines, model or load_line_model(), title, doubts or Doubts())
    return "\n\n".join(p for p in paragraphs if p != title) or told or ""


def read_markup(tree: Any) -> str:
    """Paragraphs that the markup alone gives, one a line."""
    return "\n".join(_paragraphs(_reading(tree)))


def _reading(tree: Any) -> str:
    """What trafilatura reads; "" where it finds nothing or fails on the page."""
    from trafilatura import extract

    try:
        found: str | None = extract(copy.deepcopy(tree), include_comments=False, with_metadata=False)
    except Exception:  # whatever it stumbles over, the lines are left
        return ""
    return found or ""


def _paragraphs(text: str) -> list[str]:
    """Lines without the marks of lists and tables."""
    lines = (LIST_MARK.sub("", line).strip(" |") for line in text.split("\n"))
    return [line for line in lines if line.strip("-| ")]


def _amend(paragraphs: list[str], lines: list[str], model: LineModel, title: str | None, doubts: Doubts) -> list[str]:
    """The paragraphs without sure furniture, with sure text that lies among or near them."""
    headline = _title_line(lines, title)
    scores = model.score(lines, headline)
    places = _places(paragraphs, lines)
    if not paragraphs:
        return [lines[i] for i in choose_lines(lines, scores, model.threshold)]
    kept = [
        (place, p)
        for place, p in zip(places, paragraphs, strict=True)
        if place is None or scores[place] >= doubts.furniture
    ]
    return _in_order(kept, _missed(paragraphs, lines, scores, places, doubts), lines)


def _title_line(lines: Sequence[str], title: str | None) -> int | None:
    found = [i for i, line in enumerate(lines) if line == title]
    return found[-1] if found else find_headline(lines)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = words_of(text)
    return [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))]


def _places(paragraphs: Sequence[str], lines: Sequence[str]) -> list[int | None]:
    """For each paragraph the line of the page that holds it or starts it, looked for onwards from the one before."""
    index: dict[tuple[str, ...], list[int]] = {}
    for i, line in enumerate(lines):
        for run in _runs(line)[:3]:
            index.setdefault(run, []).append(i)
    found: list[int | None] = []
    last = 0
    for paragraph in paragraphs:
        options = next((index[run] for run in _runs(paragraph)[:6] if run in index), [])
        place = next((i for i in options if i >= last), options[0] if options else None)
        last = place if place is not None else last
        found.append(place)
    return found


def _missed(
    paragraphs: Sequence[str], lines: Sequence[str], scores: Scores, places: Sequence[int | None], doubts: Doubts
) -> list[tuple[int, str]]:
    """Lines of sure text that no paragraph holds, near those that one does."""
    known = {run for paragraph in paragraphs for run in _runs(paragraph)}
    held = [place for place in places if place is not None]
    if not held:
        return []
    found: list[tuple[int, str]] = []
    last = max(held)
    for i, (line, score) in enumerate(zip(lines, scores, strict=True)):
        if score < doubts.text or len(words_of(line)) < doubts.short or not min(held) - 5 <= i <= last + doubts.reach:
            continue
        runs = _runs(line)
        if sum(run in known for run in runs) < 0.3 * len(runs):
            found.append((i, line))
            last = max(last, i)
    return found


def _in_order(kept: list[tuple[int | None, str]], added: list[tuple[int, str]], lines: Sequence[str]) -> list[str]:
    """Kept paragraphs in their order, added lines where the page has them."""
    result: list[str] = []
    waiting = list(added)
    for place, paragraph in kept:
        while waiting and place is not None and waiting[0][0] < place:
            result.append(waiting.pop(0)[1])
        result.append(paragraph)
    return result + [line for _, line in waiting]
