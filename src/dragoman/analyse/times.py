"""Times: expressions for days, months, years and spans of them, with values against the date of publication.

Enters a parsed document; leaves it with times in order of text, none overlapping. A weekday or month with no year is
the last one at or before publication, unless the verb that it belongs to speaks of the future.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.dates import Anchor, parse_anchor
from dragoman.analyse.time_patterns import rules
from dragoman.analyse.words import word_list
from dragoman.model import Document, Layer, Span, TimeSpan, Token

CLIMB = 8
_SCHEDULING = frozenset(["plan", "schedule", "expect", "slate"])


class Times:
    """Adds time expressions with ISO values."""

    name = "times"
    version = "1"
    needs = frozenset({Layer.TOKENS, Layer.SENTENCES})
    adds = frozenset({Layer.TIMES})

    def __call__(self, document: Document) -> Document:
        """The document with its times."""
        times = find_times(document.text, parse_anchor(document.article.published), document.tokens)
        return replace(document, times=times, layers=document.layers | self.adds)


def find_times(text: str, anchor: Anchor | None, tokens: Sequence[Token] = ()) -> tuple[TimeSpan, ...]:
    """Time expressions of a text in order. Without `tokens` nothing is taken to lie ahead but what says so itself."""
    starts = [token.start for token in tokens]
    taken = bytearray(len(text))
    found: list[TimeSpan] = []
    for pattern, reader in rules():
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            future = bool(tokens) and speaks_of_future(tokens, max(bisect_right(starts, start) - 1, 0))
            found.append(TimeSpan(Span(start, end), reader(match, anchor, future)))
    return tuple(sorted(found, key=lambda time: time.span))


def speaks_of_future(tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb above the token at `place` looks ahead ("will meet", "is due", "plans to visit")."""
    here = place
    for _ in range(CLIMB):
        token = tokens[here]
        if token.pos in ("VERB", "AUX"):
            return _verb_looks_ahead(tokens, here)
        if token.lemma.lower() in word_list("ahead_nouns"):
            return True
        if token.head == here:
            return False
        here = token.head
    return False


def _verb_looks_ahead(tokens: Sequence[Token], verb: int) -> bool:
    word = tokens[verb]
    if word.lemma.lower() in _SCHEDULING and word.tag != "VBD":
        return True
    before = [t for t in tokens[max(0, verb - 6) : verb] if t.head == verb and t.dep in ("aux", "auxpass")]
    words = {t.text.lower() for t in before}
    if words & {"will", "shall", "'ll", "’ll"}:
        return True
    if "would" in words and "have" not in words:
        return True
    if word.head == verb:
        return False
    above = tokens[word.head]
    if "to" in words:
        if above.lemma.lower() in word_list("ahead_verbs") or above.lemma.lower() in word_list("ahead_nouns"):
            return True
        return above.lemma == "be" and above.tag in ("VBZ", "VBP") and word.dep == "xcomp"
    if word.dep in ("xcomp", "conj", "pcomp") and above.pos in ("VERB", "AUX") and not (words - {"to"}):
        return word.tag in ("VB", "VBG") and _verb_looks_ahead(tokens, word.head)
    return False
