"""The headline of a text scrape: the line that a page says two or three times, or that stands right before the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.ingest.line_words import SENTENCE_END
from dragoman.ingest.lines import prose, words_of

SITE_END = re.compile(r"\s+(?:[|»·•—–-]|::)\s+(?:[^|»·•—–]{1,60})$")
FURNITURE = re.compile(
    r"^(?:home|menu|share|related|comments?|read more|advert\w*"
    r"|search|sign|log|subscribe|follow|most|latest|by|published|updated|skip|photo)\b",
    re.I,
)


def find_headline(lines: Sequence[str]) -> int | None:
    """Index of the headline's last showing before the text; None where no line can be one."""
    start = _text_start(lines)
    folded = [_folded(line) for line in lines]
    candidates = [i for i in range(min(start + 1, len(lines))) if _can_be(lines[i], folded)]
    if not candidates:
        return None
    best = max(candidates, key=lambda i: (_worth(i, folded, lines, start), i))
    same = [i for i in candidates if folded[i] == folded[best] or (i > best and _holds(folded[best], folded[i]))]
    return max(same, default=best)


def _can_be(line: str, folded: Sequence[str]) -> bool:
    words = words_of(line)
    if len(words) > 14 and SENTENCE_END.search(line) and folded.count(_folded(line)) < 2:
        return False
    return 3 <= len(words) <= 40 and sum(map(len, words)) >= 12 and not FURNITURE.match(line)


def _folded(line: str) -> str:
    return " ".join(words_of(line.casefold()))


def _holds(longer: str, shorter: str) -> bool:
    return len(shorter) >= 12 and (longer.startswith(shorter) or longer.endswith(shorter))


def _worth(i: int, folded: list[str], lines: Sequence[str], start: int) -> float:
    """More for a line that recurs, or that an earlier line holds with an outlet's name, and that is near the text."""
    early = range(min(start + 3, len(lines)))
    again = sum(folded[j] == folded[i] for j in early if j != i)
    held = sum(_holds(folded[j], folded[i]) for j in early if j != i and folded[j] != folded[i])
    distance = start - i
    words = len(words_of(lines[i]))
    by_top = any(folded[j] == folded[i] or _holds(folded[j], folded[i]) for j in early[:3] if j != i)
    worth = 2.0 * min(again, 2) + 2.0 * min(held, 1) + 3.0 * by_top + max(0.0, 3.0 - 0.25 * distance)
    worth += 1.0 * (6 <= words <= 22) - 0.8 * bool(SENTENCE_END.search(lines[i])) - 0.7 * (words < 5)
    return worth - 1.5 * bool(SITE_END.search(lines[i]))


def _text_start(lines: Sequence[str]) -> int:
    """The first line of running prose that more prose follows soon."""
    running = prose(lines)
    for i, amount in enumerate(running):
        if amount >= 12 and running[i : i + 8].sum() >= 60:
            return i
    return int(running.argmax()) if len(lines) else 0
