"""From the words for an actor to the actor: name, country, sector, kind, office at the article's date.

Enters: an `ActorMention` and its document. Leaves: the same mention, filled, with a confidence and the row it rests on.
"Not known" is None: a name is given only where a row, the article or the words themselves give it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.knowledge.text import fold
from dragoman.model import ActorKind, ActorMention, Article, Document, Span
from dragoman.resolve.context import ArticleContext
from dragoman.resolve.described import Describer, Description
from dragoman.resolve.people import strip_titles
from dragoman.resolve.persons import Persons
from dragoman.resolve.phrase import Piece, Reader, Reading
from dragoman.resolve.titles import BODIES, DOCUMENTS, PRONOUNS, PRONOUNS_MANY, PRONOUNS_ONE

_OWNED = frozenset(("administration", "government", "campaign", "team", "aides", "camp", "supporters", "allies"))
_DEPTH = 3


class Resolver:
    """Resolves actor mentions against the knowledge tables and the article. Holds the context of the last article."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or load_knowledge()
        self.reader = Reader(self.knowledge)
        self.describer = Describer(self.knowledge)
        self.persons = Persons(self.knowledge, self.reader, self.describer)
        self._answer = lru_cache(maxsize=65536)(self._answer_once)
        self._last: tuple[Document, ArticleContext] | None = None

    def context_of(self, document: Document) -> ArticleContext:
        """The context of an article; kept until another article comes."""
        if self._last is None or self._last[0] is not document:
            self._last = (document, ArticleContext(document, self.knowledge, self.reader))
        return self._last[1]

    def resolve_actor(self, mention: ActorMention, *, document: Document) -> ActorMention:
        """Fill name, country, sector, kind, wikidata, office, confidence and note of a mention.

        An inferred mention (no words) comes back as it is.
        """
        words = mention.text or (mention.span.of(document.text) if mention.span else None)
        if not words or not words.strip():
            return mention
        context = self.context_of(document)
        found = self._resolve(words.strip(), mention.span, context, 0)
        return filled(mention, found)

    def resolve_mention(
        self, mention: str, *, context: str | None = None, country: str | None = None, date: str | None = None
    ) -> ActorMention:
        """Resolve words with a context of one or more sentences, an alpha-3 country they belong to, and an ISO date."""
        return self._answer(mention, context, country, date)

    def _answer_once(self, mention: str, context: str | None, country: str | None, date: str | None) -> ActorMention:
        text = context if context and mention in context else f"{mention}. {context or ''}".strip()
        start = text.find(mention)
        document = Document(Article("", text, published=date))
        held = ArticleContext(document, self.knowledge, self.reader)
        if country:
            held.evidence.totals[country] = held.evidence.totals.get(country, 0.0) + 5.0
        span = Span(start, start + len(mention))
        found = self._resolve(mention.strip(), span, held, 0) if mention.strip() else Description()
        if found.country is None and country and found.sector not in ("UAF", "IGO"):
            found = replace(found, country=country)
        return filled(ActorMention(span, mention), found)

    def _resolve(self, words: str, span: Span | None, context: ArticleContext, depth: int) -> Description:
        lower = words.lower()
        if lower in PRONOUNS or (lower.split()[0] in ("their", "his", "her", "its") and len(lower.split()) == 1):
            return self._pronoun(lower, span, context, depth)
        reading = self.reader.read(words)
        if not reading.words:
            return Description()
        if (person := self._name_in(reading, span, context)) is not None:
            return self._person(reading, person, span, context)
        position = span.start if span else None

        def guess(but: frozenset[str]) -> tuple[str | None, float]:
            return context.evidence.at(position, but=but)

        if (spelled := self._spelled_out(reading, context)) and depth < _DEPTH:
            return self._resolve(spelled, None, context, depth + 1)
        so_far = context.document.text[:position] if position else ""
        found = self.describer.describe(reading, context.on, guess, so_far[-4000:] + "\n" + context.document.text)
        if found.note == "unknown name" and span:
            found = replace(found, sector=self._unknown_sector(found.name or "", span, context))
        if found.name is None and (found.note == "document" or self._last_word(reading) in DOCUMENTS):
            return self._document(found, reading, span, context, depth)
        if not found.told and (owner := self._owner(reading, context)):
            found = replace(found, country=owner, told=True, sure=0.8)
        if found.office and not found.told and span and (called := self._called(found, reading, span, context)):
            return called
        return self._from_chain(found, reading, span, context, depth)

    @staticmethod
    def _unknown_sector(name: str, span: Span, context: ArticleContext) -> str:
        """A body that reports is an outlet, one known by its initials an agency, others companies."""
        text = context.document.text
        if re.match(r"\s+(?:first )?(?:reported|reports|wrote)\b", text[span.end : span.end + 20]):
            return "JRN"
        if re.search(r"\b(?:told|tells)\s+(?:the )?$", text[max(0, span.start - 12) : span.start]):
            return "JRN"
        return "GOV" if re.fullmatch("[A-Z]{2,6}", name) else "BUS"

    @staticmethod
    def _last_word(reading: Reading) -> str:
        return reading.words[reading.head_end - 1].text.lower()

    @staticmethod
    def _spelled_out(reading: Reading, context: ArticleContext) -> str | None:
        """The long form of an acronym that the article explains, where the acronym is the whole phrase."""
        words = [w.text for w in reading.words if w.text.lower() not in ("the", "a", "an")]
        if len(words) != 1 or reading.of_kind("organisation") or reading.of_kind("country"):
            return None
        return context.acronyms.get(words[0])

    def _document(
        self, found: Description, reading: Reading, span: Span | None, context: ArticleContext, depth: int
    ) -> Description:
        """A statement or report speaks for the one it is by or of, else for who was named last."""
        source = re.search(r"\b(?:by|from|issued by)\s+(.+)$", reading.phrase)
        owners = [p for p in reading.pieces if reading.words[p.end - 1].owner and p.end < len(reading.words)]
        inner = source.group(1) if source else reading.text(0, owners[0].end) if owners else None
        if inner and depth < _DEPTH:
            made = self._resolve(inner, None, context, depth + 1)
            return self._lower(made, 0.8) if made.country or made.name else found
        if span is None or found.sector not in ("UNK", None):
            return found
        body = context.last_body(span.start)
        person = context.people.before(span.start)
        if body and (person is None or body.span.start >= max(s.start for s in person.spans if s.end <= span.start)):
            return self._again(body.span, context, depth, 0.4)
        return self._lower(self.persons.resolve(person.name, context, person.spans[0]), 0.4) if person else found

    def _owner(self, reading: Reading, context: ArticleContext) -> str | None:
        """The country of a person to whom a phrase belongs (`Mr Putin's spokesman`, `the government of Modi`)."""
        for piece in reading.pieces:
            after = reading.words[piece.end].text.lower() if piece.end < len(reading.words) else ""
            owner = reading.words[piece.end - 1].owner or piece.start >= reading.head_end or after in _OWNED
            owns = piece.kind == "name" and owner
            if owns:
                name = strip_titles(reading.text(piece.start, piece.end))
                if context.people.find(name) and (
                    known := self.persons.known(name, context.on, Description(), context)
                ):
                    return known.tenure.country
        return None

    def _name_in(self, reading: Reading, span: Span | None, context: ArticleContext) -> Piece | None:
        """The piece of a phrase that is the actor's personal name, if the phrase has one as its head."""
        for piece in self._name_places(reading):
            words = reading.text(piece.start, piece.end)
            if reading.words[piece.end - 1].owner and piece.end < len(reading.words) and piece.end < reading.head_end:
                continue
            if self._is_person(words, reading, piece, span, context):
                return piece
        return None

    def _name_places(self, reading: Reading) -> list[Piece]:
        """Places where the head's own name can stand: the end of the head, then whole pieces between commas."""
        pieces = self._extended(reading)
        found = [p for p in pieces if p.kind == "name" and p.end == reading.head_end]
        if found:
            return found
        if (
            any(p.kind == "name" and p.start < reading.head_end and p.end < reading.head_end for p in pieces)
            and not reading.words[reading.head_end - 1].comma
        ):
            names = [
                p
                for p in pieces
                if p.kind == "name" and p.start < reading.head_end and not reading.words[p.end - 1].owner
            ]
            return [
                p
                for p in names[-1:]
                if not any(q.start >= p.end and q.end <= reading.head_end and q.kind != "word" for q in pieces)
            ]
        after = [p for p in pieces if p.kind == "name" and p.start >= reading.head_end]
        inner = [p for p in after if not reading.words[p.start - 1].comma and self._of_body(reading, pieces, p)]
        if inner:
            return inner[:1]
        last = [p for p in after if p.end == len(reading.words) or reading.words[p.end - 1].comma]
        return [p for p in last if self._starts_part(reading, p)]

    @staticmethod
    def _of_body(reading: Reading, pieces: list[Piece], piece: Piece) -> bool:
        """Whether a name follows a body that belongs to its title (`Chief of Department Terence Monahan`)."""
        before = next((p for p in pieces if p.end == piece.start), None)
        body = before is not None and (
            before.kind == "organisation"
            or bool(before.kind == "role" and before.role and before.role.kind == "organisation")
        )
        ends = piece.end == len(reading.words) or reading.words[piece.end - 1].comma
        return bool(
            before and body and reading.words[before.start].capital and ends and not reading.words[before.end - 1].owner
        )

    @staticmethod
    def _starts_part(reading: Reading, piece: Piece) -> bool:
        """Whether only titles stand between a name and the comma before it."""
        for i in range(piece.start - 1, -1, -1):
            if reading.words[i].comma:
                return True
            if not (reading.words[i].capital or reading.words[i].text.lower() in ("the", "general", "former")):
                return False
        return False

    def _extended(self, reading: Reading) -> list[Piece]:
        """Pieces, with a known word that is part of a name (Jordan, Bishop) joined to the name beside it."""
        made: list[Piece] = []
        for piece in reading.pieces:
            before = made[-1] if made else None
            single = piece.end - piece.start == 1 and reading.words[piece.start].capital
            joined = (
                before is not None
                and before.kind == "name"
                and not reading.words[before.end - 1].comma
                and not reading.words[before.end - 1].owner
            )
            if before is not None and joined and single and piece.kind in ("country", "role", "organisation", "office"):
                text = reading.text(before.start, piece.end)
                if self.knowledge.tenures.named(text) or (
                    piece.kind in ("role", "office")
                    and piece.end == reading.head_end
                    and (piece.role is None or piece.role.kind == "person")
                    and self.knowledge.countries.find(reading.text(before.start, before.end)) is None
                ):
                    made[-1] = Piece(before.start, piece.end, "name")
                    continue
            made.append(piece)
        return made

    def _is_person(
        self, words: str, reading: Reading, piece: Piece, span: Span | None, context: ArticleContext
    ) -> bool:
        if span is not None:
            start = span.start + reading.words[piece.start].start
            stretch = Span(start, span.start + reading.words[piece.end - 1].end)
            if span.of(context.document.text).strip() == reading.phrase and context.people.at(stretch):
                return True
        if context.people.find(words, span.start if span else None):
            return True
        if piece.start and any(
            p.end == piece.start and p.kind in ("role", "office") and (p.role is None or p.role.kind == "person")
            for p in reading.pieces
        ):
            return True
        if re.search(r"\b[A-Z]\.? [A-Z]\w+$", words) and 2 <= len(words.split()) <= 4:
            return True
        if fold(reading.words[0].text) in ("mr", "mrs", "ms", "dr", "sir", "prof"):
            return True
        name = strip_titles(words)
        tenures = self.knowledge.tenures
        if " " not in name:
            return self._one_word(name, context)
        sounds = tenures.sounding(name) and self.persons.known(name, context.on, Description(), context)
        return bool(tenures.named(name) or sounds)

    def _one_word(self, name: str, context: ArticleContext) -> bool:
        if self.knowledge.organisations.stands_for(name) or self.knowledge.gazetteer.find(name):
            return False
        return self.persons.known(name, context.on, Description(), context) is not None

    def _person(self, reading: Reading, piece: Piece, span: Span | None, context: ArticleContext) -> Description:
        position = span.start if span else 0
        name = strip_titles(reading.text(piece.start, piece.end))
        near = None
        if piece.start:
            near = self.persons.profiles.before_name(
                reading.phrase[: reading.words[piece.start].start].rstrip(), context, position
            )
        after = (
            reading.phrase[reading.words[piece.end - 1].end :].strip(" ,.()'’s")
            if piece.end < len(reading.words)
            else ""
        )
        return self.persons.resolve(name, context, span, near, after)

    def _pronoun(self, word: str, span: Span | None, context: ArticleContext, depth: int) -> Description:
        if span is None or depth >= _DEPTH:
            return Description()
        if word in ("i", "me", "my", "we", "us", "our"):
            if (speaker := context.speaker_of_quote(span)) is not None:
                return self._again(speaker, context, depth, 0.8)
            if (after := context.person_after_quote(span)) is not None:
                return self._lower(self.persons.resolve(after.name, context, after.spans[0]), 0.7)
        for mention in context.named_in_chain(span)[:1]:
            return self._again(mention.span, context, depth, 0.8)
        if word in PRONOUNS_ONE and (person := context.people.before(span.start)):
            return self._lower(self.persons.resolve(person.name, context, person.spans[0]), 0.55)
        if word in PRONOUNS_MANY and (body := context.last_body(span.start)):
            return self._again(body.span, context, depth, 0.45)
        country, sure = context.evidence.at(span.start)
        return Description(None, country, sure=0.3 * sure, note="pronoun")

    def _again(self, span: Span, context: ArticleContext, depth: int, factor: float) -> Description:
        return self._lower(self._resolve(span.of(context.document.text).strip(), span, context, depth + 1), factor)

    @staticmethod
    def _lower(found: Description, factor: float) -> Description:
        return replace(found, sure=found.sure * factor)

    def _from_chain(
        self, found: Description, reading: Reading, span: Span | None, context: ArticleContext, depth: int
    ) -> Description:
        """A description with no name takes that of the mention it corefers with."""
        if found.name or span is None or depth >= _DEPTH or not self._definite(reading):
            return found
        for mention in context.named_in_chain(span)[:1]:
            other = self._resolve(mention.span.of(context.document.text).strip(), mention.span, context, depth + 1)
            if other.name and (
                other.kind is found.kind or found.kind is None or ActorKind.PERSON not in (other.kind, found.kind)
            ):
                return self._lower(other, 0.8)
        return (
            self._called(found, reading, span, context)
            or self._body_called(found, reading, span, context, depth)
            or found
        )

    def _body_called(
        self, found: Description, reading: Reading, span: Span, context: ArticleContext, depth: int
    ) -> Description | None:
        """The body that the article named before by a name with the same noun (`the agency`, `the council`)."""
        if found.kind is ActorKind.PERSON or reading.head_end > 2 or reading.head_end < len(reading.words):
            return None
        noun = self._last_word(reading)
        if noun not in BODIES:
            return None
        name = context.body_named(noun, span.start)
        return self._lower(self._resolve(name, None, context, depth + 1), 0.7) if name else None

    @staticmethod
    def _definite(reading: Reading) -> bool:
        return (
            reading.words[0].text.lower() in ("the", "this", "that", "his", "her", "their", "its")
            or len(reading.words) == 1
        )

    def _called(self, found: Description, reading: Reading, span: Span, context: ArticleContext) -> Description | None:
        """The person whom the article elsewhere describes with the same noun (`the mayor`, `the officer`)."""
        if found.kind is not ActorKind.PERSON or not reading.head_end:
            return None
        noun = fold(reading.words[reading.head_end - 1].text)
        earlier = [p for p in context.people.people if p.first < span.start]
        if found.office:
            matches = [p for p in earlier if self.persons.profiles.of(p, context).office == found.office]
        else:
            matches = [p for p in earlier if any(f" {noun} " in f" {fold(d)} " for _, d in p.descriptions)]
        if len(matches) != 1:
            return None
        other = self.persons.resolve(matches[0].name, context, matches[0].spans[0])
        if found.sector not in ("GOV", "CVL", None, other.sector):
            return None
        return self._lower(other, 0.65)


def filled(mention: ActorMention, found: Description) -> ActorMention:
    """The mention with what was found; what it already had wins."""
    return replace(
        mention,
        name=mention.name or found.name,
        country=mention.country or found.country,
        sector=mention.sector or found.sector,
        kind=mention.kind or found.kind,
        wikidata=mention.wikidata or found.wikidata,
        office=mention.office or found.office,
        confidence=mention.confidence if mention.confidence is not None else round(min(0.99, found.sure), 3),
        note=mention.note or found.note,
    )
