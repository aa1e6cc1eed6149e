"""Reads an article with the trained encoder: triggers of events and cues of attributions, with their roles."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Document, Layer
from dragoman.models.reader import Reader


class FrameReader:
    """Adds the frames that attribution and coding are made from."""

    name = "encoder"
    needs = frozenset({Layer.SENTENCES})
    adds = frozenset({Layer.FRAMES})

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader or Reader()

    @property
    def version(self) -> str:
        """Version of the weights."""
        return self._reader.version

    def __call__(self, document: Document) -> Document:
        """The document with its frames."""
        frames = self._reader.read(document.text, document.sentences, title=document.article.title)
        return replace(document, frames=frames, layers=document.layers | self.adds)
