"""The tables that are kept by hand."""

import csv
from pathlib import Path

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.knowledge.packed import DATA
from dragoman.knowledge.text import word_set

SECTORS = word_set(
    "GOV LEG JUD MIL COP SPY PTY OPP REB UAF PRM BUS CVL CRM EDU ELI JRN LAB MED REL REF AGR SOC NGO IGO UNK"
)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(DATA / name).read_text(encoding="utf-8").splitlines()))


def test_roles_have_known_sectors():
    assert {r["sector"] for r in rows("roles.csv")} <= SECTORS


def test_organisations_have_known_sectors():
    held = {o.sector for found in load_knowledge().organisations.by_form.values() for o in found}
    assert held <= SECTORS


def test_offices_name_offices_of_the_tenures():
    known = {office for _, office in load_knowledge().tenures._stretches}
    assert {o for r in rows("offices.csv") for o in r["offices"].split(";")} <= known


@pytest.mark.parametrize("name", ["regions.csv", "institutions.csv"])
def test_tables_use_known_countries(name):
    assert {r["country"] for r in rows(name)} <= set(load_knowledge().countries.by_code)


def test_countries_lie_on_the_globe():
    for country in load_knowledge().countries.by_code.values():
        assert -90 <= country.latitude <= 90 and -180 <= country.longitude <= 180
