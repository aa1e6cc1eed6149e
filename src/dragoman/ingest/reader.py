"""The door of `ingest`: inputs as a person names them go in, articles and what had to be set aside come out, in order.

One input is open at a time and one page in memory, however many there are. Formats are told by `sniff`; each reader
yields pages, rows or items, and this module turns them into articles and errors into `SetAside`.
"""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import InputError, NotEnglish, TooLarge, UnreadableInput
from dragoman.ingest.archives import open_compressed, read_archive
from dragoman.ingest.dates import parse_given
from dragoman.ingest.feeds import read_feed, read_json_feed
from dragoman.ingest.fetch import FetchCache, Fetcher
from dragoman.ingest.language import guess_language, language_name
from dragoman.ingest.page import read_page
from dragoman.ingest.scrape import read_scrape
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.sniff import COMPRESSED, Format, sniff_format
from dragoman.ingest.source import Blob, Source
from dragoman.ingest.tables import Row, read_table
from dragoman.ingest.warc import read_warc
from dragoman.model import Article, SetAside, content_id

STAGE = "ingest"
TABLES = frozenset({Format.JSON, Format.JSONL, Format.CSV, Format.TSV, Format.PARQUET})
MAX_WRAPPERS = 3
Found = Iterator[Article | InputError]


def read_inputs(
    inputs: Sequence[str],
    *,
    settings: IngestSettings | None = None,
    cache: FetchCache | None = None,
    extra_sources: Sequence[Source] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[Article | SetAside]:
    """Articles of files, folders, URLs and standard input (``-``), in the order given, folders in the order of names.

    `cache` remembers what servers say of changes; `extra_sources` are asked before the built-in readers; `stdin`
    stands in for standard input.

    Raises:
        InputError: only with `settings.strict`, at the first input that would be set aside.
    """
    reader = _Reader(settings or IngestSettings(), cache, extra_sources, stdin)
    with ExitStack() as stack:
        stack.callback(reader.close)
        for name in inputs:
            yield from reader.read(name)


class _Reader:
    """One run over inputs: holds settings, connections and the sources of others."""

    def __init__(
        self, settings: IngestSettings, cache: FetchCache | None, sources: Sequence[Source], stdin: BinaryIO | None
    ) -> None:
        self._settings, self._sources, self._stdin = settings, sources, stdin
        self._fetcher = Fetcher(settings=settings, cache=cache)

    def close(self) -> None:
        self._fetcher.close()

    def read(self, name: str) -> Iterator[Article | SetAside]:
        """Everything one input holds."""
        if name == "-":
            stream = self._stdin or sys.stdin.buffer
            yield from self._settle(Blob(input="-", stream=io.BufferedReader(cast("io.RawIOBase", stream), 65_536)))
        elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", name):
            yield from self._read_url(name)
        elif Path(name).is_dir():
            for path in _files_below(Path(name)):
                yield from self._read_file(path, path.relative_to(name).as_posix())
        else:
            yield from self._read_file(Path(name), name)

    def _read_url(self, url: str) -> Iterator[Article | SetAside]:
        try:
            blob = self._fetcher.fetch(url)
        except InputError as error:
            yield self._set_aside(url, error)
            return
        yield from self._settle(blob)

    def _read_file(self, path: Path, name: str) -> Iterator[Article | SetAside]:
        try:
            with path.open("rb") as stream:
                yield from self._settle(Blob(input=name, stream=stream))
        except FileNotFoundError:
            yield self._set_aside(name, UnreadableInput(f"{name}: no such file or folder; check the path"))
        except OSError as error:
            yield self._set_aside(name, UnreadableInput(f"{name}: cannot be opened ({error.strerror or error})"))

    def _set_aside(self, name: str, error: InputError) -> SetAside:
        if self._settings.strict:
            raise error
        return SetAside(input=name, stage=STAGE, reason=error.reason, message=str(error))

    def _settle(self, blob: Blob) -> Iterator[Article | SetAside]:
        """Articles of a blob; its errors as `SetAside`, named by their message's own input where they have one."""
        found = self._open(blob, 0)
        for number in itertools.count():
            try:
                item = next(found)
            except StopIteration:
                if number == 0:
                    yield self._set_aside(blob.input, UnreadableInput(f"{blob.input}: no article, page or row in it"))
                return
            except InputError as error:
                yield self._set_aside(_named(error, blob), error)
                return
            if isinstance(item, InputError):
                yield self._set_aside(_named(item, blob), item)
            else:
                yield item

    def _open(self, blob: Blob, wrappers: int) -> Iterator[Article | SetAside | InputError]:
        head = blob.head
        for source in self._sources:
            if source.accepts(blob.input, head):
                yield from source.open(blob.input, cast("BinaryIO", blob.stream))
                return
        kind = sniff_format(head, blob.input)
        if kind in COMPRESSED:
            if wrappers >= MAX_WRAPPERS:
                raise TooLarge(f"{blob.input}: compressed more than {MAX_WRAPPERS} times over; unpack it first")
            yield from self._open(open_compressed(blob, kind, settings=self._settings), wrappers + 1)
        elif kind in (Format.ZIP, Format.TAR):
            yield from self._members(read_archive(blob, kind, settings=self._settings))
        elif kind is Format.WARC:
            yield from self._members(read_warc(blob, settings=self._settings))
        elif kind in TABLES:
            yield from self._rows(read_table(blob, kind, settings=self._settings))
        elif kind is Format.FEED:
            yield from self._items(read_feed(blob, settings=self._settings))
        elif kind is Format.JSON_FEED:
            yield from self._items(read_json_feed(blob, settings=self._settings))
        else:
            yield self._page(blob, kind)

    def _members(self, members: Iterator[Blob | InputError]) -> Iterator[Article | SetAside | InputError]:
        for member in members:
            if isinstance(member, InputError):
                yield member
            else:
                yield from self._settle(member)

    def _page(self, blob: Blob, kind: Format) -> Article | InputError:
        blob.check_whole()
        if kind is Format.EMPTY:
            return UnreadableInput(f"{blob.input}: empty; there is nothing to read")
        if kind is Format.BINARY:
            return UnreadableInput(
                f"{blob.input}: neither text nor a format that is read (pages, feeds, archives, tables)"
            )
        page = kind is Format.HTML
        limit = self._settings.max_page_bytes if page else self._settings.max_text_bytes
        data = blob.read_all(
            limit=limit, advice=f"raise max_{'page' if page else 'text'}_bytes to read it, or split it"
        )
        read = read_page if page else read_scrape
        return self._check(read(data, blob=blob, settings=self._settings))

    def _rows(self, rows: Iterator[Row | InputError]) -> Found:
        for row in rows:
            yield row if isinstance(row, InputError) else self._article(row, None)

    def _items(self, items: Iterator[tuple[Row, str | None] | InputError]) -> Found:
        for item in items:
            yield item if isinstance(item, InputError) else self._article(*item)

    def _article(self, row: Row, outlet: str | None) -> Article | InputError:
        """A row as an article; a row that holds a page is read as a page."""
        if row.text is None:
            page = io.BytesIO((row.html or "").encode("utf-8", "replace"))
            blob = Blob(
                input=row.input, stream=io.BufferedReader(cast("io.RawIOBase", page)), url=row.url, charset="utf-8"
            )
            try:
                found = self._page(blob, Format.HTML)
            except InputError as error:
                return error
            return replace(found, id=row.id or found.id) if isinstance(found, Article) else found
        published = parse_given(row.published) if row.published else None
        return self._check(
            Article(
                id=row.id or content_id(row.text, row.url),
                text=row.text,
                title=row.title,
                url=row.url,
                published=published,
                date_confidence=0.95 if published else None,
                date_evidence=f"field published {row.published}" if published else None,
                language=guess_language(row.text),
                outlet=outlet,
                input=row.input,
            )
        )

    def _check(self, article: Article) -> Article | InputError:
        if not article.text.strip():
            return UnreadableInput(f"{article.input}: no text of an article in it")
        wanted = self._settings.languages
        if wanted is not None and article.language is not None and article.language not in wanted:
            name = language_name(article.language)
            return NotEnglish(f"{article.input}: the text is in {name} ({article.language}), which no component reads")
        return article


def _named(error: InputError, blob: Blob) -> str:
    """The input an error is about: the start of its message where that is a part of the blob, else the blob."""
    name = str(error).split(": ", 1)[0]
    return name if name.startswith(blob.input) and name != str(error) else blob.input


def _files_below(folder: Path) -> Iterator[Path]:
    """Files of a folder and its folders, by name; hidden ones and links out of it are passed over."""
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.startswith(".") or (path.is_symlink() and path.is_dir()):
            continue
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file():
            yield path
