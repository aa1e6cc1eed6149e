"""Place names to coordinates.

Enters: words and the article they stand in. Leaves: a `Place` with country, degrees and GeoNames id, or None.
Ranked by people living there, by the countries and regions that the article speaks of, and by ``City, Region``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

from dragoman.knowledge import City, Knowledge, Region, load_knowledge
from dragoman.knowledge.text import fold, word_list
from dragoman.model import Document, Place, Span
from dragoman.resolve.context import ArticleContext
from dragoman.resolve.names import PLACE, names_in
from dragoman.resolve.resolver import Resolver

_QUALIFIED = re.compile(r"\A,\s*((?:[A-Z][\w.'-]*\.?\s?){1,3})")
_STATES = dict(
    pair.replace("_", " ").split("=")
    for pair in word_list(
        "Ala=Alabama Ariz=Arizona Ark=Arkansas Calif=California Colo=Colorado Conn=Connecticut Del=Delaware "
        "Fla=Florida Ga=Georgia Ill=Illinois Ind=Indiana Kan=Kansas Ky=Kentucky La=Louisiana Md=Maryland "
        "Mass=Massachusetts Mich=Michigan Minn=Minnesota Miss=Mississippi Mo=Missouri Mont=Montana Neb=Nebraska "
        "Nev=Nevada Okla=Oklahoma Ore=Oregon Pa=Pennsylvania Tenn=Tennessee Tex=Texas Va=Virginia Vt=Vermont "
        "Wash=Washington_State Wis=Wisconsin Wyo=Wyoming D.C=District_of_Columbia N.Y=New_York_State "
        "N.J=New_Jersey N.C=North_Carolina S.C=South_Carolina N.H=New_Hampshire N.M=New_Mexico N.D=North_Dakota "
        "S.D=South_Dakota R.I=Rhode_Island W.Va=West_Virginia"
    )
)
_STRIP = re.compile(
    r"^(?:the|downtown|central|northern|southern|eastern|western|north|south|east|west|greater|mainland)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a place name, with how much speaks for it."""

    name: str
    country: str
    latitude: float
    longitude: float
    geonames: int | None
    score: float


class PlaceFinder:
    """Resolves place names of one article."""

    def __init__(self, context: ArticleContext, knowledge: Knowledge | None = None) -> None:
        self._context = context
        self._knowledge = knowledge or load_knowledge()

    @cached_property
    def _regions(self) -> dict[str, int]:
        """First-level divisions (as ``US.CA``) that the article names, with how often."""
        text = self._context.document.text
        found: dict[str, int] = {}
        for name, region in self._knowledge.countries.regions.items():
            shown = region.name.removesuffix(" State")
            times = len(re.findall(rf"\b{re.escape(shown)}\b", text)) if name[0].isalpha() else 0
            code = self._code(region) if times else None
            if code:
                found[code] = found.get(code, 0) + times
        return found

    def _code(self, region: Region) -> str | None:
        """The division's code, known from its seat."""
        if re.match(r"[A-Z]{2}\.", region.seat):
            return region.seat
        seats = [c for c in self._knowledge.gazetteer.find(region.seat) if c.country == region.country]
        return seats[0].region if seats else None

    def resolve(self, words: str, span: Span | None) -> Place | None:
        """The place that words name, None if no place of that name is known."""
        name = re.sub(r"['’]s?$", "", words.strip().strip(",.")).strip()
        after = self._context.document.text[span.end : span.end + 45] if span else ""
        candidates = self._candidates(name, after) or self._candidates(_STRIP.sub("", name), after)
        if not candidates:
            return None
        ranked = sorted(candidates, key=lambda c: (-c.score, c.geonames or 0))
        best = ranked[0]
        rival = ranked[1].score if len(ranked) > 1 else best.score - 4
        sure = round(1 / (1 + math.exp(-(best.score - rival) - 0.3)), 3)
        return Place(span, best.name, best.country, best.latitude, best.longitude, best.geonames, sure)

    def _candidates(self, name: str, after: str) -> list[Candidate]:
        if not name:
            return []
        found: list[Candidate] = []
        qualified = _QUALIFIED.match(after)
        within = self._within(qualified.group(1).strip()) if qualified else None
        word = self._knowledge.countries.find(name)
        if (
            word
            and word.sort == "name"
            and fold(name) not in ("england", "scotland", "wales", "northern ireland", "gaza", "west bank")
        ):
            country = self._knowledge.countries.by_code[word.country]
            found.append(
                Candidate(
                    country.name, country.code, country.latitude, country.longitude, None, self._country_score(name)
                )
            )
        region = self._knowledge.countries.regions.get(fold(name)) or self._knowledge.countries.regions.get(
            fold(name + " State")
        )
        if region and (place := self._region_place(region, name)):
            found.append(place)
        found += [self._city(c, within) for c in self._knowledge.gazetteer.find(name)]
        return found

    def _country_score(self, name: str) -> float:
        if fold(name) == "georgia":
            share = self._context.evidence.share("USA")
            return 3.0 if share > 0.2 else 9.0
        return 9.0

    def _region_place(self, region: Region, name: str) -> Candidate | None:
        code = self._code(region)
        centre = self._knowledge.gazetteer.centre(code) if code else None
        if centre is None:
            return None
        shown = region.name.removesuffix(" State")
        score = 8.0 if fold(shown) not in ("new york", "washington") else 3.5
        return Candidate(
            shown, region.country, centre[0], centre[1], None, score + 2 * self._context.evidence.share(region.country)
        )

    def _within(self, words: str) -> tuple[str, str | None] | None:
        """Country and division named after a comma (`Springfield, Ill.`)."""
        plain = words.rstrip(". ")
        name = _STATES.get(plain, plain)
        region = self._knowledge.countries.regions.get(fold(name)) or self._knowledge.countries.regions.get(
            fold(name + " State")
        )
        if region:
            return region.country, self._code(region)
        if name == "District of Columbia":
            return "USA", "US.DC"
        word = self._knowledge.countries.find(name)
        return (word.country, None) if word else None

    def _city(self, city: City, within: tuple[str, str | None] | None) -> Candidate:
        score = 0.9 * math.log10(max(city.population, 500))
        score += 2.2 * self._context.evidence.share(city.country)
        named = self._regions.get(city.region, 0)
        score += min(1.6, 0.7 * named) if city.country in ("USA", "CAN", "GBR", "AUS", "IND", "NGA") else 0.0
        if within is not None:
            if within[1]:
                score += 6.0 if within[1] == city.region else -1.0
            else:
                score += 5.0 if within[0] == city.country else -1.0
        return Candidate(city.name, city.country, city.latitude, city.longitude, city.geonames, score)


def resolve_place(words: str, span: Span | None, *, document: Document, resolver: Resolver) -> Place | None:
    """The place that words of a document name, None if no place of that name is known."""
    return PlaceFinder(resolver.context_of(document), resolver.knowledge).resolve(words, span)


def places_of(document: Document, *, resolver: Resolver) -> tuple[Place, ...]:
    """A place for each place name that the document mentions, in order of text; unknown names are left out."""
    finder = PlaceFinder(resolver.context_of(document), resolver.knowledge)
    found = [finder.resolve(s.of(document.text), s) for s, sort in names_in(document) if sort == PLACE]
    return tuple(sorted((p for p in found if p and p.span), key=lambda p: p.span or Span(0, 0)))
