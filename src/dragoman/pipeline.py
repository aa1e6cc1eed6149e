"""The only wiring: which components stand in which order, and how articles flow through them into a ledger.

read_inputs ─▶ Parser ▸ Mentions ▸ Coreference ▸ Times ▸ FrameReader ▸ Attribution ─▶ EventCoder
            ─▶ PlaceResolver ▸ ActorResolver ─▶ SameEvent ─▶ Ledger.add ─▶ Ledger.merge
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from dragoman.codebook import Codebook, load_codebook
from dragoman.components import Component, check_wiring
from dragoman.errors import ComponentError, DragomanError, UsageError
from dragoman.model import Article, Coding, Document, SetAside
from dragoman.plugins import load_plugins
from dragoman.settings import Settings

T = TypeVar("T")


class Piped(Protocol):
    """A component that is faster over many documents at once."""

    def pipe(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents with the component's layers, in order."""
        ...


def analysis_components() -> tuple[Component, ...]:
    """The components of the analyse stage, in order."""
    from dragoman.analyse import Attribution, Coreference, FrameReader, Mentions, Parser, Times

    return (Parser(), Mentions(), Coreference(), Times(), FrameReader(), Attribution())


def coding_components(settings: Settings) -> tuple[Component, ...]:
    """All components from article to resolved events, plugins last."""
    from dragoman.coding import EventCoder, SameEvent
    from dragoman.resolve import ActorResolver, PlaceResolver

    own = (
        *analysis_components(),
        EventCoder(chosen_codebook(settings), min_confidence=settings.min_confidence),
        PlaceResolver(),
        ActorResolver(),
        SameEvent(),
    )
    return own + tuple(make() for make in load_plugins("dragoman.components").values())


def chosen_codebook(settings: Settings) -> Codebook:
    """The codebook that the settings name.

    Raises:
        UsageError: no package that is installed offers it.
    """
    if settings.codebook is None:
        return load_codebook()
    offered = load_plugins("dragoman.codebooks")
    if settings.codebook not in offered:
        there = ", ".join(sorted(offered)) or "none is installed"
        raise UsageError(f"codebook {settings.codebook!r} is not known; use one of: {there}")
    return load_codebook(Path(offered[settings.codebook]()))


class Pipeline:
    """Components in a checked order. One bad article never stops a run: it comes out as `SetAside`."""

    def __init__(self, components: Sequence[Component], settings: Settings | None = None) -> None:
        check_wiring(components)
        self.components = tuple(components)
        self.settings = settings or Settings()

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each component."""
        return tuple((c.name, c.version) for c in self.components)

    def documents(self, articles: Iterable[Article]) -> Iterator[Document | SetAside]:
        """A document, or why there is none, for each article, in order.

        Raises:
            ComponentError: only with `settings.strict`.
        """
        stream = iter(articles)
        while chunk := list(islice(stream, self.settings.batch)):
            yield from self._chunk(chunk)

    def _chunk(self, articles: Sequence[Article]) -> Iterator[Document | SetAside]:
        results: list[Document | SetAside] = [self._start(a) for a in articles]
        for component in self.components:
            live = [n for n, r in enumerate(results) if isinstance(r, Document)]
            given = [r for r in results if isinstance(r, Document)]
            for n, made in zip(live, self._apply(component, given), strict=True):
                results[n] = made
        yield from results

    def _start(self, article: Article) -> Document | SetAside:
        if len(article.text) > self.settings.max_characters:
            return self._aside(
                article,
                "analyse",
                ComponentError(
                    f"text has {len(article.text)} characters, more than {self.settings.max_characters}; "
                    "split it, or raise max_characters"
                ),
                "too-long",
            )
        return Document(article)

    def _apply(self, component: Component, documents: Sequence[Document]) -> list[Document | SetAside]:
        pipe = getattr(component, "pipe", None)
        if pipe is not None and len(documents) > 1:
            try:
                return list(pipe(documents))
            except Exception:  # one of them is at fault; the next lines find out which
                pass
        return [self._apply_one(component, d) for d in documents]

    def _apply_one(self, component: Component, document: Document) -> Document | SetAside:
        try:
            return component(document)
        except Exception as error:
            return self._aside(document.article, component.name, error, ComponentError.reason)

    def _aside(self, article: Article, stage: str, error: Exception, reason: str) -> SetAside:
        if self.settings.strict:
            raise ComponentError(f"{article.input or article.id}: {stage}: {error}") from error
        message = str(error) if isinstance(error, DragomanError) else f"{type(error).__name__}: {error}"
        return SetAside(article.input or article.id, stage, reason, message, article.id)

    def codings(self, articles: Iterable[Article]) -> Iterator[Coding | SetAside]:
        """What each article gives to the ledger, or why it gives nothing, in order."""
        for found in self.documents(articles):
            yield found if isinstance(found, SetAside) else to_coding(found, components=self.versions)


def to_coding(document: Document, *, components: tuple[tuple[str, str], ...] = ()) -> Coding:
    """Events and statements of a finished document, with the names and versions of the components that made them.

    Tokens, mentions and frames, which only the coder needs, are left behind.
    """
    slim = replace(document, tokens=(), mentions=(), times=(), places=(), frames=(), events=(), statements=())
    return Coding(document.article, slim, document.events, document.statements, components=components)


def make_pipeline(settings: Settings | None = None) -> Pipeline:
    """The whole way from article to resolved events."""
    chosen = settings or Settings()
    return Pipeline(coding_components(chosen), chosen)


def make_analysis(settings: Settings | None = None) -> Pipeline:
    """The way from article to document with places, as `dragoman analyse` shows it."""
    from dragoman.resolve import PlaceResolver

    return Pipeline((*analysis_components(), PlaceResolver()), settings)


@cache
def _worker(maker: Callable[[Settings], Pipeline], settings: Settings) -> Pipeline:
    return maker(settings)


def _one_thread() -> None:
    """Each worker computes on one thread: several a worker would fight over the cores. Runs before numpy is loaded."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _work(
    maker: Callable[[Settings], Pipeline], settings: Settings, finish: Callable[[Document], T], chunk: list[Article]
) -> list[T | SetAside]:
    pipeline = _worker(maker, settings)
    return [d if isinstance(d, SetAside) else finish(d) for d in pipeline.documents(chunk)]


def run(
    articles: Iterable[Article],
    *,
    settings: Settings,
    finish: Callable[[Document], T],
    maker: Callable[[Settings], Pipeline] = make_pipeline,
) -> Iterator[T | SetAside]:
    """`finish(document)` of each article, or why there is none, in order, on `settings.workers` processes.

    `maker` and `finish` must be importable functions. No more than two chunks a worker wait at any time, so memory does
    not grow with the number of articles.
    """
    stream = iter(articles)
    chunks = iter(lambda: list(islice(stream, settings.batch)), [])
    if settings.workers == 1:
        for chunk in chunks:
            yield from _work(maker, settings, finish, chunk)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(settings.workers, mp_context=context, initializer=_one_thread) as pool:
        waiting: deque[Future[list[T | SetAside]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_work, maker, settings, finish, chunk))
                if len(waiting) >= 2 * settings.workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: articles read, new to the ledger, known and unchanged, set aside by reason, and what it gave."""

    read: int
    added: int
    unchanged: int
    set_aside: tuple[tuple[str, int], ...]
    events: int
    statements: int
    merged: int


def count_reasons(asides: Iterable[SetAside]) -> tuple[tuple[str, int], ...]:
    """How many were set aside for each reason, most first."""
    return tuple(sorted(Counter(a.reason for a in asides).items(), key=lambda x: (-x[1], x[0])))
