"""Decides what a stream of bytes is, from its first bytes and its name. Nothing else in `ingest` guesses formats."""

from __future__ import annotations

import re
from enum import StrEnum


class Format(StrEnum):
    """What `ingest` can tell apart."""

    EMPTY = "empty"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZIP = "zip"
    TAR = "tar"
    WARC = "warc"
    PARQUET = "parquet"
    FEED = "feed"
    JSON_FEED = "json feed"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    HTML = "html"
    TEXT = "text"
    BINARY = "binary"


MAGIC = (
    (b"\x1f\x8b", Format.GZIP),
    (b"BZh", Format.BZIP2),
    (b"\xfd7zXZ\x00", Format.XZ),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"WARC/", Format.WARC),
    (b"PAR1", Format.PARQUET),
    (b"%PDF", Format.BINARY),
    (b"\x89PNG", Format.BINARY),
    (b"\xff\xd8\xff", Format.BINARY),
    (b"GIF8", Format.BINARY),
    (b"SQLite format 3", Format.BINARY),
    (b"7z\xbc\xaf", Format.BINARY),
    (b"Rar!", Format.BINARY),
    (b"\x7fELF", Format.BINARY),
    (b"\xd0\xcf\x11\xe0", Format.BINARY),
    (b"\x28\xb5\x2f\xfd", Format.BINARY),
)
FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.I)
HTML_TAG = re.compile(r"</?(?:p|div|a|span|h[1-6]|br|li|ul|meta|title|table|td|script)\b[^<>]*>", re.I)
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ENDINGS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".txt": Format.TEXT,
    ".wet": Format.WARC,
}
COMPRESSED = frozenset({Format.GZIP, Format.BZIP2, Format.XZ})


def sniff_format(head: bytes, name: str) -> Format:
    """The format of a stream that starts with `head`; `name` counts by its ending, less that of a compression."""
    if not head:
        return Format.EMPTY
    for magic, found in MAGIC:
        if head.startswith(magic):
            return found
    if head[257:262] == b"ustar":
        return Format.TAR
    if _is_binary(head):
        return Format.BINARY
    return _sniff_text(_rough_text(head).lstrip("\x00\r\n\t "), _ending(name))


def _ending(name: str) -> str:
    name = re.sub(r"\.(?:gz|bz2|xz)$", "", name.lower())
    match = re.search(r"\.\w+$", name)
    return match.group() if match else ""


def _rough_text(head: bytes) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return head[: len(head) & ~1].decode(encoding, "replace").lstrip("\ufeff")
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) > 3 and zeros.count(0) > 0.6 * len(zeros):
            return head[: len(head) & ~1].decode(encoding, "replace")
    return head.decode("latin-1")


def _is_binary(head: bytes) -> bool:
    """Many control characters, NUL apart (scrapes hold stray ones)."""
    if any(head.startswith(bom) for bom, _ in BOMS):
        return False
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return controls > 0.05 * len(head) or (head.count(0) > 0.8 * len(head))


def _sniff_text(text: str, ending: str) -> Format:
    if text.startswith("<"):
        if FEED_ROOT.search(text[:4000]) and not HTML_ROOT.search(text[:4000]):
            return Format.FEED
        return Format.HTML if HTML_ROOT.search(text) or HTML_TAG.search(text) else Format.TEXT
    if text[:1] in "{[":
        return _sniff_json(text, ending)
    if ending in (".csv", ".tsv"):
        return ENDINGS[ending]
    if HTML_ROOT.search(text) or (ending != ".txt" and len(HTML_TAG.findall(text)) >= 3):
        return Format.HTML
    return _sniff_rows(text)


def _sniff_json(text: str, ending: str) -> Format:
    if re.search(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', text):
        return Format.JSON_FEED
    if ENDINGS.get(ending) is Format.JSONL:
        return Format.JSONL
    if ending == ".txt" and not re.match(r'[{\[]\s*["{\[]', text):
        return Format.TEXT
    first, newline, rest = text.partition("\n")
    if text.startswith("{") and newline and first.rstrip().endswith("}") and rest.lstrip()[:1] in ("{", ""):
        return Format.JSONL
    return Format.JSON


def _sniff_rows(text: str) -> Format:
    """Tables that come without an ending (standard input): a header line of known column names."""
    header = text.partition("\n")[0].strip().lower()
    for separator, found in (("\t", Format.TSV), (",", Format.CSV)):
        cells = [cell.strip('" ') for cell in header.split(separator)]
        if (
            len(cells) > 1
            and {"text", "body", "content", "html"} & set(cells)
            and all(re.fullmatch(r"\w+", c) for c in cells)
        ):
            return found
    return Format.TEXT
