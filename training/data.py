"""Reads everything there is to learn from into `Item` objects.

Sources: ``corpus/written`` (whole items), ``corpus/real`` (stand-off, joined with texts where they are at hand),
a folder in the gold's shape, and attribution standoff in the shape of PolNeAR. Sentences of the test side are
refused: `refuse_test_side` raises when a held-out sentence is found.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.corpus_format import CorpusError, EventLabel, Item, Party, Range, StatementLabel, read_corpus

_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N|No|vs|[A-Z])\.$"
)


def split_sentences(text: str) -> tuple[Range, ...]:
    """Sentence ranges by punctuation; enough to pack windows when a source brings no sentences of its own."""
    out: list[Range] = []
    for block in re.finditer(r"(?:(?!\n\s*\n).)+", text, flags=re.S):
        start = block.start()
        for stop in re.finditer(r"[.!?][\"'”’)]*(?=\s+[\"'“‘(A-Z0-9])|\Z", block.group()):
            end = block.start() + stop.end()
            if _ABBREVIATION.search(text[start:end]) and end < block.end():
                continue
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            if text[start:end].strip():
                out.append((start + lead, start + len(text[start:end].rstrip())))
            start = end
    return tuple(out)


def _find(text: str, words: str | None, near: Range) -> Range | None:
    """Range of the words inside `near`, else anywhere; None where they are not there."""
    if not words:
        return None
    for start, end in ((near[0], near[1]), (0, len(text))):
        hit = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start, end)
        if hit:
            return hit.span()
        at = text.find(words, start, end)
        if at >= 0:
            return at, at + len(words)
    return None


def _party(text: str, actor: dict[str, Any], near: Range) -> Party:
    return Party(_find(text, actor["text"], near), actor["name"], actor["country"], actor["sector"], actor["kind"])


def read_gold_shape(articles: Path, annotations: Path) -> Iterator[Item]:
    """Items of a folder of articles and one of annotations in the JSON shape of the rules."""
    for path in sorted(annotations.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        article = json.loads((articles / path.name).read_text(encoding="utf-8"))
        yield from_gold_shape(article, labels)


def from_gold_shape(article: dict[str, Any], labels: dict[str, Any]) -> Item:
    """One item from an article and its annotation, both in the JSON shape of the rules."""
    text = article["text"]
    events, statements = [], []
    for e in labels["events"]:
        evidence = _find(text, e["evidence"], (0, len(text)))
        trigger = _find(text, e["trigger"], evidence) if evidence else None
        if evidence is None or trigger is None:
            continue
        place = e.get("place")
        events.append(
            EventLabel(
                type=e["type"],
                mode=e["mode"],
                actors=tuple(_party(text, a, evidence) for a in e["actors"]),
                recipients=tuple(_party(text, a, evidence) for a in e["recipients"]),
                status=e["status"],
                date=e["date"],
                place=(_find(text, place["text"], evidence), place["country"]) if place else None,
                source=_party(text, e["source"], evidence) if e.get("source") else None,
                evidence=evidence,
                trigger=trigger,
                also=tuple(r for a in e.get("also", []) if (r := _find(text, a, (0, len(text))))),
                salience=e["salience"],
            )
        )
    for s in labels["statements"]:
        sentence = _find(text, s["sentence"], (0, len(text)))
        cue = _find(text, s["cue"], sentence) if sentence else None
        pieces = s["content"] if isinstance(s["content"], list) else [s["content"]]
        if sentence is None or cue is None:
            continue
        content = tuple(r for p in pieces if (r := _find(text, p, (max(0, sentence[0] - 400), len(text)))))
        via = _party(text, s["via"], sentence) if s.get("via") else None
        statements.append(StatementLabel(_party(text, s["speaker"], sentence), cue, content, s["quote"], via, sentence))
    return Item(
        article["id"],
        article.get("title") or "",
        article.get("published"),
        text,
        split_sentences(text),
        tuple(events),
        tuple(statements),
    )


def read_written(folder: Path) -> Iterator[Item]:
    """Items of the written corpus.

    Raises:
        CorpusError: an item breaks the notation.
    """
    for item, errors in read_corpus(folder):
        if errors or item is None:
            raise CorpusError("; ".join(errors))
        yield item


def read_attributions(archive: Path, *, limit: int | None = None) -> Iterator[Item]:
    """Articles of a PolNeAR archive as items with statements alone; contents lose outer quotation marks and "that"."""
    with tarfile.open(archive) as tar:
        files = {m.name: m for m in tar.getmembers() if m.isfile()}
        texts = sorted(n for n in files if "/text/" in n)[:limit]
        marks: dict[str, str] = {}
        for name in sorted(n for n in files if n.endswith(".ann")):
            stem = Path(name).stem.rsplit("_", 1)[0]
            marks.setdefault(stem, name)
        for name in texts:
            stem = Path(name).stem
            if stem in marks:
                text = _member(tar, files[name])
                yield _attribution_item(stem, text, _member(tar, files[marks[stem]]))


def _member(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    handle = tar.extractfile(member)
    return handle.read().decode("utf-8") if handle else ""


def _attribution_item(stem: str, text: str, marks: str) -> Item:
    spans: dict[str, tuple[Range, ...]] = {}
    roles: list[dict[str, list[str]]] = []
    for line in marks.split("\n"):
        fields = line.split("\t")
        if fields[0].startswith("T") and len(fields) > 1:
            where = fields[1].split(" ", 1)[1]
            spans[fields[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in where.split(";")))
        elif fields[0].startswith("E") and len(fields) > 1 and fields[1].startswith("Attribution"):
            found: dict[str, list[str]] = {}
            for part in fields[1].split():
                role, _, target = part.partition(":")
                found.setdefault(re.sub(r"\d+$", "", role), []).append(target)
            roles.append(found)
    statements = []
    for found in roles:
        cue = [r for k in found.get("Cue", []) + found.get("Attribution", []) for r in spans.get(k, ())]
        cue = [r for k in found.get("Cue", []) for r in spans.get(k, ())] or cue
        content = [r for k in found.get("Content", []) for r in spans.get(k, ())]
        source = [r for k in found.get("Source", []) for r in spans.get(k, ())]
        pieces = tuple(t for r in content if (t := _trim(text, r)))
        if cue and pieces:
            who = Party(source[0] if source else None, None, None, "UNK", "person")
            statements.append(StatementLabel(who, cue[0], pieces, "indirect", None, cue[0]))
    return Item("pn-" + stem, "", None, text, split_sentences(text), (), tuple(statements), (("partial", "yes"),))


def _trim(text: str, span: Range) -> Range | None:
    start, end = span
    if lead := re.match(r"[\s\"“”‘'`]*(?:that\s+)?[\s\"“‘'`]*", text[start:end]):
        start += lead.end()
    if tail := re.search(r"[\s\"“”’'`,.]*\Z", text[start:end]):
        end = start + tail.start()
    return (start, end) if end > start else None


def text_hash(text: str) -> str:
    """SHA-256 of a text, as stand-off annotations record it."""
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_test_side(items: Iterable[Item], held_out: Iterable[str]) -> list[Item]:
    """The items, after a check that no sentence of eight words or more of the held-out texts stands in them.

    A sentence that stands in several held-out texts or several items is a formula (a copyright line) and is let pass.

    Raises:
        CorpusError: names the item and the sentence.
    """
    there = list(items)
    seen = Counter(s for i in there for s in _long_sentences(i.text))
    barred = Counter(s for t in held_out for s in _long_sentences(t))
    for item in there:
        for sentence in _long_sentences(item.text):
            if barred[sentence] == 1 and seen[sentence] == 1:
                raise CorpusError(f"{item.id}: holds a sentence of the test side: {sentence[:80]!r}")
    return there


def _long_sentences(text: str) -> set[str]:
    found = {" ".join(text[a:b].split()) for a, b in split_sentences(text)}
    return {s for s in found if len(s.split()) >= 8}


def is_test(item: Item) -> bool:
    """Whether an item belongs to the fifth that is kept aside: decided by the end of its id alone."""
    ending = int(item.id[-2:]) if item.id[-2:].isdigit() else int.from_bytes(item.id.encode()[-2:], "big")
    return ending % 5 == 0


def without(items: Iterable[Item], kept: Iterable[Item]) -> list[Item]:
    """The items but those kept aside, told by id and by text: one article may come from several sources."""
    ids, texts = set[str](), set[str]()
    for one in kept:
        ids.add(one.id)
        texts.add(" ".join(one.text.split()))
    return [i for i in items if i.id not in ids and " ".join(i.text.split()) not in texts]
