"""Reads an article with the trained encoder: triggers of events and cues of attributions, with their roles.

The encoder marks words one by one; the parse knows where noun phrases begin and end. So the words that fill a role are
snapped to the mention whose head they hold, and words that hold no head of a mention fill none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Document, Frame, Layer, Mention, MentionKind, Role, Span
from dragoman.models.reader import Reader

_BETWEEN = re.compile(r"(?:[\s,]|\band\b|\bor\b|&)*", re.I)
WHOLE_TEXT = frozenset({"content"})
PARTIES = frozenset({"actor", "recipient"})
CUE = "CUE"
LEAST_OVERLAP = 0.3


class FrameReader:
    """Adds the frames that attribution and coding are made from."""

    name = "encoder"
    needs = frozenset({Layer.SENTENCES, Layer.MENTIONS})
    adds = frozenset({Layer.FRAMES})

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader or Reader()

    @property
    def version(self) -> str:
        """Version of the weights."""
        return self._reader.version

    def __call__(self, document: Document) -> Document:
        """The document with its frames."""
        found = self._reader.read(document.text, document.sentences, title=document.article.title)
        phrases = Phrases(document.text, document.mentions)
        frames = tuple(replace(f, roles=settle_roles(phrases.snap(f), f.sentence)) for f in likeliest(found))
        return replace(document, frames=frames, layers=document.layers | self.adds)


def likeliest(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames in order of text; of two acts told by the same words only the likelier is kept."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: (-f.score, f.trigger, f.label)):
        rivals = (k for k in kept if (k.label == CUE) == (frame.label == CUE))
        if not any(frame.trigger.overlaps(k.trigger) for k in rivals):
            kept.append(frame)
    return tuple(sorted(kept, key=lambda f: (f.trigger, f.label)))


def settle_roles(roles: Sequence[Role], sentence: Span) -> tuple[Role, ...]:
    """The roles without doubles.

    Words inside a phrase that is likelier to fill a role ("Russian" in "the Russian minister") fill none of their own,
    and words of another sentence fill a role only where the trigger's own has none that is likelier.
    """
    parties = [r for r in roles if r.name in PARTIES]
    kept = []
    for role in roles:
        longer = (o for o in parties if o.span != role.span and o.span.holds(role.span) and o.score >= role.score)
        inside = role.name in PARTIES and any(longer)
        near = any(o.name == role.name and sentence.overlaps(o.span) and o.score >= role.score for o in roles)
        if not inside and (role.name in WHOLE_TEXT or sentence.overlaps(role.span) or not near):
            kept.append(role)
    return tuple(kept)


class Phrases:
    """The mentions of a document by the place of their heads."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = sorted(
            (m for m in mentions if m.kind is not MentionKind.TIME), key=lambda m: (m.head or m.span, m.span)
        )
        self._heads = [(m.head or m.span).start for m in self._mentions]

    def snap(self, frame: Frame) -> tuple[Role, ...]:
        """The frame's roles with the words of whole phrases, each phrase once a role, in order of text."""
        best: dict[tuple[str, Span], Role] = {}
        for role in frame.roles:
            for span in (role.span,) if role.name in WHOLE_TEXT else self.members_of(role.span):
                held = best.get((role.name, span))
                if held is None or held.score < role.score:
                    best[role.name, span] = replace(role, span=span)
        return tuple(sorted(best.values(), key=lambda r: (r.span, r.name)))

    def members_of(self, span: Span) -> tuple[Span, ...]:
        """The phrase that the words stand for, one by one where it is a list ("Poland and Romania")."""
        phrase = self.phrase_of(span)
        if phrase is None:
            return ()
        inner = [m.span for m in self._mentions if phrase.holds(m.span) and m.span != phrase]
        outer = sorted(s for s in inner if not any(o != s and o.holds(s) for o in inner))
        edges = [phrase.start, *(e for s in outer for e in (s.start, s.end)), phrase.end]
        gaps = [self._text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        return tuple(outer) if len(outer) > 1 and all(_BETWEEN.fullmatch(g) for g in gaps) else (phrase,)

    def phrase_of(self, span: Span) -> Span | None:
        """The mention that the words stand for; the words as they are where no mention is much like them."""
        here = self._headed_in(span)
        if not here:
            return None
        best = max(here, key=lambda m: (_alike(m.span, span), -m.span.start))
        if _alike(best.span, span) >= LEAST_OVERLAP:
            return best.span
        around = [m.span for m in here if m.span.holds(span)]
        return min(around, key=lambda s: s.end - s.start) if around else span

    def _headed_in(self, span: Span) -> list[Mention]:
        first = max(0, bisect_left(self._heads, span.start) - 1)
        last = bisect_left(self._heads, span.end)
        return [m for m in self._mentions[first:last] if (m.head or m.span).overlaps(span)]


def _alike(a: Span, b: Span) -> float:
    """Characters in both over characters in either."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / (a.end - a.start + b.end - b.start - shared)
