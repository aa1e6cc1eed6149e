"""The trivial rival: every verb of a small lexicon is an event of its subject towards its object.

Enters: articles in the shape of the interfaces. Leaves: coded articles in the shape of the annotation rules. Countries
come from names of states in subject and object alone; every event occurred, none has date, place or source.
A verb of saying makes a statement of its subject, with its clause as content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.analyse import Parser
from dragoman.knowledge import load_knowledge
from dragoman.model import Article, Document, Span, Token

VERBS = {
    "AGREE": "agree promise pledge sign offer",
    "CONSULT": "meet visit host discuss negotiate confer phone receive",
    "SUPPORT": "praise endorse support back thank congratulate welcome recognise recognize apologise apologize",
    "CONCEDE": "concede acknowledge admit allow ease",
    "COOPERATE": "cooperate collaborate trade extradite",
    "AID": "aid donate help supply rescue",
    "RETREAT": "withdraw release free resign disarm",
    "REQUEST": "demand urge ask call appeal request",
    "ACCUSE": "accuse blame condemn criticise criticize denounce sue charge slam",
    "REJECT": "reject refuse deny decline veto oppose dismiss",
    "THREATEN": "threaten warn",
    "PROTEST": "protest march strike rally boycott demonstrate",
    "SANCTION": "sanction expel suspend halt",
    "MOBILIZE": "deploy mobilise mobilize",
    "COERCE": "arrest detain ban seize jail sentence deport",
    "ASSAULT": "attack kill bomb shoot beat kidnap assault",
}
TYPE_OF = {verb: kind for kind, verbs in VERBS.items() for verb in verbs.split()}
SAYING = frozenset({"say", "tell", "announce", "claim", "add", "report", "warn", "deny", "write", "believe", "state"})
SUBJECTS, OBJECTS = frozenset({"nsubj"}), frozenset({"dobj", "obj", "nsubjpass", "pobj"})


def code(article: Article) -> dict[str, Any]:
    """Events and statements of one article by verbs alone."""
    document = Parser()(Document(article))
    return {
        "id": article.id,
        "events": list(_events(document)),
        "statements": list(_statements(document)),
    }


def _children(document: Document, head: int, labels: frozenset[str]) -> list[int]:
    return [n for n, t in enumerate(document.tokens) if t.head == head and n != head and t.dep in labels]


def _sentence(document: Document, token: Token) -> Span:
    return next((s for s in document.sentences if s.start <= token.start < s.end), Span(token.start, token.end))


def _subtree(document: Document, root: int) -> Span:
    inside = {root}
    for _ in range(12):
        more = {n for n, t in enumerate(document.tokens) if t.head in inside} - inside
        if not more:
            break
        inside |= more
    return Span(min(document.tokens[n].start for n in inside), max(document.tokens[n].end for n in inside))


def _actor(document: Document, root: int) -> dict[str, Any]:
    words = _subtree(document, root).of(document.text)
    known = load_knowledge().countries
    country = next((c.country for w in words.split() if (c := known.find(w.strip(".,'’\"()")))), None)
    return {"text": words, "name": words, "country": country, "sector": "UNK", "kind": "person"}


def _events(document: Document) -> Iterator[dict[str, Any]]:
    for n, token in enumerate(document.tokens):
        kind = TYPE_OF.get(token.lemma.lower()) if token.pos == "VERB" else None
        subjects = _children(document, n, SUBJECTS) if kind else []
        if not subjects:
            continue
        sentence = _sentence(document, token)
        yield {
            "type": kind,
            "mode": None,
            "actors": [_actor(document, s) for s in subjects],
            "recipients": [_actor(document, o) for o in _children(document, n, OBJECTS)],
            "status": "occurred",
            "date": None,
            "place": None,
            "source": None,
            "evidence": sentence.of(document.text),
            "trigger": token.text,
            "also": [],
            "salience": "main",
        }


def _statements(document: Document) -> Iterator[dict[str, Any]]:
    for n, token in enumerate(document.tokens):
        if token.lemma.lower() not in SAYING or token.pos != "VERB":
            continue
        subjects = _children(document, n, SUBJECTS)
        clauses = _children(document, n, frozenset({"ccomp"}))
        if subjects and clauses:
            yield {
                "speaker": _actor(document, subjects[0]),
                "cue": token.text,
                "content": _subtree(document, clauses[0]).of(document.text),
                "quote": "indirect",
                "via": None,
                "sentence": _sentence(document, token).of(document.text),
            }
