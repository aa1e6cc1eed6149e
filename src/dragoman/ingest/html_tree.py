"""HTML to a tree and back to text, under limits that pathological pages run into before they cost much time."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from dragoman.errors import TooLarge, UnreadableInput

HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "form", "button"})
_BLOCKS = (
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option"
VOID = frozenset(_VOID.split())


def parse_page(html: str, *, name: str, max_nesting: int, max_elements: int) -> Any:
    """Root element of a page.

    Raises:
        UnreadableInput: nothing that is HTML, or elements nested deeper than `max_nesting`.
        TooLarge: more than `max_elements` tags.
    """
    from lxml import etree
    from lxml import html as lxml_html

    check_nesting(html, name=name, max_nesting=max_nesting, max_elements=max_elements)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableInput(f"{name}: no HTML that can be read ({error})") from error
    return tree


def check_nesting(html: str, *, name: str, max_nesting: int, max_elements: int) -> None:
    """Count open elements in one pass, without a tree; raises as `parse_page`."""
    depth = 0
    for count, match in enumerate(OPENING.finditer(html)):
        closing, tag, empty = match.groups()
        if count > 2 * max_elements:
            raise TooLarge(f"{name}: more than {max_elements:,} elements in one page; split it")
        if tag.lower() in VOID or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > max_nesting:
            raise UnreadableInput(
                f"{name}: elements nested more than {max_nesting} deep, as no page of news is; skip it"
            )


def block_lines(element: Any) -> list[str]:
    """Visible text below an element, a line a block, white space folded."""
    lines: list[str] = []
    pieces: list[str] = []

    def end_line() -> None:
        text = " ".join("".join(pieces).split())
        if text:
            lines.append(text)
        pieces.clear()

    _walk(element, pieces, end_line)
    end_line()
    return lines


def _walk(root: Any, pieces: list[str], end_line: Any) -> None:
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in BLOCKS:
                end_line()
            if element.tail and element is not root:
                pieces.append(element.tail)
            continue
        stack.append((element, True))
        if tag in HIDDEN or not tag:
            continue
        if tag in BLOCKS:
            end_line()
        if element.text:
            pieces.append(element.text)
        stack.extend((child, False) for child in reversed(element))


def fragment_text(html: str) -> str:
    """Text of a piece of HTML (a feed's content): paragraphs parted by blank lines, no markup, no scripts."""
    from lxml import etree
    from lxml import html as lxml_html

    if "<" not in html and "&" not in html:
        return "\n\n".join(filter(None, (" ".join(part.split()) for part in re.split(r"\n\s*\n", html))))
    check_nesting(html, name="feed item", max_nesting=512, max_elements=50_000)
    try:
        tree = lxml_html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return "\n\n".join(block_lines(tree))


def title_text(html: str) -> str:
    """A title as plain words: tags and what scripts hold are dropped, entities resolved once more where left over."""
    bare = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|$)", " ", unescape(html) if "&lt;" in html else html)
    return " ".join(unescape(re.sub(r"</?[a-zA-Z!][^<>]*>", " ", bare)).split())
