"""Countries, their adjectives and people, and the regions inside them.

Enters: `countries.csv`, `regions.csv`, `institutions.csv`. Leaves: `Country` by any of its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.packed import DATA, read_table
from dragoman.knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166 alpha-3 (XKX for Kosovo), English short name, centre in degrees, office of its leader."""

    code: str
    name: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    leader: str


@dataclass(frozen=True, slots=True)
class Region:
    """A state, province or the like; `seat` is a city in it or its GeoNames code, from which its place is known."""

    name: str
    country: str
    kind: str
    seat: str


@dataclass(frozen=True, slots=True)
class CountryWord:
    """What a word says of a country: `sort` is name, adjective, people or region."""

    country: str
    sort: str
    region: str | None = None


CASED = frozenset({"US", "UK", "PRC", "DRC", "UAE", "USA", "RSA", "KSA", "ROK", "DPRK", "USSR", "T&T", "Pole", "Turk"})


def _split(cell: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in cell.split(";") if p.strip())


class Countries:
    """The table of countries, looked up by folded words."""

    def __init__(self, folder: Path = DATA) -> None:
        self.by_code: dict[str, Country] = {}
        self.words: dict[str, CountryWord] = {}
        self.regions: dict[str, Region] = {}
        self.institutions: dict[tuple[str, str], str] = {}
        for row in read_table(
            folder / "countries.csv", ("code", "name", "aliases", "adjectives", "demonyms", "leader")
        ):
            self._add(row)
        for row in read_table(folder / "regions.csv", ("country", "kind", "names")):
            for pair in _split(row["names"]):
                name, _, seat = pair.partition(":")
                self.regions[fold(name)] = Region(name, row["country"], row["kind"], seat)
                self.words.setdefault(fold(name), CountryWord(row["country"], "region", name))
                if name == "New York State":
                    self.words.setdefault("new york", CountryWord("USA", "region", "New York"))
        for row in read_table(folder / "institutions.csv", ("country", "police", "military", "legislature", "court")):
            for kind in ("police", "military", "legislature", "court"):
                if row[kind]:
                    self.institutions[row["country"], kind] = row[kind]
        self.longest = max(len(w.split()) for w in self.words)

    def _add(self, row: dict[str, str]) -> None:
        country = Country(
            row["code"],
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            _split(row["aliases"]),
            _split(row["adjectives"]),
            _split(row["demonyms"]),
            row["leader"],
        )
        self.by_code[country.code] = country
        for sort, words in (
            ("name", (country.name, *country.aliases)),
            ("adjective", country.adjectives),
            ("people", country.demonyms),
        ):
            for word in words:
                self.words.setdefault(fold(word), CountryWord(country.code, sort))

    def find(self, words: str) -> CountryWord | None:
        """What the words say of a country; ``us``, ``it`` and the like in lower case say nothing."""
        key = fold(words)
        found = self.words.get(key)
        if found and len(key) <= 3 and words.islower():
            return None
        return found

    def name(self, code: str | None) -> str | None:
        """English short name, None for codes that are no country."""
        country = self.by_code.get(code or "")
        return country.name if country else None

    def adjective(self, code: str) -> str | None:
        """The first adjective, such as ``Iranian``."""
        country = self.by_code.get(code)
        return country.adjectives[0] if country and country.adjectives else None
