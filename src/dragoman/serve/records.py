"""Articles, statements, the codebook, and the log of runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from dragoman.codebook import QUADS
from dragoman.errors import UsageError
from dragoman.model import Quote
from dragoman.serve.events import PAGE, AtDesk, Words, whole
from dragoman.serve.marks import Mark, cut, paragraphs
from dragoman.store import ArticleDetail, StatementFilter

router = APIRouter()


def page_number(page: Annotated[str | None, Query(max_length=8)] = None) -> int:
    """The number of a page, from 1.

    Raises:
        UsageError: it is no number.
    """
    if not page:
        return 1
    if not page.isascii() or not page.isdecimal() or int(page) < 1:
        raise UsageError(f"{page!r} is no page; write a number from 1")
    return int(page)


PageNumber = Annotated[int, Depends(page_number)]


@router.get("/articles", include_in_schema=False)
@router.get("/articles.json", summary="Articles, newest first")
def list_articles(request: Request, desk: AtDesk, page: PageNumber, text: Words = None) -> Response:
    """Articles that hold the words, with what they gave."""
    heads, total = desk.ledger.articles(text=text or None, limit=PAGE, offset=(page - 1) * PAGE)
    data = {"total": total, "articles": heads, "page": page, "text": text or None}
    return desk.answer(request, "articles.html", data, extra=_pages(page, total, {"text": text}))


@router.get("/articles/{article_id:path}", include_in_schema=False)
@router.get("/articles/{article_id:path}.json", summary="An article with what its passages gave")
def show_article(request: Request, desk: AtDesk, article_id: str) -> Response:
    """The text with evidence highlighted, and what each passage gave."""
    detail = desk.ledger.article(article_id)
    if detail is None:
        raise HTTPException(404, f"There is no article {article_id} in this ledger.")
    extra = {"detail": detail, "text": _marked(detail), "numbers": _numbers(detail)}
    return desk.answer(request, "article.html", {"article": detail}, extra=extra)


@router.get("/statements", include_in_schema=False)
@router.get("/statements.json", summary="Statements, newest first")
def list_statements(
    request: Request,
    desk: AtDesk,
    page: PageNumber,
    text: Words = None,
    speaker: Words = None,
    country: Words = None,
    quote: Words = None,
    via: Words = None,
    date_from: Words = None,
    date_to: Words = None,
    limit: Words = None,
) -> Response:
    """Statements that fit: who is said to say what, by which words."""
    size = whole(limit, PAGE)
    asked = StatementFilter(
        text=text or None,
        speaker=speaker or None,
        country=country or None,
        quote=quote or None,
        via=via or None,
        date_from=date_from or None,
        date_to=date_to or None,
        limit=size,
        offset=(page - 1) * size,
    )
    rows, total = desk.ledger.statement_page(asked)
    names = ("text", "speaker", "country", "quote", "via", "date_from", "date_to")
    values = {name: getattr(asked, name) for name in names}
    data = {"total": total, "statements": rows, "page": page, "asked": values}
    active = {name: value for name, value in values.items() if value is not None}
    extra = {"active": active, "quotes": list(Quote), **_pages(page, total, {**active, "limit": limit}, size)}
    return desk.answer(request, "statements.html", data, extra=extra)


@router.get("/codebook", include_in_schema=False)
@router.get("/codebook.json", summary="The event types and their modes")
def show_codebook(request: Request, desk: AtDesk) -> Response:
    """What each type means."""
    return desk.answer(request, "codebook.html", {"codebook": desk.codebook}, extra={"quads": QUADS})


@router.get("/runs", include_in_schema=False)
@router.get("/runs.json", summary="Runs, newest first, and what they set aside")
def list_runs(request: Request, desk: AtDesk) -> Response:
    """The log: when what was read, what it gave, what was set aside and why."""
    data = {
        "runs": desk.ledger.runs(limit=100),
        "set_aside": desk.ledger.asides(limit=200),
        "summary": desk.ledger.summary(),
    }
    return desk.answer(request, "runs.html", data)


def _pages(page: int, total: int, asked: Mapping[str, object], size: int = PAGE) -> dict[str, Any]:
    last = max((total + size - 1) // size, 1)
    return {
        "asking": dict(asked),
        "last": last,
        "before": page - 1 or None,
        "after": page + 1 if page < last else None,
    }


def _numbers(detail: ArticleDetail) -> dict[str, int]:
    """The number by which text and list refer to one another, by record id."""
    ids = [mention.id for _, mention in detail.events] + [said.id for said in detail.statements]
    return {record: number for number, record in enumerate(ids, 1)}


def _marked(detail: ArticleDetail) -> list[Any]:
    marks: list[Mark] = []
    for _, mention in detail.events:
        marks.append(Mark(mention.evidence.sentence, "evidence", mention.id))
        marks += [Mark(span, "evidence") for span in mention.evidence.also]
        marks.append(Mark(mention.evidence.trigger, "trigger", title=mention.type))
    for said in detail.statements:
        marks += [Mark(span, "content", title="content of a statement") for span in said.content]
        marks.append(Mark(said.cue, "cue", said.id, title="cue of a statement"))
    text = detail.article.text
    return [cut(text, span, marks) for span in paragraphs(text)]
