"""Items become training windows: token targets for triggers, and frames with attributes and roles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dragoman.model import Span
from dragoman.models.windows import CORE_TOKENS, Window, make_windows, tokens_in
from training.corpus_format import EventLabel, Item, Party, Range, StatementLabel
from training.network import ROLES, Labels

IGNORE = -100


@dataclass
class FrameTarget:
    """A gold frame in a window: trigger token range, type, attributes, and role ranges as token lists."""

    start: int
    end: int
    type: int
    mode: int = IGNORE
    status: int = IGNORE
    salience: int = IGNORE
    roles: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    known: tuple[int, ...] = ()


@dataclass
class Example:
    """A window with its targets; `bags` are (type, start, end) of sentences that tell an event without a trigger."""

    window: Window
    frames: list[FrameTarget]
    bags: list[tuple[int, int, int]]
    parties: list[tuple[int, int, int, int]]
    partial: bool


def make_examples(items: Iterable[Item], labels: Labels, rng: random.Random, *, vary: bool = True) -> Iterator[Example]:
    """Windows of all items; with `vary`, window sizes and titles differ from pass to pass."""
    for item in items:
        core = rng.choice((128, 160, 192, 224)) if vary else CORE_TOKENS
        title = item.title if item.title and not (vary and rng.random() < 0.3) else None
        sentences = [Span(a, b) for a, b in item.sentences]
        for window in make_windows(item.text, sentences, title=title, core_tokens=core):
            yield _example(item, window, labels)


def _example(item: Item, window: Window, labels: Labels) -> Example:
    made = Example(window, [], [], [], ("partial", "yes") in item.tags)
    for event in item.events:
        _add_event(made, event, labels)
    for statement in item.statements:
        _add_statement(made, statement, labels)
    return made


def _tokens(window: Window, span: Range | None) -> tuple[int, int] | None:
    if span is None:
        return None
    a, b = tokens_in(window, Span(*span))
    return (a, b) if b > a else None


def _in_core(window: Window, tokens: tuple[int, int] | None) -> bool:
    return tokens is not None and tokens[0] >= window.core[0] and tokens[1] <= window.core[1]


def _add_event(made: Example, event: EventLabel, labels: Labels) -> None:
    window, kind = made.window, labels.types.index(event.type)
    for also in event.also:
        bag = _tokens(window, also)
        if bag and bag[1] > window.core[0] and bag[0] < window.core[1]:
            made.bags.append((kind, max(bag[0], window.core[0]), min(bag[1], window.core[1])))
    trigger = _tokens(window, event.trigger)
    if trigger is None or not _in_core(window, trigger):
        return
    held = next((f for f in made.frames if (f.start, f.end, f.type) == (*trigger, kind)), None)
    frame = held or FrameTarget(
        *trigger, kind, known=tuple(ROLES.index(r) for r in ("actor", "recipient", "source", "place"))
    )
    if held is None:
        mode = f"{event.type}/{event.mode}"
        frame.mode = labels.modes.index(mode) if mode in labels.modes else labels.modes.index("none")
        frame.status = labels.statuses.index(event.status)
        frame.salience = labels.saliences.index(event.salience)
        made.frames.append(frame)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients), ("source", (event.source,))):
        for party in parties:
            _add_role(made, frame, role, party, labels)
    if event.place and event.place[0]:
        _add_range(made, frame, "place", event.place[0])


def _add_statement(made: Example, statement: StatementLabel, labels: Labels) -> None:
    window = made.window
    cue = _tokens(window, statement.cue)
    if cue is None or not _in_core(window, cue):
        return
    frame = FrameTarget(
        *cue, labels.types.index("CUE"), known=tuple(ROLES.index(r) for r in ("speaker", "content", "via"))
    )
    _add_role(made, frame, "speaker", statement.speaker, labels)
    _add_role(made, frame, "via", statement.via, labels)
    for piece in statement.content:
        _add_range(made, frame, "content", piece)
    made.frames.append(frame)


def _add_role(made: Example, frame: FrameTarget, role: str, party: Party | None, labels: Labels) -> None:
    if party is None or party.span is None:
        return
    tokens = _add_range(made, frame, role, party.span)
    if tokens and not made.partial:
        made.parties.append((*tokens, labels.sectors.index(party.sector), labels.kinds.index(party.kind)))


def _add_range(made: Example, frame: FrameTarget, role: str, span: Range) -> tuple[int, int] | None:
    tokens = _tokens(made.window, span)
    if tokens:
        found = frame.roles.setdefault(ROLES.index(role), [])
        if tokens not in found:
            found.append(tokens)
    return tokens


@dataclass
class Batch:
    """Padded arrays for one step."""

    ids: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    mask: npt.NDArray[np.bool_]
    trigger: npt.NDArray[np.float32]
    trigger_weight: npt.NDArray[np.float32]
    bags: list[tuple[int, int, int, int]]
    frames: npt.NDArray[np.int64]
    attributes: npt.NDArray[np.int64]
    roles: npt.NDArray[np.float32]
    role_weight: npt.NDArray[np.float32]
    parties: npt.NDArray[np.int64]


def collate(examples: list[Example], labels: Labels) -> Batch:
    """One padded batch. Trigger targets are (window, token, 2 * types): starts, then insides."""
    n, t, k, r = len(examples), max(len(e.window.ids) for e in examples), len(labels.types), len(ROLES)
    cue = labels.types.index("CUE")
    count = sum(len(e.frames) for e in examples)
    batch = Batch(
        ids=np.zeros((n, t), np.int64),
        kinds=np.zeros((n, t), np.int64),
        mask=np.zeros((n, t), np.bool_),
        trigger=np.zeros((n, t, 2 * k), np.float32),
        trigger_weight=np.zeros((n, t, 2 * k), np.float32),
        bags=[],
        frames=np.zeros((count, 4), np.int64),
        attributes=np.full((count, 3), IGNORE, np.int64),
        roles=np.zeros((count, t, 2 * r), np.float32),
        role_weight=np.zeros((count, t, 2 * r), np.float32),
        parties=np.zeros((sum(len(e.parties) for e in examples), 5), np.int64),
    )
    at = party_at = 0
    for row, e in enumerate(examples):
        size, (a, b) = len(e.window.ids), e.window.core
        batch.ids[row, :size], batch.kinds[row, :size], batch.mask[row, :size] = e.window.ids, e.window.kinds, True
        batch.trigger_weight[row, a:b] = 1.0
        if e.partial:
            batch.trigger_weight[row, a:b] = 0.0
            batch.trigger_weight[row, a:b, [cue, k + cue]] = 1.0
        for kind, first, last in e.bags:
            batch.trigger_weight[row, first:last, [kind, k + kind]] = 0.0
            batch.bags.append((row, kind, first, last))
        for f in e.frames:
            batch.trigger[row, f.start, f.type] = 1.0
            batch.trigger[row, f.start : f.end, k + f.type] = 1.0
            batch.trigger_weight[row, f.start : f.end, [[f.type], [k + f.type]]] = 1.0
            batch.frames[at] = (row, f.start, f.end, f.type)
            batch.attributes[at] = (f.mode, f.status, f.salience)
            for role in f.known:
                batch.role_weight[at, :size, [role, r + role]] = 1.0
            for role, ranges in f.roles.items():
                for first, last in ranges:
                    batch.roles[at, first, role] = 1.0
                    batch.roles[at, first:last, r + role] = 1.0
            at += 1
        for party in e.parties:
            batch.parties[party_at] = (row, *party)
            party_at += 1
    return batch
