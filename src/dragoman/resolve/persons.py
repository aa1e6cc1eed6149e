"""A person by name: who it is by the tables, else what the article says of them.

Enters: a name with the article's evidence. Leaves: a `Description` with the person's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from dragoman.knowledge import Knowledge, Tenure
from dragoman.knowledge.dates import last_day
from dragoman.knowledge.tenures import latest
from dragoman.knowledge.text import fold
from dragoman.model import ActorKind, Span
from dragoman.resolve.context import ArticleContext
from dragoman.resolve.described import Describer, Description
from dragoman.resolve.offices import WEIGHTS, Offices, sector_of
from dragoman.resolve.phrase import Reader
from dragoman.resolve.profiles import Profiles, merge

_SAME_SOUND = 72


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the tables who fits a name, the office that counts, and how well they fit."""

    person: int
    tenure: Tenure
    active: bool
    score: float


class Persons:
    """Resolves names of people."""

    def __init__(self, knowledge: Knowledge, reader: Reader, describer: Describer) -> None:
        self._knowledge = knowledge
        self.profiles = Profiles(reader, describer)
        self.offices = Offices(knowledge)

    def resolve(
        self, name: str, context: ArticleContext, span: Span | None, near: Description | None = None, after: str = ""
    ) -> Description:
        """Who a name is; `near` is what the words before it say, `after` the words that follow it in the mention."""
        if near is None and after:
            near = self.profiles.after_name(after, context, span.start if span else 0)
        position = span.start if span else None
        person = context.people.find(name, position)
        full = person.name if person and len(person.name.split()) >= len(name.split()) else name
        told = self.profiles.of(person, context) if person else Description()
        if near is not None and near.sector is not None:
            told = merge(near, told)
        known = self.known(full, context.on, told, context)
        if known is None and len(full.split()) > 1 and person is None:
            known = self.known(name, context.on, told, context)
        place = person.first if person else position
        return self._with_table(known, told) if known else self._from_text(full, told, context, place)

    def known(self, name: str, on: str | None, told: Description, context: ArticleContext | None) -> Known | None:
        """The person of the tables that a name, its description and its article fit best, None if none fits."""
        tenures = self._knowledge.tenures
        words = name.split()
        if len(words) > 1:
            exact = tenures.named(name)
            people = exact or [p for p in tenures.sounding(name) if self._alike(name, tenures.name_of(p))]
            base = 2.0 if exact else 1.2
        else:
            people, base = tenures.family(name), 0.0
        found = [k for p in people if (k := self._fit(p, base, on, told, context))]
        best = max(found, key=lambda k: (k.score, -k.person), default=None)
        return best if best and best.score >= 2.5 else None

    @staticmethod
    def _alike(name: str, other: str) -> bool:
        """Whether two names of the same bones are spellings of one name."""
        a, b = fold(name).split(), fold(other).split()
        return fuzz.ratio(a[-1], b[-1]) >= _SAME_SOUND and fuzz.ratio(a[0], b[0]) >= 60

    def known_person(self, person: int, on: str | None, told: Description) -> Known | None:
        """How a person of the tables stands on a date."""
        return self._fit(person, 2.0, on, told, None)

    def _fit(
        self, person: int, base: float, on: str | None, told: Description, context: ArticleContext | None
    ) -> Known | None:
        active = self.offices.active(person, on)
        spells = self._knowledge.tenures.spells(person)
        elect = self._elect(spells, on)
        past = [t for t in spells if not on or (t.start or "") <= on]
        tenure = (
            active[0][1] if active and not (elect and active[0][1].office != elect.office) else elect or latest(past)
        )
        if tenure is None:
            if base < 2.0:
                return None
            tenure = spells[0]
        active = active or ([(1.0, elect)] if elect else []) or ([(0.5, tenure)] if not on else [])
        weight = WEIGHTS.get(tenure.office, 1)
        countries = {t.country for t in spells}
        score = base + (0.8 if active else 0.0) + 0.08 * weight
        if told.told and told.country:
            score += 1.0 if told.country in countries else -1.5
        if context is not None:
            share = max(context.evidence.share(c) for c in countries)
            score += (
                min(1.0, 0.5 + share) if share > 0 else (0.3 if weight >= 7 or countries & {"IGO", "EUR"} else -0.7)
            )
        if told.office:
            score += 1.0 if told.office in {t.office for t in spells} else -0.4
        elif told.sector in ("GOV", "ELI") or told.sector == sector_of(tenure):
            score += 0.4
        elif told.sector is not None and told.told and not active:
            score -= 0.6
        if base == 0.0 and not active and not told.office:
            score -= 0.8
        return Known(person, tenure, bool(active), score)

    @staticmethod
    def _elect(spells: list[Tenure], on: str | None) -> Tenure | None:
        """The highest office that a person is about to take within a hundred days."""
        day = last_day(on)
        return next(
            (
                t
                for t in spells
                if day and day < t.first <= day + 100 and t.office in ("head_of_state", "head_of_government")
            ),
            None,
        )

    @staticmethod
    def _with_table(known: Known, told: Description) -> Description:
        t = known.tenure
        sector = sector_of(t)
        if told.sector == "OPP" and t.office in ("opposition_leader", "party_leader"):
            sector = "OPP"
        if not known.active:
            sector = told.sector if told.sector not in (None, "GOV", "CVL") and not told.former else "ELI"
            if told.office and not told.former:
                sector = told.sector or "GOV"
        elif told.sector == "LEG" and t.office in ("other", "minister_other", "deputy_minister"):
            sector = "LEG"
        sure = min(0.97, 0.55 + 0.1 * known.score)
        name = (
            f"Pope {t.name}"
            if t.country == "VAT" and t.office == "head_of_state" and not t.name.startswith("Pope")
            else t.name
        )
        return Description(
            sector,
            t.country,
            name,
            ActorKind.PERSON,
            t.office if known.active else None,
            t.wikidata,
            not known.active,
            True,
            sure,
            f"tenures: {t.describe()}",
        )

    @staticmethod
    def _from_text(name: str, told: Description, context: ArticleContext, place: int | None) -> Description:
        country, sure = (told.country, 0.85) if told.country and told.told else context.evidence.at(place)
        sector = told.sector or "CVL"
        if told.former and sector in ("GOV", "LEG", "MIL"):
            sector = "ELI"
        if country in ("IGO", "EUR") and sector == "GOV":
            sector = "IGO"
        sure = sure * (0.85 if told.sector else 0.55)
        return Description(
            sector,
            country,
            name,
            ActorKind.PERSON,
            told.office,
            None,
            told.former,
            told.told,
            sure,
            "named in the article",
        )
