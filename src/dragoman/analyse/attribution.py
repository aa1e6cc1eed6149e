"""Turns attribution frames into statements: speaker, cue, content, quotation, and the outlet it came through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.model import (
    ActorMention,
    Document,
    Frame,
    Layer,
    Provenance,
    Quote,
    Role,
    Span,
    Statement,
    content_id,
)
from dragoman.models.spans import trim_quotes

CUE = "CUE"
SAME_CONTENT = 0.8
_BETWEEN = re.compile(r"[\s\"“”„«»‘’'`.,!?…-]*")
_OPEN, _CLOSE = '"“„«', '"”“»'
_QUOTES = '"“”„«»'
LONGEST = 6
_LEAD = re.compile(r"(?:that|whether|and|but|as)\s+", re.I)
_TAIL = re.compile(r"[\s,;]+(?:and|but|by|to|the|of|,)?\Z")


class Attribution:
    """Adds statements. Of two cues for one content the surer is kept; a cue without speaker or content gives none."""

    name = "attribution"
    version = "1"
    needs = frozenset({Layer.FRAMES, Layer.SENTENCES})
    adds = frozenset({Layer.STATEMENTS})

    def __call__(self, document: Document) -> Document:
        """The document with its statements, in order of text."""
        found = [s for f in document.frames if f.label == CUE and (s := _statement(document, f))]
        kept = tuple(sorted(_distinct(found), key=lambda s: (s.cue, s.content)))
        return replace(document, statements=kept, layers=document.layers | self.adds)


def _statement(document: Document, frame: Frame) -> Statement | None:
    text = document.text
    speaker = best_role(frame.filling("speaker"))
    pieces = (before_next_cue(document, frame, p) for p in _content(text, frame))
    content = tuple(whole_quotation(text, p, document.sentences) for p in pieces if p.end > p.start)
    content += follow_on(document, frame, content)
    if speaker is None or not content:
        return None
    via = best_role(frame.filling("via"))
    return Statement(
        id=content_id(document.article.id, "statement", frame.trigger, content),
        article=document.article.id,
        speaker=mention_of(text, speaker),
        cue=frame.trigger,
        content=content,
        quote=quotation(text, content),
        via=mention_of(text, via) if via and not via.span.overlaps(speaker.span) else None,
        sentence=frame.sentence,
        confidence=frame.score,
        provenance=tuple(
            Provenance(role.name, "encoder", "1", role.score, (role.span,)) for role in frame.roles if role.span.end
        ),
    )


def best_role(roles: Sequence[Role]) -> Role | None:
    """The likeliest filler; of equals the first in the text."""
    return max(roles, key=lambda r: r.score, default=None)


def mention_of(text: str, role: Role) -> ActorMention:
    """An actor mention, not yet resolved, of a role's words."""
    return ActorMention(span=role.span, text=role.span.of(text), confidence=role.score)


def _content(text: str, frame: Frame) -> tuple[Span, ...]:
    """Pieces of the content without the cue; pieces with nothing but marks between them are one."""
    pieces: list[Span] = []
    for role in frame.filling("content"):
        pieces.extend(trim_words(text, s) for s in _without(role.span, frame.trigger))
    joined: list[Span] = []
    for piece in (p for p in pieces if p.end - p.start > 1):
        if joined and _BETWEEN.fullmatch(text[joined[-1].end : piece.start]):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def trim_words(text: str, piece: Span) -> Span:
    """The piece without a leading "that" and without marks and small words left hanging at its ends."""
    piece = trim_quotes(text, piece)
    if lead := _LEAD.match(text, piece.start, piece.end):
        piece = trim_quotes(text, Span(lead.end(), piece.end))
    if tail := _TAIL.search(text, piece.start, piece.end):
        piece = trim_quotes(text, Span(piece.start, tail.start()))
    return piece


def before_next_cue(document: Document, frame: Frame, piece: Span) -> Span:
    """The piece up to "and" where another cue of the same speaker goes on ("denied it and said that …")."""
    own = next((n for n, t in enumerate(document.tokens) if t.start == frame.trigger.start), None)
    for other in (f.trigger for f in document.frames if f.label == CUE and piece.holds(f.trigger)):
        token = next((t for t in document.tokens if t.start == other.start), None)
        if token is not None and token.dep == "conj" and token.head == own:
            return trim_words(document.text, Span(piece.start, other.start))
    return piece


