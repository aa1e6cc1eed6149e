"""The proper names of a document, with what sort of thing the parser takes them for.

Enters: a document. Leaves: spans of names: from its tokens where they carry entities, else from its mentions.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Document, MentionKind, Span

PERSON, PLACE, BODY = "person", "place", "body"
_LABELS = {"PERSON": PERSON, "GPE": PLACE, "LOC": PLACE, "FAC": BODY, "ORG": BODY}
_KINDS = {
    MentionKind.PERSON: PERSON,
    MentionKind.PLACE: PLACE,
    MentionKind.COUNTRY: PLACE,
    MentionKind.ORGANISATION: BODY,
}


def names_in(document: Document) -> list[tuple[Span, str]]:
    """Spans of names with `PERSON`, `PLACE` or `BODY`, in order of text."""
    if any(t.entity for t in document.tokens):
        return list(_from_tokens(document))
    return sorted((m.span, _KINDS[m.kind]) for m in document.mentions if m.kind in _KINDS)


def _from_tokens(document: Document) -> Iterator[tuple[Span, str]]:
    tokens, place = document.tokens, 0
    while place < len(tokens):
        end = place + 1
        if tokens[place].entity.startswith("B-"):
            while end < len(tokens) and tokens[end].entity.startswith("I-"):
                end += 1
            label = _LABELS.get(tokens[place].entity[2:])
            last = end - 1 if end - place > 1 and tokens[end - 1].text in ("'s", "’s", "'") else end
            start = place + 1 if last - place > 1 and tokens[place].text.lower() in ("the", "a") else place
            if label:
                yield Span(tokens[start].start, tokens[last - 1].end), label
        place = end
