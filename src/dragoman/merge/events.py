"""Reports of one happening become one event, whatever order they are read in.

The rule, for the reports of one block (one type between the same parties):
1. The reports of one day that are all compatible with one another form a group, the fullest ones first.
2. A group that outweighs all compatible groups of the day before and the day after (more reports, then the earlier day,
   then the smaller id) takes those of them in whose neighbourhood it is the weightiest. So dates within a day of one
   another become one, and daily news never runs together into one event.
3. A report known to the month alone joins the one group of that month which it is compatible with, if there is just
   one; otherwise such reports form groups among themselves, as do those known to the year. Reports with no date at all
   form a group only where their evidence is the same text.
An event's groups span three days, so the events of a month are decided by it and the months beside it: that is what
lets the ledger merge new reports at a cost that does not grow with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from dragoman.merge.decide import decide_event
from dragoman.merge.reports import Telling, block_key, compatible_with_all, near_buckets
from dragoman.model import Event, Report


@dataclass
class Group:
    """Reports that tell one happening; `day` None where it is known to the month, the year or not at all."""

    bucket: str
    day: date | None
    tellings: list[Telling] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, date, str]:
        """Sorts the weightiest first."""
        return (-len(self.tellings), self.day or date.max, min(t.id for t in self.tellings))

    def takes(self, tellings: Iterable[Telling]) -> bool:
        """Whether all of the reports are compatible with all that are here."""
        return all(compatible_with_all(telling, self.tellings) for telling in tellings)


class BlockMerger:
    """The rules by block, as the ledger asks for them."""

    def block_of(self, report: Report) -> str:
        """The block in which a report lies: a hash of type and parties, and its month."""
        telling = Telling(report)
        return f"{block_key(telling)}:{telling.bucket}"

    def near(self, block: str) -> Sequence[str]:
        """The block itself and those of the months beside it."""
        key, _, bucket = block.partition(":")
        return [f"{key}:{near}" for near in near_buckets(bucket)]

    def merge_block(self, block: str, reports: Iterable[Report]) -> Iterator[Event]:
        """The events of a block, out of the reports of all blocks near it."""
        bucket = block.partition(":")[2]
        for group in _groups(_unique(reports)):
            if group.bucket == bucket:
                yield decide_event(group.tellings)


def merge_reports(reports: Iterable[Report]) -> Iterator[Event]:
    """All events that the reports tell, sorted by id; the same ones for the reports in any order."""
    blocks: dict[str, list[Telling]] = defaultdict(list)
    for telling in _unique(reports):
        blocks[block_key(telling)].append(telling)
    groups = chain.from_iterable(_groups(tellings) for tellings in blocks.values())
    yield from sorted((decide_event(group.tellings) for group in groups), key=lambda event: event.id)


def _unique(reports: Iterable[Report]) -> list[Telling]:
    return list({report.mention.id: Telling(report) for report in reports}.values())


def _groups(tellings: Iterable[Telling]) -> list[Group]:
    by_day: dict[date, list[Telling]] = defaultdict(list)
    vague: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.id):
        if telling.day is not None:
            by_day[telling.day].append(telling)
        else:
            vague[telling.bucket].append(telling)
    days = {day: _cluster(day.isoformat()[:7], day, those) for day, those in by_day.items()}
    found = _join_days(days)
    for bucket, those in sorted(vague.items()):
        found += _join_vague(bucket, those, [g for g in found if g.bucket == bucket])
    return found


def _cluster(bucket: str, day: date | None, tellings: Iterable[Telling]) -> list[Group]:
    """Groups in which every report is compatible with every other; the fullest reports found them."""
    groups: list[Group] = []
    for telling in sorted(tellings, key=lambda t: (tuple(-n for n in t.fullness), t.id)):
        home = next((g for g in groups if g.takes([telling])), None)
        if home is None:
            home = Group(bucket, day)
            groups.append(home)
        home.tellings.append(telling)
    return groups


def _join_days(days: dict[date, list[Group]]) -> list[Group]:
    """Let each group that outweighs its neighbours take those for which it is the weightiest neighbour."""
    best: dict[int, Group] = {}
    for day, groups in days.items():
        beside = [*days.get(day - timedelta(days=1), ()), *days.get(day + timedelta(days=1), ())]
        for group in groups:
            fitting = [other for other in beside if other.takes(group.tellings)]
            if fitting:
                best[id(group)] = min(fitting, key=lambda g: g.weight)
    every = sorted(chain.from_iterable(days.values()), key=lambda g: g.weight)
    roots = {id(g) for g in every if id(g) not in best or g.weight < best[id(g)].weight}
    kept: list[Group] = []
    joined = {id(g): Group(g.bucket, g.day, list(g.tellings)) for g in every if id(g) in roots}
    for group in every:
        if id(group) in roots:
            kept.append(joined[id(group)])
            continue
        root = joined.get(id(best[id(group)]))
        if root is not None and root.takes(group.tellings):
            root.tellings += group.tellings
        else:
            kept.append(group)
    return kept


def _join_vague(bucket: str, tellings: Iterable[Telling], dated: Sequence[Group]) -> list[Group]:
    """Put each report into the only group that takes it; the groups that the rest form, which are new."""
    rest: list[Telling] = []
    for telling in tellings:
        homes = [group for group in dated if group.takes([telling])]
        if len(homes) == 1:
            homes[0].tellings.append(telling)
        else:
            rest.append(telling)
    if bucket:
        return _cluster(bucket, None, rest)
    same_words: dict[str, list[Telling]] = defaultdict(list)
    for telling in rest:
        same_words[telling.words or telling.id].append(telling)
    return list(chain.from_iterable(_cluster(bucket, None, those) for those in same_words.values()))
