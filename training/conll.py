"""Reads coreference files of the CoNLL kind: a line a word, ``NUMBER <tab> WORD <tab> CHAINS``, brackets for chains."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Article

_MARK = re.compile(r"(\(?)(\d+)(\)?)")
_CLOSE_UP = frozenset([*[".", ",", ";", ":", "?", "!", "%", ")", "]", "}", "...", "…", "’", "”", "''"]])
_OPEN_UP = frozenset(["(", "[", "{", "$", "#", "£", "€", "“", "‘", "``"])
_ENCLITIC = re.compile(r"(?i)(['’](s|re|ve|m|ll|d|t)|n['’`]t)$")


@dataclass(frozen=True, slots=True)
class Item:
    """An article built from the words, and the chain of each range that stands in one."""

    article: Article
    chains: dict[tuple[int, int], int]


def read_file(path: Path) -> Item:
    """The article and chains of one file; where a range stands in two chains the first counts."""
    words: list[str] = []
    found: list[tuple[int, int, int]] = []
    opened: dict[int, list[int]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        _, word, marks = line.split("\t")
        for opens, number, closes in _MARK.findall(marks):
            if opens:
                opened[int(number)].append(len(words))
            if closes:
                found.append((opened[int(number)].pop(), len(words), int(number)))
        words.append(word)
    text, places = _join(words)
    chains: dict[tuple[int, int], int] = {}
    for first, last, number in sorted(found, key=lambda f: f[2]):
        chains.setdefault((places[first][0], places[last][1]), number)
    return Item(Article(id=path.stem, text=text), chains)


def _join(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    text, places, glued, quoted = "", [], True, False
    for place, word in enumerate(words):
        space, glue = not glued, word in _OPEN_UP
        before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        if word in ("-", "/") and before[-1:].isalnum() and after[:1].isalnum():
            space, glue = False, True
        elif word in _CLOSE_UP or _ENCLITIC.match(word):
            space = False
        elif word == '"':
            space, glue, quoted = space and not quoted, not quoted, not quoted
        text += " " * space
        places.append((len(text), len(text) + len(word)))
        text, glued = text + word, glue
    return text, places


def read_folder(folder: Path) -> list[Item]:
    """The files of a folder in order of name."""
    return [read_file(path) for path in sorted(folder.glob("*.conll"))]
