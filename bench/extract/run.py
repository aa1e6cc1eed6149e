"""Measure article extraction on a benchmark of pages whose article text is known.

    python bench/extract/run.py DATA SCORERS [--json]

DATA holds ``ground-truth.json`` and ``html/ID.html.gz``; SCORERS the programs ``score_pages.py`` and
``flatten_pages.py``. Prints two tables, of the pages and of careless text scrapes of the same pages, each beside
what trafilatura alone (pages) or keeping every line (scrapes) gets, and pages a second of one core's time. The scrapes'
figure is of weights that may have seen these pages; ``training/train_lines.py`` prints the cross-validated one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.ingest import IngestSettings, extract_line, read_inputs
from dragoman.model import Article


def extract(folder: Path, output: Path) -> float:
    """Read a folder of pages into a file of lines; seconds of processor time it took."""
    start = time.process_time()
    with output.open("w", encoding="utf-8") as lines:
        for found in read_inputs([str(folder)], settings=IngestSettings(languages=None)):
            if isinstance(found, Article):
                lines.write(json.dumps(extract_line(found), ensure_ascii=False) + "\n")
            else:
                print(f"set aside: {found.message}", file=sys.stderr)
    return time.process_time() - start


def trafilatura_alone(folder: Path) -> Iterator[dict[str, str | None]]:
    from trafilatura import extract as read

    for path in sorted(folder.iterdir()):
        yield {"input": path.name, "text": read(path.read_text("utf-8", "replace"), include_comments=False)}


def every_line(folder: Path) -> Iterator[dict[str, str | None]]:
    for path in sorted(folder.iterdir()):
        yield {"input": path.name, "text": path.read_text("utf-8")}


def score(scorers: Path, data: Path, lines: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(scorers / "score_pages.py"), "score", str(data), str(lines), "--json"]
    found: dict[str, dict[str, float]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def measure(data: Path, scorers: Path, work: Path) -> dict[str, dict[str, float]]:
    """Precision, recall, F1, F1 by page and pages a second of each reader."""
    pages, scrapes = work / "pages", work / "scrapes"
    prepare = [sys.executable, str(scorers / "score_pages.py"), "prepare", str(data), str(pages)]
    flatten = [sys.executable, str(scorers / "flatten_pages.py"), str(data / "html"), str(scrapes)]
    for command in (prepare, flatten):
        subprocess.run(command, check=True, capture_output=True)
    results = {}
    readers = {"pages, trafilatura alone": (pages, trafilatura_alone), "scrapes, every line": (scrapes, every_line)}
    for name, folder in (("pages", pages), ("scrapes", scrapes)):
        lines = work / f"{name}.jsonl"
        extract(folder, lines)
        seconds = extract(folder, lines)
        results[name] = _values(score(scorers, data, lines)) | {
            "pages/s": round(len(list(folder.iterdir())) / seconds, 1)
        }
    for name, (folder, reader) in readers.items():
        lines = work / "baseline.jsonl"
        lines.write_text("".join(json.dumps(line) + "\n" for line in reader(folder)), "utf-8")
        results[name] = _values(score(scorers, data, lines))
    return results


def _values(report: dict[str, dict[str, float]]) -> dict[str, float]:
    return {name: report[name]["value"] for name in ("precision", "recall", "F1", "F1 by page", "answered")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not (args.data / "ground-truth.json").exists() or not (args.scorers / "score_pages.py").exists():
        print(f"no pages in {args.data} or no scorer in {args.scorers}: nothing measured", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as work:
        results = measure(args.data, args.scorers, Path(work))
    if args.json:
        print(json.dumps(results, indent=1))
        return 0
    print(f"{'reader':28}" + "".join(f"{name:>12}" for name in next(iter(results.values()))))
    for name, values in results.items():
        print(f"{name:28}" + "".join(f"{value:12.3f}" for value in values.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
