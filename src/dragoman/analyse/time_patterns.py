"""The table of time expressions: a pattern, and how its value is worked out.

Each rule's reader takes the match, the anchor (None if the date of publication is unknown) and whether the words speak
of the future; it gives an ISO value or None. Earlier rules win where two match the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dragoman.analyse.dates import Anchor, make_date

Reader = Callable[[re.Match[str], Anchor | None, bool], str | None]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("zero", "one a an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
} | {"a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b))"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:.,]\d|%| ?(?:percent|million|billion|pm|am|p\.m|a\.m))"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|s\b)"
_WEEKDAY = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)))"
)
_NUMBER = r"(?P<number>a couple of|\d{1,3}|" + "|".join(w for w in NUMBERS if " " not in w) + ")"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade|hour|minute)s?"
_PART = (
    r"(?:(?i:early|late|mid)|the (?:start|beginning|end|middle) of"
    r"|the (?:first|second) half of|earlier in|later in)[- ]"
)
_LAST = r"(?P<last>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
_COUNTED = r"(?! ?(?:people|dead|men|women|troops|soldiers|homes|km|miles|meters|metres|votes))"
_DAYTIME = r"(?: (?:morning|afternoon|evening|night|noon|midday|lunchtime))"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"


def _month_number(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"][:3].lower()) + 1


def _weekday_number(match: re.Match[str]) -> int:
    return WEEKDAYS.index(match["weekday"][:3].lower())


def _number(words: str) -> int:
    key = " ".join(words.lower().split())
    return NUMBERS[key] if key in NUMBERS else int(key)


def _full_date(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    day = make_date(int(match["year"]), _month_number(match), int(match["day"]))
    return day.isoformat() if day is not None else None


def _iso_date(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    day = make_date(int(match["year"]), int(match["number"]), int(match["day"]))
    return day.isoformat() if day is not None else None


def _attacks_of_2001(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return "2001-09-11"


def _month_day(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return anchor.month_day(_month_number(match), int(match["day"]), future=future) if anchor else None


def _day_range(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    month, first, last = _month_number(match), int(match["day"]), int(match["last"])
    if match["year"]:
        start = make_date(int(match["year"]), month, first)
        begin = start.isoformat() if start else None
    else:
        begin = anchor.month_day(month, first, future=future) if anchor else None
    if begin is None or len(begin) < 10:
        return begin
    end = make_date(int(begin[:4]), month, last)
    return f"{begin}/{end.isoformat()}" if end is not None and last > first else None


def _month_year(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return f"{match['year']}-{_month_number(match):02d}"


def _named_month(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    if anchor is None:
        return None
    which = (match["which"] or "").lower()
    ahead = future or which in ("next", "coming")
    return anchor.named_month(_month_number(match), future=ahead, strict=which in ("next", "coming", "last"))


def _years(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    end = match["end"] if len(match["end"]) == 4 else match["year"][:2] + match["end"]
    return f"{match['year']}/{end}" if end > match["year"] else None


def _year(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return match["year"]


def _weekday(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    if anchor is None:
        return None
    which = (match["which"] or "").lower()
    if which in ("next", "coming"):
        return anchor.weekday(_weekday_number(match), future=True, strict=True)
    if which in ("last", "past", "previous"):
        return anchor.weekday(_weekday_number(match), strict=True)
    return anchor.weekday(_weekday_number(match), future=future)


def _weekday_of_week(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    if anchor is None or anchor.precision < 3:
        return anchor.shifted(0) if anchor else None
    weeks = {"last": -1, "next": 1}.get((match["which"] or match["before"] or "").lower(), 0)
    return anchor.shifted(7 * weeks - anchor.day.weekday() + _weekday_number(match))


def _shift(days: int) -> Reader:
    return lambda match, anchor, future: anchor.shifted(days) if anchor else None


def _unknown(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return None


def _ago(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return _move(match, anchor, -1)


def _ahead(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return _move(match, anchor, 1)


def _move(match: re.Match[str], anchor: Anchor | None, sign: int) -> str | None:
    if anchor is None:
        return None
    number, unit = sign * _number(match["number"]), match["unit"].lower()
    if unit == "day":
        return anchor.shifted(number)
    if unit in ("week", "fortnight"):
        return anchor.shifted((7 if unit == "week" else 14) * number)
    if unit == "month":
        return anchor.month(number)
    return anchor.year(number) if unit == "year" else None


def _which_unit(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    if anchor is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "week":
        return None if match["part"] and match["part"].lower().startswith("earlier") else anchor.week(step)
    if unit == "month":
        return anchor.month(step)
    if unit == "year":
        return anchor.year(step)
    if unit == "weekend":
        return anchor.weekend(future=step > 0 or (future and which == "this"), weeks=0)
    return None


def _weekend(match: re.Match[str], anchor: Anchor | None, future: bool) -> str | None:
    return anchor.weekend(future=future) if anchor else None


_PREPOSITIONS = ("in", "In", "since", "Since", "until", "by", "of", "from", "during", "for", "before", "after")
_WHICH = r"(?:(?P<which>(?i:last|next|this|past|previous|coming)) )?"
_NEW_YORK = r"(?:September|Sept\.?) 11(?:th)?(?:, 2001)?,?(?= (?:terror|attacks|hijack|al-Qaida|al Qaeda))|\b9/11\b"
_ORDERED: tuple[tuple[str, Reader], ...] = (
    (r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b", _iso_date),
    (_NEW_YORK, _attacks_of_2001),
    (rf"(?:\b{_WEEKDAY},? )?\b{_MONTH} {_DAY},? {_YEAR}", _full_date),
    (rf"(?:\b{_WEEKDAY},? )?(?:\bthe )?\b{_DAY}(?: of)? {_MONTH},? {_YEAR}", _full_date),
    (rf"\b{_MONTH} {_DAY} ?(?:-|–|—|to|until|through) ?{_LAST}\b(?:,? {_YEAR})?", _day_range),
    (rf"\b{_DAY} ?(?:-|–|—|to|until) ?{_LAST} {_MONTH}(?:,? {_YEAR})?", _day_range),
    (rf"(?:\b{_WEEKDAY},? (?:the )?)?\b{_MONTH} {_DAY}(?! ?(?:19|20)\d\d)", _month_day),
    (rf"(?:\b{_WEEKDAY},? )?(?:\bthe )?\b{_DAY}(?: of)? {_MONTH}", _month_day),
    (rf"(?:\b{_PART})?\b{_MONTH},?(?: of)? {_YEAR}", _month_year),
    (rf"\b(?P<before>(?i:last|next)) week,? on {_WEEKDAY}(?P<which>)", _weekday_of_week),
    (rf"\b{_WEEKDAY} (?:of )?(?P<which>last|next|this) week\b(?P<before>)", _weekday_of_week),
    (rf"\b{_WHICH}{_WEEKDAY}{_DAYTIME}?\b", _weekday),
    (rf"(?:\b{_PART})(?P<which>last |next )?{_MONTH}\b(?!,? \d)", _named_month),
    (rf"\b(?P<which>(?i:last|next|this|coming)) {_MONTH}(?!\w)", _named_month),
    *((rf"(?<=\b{word} )(?P<which>){_MONTH}(?!\w)", _named_month) for word in _PREPOSITIONS),
    (rf"(?P<which>)\b(?!May|March|Mar|Jun|Jan|Dec|Sept?\b){_MONTH}(?!\w)", _named_month),
    (r"\bthe day before yesterday\b", _shift(-2)),
    (r"\bthe day after tomorrow\b", _shift(2)),
    (rf"\b(?:earlier |late |early )?yesterday{_DAYTIME}?\b", _shift(-1)),
    (rf"\btomorrow{_DAYTIME}?\b", _shift(1)),
    (rf"\b(?:(?:earlier|later|late|early) )?today\b|\btonight\b|\bthis{_DAYTIME}\b", _shift(0)),
    (r"\blast night\b", _shift(-1)),
    (rf"\b(?:(?:about|around|some|almost|nearly|more than|over|just) )?{_NUMBER} {_UNIT} ago\b", _ago),
    (rf"\bin {_NUMBER} {_UNIT}(?:'|'s|’s|’)?(?: time)?(?=[.,;]| from now)", _ahead),
    (rf"\b{_NUMBER} {_UNIT} from now\b", _ahead),
    (r"\b(?P<part>(?:earlier|later|early|late)(?: in)? )?(?P<which>last|next|this|previous|coming) "
     r"(?P<unit>week|month|year|weekend)\b", _which_unit),
    (r"\b(?:over |at |during )?the weekend\b", _weekend),
    (rf"\b(?:{_PART})?(?:the )?{_SEASON}(?: of)? {_YEAR}\b", _year),
    (r"\b(?:(?:in|during) )?(?:the )?(?:(?:early|late|mid)[- ])?(?:19|20)?\d0s\b", _unknown),
    (r"\b(?P<year>(?:19|20)\d\d) ?(?:-|–|—|/) ?(?P<end>(?:19|20)\d\d|\d\d)\b(?!-)", _years),
    (r"(?<=\bbetween )(?P<year>(?:19|20)\d\d) and (?P<end>(?:19|20)\d\d)\b", _years),
    (r"(?<=\bfrom )(?P<year>(?:19|20)\d\d) (?:to|until|through) (?P<end>(?:19|20)\d\d)\b", _years),
    (rf"(?<![$€£#\d.,-]){_YEAR}(?![\w-]){_COUNTED}", _year),
    (r"\b(?:in )?(?:recent|coming|past|last few|next few) (?:days|weeks|months|years|decades)\b", _unknown),
    (r"\brecently\b", _unknown),
    (rf"\b(?:the )?(?:last|past|next|coming) {_NUMBER} {_UNIT}\b", _unknown),
    (rf"\b{_NUMBER} {_UNIT} (?:earlier|later)\b", _unknown),
)  # fmt: skip


@cache
def rules() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The compiled table; any white space in the text stands for a space in a pattern."""
    return tuple((re.compile(_spaced(pattern), re.IGNORECASE if _loose(pattern) else 0), r) for pattern, r in _ORDERED)


def _spaced(pattern: str) -> str:
    """Spaces outside of look-behinds become any white space."""
    pieces = re.split(r"(\(\?<[=!][^)]*\)|\[[^\]]*\])", pattern)
    return "".join(
        p if p.startswith(("(?<=", "(?<!", "[")) else p.replace(" ?", r"\s?").replace(" ", r"\s+") for p in pieces
    )


def _loose(pattern: str) -> bool:
    return "month>" not in pattern and "weekday>" not in pattern
