"""Who wrote it: bylines and news agencies, from the first and last lines of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

AGENCIES = {
    "ap": "Associated Press", "associated press": "Associated Press", "the associated press": "Associated Press",
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse", "upi": "United Press International",
    "united press international": "United Press International", "tass": "TASS", "itar-tass": "TASS", "xinhua": "Xinhua",
    "dpa": "Deutsche Presse-Agentur", "irna": "IRNA", "isna": "ISNA", "bloomberg": "Bloomberg", "interfax": "Interfax",
    "ria novosti": "RIA Novosti", "sputnik": "Sputnik", "efe": "EFE", "ansa": "ANSA", "pti": "Press Trust of India",
    "ians": "IANS", "ani": "ANI", "kyodo": "Kyodo News", "kyodo news": "Kyodo News", "yonhap": "Yonhap",
    "cna": "Central News Agency", "anadolu": "Anadolu Agency", "anadolu agency": "Anadolu Agency",
    "aa": "Anadolu Agency",
    "kuna": "KUNA", "wam": "WAM", "spa": "Saudi Press Agency", "mena": "MENA", "sana": "SANA", "wafa": "WAFA",
    "petra": "Petra", "bernama": "Bernama", "antara": "Antara", "pap": "PAP", "apa": "APA",
    "press association": "PA Media",
    "pa media": "PA Media", "the canadian press": "The Canadian Press", "aap": "Australian Associated Press",
    "news agency of nigeria": "News Agency of Nigeria", "nan": "News Agency of Nigeria", "mehr": "Mehr", "fars": "Fars",
    "tasnim": "Tasnim",
}  # fmt: skip
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
DATELINE = re.compile(rf"^[^\n]{{0,90}}?[(\[/]\s*({_NAMES})\s*[)\]/]\s*[-–—:.]*\s", re.I)
DASHED = re.compile(
    rf"^(?:[A-Z][\w.' ]{{1,30}},\s)?(?:[A-Z][a-z]+\.?\s\d{{1,2}}\.?\s)?[\s/]*({_NAMES})[\s/.]*[-–—]", re.I
)
CLOSING = re.compile(rf"^\s*(?:[(\[—–-]\s*)?(?:source:\s*)?({_NAMES})\s*[)\]]?\.?\s*$", re.I)
BYLINE = re.compile(r"^(?:(?:written|posted|reported|published)\s+)?by:?\s+([A-Z][^\n|]{2,80})$", re.I)
BYLINE_END = re.compile(
    r"\s*(?:\||,?\s+(?:for|of|in|at|on|staff|updated|published|posted)\b"
    r"|[,;]\s*(?:the\s)?associated press|[/@(–—]|\d).*$",
    re.I,
)
PERSON = re.compile(r"^[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|and|de|van|von|al|bin|der|la|le|&|,)){0,9}$")


@dataclass(frozen=True, slots=True)
class Credits:
    """Byline (people's names as printed) and agency (its full name); None where there is none."""

    byline: str | None = None
    agency: str | None = None


def find_agency(paragraphs: list[str], author: str | None = None) -> str | None:
    """The agency that a dateline ("MOSCOW (AP) —"), a closing credit or the author field names."""
    if author and (name := AGENCIES.get(author.strip().casefold())):
        return name
    for paragraph in paragraphs[:2]:
        for form in (DATELINE, DASHED):
            if match := form.match(paragraph):
                return AGENCIES[match.group(1).casefold()]
    for paragraph in paragraphs[-2:]:
        if match := CLOSING.match(paragraph):
            return AGENCIES[match.group(1).casefold()]
    return None


def read_byline(line: str) -> str | None:
    """The people of a line such as "By Jane Doe, Staff Writer"; None if the line is no byline."""
    match = BYLINE.match(line.strip())
    return clean_author(match.group(1)) if match else None


def clean_author(words: str | None) -> str | None:
    """An author field without "By", addresses, dates and jobs; None if no name is left."""
    if not words:
        return None
    words = re.sub(r"^by:?\s+", "", " ".join(words.split()), flags=re.I)
    words = BYLINE_END.sub("", words).strip(" ,.|")
    if not words or len(words) > 120 or re.match(r"https?:|www\.", words):
        return None
    return words if PERSON.match(words) or words.casefold() in AGENCIES else None
