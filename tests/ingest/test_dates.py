from __future__ import annotations

from datetime import date

import pytest

from dragoman.ingest.dates import DateGuess, choose_date, day_in_url, find_days, parse_given


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019-02-21", "2019-02-21"),
        ("2019/2/1", "2019-02-01"),
        ("Feb. 21, 2019", "2019-02-21"),
        ("February 21st 2019", "2019-02-21"),
        ("21 February 2019", "2019-02-21"),
        ("21-Feb-2019", "2019-02-21"),
        ("Thursday, February 21, 2019 10:30 am", "2019-02-21"),
        ("21/02/2019", "2019-02-21"),
        ("02/21/2019", "2019-02-21"),
        ("21.02.2019", "2019-02-21"),
        ("20190221", "2019-02-21"),
    ],
)
def test_days_are_found_in_their_usual_forms(words: str, day: str) -> None:
    (guess,) = find_days(f"on {words} it was")
    assert guess.value == day
    assert f"on {words} it was"[guess.start : guess.end].strip() == guess.evidence


@pytest.mark.parametrize(
    "words", ["32 May 2019", "2019-13-01", "May 2019", "in 2019", "1/2", "30.2.2019", "192.168.20.19", "A12019-1234"]
)
def test_days_are_not_made_up(words: str) -> None:
    assert list(find_days(words)) == []


def test_days_with_dots_put_the_day_first() -> None:
    (guess,) = find_days("04.05.2019")
    assert (guess.value, guess.ambiguous) == ("2019-05-04", False)


def test_days_of_two_readings_are_marked() -> None:
    (american,) = find_days("04/05/2019")
    (british,) = find_days("04/05/2019", day_first=True)
    assert (american.value, british.value) == ("2019-04-05", "2019-05-04")
    assert american.ambiguous and british.ambiguous


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Mon, 12 Jun 2023 21:30:00 -0400", "2023-06-12"),
        ("2023-06-12T23:30:00-05:00", "2023-06-12"),
        ("2023-06", "2023-06"),
        ("June 2023", "2023-06"),
        ("2023", "2023"),
        ("1686600000", "2023-06-12"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_given_dates_keep_their_precision(field: str, value: str | None) -> None:
    assert parse_given(field) == value


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2019/11/18/story", "2019-11-18"),
        ("https://x.example/2019/nov/18/story", "2019-11-18"),
        ("https://x.example/201911181077343476-story", "2019-11-18"),
        ("https://x.example/world-50473792", None),
        ("https://web.archive.org/web/20140226054445/http://x.example/2013/08/07/talks", "2013-08-07"),
        ("https://web.archive.org/web/20140226054445/http://x.example/talks", None),
        (None, None),
    ],
)
def test_addresses_tell_days(url: str | None, day: str | None) -> None:
    assert day_in_url(url) == day


def test_choice_prefers_sure_dates_and_refuses_later_ones() -> None:
    guesses = [DateGuess("2023-06-12", 0.6, "a"), DateGuess("2023-06-10", 0.8, "b"), DateGuess("2025-01-01", 0.9, "c")]
    chosen = choose_date(guesses, latest=date(2024, 1, 1))
    assert chosen is not None and chosen.evidence == "b"
    assert choose_date([], latest=date(2024, 1, 1)) is None


def test_choice_is_surer_where_two_sources_agree() -> None:
    one, two = DateGuess("2023-06-12", 0.8, "a"), DateGuess("2023-06-13", 0.6, "b")
    alone, together = (choose_date(g, latest=date(2024, 1, 1)) for g in ([one], [one, two]))
    assert alone and together and together.confidence > alone.confidence


def test_choice_prefers_the_outlets_own_day_to_that_in_greenwich() -> None:
    utc, own = DateGuess("2023-06-13", 0.96, "a", utc=True), DateGuess("2023-06-12", 0.8, "b")
    chosen = choose_date([utc, own], latest=date(2024, 1, 1))
    assert chosen is not None and (chosen.value, chosen.evidence) == ("2023-06-12", "a; b")
