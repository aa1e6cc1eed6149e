"""Dated cases written from general knowledge; ``-`` says that "not known" is right, an empty cell is not tested."""

import csv
from pathlib import Path

import pytest

from dragoman.knowledge.text import fold
from dragoman.resolve import Resolver

CASES = list(csv.DictReader((Path(__file__).parent / "cases.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver()


def test_cases_are_many_and_some_unknown():
    assert len(CASES) >= 120
    assert sum("-" in case.values() for case in CASES) >= 8


@pytest.mark.parametrize("case", CASES, ids=[f"{c['mention']} {c['date']}" for c in CASES])
def test_resolver_answers_case(case: dict[str, str], resolver: Resolver):
    got = resolver.resolve_mention(
        case["mention"], context=case["context"] or None, country=case["given"] or None, date=case["date"] or None
    )
    if case["name"] == "-":
        assert got.name is None
    elif case["name"]:
        assert fold(case["name"]) in fold(got.name or "")
    for field in ("country", "sector"):
        if case[field]:
            assert getattr(got, field) == (None if case[field] == "-" else case[field])
