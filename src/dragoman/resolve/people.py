"""The people that an article names, each with the words that describe them.

Enters: a document. Leaves: `PersonInText` records, found by family name or by what they are called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.knowledge import Knowledge
from dragoman.knowledge.text import PARTICLES, fold, skeleton
from dragoman.model import Document, Span
from dragoman.resolve.names import PERSON, names_in
from dragoman.resolve.phrase import Reader
from dragoman.resolve.titles import PRONOUNS, TITLES

_PART = r"(?:[A-Z]\.|[A-Z][\w’'-]+)"
_NAME = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev)\.?\s)?{_PART}"
    rf"(?:\s(?:(?:al|el|bin|ibn|van|von|der|de|da|di|du|del|dos|la|le)[\s-])*{_PART}){{1,4}}"
    rf"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.?\s{_PART}",
    re.UNICODE,
)
_APPOSITION = re.compile(
    r"\A(?:\s*\([^)]{1,40}\))?(?:,?\s*,\s*|\s+(?=(?:from|of|with)\s+(?:the\s+)?[A-Z]))((?:\d+,\s*)?[^.;:\n]{3,120}?)(?:[.;:\n]|,\s|\Z)"
)
_NOT_NAMES = re.compile(
    r"\b(?:Act|Agreement|Treaty|Office|Mobility|Bill|Accord|War|Day|Week|Street|Road|Avenue|River)$"
)
_SPOKEN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.? ([A-Z][\w’'-]+)|\b([A-Z][\w’'-]+) (?:said|says|told|added|was|has|had)\b"
)
_BEFORE = re.compile(r"([\w’'&.-]+(?:\s+[\w’'&.-]+){0,8}?)[\s,]*\Z", re.UNICODE)


@dataclass(slots=True)
class PersonInText:
    """Somebody an article names: the longest form of the name, where, and the describing words around each place."""

    name: str
    spans: list[Span] = field(default_factory=list)
    descriptions: list[tuple[int, str]] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Where the person is first named."""
        return min((s.start for s in self.spans), default=0)


def strip_titles(words: str) -> str:
    """A name without titles before it and possessive after it."""
    pieces = re.sub(r"['’]s?$", "", words.strip()).replace("’", "'").split()
    while len(pieces) > 1 and fold(pieces[0]).strip() in TITLES | {"the", "a", "an"}:
        pieces = pieces[1:]
    while len(pieces) > 1 and fold(pieces[-1]) in {"jr", "sr", "mp", "mla", "md", "phd", "rtd", "qc"} - {""}:
        pieces = pieces[:-1]
    return " ".join(pieces).strip(" ,.")


def family_of(name: str) -> str:
    """The family name of a full name: its last word, with particles."""
    words = name.split()
    for i in range(1, len(words) - 1):
        if fold(words[i]) in PARTICLES and words[i].islower():
            return " ".join(words[i:])
    return words[-1] if words else ""


