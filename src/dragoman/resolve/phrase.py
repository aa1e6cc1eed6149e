"""Reads the words of a mention: what in them is a country, an organisation, an office, a role, a name.

Enters: a phrase such as ``the Israeli prime minister``. Leaves: a `Reading`: labelled pieces, and where the head ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge import CountryWord, Knowledge, Organisation, Role
from dragoman.knowledge.text import fold, word_set

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:,\s?\d{3})+|\w+(?:[-'’&./]\w+)*|[&]", re.UNICODE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ENDS_HEAD = word_set(
    "of in at from who which that with on to for by against near after before during under over about between "
    "among inside outside across including such as like whose where when while is was were are has had have "
    "said says be been because since until through via into around along behind without within if familiar "
    "close"
)
_PART_OF = word_set(
    "group groups number thousands hundreds dozens scores tens some many most all lot couple majority crowd "
    "crowds one two three four five six seven eight nine ten several few members member part parts millions any "
    "none both each half handful percent cent those others residents pair team range coalition rest others "
    "cadres ranks leaders"
)
_SMALL = word_set(
    "more most many much some other others another few several no nearly almost about around over under at "
    "least each every one two three four five six seven eight nine ten dozens hundreds thousands scores in on "
    "for from by with to and or but also only even first second as after before when while than such no not yes "
    "mr mrs ms dr both half up off out there here"
)
_DETERMINERS = word_set("the a an this that these those its their his her our my some any all both several many")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase, with its place in it; `owner` if it bears a possessive ending."""

    text: str
    start: int
    end: int
    owner: bool
    comma: bool

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `start` to `end` of a phrase and what they are."""

    start: int
    end: int
    kind: str
    country: CountryWord | None = None
    organisations: tuple[Organisation, ...] = ()
    role: Role | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase read: its words, its pieces in order, and where its head ends (a word index)."""

    phrase: str
    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    head_end: int

    def text(self, start: int, end: int) -> str:
        """Words `start` to `end` as written, the last without a possessive ending."""
        if start >= end:
            return ""
        return self.phrase[self.words[start].start : self.words[end - 1].end]

    def of_kind(self, kind: str, *, head_only: bool = False) -> list[Piece]:
        """Pieces of a kind, in order; only those within the head if asked."""
        return [p for p in self.pieces if p.kind == kind and (not head_only or p.start < self.head_end)]


def split_words(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase, possessive endings told apart."""
    words = []
    for match in _WORD.finditer(phrase):
        text = match.group()
        ending = _POSSESSIVE.search(text) or re.match(r"['’](?=\s|$)", phrase[match.end() :])
        inner = _POSSESSIVE.search(text)
        bare = text[: inner.start()] if inner else text
        if not bare:
            continue
        after = phrase[match.end() :].lstrip()[:1]
        words.append(
            Word(bare, match.start(), match.start() + len(bare), bool(ending), after in (",", "(", ")", ";", ":", "–"))
        )
    return tuple(words)


def head_end(words: tuple[Word, ...]) -> int:
    """Index of the word at which the head noun phrase ends: a preposition, a relative, a comma."""
    for i, word in enumerate(words):
        if i and word.text.lower() in _ENDS_HEAD and word.text.islower():
            if word.text in ("of", "in", "from") and words[i - 1].text.lower() in _PART_OF:
                continue
            return i
        if word.comma:
            return i + 1
    return len(words)


class Reader:
    """Reads phrases against the knowledge tables."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.read = lru_cache(maxsize=20000)(self._read)

    def _read(self, phrase: str) -> Reading:
        phrase = phrase.replace("then-", "then ")
        words = split_words(phrase)
        pieces: list[Piece] = []
        i = 0
        while i < len(words):
            piece = self._longest(phrase, words, i)
            pieces.append(piece)
            i = piece.end
        return Reading(phrase, words, tuple(self._names(words, pieces)), head_end(words))

    def _longest(self, phrase: str, words: tuple[Word, ...], i: int) -> Piece:
        for j in range(min(len(words), i + 8), i, -1):
            if any(w.owner or w.comma for w in words[i : j - 1]) and not self._joined(words, i, j):
                continue
            text = phrase[words[i].start : words[j - 1].end]
            if piece := self._known(text, i, j, words):
                return piece
        return Piece(i, i + 1, "word")

    @staticmethod
    def _joined(words: tuple[Word, ...], i: int, j: int) -> bool:
        return words[i].owner and words[i].capital and j - i <= 3

    def _known(self, text: str, i: int, j: int, words: tuple[Word, ...]) -> Piece | None:
        tables = self.knowledge
        lower = words[i].text.lower()
        if lower in _DETERMINERS and j - i == 1:
            return Piece(i, j, "determiner")
        if lower in ("the", "a", "an"):
            more = j < len(words) and (words[j].capital or words[j].text == "of") and not words[j - 1].comma
            bare = lower == "the" and j - i == 2 and words[i + 1].capital and not more
            named = (
                tables.organisations.find(text)
                if bare and tables.organisations.needs_article(words[i + 1].text)
                else []
            )
            return Piece(i, j, "organisation", organisations=tuple(named)) if named else None
        capital = any(w.capital for w in words[i:j])
        if capital and (lower not in _DETERMINERS or j - i > 1) and (found := tables.organisations.find(text)):
            return Piece(i, j, "organisation", organisations=tuple(found))
        if fold(text) in tables.roles.offices:
            return Piece(i, j, "office", office=fold(text), role=tables.roles.noun(text))
        if capital and (country := tables.countries.find(text)):
            return Piece(i, j, "country", country=country)
        general = j < len(words) and words[j].text.lower() == "general"
        if not (general and lower.startswith("u")) and (role := tables.roles.noun(text)):
            return Piece(i, j, "role", role=role)
        if j - i == 1 and "-" in text and capital and (country := tables.countries.find(text.split("-")[0])):
            return Piece(i, j, "country", country=country)
        return None

    @staticmethod
    def _names(words: tuple[Word, ...], pieces: list[Piece]) -> list[Piece]:
        """Joins runs of unknown capitalised words (with initials and particles between them) into name pieces."""
        made: list[Piece] = []
        for piece in pieces:
            word = words[piece.start]
            unknown = (
                piece.kind == "word"
                and word.text.lower() not in _SMALL
                and (word.capital or word.text in ("bin", "al", "de", "van", "von", "el", "der", "da"))
            )
            before = made[-1] if made else None
            apart = before is not None and (words[before.end - 1].comma or words[before.end - 1].owner)
            if unknown and word.capital and not (before and before.kind == "name" and not apart):
                made.append(Piece(piece.start, piece.end, "name"))
            elif unknown and before and before.kind == "name" and not apart:
                made[-1] = Piece(before.start, piece.end, "name")
            else:
                made.append(piece)
        return made
