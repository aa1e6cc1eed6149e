"""How often the resolver is right about actors whose words are given.

    python bench/resolve/run.py ANNOTATIONS_FOLDER ARTICLES_FOLDER [--show country|sector|name|kind] [--limit N]

Each annotated actor with words is handed in with its sentence's place in its article. Printed: accuracy of country,
sector, name and kind, each over the actors for which the annotation gives a value.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.model import ActorMention, Article, Document, Span
from dragoman.resolve import Resolver
from dragoman.resolve.titles import PRONOUNS


def analysed(articles: list[Article]) -> Iterator[Document]:
    """Documents as the analyse stage makes them."""
    from dragoman.analyse import Coreference, Mentions, Parser

    steps = (Parser(), Mentions(), Coreference())
    for article in articles:
        document = Document(article)
        for step in steps:
            document = step(document)
        yield document


def folded(text: str | None) -> set[str]:
    """Words of a name, without diacritics and small words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c)).lower()
    words = set(re.findall(r"\w+", plain))
    return (
        words - {"the", "of", "and", "a", "an", "mr", "mrs", "ms", "president", "minister", "prime", "foreign"}
    ) or words


def same_name(gold: dict[str, Any], name: str | None) -> bool:
    """Family name for a person, half of the words for others."""
    a, b = folded(gold["name"]), folded(name)
    if gold["kind"] == "person":
        last = re.findall(r"\w+", " ".join(sorted(folded(gold["name"].split()[-1]))))
        return bool(last) and last[-1] in b
    return bool(b) and len(a & b) / len(a | b) >= 0.5


def actors(annotation: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Each actor with words, its sentence, and its role."""
    for event in annotation["events"]:
        for role in ("actors", "recipients", "source"):
            held = event[role] if isinstance(event[role], list) else [event[role]] if event[role] else []
            yield from ((a, event["evidence"], role) for a in held if a["text"])
    for statement in annotation["statements"]:
        for role in ("speaker", "via"):
            if statement[role] and statement[role]["text"]:
                yield statement[role], statement["sentence"], role


def place_of(words: str, sentence: str, text: str) -> Span | None:
    """Where the words stand: in their sentence, else first in the text, at word boundaries if that can be."""
    start = text.find(sentence)
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    inside = pattern.search(text, start, start + len(sentence)) if start >= 0 else None
    found = inside or pattern.search(text)
    return Span(found.start(), found.end()) if found else None


def main() -> None:
    """Reads the arguments, resolves all actors, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--show", choices=("country", "sector", "name", "kind"))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    paths = sorted(options.annotations.glob("*.json"))[: options.limit]
    articles = [
        Article(
            **{k: v for k, v in json.loads((options.articles / p.name).read_text()).items() if k in Article.__slots__}
        )
        for p in paths
    ]
    articles = [replace(a, published=a.published or None) for a in articles]
    resolver, right, all_of, spent, count = Resolver(), Counter[str](), Counter[str](), 0.0, 0
    for path, document in zip(paths, analysed(articles), strict=True):
        for gold, sentence, _ in actors(json.loads(path.read_text())):
            span = place_of(gold["text"], sentence, document.text)
            begun = time.perf_counter()
            got = resolver.resolve_actor(ActorMention(span, gold["text"]), document=document)
            spent, count = spent + time.perf_counter() - begun, count + 1
            for key in ("country", "sector", "name", "kind"):
                if gold[key] is None:
                    continue
                sort = "pronoun" if gold["text"].lower() in PRONOUNS else "words"
                all_of[key] += 1
                all_of[f"{key} {sort}"] += 1
                value = getattr(got, key)
                ok = same_name(gold, value or gold["text"]) if key == "name" else str(value) == gold[key]
                right[key] += ok
                right[f"{key} {sort}"] += ok
                if options.show == key and not ok:
                    held = "|".join(str(gold[k]) for k in ("name", "country", "sector"))
                    made = f"{got.name}|{got.country}|{got.sector}"
                    print(path.stem, gold["text"][:70], gold[key], value, f"[{held}] [{made}]", got.note, sep="\t")
    for key in ("country", "sector", "name", "kind"):
        parts = [f"{k} {right[f'{key} {k}'] / max(1, all_of[f'{key} {k}']):.3f}" for k in ("words", "pronoun")]
        print(f"{key:8} {right[key] / max(1, all_of[key]):.3f}  of {all_of[key]}  ({', '.join(parts)})")
    print(f"{count} mentions, {1000 * spent / max(1, len(paths)):.1f} ms an article")


if __name__ == "__main__":
    main()
