"""Order is checked before anything runs; one bad article never stops the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.components import check_wiring
from dragoman.errors import ComponentError, UsageError, WiringError
from dragoman.model import Article, Document, Layer, SetAside
from dragoman.pipeline import Pipeline, chosen_codebook, make_analysis, make_pipeline
from dragoman.settings import Settings


@dataclass
class Step:
    """A component that marks its layers and fails on texts that hold its name."""

    name: str
    needs: frozenset[Layer] = frozenset()
    adds: frozenset[Layer] = frozenset()
    version: str = "1"
    seen: list[str] = field(default_factory=list)

    def __call__(self, document: Document) -> Document:
        self.seen.append(document.article.id)
        if self.name in document.text:
            raise ValueError("cannot read this")
        return replace(document, layers=document.layers | self.adds)


FIRST = Step("first", adds=frozenset({Layer.TOKENS}))
SECOND = Step("second", needs=frozenset({Layer.TOKENS}), adds=frozenset({Layer.EVENTS}))


def articles(*texts: str) -> Iterator[Article]:
    return (Article(str(n), text, input=f"{n}.html") for n, text in enumerate(texts))


def test_wiring_refuses_a_wrong_order_and_says_what_to_do() -> None:
    with pytest.raises(WiringError, match=r"'second' needs tokens.*put first before it"):
        Pipeline([SECOND, FIRST])


def test_wiring_refuses_a_missing_component() -> None:
    with pytest.raises(WiringError, match=r"add a component"):
        check_wiring([SECOND])


def test_shipped_pipelines_are_wired_right() -> None:
    assert Layer.ACTORS in frozenset().union(*(c.adds for c in make_pipeline().components))
    assert Layer.STATEMENTS in frozenset().union(*(c.adds for c in make_analysis().components))


def test_one_bad_article_is_set_aside_and_the_rest_go_on() -> None:
    found = list(Pipeline([FIRST, SECOND]).documents(articles("good", "second is bad", "good too")))
    assert [type(f) for f in found] == [Document, SetAside, Document]
    aside = found[1]
    assert isinstance(aside, SetAside)
    assert (aside.input, aside.stage, aside.reason, aside.article) == ("1.html", "second", "component", "1")
    assert "cannot read this" in aside.message


def test_strict_stops_at_the_first_failure() -> None:
    strict = Pipeline([FIRST], Settings(strict=True))
    with pytest.raises(ComponentError, match=r"1\.html: first: cannot read this"):
        list(strict.documents(articles("good", "first")))


def test_a_text_over_the_limit_is_set_aside_with_the_fix() -> None:
    (aside,) = Pipeline([FIRST], Settings(max_characters=3)).documents(articles("long text"))
    assert isinstance(aside, SetAside)
    assert "raise max_characters" in aside.message


def test_articles_stream_through_in_chunks() -> None:
    step = Step("step")
    stream = Pipeline([step], Settings(batch=2)).documents(articles(*"abcdef"))
    next(stream)
    assert step.seen == ["0", "1"]


def test_installed_codebook_decides_what_there_is_to_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codebook.yml").write_text("name: Own\nversion: '1'\nlicence: CC0\n")
    (tmp_path / "sectors.yml").write_text("GOV: Government\n")
    (tmp_path / "aid.yaml").write_text("name: AID\nquad: material-cooperation\ndefinition: Help.\n")
    monkeypatch.setattr(pipeline, "load_plugins", lambda group: {"own": lambda: tmp_path})
    assert set(chosen_codebook(Settings(codebook="own")).types) == {"AID"}
    assert "AID" in chosen_codebook(Settings()).types
    with pytest.raises(UsageError, match=r"'other' is not known; use one of: own"):
        chosen_codebook(Settings(codebook="other"))
