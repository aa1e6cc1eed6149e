"""Annotations of published articles without their words: offsets and labels, joined with texts that are at hand.

A record is one JSON file: ``id, source, document, sha256, published, sentences, events, statements``; ranges are
half-open code point offsets into the source's text, which must have the recorded SHA-256.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from training.corpus_format import EventLabel, Item, Party, Range, StatementLabel, read_annotations
from training.data import text_hash

Text = tuple[str, str, str | None]


@cache
def load_texts(shared: Path) -> dict[tuple[str, str], Text]:
    """Title, text and date of every article of the sources that are there, by (source, document)."""
    found: dict[tuple[str, str], Text] = {}
    if (lgl := shared / "places" / "lgl.xml").exists():
        for a in ET.parse(lgl).getroot():
            day = (a.findtext("dltime") or "")[:10]
            found["lgl", "lgl-" + (a.get("docid") or "")] = (
                a.findtext("title") or "",
                a.findtext("text") or "",
                day or None,
            )
    if (stories := shared / "stories" / "ecbplus.jsonl.gz").exists():
        with gzip.open(stories, "rt", encoding="utf-8") as lines:
            for line in lines:
                d = json.loads(line)
                found["ecb", "ecbp-" + d["id"]] = ("", d["text"], None)
    if (archive := shared / "attribution" / "polnear-train.tar.gz").exists():
        with tarfile.open(archive) as tar:
            for m in tar:
                if "/text/" in m.name and m.isfile() and (handle := tar.extractfile(m)):
                    stem = Path(m.name).stem
                    found["pn", "pn-" + stem] = ("", handle.read().decode("utf-8"), stem.split("_")[1])
    for path in sorted((shared / "gold" / "train" / "articles").glob("*.json")):
        d = json.loads(path.read_text(encoding="utf-8"))
        found["train", path.stem] = (d.get("title") or "", d["text"], d.get("published"))
    return found


def read_standoff(folder: Path, shared: Path) -> Iterator[Item]:
    """Items of the records in a folder whose texts are at hand and unchanged; others are passed over."""
    texts = load_texts(shared)
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        there = texts.get((record["source"], record["document"]))
        if there is not None and text_hash(there[1]) == record["sha256"]:
            yield _item(record, there)


def _item(record: dict[str, Any], there: Text) -> Item:
    events = tuple(
        EventLabel(
            **e
            | {
                "actors": tuple(_party(a) for a in e["actors"]),
                "recipients": tuple(_party(a) for a in e["recipients"]),
                "place": e["place"] and (_range(e["place"][0]), e["place"][1]),
                "source": e["source"] and _party(e["source"]),
                "evidence": tuple(e["evidence"]),
                "trigger": tuple(e["trigger"]),
                "also": tuple(tuple(r) for r in e["also"]),
            }
        )
        for e in record["events"]
    )
    statements = tuple(
        StatementLabel(
            **s
            | {
                "speaker": _party(s["speaker"]),
                "cue": tuple(s["cue"]),
                "content": tuple(tuple(r) for r in s["content"]),
                "via": s["via"] and _party(s["via"]),
                "sentence": tuple(s["sentence"]),
            }
        )
        for s in record["statements"]
    )
    sentences = tuple((a, b) for a, b in record["sentences"])
    title, text, _ = there
    return Item(record["id"], title, record["published"], text, sentences, events, statements)


def _range(r: list[int] | None) -> Range | None:
    return None if r is None else (r[0], r[1])


def _party(p: dict[str, Any]) -> Party:
    return Party(**p | {"span": _range(p["span"])})


def write_standoff(annotations: Path, prepared: Path, out: Path) -> int:
    """Turn annotation files over prepared articles (id, source, doc, text, sentences) into records; their number."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for path in sorted(annotations.glob("*.ann")):
        article = json.loads((prepared / f"{path.stem}.json").read_text(encoding="utf-8"))
        folded, sentences, back = _fold(article["text"], article["sentences"])
        reader, errors = read_annotations(
            path.read_text(encoding="utf-8"), id=path.stem, text=folded, sentences=sentences
        )
        if errors:
            print(*errors, sep="\n", file=sys.stderr)
            continue
        record = {
            "id": path.stem,
            "source": article["source"],
            "document": article["doc"],
            "sha256": text_hash(article["text"]),
            "published": article["published"],
            "sentences": article["sentences"],
            "events": [_move(asdict(e), back) for e in reader.events],
            "statements": [_move(asdict(s), back) for s in reader.statements],
        }
        (out / f"{path.stem}.json").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        count += 1
    return count


def _fold(text: str, sentences: list[list[int]]) -> tuple[str, tuple[Range, ...], list[int]]:
    """The sentences with white space folded, their ranges, and for each character its place in the text."""
    folded, ranges, back = "", [], []
    for start, end in sentences:
        folded += " " if folded else ""
        back += [start] if len(back) < len(folded) else []
        begin = len(folded)
        for at in range(start, end):
            if text[at].isspace() and (folded.endswith(" ") or at == start):
                continue
            folded += " " if text[at].isspace() else text[at]
            back.append(at)
        ranges.append((begin, len(folded)))
    return folded, tuple(ranges), [*back, len(text)]


def _move(value: Any, back: list[int]) -> Any:
    """The same record with every range moved into the source's text."""
    if isinstance(value, dict):
        return {k: _move(v, back) for k, v in value.items()}
    if isinstance(value, tuple | list):
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            return [back[value[0]], back[value[1] - 1] + 1]
        return [_move(v, back) for v in value]
    return value


if __name__ == "__main__":
    print(write_standoff(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])), "records")
