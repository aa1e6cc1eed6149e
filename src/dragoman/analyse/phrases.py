"""Noun phrases from the parse: enters tokens, leaves ranges of token numbers with their head.

A phrase is as long as the parse makes it (determiner, modifiers, prepositions, relative clause, apposition, possessive
mark) without what only joins it to others; a coordination is a phrase besides its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Token

LONGEST = 45
_JOINING = frozenset(
    ["cc", "conj", "preconj", "parataxis", "advcl", "ccomp", "nsubj", "mark", "aux", "intj", "meta", "neg", "nsubjpass"]
)
_LOOSE = frozenset(["relcl", "acl", "appos", "prep", "agent"])
_MODIFIERS = frozenset(["compound", "nmod", "amod", "advmod", "quantmod", "nummod", "punct", "det", "appos", "predet"])
_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "attr", "conj"])
_NOMINAL = frozenset(["NOUN", "PROPN"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` to `end` (half-open) around token `head`; `joined` where it is a coordination."""

    start: int
    end: int
    head: int
    joined: bool = False


class Tree:
    """Children of each token, and the edges of what hangs below it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        for place, token in enumerate(tokens):
            if token.head != place:
                self.children[token.head].append(place)
        self._edges: dict[int, tuple[int, int]] = {}

    def listed(self, place: int) -> bool:
        """Whether a seeming apposition is a member of a list ("the envoy, the aide, and a guard")."""
        token = self.tokens[place]
        if token.dep != "appos" or token.pos not in _NOMINAL:
            return False
        members = [c for c in self.children[place] if self.tokens[c].dep == "conj" and self.tokens[c].pos in _NOMINAL]
        if not members or not any(self.tokens[c].dep == "cc" for c in self.children[place]):
            return False
        if all(t.pos == "PROPN" for t in (token, self.tokens[token.head], self.tokens[members[0]])):
            return True
        return any(self.tokens[c].text == "," and place < c < members[0] for c in self.children[place])

    def edges(self, place: int) -> tuple[int, int]:
        """First token below and including `place`, and the one after the last."""
        known = self._edges.get(place)
        if known is not None:
            return known
        first, last, stack = place, place, list(self.children[place])
        while stack:
            here = stack.pop()
            first, last = min(first, here), max(last, here)
            stack.extend(self.children[here])
        self._edges[place] = (first, last + 1)
        return first, last + 1

    def phrase(self, head: int) -> Phrase:
        """The phrase around a nominal head."""
        first, last = self._reach(head, frozenset())
        if last - first > LONGEST:
            first, last = self._reach(head, _LOOSE)
        return self._trim(first, last, head)

    def _reach(self, head: int, left_out: frozenset[str]) -> tuple[int, int]:
        first, last = head, head + 1
        for child in self.children[head]:
            label = self.tokens[child].dep
            if label in _JOINING or label in left_out or (label == "punct" and child > head):
                continue
            if label == "appos" and self.listed(child):
                continue
            low, high = self.edges(child)
            first, last = min(first, low), max(last, high)
        return first, last

    def _trim(self, first: int, last: int, head: int, *, joined: bool = False) -> Phrase:
        while first < head and (self.tokens[first].pos in ("PUNCT", "CCONJ") or self.tokens[first].text in "-–—"):
            first += 1
        while last - 1 > head and self.tokens[last - 1].pos == "PUNCT":
            last -= 1
        return Phrase(first, last, head, joined)

    def _joins(self, place: int) -> bool:
        token = self.tokens[place]
        return (token.dep == "conj" and is_head(token)) or self.listed(place)

    def coordination(self, head: int) -> Phrase | None:
        """The phrase of all members, for the first member of a coordination of nominals."""
        if self.tokens[head].dep == "conj" or self.listed(head):
            return None
        last, place = None, head
        while True:
            members = [c for c in self.children[place] if self._joins(c)]
            if not members:
                break
            place = last = members[-1]
        if last is None:
            return None
        first = self._reach(head, frozenset())[0]
        end = self._reach(last, frozenset())[1]
        return self._trim(first, end, head, joined=True) if end - first <= LONGEST else None


def is_head(token: Token) -> bool:
    """Whether the token can be the head of a phrase that speaks of something."""
    if token.pos in _NOMINAL:
        return token.dep not in _MODIFIERS
    if token.tag in ("PRP", "PRP$"):
        return True
    return (
        token.pos in ("PRON", "DET", "ADJ", "NUM")
        and token.dep in _ARGUMENTS
        and token.tag not in ("WP", "WDT", "WP$", "EX")
    )


def noun_phrases(tree: Tree) -> Iterator[Phrase]:
    """All noun phrases, in order of their heads; coordinations follow their first member."""
    for place, token in enumerate(tree.tokens):
        if not is_head(token) and not tree.listed(place):
            continue
        yield Phrase(place, place + 1, place) if token.tag in ("PRP", "PRP$") else tree.phrase(place)
        if token.dep != "poss" or token.tag != "PRP$":
            joined = tree.coordination(place)
            if joined is not None:
                yield joined
