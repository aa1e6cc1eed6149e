"""Events take the time of their sentence, main ones else the day that the lead names."""

import pytest

from dragoman.coding.dating import day_of_the_news, point_of
from dragoman.model import Article, Document, Span, TimeSpan

TEXT = "Police said on Monday. They fled. No more. It rained. In May it snowed."
SENTENCES = (Span(0, 22), Span(23, 33), Span(34, 42), Span(43, 53), Span(54, 71))


@pytest.mark.parametrize(
    ("published", "times", "day"),
    [
        ("2018-07-04", [(15, "2018-07-02")], "2018-07-02"),
        ("2018-07-04", [(15, "2018-06-25")], None),
        ("2018-07-04", [(15, "2018-07-09")], None),
        ("2018-07-04", [(15, "2018-06"), (24, "2018-07-03")], "2018-07-03"),
        ("2018-07-04", [(57, "2018-07-03")], None),
        ("2018-07", [(15, "2018-07-02")], None),
        (None, [(15, "2018-07-02")], None),
    ],
)
def test_day_of_the_news_is_the_first_recent_day_of_the_lead(
    published: str | None, times: list[tuple[int, str]], day: str | None
) -> None:
    found = tuple(TimeSpan(Span(at, at + 4), value) for at, value in times)
    document = Document(Article("a", TEXT, published=published), sentences=SENTENCES, times=found)
    made = day_of_the_news(document)
    assert (made.value if made else None) == day


@pytest.mark.parametrize(
    ("value", "point"),
    [
        ("2018-07-04", "2018-07-04"),
        ("2018-07-02/2018-07-08", "2018-07"),
        ("2018-06-29/2018-07-05", "2018"),
        ("2017-12-29/2018-01-04", None),
        (None, None),
    ],
)
def test_point_of_an_interval_is_what_holds_it_whole(value: str | None, point: str | None) -> None:
    assert point_of(value) == point
