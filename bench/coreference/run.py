"""How well chains of mentions are found, on documents that trained the weights and on those kept aside.

    python bench/coreference/run.py FOLDER SCORER

FOLDER holds coreference files of the CoNLL kind; SCORER is the script that builds their texts (``prepare FOLDER OUT``)
and scores what was found (``score FOLDER FOUND --json``). Printed: F1 of each measure for both parts,
and words a second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.analyse import analyse_many
from dragoman.model import Article
from dragoman.serialise import analysis_line


def analyse(texts: Path, output: Path) -> float:
    """Write the analysis of prepared texts; words a second of processor time."""
    articles = [Article(id=a["id"], text=a["text"]) for a in map(json.loads, texts.read_text("utf-8").splitlines())]
    start = time.process_time()
    documents = list(analyse_many(articles))
    spent = time.process_time() - start
    lines = [json.dumps(analysis_line(d).to_json(), ensure_ascii=False) for d in documents]
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(len(d.tokens) for d in documents) / spent


def score(folder: Path, scorer: Path, names: list[Path], work: Path) -> dict[str, float]:
    """F1 of each measure over some of the files."""
    part = work / "part"
    part.mkdir()
    for name in names:
        (part / name.name).symlink_to(name.resolve())
    command = [sys.executable, str(scorer), "score", str(part), str(work / "found.jsonl"), "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for link in part.iterdir():
        link.unlink()
    part.rmdir()
    return {name: value["value"] for name, value in found.items()}


def main() -> None:
    """Analyse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scorer", type=Path)
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.conll"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        command = [sys.executable, str(options.scorer), "prepare", str(options.folder), str(work / "texts.jsonl")]
        subprocess.run(command, check=True, capture_output=True)
        speed = analyse(work / "texts.jsonl", work / "found.jsonl")
        trained = score(options.folder, options.scorer, [f for n, f in enumerate(files) if n % 3], work)
        aside = score(options.folder, options.scorer, [f for n, f in enumerate(files) if n % 3 == 0], work)
    print(f"{'measure':18}{'trained on':>12}{'kept aside':>12}")
    for measure in trained:
        print(f"{measure:18}{trained[measure]:12.3f}{aside[measure]:12.3f}")
    print(f"{speed:.0f} words a second of processor time")


if __name__ == "__main__":
    main()
