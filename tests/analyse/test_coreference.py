from __future__ import annotations

import pytest

from dragoman.analyse.coreference import Coreference, load_weights
from dragoman.analyse.mentions import Mentions
from dragoman.analyse.parser import Parser
from dragoman.analyse.stream import analyse_many
from dragoman.model import Article, Document, Layer


def chains(text: str) -> list[set[str]]:
    document = next(analyse_many([Article(id="a", text=text)]))
    found: dict[int, set[str]] = {}
    for mention in document.mentions:
        if mention.chain is not None:
            found.setdefault(mention.chain, set()).add(mention.span.of(text))
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Angela Merkel met reporters. She said the talks went well.", "Angela Merkel", "She"),
        ("Vladimir Putin spoke in Moscow. He said nothing new.", "Vladimir Putin", "He"),
        ("President Vladimir Putin spoke on Monday. Putin named a new minister.", "President Vladimir Putin", "Putin"),
        ("The company said that it had closed the plant.", "The company", "it"),
        ("The ministers met in Oslo. They agreed to meet again.", "The ministers", "They"),
        ("Ukraine asked for help. Ukraine needs weapons.", "Ukraine", "Ukraine"),
        ("The minister met his wife.", "The minister", "his"),
    ],
)
def test_coreference_joins_what_speaks_of_one(text: str, one: str, other: str) -> None:
    assert any({one, other} <= chain for chain in chains(text))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Angela Merkel spoke. He listened.", "Angela Merkel", "He"),
        ("France protested. Germany agreed.", "France", "Germany"),
        ("Barack Obama thanked Michelle Obama.", "Barack Obama", "Michelle Obama"),
    ],
)
def test_coreference_keeps_others_apart(text: str, one: str, other: str) -> None:
    assert not any({one, other} <= chain for chain in chains(text))


def test_coreference_numbers_chains_from_zero_in_order() -> None:
    text = "Angela Merkel met Vladimir Putin. She said that Putin had called her. Putin denied it."
    document = next(analyse_many([Article(id="a", text=text)]))
    numbers = [m.chain for m in document.mentions if m.chain is not None]
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))
    assert all(numbers.count(n) > 1 for n in numbers)
    assert Layer.CHAINS in document.layers


def test_coreference_with_no_weights_leaves_all_alone() -> None:
    document = Mentions()(Parser()(Document(Article(id="a", text="Angela Merkel spoke. She left."))))
    assert all(m.chain is None for m in Coreference(weights={}, reluctance=1.0)(document).mentions)


def test_coreference_gives_the_same_twice() -> None:
    article = Article(id="a", text="The envoy of Iran met the minister. He said that they had agreed. The envoy left.")
    assert next(analyse_many([article])) == next(analyse_many([article]))


def test_load_weights_holds_features() -> None:
    assert "new" in load_weights()


def test_analyse_many_keeps_the_order_of_articles() -> None:
    articles = [Article(id=str(n), text=f"Minister number {n} left.\n\nHe spoke.") for n in range(5)]
    assert [d.article.id for d in analyse_many(articles, batch_size=2)] == list("01234")
