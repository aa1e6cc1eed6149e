"""Tables of articles: JSON, JSON lines, CSV, TSV and Parquet, read row by row or batch by batch.

A row's text is kept as it stands, since offsets count its characters; so is its id where it has one.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from dragoman.errors import InputError, TooLarge, UnreadableInput
from dragoman.ingest.encoding import decode_page
from dragoman.ingest.settings import COLUMN_NAMES, IngestSettings
from dragoman.ingest.sniff import Format
from dragoman.ingest.source import Blob


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table in our names; `html` is set where the table holds whole pages instead of texts."""

    input: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    text: str | None = None
    html: str | None = None


def read_table(blob: Blob, kind: Format, *, settings: IngestSettings) -> Iterator[Row | InputError]:
    """Rows of a table, or why one cannot be read.

    Raises:
        UnreadableInput: not a table of that kind, no column with a text, or cut short.
        TooLarge: a JSON document or one row over its limit.
    """
    if kind is Format.JSONL:
        yield from _json_lines(blob, settings)
    elif kind is Format.JSON:
        yield from _json_document(blob, settings)
    elif kind is Format.PARQUET:
        yield from _parquet(blob, settings)
    else:
        yield from _separated(blob, "\t" if kind is Format.TSV else ",", settings)
    blob.check_whole()


def _row(record: Mapping[str, Any], name: str, settings: IngestSettings) -> Row | InputError:
    """Our names for a record's columns: mapped ones first, then the usual names, without regard to case."""
    folded = {str(key).strip().casefold(): value for key, value in record.items()}
    values: dict[str, str | None] = {}
    for ours, usual in COLUMN_NAMES.items():
        names = (settings.columns[ours].casefold(),) if ours in settings.columns else usual
        value = next((folded[n] for n in names if folded.get(n) not in (None, "")), None)
        values[ours] = None if value is None else str(value)
    if values["text"] is None and values["html"] is None:
        return UnreadableInput(
            f"{name}: no text (columns: {', '.join(folded) or 'none'}); map one with columns={{'text': …}}"
        )
    for field, value in values.items():
        if value and any("\ud800" <= c <= "\udfff" for c in value):
            return UnreadableInput(
                f"{name}: field {field!r} holds half a character (a lone surrogate); write it anew as UTF-8"
            )
    return Row(input=name, **values)


def _json_lines(blob: Blob, settings: IngestSettings) -> Iterator[Row | InputError]:
    limit = settings.max_page_bytes * 2
    number = 0
    while line := blob.stream.readline(limit + 1):
        number += 1
        name = f"{blob.input}:{number}"
        if len(line) > limit:
            yield TooLarge(f"{name}: a line of more than {limit:,} bytes; the rest of the file is not read")
            return
        if line.strip():
            found = _parse(line, name)
            if isinstance(found, InputError) and not line.endswith(b"\n"):
                blob.check_whole()
            yield found if isinstance(found, InputError) else _row(found, name, settings)


def _parse(data: bytes, name: str) -> Mapping[str, Any] | InputError:
    try:
        found = json.loads(decode_json(data))
    except (ValueError, RecursionError) as error:
        return UnreadableInput(f"{name}: not JSON ({error}); one whole object a line is needed")
    if not isinstance(found, dict):
        return UnreadableInput(f"{name}: a {type(found).__name__}, not an object with a text")
    return found


def decode_json(data: bytes) -> str:
    """JSON as text: UTF-8 or UTF-16 by its marks; other bytes are read as pages are."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_page(data)


def _json_document(blob: Blob, settings: IngestSettings) -> Iterator[Row | InputError]:
    data = blob.read_all(limit=settings.max_json_bytes, advice="turn it into JSON lines")
    try:
        found = json.loads(decode_json(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{blob.input}: not whole JSON ({error}); get the file again") from error
    if isinstance(found, dict):
        nested = next(
            (found[k] for k in ("articles", "items", "data", "results") if isinstance(found.get(k), list)), None
        )
        if nested is None:
            yield _row(found, blob.input, settings)
            return
        found = nested
    if not isinstance(found, list):
        raise UnreadableInput(f"{blob.input}: neither an article nor a list of articles")
    for number, record in enumerate(found, 1):
        name = f"{blob.input}:{number}"
        if isinstance(record, dict):
            yield _row(record, name, settings)
        else:
            yield UnreadableInput(f"{name}: a {type(record).__name__}, not an object with a text")


def _separated(blob: Blob, separator: str, settings: IngestSettings) -> Iterator[Row | InputError]:
    csv.field_size_limit(settings.max_page_bytes)
    encoding = _encoding_of(blob.head)
    wrapper = io.TextIOWrapper(blob.stream, encoding, errors="replace", newline="")
    reader = csv.DictReader((line.replace("\0", "") for line in wrapper), delimiter=separator, restkey="_rest")
    try:
        for number, record in enumerate(reader, 2):
            yield _row(record, f"{blob.input}:{number}", settings)
    except csv.Error as error:
        raise UnreadableInput(f"{blob.input}: line {reader.line_num}: {error}; check its quotation marks") from error
    finally:
        wrapper.detach()


def _encoding_of(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _parquet(blob: Blob, settings: IngestSettings) -> Iterator[Row | InputError]:
    import polars

    name = getattr(getattr(blob.stream, "raw", None), "name", None)
    source: str | BinaryIO
    if isinstance(name, str) and blob.stream.seekable():
        source = name
    else:
        source = io.BytesIO(blob.read_all(limit=settings.max_nested_bytes, advice="save it to a file and read that"))
    try:
        frame = polars.scan_parquet(cast("Any", source))
        wanted = {n.casefold() for names in (*COLUMN_NAMES.values(), settings.columns.values()) for n in names}
        frame = frame.select([c for c in frame.collect_schema().names() if c.strip().casefold() in wanted])
        start = 0
        while True:
            batch = frame.slice(start, settings.batch_rows).collect()
            for offset, record in enumerate(batch.iter_rows(named=True), start + 1):
                yield _row(record, f"{blob.input}:{offset}", settings)
            if batch.height < settings.batch_rows:
                return
            start += batch.height
    except (polars.exceptions.PolarsError, OSError) as error:
        raise UnreadableInput(f"{blob.input}: not a whole Parquet file ({error}); get it again") from error
