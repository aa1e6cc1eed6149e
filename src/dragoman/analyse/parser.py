"""Words and sentences: an article becomes a document with tokens (tags, parse, names) and sentence ranges.

The text is cut into paragraphs (`blocks`), rules settle where sentences start (`boundaries`), and spaCy's small English
model does the rest. Other components read the tokens and never see spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.analyse.blocks import Block, cut_blocks
from dragoman.analyse.boundaries import mark_starts
from dragoman.analyse.datelines import dateline_length
from dragoman.analyse.language_model import load_model
from dragoman.model import Document, Layer, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Parser:
    """Adds tokens and sentences. `verify` checks the model's files against the recorded sum when it is loaded."""

    name = "parser"
    version = "1"
    needs: frozenset[Layer] = frozenset()
    adds = frozenset({Layer.TOKENS, Layer.SENTENCES})

    def __init__(self, *, verify: bool = False, batch_size: int = 64) -> None:
        self.verify = verify
        self.batch_size = batch_size

    def __call__(self, document: Document) -> Document:
        """The document with tokens and sentences."""
        return next(self.pipe([document]))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents with tokens and sentences, in order; parsed many together, which is faster than one by one."""
        nlp = load_model(verify=self.verify)
        pending: list[tuple[Document, list[Block]]] = []
        size = 0
        for document in documents:
            blocks = list(cut_blocks(document.text))
            pending.append((document, blocks))
            size += len(blocks)
            if size >= self.batch_size:
                yield from self._flush(nlp, pending)
                pending, size = [], 0
        yield from self._flush(nlp, pending)

    def _flush(self, nlp: Language, pending: list[tuple[Document, list[Block]]]) -> Iterator[Document]:
        docs = nlp.pipe((_prepare(nlp, block) for _, blocks in pending for block in blocks), batch_size=self.batch_size)
        for document, blocks in pending:
            yield _assemble(document, [(block, next(docs)) for block in blocks])


def _prepare(nlp: Language, block: Block) -> Doc:
    """A spaCy document with the sentence starts that the rules settle."""
    doc = nlp.make_doc(block.text)
    words = [word.text for word in doc]
    spaces = [bool(word.whitespace_) for word in doc]
    for word, mark in zip(doc, mark_starts(words, spaces), strict=True):
        word.is_sent_start = mark
    return doc


def _assemble(document: Document, parsed: list[tuple[Block, Doc]]) -> Document:
    tokens: list[Token] = []
    sentences: list[Span] = []
    for block, doc in parsed:
        base = len(tokens)
        tokens.extend(_tokens(document.text, block, doc, base))
        sentences.extend(_sentences(block, doc))
    return replace(
        document,
        layers=document.layers | Parser.adds,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
    )


def _tokens(text: str, block: Block, doc: Doc, base: int) -> Iterator[Token]:
    offsets = block.offsets
    last = len(doc) - 1
    for word in doc:
        start = offsets[word.idx]
        end = offsets[word.idx + len(word) - 1] + 1
        mark = word.ent_iob_
        yield Token(
            start=start,
            end=end,
            text=text[start:end],
            lemma=word.lemma_,
            tag=word.tag_,
            pos=word.pos_,
            dep=word.dep_,
            head=base + word.head.i,
            space=bool(word.whitespace_) or word.i == last,
            entity=f"{mark}-{word.ent_type_}" if mark in ("B", "I") else "",
        )


def _sentences(block: Block, doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        cut = start + dateline_length(block.text[start:end])
        if start < cut < end:
            yield block.span(start, start + len(block.text[start:cut].rstrip()))
            start = cut
        yield block.span(start, end)
