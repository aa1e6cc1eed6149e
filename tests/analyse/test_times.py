from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse.dates import Anchor, parse_anchor
from dragoman.analyse.parser import Parser
from dragoman.analyse.times import Times, find_times
from dragoman.model import Article, Document

SATURDAY = "2018-07-14"


def times(text: str, published: str | None = SATURDAY) -> list[tuple[str, str | None]]:
    return [(" ".join(t.span.of(text).split()), t.value) for t in find_times(text, parse_anchor(published))]


def parsed_times(text: str, published: str) -> list[str | None]:
    document = Times()(Parser()(Document(Article(id="a", text=text, published=published))))
    return [time.value for time in document.times]


@pytest.mark.parametrize(
    ("text", "published", "words", "value"),
    [
        ("He spoke on Tuesday.", SATURDAY, "Tuesday", "2018-07-10"),
        ("He spoke on Saturday.", SATURDAY, "Saturday", "2018-07-14"),
        ("He spoke on Sunday.", SATURDAY, "Sunday", "2018-07-08"),
        ("They met last Saturday.", SATURDAY, "last Saturday", "2018-07-07"),
        ("Last Saturday they met.", SATURDAY, "Last Saturday", "2018-07-07"),
        ("They go next Tuesday.", SATURDAY, "next Tuesday", "2018-07-17"),
        ("They go next Saturday.", SATURDAY, "next Saturday", "2018-07-21"),
        ("He spoke on Friday.", "2018-03-01", "Friday", "2018-02-23"),
        ("He spoke on Friday.", "2016-03-01", "Friday", "2016-02-26"),
        ("He spoke on Wednesday.", "2019-01-01", "Wednesday", "2018-12-26"),
        ("They go next Monday.", "2018-12-31", "next Monday", "2019-01-07"),
        ("They met Thursday night.", SATURDAY, "Thursday night", "2018-07-12"),
        ("They met on Monday last week.", SATURDAY, "Monday last week", "2018-07-02"),
        ("He left yesterday.", "2018-03-01", "yesterday", "2018-02-28"),
        ("He left today.", SATURDAY, "today", "2018-07-14"),
        ("He leaves tomorrow.", "2018-12-31", "tomorrow", "2019-01-01"),
        ("He left the day before yesterday.", SATURDAY, "the day before yesterday", "2018-07-12"),
        ("It fell last night.", SATURDAY, "last night", "2018-07-13"),
        ("He left two days ago.", SATURDAY, "two days ago", "2018-07-12"),
        ("He left a week ago.", SATURDAY, "a week ago", "2018-07-07"),
        ("He left three months ago.", SATURDAY, "three months ago", "2018-04"),
        ("He left 20 years ago.", SATURDAY, "20 years ago", "1998"),
        ("It began in May.", SATURDAY, "May", "2018-05"),
        ("It began in September.", SATURDAY, "September", "2017-09"),
        ("It began in July.", SATURDAY, "July", "2018-07"),
        ("It began last July.", SATURDAY, "last July", "2017-07"),
        ("It began on 12 July.", SATURDAY, "12 July", "2018-07-12"),
        ("It began on August 20.", SATURDAY, "August 20", "2017-08-20"),
        ("It began on Dec. 30.", "2018-01-02", "Dec. 30", "2017-12-30"),
        ("The summit on January 5 matters.", "2018-12-20", "January 5", "2019-01-05"),
        ("It began on July 4, 2016.", SATURDAY, "July 4, 2016", "2016-07-04"),
        ("It began on Monday, July 4, 2016.", SATURDAY, "Monday, July 4, 2016", "2016-07-04"),
        ("It began on the 4th of July 2016.", SATURDAY, "the 4th of July 2016", "2016-07-04"),
        ("It began on 2016-07-04.", SATURDAY, "2016-07-04", "2016-07-04"),
        ("It began in July 2015.", SATURDAY, "July 2015", "2015-07"),
        ("It began in late July 2015.", SATURDAY, "late July 2015", "2015-07"),
        ("It began in 2015.", SATURDAY, "2015", "2015"),
        ("It lasted from 2011 to 2014.", SATURDAY, "2011 to 2014", "2011/2014"),
        ("The war of 2008-09 ended.", SATURDAY, "2008-09", "2008/2009"),
        ("They talk on July 10-12.", SATURDAY, "July 10-12", "2018-07-10/2018-07-12"),
        ("It rose last month.", SATURDAY, "last month", "2018-06"),
        ("It rose last month.", "2018-01-10", "last month", "2017-12"),
        ("It ends next month.", "2018-12-10", "next month", "2019-01"),
        ("It rose last year.", SATURDAY, "last year", "2017"),
        ("It rose earlier this year.", SATURDAY, "earlier this year", "2018"),
        ("It rose earlier this week.", SATURDAY, "earlier this week", None),
        ("It rose last week.", SATURDAY, "last week", "2018-07-02/2018-07-08"),
        ("They met over the weekend.", "2018-07-16", "over the weekend", "2018-07-14/2018-07-15"),
        ("It was so in the early 1990s.", SATURDAY, "in the early 1990s", None),
        ("It rose recently.", SATURDAY, "recently", None),
        ("It met on February 30, 2018.", SATURDAY, "February 30, 2018", None),
        ("They met\n            last\n            month.", SATURDAY, "last month", "2018-06"),
    ],
)
def test_times_work_out_values(text: str, published: str, words: str, value: str | None) -> None:
    assert times(text, published) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "Theresa May met 2,015 people.",
        "Some 2000 people came at 10:30 a.m. and paid $1990.",
        "He won 3 of 12 seats in the second vote.",
    ],
)
def test_times_leave_other_words_alone(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers will meet on Tuesday.", "2018-07-17"),
        ("The ministers are to meet on Tuesday.", "2018-07-17"),
        ("The talks are scheduled for Tuesday.", "2018-07-17"),
        ("The minister plans to visit Oslo on July 20.", "2018-07-20"),
        ("The minister said he would resign in September.", "2018-09"),
        ("The ministers met on Tuesday.", "2018-07-10"),
        ("The minister said on Tuesday that he will resign.", "2018-07-10"),
        ("The minister resigned in September.", "2017-09"),
    ],
)
def test_times_follow_the_tense(text: str, value: str) -> None:
    assert parsed_times(text, SATURDAY) == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("He left yesterday.", "2018-07", "2018-07"),
        ("He left on Tuesday.", "2018-07", "2018-07"),
        ("He left on 12 July.", "2018-08", "2018-07"),
        ("He left last month.", "2018-01", "2017-12"),
        ("He left in May.", "2018", "2018"),
        ("He left last week.", "2018-07", None),
        ("He left on July 4, 2016.", "2018", "2016-07-04"),
        ("He left yesterday.", None, None),
        ("He left on 12 July.", None, None),
        ("He left in 2015.", None, "2015"),
    ],
)
def test_times_are_no_more_precise_than_the_publication(text: str, published: str | None, value: str | None) -> None:
    assert [found for _, found in times(text, published)] == [value]


@pytest.mark.parametrize("published", [None, "", "yesterday", "2018-13", "2018-02-30", "0000", "14/07/2018"])
def test_parse_anchor_gives_none_for_what_is_no_date(published: str | None) -> None:
    assert parse_anchor(published) is None


def test_parse_anchor_leaves_out_the_time_of_day() -> None:
    anchor = parse_anchor("2018-07-14T23:10:00Z")
    assert anchor is not None
    assert anchor.shifted(0) == "2018-07-14"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 6))
def test_weekday_is_the_last_or_next_such_day(day: dt.date, number: int) -> None:
    anchor = Anchor(day, 3)
    back = dt.date.fromisoformat(anchor.weekday(number))
    ahead = dt.date.fromisoformat(anchor.weekday(number, future=True))
    assert back.weekday() == ahead.weekday() == number
    assert 0 <= (day - back).days < 7
    assert 0 <= (ahead - day).days < 7


@given(st.text(alphabet="12 JulyMonday,-–20198thof ago next", max_size=60))
def test_times_never_overlap(text: str) -> None:
    found = find_times(text, parse_anchor(SATURDAY))
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
