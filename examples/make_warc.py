"""Packs ``examples/warc-pages`` into ``examples/inputs/crawl.warc.gz``: run it after changing a page."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Write the archive, the same bytes for the same pages."""
    out = io.BytesIO()
    for path in sorted((HERE / "warc-pages").glob("*.html")):
        body = path.read_bytes()
        page = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(path.name.encode()):012d}>\r\n"
            "WARC-Date: 2019-01-15T12:00:00Z\r\n"
            f"WARC-Target-URI: https://archive.example/{path.stem}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(page)}\r\n\r\n"
        ).encode()
        record = head + page + b"\r\n\r\n"
        out.write(gzip.compress(record, mtime=0))
    (HERE / "inputs" / "crawl.warc.gz").write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
