"""The packed tables and how they are asked."""

import numpy as np
import pytest

from dragoman.errors import KnowledgeError, UsageError
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.knowledge.dates import first_day, iso, last_day
from dragoman.knowledge.packed import read_pack, read_table
from dragoman.knowledge.roles import plurals
from dragoman.knowledge.text import fold, name_keys, skeleton


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_tenures_name_holder_and_source(knowledge):
    surely, tenure = knowledge.tenures.holders("RUS", "energy_minister", "2018-07-14")[0]
    assert tenure.name == "Alexander Novak" and surely > 0.9
    assert "wikidata" in tenure.source and tenure.source in tenure.describe()


def test_open_end_is_not_trusted_for_ever(knowledge):
    assert knowledge.tenures.holders("EGY", "defence_minister", "2021-01-01")
    assert knowledge.tenures.holders("EGY", "defence_minister", "2030-01-01") == []


def test_hand_over_day_prefers_the_new_holder(knowledge):
    assert knowledge.tenures.holders("USA", "head_of_state", "2017-01-20")[0][1].name == "Donald Trump"


def test_no_date_gives_no_holder(knowledge):
    assert knowledge.tenures.holders("USA", "head_of_state", None) == []


@pytest.mark.parametrize("name", ["Hassan Rouhani", "Mevlut Cavusoglu", "Bashar Assad", "Muammar Gaddafi"])
def test_name_is_found_in_other_spellings(knowledge, name):
    assert knowledge.tenures.named(name)


@pytest.mark.parametrize(("a", "b"), [("Hassan Rohani", "Hassan Ruhani"), ("Costas Karamanlis", "Kostas Karamanlis")])
def test_skeleton_joins_spellings(a, b):
    assert skeleton(a) == skeleton(b)


def test_fold_drops_marks():
    assert fold("Peña Nieto's") == "pena nietos" and fold("U.S.") == "us"


def test_name_keys_hold_family_first_only_where_it_is_used():
    assert "~kim" in name_keys("Kim Jong-un", {"PRK"}) and "~kim" not in name_keys("Kim Jones Smith", {"USA"})


@pytest.mark.parametrize(
    ("words", "code", "sort"),
    [("U.S.", "USA", "name"), ("Britain", "GBR", "name"), ("Iranian", "IRN", "adjective"),
     ("Israelis", "ISR", "people"),
     ("Tamil Nadu", "IND", "region"), ("DPRK", "PRK", "name"), ("South Korean", "KOR", "adjective")],
)  # fmt: skip
def test_country_words(knowledge, words, code, sort):
    found = knowledge.countries.find(words)
    assert found is not None and (found.country, found.sort) == (code, sort)


def test_small_words_are_no_country(knowledge):
    assert knowledge.countries.find("us") is None


def test_every_country_of_the_tenures_is_known_or_a_body(knowledge):
    codes = {c for c, _ in knowledge.tenures._stretches}
    assert len(codes - set(knowledge.countries.by_code) - {"IGO", "EUR", "INT", "NKR"}) < 25


def test_memberships_end(knowledge):
    assert "GBR" in knowledge.relations.members("EU", "2018-07-14")
    assert "GBR" not in knowledge.relations.members("EU", "2021-01-01")


def test_agreement_loses_a_party(knowledge):
    deal = knowledge.relations.agreement("the 2015 nuclear deal")
    assert deal is not None and deal.id == "jcpoa"
    assert "USA" in deal.parties_on("2017-01-01") and "USA" not in deal.parties_on("2018-07-14")


def test_cities_come_most_people_first(knowledge):
    cities = knowledge.gazetteer.find("London")
    assert cities[0].country == "GBR" and cities[0].population > cities[1].population


@pytest.mark.parametrize(
    ("one", "many"), [("policeman", "policemen"), ("ministry", "ministries"), ("church", "churches")]
)
def test_plurals(one, many):
    assert many in plurals(one)


def test_dates_keep_their_precision():
    assert (last_day("2018-02") or 0) - (first_day("2018-02") or 0) == 27
    assert iso(20180700) == "2018-07" and iso(0) is None


def test_bad_date_names_the_fix():
    with pytest.raises(UsageError, match="2018-07-14"):
        first_day("14/07/2018")


def test_broken_pack_names_the_file(tmp_path):
    path = tmp_path / "tenures.npz"
    path.write_bytes(b"PK no zip")
    with pytest.raises(KnowledgeError, match=r"tenures\.npz"):
        read_pack(path)


def test_table_without_column_names_it(tmp_path):
    path = tmp_path / "countries.csv"
    path.write_text("code\nUSA\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="adjectives"):
        list(read_table(path, ("code", "adjectives")))


def test_pack_refuses_pickles(tmp_path):
    path = tmp_path / "x.npz"
    np.savez(path, a=np.array([{}], dtype=object))
    with pytest.raises(KnowledgeError):
        read_pack(path)
