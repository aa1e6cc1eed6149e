"""Cuts an article's text into paragraphs that the parser reads one by one, with white space tidied.

Enters: any string, whatever its line breaks. Leaves: `Block` objects whose `text` has single spaces and no invisible
characters, and whose `offsets` lead every character back to the article. Sentences never cross a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.analyse.datelines import dateline_length
from dragoman.model import Span

LONGEST = 4000
WRAP = 160
SLACK = 10

_BLANK = re.compile(r"[^\S\n]*\n[^\S\n]*(?:\n\s*)+")
_INVISIBLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENDS = re.compile(r"[.!?…][\"'”’)\]»]*$")
_BULLET = re.compile(r"(?:[•●▪■►·]|\*{1,3})\s*(?=[^\s*])")
_OPENS = re.compile(r"[\"'“‘(\[«]*[A-Z0-9À-ÖØ-Þ•*–—]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `text` tidied, `offsets[i]` the place in the article of `text[i]`."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The article's range for a non-empty range of `text`."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Lines of a range, without the white space around them; empty ones left out."""
    at = start
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        if stripped:
            begin = at + line.index(stripped)
            yield Span(begin, begin + len(stripped))
        at += len(line) + 1


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Paragraphs of a range without blank lines: a line break ends one unless the line was only wrapped."""
    lines = list(_lines(text, start, end))
    if not lines:
        return
    width = max(line.end - line.start for line in lines)
    begin, last = lines[0].start, lines[0]
    for line in lines[1:]:
        words = last.of(text)
        room = width - len(words) - 1 - len(line.of(text).split(maxsplit=1)[0])
        finished = _ENDS.search(words) is not None
        opens = _OPENS.match(line.of(text)) is not None
        breaks = opens and words[-1] not in ",;-–—"
        if (width > WRAP and (finished or breaks)) or (finished and room >= 0) or (breaks and room >= SLACK):
            yield Span(begin, last.end)
            begin = line.start
        last = line
    yield Span(begin, last.end)


def paragraphs(text: str) -> Iterator[Span]:
    """Ranges of the text's paragraphs, in order, none of them empty.

    A blank line always ends a paragraph. A single line break ends one where lines are paragraphs (some line is longer
    than a wrapped line would be), or where the next line's first word would still have fitted.
    """
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _parts(text, start, blank.start())
        start = blank.end()
    yield from _parts(text, start, len(text))


def _cuts(text: str, span: Span, longest: int) -> Iterator[Span]:
    """The span in pieces of at most `longest` characters, cut after a sentence or at least between words."""
    start = span.start
    while span.end - start > longest:
        piece = text[start : start + longest]
        after = [m.end() for m in re.finditer(r"[.!?]\s", piece)]
        cut = after[-1] if after else max(piece.rfind(" "), piece.rfind("\n")) + 1
        cut = cut or longest
        yield Span(start, start + cut)
        start += cut
    yield Span(start, span.end)


def _tidy(text: str, span: Span) -> Block | None:
    characters: list[str] = []
    offsets: list[int] = []
    for place in range(span.start, span.end):
        character = text[place]
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        elif _INVISIBLE.match(character):
            continue
        elif _SURROGATE.match(character):
            character = "\ufffd"
        characters.append(character)
        offsets.append(place)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Block("".join(characters), tuple(offsets)) if characters else None


def cut_blocks(text: str, *, longest: int = LONGEST) -> Iterator[Block]:
    """Blocks of a text in order, each of at most `longest` characters, so that memory and time stay bounded.

    A dateline is a block of its own; a bullet at the start of a paragraph belongs to none.
    """
    for paragraph in paragraphs(text):
        bullet = _BULLET.match(text, paragraph.start, paragraph.end)
        paragraph = Span(bullet.end(), paragraph.end) if bullet else paragraph
        cut = paragraph.start + dateline_length(paragraph.of(text))
        if cut > paragraph.start and (dateline := _tidy(text, Span(paragraph.start, cut))):
            yield dateline
            paragraph = Span(cut, paragraph.end)
        for piece in _cuts(text, paragraph, longest):
            block = _tidy(text, piece)
            if block is not None:
                yield block
