"""Words that stand for two states."""

import pytest

from dragoman.model import ActorMention, Article, Document, Span
from dragoman.resolve import Resolver, expand_actor


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("both countries", ["Iran", "Russia"]),
        ("the two sides", ["Iran", "Russia"]),
        ("The two leaders", ["Ali Khamenei", "Vladimir Putin"]),
        ("Iran", ["Iran"]),
    ],
)
def test_pair_becomes_its_members(words, names):
    text = f"Iran sent an envoy to Russia on Thursday. It was said that {words} want peace."
    start = text.rindex(words)
    mention = ActorMention(Span(start, start + len(words)), words)
    document = Document(Article("a", text, published="2018-07-14"))
    got = expand_actor(mention, document=document, resolver=Resolver())
    assert [a.name for a in got] == names


def test_pair_with_one_state_stays_one():
    text = "France spoke. It said both countries agree."
    mention = ActorMention(Span(22, 36), "both countries")
    assert len(expand_actor(mention, document=Document(Article("a", text)), resolver=Resolver())) == 1
