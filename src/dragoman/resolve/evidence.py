"""Which countries an article is about, and where in it.

Enters: text, title, outlet and knowledge. Leaves: `CountryEvidence`, asked for the country nearest a place in the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge import Knowledge
from dragoman.knowledge.text import fold
from dragoman.model import Document
from dragoman.resolve.names import PERSON, names_in
from dragoman.resolve.titles import LOCATIVE

_CAPITALISED = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w’'-]*(?:\.(?=\s[A-Z]))?", re.UNICODE)
_DATELINE = re.compile(r"\A\s*([A-Z][\w’' .-]{2,40}?)(?:,[^\n]{0,40}?)?\s*(?:\([A-Z][\w /]{1,30}\)|[—–]|\s-\s|--)")
_CONTINENTS = frozenset(
    ("africa", "europe", "asia", "america", "antarctica", "arctic", "west", "east", "north", "south")
)
_US_SIGNS = re.compile(
    r"\b(?:Sen\.|Rep\.|Gov\.|GOP|sheriff's|county sheriff|district attorney|federal judge|FBI|Medicaid|Medicare|"
    r"congressional|Capitol|Planned Parenthood|Republicans?|Democrats?|county|attorney general|downtown)\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that speaks for a country: its place in the text, and how much it counts."""

    position: int
    country: str
    weight: float


def _signs_in(text: str, knowledge: Knowledge, persons: frozenset[int]) -> Iterable[Sign]:
    countries, organisations = knowledge.countries, knowledge.organisations
    hits = list(_CAPITALISED.finditer(text))
    taken = 0
    for i, hit in enumerate(hits):
        if hit.start() < taken or hit.start() in persons:
            continue
        for j in range(min(len(hits), i + 4), i, -1):
            words = text[hit.start() : hits[j - 1].end()]
            if len(words) > 60 or "\n" in words or ", " in words:
                continue
            words = re.sub(r"['’]s?$", "", words)
            if found := countries.find(words):
                yield Sign(hit.start(), found.country, {"name": 1.0, "region": 1.2}.get(found.sort, 0.9))
            elif metonyms := organisations.stands_for(words):
                yield Sign(hit.start(), metonyms[0].country, 0.8)
            elif (city := _city(text, hit.start(), hits[j - 1].end(), words, knowledge)) is not None:
                yield city
            elif named := organisations.find(words):
                if (
                    len(named) == 1
                    and named[0].kind in ("body", "ministry_alias", "party")
                    and named[0].country in countries.by_code
                ):
                    yield Sign(hit.start(), named[0].country or "", 0.8)
                elif named[0].kind == "news_agency":
                    pass
                else:
                    continue
            else:
                continue
            taken = hits[j - 1].end()
            break


def _city(text: str, start: int, end: int, words: str, knowledge: Knowledge) -> Sign | None:
    before = re.search(r"(\w+)\W+\Z", text[max(0, start - 25) : start])
    after = re.match(r",\s+((?:[A-Z][\w.]+\s?){1,3})", text[end : end + 40])
    named = knowledge.countries.find(after.group(1).strip()) if after else None
    if not named and not (before and before.group(1).lower() in LOCATIVE):
        return None
    cities = knowledge.gazetteer.find(words)
    if not cities or fold(words) in _CONTINENTS:
        return None
    if named:
        return Sign(start, named.country, 0.6) if any(c.country == named.country for c in cities) else None
    best = cities[0]
    return (
        Sign(start, best.country, 0.7)
        if best.population >= 100_000
        else (Sign(start, best.country, 0.35) if best.population >= 20_000 else None)
    )


class CountryEvidence:
    """All signs of an article, and the countries they speak for."""

    def __init__(self, document: Document, knowledge: Knowledge) -> None:
        article = document.article
        persons = frozenset(s.start for s, sort in names_in(document) if sort == PERSON)
        signs = list(_signs_in(article.text, knowledge, persons))
        signs += [Sign(0, s.country, 1.5 * s.weight) for s in _signs_in(article.title or "", knowledge, frozenset())]
        if found := _DATELINE.match(article.text):
            place = found.group(1).title() if found.group(1).isupper() else found.group(1)
            for code in self._places(place, knowledge)[:1]:
                signs.append(Sign(0, code, 1.5))
        self._add_outlet(signs, article.outlet or "", article.url or "", knowledge)
        american = len(_US_SIGNS.findall(article.text))
        if american:
            signs.append(Sign(len(article.text) // 2, "USA", min(3.0, 0.5 * american)))
        self.signs = signs
        self.totals: dict[str, float] = {}
        for sign in signs:
            early = 1.5 if sign.position < 600 else 1.0
            self.totals[sign.country] = self.totals.get(sign.country, 0.0) + sign.weight * early

    @staticmethod
    def _places(place: str, knowledge: Knowledge) -> list[str]:
        if found := knowledge.countries.find(place):
            return [found.country]
        return [c.country for c in knowledge.gazetteer.find(place)]

    @staticmethod
    def _add_outlet(signs: list[Sign], outlet: str, url: str, knowledge: Knowledge) -> None:
        for one in knowledge.organisations.find(outlet) if outlet else []:
            if one.kind == "news_agency" and one.country in knowledge.countries.by_code:
                signs.append(Sign(0, one.country or "", 0.7))
        host = re.sub(r"^https?://", "", url).split("/")[0]
        ending = {
            "uk": "GBR",
            "ca": "CAN",
            "au": "AUS",
            "ie": "IRL",
            "in": "IND",
            "za": "ZAF",
            "ng": "NGA",
            "nz": "NZL",
        }
        if code := ending.get(host.rsplit(".", 1)[-1]):
            signs.append(Sign(0, code, 2.0))

    def dominant(self) -> str | None:
        """The country that most of the article speaks for."""
        return max(sorted(self.totals), key=lambda c: self.totals[c], default=None)

    def share(self, country: str | None) -> float:
        """The part of all signs that speak for a country, 0 to 1."""
        total = sum(self.totals.values())
        return self.totals.get(country or "", 0.0) / total if total else 0.0

    def at(self, position: int | None, *, but: frozenset[str] = frozenset()) -> tuple[str | None, float]:
        """The likeliest country of somebody with no nationality at a place in the text, with a probability."""
        scores = {c: w for c, w in self.totals.items() if c not in but}
        if position is not None:
            for sign in self.signs:
                if sign.country in scores:
                    scores[sign.country] += 1.5 * sign.weight * math.exp(-abs(sign.position - position) / 200)
        if not scores:
            return None, 0.0
        best = max(sorted(scores), key=lambda c: scores[c])
        return best, scores[best] / sum(scores.values())

    def last_two(self, position: int) -> tuple[str, ...]:
        """The two countries spoken of last before a place in the text; fewer if there are not two."""
        found: list[str] = []
        for sign in sorted(self.signs, key=lambda s: -s.position):
            if sign.position < position and sign.country not in found and sign.weight >= 0.7:
                found.append(sign.country)
        return tuple(reversed(found[:2]))

    def known(self) -> frozenset[str]:
        """Countries that the article names."""
        return frozenset(self.totals)


def same_words(a: str, b: str) -> bool:
    """Whether two names agree when folded."""
    return fold(a) == fold(b)
