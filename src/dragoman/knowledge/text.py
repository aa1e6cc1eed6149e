"""Names made comparable: folding, the keys under which a person is found, and a skeleton for other spellings.

Enters: names as written. Leaves: keys in lower-case ASCII where there is an ASCII form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


def word_list(words: str) -> tuple[str, ...]:
    """The words of a string."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "MAC", "SGP"})
PARTICLES = word_set("al el bin ibn ben abu von van der den de da di du del della dos das la le ter zu of")
_SPECIAL = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
    | {"ə": "a", "Ə": "A", "ð": "d", "þ": "th", "Þ": "Th"}
)
_APART = re.compile(r"[^\w]+|_", re.UNICODE)
_QUOTES = re.compile(r"[’'ʻʼ`´‘.]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case, no diacritics, no apostrophes or full stops, other punctuation as one space."""
    text = name if name.isascii() else unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    text = "".join(c for c in text if not unicodedata.combining(c)) if not text.isascii() else text
    return _APART.sub(" ", _QUOTES.sub("", text)).strip().lower()


def name_keys(name: str, countries: Iterable[str] = ()) -> set[str]:
    """Keys of a person: the whole name (``=``), first and last word (``=``), and family names (``~``)."""
    words = fold(name).split()
    if not words:
        return set()
    keys = {"=" + " ".join(words), "~" + words[-1]}
    if len(words) > 1:
        keys |= {f"={words[0]} {words[-1]}", "~" + " ".join(words[-2:])}
        if FAMILY_NAME_FIRST & set(countries):
            keys.add("~" + words[0])
    if len(words) > 2:
        keys |= {f"={words[0]} {words[1]}", "~" + words[-2]} - {"~" + p for p in PARTICLES}
    return keys


_SAME = [
    (re.compile("kh|gh"), ""),
    (re.compile("sch|sh|zh|tch|ch|tz|ts|dj|dzh|j"), "s"),
    (re.compile("ph|w|f|b"), "v"),
    (re.compile("[qcgx]"), "k"),
    (re.compile("z"), "s"),
    (re.compile("d"), "t"),
]


def bones(word: str) -> str:
    """The consonants of a folded word, sounds that are often interchanged made one."""
    for found, made in _SAME:
        word = found.sub(made, word)
    word = word[:1].replace("h", "") + re.sub("[aeiouyh]", "", word[1:]) if word else word
    word = re.sub(r"^[aeiouy]", "a", word)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """First and last word of a name as bones, so that Rouhani, Rohani and Ruhani agree."""
    words = [w for w in fold(name).split() if w not in PARTICLES]
    if not words:
        return ""
    return bones(words[-1]) if len(words) == 1 else f"{bones(words[0])} {bones(words[-1])}"
