from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse import language_model
from dragoman.analyse.parser import Parser
from dragoman.errors import KnowledgeError
from dragoman.model import Article, Document, Layer


def parse(text: str) -> Document:
    return Parser()(Document(Article(id="a", text=text)))


def sentences(text: str) -> list[str]:
    return [" ".join(s.of(text).split()) for s in parse(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy left. He said nothing.", ["The envoy left.", "He said nothing."]),
        ("Mr. Novak met Sen. J. Smith on Jan. 5 in the U.S. capital.", None),
        ("He flew to the U.S. The visit was short.", ["He flew to the U.S.", "The visit was short."]),
        ("“We agree.” The minister left.", ["“We agree.”", "The minister left."]),
        ('"We agree." The minister left.', ['"We agree."', "The minister left."]),
        ('"Will you go?" Smith asked.', None),
        ('"We will go!" he said.', None),
        ("A line with no end\n\nAnother line", ["A line with no end", "Another line"]),
        (
            "The ministers met in the capital on\n            Tuesday. They spoke of the border and\n"
            "            of trade.",
            ["The ministers met in the capital on Tuesday.", "They spoke of the border and of trade."],
        ),
        ("PARIS (Reuters) - The ministers met.", ["PARIS (Reuters) -", "The ministers met."]),
        ("It cost $1.5 million, said J. R. Brown.", None),
        ("At 10 p.m. (2 a.m. GMT), the talks ended.", None),
        ("He resigned (his aides had too). She stayed.", ["He resigned (his aides had too).", "She stayed."]),
        ("• The first demand was met.", ["The first demand was met."]),
    ],
)
def test_parser_splits_sentences(text: str, expected: list[str] | None) -> None:
    assert sentences(text) == (expected or [text])


def test_parser_keeps_sentences_within_paragraphs() -> None:
    text = "Talks on the\n\nborder went on.\n \t\nThey ended."
    assert all("\n\n" not in s.of(text) for s in parse(text).sentences)
    assert len(parse(text).sentences) == 3


def test_parser_gives_tokens_with_parse_and_names() -> None:
    document = parse("Angela Merkel met the envoy.\n\nShe left Berlin.")
    by_text = {t.text: t for t in document.tokens}
    assert by_text["met"].pos == "VERB"
    assert document.tokens[by_text["Merkel"].head].text == "met"
    assert document.tokens[by_text["Berlin"].head].text == "left"
    assert by_text["Angela"].entity == "B-PERSON"
    assert by_text["Merkel"].entity == "I-PERSON"
    assert by_text["met"].entity == ""
    assert {Layer.TOKENS, Layer.SENTENCES} <= document.layers


def test_parser_reads_past_invisible_characters() -> None:
    text = "Iran\u200e's min\u00adister left.\ufeff He spoke."
    assert [s.of(text) for s in parse(text).sentences] == ["Iran\u200e's min\u00adister left.", "He spoke."]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\x00", "THE MINISTER WILL MEET NATO ON MONDAY", "\ud800 said.", "a" * 9000]
)
def test_parser_survives_odd_text(text: str) -> None:
    document = parse(text)
    assert all(0 <= s.start < s.end <= len(text) for s in document.sentences)


def test_parser_cuts_very_long_paragraphs_at_sentences() -> None:
    text = "The council met again today. " * 400
    found = parse(text).sentences
    assert len(found) == 400
    assert {s.of(text) for s in found} == {"The council met again today."}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab AB.,!?"“”\n\u200e’)(1é'), max_size=80))
def test_parser_ranges_are_ordered_and_cover_tokens(text: str) -> None:
    document = parse(text)
    ends = 0
    for sentence in document.sentences:
        assert ends <= sentence.start < sentence.end <= len(text)
        ends = sentence.end
    for token in document.tokens:
        assert token.text == text[token.start : token.end]
        assert any(s.start <= token.start and token.end <= s.end for s in document.sentences)
        assert 0 <= token.head < len(document.tokens)


def test_parser_pipe_gives_what_single_calls_give() -> None:
    texts = ["He left. She stayed.", "", "Talks ended.\n\nThe envoy of Iran said: “No.”"]
    documents = [Document(Article(id=str(i), text=t)) for i, t in enumerate(texts)]
    assert list(Parser(batch_size=2).pipe(documents)) == [Parser()(d) for d in documents]


def test_check_model_accepts_the_recorded_files() -> None:
    language_model.check_model(language_model.model_folder())


def test_check_model_refuses_changed_files(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("changed", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="expected"):
        language_model.check_model(tmp_path)
