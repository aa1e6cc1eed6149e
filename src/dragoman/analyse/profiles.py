"""What coreference knows of a mention: its words, number, gender, role in its sentence, and whether it is quoted.

Enters a document with mentions; leaves one `Profile` a mention, in the same order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.analyse.words import word_list, word_table
from dragoman.model import Document, Mention, MentionKind, Span, Token

FORMS = {
    form: name
    for name, forms in {
        "i": "i me my mine myself",
        "you": "you your yours yourself yourselves",
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "we": "we us our ours ourselves",
        "they": "they them their theirs themselves",
        "this": "this that",
        "these": "these those",
    }.items()
    for form in forms.split()
}
_SINGULAR = frozenset(["i", "he", "she", "it", "this"])
_PLURAL = frozenset(["we", "they", "these"])
_NAMED = frozenset([MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.COUNTRY, MentionKind.PLACE])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])


@dataclass(frozen=True, slots=True)
class Profile:
    """A mention as coreference sees it.

    `type` is "name", "noun" or "pronoun"; `form` the pronoun's paradigm ("he") or the determiner; `content` the lower
    case words that tell something, `names` the capitalised ones in order; `number` "s", "p" or ""; `gender` "m", "f",
    "n" (a thing), "h" (a person of unknown gender) or ""; `role` subject, object, possessive or other; `governor` the
    number of the token that the mention hangs on; `quote` the number of the quotation it stands in, or 0.
    """

    place: int
    span: Span
    kind: MentionKind
    type: str
    form: str
    head: str
    content: frozenset[str]
    names: tuple[str, ...]
    acronym: str
    number: str
    gender: str
    role: str
    governor: int
    speaks: bool
    sentence: int
    quote: int
    length: int
    modifier: bool
    copula: int


def make_profiles(document: Document) -> list[Profile]:
    """One profile a mention, in the order of the document's mentions."""
    starts = [token.start for token in document.tokens]
    bounds = [sentence.start for sentence in document.sentences]
    quotes = _quotes(document.tokens)
    profiles: list[Profile] = []
    for place, mention in enumerate(document.mentions):
        first = bisect_left(starts, mention.span.start)
        last = bisect_left(starts, mention.span.end)
        if first >= last:
            first, last = max(bisect_right(starts, mention.span.start) - 1, 0), max(last, first + 1)
        head = mention.head or mention.span
        at = min(max(bisect_right(starts, head.start) - 1, first), last - 1)
        sentence = bisect_right(bounds, mention.span.start) - 1
        profiles.append(_profile(document.tokens, mention, place, (first, last, at), sentence, quotes[first]))
    return profiles


def _profile(
    tokens: Sequence[Token], mention: Mention, place: int, where: tuple[int, int, int], sentence: int, quote: int
) -> Profile:
    first, last, at = where
    token = tokens[at]
    kind = _type(token, mention.kind)
    words = tokens[first:last]
    top = _top(tokens, first, last, at)
    governor = tokens[top].head
    names = _names(tokens, at, first) if kind == "name" else ()
    return Profile(
        place=place,
        span=mention.span,
        kind=mention.kind,
        type=kind,
        form=_form(words[0], token, kind),
        head=(token.text if kind == "name" else token.lemma).lower(),
        content=frozenset(
            w.text.lower() for w in words[:25] if w.text.lower() not in word_list("stop_words") and w.pos != "PUNCT"
        ),
        names=names,
        acronym="".join(n[0] for n in names if n[0].isupper()) if len(names) > 1 else "",
        number=_number(token, mention.kind, kind),
        gender=_gender(words, token, mention.kind, kind, names),
        role=_role(tokens[top].dep),
        governor=governor,
        speaks=tokens[top].dep == "nsubj" and tokens[governor].lemma.lower() in word_list("speech_lemmas"),
        sentence=sentence,
        quote=quote,
        length=last - first,
        modifier=tokens[at].dep in ("compound", "amod", "nmod"),
        copula=governor if tokens[top].dep in ("nsubj", "attr") and tokens[governor].lemma == "be" else -1,
    )


