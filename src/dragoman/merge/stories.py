"""Groups articles into stories, one a happening, and marks what each has copied from an earlier one.

Enters: articles. Leaves: a line an article in the order they came, with its story's id (a hash of the story's first
article, "first" by publication and then id) and its copied passages.

How: each article is a vector of its words, weighed by how rare they are and by how early they stand (news says what
happened first), names and numbers more than the rest. The two groups that are alike most are joined until none are
alike enough (average linkage). Only articles that share rare words are compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.merge.copies import Copy, CopyFinder
from dragoman.merge.linkage import average_linkage
from dragoman.merge.reports import as_day
from dragoman.model import Article, content_id

ALIKE = 0.2  # mean cosine above which two groups tell one happening
DAYS = 14  # two articles further apart than this are never put together by their words alone
RARE = 0.25  # words in more than this share of the articles do not lead to a comparison
MOST_WORDS = 600  # of a text that are read
HALF = 150  # words after which a word weighs half
NAMED = 1.5

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "most",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "other",
        "out",
        "over",
        "said",
        "says",
        "she",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "two",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
    ]
)

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """What grouping says of one article."""

    id: str
    story: str
    copies: tuple[Copy, ...] = ()


def group_articles(articles: Iterable[Article]) -> Iterator[StoryLine]:
    """A line an article, in the order they came; the stories are the same ones for any order of equal dates and ids."""
    every = list(articles)
    ordered = sorted(every, key=lambda a: (a.published or "9999", a.id))
    stories = _stories(ordered)
    finder = CopyFinder()
    copies = {article.id: finder.add(article.id, article.text) for article in ordered}
    for article in every:
        yield StoryLine(article.id, stories[article.id], copies[article.id])


def _stories(articles: Sequence[Article]) -> dict[str, str]:
    vectors = _vectors(articles)
    pairs = _similarities(articles, vectors)
    found: dict[str, str] = {}
    for group in average_linkage(len(articles), pairs, threshold=ALIKE):
        story = content_id("story", articles[min(group)].id)
        found |= {articles[index].id: story for index in group}
    return found


def _vectors(articles: Sequence[Article]) -> list[Vector]:
    weights = [_weights(article) for article in articles]
    number = Counter(word for weight in weights for word in weight)
    vectors: list[Vector] = []
    for weight in weights:
        raw = {word: math.log1p(w) * math.log((1 + len(articles)) / number[word]) for word, w in weight.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors.append({word: value / length for word, value in raw.items() if value > 0})
    return vectors


def _weights(article: Article) -> Mapping[str, float]:
    """How much an article speaks of each word."""
    weights: dict[str, float] = defaultdict(float)
    words = _WORD.findall(f"{article.title or ''} {article.text}"[: MOST_WORDS * 12])[:MOST_WORDS]
    for at, word in enumerate(words):
        key = _stem(word.casefold())
        if key not in _STOP and len(key) > 1:
            weights[key] += (NAMED if word[0].isupper() or word[0].isdigit() else 1.0) / (1 + at / HALF)
    return weights


def _stem(word: str) -> str:
    """A word without the commonest endings; crude, but the same for all."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _similarities(articles: Sequence[Article], vectors: Sequence[Vector]) -> dict[tuple[int, int], float]:
    """Cosines of the pairs that share a word which is not in many articles, and are near in time."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    most = max(RARE * len(articles), 20.0)
    for index, vector in enumerate(vectors):
        for word, value in vector.items():
            postings[word].append((index, value))
    found: dict[tuple[int, int], float] = defaultdict(float)
    for entries in postings.values():
        if len(entries) > most:
            continue
        for at, (one, value) in enumerate(entries):
            for other, weight in entries[at + 1 :]:
                found[one, other] += value * weight
    days = [as_day(article.published) for article in articles]
    return {
        (one, other): cosine
        for (one, other), cosine in found.items()
        if (first := days[one]) is None or (last := days[other]) is None or abs((first - last).days) <= DAYS
    }
