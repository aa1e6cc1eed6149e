"""Features that tell whether two mentions speak of the same thing, as strings that weights are kept for.

Enters profiles; leaves candidates for an antecedent, features of a pair, and features of starting a new chain. Training
and running share this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.analyse.profiles import Profile
from dragoman.model import MentionKind

WINDOW = {"pronoun": 4, "name": 1, "noun": 2}
RECENT, ALIKE = 36, 8
_SENTENCES = (0, 1, 2, 3, 5, 9, 20)
_STEPS = (1, 2, 3, 5, 9, 17, 40)


@dataclass(slots=True)
class Chain:
    """A chain while it grows: what its members have told so far."""

    members: list[int] = field(default_factory=list)
    gender: str = ""
    number: str = ""
    content: set[str] = field(default_factory=set)
    names: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, profile: Profile) -> None:
        """Take a mention in."""
        self.members.append(profile.place)
        if profile.gender in ("m", "f") or not self.gender or (self.gender == "h" and profile.gender == "n"):
            self.gender = profile.gender if self.gender not in ("m", "f") else self.gender
        if profile.type != "pronoun":
            self.content |= profile.content
            self.number = self.number or profile.number
        if profile.names:
            self.names.append(profile.names)


class Memory:
    """Mentions read so far and the chains that they stand in."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self.chain_of: dict[int, Chain] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_form: dict[str, list[int]] = defaultdict(list)

    def add(self, place: int, antecedent: int | None) -> None:
        """Take a mention into its antecedent's chain, or into one of its own."""
        profile = self.profiles[place]
        chain = Chain() if antecedent is None else self.chain_of[antecedent]
        chain.add(profile)
        self.chain_of[place] = chain
        if profile.type == "pronoun":
            self._by_form[profile.form].append(place)
            return
        for word in profile.content:
            self._by_word[word].append(place)
        if profile.acronym:
            self._by_word[profile.acronym.lower()].append(place)

    def candidates(self, place: int) -> list[int]:
        """Mentions that may be the antecedent, nearest first."""
        profile = self.profiles[place]
        found: dict[int, None] = {}
        for before in range(place - 1, max(-1, place - 1 - RECENT), -1):
            if profile.sentence - self.profiles[before].sentence > WINDOW[profile.type]:
                break
            found[before] = None
        words = set() if profile.type == "pronoun" else set(profile.content)
        if profile.acronym:
            words.add(profile.acronym.lower())
        for word in sorted(words):
            for before in self._by_word[word][-ALIKE:]:
                found[before] = None
        if profile.type == "pronoun":
            for before in self._by_form[profile.form][-3:]:
                found[before] = None
        return sorted(found, reverse=True)

    def seen(self, profile: Profile) -> str:
        """Whether something like the mention was read before: "same" words, "head", or ""."""
        if profile.type == "pronoun":
            return "same" if self._by_form[profile.form] else ""
        heads = self._by_word.get(profile.head, [])
        if any(self.profiles[p].content == profile.content for p in heads[-ALIKE:]):
            return "same"
        if any(self.profiles[p].head == profile.head for p in heads[-ALIKE:]):
            return "head"
        return "word" if any(w in self._by_word for w in profile.content) else ""


def code(profile: Profile) -> str:
    """A short code for the type of a mention, with its form."""
    if profile.type == "pronoun":
        return "P." + profile.form
    return "N" if profile.type == "name" else "D." + profile.form


def _bucket(value: int, bounds: Sequence[int]) -> str:
    return str(sum(value >= bound for bound in bounds))


def new_features(profile: Profile, memory: Memory) -> Iterator[str]:
    """Features of the mention starting a chain of its own."""
    kind = code(profile)
    seen = memory.seen(profile)
    yield "new"
    yield f"new {kind}"
    yield f"new {kind} {profile.role}"
    yield f"new {profile.type} {profile.kind}"
    yield f"new {profile.type} {profile.kind} {seen}"
    yield f"new {kind} {seen}"
    yield f"new {profile.type} length {_bucket(profile.length, (2, 3, 4, 6, 10))}"
    yield f"new {profile.type} sentence {_bucket(profile.sentence, (1, 2, 5))}"
    yield f"new {kind} quote {profile.quote > 0}"
    yield f"new {kind} copula {profile.copula >= 0}"
    yield f"new head {profile.head}"
    if profile.modifier:
        yield f"new modifier {profile.kind} {seen}"


def clashes(chain: Chain, before: Profile, after: Profile) -> bool:
    """Whether gender or number speaks against the two being one."""
    return _gender(chain, before, after) == "clash" or _number(chain, before, after) == "clash"


