"""Word lists as data: one text file a list, loaded on first use.

A line holds words apart by white space; ``#`` starts a comment. In a table (`word_table`) each line is
``value: words``; a word with an underscore stands for several words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.errors import KnowledgeError


def _lines(name: str) -> Iterator[str]:
    path = files(__package__).joinpath(f"{name}.txt")
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{path}: the word list cannot be read ({error}); install the package anew") from error
    for line in content.splitlines():
        if words := line.partition("#")[0].strip():
            yield words


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of ``words/NAME.txt``, lower case as written.

    Raises:
        KnowledgeError: the file is missing or cannot be read.
    """
    return frozenset(word.replace("_", " ") for line in _lines(name) for word in line.split())


@cache
def word_table(name: str) -> Mapping[str, str]:
    """Word to value, of a file with lines ``value: words``; a later line wins.

    Raises:
        KnowledgeError: the file is missing, or a line lacks its colon.
    """
    table: dict[str, str] = {}
    for line in _lines(name):
        value, colon, words = line.partition(":")
        if not colon:
            raise KnowledgeError(f"words/{name}.txt: line {line[:40]!r} lacks 'value:' before its words; add it")
        table.update((word.replace("_", " "), value.strip()) for word in words.split())
    return MappingProxyType(table)
