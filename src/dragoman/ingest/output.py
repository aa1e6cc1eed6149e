"""An article as the line that `dragoman extract` writes."""

from __future__ import annotations

from typing import TypedDict

from dragoman.model import Article


class ExtractLine(TypedDict):
    """One line of the command's output; the fields and their order are stable."""

    input: str | None
    id: str
    url: str | None
    title: str | None
    published: str | None
    date_confidence: float | None
    language: str | None
    outlet: str | None
    text: str


def extract_line(article: Article) -> ExtractLine:
    """The fields of an article in the order of the line."""
    return ExtractLine(
        input=article.input,
        id=article.id,
        url=article.url,
        title=article.title,
        published=article.published,
        date_confidence=article.date_confidence,
        language=article.language,
        outlet=article.outlet,
        text=article.text,
    )
