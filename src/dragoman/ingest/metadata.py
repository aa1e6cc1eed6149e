"""What a page says of itself outside its text: JSON-LD, OpenGraph, other meta elements, microdata, `<time>`, `<link>`.

Nothing is trusted alone: headline and dates come out as candidates with a confidence, for `page` to choose from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from dragoman.ingest.dates import DateGuess, day_in_url, parse_given
from dragoman.ingest.html_tree import fragment_text, title_text

_ARTICLE_TYPES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle blogposting "
    "liveblogposting socialmediaposting report techarticle scholarlyarticle review advertisercontentarticle webpage"
)
ARTICLE_TYPES = frozenset(_ARTICLE_TYPES.split())
DATE_METAS = {
    "article:published_time": 0.95, "og:article:published_time": 0.95, "datepublished": 0.93, "article:published": 0.92,
    "og:published_time": 0.92, "parsely-pub-date": 0.92, "sailthru.date": 0.9, "pubdate": 0.9, "publishdate": 0.9,
    "publish-date": 0.9, "publication_date": 0.9, "dc.date.issued": 0.9, "dcterms.created": 0.85, "dc.date": 0.85,
    "dcterms.date": 0.85, "article.published": 0.9, "cxenseparse:recs:publishtime": 0.9, "date": 0.8, "created": 0.7,
    "article_date_original": 0.9, "originalpublicationdate": 0.92, "dc.date.created": 0.85, "displaydate": 0.8,
    "published-date": 0.9, "published_time": 0.9, "rnews:datepublished": 0.9, "citation_publication_date": 0.85,
}  # fmt: skip
SITE_END = re.compile(r"\s+(?:[|»·•—–-]|::)\s+[^|»·•—–]{1,60}$")
TITLE_REST = re.compile(r"\s*(?:[|»·•—–-]|::)\s*([^|»·•]{2,50})")
MAX_JSON_LD = 1_000_000


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page's own metadata say; `body` is JSON-LD's articleBody as text where there is one."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    body: str | None = None
    dates: tuple[DateGuess, ...] = ()
    modified: tuple[str, ...] = ()


def read_metadata(tree: Any, *, url: str | None) -> PageMetadata:
    """Metadata of a parsed page; `url` is the address it came from, where known."""
    metas = _metas(tree)
    node = _article_node(tree, metas)
    address = url or _canonical(tree, metas, url)
    return PageMetadata(
        title=_choose_title(tree, metas, node),
        url=address,
        outlet=_outlet(tree, metas, node),
        author=_author(tree, metas, node),
        language=_language(tree, metas, node),
        body=_body(node),
        dates=tuple(_dates(tree, metas, node, address)),
        modified=tuple(filter(None, (parse_given(str(v)) for v in _modified(metas, node)))),
    )


def _metas(tree: Any) -> dict[str, str]:
    """First value of each meta element, by its name, property, itemprop or http-equiv in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            for key in (element.get(attribute) or "").lower().split():
                if value:
                    found.setdefault(key, value)
    return found


