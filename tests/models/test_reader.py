"""The shipped weights load, answer the same whatever is read beside, and fail with a clear error."""

import hashlib
import shutil
from pathlib import Path

import pytest

from dragoman.codebook import load_codebook
from dragoman.errors import KnowledgeError
from dragoman.model import Span
from dragoman.models.reader import CUE, SHIPPED, Reader

TEXT = (
    "Police arrested three opposition leaders in Harare on Monday, the party said. "
    "“We will march again,” spokesman Obert Gumbo told reporters."
)
SENTENCES = (Span(0, 77), Span(78, len(TEXT)))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_shipped_weights_are_those_of_their_card(reader: Reader) -> None:
    digest = hashlib.sha256((SHIPPED / "encoder.onnx").read_bytes()).hexdigest()
    assert reader.card["sha256"] == digest
    assert digest in (SHIPPED / "CARD.md").read_text(encoding="utf-8")
    assert {*load_codebook().types, CUE} == set(reader.card["types"])


def test_reader_finds_an_arrest_and_who_says_so(reader: Reader) -> None:
    frames = reader.read(TEXT, SENTENCES)
    arrest = max((f for f in frames if f.label == "COERCE"), key=lambda f: f.score)
    assert arrest.trigger.of(TEXT) == "arrested"
    assert any("Police" in r.span.of(TEXT) for r in arrest.filling("actor"))
    cues = [f.trigger.of(TEXT) for f in frames if f.label == CUE]
    assert "said" in cues
    assert "told" in cues


def test_reader_points_inside_the_text(reader: Reader) -> None:
    for frame in reader.read(TEXT, SENTENCES, title="Arrests in Harare"):
        assert frame.sentence.holds(frame.trigger)
        assert 0 <= frame.score <= 1
        for role in frame.roles:
            assert 0 <= role.span.start < role.span.end <= len(TEXT)


def test_reader_answers_the_same_beside_other_text(reader: Reader) -> None:
    alone = reader.read(TEXT, SENTENCES)
    reader.read("Something else entirely. " * 40, (Span(0, 24),))
    assert reader.read(TEXT, SENTENCES) == alone


def test_reader_of_no_sentences_finds_nothing(reader: Reader) -> None:
    assert reader.read("", ()) == ()


def test_classify_ranks_all_roots(reader: Reader) -> None:
    ranked = reader.classify("Britain expelled two Russian diplomats.", "Britain", "two Russian diplomats")
    assert {root for root, _ in ranked} == set(load_codebook().types)
    assert sum(chance for _, chance in ranked) == pytest.approx(1, abs=1e-4)
    assert [c for _, c in ranked] == sorted((c for _, c in ranked), reverse=True)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"(encoder\.onnx|labels\.json).*install"):
        Reader(tmp_path).read(TEXT, SENTENCES)


def test_broken_weights_are_named(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "labels.json", tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"nothing")
    with pytest.raises(KnowledgeError, match=r"encoder\.onnx"):
        Reader(tmp_path).read(TEXT, SENTENCES)
