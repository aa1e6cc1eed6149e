"""Organisations, and places whose name stands for a government or an institution.

Enters: `organisations.csv`, `places_for_governments.csv`. Leaves: `Organisation` and `Metonym` by name or alias.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.packed import DATA, read_table
from dragoman.knowledge.text import fold

_ROLES = {
    **dict.fromkeys(("GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "BUS", "CRM"), ""),
    **dict.fromkeys(("EDU", "ELI", "LAB", "REL", "REF", "AGR", "SOC", "CVL"), ""),
}
_MERGED = {"SEP": "REB", "INS": "REB", "RAD": "REB", "MED": "JRN", "HLH": "MED", "UAF": "UAF"}


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `country` by the annotation rules (alpha-3, IGO, EUR, NGO, or None), `sector` PLOVER's."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str
    start: str | None
    end: str | None
    row: str


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place whose name stands for `stands_for` of a country."""

    form: str
    country: str
    stands_for: str


def country_and_sector(kind: str, home: str, code: str) -> tuple[str | None, str]:
    """Country and sector by the annotation rules from the kind, home country and code of a row."""
    home_or_none = None if home in ("INT", "") else home
    if kind == "NGO":
        tail = code[3:6] if code.startswith("NGO") else ""
        named = (
            tail
            if re.fullmatch("[A-Z]{3}", tail) and tail not in ("HRI", "HLH", "MED", "REF", "ENV", "BUS", "REL")
            else ""
        )
        return (named or "NGO"), ("MED" if tail in ("MED", "HLH") and named else "NGO")
    if kind in ("IGO", "alliance"):
        if code.startswith("NGO"):
            return "NGO", "NGO"
        return home_or_none, "IGO"
    if kind == "news_agency":
        return home_or_none or "MED", "JRN"
    if kind == "company":
        return home_or_none or "MNC", "BUS"
    if kind == "party":
        return home_or_none, "OPP" if code[3:6] == "OPP" else "PTY"
    role = code[3:6]
    return home_or_none, _MERGED.get(role, role if role in _ROLES else ("REB" if kind == "armed_group" else "GOV"))


class Organisations:
    """The table of organisations, looked up by folded name or alias; one form may name several."""

    def __init__(self, folder: Path = DATA) -> None:
        self.by_form: dict[str, list[Organisation]] = {}
        self.metonyms: dict[str, list[Metonym]] = {}
        self._bare: set[str] = set()
        needed = ("id", "name", "aliases", "kind", "country_or_IGO", "code", "start", "end")
        for row in read_table(folder / "organisations.csv", needed):
            self._add(row)
        for row in read_table(folder / "own_organisations.csv", needed):
            self._add(row)
        for row in read_table(folder / "places_for_governments.csv", ("form", "country", "stands_for")):
            metonym = Metonym(row["form"], row["country"], row["stands_for"])
            self.metonyms.setdefault(fold(row["form"]), []).append(metonym)
        self.longest = max(len(f.split()) for f in self.by_form)

    def needs_article(self, words: str) -> bool:
        """Whether a name is one common word that means the body only with ``the`` before it (`The Sun`)."""
        return fold(words) in self._bare

    def _add(self, row: dict[str, str]) -> None:
        country, sector = country_and_sector(row["kind"], row["country_or_IGO"], row["code"])
        name = re.sub(r"\s*\([^)]*\)$", "", row["name"])
        name = {"UN ": "United Nations "}.get(name[:3], name[:3]) + name[3:]
        one = Organisation(
            row["id"],
            name,
            row["kind"],
            country,
            sector,
            row["start"] or None,
            row["end"] or None,
            f"organisations:{row['id']}",
        )
        forms = {row["name"], name, *(a.strip() for a in row["aliases"].split(";"))}
        self._bare |= {fold(f)[4:] for f in forms if f[:4] in ("The ", "the ") and len(f.split()) == 2}
        for form in {re.sub(r"^(the|a) ", "", fold(f)) for f in forms} - {""}:
            held = self.by_form.setdefault(form, [])
            if one.id not in {o.id for o in held}:
                held.append(one)

    def find(self, words: str) -> list[Organisation]:
        """Organisations with that name or alias; short aliases only as they are written, in capitals."""
        form = re.sub(r"^(the|a) ", "", fold(words))
        found = self.by_form.get(form, [])
        if found and form in self._bare and not words.lower().startswith("the "):
            found = [o for o in found if fold(o.name) == form]
        if found and len(form) <= 4 and not any(c.isupper() for c in words.replace("The ", "")):
            return []
        return found

    def stands_for(self, words: str) -> list[Metonym]:
        """What a place name can stand for."""
        return self.metonyms.get(re.sub(r"^the ", "", fold(words)), [])
