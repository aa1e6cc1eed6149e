"""An article as the resolver sees it: its date, its people, its countries, and what its pronouns stand for.

Enters: a document. Leaves: an `ArticleContext`, built once an article.
"""

from __future__ import annotations

import re
from functools import cached_property

from dragoman.knowledge import Knowledge
from dragoman.model import Document, Mention, MentionKind, Span
from dragoman.resolve.evidence import CountryEvidence
from dragoman.resolve.people import People, PersonInText
from dragoman.resolve.phrase import Reader

_ACRONYM = re.compile(r"((?:[A-Z][\w'’-]+[ ](?:(?:of|for|and|the|on|to)[ ])*){2,8})\(([A-Z][A-Za-z]{1,6})\)")
_RANK = {
    MentionKind.PERSON: 5,
    MentionKind.ORGANISATION: 4,
    MentionKind.COUNTRY: 4,
    MentionKind.GROUP: 3,
    MentionKind.OFFICE: 3,
    MentionKind.PLACE: 2,
}


class ArticleContext:
    """What an article says beside the mention itself. `on` is its date of publication."""

    def __init__(self, document: Document, knowledge: Knowledge, reader: Reader) -> None:
        self.document = document
        self.on = document.article.published
        self._knowledge = knowledge
        self._reader = reader
        self.profiles: dict[int, object] = {}

    @cached_property
    def evidence(self) -> CountryEvidence:
        """Countries, and where they are spoken of."""
        return CountryEvidence(self.document, self._knowledge)

    @cached_property
    def people(self) -> People:
        """People named."""
        return People(self.document, self._knowledge, self._reader)

    @cached_property
    def _chains(self) -> dict[int, list[Mention]]:
        chains: dict[int, list[Mention]] = {}
        for mention in self.document.mentions:
            if mention.chain is not None:
                chains.setdefault(mention.chain, []).append(mention)
        return chains

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Acronyms that the article explains: ``Toronto Transit Commission (TTC)``."""
        found: dict[str, str] = {}
        for match in _ACRONYM.finditer(self.document.text):
            letters = [c for c in match.group(2) if c.isupper()]
            words = match.group(1).split()
            for start in range(max(0, len(words) - len(letters) - 3), len(words)):
                initials = [w[0] for w in words[start:] if w[0].isupper()]
                if initials == letters:
                    found.setdefault(match.group(2), " ".join(words[start:]))
                    break
        return found

    def body_named(self, noun: str, before: int) -> str | None:
        """The last name before a place in the text that ends in a noun, or goes on with it."""
        body, goes_on = noun.title(), r"(?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*"
        ends = rf"(?:[A-Z][\w.&'-]+ (?:and |of |for |the )?){{1,6}}{body}\b(?: {goes_on})?"
        pattern = rf"({ends}|{body} {goes_on})"
        names = [m.group(1) for m in re.finditer(pattern, self.document.text[:before])]
        return re.sub(r"^(?:The|In|But|And|On|At|When|While) ", "", names[-1]) if names else None

    def named_in_chain(self, span: Span) -> list[Mention]:
        """What the words of a span stand for by coreference: other mentions of the chain, best named first."""
        own = [m for m in self.document.mentions if m.chain is not None and (m.span == span or m.head == span)]
        if not own:
            own = [
                m
                for m in self.document.mentions
                if m.chain is not None and m.span.holds(span) and m.span.end - m.span.start < 40
            ]
        found = [
            m
            for mine in own[:1]
            for m in self._chains[mine.chain or 0]
            if m.kind is not MentionKind.PRONOUN and not m.span.overlaps(span)
        ]
        return sorted(found, key=lambda m: (-_RANK.get(m.kind, 0), abs(m.span.start - span.start)))

    def described_in_chain(self, span: Span) -> list[Mention]:
        """Mentions that corefer with a name and are common nouns, in order of text."""
        own = [m for m in self.document.mentions if m.chain is not None and m.span.overlaps(span) and m.head]
        own = [m for m in own if m.head is not None and span.holds(m.head)]
        found = [m for mine in own[:1] for m in self._chains[mine.chain or 0]]
        return [
            m for m in found if m.kind in (MentionKind.PERSON, MentionKind.OFFICE) and m.head and self._common(m.head)
        ]

    def _common(self, head: Span) -> bool:
        return self.document.text[head.start : head.start + 1].islower()

    def speaker_of_quote(self, span: Span) -> Span | None:
        """The speaker of the statement in whose content a span lies."""
        for statement in self.document.statements:
            inside = any(c.holds(span) for c in statement.content)
            if inside and statement.speaker.span and not statement.speaker.span.overlaps(span):
                return statement.speaker.span
        return None

    def person_after_quote(self, span: Span) -> PersonInText | None:
        """The person named just after the quotation in which a span lies."""
        text = self.document.text
        closing = re.search('[”"]', text[span.end : span.end + 600])
        if closing is None:
            return None
        end = span.end + closing.end()
        near = [(s.start, p) for p in self.people.people for s in p.spans if end <= s.start <= end + 60]
        return min(near, key=lambda f: f[0])[1] if near else None

    def last_body(self, position: int) -> Mention | None:
        """The organisation, country or group last mentioned before a place in the text."""
        kinds = (MentionKind.ORGANISATION, MentionKind.COUNTRY, MentionKind.GROUP)
        return max(
            (m for m in self.document.mentions if m.span.end <= position and m.kind in kinds),
            key=lambda m: m.span,
            default=None,
        )
