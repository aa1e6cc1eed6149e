"""Who held which office when, as far as the sources go.

Enters: `tenures.npz`. Leaves: `Tenure` rows by office and day, or by person. An open end is no promise: `Tenure.reach`
tells the last day on which a row with no end may be trusted, by the date of its source (a minister's row for two
years more, or four years from its start where that is sooner, and half a year at least).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dragoman.knowledge.dates import first_day, iso, last_day
from dragoman.knowledge.packed import DATA, keys_of, read_pack, strings
from dragoman.knowledge.text import fold, skeleton

HEADS = frozenset(
    {"head_of_state", "head_of_government", "monarch", "supreme_leader", "crown_prince", "governor_general"}
)
_SOURCE_DATES = {"factbook": "2026-01-22", "ifg": "2026-06-12", "compiled": "2025-06-30", "news-2026": "2026-08-31"}
_YEAR = 366


@cache
def source_day(source: str) -> int:
    """Ordinal of the day up to which a source goes; sources joined with ``+`` go as far as the newest."""
    days = []
    for one in source.split("+"):
        name, _, dated = one.partition("@")
        days.append(last_day(dated or _SOURCE_DATES.get(name, "2020-01-01")) or 0)
    return max(days)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One spell of a person in an office. Days are ordinals; `last` 0 where the source gives no end."""

    row: int
    person: int
    name: str
    wikidata: str | None
    office: str
    label: str
    country: str
    start: str | None
    end: str | None
    first: int
    last: int
    precision: str
    source: str

    @property
    def reach(self) -> int:
        """Last day (ordinal) on which the row can be trusted."""
        if self.last:
            return self.last
        known = source_day(self.source)
        if self.office in HEADS:
            return max(known, date(2026, 1, 22).toordinal()) + 2 * _YEAR
        return min(known + 2 * _YEAR, max(self.first + 4 * _YEAR, known + _YEAR // 2))

    def held(self, first: int, last: int) -> float:
        """How surely the office was held in a stretch of days: 0 for no, up to 1."""
        if last < self.first or first > self.reach:
            if self.precision == "observed" and self.first - _YEAR <= last and first <= self.last + _YEAR:
                return 0.5
            return 0.0
        if self.last:
            return 0.97
        return 0.95 if first <= source_day(self.source) else 0.75

    def describe(self) -> str:
        """The row in words, with its source."""
        return f"{self.name}, {self.label} ({self.country}) {self.start or '?'} to {self.end or 'open'} [{self.source}]"


class Tenures:
    """The table. Looked up by office and country, or by name."""

    def __init__(self, path: Path = DATA / "tenures.npz") -> None:
        pack = read_pack(path)
        self._name, self._qid = strings(pack["name_pool"]), strings(pack["qid_pool"])
        self._office, self._label = strings(pack["office_pool"]), strings(pack["label_pool"])
        self._country, self._source = strings(pack["country_pool"]), strings(pack["source_pool"])
        self._precision = strings(pack["precision_pool"])
        self._pack = pack
        self._keys, self._skeletons = keys_of(pack, "key"), keys_of(pack, "skeleton")
        self._made: dict[int, Tenure] = {}
        self._asked: dict[tuple[str, str, str | None, str | None], list[tuple[float, Tenure]]] = {}
        self._stretches = self._find_stretches()

    def _find_stretches(self) -> dict[tuple[str, str], tuple[int, int]]:
        country, office = self._pack["country"].tolist(), self._pack["office"].tolist()
        stretches: dict[tuple[str, str], tuple[int, int]] = {}
        start = 0
        for row in range(1, len(country) + 1):
            if row == len(country) or country[row] != country[start] or office[row] != office[start]:
                stretches[self._country[country[start]], self._office[office[start]]] = (start, row)
                start = row
        return stretches

    def __len__(self) -> int:
        return len(self._pack["person"])

    def row(self, number: int) -> Tenure:
        """The row with that number."""
        made = self._made.get(number)
        if made is None:
            pack, person = self._pack, int(self._pack["person"][number])
            made = self._made[number] = Tenure(
                number,
                person,
                self._name[person],
                self._qid[person] or None,
                self._office[pack["office"][number]],
                self._label[pack["label"][number]],
                self._country[pack["country"][number]],
                iso(int(pack["start"][number])),
                iso(int(pack["end"][number])),
                int(pack["start_day"][number]),
                int(pack["end_day"][number]),
                self._precision[pack["precision"][number]],
                self._source[pack["source"][number]],
            )
        return made

    def spells(self, person: int) -> list[Tenure]:
        """All spells of a person."""
        at = self._pack["rows_at"]
        return [self.row(n) for n in self._pack["rows_of"][at[person] : at[person + 1]].tolist()]

    def of_office(self, country: str, office: str) -> list[Tenure]:
        """All spells in an office of a country, by start."""
        start, end = self._stretches.get((country, office), (0, 0))
        return [self.row(n) for n in range(start, end)]

    def holders(
        self, country: str, office: str, on: str | None, label: str | None = None
    ) -> list[tuple[float, Tenure]]:
        """Who held the office on a date (day, month or year), surest and latest first; `label` is a regex on the post.

        Without a date nothing can be said, and the list is empty.
        """
        key = (country, office, on, label)
        held = self._asked.get(key)
        if held is None:
            held = self._asked[key] = self._holders(country, office, on, label)
        return held

    def _holders(self, country: str, office: str, on: str | None, label: str | None) -> list[tuple[float, Tenure]]:
        first, last = first_day(on), last_day(on)
        if first is None or last is None:
            return []
        wanted = re.compile(label, re.IGNORECASE) if label else None
        found = [
            (surely, t)
            for t in self.of_office(country, office)
            if (surely := t.held(first, last)) and (wanted is None or wanted.search(t.label))
        ]
        return sorted(found, key=lambda f: (-f[0], -min(last, f[1].reach) + max(first, f[1].first), -f[1].first))

    def named(self, name: str) -> list[int]:
        """People with that full name, in any recorded spelling."""
        words = fold(name).split()
        full = self._keys.find("=" + " ".join(words))
        if full or len(words) < 3:
            return full
        inner = [w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1)]
        return self._keys.find("=" + " ".join(inner)) or self._keys.find(f"={words[0]} {words[-1]}")

    def family(self, name: str) -> list[int]:
        """People with that family name."""
        return self._keys.find("~" + fold(name))

    def sounding(self, name: str) -> list[int]:
        """People whose name is much the same in another spelling."""
        return self._skeletons.find(skeleton(name))

    def name_of(self, person: int) -> str:
        """The name most sources use."""
        return self._name[person]


def latest(rows: Iterable[Tenure]) -> Tenure | None:
    """The spell that ends last (an open one last of all), of equals the one that starts last."""
    return max(rows, key=lambda t: (t.last or t.reach, t.first), default=None)