def _json_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip()
        source = re.sub(r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", source)[:MAX_JSON_LD]
        try:
            stack = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            node = stack.pop(0)
            if isinstance(node, list):
                stack[:0] = node[:100]
            elif isinstance(node, dict):
                yield node
                stack[:0] = [v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage") and v]


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type") or []
    return {str(kind).lower().rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _article_node(tree: Any, metas: dict[str, str]) -> dict[str, Any]:
    """The JSON-LD object of the page's own article: an article type with the most of what is looked for."""

    def worth(node: dict[str, Any]) -> tuple[int, int]:
        wanted = ("headline", "datePublished", "author", "articleBody", "publisher")
        own = _folded(str(node.get("headline") or "")) in _folded(metas.get("og:title", "") or "\0")
        return "webpage" not in _types(node), sum(bool(node.get(k)) for k in wanted) + 2 * own

    nodes = [node for node in _json_nodes(tree) if _types(node) & ARTICLE_TYPES]
    return max(nodes, key=worth, default={})


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _name(value: Any) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, list):
        names = [name for v in value[:8] if (name := _name(v))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
        return _name(value) if isinstance(value, list) else (title_text(str(value)) or None if value else None)
    return title_text(value) or None if isinstance(value, str) else None


def _choose_title(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    """The headline as the page shows it: the h1 that its metadata confirm, else the metadata's own."""
    headline = _name(node.get("headline")) if "webpage" not in _types(node) else None
    document = next((" ".join(e.text_content().split()) for e in tree.iter("title")), "")
    told = [title_text(t) for t in (headline, metas.get("og:title"), metas.get("twitter:title"), document) if t]
    shown = [" ".join(e.text_content().split()) for e in tree.iter("h1")]
    for heading in shown:
        if len(heading) > 8 and any(_alike(heading, t) for t in told):
            return heading
    if headline:
        return told[0]
    if told:
        return _without_site(told[0], metas.get("og:site_name"), shown)
    return next((h for h in shown if len(h) > 8), None)


def _alike(heading: str, told: str) -> bool:
    a, b = set(_folded(heading).split()), set(_folded(told).split())
    return bool(a) and len(a & b) >= 0.8 * min(len(a), max(len(b) - 3, 1)) and len(a & b) >= 0.5 * len(b)


def _without_site(title: str, site: str | None, shown: list[str]) -> str:
    """A document title without the outlet's name at its end."""
    if title in shown:
        return title
    if site and title.casefold().endswith(site.casefold()):
        title = re.sub(r"[\s|»·•—–:-]+$", "", title[: -len(site)]) or title
    shorter = SITE_END.sub("", title)
    return shorter if len(shorter) > 15 else title


def _canonical(tree: Any, metas: dict[str, str], base: str | None) -> str | None:
    links = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    for candidate in (*links, metas.get("og:url"), metas.get("twitter:url")):
        address: str = urljoin(base or "", (candidate or "").strip())
        if re.match(r"https?://[^\s/]+/?", address):
            return address
    return None


def _outlet(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    """The site's name as its metadata give it, else what the document's title adds to the headline."""
    site = metas.get("og:site_name") or _name(node.get("publisher")) or metas.get("application-name")
    if site:
        return title_text(site) or None
    document = next((" ".join(e.text_content().split()) for e in tree.iter("title")), "")
    for element in tree.iter("h1"):
        heading = " ".join(element.text_content().split())
        if (
            len(heading) > 8
            and document.startswith(heading)
            and (match := TITLE_REST.fullmatch(document[len(heading) :]))
        ):
            return match.group(1)
    return None


def _author(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    told = (
        _name(node.get("author")) or metas.get("author") or metas.get("parsely-author") or metas.get("sailthru.author")
    )
    if told:
        return title_text(told) or None
    shown = tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')] | //*[@itemprop='author']")
    names = (" ".join(str(e.text_content()).split()) for e in shown)
    return next((name for name in names if 0 < len(name) < 80), None)


def _language(tree: Any, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    told = node.get("inLanguage") or tree.get("lang") or metas.get("og:locale") or metas.get("content-language")
    match = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", str(told or ""))
    return match.group().lower() if match else None


def _body(node: dict[str, Any]) -> str | None:
    body = node.get("articleBody")
    if not isinstance(body, str) or len(body) < 200:
        return None
    return fragment_text(body.replace("\\n", "\n")) or None


def _modified(metas: dict[str, str], node: dict[str, Any]) -> Iterator[str]:
    for value in (node.get("dateModified"), metas.get("article:modified_time"), metas.get("og:updated_time")):
        if isinstance(value, str):
            yield value


def _dates(tree: Any, metas: dict[str, str], node: dict[str, Any], url: str | None) -> Iterator[DateGuess]:
    for key, confidence in (("datePublished", 0.96), ("dateCreated", 0.85)):
        value = node.get(key)
        if isinstance(value, str) and (found := parse_given(value)):
            sure = confidence - 0.1 * ("webpage" in _types(node))
            yield DateGuess(found, sure, f"JSON-LD {key} {value}", utc=_in_utc(value))
    for name, confidence in DATE_METAS.items():
        if (value := metas.get(name)) and (found := parse_given(value)):
            yield DateGuess(found, confidence, f"meta {name} {value}", utc=_in_utc(value))
    for element in tree.iter("time", "abbr", "span", "div", "p"):
        if guess := _element_date(element):
            yield guess
    if found := day_in_url(url):
        yield DateGuess(found, 0.8, f"address {url}")


def _in_utc(value: str) -> bool:
    return bool(re.search(r"\d(?:Z|[+-]00:?00|\s*(?:GMT|UTC))\s*$", value))


def _element_date(element: Any) -> DateGuess | None:
    """A `<time>` or microdata element that says when; one marked as the article's own is surer."""
    marks = f"{element.get('itemprop') or ''} {element.get('pubdate') or ''} {element.get('class') or ''}".lower()
    if element.tag != "time" and "datepublished" not in marks:
        return None
    value = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
    found = parse_given(str(value)[:80])
    if not found or re.search(r"modif|updat", marks):
        return None
    own = "datepublished" in marks or "pubdate" in marks or re.search(r"entry-date|publish|posted", marks)
    inside = any(a.tag in ("article", "main", "header") for a in element.iterancestors())
    aside = any(a.tag in ("aside", "footer", "nav", "li") for a in element.iterancestors())
    confidence = 0.9 if own else 0.72 if inside else 0.6
    evidence = f"<{element.tag}> {str(value)[:80].strip()}"
    return DateGuess(found, confidence - 0.35 * aside, evidence, utc=_in_utc(str(value)))
