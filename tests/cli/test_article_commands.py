"""extract, analyse, code, classify, who and group write the shapes of the interfaces."""

import gzip
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from dragoman.codebook import load_codebook

TEXT = (
    "Police arrested three opposition leaders in Harare on Monday, the party said. "
    "“We will march again,” spokesman Obert Gumbo told reporters. He urged Britain to impose sanctions."
)
ARTICLE = {"id": "a/1", "url": None, "title": "Arrests", "published": "2017-03-07", "text": TEXT}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl.gz"
    other = ARTICLE | {"id": "a2", "published": None, "text": "The museum opens at nine. " + TEXT}
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps(ARTICLE) + "\n" + json.dumps(other) + "\n")
    return path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_code_writes_a_file_an_article_in_the_shape_of_the_rules(call: Call, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "coded"
    assert call("code", articles, "--output", out)[0] == 0
    assert sorted(p.name for p in out.iterdir()) == ["a2.json", "a_1.json"]
    coded = json.loads((out / "a_1.json").read_text(encoding="utf-8"))
    assert coded["id"] == "a/1"
    assert coded["events"]
    assert coded["statements"]
    for event in coded["events"]:
        assert event["evidence"] in TEXT
        assert event["trigger"] in event["evidence"]
        assert event["type"] in load_codebook().types
        assert all(a["text"] is None or a["text"] in TEXT for a in event["actors"] + event["recipients"])


def test_code_is_the_same_with_two_workers(call: Call, articles: Path, tmp_path: Path) -> None:
    call("code", articles, "--output", tmp_path / "one")
    call("code", articles, "--output", tmp_path / "two", "--workers", "2")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_analyse_writes_offsets_of_the_text(call: Call, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "analysis.jsonl"
    assert call("analyse", articles, "--output", out)[0] == 0
    first = lines(out)[0]
    assert first["id"] == "a/1"
    assert set(first) == {"id", "sentences", "mentions", "places", "times", "statements"}
    assert [TEXT[a:b] for a, b in first["sentences"]][1].startswith("“We will march")  # type: ignore[attr-defined]
    assert any(TEXT[t["start"] : t["end"]].endswith("Monday") for t in first["times"])  # type: ignore[attr-defined]
    assert any(TEXT[p["start"] : p["end"]] == "Harare" for p in first["places"])  # type: ignore[attr-defined]
    for statement in first["statements"]:  # type: ignore[attr-defined]
        assert statement["quote"] in {"direct", "mixed", "indirect"}
        assert all(0 <= a < b <= len(TEXT) for a, b in statement["content"])


def test_extract_writes_a_line_a_page(call: Call, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    assert call("extract", page.parent, "--output", out)[0] == 0
    (line,) = lines(out)
    assert line["input"] == "recall.html"
    assert line["published"] == "2013-09-30"
    assert line["title"] == "Kenya recalls ambassador"
    assert str(line["text"]).startswith("Kenya recalled its ambassador")


def test_classify_answers_each_line(call: Call, tmp_path: Path) -> None:
    pairs, out = tmp_path / "p.jsonl", tmp_path / "o.jsonl"
    pair = {
        "id": 7,
        "text": "Britain expelled two Russian diplomats.",
        "source": "Britain",
        "target": "two Russian diplomats",
    }
    pairs.write_text(json.dumps(pair) + "\n" + json.dumps(pair | {"id": 8, "target": None}) + "\n")
    assert call("classify", pairs, "--output", out)[0] == 0
    assert [line["id"] for line in lines(out)] == [7, 8]
    for line in lines(out):
        assert line["type"] in load_codebook().types
        assert 0 < float(str(line["confidence"])) <= 1


def test_classify_names_the_line_that_is_wrong(call: Call, tmp_path: Path) -> None:
    pairs = tmp_path / "p.jsonl"
    pairs.write_text('{"id": 1, "text": "x"}\n{"id": 2}\n')
    code, _, err = call("classify", pairs, "--output", tmp_path / "o.jsonl")
    assert code == 2
    assert "line 2: lacks text" in err
    assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize(("day", "name"), [("2008-01-01", "Ehud Olmert"), ("2018-07-14", "Benjamin Netanyahu")])
def test_who_answers_for_the_day(call: Call, day: str, name: str) -> None:
    code, out, _ = call("who", "the Israeli prime minister", "--on", day, "--json")
    assert code == 0
    assert json.loads(out)[0]["name"] == name


def test_who_batch_writes_a_line_each(call: Call, tmp_path: Path) -> None:
    batch, out = tmp_path / "m.jsonl", tmp_path / "o.jsonl"
    batch.write_text('{"id": "x", "mention": "the Kremlin", "context": null, "country": null, "date": "2018-07-14"}\n')
    assert call("who", "--batch", batch, "--output", out)[0] == 0
    (line,) = lines(out)
    assert line["country"] == "RUS"
    assert set(line) == {"id", "name", "wikidata", "country", "sector", "office", "confidence"}


@pytest.mark.parametrize("arguments", [[], ["--batch", "x.jsonl"]])
def test_who_without_enough_says_what_to_give(call: Call, arguments: list[str]) -> None:
    code, _, err = call("who", *arguments)
    assert code == 2
    assert "dragoman who" in err


def test_group_finds_the_copied_passage(call: Call, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.jsonl"
    assert call("group", articles, "--output", out)[0] == 0
    first, second = lines(out)
    assert first["story"] == second["story"]
    assert [c["of"] for c in second["copies"]] == ["a/1"]  # type: ignore[attr-defined]


def test_missing_articles_are_named(call: Call, tmp_path: Path) -> None:
    code, _, err = call("code", tmp_path / "none", "--output", tmp_path / "o")
    assert code == 2
    assert "none" in err


def test_unknown_command_is_wrong_usage(call: Call) -> None:
    assert call("frobnicate")[0] == 2
