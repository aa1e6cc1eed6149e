"""``python -m bench``: run the commands on the sets at hand, score them, write ``RESULTS.md``, check the floors.

The sets and their scorers lie outside the project (``--data``, by default ``../shared``); a set that is not there is
left out and said so. Figures come with 95 % bootstrap intervals from the scorers. Exit 1 if a figure falls below its
floor in ``baseline.json``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.code.baseline import code as trivial
from bench.machine import describe_machine
from dragoman.ingest import read_inputs
from dragoman.model import Article
from dragoman.version import __version__

HERE = Path(__file__).parent
Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Task:
    """One measurement: how to prepare input, run a command, and score its output. `{data}` and `{work}` are folders."""

    name: str
    needs: str
    prepare: tuple[str, ...]
    command: tuple[str, ...]
    score: tuple[str, ...]
    note: str = ""


def _set(name: str, command: str, scorer: str, path: str, note: str = "") -> Task:
    return Task(
        name,
        path,
        (f"{{data}}/score/{scorer}", "prepare", f"{{data}}/{path}", "{work}/in.jsonl"),
        (command, "{work}/in.jsonl", "--output", "{work}/out.jsonl"),
        (f"{{data}}/score/{scorer}", "score", f"{{data}}/{path}", "{work}/out.jsonl", "--json"),
        note,
    )


TASKS = (
    Task(
        "code: gold articles",
        "gold/dev",
        (),
        ("code", "{data}/gold/articles", "--output", "{work}/out"),
        ("{data}/gold/score_ledger.py", "{data}/gold/dev", "{work}/out", "--json"),
        "nothing of these articles was learnt from; thresholds and ways of decoding were chosen with an eye on them",
    ),
    Task(
        "extract: pages",
        "pages",
        ("{data}/score/score_pages.py", "prepare", "{data}/pages", "{work}/pages"),
        ("extract", "{work}/pages", "--output", "{work}/out.jsonl"),
        ("{data}/score/score_pages.py", "score", "{data}/pages", "{work}/out.jsonl", "--json"),
        "the line weights, which overrule some markup, were learnt on these pages; cross-validated it is .976",
    ),
    Task(
        "extract: flattened pages",
        "pages",
        ("{data}/score/flatten_pages.py", "{data}/pages/html", "{work}/flat"),
        ("extract", "{work}/flat", "--output", "{work}/out.jsonl"),
        ("{data}/score/score_pages.py", "score", "{data}/pages", "{work}/out.jsonl", "--json"),
        "the line weights were learnt on these pages; cross-validated it is .933",
    ),
    _set("analyse: attributions", "analyse", "score_attribution.py", "attribution/polnear-dev.tar.gz"),
    _set(
        "analyse: coreference",
        "analyse",
        "score_coreference.py",
        "coreference",
        "the ranker has learnt from 30 of these 46 documents; the figure of the other 16 stands in its card (.555)",
    ),
    _set("analyse: places (LGL)", "analyse", "score_places.py", "places/lgl.xml"),
    _set("analyse: places (GeoVirus)", "analyse", "score_places.py", "places/geovirus.xml"),
    _set(
        "classify: pairs",
        "classify",
        "score_relations.py",
        "relations/plv_train.tsv",
        "the classifier has learnt from this very table; it says nothing of unseen pairs",
    ),
    _set("group: stories", "group", "score_stories.py", "stories/ecbplus.jsonl.gz"),
)


def run_task(task: Task, data: Path, work: Path) -> tuple[Figures, float]:
    """Figures of a task and the seconds that the command took."""

    def filled(parts: tuple[str, ...]) -> list[str]:
        return [p.format(data=data, work=work) for p in parts]

    if task.prepare:
        subprocess.run([sys.executable, *filled(task.prepare)], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    program = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    done = subprocess.run([*program, *filled(task.command)], stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{task.name}: the command failed: {done.stderr[-2000:]}")
    seconds = time.perf_counter() - began
    scored = subprocess.run([sys.executable, *filled(task.score)], check=True, capture_output=True, text=True)
    return flatten(json.loads(scored.stdout)), seconds


def flatten(report: Any) -> Figures:
    """The measures of a scorer's report as {measure: {"value", "ci95", "p", "r"}}."""
    found: Figures = {}

    def walk(name: str, value: Any) -> None:
        if isinstance(value, dict) and "f1" in value:
            found[name] = {"value": value["f1"], "ci95": value.get("ci95"), "p": value.get("p"), "r": value.get("r")}
        elif isinstance(value, dict) and "value" in value:
            found[name] = {k: value.get(k) for k in ("value", "ci95", "p", "r")}
        elif isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{name}: {key}" if name else key, inner)
        elif isinstance(value, int | float):
            found[name] = {"value": value}

    walk("", report)
    return found


