"""Learn the weights of the line classifier from pages whose article text is known.

    python training/train_lines.py PAGES [--silver FOLDER] [--output WEIGHTS.json] [--folds 10]

PAGES holds ``ground-truth.json`` ({id: {"articleBody"}}) and ``html/ID.html.gz``; FOLDER holds further pages (*.html),
whose labels are what the page reader finds in their markup. Pages are flattened to lines as a careless scraper leaves
them, a line is text if its words stand in the known article, and two logistic regressions are fitted (ridge, IRLS). The
figure printed is of pages held out: by folds over PAGES, the silver pages always being in training. Deterministic.
"""

from __future__ import annotations

import argparse
import gzip
import html.parser
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.ingest.headline import find_headline
from dragoman.ingest.line_model import LineModel, logistic
from dragoman.ingest.lines import Matrix, first_features, second_features, words_of

_BLOCKS = (
    "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object"})
RIDGE = 20.0
BLOCK = 20_000


class Flattener(html.parser.HTMLParser):
    """Visible text of a page, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.hidden: list[str] = []

    def end_line(self) -> None:
        if text := " ".join("".join(self.pieces).split()):
            self.lines.append(text)
        self.pieces = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden.append(tag)
        if tag in BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and tag == self.hidden[-1]:
            self.hidden.pop()
        if tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def flatten(page: str) -> list[str]:
    """Lines that a careless scraper leaves of a page."""
    flattener = Flattener()
    flattener.feed(page)
    flattener.close()
    flattener.end_line()
    return flattener.lines


@dataclass(frozen=True)
class Example:
    """One flattened page with a label a line; `text` is what is scored against."""

    lines: list[str]
    headline: int | None
    labels: Matrix
    weights: Matrix
    features: Matrix
    text: str


def label_lines(lines: Sequence[str], text: str) -> Matrix:
    """1 for lines whose words stand in the text; short lines only where a neighbour does too."""
    words = words_of(text)
    runs = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
    joined = f" {' '.join(words)} "
    labels = np.zeros(len(lines))
    long = []
    for i, line in enumerate(lines):
        own = words_of(line)
        mine = [tuple(own[j : j + 4]) for j in range(len(own) - 3)]
        if len(own) >= 8:
            long.append(i)
            labels[i] = sum(run in runs for run in mine) >= 0.6 * len(mine)
    for i, line in enumerate(lines):
        own = words_of(line)
        if own and len(own) < 8 and f" {' '.join(own)} " in joined:
            before = max((j for j in long if j < i), default=-99)
            after = min((j for j in long if j > i), default=len(lines) + 99)
            near_before, near_after = (
                i - before <= 4 and labels[before],
                after - i <= 4 and labels[min(after, len(lines) - 1)],
            )
            labels[i] = float(bool(near_before and (near_after or i - before <= 2)))
    return labels


def make_example(page: str, text: str) -> Example:
    """A page and its known text as an example."""
    lines = flatten(page)
    headline = find_headline(lines)
    counts = np.array([len(words_of(line)) for line in lines], dtype=float)
    weights = np.sqrt(np.minimum(counts, 60)) / 3 + 0.2
    return Example(lines, headline, label_lines(lines, text), weights, first_features(lines, headline), text)


def fit(x: Matrix, y: Matrix, w: Matrix, ridge: float = RIDGE) -> Matrix:
    """Weights of a ridge logistic regression, by iteratively reweighted least squares."""
    beta = np.zeros(x.shape[1])
    for _step in range(8):
        p = logistic(x @ beta)
        curve = w * np.maximum(p * (1 - p), 1e-4)
        hessian = ridge * np.eye(x.shape[1])
        for i in range(0, len(y), BLOCK):
            part = x[i : i + BLOCK]
            hessian += (part * curve[i : i + BLOCK, None]).T @ part
        step = np.linalg.solve(hessian, x.T @ (w * (y - p)) - ridge * beta)
        beta = beta + step
        if np.abs(step).max() < 1e-3:
            break
    return beta


def train(examples: Sequence[Example], shares: Sequence[float], inner: int = 4) -> LineModel:
    """Both stages; the second learns from scores that the first gave to pages it had not seen."""
    x = np.concatenate([e.features for e in examples])
    y = np.concatenate([e.labels for e in examples])
    w = np.concatenate([e.weights * share for e, share in zip(examples, shares, strict=True)])
    owner = np.concatenate([np.full(len(e.lines), i) for i, e in enumerate(examples)])
    first = fit(x, y, w)
    held = np.zeros(len(y))
    for fold in range(inner):
        out = owner % inner == fold
        held[out] = logistic(x[out] @ fit(x[~out], y[~out], w[~out]))
    joined = np.concatenate([second_features(e.features, held[owner == i]) for i, e in enumerate(examples)])
    return LineModel(first, fit(joined, y, w), 0.5, "1")


def page_measures(text: str, lines: Sequence[str]) -> tuple[float | None, float]:
    """Precision (None without output) and recall of four-word runs of a page."""

    def runs(words: list[str]) -> Counter[tuple[str, ...]]:
        last = max(1, len(words) - 3)
        return Counter(tuple(words[i : i + 4]) for i in range(last if words else 0))

    true, mine = runs(words_of(text)), runs([word for line in lines for word in words_of(line)])
    common = (true & mine).total()
    return (common / mine.total() if mine else None), common / max(true.total(), 1)


def read_gold(folder: Path) -> list[Example]:
    """Examples of the pages whose article a person marked."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    found = []
    for key in sorted(gold):
        page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
        found.append(make_example(page, gold[key]["articleBody"]))
    return found


