"""Who held an office that words name, in a country, on a date.

Enters: an office phrase with its country, the article's date and the words around it.
Leaves: an `Answer`, or None for "not known".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge import Knowledge, OfficeWord, Tenure
from dragoman.knowledge.roles import OFFICE_SECTORS
from dragoman.knowledge.text import fold, word_list

_MINISTERS = word_list(
    "minister_other deputy_head_of_government economy_minister education_minister environment_minister "
    "agriculture_minister transport_minister trade_minister finance_minister energy_minister interior_minister "
    "regional_minister other"
)
_FULL_MINISTER = r"(?:First )?(?:Secretary of State|Chancellor|Prime Minister|Lord Chancellor)"


@dataclass(frozen=True, slots=True)
class Answer:
    """A holder of an office, how surely, and how many others the words could mean as well."""

    tenure: Tenure
    confidence: float
    rivals: int = 0


def sector_of(tenure: Tenure) -> str:
    """PLOVER sector of who holds the office."""
    if re.search(r"\bfbi\b|\bpolice\b", tenure.label, re.IGNORECASE):
        return "COP"
    if tenure.country == "VAT" and tenure.office in ("head_of_state", "monarch"):
        return "REL"
    if tenure.office == "party_leader" and re.search(
        "hezbollah|hamas|taliban|wagner|m23|houthi", tenure.label, re.IGNORECASE
    ):
        return "REB"
    if tenure.country in ("IGO", "EUR") and tenure.office in (
        "envoy",
        "spokesperson",
        "deputy_head_of_organisation",
        "other",
    ):
        return "IGO"
    if tenure.office == "speaker" and tenure.country == "EUR":
        return "IGO"
    return OFFICE_SECTORS.get(tenure.office, "GOV")


def _choose(found: Sequence[tuple[float, Tenure]]) -> Answer | None:
    if not found:
        return None
    full = [f for f in found if f[1].country == "GBR" and re.match(_FULL_MINISTER, f[1].label)]
    found = full or found
    people = {t.person for _, t in found}
    surest, best = found[0]
    exact = [t for s, t in found if s == surest]
    rivals = len(people) - 1
    if len({t.person for t in exact}) > 3:
        return None
    shared = len({t.person for t in exact})
    return Answer(best, surest * (1.0 if shared == 1 else 0.85 if shared == 2 else 0.6), rivals)


class Offices:
    """Answers from the table of tenures."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._tenures = knowledge.tenures
        self._countries = knowledge.countries

    def _search(self, country: str, offices: Sequence[str], on: str, label: str | None) -> Answer | None:
        for office in offices:
            if answer := _choose(self._tenures.holders(country, office, on, label)):
                return answer
        return None

    def holder(self, word: OfficeWord, country: str, on: str | None, around: Sequence[str] = ()) -> Answer | None:
        """Who held the office in a country on a date; `around` are further words of the phrase (a host, a city)."""
        if not on:
            return None
        if "leader" in fold(word.words).split() and word.label is None and "opposition_leader" not in word.offices:
            return self._leader(country, on)
        if word.offices[0] in ("ambassador", "envoy", "regional_head", "mayor_capital", "adviser", "un_ambassador"):
            return self._local(word, country, on, around)
        if word.words in ("prime minister", "pm", "premier", "president") and word.label:
            return self._head(word, country, on)
        return self._search(country, word.offices, on, word.label) or (
            self._search(country, word.offices[:1], on, None)
            if word.offices[0] != "spokesperson" and not word.countries
            else None
        )

    def _head(self, word: OfficeWord, country: str, on: str) -> Answer | None:
        found = self._search(country, word.offices, on, word.label)
        if (
            found
            and word.offices[0] == "head_of_government"
            and re.match("president$", found.tenure.label, re.IGNORECASE)
        ):
            return None
        return found

    def _leader(self, country: str, on: str) -> Answer | None:
        known = self._countries.by_code.get(country)
        first = known.leader if known else "head_of_state"
        other = "head_of_government" if first == "head_of_state" else "head_of_state"
        return self._search(country, ["supreme_leader", first, other], on, None)

    def _local(self, word: OfficeWord, country: str, on: str, around: Sequence[str]) -> Answer | None:
        names = [re.escape(w) for w in around if len(w) > 2]
        label = r"\b(?:" + "|".join(names) + r")\b" if names else None
        if word.offices[0] == "un_ambassador":
            return self._search(country, word.offices, on, None)
        if not label:
            return None
        if word.label:
            label = f"(?=.*(?:{word.label}))(?=.*{label})"
        return self._search(country, word.offices, on, label)

    def minister(self, portfolio: str, country: str, on: str | None, *, deputy: bool = False) -> Answer | None:
        """The minister (or deputy) for a portfolio in words, such as ``tourism`` or ``women's affairs``."""
        stems = [re.escape(w[: max(4, len(w) - 3)]) for w in fold(portfolio).split() if len(w) > 3]
        if not stems or not on:
            return None
        label = "".join(f"(?=.*{s})" for s in stems)
        return self._search(country, ["deputy_minister"] if deputy else _MINISTERS, on, label)

    def active(self, person: int, on: str | None) -> list[tuple[float, Tenure]]:
        """Offices a person held on a date, weightiest first."""
        from dragoman.knowledge.dates import first_day, last_day

        first, last = first_day(on), last_day(on)
        if first is None or last is None:
            return []
        found = [(s, t) for t in self._tenures.spells(person) if (s := t.held(first, last))]
        home = self._home(person)
        return sorted(found, key=lambda f: (-WEIGHTS.get(f[1].office, 1), f[1].country != home, -f[0], -f[1].first))

    def _home(self, person: int) -> str:
        """The country of most of a person's offices; a head of several realms belongs to the first named here."""
        spells = Counter(t.country for t in self._tenures.spells(person) if t.label != "Co-prince")
        first = ("GBR", "FRA", "CHN")
        return min(spells, key=lambda c: (first.index(c) if c in first else 3, -spells[c], c), default="")


WEIGHTS = {
    "supreme_leader": 12,
    "head_of_state": 11,
    "head_of_government": 10,
    "monarch": 9,
    "crown_prince": 9,
    "foreign_minister": 7,
    "defence_minister": 6,
    "finance_minister": 6,
    "head_of_organisation": 7,
    "vice_president": 6,
    "deputy_head_of_government": 5,
    "interior_minister": 5,
    "national_security_adviser": 5,
    "spokesperson": 4,
    "speaker": 4,
    "opposition_leader": 5,
    "party_leader": 4,
    "intelligence_chief": 4,
    "army_chief": 4,
    "energy_minister": 4,
    "chief_of_staff": 3,
    "adviser": 3,
    "envoy": 3,
    "attorney_general": 4,
    "justice_minister": 4,
    "mayor_capital": 3,
}
