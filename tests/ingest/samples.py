"""Inputs written for these tests; no text is taken from any outlet."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from datetime import date

PARAGRAPHS = (
    "The foreign minister of Ruritania, Anna Holm, met her Sylvanian counterpart in the lakeside town of Ostmark "
    "on Tuesday to discuss a treaty on shared rivers, her ministry said in a statement.",
    "The two sides agreed to resume talks that were broken off in the spring, when Sylvania withdrew its ambassador "
    "over a dispute about fishing rights, according to two officials who were in the room.",
    '"We have no interest in a quarrel between neighbours," Holm told reporters after the meeting. "There is much to '
    'win for both peoples, and very little to lose."',
    "Sylvania's government has not yet said when its ambassador will return, but a spokesman promised that an answer "
    "would come before the parliament's summer recess, which begins in the last week of June.",
    "Opposition parties in both countries criticised the talks as hasty, and hundreds of fishermen marched through the "
    "harbour of Port Sylvan to demand that the old limits be kept, police said.",
)
TITLE = "Ruritania and Sylvania resume river talks"
TODAY = date(2024, 1, 10)


def page(*, head: str = "", title: str = TITLE, body: str | None = None) -> str:
    """A page of news with menu, sidebar and footer."""
    text = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | Ostmark Courier</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<main><article><h1>{title}</h1>{text}</article></main>"
        "<aside><h3>Most read</h3><ul><li><a href='/x'>Ten soups for winter</a></li></ul></aside>"
        "<footer>Copyright Ostmark Courier. All rights reserved.</footer></body></html>"
    )


SCRAPE = "\n".join(
    [
        "Thursday, 4 January 2024",
        "Ostmark Courier",
        "Home",
        "World",
        "Sport",
        "Weather",
        "Subscribe",
        f"{TITLE} - Ostmark Courier",
        "Home > World",
        TITLE,
        "12 June 2023",
        "By Peter Lund",
        TITLE,
        *PARAGRAPHS,
        "Share",
        "Related stories",
        "Ten soups for winter",
        "3 January 2024",
        "We use cookies to improve your visit. Accept all",
        "Comments (3)",
    ]
)


def make_zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def make_tar(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def make_warc(pages: dict[str, bytes], *, kind: str = "response", day: str = "2023-07-01") -> bytes:
    records = []
    for url, data in pages.items():
        payload = data
        content = "text/plain"
        if kind == "response":
            payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + data
            content = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(payload)}\r\n\r\n"
        )
        records.append(head.encode() + payload + b"\r\n\r\n")
    return b"".join(records)


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
