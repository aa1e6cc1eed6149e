"""Words for what people and bodies are: role nouns with their sector, and words for offices.

Enters: `roles.csv`, `offices.csv`. Leaves: `Role` by noun and `OfficeWord` by phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.packed import DATA, read_table
from dragoman.knowledge.text import fold

_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "person": "people",
    "child": "children",
    "youth": "youths",
    "wife": "wives",
    "chief of staff": "chiefs of staff",
    "attorney general": "attorneys general",
    "nominee": "nominees",
    "hero": "heroes",
}
OFFICE_SECTORS = {
    "army_chief": "MIL",
    "intelligence_chief": "SPY",
    "chief_justice": "JUD",
    "judge": "JUD",
    "speaker": "LEG",
    "regional_speaker": "LEG",
    "opposition_leader": "OPP",
    "party_leader": "PTY",
    "head_of_organisation": "IGO",
    "deputy_head_of_organisation": "IGO",
    "spouse_of_leader": "ELI",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: its sector, and whether it speaks of one person, a body, or several people."""

    word: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """A phrase for an office: the offices it can mean, best first, and a regex that the post's label must match."""

    words: str
    offices: tuple[str, ...]
    label: str | None
    countries: tuple[str, ...]

    @property
    def sector(self) -> str:
        """PLOVER sector of who holds it."""
        return OFFICE_SECTORS.get(self.offices[0], "GOV")


def plurals(phrase: str) -> set[str]:
    """Plural forms of a noun phrase whose head is its last word (or the one before ``of``)."""
    for one, many in _IRREGULAR.items():
        if phrase == one or (phrase.endswith((" " + one, one)) and one in ("man", "woman")):
            return {phrase[: len(phrase) - len(one)] + many}
    head, of, rest = phrase.partition(" of ")
    if re.search("(s|x|z|ch|sh)$", head):
        head += "es"
    elif re.search("[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return {head + of + rest}


class Roles:
    """Role nouns and office phrases, looked up in lower case."""

    def __init__(self, folder: Path = DATA) -> None:
        self.nouns: dict[str, Role] = {}
        self.offices: dict[str, list[OfficeWord]] = {}
        for row in read_table(folder / "roles.csv", ("sector", "kind", "words")):
            for word in (w.strip() for w in row["words"].split(";")):
                self._add(word, row["sector"], row["kind"])
        for row in read_table(folder / "offices.csv", ("words", "offices", "label", "countries")):
            countries = tuple(c for c in row["countries"].split(";") if c)
            for phrase in row["words"].split(";"):
                office = OfficeWord(phrase, tuple(row["offices"].split(";")), row["label"] or None, countries)
                self.offices.setdefault(fold(phrase), []).append(office)
        self.longest = max(len(p.split()) for p in self.offices)

    def _add(self, word: str, sector: str, kind: str) -> None:
        self.nouns.setdefault(fold(word), Role(word, sector, kind))
        if kind == "person" or (kind == "organisation" and not word.endswith("s")):
            for form in plurals(word):
                self.nouns.setdefault(fold(form), Role(word, sector, "group"))

    def noun(self, words: str) -> Role | None:
        """The role that the noun names."""
        return self.nouns.get(fold(words))

    def office(self, words: str, country: str | None) -> OfficeWord | None:
        """The office that a phrase names in a country; entries for that country win."""
        entries = self.offices.get(fold(words), [])
        own = [e for e in entries if country and country in e.countries]
        general = [e for e in entries if not e.countries or not country or {"IGO", "EUR", "VAT"} & set(e.countries)]
        return next(iter(own + general), None)