def whole_quotation(text: str, piece: Span, sentences: Sequence[Span]) -> Span:
    """The piece, widened where a quotation that it lies in began in a sentence before, or runs on into later ones."""
    at = next((n for n, s in enumerate(sentences) if s.overlaps(piece)), None)
    if at is None:
        return piece
    home = next(s for s in reversed(sentences) if s.overlaps(piece))
    start, end = piece.start, piece.end
    if _unmatched(text[piece.end : home.end]) and not _unmatched(text[sentences[at].start : piece.start]):
        begun = (s for s in reversed(sentences[max(0, at - LONGEST) : at]) if _unmatched(s.of(text)))
        if (first := next(begun, None)) is not None and (mark := _last_mark(text, first)) is not None:
            start = mark + 1
    if _unmatched(text[sentences[at].start : piece.start]) and not _unmatched(text[piece.end : home.end]):
        later = [s for s in sentences if s.start >= home.end][:LONGEST]
        if (last := next((s for s in later if _unmatched(s.of(text))), None)) is not None:
            end = _first_mark(text, last) or end
    return Span(start, end)


def _unmatched(words: str) -> bool:
    """Whether the words hold a quotation mark without its partner."""
    return words.count('"') % 2 == 1 or words.count("“") != words.count("”")


def _last_mark(text: str, span: Span) -> int | None:
    return max((at for at in range(span.start, span.end) if text[at] in _QUOTES), default=None)


def _first_mark(text: str, span: Span) -> int | None:
    return next((at for at in range(span.start, span.end) if text[at] in _QUOTES), None)


def follow_on(document: Document, frame: Frame, content: Sequence[Span]) -> tuple[Span, ...]:
    """Quoted sentences right after the sentence of a quoted content, with no cue of their own."""
    if not content or text_quote(document.text, content[-1]) is None:
        return ()
    found: list[Span] = []
    cues = [f.trigger for f in document.frames if f.label == CUE and f is not frame]
    for sentence in document.sentences:
        if sentence.start < max(frame.sentence.end, content[-1].end):
            continue
        words = sentence.of(document.text).strip()
        if words[:1] not in _QUOTES or words[-1:] not in _QUOTES or any(sentence.overlaps(c) for c in cues):
            break
        found.append(trim_quotes(document.text, sentence))
    return tuple(found)


def text_quote(text: str, piece: Span) -> str | None:
    """The quotation mark right before the piece, or None."""
    mark = text[max(0, piece.start - 1) : piece.start]
    return mark if mark and mark in _QUOTES else None


def _without(span: Span, cut: Span) -> Iterable[Span]:
    if not span.overlaps(cut):
        return [span]
    return [s for s in (Span(span.start, cut.start), Span(cut.end, span.end)) if s.end > s.start]


def quotation(text: str, content: Sequence[Span]) -> Quote:
    """Whether the content stands in quotation marks as a whole, in part, or not at all."""
    start, end = content[0].start, content[-1].end
    if any(mark in text[piece.start : piece.end] for piece in content for mark in _OPEN + _CLOSE):
        inner = True
    else:
        inner = False
    whole = all(_quoted(text, piece) for piece in content)
    if whole and (not inner or len(content) > 1 or text[start:end].count('"') % 2 == 0):
        return Quote.DIRECT
    return Quote.MIXED if inner or any(_quoted(text, piece) for piece in content) else Quote.INDIRECT


def _quoted(text: str, piece: Span) -> bool:
    before = text[max(0, piece.start - 2) : piece.start].strip()
    after = text[piece.end : piece.end + 3].strip().lstrip(".,!?")
    return before[-1:] in tuple(_OPEN) and after[:1] in tuple(_CLOSE)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for one in sorted(statements, key=lambda s: (-(s.confidence or 0.0), s.cue)):
        if all(_alike(one.content, other.content) < SAME_CONTENT for other in kept):
            kept.append(one)
    return kept


def _alike(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters in both over characters in either."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    either = sum(x.end - x.start for x in (*a, *b)) - shared
    return shared / either if either else 0.0