def read_silver(folder: Path, limit: int) -> list[Example]:
    """Examples of further pages, labelled by what the page reader finds in their markup."""
    from dragoman.ingest.encoding import decode_page
    from dragoman.ingest.page import page_text

    found = []
    for path in sorted(folder.glob("*.html"))[:limit]:
        page = decode_page(path.read_bytes())
        text = page_text(page)
        lines = sum(len(line) for line in flatten(page)) if text else 0
        if text and 600 < len(text) < 60_000 and re.search(r"[.!?]", text) and lines < 400_000:
            found.append(make_example(page, text))
    return [e for e in found if 0.02 < e.labels.mean() < 0.98 and len(e.lines) < 4000]


def cross_validate(gold: Sequence[Example], silver: Sequence[Example], folds: int, silver_share: float) -> None:
    """Print precision, recall and F1 of the gold pages, each scored by a model that has not seen it."""
    results: dict[float, list[tuple[float | None, float]]] = {t: [] for t in (0.3, 0.4, 0.5, 0.6)}
    for fold in range(folds):
        kept = [e for i, e in enumerate(gold) if i % folds != fold]
        model = train([*kept, *silver], [1.0] * len(kept) + [silver_share] * len(silver))
        for i, example in enumerate(gold):
            if i % folds == fold:
                scores = model.score(example.lines, example.headline)
                for threshold, rows in results.items():
                    rows.append(
                        page_measures(
                            example.text, [ln for ln, s in zip(example.lines, scores, strict=True) if s >= threshold]
                        )
                    )
    for threshold, rows in results.items():
        told = [p for p, _ in rows if p is not None]
        p, r = sum(told) / len(told), sum(r for _, r in rows) / len(rows)
        print(
            f"threshold {threshold}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f} on {len(rows)} pages"
        )


def main() -> None:
    """Read the arguments, cross-validate, fit on all, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--silver-limit", type=int, default=1000)
    parser.add_argument("--silver-share", type=float, default=0.3)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    gold = read_gold(args.pages)
    silver = read_silver(args.silver, args.silver_limit) if args.silver else []
    print(f"{len(gold)} pages marked by hand, {len(silver)} by the page reader")
    cross_validate(gold, silver, args.folds, args.silver_share)
    if args.output:
        model = train([*gold, *silver], [1.0] * len(gold) + [args.silver_share] * len(silver))
        rounded = {
            "first": [round(float(v), 4) for v in model.first],
            "second": [round(float(v), 4) for v in model.second],
        }
        args.output.write_text(json.dumps({"version": "1", "threshold": 0.5, **rounded}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
