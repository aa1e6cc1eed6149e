"""The names of bodies that a phrase speaks of without naming them, or names in its own way.

Enters: a reading with its head, sector and country. Leaves: a name, or None where nothing gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.knowledge import Knowledge
from dragoman.knowledge.text import fold
from dragoman.model import ActorKind
from dragoman.resolve.phrase import Piece, Reading, Word
from dragoman.resolve.titles import DOCUMENTS, GOVERNMENT, GOVERNMENT_NAMED, MINISTRIES

_PROPER_JOIN = frozenset(("of", "for", "and", "the", "de", "&", "on", "against"))
_KINDS = {"COP": "police", "MIL": "military", "LEG": "legislature"}
_SMALL = frozenset(("the", "a", "an", "both", "some", "its", "their", "his", "another"))
_OWN = ("fighters", "members", "forces", "leaders", "supporters", "militants")
_POLICE = re.compile(r"\b((?:[A-Z][\w.]+ ){1,3})(?:[Pp]olice|P\.?D\.?)\b(?: (Department|Service|Force)\b)?")
_NO_PLACE = frozenset(
    ("the", "state", "riot", "a", "federal", "local", "if", "when", "but", "new", "military", "by", "times by")
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a name is asked for: the head with its last word, sector, country, kind; who owns it; the text so far."""

    head: Piece
    word: str
    sector: str
    country: str | None
    kind: ActorKind
    owner: tuple[str, str | None] | None
    text: str


class Naming:
    """Names bodies."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def name(self, reading: Reading, asked: Asked) -> tuple[str | None, ActorKind]:
        """A name, and the kind that goes with it."""
        head, word, kind, owner = asked.head, asked.word, asked.kind, asked.owner
        if kind is ActorKind.PERSON:
            return None, kind
        if word in DOCUMENTS and owner and owner[1]:
            return owner[1], ActorKind.ORGANISATION
        if word in ("forces", "troops") and asked.sector in _KINDS and not (owner and owner[1]):
            return self._institution(reading, replace(asked, kind=ActorKind.ORGANISATION))
        if kind is ActorKind.GROUP and word != "authorities":
            return (owner[1] if owner and word in _OWN else None), kind
        if word == "ministry" and (ministry := self.ministry(reading, head)):
            return ministry, ActorKind.ORGANISATION
        proper = self.proper(reading, head)
        if proper and reading.words[head.start].capital and proper.lower() not in ("government", "parliament"):
            return self._full(proper, asked.country), ActorKind.ORGANISATION
        if word in GOVERNMENT and word != "officials":
            return self._government(reading, head, word, asked.country)
        return self._institution(reading, asked)

    @staticmethod
    def _full(proper: str, country: str | None) -> str:
        found = re.fullmatch(r"(?:the )?(?:(?:U\.S\.|US|American|Federal) )?([A-Z][\w ]+?) Department", proper)
        if found and country == "USA" and "Police" not in proper:
            return f"United States Department of {found.group(1)}"
        return re.sub(r"^(?:U\.S\.|US) ", "United States ", proper)

    def _government(
        self, reading: Reading, head: Piece, word: str, country: str | None
    ) -> tuple[str | None, ActorKind]:
        region = next((p.country.region for p in reading.pieces if p.country and p.country.region), None)
        if region:
            return f"Government of {region}", ActorKind.ORGANISATION
        if word == "administration":
            names = [reading.text(p.start, p.end) for p in reading.pieces if p.kind == "name" and p.end <= head.start]
            if names:
                return f"{names[-1]} administration", ActorKind.ORGANISATION
        if word in GOVERNMENT_NAMED:
            kind = ActorKind.ORGANISATION if word == "authorities" else ActorKind.COUNTRY
            return self._knowledge.countries.name(country), kind
        return None, ActorKind.ORGANISATION

    def _institution(self, reading: Reading, asked: Asked) -> tuple[str | None, ActorKind]:
        country, kind, sector = asked.country, asked.kind, asked.sector
        word = fold(reading.text(asked.head.start, asked.head.end))
        held = self._knowledge.countries.institutions
        if "court" in word and re.search(r"\b(supreme|top|highest|apex|constitutional)\b", reading.phrase.lower()):
            return held.get((country or "", "court"), self._of_country("Supreme Court", country)), kind
        if sector not in _KINDS or country is None or country not in self._knowledge.countries.by_code:
            return None, kind
        if sector == "COP" and (local := self.local_police(asked.text, country)):
            return local, kind
        if sector == "LEG" and word not in ("parliament", "congress", "legislature", "national assembly", "assembly"):
            return None, kind
        if found := held.get((country, _KINDS[sector])):
            return found, kind
        adjective = self._knowledge.countries.adjective(country)
        made = {"COP": f"{adjective} police", "MIL": f"{adjective} Armed Forces"}
        return made.get(sector, self._of_country("Parliament", country)), kind

    def _of_country(self, body: str, country: str | None) -> str | None:
        name = self._knowledge.countries.name(country)
        return f"{body} of {name}" if name else None

    @staticmethod
    def local_police(text: str, country: str) -> str | None:
        """The police department that the text names last, for countries whose police is local."""
        if country == "GBR":
            known = re.search(r"\bScotland Yard|Metropolitan Police|Met Police\b", text)
            return "Metropolitan Police" if known else None
        if country not in ("USA", "CAN", "AUS"):
            return None
        for found in reversed(list(_POLICE.finditer(text))):
            place = re.sub(r"^(?:The|In|On|But|And|When|While|As|U\.S\.) ", "", found.group(1)).strip()
            if place.lower() not in _NO_PLACE:
                place = "New York City" if place == "New York" else place
                return f"{place} Police {found.group(2) or ('Service' if country == 'CAN' else 'Department')}"
        return "New York City Police Department" if re.search(r"\bNYPD\b", text) else None

    @staticmethod
    def ministry(reading: Reading, head: Piece) -> str | None:
        """The name of a ministry: `foreign ministry` and `Ministry of Foreign Affairs` alike."""
        words = reading.words
        if head.end < len(words) and words[head.end].text.lower() in ("of", "for"):
            end = head.end + 1
            while end < len(words) and (words[end].capital or words[end].text in ("and", "the")):
                end += 1
            subject = reading.text(head.end + 1, end).removeprefix("the ")
            return f"Ministry of {subject}" if subject else None
        before = words[head.start - 1].text.lower() if head.start else ""
        if before in MINISTRIES:
            return MINISTRIES[before]
        return f"Ministry of {before.title()}" if before.isalpha() and len(before) > 3 else None

    @staticmethod
    def proper(reading: Reading, head: Piece) -> str | None:
        """The proper name that a phrase holds: from its first capital, on through `of` and `for`."""
        words = reading.words
        capitals = [i for i in range(head.end) if words[i].capital and words[i].text.lower() not in _SMALL]
        if not capitals:
            return None
        owners = [i for i in range(capitals[0], head.start) if words[i].owner and i + 1 < len(words)]
        start = owners[-1] + 1 if owners and not words[owners[-1] + 1].text.startswith("Office") else capitals[0]
        end = head.end
        while end < len(words) and not words[end - 1].comma and _goes_on(words, end):
            end += 1
        if end - start < 2 or not all(w.capital or w.text in _PROPER_JOIN for w in words[start:end]):
            return None
        return reading.text(start, end)


def _goes_on(words: tuple[Word, ...], at: int) -> bool:
    """Whether a proper name goes on with the word at an index."""
    joined = words[at].text in _PROPER_JOIN and at + 1 < len(words) and words[at + 1].capital
    return words[at].capital or joined
