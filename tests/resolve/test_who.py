"""Questions as the command line asks them."""

import pytest

from dragoman.errors import UsageError
from dragoman.resolve import Question, Who, who


def test_who_gives_office_and_spell():
    best = who("Israeli prime minister", on="2018-07-14")[0]
    assert (best.name, best.office, best.start, best.end) == (
        "Benjamin Netanyahu", "head_of_government", "2009-03-31", "2021-06-13",
    )  # fmt: skip


def test_who_knows_a_person_by_name():
    best = who("Boris Johnson", on="2017-05")[0]
    assert (best.country, best.office) == ("GBR", "foreign_minister")


def test_who_does_not_invent():
    assert who("Emperor of Mars", on="2018") == []


def test_who_refuses_a_bad_date():
    with pytest.raises(UsageError, match="2018-07-14"):
        who("Merkel", on="last week")


def test_who_answers_batches_in_order():
    questions = [Question("1", "the French president", date="2018-01-01"), Question("2", "NATO")]
    answers = list(Who().answer(questions))
    assert [q.id for q, _ in answers] == ["1", "2"]
    assert answers[0][1].name == "Emmanuel Macron" and answers[1][1].country == "IGO"
