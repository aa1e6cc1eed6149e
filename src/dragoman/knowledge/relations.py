"""Which country is in which organisation, and which agreement binds whom, on a day.

Enters: `memberships.csv`, `agreements.csv`. Leaves: `Membership` and `Agreement` rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.dates import first_day, last_day
from dragoman.knowledge.packed import DATA, read_table
from dragoman.knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's time in an organisation; `end` None while it lasts, as far as the table goes."""

    country: str
    organisation: str
    start: str | None
    end: str | None

    def on(self, date: str) -> bool:
        """Whether the country is in on that date (day, month or year)."""
        first, last = first_day(date), last_day(date)
        begun, ended = first_day(self.start), last_day(self.end)
        return not (first and last) or ((begun is None or begun <= last) and (ended is None or first <= ended))


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty or deal with the parties that matter in the news, and who left when."""

    id: str
    name: str
    aliases: tuple[str, ...]
    signed: str | None
    parties: tuple[str, ...]
    withdrawn: tuple[tuple[str, str], ...]

    def parties_on(self, date: str) -> tuple[str, ...]:
        """Parties that are in on that date; none before the agreement was signed."""
        last, signed = last_day(date), first_day(self.signed)
        if last is None or (signed is not None and last < signed):
            return ()
        left = {country for country, day in self.withdrawn if (first_day(day) or 0) <= last}
        return tuple(p for p in self.parties if p not in left)


class Relations:
    """Both tables."""

    def __init__(self, folder: Path = DATA) -> None:
        self.memberships: dict[str, list[Membership]] = {}
        self.agreements: dict[str, Agreement] = {}
        for row in read_table(folder / "memberships.csv", ("country", "organisation", "start", "end")):
            one = Membership(row["country"], row["organisation"], row["start"] or None, row["end"] or None)
            self.memberships.setdefault(fold(row["organisation"]), []).append(one)
        for row in read_table(folder / "agreements.csv", ("id", "name", "aliases", "signed", "parties", "withdrawn")):
            pairs = tuple((c, d) for c, _, d in (w.partition(":") for w in row["withdrawn"].split(";")) if c)
            aliases = tuple(a for a in row["aliases"].split(";") if a)
            parties = tuple(p for p in row["parties"].split(";") if p)
            one_deal = Agreement(row["id"], row["name"], aliases, row["signed"] or None, parties, pairs)
            for form in (row["name"], *aliases, row["id"]):
                self.agreements.setdefault(fold(form), one_deal)

    def members(self, organisation: str, on: str) -> tuple[str, ...]:
        """Countries in an organisation on a date."""
        return tuple(m.country for m in self.memberships.get(fold(organisation), []) if m.on(on))

    def agreement(self, words: str) -> Agreement | None:
        """The agreement of that name or alias."""
        form = fold(words)
        return self.agreements.get(form.removeprefix("the ")) or self.agreements.get(form)
