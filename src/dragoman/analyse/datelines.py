"""Finds the dateline at the start of a paragraph ("PARIS (Reuters) - "), which is no part of its first sentence.

Enters: the words of a paragraph. Leaves: how many characters the dateline takes, with the white space after it.
"""

from __future__ import annotations

import re

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{2,}(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+){0,3}"
_REGION = r"(?:, ?(?:[A-Z][\w.’'-]*\.?)(?: [A-Z][\w.’'-]*\.?){0,2})"
_DAY = r"(?:, ?(?:[A-Z][a-z]{2,8}\.? ?\d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, ?\d{4})?)"
_AGENCY = r"\([A-Z][\w .,/&-]{1,40}\)"
_DASH = r"(?:--|[-–—:|])"
_START = r"(?=[\"“‘'(]*[A-Z0-9À-ÖØ-Þ])"

_DASHED = re.compile(
    rf"\(?{_CAPITALS}\)?{_REGION}{{0,2}}{_DAY}?(?:\s*,?\s*{_AGENCY})?\s*(?:{_DASH}\s+|(?<=\)){_DASH}\s*){_START}"
)
_CREDITED = re.compile(rf"(?:{_CAPITALS}{_REGION}{{0,2}}{_DAY}?\s*)?{_AGENCY}\s*{_DASH}\s+{_START}")
_CITIES = (
    "WASHINGTON|LONDON|PARIS|BERLIN|MOSCOW|BEIJING|BRUSSELS|BEIRUT|CAIRO|JERUSALEM|KABUL|BAGHDAD|TOKYO|SEOUL|TEHRAN|"
    "GENEVA|ISTANBUL|ANKARA|MADRID|ROME|VIENNA|KIEV|KYIV|DUBAI|NAIROBI|ISLAMABAD|OTTAWA|SYDNEY|UNITED NATIONS|"
    "NEW YORK|NEW DELHI|MEXICO CITY"
)
_OPENERS = "The|A|An|In|At|On|Two|Three|Four|Five|Six|Hundreds|Thousands|Police|President"
_BARE = re.compile(
    rf"(?:{_CAPITALS}{_REGION}?\s+(?=(?:{_OPENERS}) )"
    rf"|{_CAPITALS}{_REGION}?\s+{_AGENCY}\s+{_START}"
    rf"|(?:{_CITIES})\s+(?=[A-Z][a-zà-ÿ]))"
)
_BYLINE = re.compile(rf"By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{1,3}} [|–—] {_START}")
_LONGEST = 90


def dateline_length(paragraph: str) -> int:
    """Characters of the dateline at the start of the paragraph; 0 where there is none."""
    head = paragraph[: _LONGEST + 40]
    for shape in (_DASHED, _CREDITED, _BARE, _BYLINE):
        found = shape.match(head)
        if found is not None and found.end() <= _LONGEST:
            return found.end()
    return 0
