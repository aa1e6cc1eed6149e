"""What travels inside `ingest`: a stream of bytes with what is known of it, and the way for others to add a source."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Protocol, cast, runtime_checkable

from dragoman.errors import TooLarge, UnreadableInput
from dragoman.model import Article, SetAside

HEAD = 8192
FREE_EXPANSION = 4_000_000
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


@runtime_checkable
class Source(Protocol):
    """A reader of one more kind of input, found by entry point group ``dragoman.sources``."""

    name: str

    def accepts(self, input: str, head: bytes) -> bool:
        """Whether this source reads the input; `head` holds its first bytes (up to 8192)."""
        ...

    def open(self, input: str, data: BinaryIO) -> Iterator[Article | SetAside]:
        """Articles of the input, in its order; may raise `InputError`, which sets the rest aside."""
        ...


@dataclass(frozen=True, slots=True)
class Blob:
    """One stream of bytes: `input` names it, `url` and `captured` are set where its container tells them."""

    input: str
    stream: io.BufferedReader
    url: str | None = None
    captured: date | None = None
    charset: str | None = None
    depth: int = 0

    @property
    def head(self) -> bytes:
        """The first bytes (up to 8192), without consuming them."""
        return self.stream.peek(HEAD)[:HEAD]

    def read_all(self, *, limit: int, advice: str) -> bytes:
        """All bytes.

        Raises:
            TooLarge: there are more than `limit` bytes; the message ends with `advice`.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"{self.input}: more than {limit:,} bytes; {advice}")
        self.check_whole()
        return data

    def check_whole(self) -> None:
        """Raise `UnreadableInput` if what was unpacked so far turned out to be cut short or damaged."""
        raw = getattr(self.stream, "raw", None)
        if isinstance(raw, CappedReader) and raw.damage:
            raise UnreadableInput(f"{self.input}: truncated or damaged ({raw.damage}); get the file again")


class CappedReader(io.RawIOBase):
    """Reads from another stream and refuses to go on past `limit` bytes, or past `ratio` times what was packed.

    Damaged data ends the stream, so that what stands before it is still read; `damage` then says what is wrong.

    Raises:
        TooLarge: in `read`, naming the input.
    """

    def __init__(
        self, raw: BinaryIO, *, name: str, limit: int, ratio: int = 0, packed: Callable[[], int] | None = None
    ) -> None:
        self._raw, self._name, self._limit, self._ratio, self._packed = raw, name, limit, ratio, packed
        self.count = 0
        self.damage: str | None = None

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer; 0 at the end."""
        view = memoryview(cast("bytearray", buffer))
        try:
            data = self._raw.read(len(view))
        except DAMAGE as error:
            self.damage = str(error) or type(error).__name__
            return 0
        view[: len(data)] = data
        self.count += len(data)
        if self.count > self._limit:
            raise TooLarge(f"{self._name}: expands to more than {self._limit:,} bytes; unpack it and read its parts")
        if self._packed and self.count > FREE_EXPANSION and self.count > self._ratio * max(1, self._packed()):
            raise TooLarge(
                f"{self._name}: expands more than {self._ratio} times, as a decompression bomb does; skip it"
            )
        return len(data)
