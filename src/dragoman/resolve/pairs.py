"""Words that stand for two states at once: `both countries`, `the two sides`, `the two leaders`.

Enters: an `ActorMention` and its article. Leaves: one mention for each state, or for each leader at the article's date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.knowledge import Tenure
from dragoman.model import ActorKind, ActorMention, Document
from dragoman.resolve.offices import Offices, sector_of
from dragoman.resolve.resolver import Resolver

_BOTH = re.compile(
    r"\A(?:both|the two|two|the)\s+(?:\w+\s+)?"
    r"(countries|sides|nations|states|governments|parties|neighbou?rs|capitals|leaders|presidents|"
    r"foreign ministers|prime ministers)\Z",
    re.IGNORECASE,
)
_LEADERS = {"foreign ministers": "foreign_minister", "prime ministers": "head_of_government"}
_PRONOUNS = frozenset(("both", "the two"))


def expand_actor(mention: ActorMention, *, document: Document, resolver: Resolver) -> tuple[ActorMention, ...]:
    """The actors that a mention stands for: two for `both countries` and the like, else the resolved mention alone."""
    words = re.sub(r"\s+", " ", mention.text or "").strip().lower()
    found = _BOTH.match(words)
    counted = words.startswith(("both", "two", "the two"))
    if mention.span is None or not (words in _PRONOUNS or (found and counted)):
        return (resolver.resolve_actor(mention, document=document),)
    context = resolver.context_of(document)
    pair = context.evidence.last_two(mention.span.start)
    if len(pair) < 2:
        return (resolver.resolve_actor(mention, document=document),)
    noun = found.group(1) if found else ""
    return tuple(_member(mention, code, noun, context.on, resolver) for code in pair)


def _member(mention: ActorMention, country: str, noun: str, on: str | None, resolver: Resolver) -> ActorMention:
    tables = resolver.knowledge
    note = f"one of the two states named last: {country}"
    if noun in ("leaders", "presidents") or noun in _LEADERS:
        tenure = _holder(country, noun, on, resolver)
        made = replace(mention, country=country, sector="GOV", kind=ActorKind.PERSON, confidence=0.5, note=note)
        if tenure is None:
            return made
        return replace(made, name=tenure.name, wikidata=tenure.wikidata, office=tenure.office, sector=sector_of(tenure))
    name = tables.countries.name(country)
    return replace(
        mention, name=name, country=country, sector="GOV", kind=ActorKind.COUNTRY, confidence=0.65, note=note
    )


def _holder(country: str, noun: str, on: str | None, resolver: Resolver) -> Tenure | None:
    offices, roles = Offices(resolver.knowledge), resolver.knowledge.roles
    phrase = {"leaders": "leader", "presidents": "president"}.get(noun, noun.removesuffix("s"))
    word = roles.office(phrase, country)
    answer = offices.holder(word, country, on) if word else None
    return answer.tenure if answer else None
