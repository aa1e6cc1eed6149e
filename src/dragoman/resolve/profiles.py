"""What the words around a person's name say of them: titles before it, appositions after it, and their chain.

Enters: a `PersonInText` with its article. Leaves: a `Description`, read once an article.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.knowledge.text import word_set
from dragoman.model import ActorKind
from dragoman.resolve.context import ArticleContext
from dragoman.resolve.described import Describer, Description
from dragoman.resolve.people import PersonInText
from dragoman.resolve.phrase import Piece, Reader, Reading
from dragoman.resolve.titles import FORMER, NEUTRAL

_LINKS = word_set(
    "and of for in at with a an his her their our its the affairs senior top deputy acting then new current "
    "longtime long-time veteran incoming s to then-"
)
_NO_TITLE = word_set(
    "of for with by to from in at on as and or but that than about between against like via per is was were"
)
_STARTS = word_set("a an the one his her its chief first second third deputy assistant senior executive acting vice")
_HONORIFIC = frozenset(["professor", "prof", "dr", "doctor", "general", "sir", "lord"])
_FROM = re.compile(r"\A(?:from|of|with|at)\b")
_AGE = re.compile(r"\A\d{1,3}\b")

_CALLED = re.compile(r",\s*(?:(?:Mr|Mrs|Ms|Dr|Prof|Engr|Chief|Sir|Alhaji)\.?,?\s*)+$")


def merge(near: Description, far: Description) -> Description:
    """What two sources say of one person, the nearer first."""
    return replace(
        near,
        country=near.country if near.told else (far.country or near.country),
        told=near.told or far.told,
        former=near.former or (far.former and near.office is None and near.sector in (None, "ELI")),
        office=near.office or far.office,
    )


class Profiles:
    """Reads what an article says of a person."""

    def __init__(self, reader: Reader, describer: Describer) -> None:
        self._reader = reader
        self._describer = describer

    def of(self, person: PersonInText, context: ArticleContext) -> Description:
        """What the article says of a person, beside the name."""
        key = id(person)
        held = context.profiles.get(key)
        if not isinstance(held, Description):
            held = context.profiles[key] = self._read_profile(person, context)
        return held

    def _read_profile(self, person: PersonInText, context: ArticleContext) -> Description:
        best = Description()
        for position, words in person.descriptions:
            before = any(s.start == position for s in person.spans)
            found = self.before_name(words, context, position) if before else self.after_name(words, context, position)
            if found is None or found.sector is None:
                continue
            if best.sector is None or (
                best.sector in ("CVL", "PTY") and found.sector not in ("CVL", "UNK") and not before
            ):
                best = merge(found, best) if best.sector else found
            elif not best.told and found.told:
                best = replace(best, country=found.country, told=True)
        if best.sector is None or (best.sector == "CVL" and not best.told):
            best = self._from_chain(person, context, best)
        return best

    def _from_chain(self, person: PersonInText, context: ArticleContext, best: Description) -> Description:
        """What other mentions of the person's chain say (`the officer`, `the company's spokesman`)."""
        for span in person.spans[:4]:
            for mention in context.described_in_chain(span):
                reading = self._reader.read(mention.span.of(context.document.text))
                if not any(
                    p.kind == "office" or (p.role is not None and p.role.kind == "person") for p in reading.pieces
                ):
                    continue
                found = self._describe_title(reading, context, mention.span.start)
                if found.sector not in (None, "CVL", "UNK"):
                    return merge(found, best)
        return best

    def before_name(self, words: str, context: ArticleContext, position: int) -> Description | None:
        """What the title before a name says; only the words that can belong to a title are read."""
        words = _CALLED.sub(",", words) if _CALLED.search(words) else words
        reading = self._reader.read(words)
        if not reading.words or reading.words[-1].text.lower() in _NO_TITLE:
            return None
        start = len(reading.words)
        seen = False
        for piece in reversed(reading.pieces):
            lower = reading.words[piece.start].text.lower()
            own = reading.words[piece.end - 1]
            if own.comma and seen and piece.end < len(reading.words):
                break
            if piece.kind in ("role", "office", "organisation", "country"):
                seen = True
            elif (piece.kind == "name" and not seen and not (reading.words[-1].comma and len(reading.words) > 2)) or (
                piece.kind == "word"
                and lower not in FORMER
                and lower not in _LINKS
                and not re.fullmatch(r"\w+-\w+|\d+", lower)
            ):
                break
            start = piece.start
        if not seen:
            return None
        title = reading.text(start, len(reading.words))
        found = self._reader.read(title)
        if not any(
            p.kind == "office" or (p.kind == "role" and p.role and p.role.kind == "person") for p in found.pieces
        ):
            only = next((p.country for p in found.pieces if p.country), None)
            return Description(None, only.country, told=True) if only else None
        return self._describe_title(found, context, position)

    def _describe_title(self, reading: Reading, context: ArticleContext, position: int) -> Description:
        """A title's last role is the person's own, an organisation beside it the one they speak for."""
        described = self._describer.describe(reading, None, lambda but: context.evidence.at(position, but=but))
        former = described.former or any(w.text.lower() in FORMER for w in reading.words)
        roles = [p for p in reading.pieces if p.kind in ("role", "office")]
        plain = [p for p in roles if reading.words[p.end - 1].text.lower() not in _HONORIFIC]
        if plain and len(plain) < len(roles) and described.kind is ActorKind.PERSON:
            cut = reading.text(0, plain[-1].end)
            described = self._describer.describe(
                self._reader.read(cut), None, lambda but: context.evidence.at(position, but=but)
            )
            roles = plain
        organisations = [p for p in reading.pieces if p.kind == "organisation"]
        sector = described.sector
        if roles and organisations:
            sector = self._role_in_body(reading, roles[-1], organisations[0], described)
        return replace(
            described,
            sector="ELI" if former and sector in ("GOV", "LEG", "MIL", "SPY", "COP", None) else sector,
            name=None,
            kind=ActorKind.PERSON,
            former=former,
        )

    def _role_in_body(self, reading: Reading, role: Piece, body: Piece, described: Description) -> str | None:
        word = reading.words[role.end - 1].text.lower()
        own = role.role.sector if role.role else "GOV"
        if word in NEUTRAL or (role.kind == "office" and body.organisations[0].sector == "IGO"):
            return body.organisations[0].sector
        return own

    def after_name(self, words: str, context: ArticleContext, position: int) -> Description | None:
        """What an apposition after a name says."""
        if _AGE.match(words):
            rest = words.split(",", 1)
            if len(rest) < 2 or not rest[1].strip():
                return Description("CVL", None)
            words = rest[1].strip()
        reading = self._reader.read(words)
        if not reading.pieces:
            return None
        first = reading.words[0].text.lower()
        if _FROM.match(words):
            found = self._describer.describe(
                self._reader.read(words.split(" ", 1)[-1]), None, lambda but: context.evidence.at(position, but=but)
            )
            body = found.kind is ActorKind.ORGANISATION and found.told and found.sector not in (None, "GOV", "UNK")
            return replace(found, name=None, kind=ActorKind.PERSON) if body else None
        starts = first in _STARTS or first in FORMER
        head = [p for p in reading.pieces if p.start < reading.head_end]
        if not starts and not (head and head[0].kind in ("role", "office", "organisation", "country")):
            return None
        if not any(p.kind in ("role", "office") for p in reading.pieces):
            return None
        if not any(p.kind in ("role", "office") for p in head) or any(
            w.text in ("said", "told", "says", "and") for w in reading.words[:2]
        ):
            return None
        return self._describe_title(reading, context, position)
