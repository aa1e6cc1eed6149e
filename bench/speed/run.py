"""Speed and memory, stage by stage: ``python -m bench.speed.run [--articles N] [--workers 1 2]``.

The articles are the written corpus, again and again until there are enough. Printed: seconds and share of each
component on one core, articles and words a second, and with `--workers` the time of whole runs and the peak memory of
the largest process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from training.corpus_format import read_corpus

from dragoman.model import Article, Document
from dragoman.pipeline import coding_components, run, to_coding
from dragoman.settings import Settings

CORPUS = Path(__file__).parents[2] / "corpus" / "written"


def articles(count: int) -> Iterator[Article]:
    """That many articles, each with an id of its own."""
    items = [item for item, errors in read_corpus(CORPUS) if item is not None and not errors]
    for n, item in enumerate(islice(cycle(items), count)):
        yield Article(f"{item.id}-{n}", item.text, title=item.title, published=item.published)


def by_component(count: int) -> None:
    """Seconds of each component over the articles, on one core."""
    documents = [Document(a) for a in articles(count)]
    words = sum(len(d.text.split()) for d in documents)
    total = 0.0
    rows = []
    for component in coding_components(Settings()):
        component(documents[0])  # loads what it needs
        began = time.perf_counter()
        pipe = getattr(component, "pipe", None)
        documents = list(pipe(documents)) if pipe else [component(d) for d in documents]
        rows.append((component.name, time.perf_counter() - began))
        total += rows[-1][1]
    print(f"{count} articles, {words} words: {count / total:.1f} articles/s, {words / total:.0f} words/s on one core")
    for name, seconds in rows:
        print(f"  {name:14} {seconds:7.1f} s  {seconds / total:6.1%}")


def whole_runs(count: int, workers: list[int]) -> None:
    """Time of a whole run for each number of workers, and peak memory."""
    for n in workers:
        began = time.perf_counter()
        done = sum(1 for _ in run(articles(count), settings=Settings(workers=n), finish=to_coding))
        seconds = time.perf_counter() - began
        own, children = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(
            f"{n} workers: {done} articles in {seconds:.1f} s, peak of one process {max(own, children) / 1024:.0f} MB"
        )


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=200)
    ap.add_argument("--workers", type=int, nargs="*", default=[])
    asked = ap.parse_args()
    if asked.workers:
        whole_runs(asked.articles, asked.workers)
    else:
        by_component(asked.articles)
