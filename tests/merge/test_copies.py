from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge.copies import SHORTEST, CopyFinder


def words(stem: str, number: int) -> str:
    return " ".join(f"{stem}{n}" for n in range(number))


def test_copy_points_at_the_same_words_in_both() -> None:
    passage = words("shared", 30)
    first, second = (
        f"{words('a', 50)} {passage}, {words('b', 9)}",
        f"{words('c', 7)} — {passage.upper()}. {words('d', 80)}",
    )
    finder = CopyFinder()
    assert finder.add("first", first) == ()
    (copy,) = finder.add("second", second)
    assert copy.of == "first"
    assert second[copy.start : copy.end] == passage.upper()
    assert first[copy.of_start : copy.of_end] == passage


@pytest.mark.parametrize(("length", "found"), [(SHORTEST - 1, 0), (SHORTEST, 1)])
def test_copy_has_a_shortest_length(length: int, found: int) -> None:
    finder = CopyFinder()
    finder.add("first", f"{words('a', 33)} {words('shared', length)} {words('b', 40)}")
    assert len(finder.add("second", f"{words('c', 91)} {words('shared', length)} {words('d', 5)}")) == found


def test_copy_of_a_copy_points_at_the_earliest() -> None:
    finder = CopyFinder()
    for key in ("first", "second"):
        finder.add(key, words("shared", 40))
    (copy,) = finder.add("third", words("shared", 40))
    assert copy.of == "first"


def test_copies_from_two_articles_do_not_overlap() -> None:
    finder = CopyFinder()
    finder.add("first", words("x", 60))
    finder.add("second", " ".join(words("x", 60).split()[30:]) + " " + words("y", 40))
    copies = finder.add("third", words("x", 60) + " " + words("y", 40))
    assert [copy.of for copy in copies] == ["first", "second"]
    assert copies[0].end <= copies[1].start


def test_copy_of_an_article_with_no_words_is_none() -> None:
    finder = CopyFinder()
    assert finder.add("first", "") == ()
    assert finder.add("second", "… — …") == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 70), st.integers(0, 70), st.integers(SHORTEST, 60), st.integers(0, 30))
def test_copy_is_found_wherever_it_stands(before: int, there: int, length: int, after: int) -> None:
    finder = CopyFinder()
    finder.add("first", f"{words('a', before)} {words('shared', length)} {words('b', after)}")
    assert len(finder.add("second", f"{words('c', there)} {words('shared', length)} {words('d', after)}")) == 1