def _gender(chain: Chain, before: Profile, after: Profile) -> str:
    one, other = chain.gender or before.gender, after.gender
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    humans = {"m", "f", "h", "g"}
    if {one, other} == {"m", "f"} or (one in humans) != (other in humans):
        return "clash"
    return "open" + min(one, other) + max(one, other)


def _number(chain: Chain, before: Profile, after: Profile) -> str:
    one, other = before.number or chain.number, after.number
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    return "collective" if "c" in (one, other) else "clash"


def pair_features(before: Profile, after: Profile, memory: Memory, nearest: bool) -> Iterator[str]:
    """Features of `after` going on with the chain of `before`; `nearest`: no candidate between them fits."""
    chain = memory.chain_of[before.place]
    kind, other = code(after), code(before)
    sentences = _bucket(after.sentence - before.sentence, _SENTENCES)
    gender, number = _gender(chain, before, after), _number(chain, before, after)
    yield f"{kind} < {other}"
    yield f"{kind} sentences {sentences}"
    yield f"{kind} sentences {sentences} {before.role}"
    yield f"{kind} < {before.type} steps {_bucket(after.place - before.place, _STEPS)}"
    yield f"{kind} {after.role} < {before.role}"
    yield f"{kind} gender {gender}"
    yield f"{kind} < {before.type} number {number}"
    yield f"{kind} < {before.kind}"
    yield f"{kind} size {_bucket(len(chain.members), (2, 3, 5, 9))}"
    yield f"{kind} named {bool(chain.names)} {before.type}"
    yield f"{kind} nearest {nearest} {before.type}"
    yield f"{kind} < {before.type} {_quotation(before, after)}"
    yield from _structure(before, after, kind)
    if after.type != "pronoun":
        yield from _words(before, after, chain)
        yield f"{after.type} < {before.type} {after.kind} {before.kind}"


def _quotation(before: Profile, after: Profile) -> str:
    if before.quote == after.quote:
        return "outside" if not after.quote else "one quotation"
    if before.quote and after.quote:
        return "two quotations"
    return "into quotation" if after.quote else "out of quotation"


def _structure(before: Profile, after: Profile, kind: str) -> Iterator[str]:
    if before.span.holds(after.span):
        yield f"{kind} inside {after.role}"
    if before.copula >= 0 and before.copula == after.copula:
        yield f"copula {after.type} {before.type}"
    elif before.governor == after.governor and before.sentence == after.sentence:
        yield f"{kind} one governor"
    if abs(after.sentence - before.sentence) <= 1:
        if after.quote and before.speaks and not before.quote:
            yield f"speaker before {kind}"
        if before.quote and after.speaks and not after.quote:
            yield f"speaker after {code(before)}"


def _words(before: Profile, after: Profile, chain: Chain) -> Iterator[str]:
    pair = f"{after.type} < {before.type}"
    form = code(after)
    if before.type != "pronoun":
        head = before.head == after.head
        yield f"{pair} head {head} {after.kind == before.kind}"
        yield f"{form} head {head}"
        common = before.content & after.content
        if before.content == after.content:
            yield f"{pair} same"
            yield f"{form} same {after.kind}"
        elif after.content <= before.content:
            yield f"{pair} part head {head}"
        elif before.content <= after.content:
            yield f"{pair} more head {head}"
        elif common:
            yield f"{pair} common head {head}"
        else:
            yield f"{pair} apart"
            yield f"{form} apart {after.kind} {before.kind}"
    if after.content and after.content <= chain.content:
        yield f"{after.type} known to chain"
    if after.type == "name" and chain.names:
        yield f"name {_names(chain, after)} {after.kind}"
    elif after.type == "noun" and after.head in chain.content:
        yield f"noun {form} head in chain"


def _names(chain: Chain, after: Profile) -> str:
    """How the name stands to those of the chain, best first."""
    found = {_name_pair(names, after) for names in chain.names}
    return next((way for way in ("equal", "acronym", "surname", "first", "rival", "other") if way in found), "none")


def _name_pair(names: tuple[str, ...], after: Profile) -> str:
    if names == after.names:
        return "equal"
    if not names or not after.names:
        return "other"
    for short, long in ((names, after.names), (after.names, names)):
        if len(short) == 1 and len(long) > 1 and short[0].replace(".", "") == "".join(n[0] for n in long):
            return "acronym"
    if names[-1] == after.names[-1]:
        rival = (
            len(names) > 1 and len(after.names) > 1 and after.kind is MentionKind.PERSON and names[0] != after.names[0]
        )
        return "rival" if rival else "surname"
    return "first" if names[0] == after.names[0] else "other"
