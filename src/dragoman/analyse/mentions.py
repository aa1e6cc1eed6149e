"""Mentions: the words of an article that speak of somebody or something.

Enters a parsed document; leaves it with mentions in order of text, none of them in a chain yet. A person's name is one
mention with the title and the apposition that stand with it ("President Angela Merkel", "Ali Velayati, an adviser");
`head` is the word that carries the name or the noun. A possessive mark belongs to the mention, not to its head.
Names and nationalities that only modify a noun ("the U.S. envoy") are mentions of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.analyse.phrases import Phrase, Tree, noun_phrases
from dragoman.analyse.words import word_list
from dragoman.model import Document, Layer, Mention, MentionKind, Span, Token

_LABELS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
    "NORP": MentionKind.GROUP,
    "DATE": MentionKind.TIME,
    "TIME": MentionKind.TIME,
}
_PLURAL = frozenset(["NNS", "NNPS"])
_PRONOUN_TAGS = frozenset(["PRP", "PRP$"])


class Mentions:
    """Adds mentions of persons, organisations, countries, places, groups, offices, times, and pronouns."""

    name = "mentions"
    version = "1"
    needs = frozenset({Layer.TOKENS, Layer.SENTENCES})
    adds = frozenset({Layer.MENTIONS})

    def __call__(self, document: Document) -> Document:
        """The document with mentions in order of their start, longer ones first."""
        tree = Tree(document.tokens)
        found: dict[Span, Mention] = {}
        for mention in [*_phrase_mentions(tree), *_name_mentions(document.tokens)]:
            found.setdefault(mention.span, mention)
        ordered = sorted(found.values(), key=lambda m: (m.span.start, -m.span.end))
        return replace(document, mentions=tuple(ordered), layers=document.layers | self.adds)


def entity_label(token: Token) -> str:
    """The OntoNotes label of the name that the token stands in, "" outside of names."""
    return token.entity[2:]


def _phrase_mentions(tree: Tree) -> Iterator[Mention]:
    tokens = tree.tokens
    for phrase in noun_phrases(tree):
        head = _name_head(tree, phrase)
        kind = MentionKind.GROUP if phrase.joined else _kind(tokens, phrase, head)
        if kind is MentionKind.TIME:
            continue
        word = tokens[head]
        span = Span(tokens[phrase.start].start, tokens[phrase.end - 1].end)
        yield Mention(span, kind, head=Span(word.start, word.end))


def _name_head(tree: Tree, phrase: Phrase) -> int:
    """The head of the phrase, or the person's name that stands in apposition to a common noun."""
    if tree.tokens[phrase.head].pos == "NOUN" and not phrase.joined:
        for child in tree.children[phrase.head]:
            token = tree.tokens[child]
            inside = phrase.start <= child < phrase.end
            if inside and token.dep == "appos" and token.pos == "PROPN" and entity_label(token) == "PERSON":
                return child
    return phrase.head


def _kind(tokens: Sequence[Token], phrase: Phrase, head: int) -> MentionKind:
    token = tokens[head]
    if token.tag in _PRONOUN_TAGS or (token.pos in ("PRON", "DET") and phrase.end - phrase.start == 1):
        return MentionKind.PRONOUN
    label = entity_label(token)
    if label in ("DATE", "TIME") or token.pos == "PROPN" or label in ("NORP", "GPE"):
        named = _named_kind(tokens, phrase.start, head, label)
        if named is not None:
            return named
    return _common_kind(token)


def _named_kind(tokens: Sequence[Token], start: int, head: int, label: str) -> MentionKind | None:
    first = head
    while first > start and tokens[first].entity.startswith("I-"):
        first -= 1
    before = tokens[first - 1].text.lower() if first > start else ""
    if label != "GPE" and label != "ORG" and before in word_list("titles") and tokens[head].pos == "PROPN":
        return MentionKind.PERSON
    if label == "GPE":
        words = [t.text.lower() for t in tokens[first : head + 1] if t.text.lower() != "the"]
        return MentionKind.COUNTRY if " ".join(words) in word_list("countries") else MentionKind.PLACE
    return _LABELS.get(label)


def _common_kind(token: Token) -> MentionKind:
    lemma = token.lemma.lower()
    plural = token.tag in _PLURAL
    if lemma in word_list("roles"):
        return MentionKind.GROUP if plural else MentionKind.OFFICE
    if lemma in word_list("people") or lemma == "police":
        return MentionKind.GROUP if plural or lemma in ("people", "police", "couple", "family") else MentionKind.PERSON
    if lemma in word_list("bodies"):
        return MentionKind.GROUP if plural else MentionKind.ORGANISATION
    return MentionKind.OTHER


def _name_mentions(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Names and times as the parser marks them: those that no phrase stands for yet are kept."""
    place = 0
    while place < len(tokens):
        if not tokens[place].entity.startswith("B-"):
            place += 1
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].entity.startswith("I-"):
            end += 1
        mention = _name_mention(tokens, place, end)
        if mention is not None:
            yield mention
        place = end


def _name_mention(tokens: Sequence[Token], start: int, end: int) -> Mention | None:
    label = entity_label(tokens[start])
    if label not in _LABELS and label != "GPE":
        return None
    if tokens[end - 1].text in ("'s", "’s") and end - 1 > start:
        end -= 1
    if label in ("DATE", "TIME"):
        kind: MentionKind | None = MentionKind.TIME
    else:
        if not _modifies(tokens, start, end):
            return None
        kind = _named_kind(tokens, start, end - 1, label)
    head = tokens[end - 1]
    return Mention(Span(tokens[start].start, head.end), kind or MentionKind.OTHER, head=Span(head.start, head.end))


def _modifies(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the name only modifies a noun outside of it, so that no phrase is built around it."""
    for place in range(start, end):
        token = tokens[place]
        if not start <= token.head < end or token.head == place:
            return token.dep in ("compound", "nmod", "amod", "appos")
    return False
