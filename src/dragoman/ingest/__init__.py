"""Pages, feeds, archives, text scrapes and tables become `Article` objects.

Enter: names of inputs (files, folders, URLs, ``-``). Leave: articles and what had to be set aside, as a stream.
"""

from __future__ import annotations

from dragoman.ingest.fetch import FetchCache, Validators
from dragoman.ingest.output import ExtractLine, extract_line
from dragoman.ingest.reader import read_inputs
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Source

__all__ = ["ExtractLine", "FetchCache", "IngestSettings", "Source", "Validators", "extract_line", "read_inputs"]
