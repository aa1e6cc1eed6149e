"""Compressed streams and archives, unpacked in memory member by member under limits; nothing is written to disk.

A member whose name leads out of the archive, a link, and an archive nested too deeply are refused, each on its own.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import BinaryIO, cast

from dragoman.errors import InputError, TooLarge, UnreadableInput
from dragoman.ingest.settings import IngestSettings
from dragoman.ingest.sniff import Format
from dragoman.ingest.source import Blob, CappedReader

UNSAFE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
SKIPPED = re.compile(r"(?:^|/)(?:\.(?!\.?(?:/|$))|__MACOSX/|Thumbs\.db$)")
SLACK = 262_144


class CountingReader(io.RawIOBase):
    """Passes a stream on and knows how many bytes went through."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.count = 0

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer; 0 at the end."""
        view = memoryview(cast("bytearray", buffer))
        data = self._raw.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


def open_compressed(blob: Blob, kind: Format, *, settings: IngestSettings) -> Blob:
    """The blob with its compression (gzip, bzip2, xz) taken off; limits apply while it is read."""
    counted = CountingReader(cast("BinaryIO", blob.stream))
    packed = io.BufferedReader(counted, 65_536)
    raw: BinaryIO
    if kind is Format.GZIP:
        raw = cast("BinaryIO", gzip.GzipFile(fileobj=packed))
    elif kind is Format.BZIP2:
        raw = cast("BinaryIO", bz2.BZ2File(packed))
    else:
        raw = cast("BinaryIO", lzma.LZMAFile(packed))  # noqa: SIM115
    capped = CappedReader(
        raw,
        name=blob.input,
        limit=settings.max_expanded_bytes,
        ratio=settings.max_ratio,
        packed=lambda: counted.count + SLACK // 16,
    )
    return replace(blob, stream=io.BufferedReader(capped, 65_536))


def read_archive(blob: Blob, kind: Format, *, settings: IngestSettings) -> Iterator[Blob | InputError]:
    """Members of a zip or tar, each as a blob to be read before the next is asked for, or the reason to refuse it.

    Raises:
        UnreadableInput: the archive itself is damaged or truncated.
        TooLarge: it is nested too deeply, has too many members, or expands too far.
    """
    if blob.depth >= settings.max_archive_depth:
        raise TooLarge(f"{blob.input}: archives nested more than {settings.max_archive_depth} deep; unpack it first")
    members = _zip_members if kind is Format.ZIP else _tar_members
    for count, member in enumerate(members(blob, settings)):
        if count >= settings.max_members:
            raise TooLarge(f"{blob.input}: more than {settings.max_members:,} members; split it")
        yield member


class Budget:
    """Bytes that the members of one archive may expand to, all together."""

    def __init__(self, blob: Blob, settings: IngestSettings) -> None:
        self._blob, self._settings = blob, settings
        self._left = settings.max_expanded_bytes

    def member(self, name: str, raw: BinaryIO, packed: Callable[[], int], day: date | None = None) -> Iterator[Blob]:
        """One member as a blob; what was read of it is charged when the iterator goes on."""
        capped = CappedReader(raw, name=name, limit=self._left, ratio=self._settings.max_ratio, packed=packed)
        yield Blob(
            input=name,
            stream=io.BufferedReader(capped, 65_536),
            captured=self._blob.captured,
            depth=self._blob.depth + 1,
        )
        capped.close()
        self._left -= capped.count


def _refusal(archive: str, name: str) -> UnreadableInput | None:
    if UNSAFE.search(name):
        return UnreadableInput(f"{archive}: member {name!r} leads out of the archive (path traversal); it is not read")
    return None


def _zip_members(blob: Blob, settings: IngestSettings) -> Iterator[Blob | InputError]:
    file = _seekable(blob, settings)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableInput(f"{blob.input}: not a whole zip archive ({error}); get it again") from error
    budget = Budget(blob, settings)
    with archive:
        for info in archive.infolist():
            if info.is_dir() or SKIPPED.search(info.filename):
                continue
            name = f"{blob.input}/{info.filename}"
            if refusal := _refusal(blob.input, info.filename):
                yield refusal
                continue
            try:
                raw = archive.open(info)
            except (RuntimeError, zipfile.BadZipFile, NotImplementedError, OSError) as error:
                yield UnreadableInput(f"{name}: cannot be unpacked ({error}); unpack it by hand")
                continue
            with raw:
                size = max(info.compress_size, 1)
                yield from budget.member(name, cast("BinaryIO", raw), partial(int, size))


def _seekable(blob: Blob, settings: IngestSettings) -> BinaryIO:
    """A zip's table stands at its end: what cannot seek is held in memory, up to a limit."""
    if blob.stream.seekable():
        return cast("BinaryIO", blob.stream)
    return io.BytesIO(blob.read_all(limit=settings.max_nested_bytes, advice="save the zip to a file and read that"))


def _tar_members(blob: Blob, settings: IngestSettings) -> Iterator[Blob | InputError]:
    budget = Budget(blob, settings)
    try:
        with tarfile.open(fileobj=blob.stream, mode="r|") as archive:
            for info in archive:
                if info.isdir() or SKIPPED.search(info.name.removeprefix("./")):
                    continue
                name = f"{blob.input}/{info.name.removeprefix('./')}"
                raw = archive.extractfile(info) if info.isreg() else None
                if refusal := _refusal(blob.input, info.name):
                    yield refusal
                elif raw is None:
                    yield UnreadableInput(f"{name}: a link or device, not a file; it is not read")
                else:
                    size = max(info.size, 1)
                    yield from budget.member(name, cast("BinaryIO", raw), partial(int, size))
    except (tarfile.TarError, EOFError, OSError) as error:
        raise UnreadableInput(f"{blob.input}: not a whole tar archive ({error}); get it again") from error
    blob.check_whole()
