"""Two actors are marked where they stand."""

import pytest

from dragoman.models.pairs import END_MARKS, MARKS, mark_pair
from dragoman.models.windows import load_tokenizer


def marked(text: str, source: str | None, target: str | None) -> str:
    names = {MARKS[0]: "<s>", MARKS[1]: "<t>", END_MARKS[0]: "</s>", END_MARKS[1]: "</t>"}
    ids = mark_pair(text, source, target).ids
    return " ".join(names.get(int(i)) or load_tokenizer().id_to_token(int(i)) for i in ids[1:-1])


@pytest.mark.parametrize(
    ("text", "source", "target", "shown"),
    [
        ("Britain met Russia", "Britain", "Russia", "<s> britain </s> met <t> russia </t>"),
        ("Russia met Britain", "Britain", "Russia", "<t> russia </t> met <s> britain </s>"),
        ("Iran hit Iran", "Iran", "Iran", "<s> iran </s> hit <t> iran </t>"),
        ("police arrested him", None, "him", "police arrested <t> him </t>"),
        ("police arrested him", "nobody", None, "police arrested him"),
    ],
)
def test_mark_pair_puts_markers_around_the_actors(
    text: str, source: str | None, target: str | None, shown: str
) -> None:
    assert marked(text, source, target) == shown


def test_mark_pair_points_at_the_markers() -> None:
    pair = mark_pair("Britain met Russia", "Britain", "Russia")
    assert [int(pair.ids[m]) for m in pair.marks] == list(MARKS)
    assert mark_pair("It rained", None, None).marks == (0, 0)
