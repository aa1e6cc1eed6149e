"""What is kept aside, and what is held out, is never learnt from."""

import json
from pathlib import Path

import pytest
from training.corpus_format import CorpusError, Item
from training.data import is_test, read_written, refuse_test_side, without

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "articles"

SENTENCE = "The council of the old port town voted on Tuesday to close its only bridge."


def item(id: str, text: str) -> Item:
    return Item(id, "", None, text, ((0, len(text)),), (), ())


def test_kept_article_is_left_out_of_every_source() -> None:
    kept = [item("real-10", SENTENCE)]
    again = item("other-source-7", SENTENCE.replace(" on ", "\n   on "))
    fresh = item("real-11", "Something else.")
    assert without([again, fresh, item("real-10", "Changed text.")], kept) == [fresh]


def test_split_goes_by_the_id_alone() -> None:
    assert [is_test(item(f"w-{n:04}", "x")) for n in range(1, 11)] == [n % 5 == 0 for n in range(1, 11)]
    assert is_test(item("w-0005", "x")) == is_test(item("w-0005", "y"))


def test_held_out_sentence_is_refused_and_named() -> None:
    with pytest.raises(CorpusError, match=r"w-1: holds a sentence of the test side"):
        refuse_test_side([item("w-1", f"It rained. {SENTENCE}")], [f"{SENTENCE} More text here."])


def test_formula_of_several_articles_is_let_pass() -> None:
    items = [item("w-1", SENTENCE), item("w-2", SENTENCE)]
    assert refuse_test_side(items, [SENTENCE]) == items


@pytest.mark.skipif(not GOLD.is_dir(), reason="the held-out articles are not at hand")
def test_written_corpus_holds_no_sentence_of_the_held_out_articles() -> None:
    held_out = [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted(GOLD.glob("*.json"))]
    items = refuse_test_side(read_written(ROOT / "corpus" / "written"), held_out)
    assert len(items) > 900
    assert held_out
