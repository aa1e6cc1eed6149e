"""Attribution frames become statements."""

import pytest

from dragoman.analyse import Attribution
from dragoman.model import Article, Document, Frame, Layer, Quote, Role, Span

TEXT = (
    "“We will go,” the minister said, “if they agree.” Tass reported that Iran denies the charge. "
    "“It is late. We must act,” Qassemi said."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def cue(trigger: str, score: float = 0.9, **roles: list[str]) -> Frame:
    found = tuple(Role(name, span(words), 0.8) for name, many in roles.items() for words in many)
    return Frame("CUE", span(trigger), Span(0, len(TEXT)), score, found)


def statements(*frames: Frame) -> list[tuple[str | None, list[str], Quote]]:
    layers = frozenset({Layer.SENTENCES, Layer.FRAMES})
    document = Document(Article("a", TEXT), layers=layers, sentences=(Span(0, len(TEXT)),), frames=frames)
    return [(s.speaker.text, [c.of(TEXT) for c in s.content], s.quote) for s in Attribution()(document).statements]


def test_content_broken_by_the_cue_stays_in_pieces() -> None:
    (found,) = statements(cue("said", speaker=["the minister"], content=["We will go", "if they agree"]))
    assert found == ("the minister", ["We will go", "if they agree"], Quote.DIRECT)


def test_content_of_several_quoted_sentences_is_one_piece() -> None:
    (found,) = statements(cue("said.", speaker=["Qassemi"], content=["It is late", "We must act"]))
    assert found[1] == ["It is late. We must act"]
    assert found[2] is Quote.DIRECT


def test_nested_attributions_are_two_statements() -> None:
    outer = cue("reported", speaker=["Tass"], content=["Iran denies the charge"])
    inner = cue("denies", speaker=["Iran"], content=["the charge"])
    assert [s[0] for s in statements(outer, inner)] == ["Tass", "Iran"]


def test_of_two_cues_for_one_content_the_surer_is_kept() -> None:
    sure = cue("reported", speaker=["Tass"], content=["Iran denies the charge"])
    unsure = cue("that", 0.6, speaker=["Iran"], content=["Iran denies the charge"])
    assert [s[0] for s in statements(unsure, sure)] == ["Tass"]


@pytest.mark.parametrize("roles", [{"speaker": ["Tass"]}, {"content": ["the charge"]}])
def test_cue_without_speaker_or_content_gives_none(roles: dict[str, list[str]]) -> None:
    assert statements(cue("reported", **roles)) == []


def test_unquoted_content_is_indirect() -> None:
    assert statements(cue("denies", speaker=["Iran"], content=["the charge"]))[0][2] is Quote.INDIRECT
