"""Web archives: WARC responses and resources become pages, WET conversions text scrapes, with their capture day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

from dragoman.errors import InputError, TooLarge, UnreadableInput
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.source import Blob

READABLE = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/rss",
    "application/atom",
    "text/xml",
    "application/xml",
)
GONE = "get the file again"


def read_warc(blob: Blob, *, settings: IngestSettings) -> Iterator[Blob | InputError]:
    """Readable records of a WARC as blobs, or why one cannot be read; records of other kinds are passed over.

    Raises:
        UnreadableInput: the file ends within a record or is damaged; the records before that were given.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream = _Forward(blob)
    last_full = True
    seen = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, record_types=wanted, parse_http=True), 1):
            seen += 1
            last_full = True
            for found in _read_record(blob, number, record, settings):
                last_full = not isinstance(found, _Cut)
                if last_full:
                    yield found
    except BaseException as error:
        if not isinstance(error, (OSError, ValueError, RuntimeError)) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableInput(f"{blob.input}: damaged after record {seen} ({error}); {GONE}") from error
    if stream.refusal:
        raise stream.refusal
    if not last_full:
        raise UnreadableInput(f"{blob.input}: ends within record {seen} (truncated); {GONE}")
    blob.check_whole()
    if not seen and not blob.input.endswith((".warc", ".wet", ".wat", ".gz")):
        raise UnreadableInput(f"{blob.input}: no web archive record in it; {GONE}")


class _Forward:
    """A stream that only goes forward, in the form that the archive reader takes; a limit it hits ends it."""

    def __init__(self, blob: Blob) -> None:
        self._stream = blob.stream
        self._position = 0
        self.refusal: InputError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except InputError as error:
            self.refusal = error
            return b""
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence == 0 and offset == self._position) or (whence == 1 and offset == 0):
            return self._position
        raise OSError("this stream only goes forward")

    def close(self) -> None:
        """Left to whoever opened it."""


class _Cut(InputError):
    """A record shorter than it says."""


def _read_record(blob: Blob, number: int, record: Any, settings: IngestSettings) -> Iterator[Blob | InputError]:
    name = f"{blob.input}#{number}"
    kind = str(record.http_content_type or record.headers.get("Content-Type") or "").lower()
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code
        if status is not None and not 200 <= status < 300:
            return
    length = int(record.content_length or 0)
    data = record.reader.read(min(length, settings.max_page_bytes + 1))
    if len(data) < min(length, settings.max_page_bytes + 1):
        yield _Cut(name)
        return
    if kind and not kind.startswith(READABLE):
        return
    if length > settings.max_page_bytes:
        yield TooLarge(f"{name}: page of {length:,} bytes; the limit is {settings.max_page_bytes:,}")
        return
    yield Blob(
        input=name,
        stream=io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), 65_536),
        url=record.headers.get("WARC-Target-URI"),
        captured=record.record_date.date() if record.record_date else blob.captured,
        charset=record.http_charset,
        depth=blob.depth + 1,
    )
