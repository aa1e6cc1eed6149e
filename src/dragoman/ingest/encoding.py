"""Bytes of a page to text: byte order marks, declared and guessed encodings, mixtures, and NUL bytes.

Reading never fails here: what cannot be decoded becomes U+FFFD, and text that was encoded twice is mended.
"""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I)
LATIN = frozenset({"iso8859-1", "ascii", "iso8859-15", "latin_1"})
STRAY = re.compile("[\udc80-\udcff]+")
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
TWICE = re.compile("[\u00c2-\u00df][\u0080-\u00bf]|[\u00e2][\u0080-\u2122][\u0080-\u2122\u00a0-\u00bf]")
CONTROL = re.compile("[\x00\x01-\x08\x0b\x0e-\x1f\x7f]")
GUESS_BYTES = 60_000
MOSTLY_ASCII = 0.1


def decode_page(data: bytes, *, declared: str | None = None) -> str:
    """Text of a page; `declared` is the encoding its server named, which the bytes may contradict."""
    text = _decode(data, declared)
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return mend_double_encoding(STRAY.sub("\ufffd", text))


def _decode(data: bytes, declared: str | None) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) if encoding == "utf-8" else 0 :].decode(encoding, "replace")
    for encoding, zeros in (("utf-16-le", data[1:2000:2]), ("utf-16-be", data[0:2000:2])):
        if len(data) > 3 and zeros.count(0) > 0.6 * len(zeros):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_not_utf8(data, declared)


def _decode_not_utf8(data: bytes, declared: str | None) -> str:
    high = sum(byte > 127 for byte in data[:GUESS_BYTES])
    in_sequences = sum(len(m) for m in MULTIBYTE.findall(data[:GUESS_BYTES]))
    if in_sequences > 0.5 * high:
        return _decode_mixture(data)
    for name in (declared, _declared_in(data)):
        codec = _codec(name)
        if codec and codec != "utf-8":
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    foreign = high > MOSTLY_ASCII * min(len(data), GUESS_BYTES)
    return data.decode((foreign and _guess(data)) or "cp1252", "replace")


def _decode_mixture(data: bytes) -> str:
    """UTF-8 with stretches of Windows-1252 in it."""

    def as_windows(match: re.Match[str]) -> str:
        return match.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace")

    return STRAY.sub(as_windows, data.decode("utf-8", "surrogateescape"))


def _declared_in(data: bytes) -> str | None:
    match = DECLARED.search(data[:4096])
    return (match.group(1) or match.group(2)).decode("ascii", "replace") if match else None


def _codec(name: str | None) -> str | None:
    """Python's name of a text encoding, Latin-1 widened to Windows-1252 as browsers do; None if there is none."""
    if not name:
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in LATIN else info.name


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_BYTES], threshold=0.35).best()
    return _codec(best.encoding) if best else None


def mend_double_encoding(text: str) -> str:
    """Text in which UTF-8 was once read as Windows-1252 ("â€™"), put right where that happened at least twice."""
    if len(TWICE.findall(text[:200_000])) < 2:
        return text

    def mend(match: re.Match[str]) -> str:
        try:
            return match.group().encode("cp1252").decode("utf-8")
        except UnicodeError:
            return match.group()

    return TWICE.sub(mend, text)
