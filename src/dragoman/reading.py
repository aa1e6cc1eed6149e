"""Reads inputs into a ledger: the whole way of the data, one transaction an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from dragoman.errors import DragomanError
from dragoman.ingest import IngestSettings, read_inputs
from dragoman.merge import BlockMerger
from dragoman.model import Article, Coding, SetAside
from dragoman.pipeline import RunSummary, make_pipeline, run, to_coding
from dragoman.plugins import load_plugins
from dragoman.settings import Settings
from dragoman.store import Added, Ledger

Progress = Callable[[str, int], None]


def read_into(
    ledger: Ledger,
    inputs: Sequence[str],
    *,
    settings: Settings | None = None,
    ingest: IngestSettings | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Read, code, resolve, store and merge. A stopped run can be run again: what stands in the ledger is passed over.

    `progress` is called with a word for what happened and the number of articles seen so far.

    Raises:
        LedgerError: the ledger refuses; what was added before stays whole.
        DragomanError: only with `settings.strict`, at the first input or article that fails.
    """
    reading = _Reading(ledger, settings or Settings(), ingest or IngestSettings(), progress)
    return reading.run(inputs)


class _Reading:
    """One run: counts what happens and keeps the ledger's run log."""

    def __init__(self, ledger: Ledger, settings: Settings, ingest: IngestSettings, progress: Progress | None) -> None:
        self.ledger, self.settings, self.ingest, self.progress = ledger, settings, ingest, progress
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.versions = make_pipeline(settings).versions

    def run(self, inputs: Sequence[str]) -> RunSummary:
        """The run; its log is closed whatever happens."""
        self.log = self.ledger.start_run(inputs)
        try:
            finish = partial(to_coding, components=self.versions)
            for found in run(self._fresh(inputs), settings=self.settings, finish=finish):
                self._take(found)
            self.counts["merged"] = self.ledger.merge(BlockMerger())
        finally:
            counts = {**self.counts, **{f"set-aside-{k}": v for k, v in self.reasons.items()}}
            self.ledger.finish_run(self.log, counts)
        c = self.counts
        return RunSummary(
            c["read"],
            c["added"],
            c["unchanged"],
            tuple(self.reasons.most_common()),
            c["events"],
            c["statements"],
            c["merged"],
        )

    def _fresh(self, inputs: Sequence[str]) -> Iterator[Article]:
        """Articles that the ledger does not hold yet as coded by these components."""
        sources = [make() for make in load_plugins("dragoman.sources").values()]
        for found in read_inputs(inputs, settings=self.ingest, extra_sources=sources):
            if isinstance(found, SetAside):
                self._set_aside(found)
                continue
            self.counts["read"] += 1
            if self.ledger.holds(found.id, self.versions):
                self.counts["unchanged"] += 1
                self._tell("unchanged")
            else:
                yield found

    def _take(self, found: Coding | SetAside) -> None:
        if isinstance(found, SetAside):
            self._set_aside(found)
            return
        added = self.ledger.add(found, run=self.log)
        self.counts["unchanged" if added.outcome is Added.AGAIN else "added"] += 1
        self.counts["events"] += added.events
        self.counts["statements"] += added.statements
        self._tell(added.outcome.value)

    def _set_aside(self, aside: SetAside) -> None:
        if self.settings.strict:
            raise DragomanError(f"{aside.input}: {aside.stage}: {aside.message}")
        self.reasons[aside.reason] += 1
        self.ledger.set_aside(aside, run=self.log)
        self._tell("set aside")

    def _tell(self, what: str) -> None:
        if self.progress is not None:
            self.progress(what, self.counts["read"] + sum(self.reasons.values()))
