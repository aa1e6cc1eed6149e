from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.ingest.samples import PARAGRAPHS, TITLE, page

from dragoman.model import Article, SetAside

Read = Callable[..., list[Article | SetAside]]


def article_of(read: Read, html: str) -> Article:
    (article,) = read("a.html", html)
    assert isinstance(article, Article), article
    return article


def linked_data(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        (linked_data(datePublished="2023-06-12T08:00:00+02:00"), "JSON-LD"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2023-06-12"}]}</script>',
            "JSON-LD",
        ),
        ('<meta property="article:published_time" content="2023-06-12T23:00:00-05:00">', "meta"),
        ('<meta name="dc.date" content="June 12, 2023">', "meta"),
        ('<link rel="canonical" href="https://x.example/2023/06/12/talks">', "address"),
    ],
)
def test_page_date_comes_from_metadata_with_its_evidence(read: Read, head: str, evidence: str) -> None:
    article = article_of(read, page(head=head))
    assert article.published == "2023-06-12"
    assert article.date_evidence is not None and article.date_evidence.startswith(evidence)
    assert article.date_confidence is not None and article.date_confidence >= 0.7


@pytest.mark.parametrize(
    "shown",
    [
        "<time datetime='2023-06-12T10:00'>a while ago</time>",
        "<span itemprop='datePublished'>12 June 2023</span>",
        "<p>June 12, 2023</p>",
    ],
)
def test_page_date_may_be_shown_only(read: Read, shown: str) -> None:
    body = shown + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert article_of(read, page(body=body)).published == "2023-06-12"


@pytest.mark.parametrize("head", ["", linked_data(dateModified="2023-06-12"), linked_data(datePublished="soon")])
def test_page_without_a_date_has_none(read: Read, head: str) -> None:
    article = article_of(read, page(head=head))
    assert (article.published, article.date_confidence, article.date_evidence) == (None, None, None)


def test_page_date_of_the_future_is_refused(read: Read) -> None:
    assert article_of(read, page(head=linked_data(datePublished="2024-02-01"))).published is None


def test_page_dates_of_other_stories_are_weak(read: Read) -> None:
    html = page(head=linked_data(datePublished="2023-06-12")).replace(
        "</aside>", "<time datetime='2023-12-01'></time></aside>"
    )
    assert article_of(read, html).published == "2023-06-12"


def test_page_tells_outlet_byline_agency_and_address(read: Read) -> None:
    head = linked_data(publisher={"name": "Ostmark Courier"}, author=[{"name": "By Peter Lund"}]) + (
        "<link rel='canonical' href='https://courier.example/talks'>"
    )
    body = f"<p>OSTMARK (Reuters) - {PARAGRAPHS[0]}</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    article = article_of(read, page(head=head, body=body))
    assert (article.outlet, article.byline, article.agency) == ("Ostmark Courier", "Peter Lund", "Reuters")
    assert article.url == "https://courier.example/talks"


def test_page_title_loses_the_outlets_name(read: Read) -> None:
    html = page(head="<meta property='og:site_name' content='Ostmark Courier'>").replace(f"<h1>{TITLE}</h1>", "")
    assert article_of(read, html).title == TITLE


@pytest.mark.parametrize(
    "broken",
    ['{"@type": "NewsArticle"', "[[[[", '{"@graph": "x"}', "null", '{"@type": ["Article", null], "headline": 5}'],
)
def test_page_survives_broken_linked_data(read: Read, broken: str) -> None:
    article = article_of(read, page(head=f'<script type="application/ld+json">{broken}</script>'))
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))


def test_page_text_leaves_out_furniture(read: Read) -> None:
    text = article_of(read, page()).text
    assert text == "\n\n".join(PARAGRAPHS)
    assert "cookie" not in text and TITLE not in text


def test_page_body_falls_back_on_what_metadata_tell(read: Read) -> None:
    told = "\n\n".join(PARAGRAPHS)
    html = f"<html><head>{linked_data(articleBody=told)}</head><body><div id=app></div></body></html>"
    assert article_of(read, html).text == told


def test_page_with_nul_bytes_is_read(read: Read) -> None:
    assert article_of(read, page().replace("minister", "mini\0ster")).text == "\n\n".join(PARAGRAPHS)
