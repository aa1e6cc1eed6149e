"""What merging sees of a report: its block, its day, its parties, and whether another may tell the same happening.

A block is the reports of one type between the same parties in one month: ``HASH:2018-07``, ``HASH:2018`` where only the
year is known, ``HASH:`` where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dragoman.model import ActorKind, ActorMention, Report, content_id

UNKNOWN = "?"

_SIGNS = re.compile(r"\W+")


@dataclass(frozen=True)
class Telling:
    """A report with what comparing it needs, worked out once. `day` is the act's day, or that of publication."""

    report: Report

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.report.mention.id

    @cached_property
    def actors(self) -> frozenset[str]:
        """Keys of those who act."""
        return frozenset(map(party_key, self.report.mention.actors))

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Keys of those towards whom they act."""
        return frozenset(map(party_key, self.report.mention.recipients))

    @cached_property
    def persons(self) -> dict[str, frozenset[str]]:
        """Names of persons and bodies by party key."""
        mention = self.report.mention
        found: dict[str, set[str]] = {}
        for actor in (*mention.actors, *mention.recipients):
            if actor.name and actor.kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
                found.setdefault(party_key(actor), set()).add(normalised(actor.name))
        return {key: frozenset(names) for key, names in found.items()}

    @cached_property
    def day(self) -> date | None:
        """The day of the act where it is known; where the text dates nothing, the day of publication."""
        return as_day(self._dated)

    @cached_property
    def bucket(self) -> str:
        """The month, else the year, else nothing: ``2018-07``, ``2018``, ``""``."""
        return (self._dated or "")[:7]

    @cached_property
    def words(self) -> str:
        """The evidence's words without signs and case: the same for copies of one text."""
        return normalised(self.report.words or "")

    @cached_property
    def origin(self) -> str:
        """Who vouches: the agency, else the outlet, else the article alone."""
        report = self.report
        if report.agency:
            return "agency " + normalised(report.agency)
        return "outlet " + normalised(report.outlet) if report.outlet else "article " + report.mention.article

    @cached_property
    def fullness(self) -> tuple[int, int, int, bool]:
        """How much it tells; of several reports the fullest speaks for all."""
        mention = self.report.mention
        parties = (*mention.actors, *mention.recipients)
        named = sum(actor.name is not None for actor in parties)
        return (named, len(parties), len(mention.recipients), mention.mode is not None)

    @property
    def _dated(self) -> str | None:
        given = self.report.mention.date
        value = given.value if given else None
        return (value or self.report.published or "").partition("/")[0] or None


def block_key(telling: Telling) -> str:
    """The block's hash: of the type and the sorted parties of both sides."""
    parties = sorted(telling.actors | telling.recipients)
    return content_id("block", telling.report.mention.type, *parties)


def near_buckets(bucket: str) -> tuple[str, ...]:
    """The bucket, and for a month the ones before and after it."""
    if len(bucket) != 7:
        return (bucket,)
    middle = as_day(f"{bucket}-15")
    if middle is None:
        return (bucket,)
    before, after = middle - timedelta(days=30), middle + timedelta(days=30)
    return (before.isoformat()[:7], bucket, after.isoformat()[:7])


def party_key(actor: ActorMention) -> str:
    """What two words for one actor share: the country; where there is none, the name; else unknown."""
    if actor.country:
        return actor.country
    name = actor.name or actor.text
    return "name " + normalised(name) if name else UNKNOWN


def compatible(one: Telling, other: Telling) -> bool:
    """Whether two reports of one block, a day apart at most, may tell one happening.

    Not so where they stand in one article (which tells each happening once), or differ in what both say: the mode, the
    country of the place, who acts towards whom, or which person stands for a party.
    """
    first, second = one.report.mention, other.report.mention
    if first.article == second.article or first.type != second.type:
        return False
    if one.actors | one.recipients != other.actors | other.recipients:
        return False
    if UNKNOWN in one.actors | one.recipients and (not one.words or one.words != other.words):
        return False
    if one.recipients and other.recipients and (one.actors, one.recipients) != (other.actors, other.recipients):
        return False
    if first.mode and second.mode and first.mode != second.mode:
        return False
    if first.place and second.place and _differ(first.place.country, second.place.country):
        return False
    return all(one.persons[key] & other.persons[key] for key in one.persons.keys() & other.persons.keys())


def compatible_with_all(one: Telling, others: Iterable[Telling]) -> bool:
    """Whether a report may tell the same happening as each of the others."""
    return all(compatible(one, other) for other in others)


def normalised(words: str) -> str:
    """Words in lower case with single spaces and no signs."""
    return _SIGNS.sub(" ", words.casefold()).strip()


def as_day(words: str | None) -> date | None:
    """The day of a full ISO date; None for anything else."""
    if words is None or len(words) != 10:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