class People:
    """All people named in an article."""

    def __init__(self, document: Document, knowledge: Knowledge, reader: Reader) -> None:
        self._text = document.text
        self._reader = reader
        self._knowledge = knowledge
        self.people: list[PersonInText] = []
        self._by_word: dict[str, list[PersonInText]] = {}
        self._spoken = {m.group(1) or m.group(2): m.start() for m in _SPOKEN.finditer(self._text)}
        names = names_in(document)
        found = [(s, s.of(self._text)) for s, sort in names if sort == PERSON]
        covered = [s for s, _ in found]
        others = [s for s, sort in names if sort != PERSON]
        for span, words in self._scan():
            if not any(span.overlaps(c) for c in covered) and self._likely(words, span, others):
                found.append((span, words))
        self._join(found)
        for person in self.people:
            person.descriptions = [d for s in person.spans for d in self._describe(s)]

    def _scan(self) -> list[tuple[Span, str]]:
        return [(Span(m.start(), m.end()), m.group()) for m in _NAME.finditer(self._text)]

    def _likely(self, words: str, span: Span, others: list[Span]) -> bool:
        name = strip_titles(words)
        pieces = name.split()
        if len(pieces) < 2:
            return (
                len(pieces) == 1
                and words != name
                and fold(words.split()[0]) not in ("the", "a", "an")
                and self._unknown(name)
            )
        if self._knowledge.tenures.named(name):
            return True
        if self._knowledge.tenures.sounding(name) and self._unknown(name):
            return True
        if any(span.overlaps(o) for o in others):
            return False
        kinds = {p.kind for p in self._reader.read(name).pieces}
        return kinds == {"name"} and (words != name or self._alone(pieces[-1], span) or self._told(span))

    def _alone(self, family: str, span: Span) -> bool:
        """Whether the last word of a name stands alone elsewhere with a title or a verb of speech."""
        return len(family) > 2 and self._spoken.get(family, -1) > span.end

    def _told(self, span: Span) -> bool:
        """Whether an age, or a verb of speech, follows a name."""
        return bool(
            re.match(r",? (?:\d\d,|an? [a-z]|said\b|told\b|says\b|who\b)", self._text[span.end : span.end + 12])
        )

    def _unknown(self, name: str) -> bool:
        return {p.kind for p in self._reader.read(name).pieces} == {"name"}

    def _join(self, found: list[tuple[Span, str]]) -> None:
        cleaned = [(span, strip_titles(words)) for span, words in found if self._can_be(words, span)]
        cleaned = [(s, n) for s, n in cleaned if n and n[0].isupper() and n.lower() not in PRONOUNS and "\n" not in n]
        for span, name in sorted(cleaned, key=lambda f: (-len(f[1].split()), f[0])):
            person = self._same(name, span)
            if person is None:
                person = PersonInText(name)
                self.people.append(person)
                for word in {fold(w) for w in name.split()} | {fold(name)}:
                    self._by_word.setdefault(word, []).append(person)
            person.spans.append(span)
            person.forms.add(name)

    def _can_be(self, words: str, span: Span) -> bool:
        """Whether words taken for a person can be one: not a place or body that the tables know."""
        name = strip_titles(words)
        if self._knowledge.tenures.named(name) or (
            words != name and words.split()[0].lower() in ("mr", "mrs", "ms", "dr", "mr.")
        ):
            return True
        if " " not in name:
            known = self._knowledge.organisations.stands_for(name) or self._knowledge.countries.find(name)
            return not known and not self._knowledge.organisations.find(name)
        pieces = self._reader.read(name).pieces
        kinds = {p.role.kind for p in pieces if p.kind == "role" and p.role}
        bodies = "organisation" in {p.kind for p in pieces} or "organisation" in kinds or "group" in kinds
        return not bodies and not _NOT_NAMES.search(name)

    def _same(self, name: str, span: Span) -> PersonInText | None:
        key = fold(name)
        words = key.split()
        for person in self._by_word.get(words[-1] if words else "", []):
            held = fold(person.name).split()
            if (len(words) == 1 and words[0] in (held[-1], held[0])) or key == fold(person.name):
                return self._nearest(words[-1], span) if len(words) == 1 else person
            if len(words) > 1 and held[-len(words) :] == words:
                return person
            if (
                len(words) > 1
                and words[-1] == held[-1]
                and (words[0] == held[0] or (words[0][0] == held[0][0] and len(words[0]) == 1))
            ):
                return person
        if len(words) > 1:
            for person in self.people:
                if skeleton(person.name) == skeleton(name) and fold(person.name)[0] == key[0]:
                    return person
        return None

    def _nearest(self, word: str, span: Span) -> PersonInText:
        held = self._by_word[word]
        last = [p for p in held if fold(p.name).split()[-1] == word] or held
        before = [p for p in last if any(s.start < span.start for s in p.spans)]
        return max(before or last, key=lambda p: (len(p.spans), -p.first))

    def _describe(self, span: Span) -> list[tuple[int, str]]:
        sentence_start = max(self._text.rfind(c, 0, span.start) for c in ("\n", "; ", "\u201d ", '" ')) + 1
        stop = max(
            (m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z\"“])", self._text[sentence_start : span.start])), default=0
        )
        before = self._text[max(sentence_start + stop, span.start - 110) : span.start]
        found = []
        words = self._text[span.start : span.end]
        title = words[: len(words) - len(strip_titles(words))] if words.endswith(strip_titles(words)) else ""
        tail = _BEFORE.search(before)
        if tail or title:
            found.append(
                (
                    span.start,
                    (
                        (tail.group(1) if tail else "") + (", " if before.rstrip().endswith(",") else " ") + title
                    ).strip(),
                )
            )
        if after := _APPOSITION.match(self._text[span.end : span.end + 170]):
            found.append((span.end, after.group(1).strip()))
        return found

    def find(self, name: str, near: int | None = None) -> PersonInText | None:
        """The person of that name, or that last word of a name; of several the one named before and nearest."""
        key = fold(name)
        words = key.split()
        if not words:
            return None
        held = self._by_word.get(key) or (self._by_word.get(words[-1], []) if len(words) > 1 else [])
        if len(words) > 1:
            held = [p for p in held if fold(p.name).split()[0][:1] == words[0][:1] or fold(p.name) == key] or (
                held if len(held) == 1 and len(held[0].name.split()) == 1 else []
            )
        last = [p for p in held if fold(p.name).split()[-1] == words[-1] or " " in key] or held
        if not last:
            return None
        if near is None:
            return max(last, key=lambda p: len(p.spans))
        return max(
            last,
            key=lambda p: (
                max((s.start for s in p.spans if s.start <= near), default=-1) >= 0,
                len(p.name.split()) > 1,
                len(p.spans),
            ),
        )

    def before(self, position: int) -> PersonInText | None:
        """The person last named before a place in the text."""
        named = [(s.start, i) for i, p in enumerate(self.people) for s in p.spans if s.end <= position]
        return self.people[max(named)[1]] if named else None

    def at(self, span: Span) -> list[tuple[Span, PersonInText]]:
        """People named inside a span, in order of text."""
        return sorted(
            ((s, p) for p in self.people for s in p.spans if s.start < span.end and span.start < s.end),
            key=lambda f: f[0],
        )