def score_trivial(data: Path, work: Path) -> Figures:
    """Figures of the trivial baseline on the gold articles."""
    out = work / "trivial"
    out.mkdir()
    for article in read_inputs([str(p) for p in sorted((data / "gold" / "articles").glob("*.json"))]):
        if isinstance(article, Article):
            (out / f"{article.id}.json").write_text(json.dumps(trivial(article)), encoding="utf-8")
    scorer = [sys.executable, str(data / "gold/score_ledger.py"), str(data / "gold/dev"), str(out), "--json"]
    return flatten(json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout))


def table(figures: Figures, rival: Figures | None = None) -> list[str]:
    """Rows of a Markdown table."""
    rows = ["| measure | value | 95 % | P | R |" + (" trivial |" if rival else "")]
    rows.append("|---|---|---|---|---|" + ("---|" if rival else ""))
    for name, f in figures.items():
        interval = f"{f['ci95'][0]}–{f['ci95'][1]}" if f.get("ci95") else ""
        p, r = (f.get(k) if f.get(k) is not None else "" for k in ("p", "r"))
        row = f"| {name} | {f['value']} | {interval} | {p} | {r} |"
        rows.append(row + (f" {rival.get(name, {}).get('value', '')} |" if rival else ""))
    return rows


def below_floor(results: dict[str, Figures], floors: dict[str, dict[str, float]]) -> list[str]:
    """What fell below its floor."""
    bad = []
    for task, measures in floors.items():
        for measure, floor in measures.items():
            value = results.get(task, {}).get(measure, {}).get("value")
            if task in results and (value is None or value < floor):
                bad.append(f"{task}: {measure} is {value}, floor {floor}")
    return bad


def main() -> int:
    """Run what is asked for; the exit code."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=HERE.parent.parent / "shared")
    ap.add_argument("--only", help="tasks whose name holds this")
    ap.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    args = ap.parse_args()
    lines = ["# Measured", "", f"Version {__version__}, {date.today().isoformat()}, {describe_machine()}.", ""]
    results: dict[str, Figures] = {}
    for task in TASKS:
        if args.only and args.only not in task.name:
            continue
        if not (args.data / task.needs).exists():
            lines += [f"## {task.name}", "", "Not measured: the set is not at hand.", ""]
            continue
        with tempfile.TemporaryDirectory() as work:
            results[task.name], seconds = run_task(task, args.data, Path(work))
            rival = score_trivial(args.data, Path(work)) if task.name.startswith("code:") else None
        print(f"{task.name}: {seconds:.0f} s", flush=True)
        lines += [f"## {task.name}", "", *([task.note[0].upper() + task.note[1:] + ".", ""] if task.note else [])]
        lines += [*table(results[task.name], rival), "", f"`dragoman {task.command[0]}` took {seconds:.1f} s.", ""]
    notes = HERE / "NOTES.md"
    if notes.exists():
        lines.append(notes.read_text(encoding="utf-8"))
    args.output.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    bad = below_floor(results, json.loads((HERE / "baseline.json").read_text(encoding="utf-8")))
    print(*(bad or ["no figure below its floor"]), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
