from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dragoman.merge import group_articles
from dragoman.merge.linkage import average_linkage
from dragoman.model import Article

QUAKE = "A strong earthquake shook Port Azure on Monday, killing eleven people and levelling the harbour."
QUAKE_AGAIN = "Eleven people died when an earthquake levelled the harbour of Port Azure on Monday, officials said."
VOTE = "Parliament in Norland rejected the pension reform of prime minister Dahl after a long night."
VOTE_AGAIN = "The pension reform of Dahl failed in Norland's parliament after members rejected it at night."
ARTICLES = [Article(f"a{n}", text) for n, text in enumerate((QUAKE, VOTE, QUAKE_AGAIN, VOTE_AGAIN))]


def stories(articles: list[Article]) -> dict[str, str]:
    return {line.id: line.story for line in group_articles(articles)}


def test_group_tells_two_happenings_apart() -> None:
    found = stories(ARTICLES)
    assert found["a0"] == found["a2"]
    assert found["a1"] == found["a3"]
    assert found["a0"] != found["a1"]


def test_group_keeps_the_order_of_the_input_and_the_stories_in_any_order() -> None:
    expected = stories(ARTICLES)
    for order in itertools.permutations(ARTICLES):
        assert [line.id for line in group_articles(order)] == [a.id for a in order]
        assert stories(list(order)) == expected


def test_group_keeps_alike_articles_of_far_dates_apart() -> None:
    old, new = Article("old", QUAKE, published="2010-01-02"), Article("new", QUAKE_AGAIN, published="2018-07-14")
    assert len(set(stories([old, new, *ARTICLES[1::2]]).values())) == 3


def test_group_marks_copies_from_the_article_published_first() -> None:
    text = QUAKE + " " + QUAKE_AGAIN
    late, early = Article("late", text, published="2018-07-15"), Article("early", text, published="2018-07-14")
    lines = {line.id: line for line in group_articles([late, early])}
    assert lines["early"].copies == ()
    (copy,) = lines["late"].copies
    assert (copy.of, text[copy.start : copy.end]) == ("early", text.rstrip("."))


def test_group_of_nothing_is_nothing() -> None:
    assert list(group_articles([])) == []


def test_group_of_articles_with_no_words_keeps_each_alone() -> None:
    assert len(set(stories([Article("x", ""), Article("y", "…")]).values())) == 2


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.sampled_from([0.1, 0.3, 0.5, 0.9])
)


@given(PAIRS)
def test_linkage_puts_every_number_into_one_group_whatever_the_order(pairs: dict[tuple[int, int], float]) -> None:
    groups = average_linkage(8, pairs, threshold=0.25)
    assert sorted(itertools.chain.from_iterable(groups)) == list(range(8))
    assert average_linkage(8, dict(reversed(pairs.items())), threshold=0.25) == groups


def test_linkage_joins_by_the_mean() -> None:
    assert average_linkage(3, {(0, 1): 0.9, (1, 2): 0.4}, threshold=0.3) == [(0, 1), (2,)]
    assert average_linkage(3, {(0, 1): 0.9, (1, 2): 0.4, (0, 2): 0.4}, threshold=0.3) == [(0, 1, 2)]
