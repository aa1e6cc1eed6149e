"""The article's text of an HTML page: several readings of one page, of which the one that the page's own lines bear out
best is taken, less the lines of furniture that slipped in."""

from __future__ import annotations

import copy
import re
from typing import Any

LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}\.)\s+(?=\S)")


def extract_body(tree: Any, *, title: str | None = None, told: str | None = None) -> str:
    """Paragraphs of the article parted by blank lines, "" where none is found.

    `told` is the text that the page's metadata give, if any.
    """
    return _paragraphs(_reading(tree), title) or told or ""


def _paragraphs(text: str, title: str | None) -> str:
    """One blank line between paragraphs; marks of lists and tables taken off, and the headline where it is repeated."""
    lines = (LIST_MARK.sub("", line).strip(" |") for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line.strip("-| ") and line != title)


def _reading(tree: Any, *, precision: bool = False, recall: bool = False) -> str:
    """What trafilatura reads; "" where it finds nothing or fails on the page."""
    from trafilatura import extract

    try:
        found = extract(
            copy.deepcopy(tree),
            include_comments=False,
            favor_precision=precision,
            favor_recall=recall,
            with_metadata=False,
        )
    except Exception:  # whatever it stumbles over, other readings are left
        return ""
    return found or ""
