"""Where sentences start, by rule: enters the words of one paragraph, leaves a mark a word.

The parser's own boundaries suffer from quotations, abbreviations and datelines; these rules settle what they can and
leave the rest (None) to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.analyse.words import word_list

ENDERS = frozenset({".", "!", "?", "…", "...", "....", "?!", "!?", "!!", "??", ".."})
CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»", "}"})
OPENERS = frozenset({'"', "“", "‘", "'", "``", "(", "[", "«", "{"})

CONTINUES = frozenset({",", ";", ":", ")", "]", "%", "&", "/", "=", "+"})

_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
_LETTERED = re.compile(r"\W*(\w)")


def _starts_upper(word: str) -> bool | None:
    """Whether the first letter or digit is one that starts a sentence; None for a word without any."""
    found = _LETTERED.match(word)
    if found is None:
        return None
    letter = found.group(1)
    return not letter.islower()


def _opening(words: Sequence[str], spaces: Sequence[bool]) -> list[bool]:
    """For each straight quotation mark, whether it opens: by its white space, else by turns."""
    marks, inside = [False] * len(words), False
    for place, word in enumerate(words):
        if word != '"':
            continue
        before = place == 0 or spaces[place - 1]
        after = spaces[place] or place + 1 == len(words)
        if before and not after:
            inside = False
        elif after and not before:
            inside = True
        marks[place] = not inside
        inside = not inside
    return marks


def _after_closers(words: Sequence[str], spaces: Sequence[bool], opens: Sequence[bool], ender: int) -> int:
    """The first place after an ender that belongs to no closing mark or further ender."""
    place = ender + 1
    while place < len(words):
        word = words[place]
        attached = not spaces[place - 1]
        if (word in ENDERS and (attached or word != "…")) or word == "''":
            place += 1
        elif word == '"':
            if opens[place]:
                break
            place += 1
        elif word in ("”", "»", ")", "]", "}") or (word in ("’", "'") and attached):
            place += 1
        else:
            break
    return place


def _speech_follows(words: Sequence[str], place: int) -> bool:
    """Whether "Smith said" or "the minister asked" stands at `place`, after a quoted question or cry."""
    for word in words[place : place + 5]:
        if word.lower() in word_list("speech_verbs"):
            return True
        if word in ENDERS or word in (",", ":", '"', "“"):
            return False
    return False


def _abbreviation(words: Sequence[str], ender: int, start: int) -> str | None:
    """The abbreviation that the ender belongs to, lower case without its last full stop, or None."""
    word = words[ender]
    if word == ".":
        if ender == start:
            return None
        before = words[ender - 1]
        known = before.lower() in word_list("abbreviated_titles") or (
            len(before) == 1 and before.isupper() and before != "I"
        )
        return before.lower() if known else None
    return word[:-1].lower() if len(word) > 1 and word.endswith(".") and word[0].isalnum() else None


def _verdict(words: Sequence[str], ender: int, start: int, place: int) -> bool | None:
    """Whether a sentence starts at `place`, after the ender and its closing marks."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    upper = _starts_upper(word)
    if upper is None:
        if word in CONTINUES:
            return False
        upper = _starts_upper(following) if word in OPENERS or word in ("-", "–", "—", "•", "*") else True
    if not upper:
        return None if word in word_list("name_particles") and words[ender] == "." else False
    closed = place > ender + 1
    short = _abbreviation(words, ender, start)
    if short is not None and (not closed or _INITIAL.match(words[ender])):
        return _after_abbreviation(words, ender, short, word)
    if words[ender] in ("!", "?", "…", "...") and closed and _speech_follows(words, place):
        return False
    if words[ender] in ("…", "...", "..", "....") and not closed:
        return word.lower() in word_list("sentence_openers") or None
    if words[ender] == "." and words[ender - 1].isdigit() and word[0].isdigit() and not closed:
        return None
    numbered = words[ender] == "." and ender == start + 1 and words[start].isdigit() and len(words[start]) < 3
    return not numbered


def _after_abbreviation(words: Sequence[str], ender: int, short: str, word: str) -> bool | None:
    if short in word_list("abbreviated_months"):
        return not word[0].isdigit()
    if short in word_list("abbreviated_titles"):
        return short in ("no", "v") and words[ender] == "." and not word[0].isdigit()
    if short in word_list("abbreviations"):
        return (
            True
            if word.lower() in word_list("sentence_openers")
            else None
            if short in ("a.m", "p.m", "etc", "al")
            else False
        )
    if _INITIAL.match(words[ender]) or (words[ender] == "." and len(words[ender - 1]) == 1):
        return word.lower() in word_list("sentence_openers") - {"a", "i"}
    return None


def mark_starts(words: Sequence[str], spaces: Sequence[bool]) -> list[bool | None]:
    """For each word of a paragraph whether a sentence starts there: True, False, or None where the parser decides.

    `spaces[i]` says whether white space follows word `i`. Closing marks stay with the sentence that they close.
    """
    if not words:
        return []
    marks: list[bool | None] = [False] * len(words)
    marks[0] = True
    opens = _opening(words, spaces)
    start, ender = 0, 0
    while ender < len(words):
        word = words[ender]
        if word in ENDERS or (len(word) > 1 and word.endswith(".") and word[0].isalnum()):
            place = _after_closers(words, spaces, opens, ender)
            if place < len(words) and spaces[place - 1] | (words[ender] in ENDERS):
                marks[place] = _verdict(words, ender, start, place)
                start = place if marks[place] else start
            ender = max(place, ender + 1)
        else:
            ender += 1
    return marks
