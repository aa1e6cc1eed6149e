"""Learn the weights of the line classifier from pages whose article text is known.

    python training/train_lines.py PAGES [--silver FOLDER] [--output WEIGHTS.json] [--folds 5] [--members 2]

PAGES holds ``ground-truth.json`` ({id: {"articleBody"}}) and ``html/ID.html.gz``. FOLDER holds further pages (*.html)
and beside it ``evaldata.json`` ({url: {"file", "with", "without"}}: passages that are text and that are not); their
labels are what trafilatura finds in their markup, where that agrees with those passages. Pages are flattened to
lines as a careless scraper leaves them, a line is text if its words stand in the known article. The figures printed are
of pages held out, by folds over PAGES; FOLDER's pages are always in training and never scored. Deterministic.
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
from dragoman.ingest.line_model import Layers, LineModel, choose_lines, logistic
from dragoman.ingest.lines import Matrix, first_features, second_features

_BLOCKS = (
    "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object"})
HIDDEN_UNITS, EPOCHS, BATCH, STEP, DECAY = 24, 10, 256, 3e-3, 3e-4
INNER_FOLDS = 3
GOLD_SHARE = 4.0
MAX_PAGE = 1_500_000
MAX_LINES = 2500


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


def words_of(text: str) -> list[str]:
    """Runs of word characters, as the published measure counts them."""
    return re.findall(r"\w+", text)


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
        if len(own) >= 8 or len(line) >= 60:
            long.append(i)
            labels[i] = (
                (sum(run in runs for run in mine) >= 0.6 * len(mine)) if mine else f" {' '.join(own)} " in joined
            )
    for i, line in enumerate(lines):
        own = words_of(line)
        if own and i not in long and f" {' '.join(own)} " in joined:
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
    return Example(
        lines, headline, label_lines(lines, text), weights, first_features(lines, headline).astype(np.float32), text
    )


def fit(x: Matrix, y: Matrix, w: Matrix, seed: int) -> Layers:
    """A network of one hidden layer, by Adam with a falling step; the same data and seed give the same weights."""
    chance = np.random.default_rng(seed)
    width = x.shape[1]
    weights = [
        chance.normal(0, width**-0.5, (width, HIDDEN_UNITS)).astype(np.float32),
        np.zeros(HIDDEN_UNITS, np.float32),
        chance.normal(0, HIDDEN_UNITS**-0.5, HIDDEN_UNITS).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    means, squares = [np.zeros_like(p) for p in weights], [np.zeros_like(p) for p in weights]
    total = EPOCHS * (len(y) // BATCH)
    steps = 0
    for _epoch in range(EPOCHS):
        order = chance.permutation(len(y))
        for at in range(0, len(y) - BATCH + 1, BATCH):
            rows = order[at : at + BATCH]
            steps += 1
            slopes = _slopes(weights, x[rows], y[rows], w[rows])
            pace = STEP * (1 - steps / total) + 1e-5
            for k, slope in enumerate(slopes):
                means[k] = 0.9 * means[k] + 0.1 * slope
                squares[k] = 0.999 * squares[k] + 0.001 * slope**2
                change = means[k] / (1 - 0.9**steps) / (np.sqrt(squares[k] / (1 - 0.999**steps)) + 1e-8)
                weights[k] = weights[k] - pace * change
    return Layers(weights[0], weights[1], weights[2], float(weights[3][0]))


def _slopes(weights: list[Matrix], x: Matrix, y: Matrix, w: Matrix) -> list[Matrix]:
    hidden, bias, out, offset = weights
    before = x @ hidden + bias
    active = np.maximum(before, 0)
    error = (w * (logistic(active @ out + offset) - y) / len(y)).astype(np.float32)
    back = np.outer(error, out) * (before > 0)
    return [x.T @ back + DECAY * hidden, back.sum(0), active.T @ error + DECAY * out, error.sum(keepdims=True)]


def train(examples: Sequence[Example], shares: Sequence[float], *, members: int, threshold: float = 0.5) -> LineModel:
    """Both stages, `members` times; the second learns from scores that the first gave to pages it had not seen."""
    x = np.concatenate([e.features for e in examples])
    y = np.concatenate([e.labels for e in examples]).astype(np.float32)
    w = np.concatenate([e.weights * share for e, share in zip(examples, shares, strict=True)]).astype(np.float32)
    owner = np.concatenate([np.full(len(e.lines), i) for i, e in enumerate(examples)])
    stages = []
    for seed in range(members):
        held = np.zeros(len(y))
        for fold in range(INNER_FOLDS):
            out = owner % INNER_FOLDS == fold
            held[out] = fit(x[~out], y[~out], w[~out], seed)(x[out])
        joined = [second_features(e.features, held[owner == i]) for i, e in enumerate(examples)]
        stages.append((fit(x, y, w, seed), fit(np.concatenate(joined).astype(np.float32), y, w, seed)))
    return LineModel(tuple(stages), threshold, "1")


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


def read_silver(folder: Path) -> list[Example]:
    """Examples of further pages, labelled by what is found in their markup.

    Only pages on which that holds every passage that a person noted as part of the text and none noted as furniture.
    """
    from dragoman.ingest.encoding import decode_page
    from dragoman.ingest.page import markup_text

    notes = json.loads((folder.parent / "evaldata.json").read_text("utf-8"))
    found = []
    for note in sorted(notes.values(), key=lambda n: str(n["file"])):
        path = folder / note["file"]
        if not path.exists() or path.stat().st_size > MAX_PAGE:
            continue
        page = decode_page(path.read_bytes())
        text = " ".join(markup_text(page).split())
        held = all(" ".join(part.split()) in text for part in note["with"])
        if held and 600 < len(text) < 60_000 and not any(" ".join(part.split()) in text for part in note["without"]):
            found.append(make_example(page, text))
    return [e for e in found if 0.02 < e.labels.mean() < 0.98 and len(e.lines) <= MAX_LINES]


def cross_validate(gold: Sequence[Example], silver: Sequence[Example], *, folds: int, members: int) -> None:
    """Print precision, recall and F1 of the gold pages, each scored by a model that has not seen it."""
    thresholds = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6)
    results: dict[float, list[tuple[float | None, float]]] = {t: [] for t in thresholds}
    for fold in range(folds):
        seen = [e for i, e in enumerate(gold) if i % folds != fold]
        model = train([*seen, *silver], [GOLD_SHARE] * len(seen) + [1.0] * len(silver), members=members)
        for example in (e for i, e in enumerate(gold) if i % folds == fold):
            scores = model.score_features(example.features)
            title = example.lines[example.headline] if example.headline is not None else None
            for threshold, rows in results.items():
                kept = [example.lines[j] for j in choose_lines(example.lines, scores, threshold)]
                rows.append(page_measures(example.text, [line for line in kept if line != title]))
    for threshold, rows in results.items():
        told = [p for p, _ in rows if p is not None]
        p, r = sum(told) / len(told), sum(r for _, r in rows) / len(rows)
        print(
            f"threshold {threshold}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f} on {len(rows)} pages"
        )


def as_json(model: LineModel) -> str:
    """The weights, rounded to what matters, one stage a line."""

    def numbers(layers: Layers) -> str:
        rounded = {
            "hidden": np.round(layers.hidden.astype(float), 3).tolist(),
            "bias": np.round(layers.bias.astype(float), 3).tolist(),
            "out": np.round(layers.out.astype(float), 3).tolist(),
            "offset": round(layers.offset, 3),
        }
        return json.dumps(rounded, separators=(",", ":"))

    pairs = ",\n".join(f'{{"first":{numbers(first)},\n"second":{numbers(second)}}}' for first, second in model.stages)
    return f'{{"version":"{model.version}","threshold":{model.threshold},"stages":[\n{pairs}\n]}}\n'


def main() -> None:
    """Read the arguments, cross-validate, fit on all, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--members", type=int, default=2)
    parser.add_argument("--threshold", type=float, default=0.5)
    args = parser.parse_args()
    gold = read_gold(args.pages)
    silver = read_silver(args.silver) if args.silver else []
    print(f"{len(gold)} pages marked by hand, {len(silver)} by the page reader")
    if args.folds > 1:
        cross_validate(gold, silver, folds=args.folds, members=args.members)
    if args.output:
        shares = [GOLD_SHARE] * len(gold) + [1.0] * len(silver)
        model = train([*gold, *silver], shares, members=args.members, threshold=args.threshold)
        args.output.write_text(as_json(model), "utf-8")


if __name__ == "__main__":
    main()
