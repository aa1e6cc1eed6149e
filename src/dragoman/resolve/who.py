"""Answers "who is this" for a person at a prompt: best matches for a name, a title or a body in words.

Enters: words with an ISO date and, if known, a country. Leaves: `WhoMatch` rows, surest first; none for "not known".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.knowledge import Tenure
from dragoman.knowledge.dates import first_day
from dragoman.model import ActorKind, ActorMention
from dragoman.resolve.described import Description
from dragoman.resolve.offices import WEIGHTS, sector_of
from dragoman.resolve.resolver import Resolver


@dataclass(frozen=True, slots=True)
class WhoMatch:
    """One match: who, of which country, in which office from when to when (ISO dates; `end` None if open)."""

    name: str | None
    wikidata: str | None
    country: str | None
    sector: str | None
    office: str | None
    start: str | None
    end: str | None
    confidence: float
    kind: ActorKind | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a batch: a mention, with its context, country (alpha-3) and ISO date where they are known."""

    id: str
    mention: str
    context: str | None = None
    country: str | None = None
    date: str | None = None


class Who:
    """Answers questions with one resolver."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        self.resolver = resolver or Resolver()

    def ask(self, words: str, *, on: str | None = None, country: str | None = None, limit: int = 5) -> list[WhoMatch]:
        """Best matches for a name, title or body; `on` is an ISO date, month or year.

        Raises:
            UsageError: `on` is no ISO date.
        """
        first_day(on)
        best = self.resolver.resolve_mention(words, country=country, date=on)
        found = list(self._people(words, on, country)) or list(self._first(best, on))
        if best.office and best.name:
            found = [*self._first(best, on), *self._others(best, words, on)]
        seen: set[tuple[str | None, str | None]] = set()
        unique = [m for m in found if (m.name, m.office) not in seen and not seen.add((m.name, m.office))]  # type: ignore[func-returns-value]
        return sorted(unique, key=lambda m: -m.confidence)[:limit]

    def answer(self, questions: Iterable[Question]) -> Iterator[tuple[Question, ActorMention]]:
        """Each question with the resolved mention, in order."""
        for q in questions:
            yield q, self.resolver.resolve_mention(q.mention, context=q.context, country=q.country, date=q.date)

    def _first(self, best: ActorMention, on: str | None) -> Iterator[WhoMatch]:
        if best.name is None and best.country is None and best.sector is None:
            return
        if (best.confidence or 0) < 0.4:
            return
        tenure = self._tenure_of(best, on)
        yield WhoMatch(
            best.name,
            best.wikidata,
            best.country,
            best.sector,
            best.office,
            tenure.start if tenure else None,
            tenure.end if tenure else None,
            best.confidence or 0.0,
            best.kind,
            best.note,
        )

    def _tenure_of(self, best: ActorMention, on: str | None) -> Tenure | None:
        tables = self.resolver.knowledge.tenures
        for person in tables.named(best.name) if best.name else []:
            active = [t for _, t in self.resolver.persons.offices.active(person, on) if t.office == best.office]
            if active:
                return active[0]
        return None

    def _people(self, words: str, on: str | None, country: str | None) -> Iterator[WhoMatch]:
        tables, persons = self.resolver.knowledge.tenures, self.resolver.persons
        reading = self.resolver.reader.read(words)
        if any(p.kind in ("office", "role", "organisation", "country") for p in reading.pieces):
            return
        people = tables.named(words) if " " in words.strip() else tables.family(words)
        for person in people:
            if country and country not in {t.country for t in tables.spells(person)}:
                continue
            known = persons.known_person(person, on, Description(country=country, told=bool(country)))
            if known is None:
                continue
            t = known.tenure
            sure = (
                (0.9 if " " in words.strip() else 0.5) * (1.0 if known.active else 0.6)
                + 0.01 * WEIGHTS.get(t.office, 1)
                - 0.05
            )
            sector = sector_of(t) if known.active else "ELI"
            yield WhoMatch(
                t.name,
                t.wikidata,
                t.country,
                sector,
                t.office,
                t.start,
                t.end,
                round(min(0.98, sure), 3),
                ActorKind.PERSON,
                f"tenures: {t.describe()}",
            )

    def _others(self, best: ActorMention, words: str, on: str | None) -> Iterator[WhoMatch]:
        """Others who held the office on that date (a month or a year can have several)."""
        if best.country is None or best.office is None:
            return
        for surely, t in self.resolver.knowledge.tenures.holders(best.country, best.office, on)[:8]:
            if t.name != best.name:
                yield WhoMatch(
                    t.name,
                    t.wikidata,
                    t.country,
                    sector_of(t),
                    t.office,
                    t.start,
                    t.end,
                    round(0.4 * surely, 3),
                    ActorKind.PERSON,
                    f"tenures: {t.describe()}",
                )


def who(
    words: str, *, on: str | None = None, country: str | None = None, limit: int = 5, resolver: Resolver | None = None
) -> list[WhoMatch]:
    """Best matches for a name, title or body in words on an ISO date; see `Who.ask`."""
    return Who(resolver).ask(words, on=on, country=country, limit=limit)