def _type(token: Token, kind: MentionKind) -> str:
    if kind is MentionKind.PRONOUN:
        return "pronoun"
    if token.pos == "PROPN" or (kind in _NAMED and token.entity and token.text[:1].isupper()):
        return "name"
    return "noun"


def _top(tokens: Sequence[Token], first: int, last: int, at: int) -> int:
    """The token of the mention that hangs on a word outside of it."""
    here = at
    while first <= tokens[here].head < last and tokens[here].head != here:
        here = tokens[here].head
    return here


def _form(first: Token, head: Token, kind: str) -> str:
    if kind == "pronoun":
        return FORMS.get(head.text.lower(), "other")
    word = first.text.lower()
    if word in ("the", "this", "that", "these", "those", "both"):
        return word
    if first.tag in ("PRP$",) or first.dep == "poss":
        return "poss"
    if word in ("a", "an", "some", "any", "another", "one", "no", "every", "each", "many", "several", "few", "all"):
        return "a"
    return "num" if first.tag == "CD" else "none"


def _names(tokens: Sequence[Token], at: int, first: int) -> tuple[str, ...]:
    """The capitalised words of the name that ends at `at`, titles left out."""
    start = at
    while start > first and (
        tokens[start - 1].pos == "PROPN" or tokens[start - 1].text in ("of", "the", "and", "for", "de", "al", "-")
    ):
        start -= 1
    words = [t.text for t in tokens[start : at + 1] if t.text[:1].isupper()]
    while len(words) > 1 and words[0].lower() in word_list("titles"):
        words = words[1:]
    return tuple(words)


def _number(token: Token, kind: MentionKind, type_: str) -> str:
    if type_ == "pronoun":
        form = FORMS.get(token.text.lower(), "other")
        return "s" if form in _SINGULAR else "p" if form in _PLURAL else ""
    if token.tag in ("NNS", "NNPS") or kind is MentionKind.GROUP:
        return "p"
    if token.lemma.lower() in word_list("collectives") or kind is MentionKind.ORGANISATION:
        return "c"
    return "s"


def _gender(words: Sequence[Token], token: Token, kind: MentionKind, type_: str, names: tuple[str, ...]) -> str:
    if type_ == "pronoun":
        form = FORMS.get(token.text.lower(), "other")
        return {"he": "m", "she": "f", "it": "n", "i": "h", "we": "h", "you": "h"}.get(form, "")
    lowered = [w.text.lower() for w in words[:12]]
    if kind in (MentionKind.PERSON, MentionKind.OFFICE):
        for gender, nouns in (("m", "male_nouns"), ("f", "female_nouns")):
            if token.lemma.lower() in word_list(nouns) or (
                kind is MentionKind.PERSON and any(w in word_list(nouns) for w in lowered[:-1][:4])
            ):
                return gender
        if names and len(names) > 1:
            return {"male": "m", "female": "f"}.get(word_table("first_names").get(names[0].lower(), ""), "h")
        return "h"
    if kind in (MentionKind.ORGANISATION, MentionKind.COUNTRY, MentionKind.PLACE):
        return "n"
    if kind is MentionKind.GROUP:
        return "" if token.lemma.lower() in word_list("bodies") else "g"
    return "n" if type_ == "noun" else ""


def _role(label: str) -> str:
    if label in _SUBJECTS:
        return "subject"
    if label in ("dobj", "dative"):
        return "object"
    return label if label in ("poss", "pobj", "attr") else "other"


def _quotes(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside; a quotation ends with its marks."""
    numbers = [0] * len(tokens)
    inside, count = False, 0
    for place, token in enumerate(tokens):
        if token.text in ("“", "``") or (token.text == '"' and not inside):
            inside, count = True, count + 1
        elif token.text in ("”", "''") or (token.text == '"' and inside):
            inside = False
        numbers[place] = count if inside else 0
    return numbers
