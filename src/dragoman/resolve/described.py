"""What a phrase with no personal name says of an actor: sector, country, kind, and a name where words give one.

Enters: a `Reading` with the evidence of its article. Leaves: a `Description`. The order of trust: an organisation or a
country in the phrase, then a place in it, then the countries that the article speaks of nearby.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.knowledge import Knowledge, Metonym, Organisation, Role
from dragoman.knowledge.text import fold, word_set
from dragoman.model import ActorKind
from dragoman.resolve.naming import Asked, Naming
from dragoman.resolve.offices import Answer, Offices, sector_of
from dragoman.resolve.phrase import Piece, Reading
from dragoman.resolve.titles import DOCUMENTS, FORMER, NEUTRAL

NO_COUNTRY = frozenset({"UNK", "UAF"})
_STANDS = {
    "parliament": ("LEG", "legislature"),
    "intelligence": ("SPY", None),
    "defence ministry": ("GOV", None),
    "police": ("COP", "police"),
    "clergy": ("REL", None),
    "security service": ("SPY", None),
    "financial markets": ("BUS", None),
    "technology industry": ("BUS", None),
}
_MINISTER_OF = re.compile(r"\b(?:minister|secretary)\b", re.IGNORECASE)
_LOOSE = word_set(
    "leader president adviser advisor executive speaker treasurer secretary chief head governor chair chairman"
)
_FAMILIAR = re.compile(r"\b(?:familiar with|close to|briefed on|knowledge of|not authori[sz]ed|anonym)")


@dataclass(frozen=True, slots=True)
class Description:
    """What words say of an actor; `sure` is a probability in 0..1, `note` the row or rule behind it."""

    sector: str | None = None
    country: str | None = None
    name: str | None = None
    kind: ActorKind | None = None
    office: str | None = None
    wikidata: str | None = None
    former: bool = False
    told: bool = False
    sure: float = 0.5
    note: str | None = None


Guess = Callable[[frozenset[str]], tuple[str | None, float]]


class Describer:
    """Turns readings into descriptions. `guess` gives the article's likeliest country but for some."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._offices = Offices(knowledge)
        self._naming = Naming(knowledge)

    def describe(self, reading: Reading, on: str | None, guess: Guess, text: str = "") -> Description:
        """Describe an actor by a phrase; `on` is the date at which offices are looked up, `text` the article."""
        if (known := self._known_by_context(reading, guess, text)) is not None:
            return known
        head = self._head(reading)
        if head is None:
            return self._unnamed(reading, guess)
        country, told = self._country(reading, head)
        if head.kind == "organisation":
            return self._organisation(reading, head, country if told else None, guess)
        if head.kind == "country":
            beside = [p for p in reading.pieces if p.kind == "name" and p.end == head.start]
            if beside and not reading.words[head.start - 1].owner and not reading.words[head.start - 1].comma:
                return self._named_thing(reading, Piece(beside[0].start, head.end, "name"), country, guess)
            return self._country_actor(reading, head)
        if head.kind == "name":
            return self._named_thing(reading, head, country, guess)
        sure = 0.93
        if not told:
            owned = self._modifier(reading, head)
            placeless = head.kind == "role" and head.role is not None and head.role.sector in NO_COUNTRY
            country, sure = (None, 0.6) if placeless and not owned else guess(self._hosts(reading))
        if head.kind == "office":
            return self._office(reading, head, country, told, sure, on)
        return self._role(reading, head, country, told, sure, text, on)

    def _known_by_context(self, reading: Reading, guess: Guess, text: str) -> Description | None:
        """Bodies that some countries call by one plain word with a capital."""
        plain = " ".join(w.text for w in reading.words if w.text.lower() != "the")
        if plain == "Centre" and guess(frozenset())[0] == "IND":
            return Description("GOV", "IND", "India", ActorKind.COUNTRY, told=True, sure=0.85, note="the Centre")
        if plain == "Commission" and re.search(r"\b(?:EU|European|Brussels|Member States)\b", text):
            return Description(
                "IGO", "EUR", "European Commission", ActorKind.ORGANISATION, told=True, sure=0.85, note="Commission"
            )
        return None

    @staticmethod
    def _head(reading: Reading) -> Piece | None:
        inside = [p for p in reading.pieces if p.start < reading.head_end and p.kind not in ("word", "determiner")]
        free = [p for p in inside if not reading.words[p.end - 1].owner] or inside
        if not free:
            rest = [p for p in reading.pieces if p.kind not in ("word", "determiner")]
            return rest[0] if rest else None
        last = free[-1]
        if (
            last.kind in ("country", "name")
            and len(free) > 1
            and free[-2].kind in ("role", "office")
            and free[-2].end == last.start
        ):
            return free[-2]
        return last

    def _hosts(self, reading: Reading) -> frozenset[str]:
        """Countries that are named as the place or partner, so not the actor's own (an embassy's host)."""
        first = fold(reading.text(0, reading.head_end))
        if not re.search("embassy|ambassador|consul|envoy|diplomat|mission", first):
            return frozenset()
        found = set()
        for piece in reading.pieces:
            if piece.start >= reading.head_end:
                if piece.country:
                    found.add(piece.country.country)
                elif piece.kind == "name":
                    found |= {
                        m.country
                        for m in self._knowledge.organisations.stands_for(reading.text(piece.start, piece.end))
                    }
        return frozenset(found)

    def _country(self, reading: Reading, head: Piece) -> tuple[str | None, bool]:
        hosts = self._hosts(reading)
        inside = [p for p in reading.pieces if p.start < reading.head_end]
        for piece in reversed(
            [p for p in inside if p.start <= head.start] + [p for p in inside if p.start > head.start]
        ):
            if piece.kind == "organisation" and (code := self._pick(piece.organisations, None).country):
                return code, True
            if piece.country:
                return piece.country.country, True
        for piece in inside:
            words = reading.text(piece.start, piece.end)
            known = self._knowledge.tenures.family(words) and not self._knowledge.organisations.stands_for(words)
            if piece.kind == "name" and not known and (code := self._city(words, 100_000)):
                return code, True
        for piece in reading.pieces:
            if piece.start < reading.head_end:
                continue
            if piece.country and piece.country.country not in hosts:
                return piece.country.country, True
            if (
                piece.kind == "organisation"
                and (code := self._pick(piece.organisations, None).country)
                and code not in hosts
            ):
                return code, True
            if (
                piece.kind == "name"
                and (code := self._city(reading.text(piece.start, piece.end), 30_000))
                and code not in hosts
            ):
                return code, True
        return None, False

    def _city(self, words: str, least: int) -> str | None:
        if metonyms := self._knowledge.organisations.stands_for(words):
            return metonyms[0].country
        cities = [c for c in self._knowledge.gazetteer.find(words) if fold(c.name) == fold(words)]
        return cities[0].country if cities and cities[0].population >= least else None

    def _pick(
        self, found: tuple[Organisation, ...], wanted: str | None, guess: Guess | None = None, words: str = ""
    ) -> Organisation:
        if len(found) == 1:
            return found[0]
        code = wanted or (guess(frozenset())[0] if guess else None)
        own = [o for o in found if o.country == code]
        exact = [o for o in found if fold(o.name) == fold(words)]
        if words and len(exact) == 1:
            return exact[0]
        return (own or [o for o in found if o.id.endswith("-own")] or list(found))[0]

    def _organisation(self, reading: Reading, head: Piece, told: str | None, guess: Guess) -> Description:
        words = reading.text(head.start, head.end)
        one = self._pick(head.organisations, None, guess, words)
        if one.kind == "ministry_alias" and one.name not in ("White House", "Pentagon", "State Department"):
            standing = [m for m in self._knowledge.organisations.stands_for(words) if m.country == one.country]
            if standing and one.sector == "GOV":
                return self._metonym(standing[0], words)
        country = one.country
        sure = 0.95 if len(head.organisations) == 1 else 0.75
        if country is None:
            country = told
        return Description(
            one.sector, country, one.name, ActorKind.ORGANISATION, None, None, False, True, sure, one.row
        )

    def _country_actor(self, reading: Reading, head: Piece) -> Description:
        assert head.country is not None
        found = head.country
        words = reading.text(head.start, head.end)
        note = f"countries:{found.country}"
        for metonym in self._knowledge.organisations.stands_for(words):
            if metonym.country == found.country and "government" not in metonym.stands_for:
                note = f"places_for_governments:{metonym.form}"
        if found.sort == "people" and not (len(reading.words) == 2 and reading.words[0].text.lower() == "the"):
            return Description("CVL", found.country, None, ActorKind.GROUP, told=True, sure=0.8, note=note)
        region = self._knowledge.countries.regions.get(fold(words))
        if region and region.country == found.country and region.kind != "nation":
            return Description(
                "GOV",
                found.country,
                region.name,
                ActorKind.ORGANISATION,
                told=True,
                sure=0.85,
                note=f"regions:{region.name}",
            )
        name = self._knowledge.countries.name(found.country)
        return Description("GOV", found.country, name, ActorKind.COUNTRY, told=True, sure=0.95, note=note)

    def _named_thing(self, reading: Reading, head: Piece, country: str | None, guess: Guess) -> Description:
        words = reading.text(head.start, head.end)
        if metonyms := self._knowledge.organisations.stands_for(words):
            return self._metonym(self._best_metonym(metonyms, guess), words)
        cities = [c for c in self._knowledge.gazetteer.find(words) if fold(c.name) == fold(words)]
        name = self._naming.proper(reading, head) or words
        if cities and cities[0].population >= 50_000:
            return Description(
                "GOV",
                cities[0].country,
                cities[0].name,
                ActorKind.ORGANISATION,
                told=True,
                sure=0.6,
                note=f"geonames:{cities[0].geonames}",
            )
        sure = 0.45
        if country is None:
            country, sure = guess(frozenset())
        return Description("BUS", country, name, ActorKind.ORGANISATION, sure=0.5 * sure + 0.2, note="unknown name")

    def _best_metonym(self, metonyms: list[Metonym], guess: Guess) -> Metonym:
        nearest = guess(frozenset())[0]
        return next((m for m in metonyms if m.country == nearest), metonyms[0])

    def _metonym(self, metonym: Metonym, words: str) -> Description:
        note = f"places_for_governments:{metonym.form}"
        if metonym.country in ("IGO", "EUR"):
            name = "European Union" if metonym.country == "EUR" else "United Nations"
            return Description("IGO", metonym.country, name, ActorKind.ORGANISATION, told=True, sure=0.8, note=note)
        for start, (sector, institution) in _STANDS.items():
            if metonym.stands_for.startswith(start):
                name = self._knowledge.countries.institutions.get((metonym.country, institution or ""), words)
                return Description(
                    sector, metonym.country, name, ActorKind.ORGANISATION, told=True, sure=0.85, note=note
                )
        country = self._knowledge.countries.name(metonym.country)
        if metonym.stands_for.startswith("regional"):
            country = words
        return Description("GOV", metonym.country, country, ActorKind.COUNTRY, told=True, sure=0.9, note=note)

    def _office(
        self, reading: Reading, head: Piece, country: str | None, told: bool, sure: float, on: str | None
    ) -> Description:
        before = [w.text.lower() for w in reading.words[: head.start]]
        former = bool(FORMER & set(before)) or any(w.startswith("ex-") for w in before)
        word = self._knowledge.roles.office(head.office or "", country)
        owner = self._modifier(reading, head)
        loose = (head.office or "").split()[-1] in _LOOSE
        if word is None or (loose and owner is not None and owner[0] not in ("GOV", "CVL", "IGO")):
            return self._role(reading, head, country, told, sure, "", on)
        if (
            word.countries
            and word.countries[0] in ("IGO", "EUR", "VAT")
            and (not told or country not in self._knowledge.countries.by_code)
        ):
            country, sure = word.countries[0], 0.95
        if former:
            return Description(
                "ELI", country, None, ActorKind.PERSON, word.offices[0], former=True, told=told, sure=sure * 0.9
            )
        answer = self._lookup(reading, head, country, on, "deputy" in before or "assistant" in before)
        plain = Description(word.sector, country, None, ActorKind.PERSON, word.offices[0], None, False, told, sure)
        if country in ("IGO", "EUR", "VAT"):
            plain = replace(plain, sector="REL" if country == "VAT" else "IGO")
        if answer is None or ({"senior", "deputy", "a", "an", "another", "some"} & set(before) and answer.rivals):
            return plain
        t = answer.tenure
        return Description(
            sector_of(t),
            t.country,
            t.name,
            ActorKind.PERSON,
            t.office,
            t.wikidata,
            False,
            told,
            sure * answer.confidence,
            f"tenures: {t.describe()}",
        )

    def _lookup(
        self, reading: Reading, head: Piece, country: str | None, on: str | None, deputy: bool
    ) -> Answer | None:
        word = self._knowledge.roles.office(head.office or "", country)
        if word is None or country is None or on is None:
            return None
        around = [
            fold(reading.text(p.start, p.end))
            for p in reading.pieces
            if p is not head and p.kind in ("name", "country")
        ]
        if deputy:
            return self._offices.minister(
                word.words.replace("minister", "").replace("secretary", ""), country, on, deputy=True
            )
        if set(reading.phrase.lower().split()) & {"a", "an", "senior"} and word.offices[0] in (
            "ambassador",
            "adviser",
            "envoy",
        ):
            return None
        return self._offices.holder(word, country, on, around)

    def _role(
        self, reading: Reading, head: Piece, country: str | None, told: bool, sure: float, text: str, on: str | None
    ) -> Description:
        role = head.role or Role("official", "GOV", "person")
        word = fold(reading.text(head.start, head.end)).split()[-1]
        before = [w.text.lower() for w in reading.words[: head.start]]
        former = bool(FORMER & set(before)) or word.startswith("ex")
        sector, owner = role.sector, self._modifier(reading, head)
        neutral = word in NEUTRAL or word in DOCUMENTS
        if neutral and owner is not None:
            sector = owner[0]
        if neutral and sector == "PTY" and word in ("leader", "head", "chief", "boss"):
            sector = "OPP"
        if "opposition" in before and sector in ("LEG", "PTY", "GOV", "CVL"):
            sector = "OPP"
        if former and role.kind == "person":
            sector = "ELI"
        if _FAMILIAR.search(reading.phrase) and sector in ("CVL", "UNK"):
            sector = "UNK"
        kind = {"person": ActorKind.PERSON, "organisation": ActorKind.ORGANISATION}.get(role.kind, ActorKind.GROUP)
        if country in ("IGO", "EUR") and sector == "GOV":
            sector = "IGO"
        asked = Asked(head, word, sector, country, kind, owner, text)
        name, kind = self._naming.name(reading, asked)
        if word in ("minister", "secretary") and role.kind == "person" and not former and country:
            portfolio = reading.text(head.start - 1, head.start) if head.start else ""
            portfolio += " " + " ".join(w.text for w in reading.words[head.end : head.end + 4])
            if answer := self._offices.minister(portfolio, country, on):
                t = answer.tenure
                return Description(
                    "GOV",
                    t.country,
                    t.name,
                    kind,
                    t.office,
                    t.wikidata,
                    False,
                    told,
                    sure * answer.confidence * 0.9,
                    f"tenures: {t.describe()}",
                )
        return Description(sector, country, name, kind, None, None, former, told, sure * 0.9, f"roles:{role.word}")

    def _modifier(self, reading: Reading, head: Piece) -> tuple[str, str | None] | None:
        """Sector (and name) of the body to which the head noun belongs: before it, or after of, for, from, at, in."""
        before = [p for p in reading.pieces if p.end <= head.start and p.kind in ("role", "organisation", "office")]
        after = [p for p in reading.pieces if p.start >= head.end and p.kind in ("role", "organisation", "office")]
        pieces = [*reversed(before), *after]
        for piece in [p for p in pieces if p.kind != "office"] + [p for p in pieces if p.kind == "office"]:
            if piece.kind == "organisation":
                one = self._pick(piece.organisations, None)
                return one.sector, one.name
            if piece.kind == "office":
                return "GOV", None
            if piece.role and piece.role.sector not in NO_COUNTRY:
                return piece.role.sector, None
        names = [p for p in reading.pieces if p.kind == "name" and p.end == head.start]
        for piece in names:
            words = reading.text(piece.start, piece.end)
            if not reading.words[piece.end - 1].owner and not self._elsewhere(words):
                return "BUS", words
        return None

    def _elsewhere(self, words: str) -> bool:
        """Whether a name is a place or somebody of the tables, so no company."""
        tables = self._knowledge
        return bool(tables.gazetteer.find(words) or tables.tenures.family(words) or tables.tenures.named(words))

    def _unnamed(self, reading: Reading, guess: Guess) -> Description:
        word = fold(reading.words[max(0, min(reading.head_end, len(reading.words)) - 1)].text) if reading.words else ""
        if word in DOCUMENTS:
            return Description("UNK", None, None, ActorKind.ORGANISATION, sure=0.2, note="document")
        country, sure = guess(frozenset())
        many = word.endswith("s") or bool(
            re.search(r"\b(?:\d[\d,]*|two|three|dozens|hundreds|thousands|many|some)\b", reading.phrase.lower())
        )
        return Description(
            "CVL", country, None, ActorKind.GROUP if many else ActorKind.PERSON, sure=0.4 * sure, note="no known noun"
        )
