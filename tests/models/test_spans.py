"""Probabilities become ranges of whole words."""

import numpy as np
import pytest

from dragoman.model import Span
from dragoman.models.spans import runs_of, trim_quotes
from dragoman.models.windows import Window, make_windows

TEXT = "China, France and Kazakhstan signed it."


def window() -> Window:
    return next(make_windows(TEXT, [Span(0, len(TEXT))]))


def words(chosen: dict[str, float], starts: dict[str, float], *, joined: bool = False) -> list[str]:
    """Runs for probabilities given by word."""
    w = window()
    inside, start = np.zeros(len(w.ids), np.float32), np.zeros(len(w.ids), np.float32)
    for table, into in ((chosen, inside), (starts, start)):
        for word, chance in table.items():
            at = TEXT.index(word)
            into[(w.starts >= at) & (w.starts < at + len(word))] = chance
    return [TEXT[w.starts[a] : w.ends[b - 1]] for a, b in runs_of(start, inside, w, TEXT, least=0.5, joined=joined)]


def test_runs_are_split_at_starts() -> None:
    assert words({"France": 0.9, "and": 0.9, "Kazakhstan": 0.9}, {}) == ["France and Kazakhstan"]
    assert words({"France": 0.9, "and": 0.9, "Kazakhstan": 0.9}, {"Kazakhstan": 0.9}) == ["France and", "Kazakhstan"]


def test_runs_below_the_threshold_are_left_out() -> None:
    assert words({"China": 0.49, "France": 0.51}, {}) == ["France"]


def test_runs_are_widened_to_whole_words() -> None:
    w = window()
    inside = np.zeros(len(w.ids), np.float32)
    inside[int(np.flatnonzero(w.starts == TEXT.index("Kazakhstan"))[0])] = 0.9
    (run,) = runs_of(np.zeros_like(inside), inside, w, TEXT, least=0.5)
    assert TEXT[w.starts[run[0]] : w.ends[run[1] - 1]] == "Kazakhstan"


def test_joined_runs_bridge_short_gaps() -> None:
    assert words({"China": 0.9, "France": 0.9}, {"France": 0.9}, joined=True) == ["China, France"]


@pytest.mark.parametrize(
    ("text", "left"),
    [("“We agree,”", "We agree"), ('" yes "', "yes"), ("no", "no"), ("“,”", ""), (" that is so.", "that is so.")],
)
def test_trim_quotes_takes_off_outer_marks(text: str, left: str) -> None:
    assert trim_quotes(text, Span(0, len(text))).of(text) == left
