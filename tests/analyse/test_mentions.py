from __future__ import annotations

import pytest

from dragoman.analyse.mentions import Mentions
from dragoman.analyse.parser import Parser
from dragoman.model import Article, Document, MentionKind


def mentions(text: str) -> dict[str, tuple[MentionKind, str]]:
    document = Mentions()(Parser()(Document(Article(id="a", text=text))))
    return {m.span.of(text): (m.kind, m.head.of(text) if m.head else "") for m in document.mentions}


@pytest.mark.parametrize(
    ("text", "words", "kind", "head"),
    [
        ("President Angela Merkel left.", "President Angela Merkel", MentionKind.PERSON, "Merkel"),
        ("The minister met Mr. Smith.", "Mr. Smith", MentionKind.PERSON, "Smith"),
        ("The Russian energy minister spoke.", "The Russian energy minister", MentionKind.OFFICE, "minister"),
        ("The spokesman declined.", "The spokesman", MentionKind.OFFICE, "spokesman"),
        ("The visiting official left.", "The visiting official", MentionKind.OFFICE, "official"),
        ("Both countries agreed.", "Both countries", MentionKind.GROUP, "countries"),
        ("Protesters gathered.", "Protesters", MentionKind.GROUP, "Protesters"),
        ("She met him in France.", "him", MentionKind.PRONOUN, "him"),
        ("She met him in France.", "France", MentionKind.COUNTRY, "France"),
        ("She met him in London.", "London", MentionKind.PLACE, "London"),
        ("The government resigned.", "The government", MentionKind.ORGANISATION, "government"),
        ("France's envoy spoke.", "France's", MentionKind.COUNTRY, "France"),
        ("He left on Tuesday.", "Tuesday", MentionKind.TIME, "Tuesday"),
        ("Britain and France agreed.", "Britain and France", MentionKind.GROUP, "Britain"),
        ("Britain and France agreed.", "Britain", MentionKind.COUNTRY, "Britain"),
        ("The U.S. envoy spoke.", "U.S.", MentionKind.COUNTRY, "U.S."),
    ],
)
def test_mentions_find_words_kind_and_head(text: str, words: str, kind: MentionKind, head: str) -> None:
    assert mentions(text)[words] == (kind, head)


def test_mentions_leave_out_marks_at_their_ends() -> None:
    assert "the brave envoy" in mentions('He praised "the brave envoy" on Monday.')


def test_mentions_take_lists_apart() -> None:
    found = mentions("She thanked the envoy, the aide, and the guard.")
    assert {"the envoy", "the aide", "the guard", "the envoy, the aide, and the guard"} <= set(found)


def test_mentions_keep_an_apposition_with_its_name() -> None:
    assert "Anna Berg, the foreign minister" in mentions("They met Anna Berg, the foreign minister, on Monday.")


def test_mentions_are_ordered_without_repeats() -> None:
    text = "The minister of Iran, who met the envoy, said that he and she agreed. They left."
    document = Mentions()(Parser()(Document(Article(id="a", text=text))))
    keys = [(m.span.start, -m.span.end) for m in document.mentions]
    assert keys == sorted(set(keys))


def test_mentions_of_an_empty_text_are_none() -> None:
    assert mentions("") == {}
