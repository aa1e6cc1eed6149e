"""Windows cover every sentence once, and their offsets point at the text's own words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Span
from dragoman.models.windows import LEFT_TOKENS, RIGHT_TOKENS, TITLE_TOKENS, make_windows, tokens_in

WORDS = st.sampled_from(
    [
        "Putin",
        "met",
        "the",
        "envoy",
        "in",
        "Moscow",
        ";",
        "“We",
        "agree,”",
        "U.S.",
        "café",
        "Łódź",
        "北京",
        "\xa0",
        "e-mail",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and its sentences, which do not overlap."""
    text, spans = "", []
    for _ in range(draw(st.integers(1, 6))):
        sentence = " ".join(draw(st.lists(WORDS, min_size=1, max_size=60)))
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + draw(st.sampled_from([" ", "\n\n"]))
    return text, spans


@settings(deadline=None, max_examples=60)
@given(texts(), st.integers(8, 80))
def test_windows_cover_each_token_of_the_sentences_once(made: tuple[str, list[Span]], core: int) -> None:
    text, sentences = made
    seen: list[int] = []
    for window in make_windows(text, sentences, title="A headline", core_tokens=core):
        first, last = window.core
        assert first < last
        assert len(window.ids) == len(window.starts) == len(window.ends) == len(window.kinds)
        assert len(window.ids) <= max(core, 1) + LEFT_TOKENS + RIGHT_TOKENS + TITLE_TOKENS + 3
        seen.extend(int(s) for s in window.starts[first:last])
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen))
    covered = {n for s in seen for n in (s,)}
    for sentence in sentences:
        if any(c.isalnum() for c in sentence.of(text)):
            assert any(sentence.start <= s < sentence.end for s in covered)


def test_window_offsets_point_at_the_words() -> None:
    text = "Putin met the envoy. He left Moscow."
    window = next(make_windows(text, [Span(0, 20), Span(21, 36)]))
    first, last = tokens_in(window, Span(29, 35))
    assert text[window.starts[first] : window.ends[last - 1]] == "Moscow"


def test_tokens_in_is_empty_where_no_token_lies() -> None:
    window = next(make_windows("One two.", [Span(0, 8)]))
    assert tokens_in(window, Span(100, 120)) == (0, 0)
