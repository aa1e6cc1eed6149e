from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.ingest.samples import PARAGRAPHS, TITLE

from dragoman.model import Article, SetAside

Read = Callable[..., list[Article | SetAside]]

ITEM = (
    "<item><title>&lt;script&gt;alert(1)&lt;/script&gt;River talks &amp;amp; fish</title><link>https://x.example/1</link>"
    "<pubDate>Mon, 12 Jun 2023 21:30:00 -0400</pubDate><description><![CDATA[<p>{}</p><script>steal()</script><p>{}</p>"
    "<p><a href='/'>Read more</a></p>]]></description></item>"
).format(*PARAGRAPHS[:2])
RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{ITEM}</channel></rss>"
ATOM = (
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title><entry><title>T</title>"
    "<link href='https://x.example/1'/><published>2023-06-12T08:00:00Z</published>"
    f"<summary>short</summary><content type='html'>&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Courier</title></channel><item><title>T</title>"
    f"<link>https://x.example/1</link><dc:date>2023-06-12</dc:date><description>{PARAGRAPHS[0]}</description></item></rdf:RDF>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "items": [{"id": "1", "url": "https://x.example/1", "title": "T", "date_published": "2023-06-12T08:00:00Z",
                   "content_html": f"<p>{PARAGRAPHS[0]}</p>"}],
    }
)  # fmt: skip


@pytest.mark.parametrize(("name", "feed"), [("a.xml", ATOM), ("a.rdf", RDF), ("a.json", JSON_FEED), ("noend", RSS)])
def test_feed_items_become_articles(read: Read, name: str, feed: str) -> None:
    (article,) = read(name, feed)
    assert isinstance(article, Article)
    assert article.text.startswith(PARAGRAPHS[0])
    assert (article.published, article.url, article.outlet) == ("2023-06-12", "https://x.example/1", "Courier")


def test_feed_scripts_and_markup_are_dropped(read: Read) -> None:
    (article,) = read("a.xml", RSS)
    assert isinstance(article, Article)
    assert article.title == "River talks & fish"
    assert article.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


def test_feed_item_without_text_is_set_aside_alone(read: Read) -> None:
    found = read("a.xml", RSS.replace("</channel>", "<item><title>Bare</title></item></channel>"))
    assert [type(item) for item in found] == [Article, SetAside]


def test_feed_that_ends_early_keeps_its_items(read: Read) -> None:
    found = read("a.xml", RSS.replace("</channel></rss>", "<item><title>Half"))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], SetAside) and "truncated" in found[-1].message


def test_feed_with_entities_is_refused(read: Read) -> None:
    bomb = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>" + RSS[21:].replace(
        "River", "&b;"
    )
    (found,) = read("a.xml", bomb)
    assert isinstance(found, SetAside) and "entities" in found.message


def test_feed_addresses_other_than_web_ones_are_dropped(read: Read) -> None:
    (article,) = read("a.xml", RSS.replace("https://x.example/1", "javascript:alert(1)"))
    assert isinstance(article, Article) and article.url is None and TITLE not in (article.title or "")
