"""Articles in, documents out: the components of this folder that need no trained encoder, over a stream of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.analyse.coreference import Coreference
from dragoman.analyse.mentions import Mentions
from dragoman.analyse.parser import Parser
from dragoman.analyse.times import Times
from dragoman.components import Component
from dragoman.model import Article, Document


def analyse_many(
    articles: Iterable[Article], *, batch_size: int = 64, components: Sequence[Component] | None = None
) -> Iterator[Document]:
    """Documents with words, sentences, mentions, chains and times, in the order of the articles.

    Articles are parsed about `batch_size` paragraphs at a time, so that memory stays flat. `components` run after the
    parser in place of the usual ones.
    """
    chosen = (Mentions(), Coreference(), Times()) if components is None else tuple(components)
    for document in Parser(batch_size=batch_size).pipe(Document(article) for article in articles):
        for component in chosen:
            document = component(document)
        yield document
