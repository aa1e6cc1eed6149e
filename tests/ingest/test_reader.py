from __future__ import annotations

import bz2
import io
import json
import lzma
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import polars
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.ingest.samples import PARAGRAPHS, SCRAPE, TITLE, TODAY, make_tar, make_warc, make_zip, packed, page

from dragoman.errors import UnreadableInput
from dragoman.ingest import IngestSettings, extract_line, read_inputs
from dragoman.model import Article, SetAside, content_id

Read = Callable[..., list[Article | SetAside]]
ROW = {
    "id": "a-1",
    "url": "https://x.example/1",
    "title": TITLE,
    "published": "2023-06",
    "text": "\n\n".join(PARAGRAPHS),
}


def only(found: list[Article | SetAside]) -> Article:
    assert len(found) == 1 and isinstance(found[0], Article), found
    return found[0]


def aside(found: list[Article | SetAside], reason: str) -> SetAside:
    assert len(found) == 1 and isinstance(found[0], SetAside), found
    assert found[0].reason == reason and found[0].stage == "ingest"
    assert found[0].input.split("/")[-1] in found[0].message
    return found[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page().encode()),
        ("a.html.gz", packed(page().encode())),
        ("a.html.bz2", bz2.compress(page().encode())),
        ("a.html.xz", lzma.compress(page().encode())),
        ("a.zip", make_zip({"in/a.html": page().encode()})),
        ("a.tar.gz", make_tar({"in/a.html": page().encode()})),
        ("a.tar.bz2", make_tar({"in/a.html": page().encode()}, "w:bz2")),
        ("a.tar.xz", make_tar({"in/a.html": page().encode()}, "w:xz")),
        ("a.tar", make_tar({"in/a.html": page().encode()}, "w")),
        ("nested.zip", make_zip({"in.tar.gz": make_tar({"a.html": page().encode()})})),
        ("a.warc", make_warc({"https://x.example/1": page().encode()})),
        ("a.warc.gz", packed(make_warc({"https://x.example/1": page().encode()}))),
        ("no-ending", page().encode()),
    ],
)
def test_reader_finds_the_page_in_any_wrapping(read: Read, name: str, data: bytes) -> None:
    article = only(read(name, data))
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == TITLE
    assert article.language == "en"
    assert article.outlet == "Ostmark Courier"
    assert article.id == content_id(article.text, article.url)


@pytest.mark.parametrize("kind", ["jsonl", "json", "array", "csv", "tsv", "parquet"])
def test_reader_keeps_a_rows_text_and_id_as_given(read: Read, tmp_path: Path, kind: str) -> None:
    frame = polars.DataFrame([ROW])
    made = {
        "jsonl": lambda: (json.dumps(ROW) + "\n").encode(),
        "json": lambda: json.dumps(ROW).encode(),
        "array": lambda: json.dumps([ROW]).encode(),
        "csv": lambda: frame.write_csv().encode(),
        "tsv": lambda: frame.write_csv(separator="\t").encode(),
        "parquet": lambda: _parquet(frame),
    }[kind]()
    article = only(read(f"t.{'json' if kind == 'array' else kind}", made))
    assert (article.id, article.text, article.title) == ("a-1", ROW["text"], TITLE)
    assert (article.published, article.url) == ("2023-06", ROW["url"])


def _parquet(frame: polars.DataFrame) -> bytes:
    held = io.BytesIO()
    frame.write_parquet(held)
    return held.getvalue()


def test_reader_maps_columns(read: Read) -> None:
    rows = json.dumps({"k": "7", "words": ROW["text"]}) + "\n"
    mapped = IngestSettings(columns={"id": "k", "text": "words"}, today=TODAY)
    assert only(read("t.jsonl", rows, mapped)).id == "7"
    assert "columns" in aside(read("t.jsonl", rows), "unreadable").message


def test_reader_goes_on_after_a_broken_row(read: Read) -> None:
    found = read("t.jsonl", json.dumps(ROW) + "\n{broken\n" + json.dumps({**ROW, "id": "a-2"}) + "\n")
    assert [type(item) for item in found] == [Article, SetAside, Article]
    assert isinstance(found[1], SetAside) and found[1].input.endswith("t.jsonl:2")


def test_reader_reads_parquet_in_batches(read: Read) -> None:
    rows = [{**ROW, "id": f"a-{n}"} for n in range(7)]
    found = read("t.parquet", _parquet(polars.DataFrame(rows)), IngestSettings(batch_rows=3, today=TODAY))
    assert [a.id for a in found if isinstance(a, Article)] == [f"a-{n}" for n in range(7)]


def test_reader_walks_folders_in_order_of_names(tmp_path: Path, settings: IngestSettings) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.html", "b/z.html", "a.html", ".hidden.html"):
        (tmp_path / name).write_text(page(title=f"{TITLE} {name}"))
    found = list(read_inputs([str(tmp_path)], settings=settings))
    assert [a.input for a in found] == ["a.html", "b/z.html", "c.html"]


def test_reader_reads_standard_input(settings: IngestSettings) -> None:
    article = only(list(read_inputs(["-"], settings=settings, stdin=io.BytesIO(packed(page().encode())))))
    assert article.input == "-" and article.title == TITLE


def test_reader_takes_memory_for_one_input_at_a_time(tmp_path: Path, settings: IngestSettings) -> None:
    (tmp_path / "a.html").write_text(page())
    stream = read_inputs([str(tmp_path / "a.html"), str(tmp_path / "missing.html")], settings=settings)
    assert isinstance(next(stream), Article)
    assert isinstance(next(stream), SetAside)


def test_reader_names_a_missing_file(settings: IngestSettings) -> None:
    assert "check the path" in aside(list(read_inputs(["/nowhere/x.html"], settings=settings)), "unreadable").message


def test_reader_strict_stops_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    with pytest.raises(UnreadableInput, match=r"a\.html: empty"):
        list(read_inputs([str(tmp_path)], settings=IngestSettings(strict=True)))


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.jsonl", "a.zip", "a.warc.gz", "a"])
def test_reader_sets_an_empty_file_aside(read: Read, name: str) -> None:
    assert "empty" in aside(read(name, b""), "unreadable").message


def test_reader_refuses_a_page_of_50_megabytes(read: Read) -> None:
    aside(read("big.html", b"<html><body>" + b"<p>many words here</p>" * 2_300_000), "too-large")


def test_reader_ends_on_deep_nesting(read: Read) -> None:
    aside(read("deep.html", "<html><body>" + "<div>" * 300_000 + "x"), "unreadable")
    aside(read("deep.json", '{"text":' + "[" * 200_000 + "]" * 200_000 + "}"), "unreadable")


def test_reader_refuses_too_many_elements(read: Read) -> None:
    aside(read("wide.html", "<html><body>" + "<i>a</i>" * 450_000), "too-large")


@pytest.mark.parametrize("keep", [0.5, 0.9])
def test_reader_says_that_a_gzip_is_cut_short(read: Read, keep: float) -> None:
    noisy = page(body=f"<p>{random.Random(0).randbytes(9000).hex()}</p>")
    whole = packed(noisy.encode())
    assert "truncated" in aside(read("cut.html.gz", whole[: int(len(whole) * keep)]), "unreadable").message


@pytest.mark.parametrize("compress", [False, True])
def test_reader_keeps_whole_records_of_a_cut_warc(read: Read, compress: bool) -> None:
    filler = random.Random(1)
    pages = {f"https://x.example/{n}": page(head=f"<!--{filler.randbytes(60000).hex()}-->").encode() for n in range(3)}
    whole = make_warc(pages)
    cut = packed(whole)[:-5000] if compress else whole[:-500]
    found = read("cut.warc.gz" if compress else "cut.warc", cut)
    assert [type(item) for item in found] == [Article, Article, SetAside]
    assert isinstance(found[2], SetAside) and found[2].reason == "unreadable"


def test_reader_tells_the_url_and_capture_day_of_a_warc(read: Read) -> None:
    late = page(head="<meta property='article:published_time' content='2023-08-15T08:00:00Z'>").encode()
    article = only(read("a.warc", make_warc({"https://x.example/1": late}, day="2023-07-01")))
    assert article.url == "https://x.example/1"
    assert article.published is None


def test_reader_reads_wet_conversions_as_scrapes(read: Read) -> None:
    wet = make_warc({"https://x.example/1": SCRAPE.encode()}, kind="conversion", day="2024-01-05")
    article = only(read("a.warc.wet", wet))
    assert (article.published, article.title) == ("2023-06-12", TITLE)


def test_reader_refuses_a_bomb(read: Read) -> None:
    zeros = b"<p>" + b"a" * 30_000_000
    small = IngestSettings(today=TODAY, max_page_bytes=100_000_000)
    aside(read("bomb.gz", packed(zeros), small), "too-large")
    aside(read("bomb.zip", make_zip({"a.html": zeros}), small), "too-large")
    many = make_zip({f"{n}.html": random.Random(n).randbytes(40_000).hex().encode() for n in range(5)})
    limited = IngestSettings(today=TODAY, max_expanded_bytes=200_000)
    assert any(isinstance(i, SetAside) and i.reason == "too-large" for i in read("many.zip", many, limited))


def test_reader_refuses_archives_nested_too_deeply(read: Read) -> None:
    inner = make_zip({"a.html": page().encode()})
    for level in range(2):
        inner = make_zip({f"{level}.zip": inner})
    aside(read("deep.zip", inner), "too-large")


@pytest.mark.parametrize("name", ["../evil.html", "/etc/evil.html", "a/../../evil.html", "C:\\evil.html"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_reader_refuses_path_traversal_and_reads_the_rest(read: Read, tmp_path: Path, name: str, kind: str) -> None:
    members = {name: page().encode(), "good.html": page().encode()}
    found = read(f"t.{kind}", make_zip(members) if kind == "zip" else make_tar(members, "w"))
    assert [type(item) for item in found] == [SetAside, Article]
    assert isinstance(found[0], SetAside) and "path traversal" in found[0].message
    assert [p.name for p in tmp_path.iterdir()] == [f"t.{kind}"]


def test_reader_sets_truncated_archives_aside(read: Read) -> None:
    whole = make_zip({"a.html": page().encode()})
    aside(read("cut.zip", whole[:-40]), "unreadable")
    noise = random.Random(2).randbytes(50_000)
    found = read("cut.tar.gz", make_tar({"a.html": page().encode(), "b.html": noise})[:-20_000])
    assert isinstance(found[-1], SetAside) and found[-1].reason == "unreadable"


def test_reader_names_the_language_it_cannot_read(read: Read) -> None:
    german = (
        "Die Bundesregierung hat am Dienstag in Berlin beschlossen, die Steuern auf Arbeit zu senken. Der Minister "
        "sagte, das Gesetz werde noch vor dem Sommer dem Parlament vorgelegt. Die Opposition "
        "kritisierte den Plan als zu teuer."
    )
    html = page(title="Regierung senkt Steuern", body=f"<p>{german}</p><p>{german}</p>")
    assert "German (de)" in aside(read("de.html", html), "language").message
    everything = IngestSettings(languages=None, today=TODAY)
    assert only(read("de.html", html, everything)).language == "de"


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", bytes(range(1, 9)) * 50, b"\0" * 500])
def test_reader_sets_binary_files_aside(read: Read, data: bytes) -> None:
    aside(read("a.bin", data), "unreadable")


def test_reader_refuses_half_characters_in_json(read: Read) -> None:
    assert "surrogate" in aside(read("a.json", '{"id": "1", "text": "half \\ud800 of it"}'), "unreadable").message


class Shouting:
    """A source as another package would add it."""

    name = "shouting"

    def accepts(self, input: str, head: bytes) -> bool:
        return head.startswith(b"SHOUT")

    def open(self, input: str, data: BinaryIO) -> Iterator[Article | SetAside]:
        yield Article(id="s", text=data.read().decode(), input=input)
        raise UnreadableInput(f"{input}: the rest is lost; shout again")


def test_reader_asks_sources_of_others_first(tmp_path: Path, settings: IngestSettings) -> None:
    (tmp_path / "a.txt").write_text("SHOUT it")
    found = list(read_inputs([str(tmp_path)], settings=settings, extra_sources=[Shouting()]))
    assert found[0] == Article(id="s", text="SHOUT it", input="a.txt")
    assert isinstance(found[1], SetAside) and found[1].input == "a.txt"


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=600), name=st.sampled_from(["a.html", "a.txt", "a.jsonl", "a.json", "a.csv", "a.zip", "a"])
)
def test_reader_survives_any_bytes_and_gives_the_same_twice(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    once, twice = (list(read_inputs([str(tmp_path / name)], settings=IngestSettings(today=TODAY))) for _ in range(2))
    assert once == twice
    assert once


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(PARAGRAPHS), noise=st.sampled_from(["", "\0", "  ", "\r\n"]))
def test_reader_ids_depend_on_text_and_url_alone(tmp_path: Path, order: list[str], noise: str) -> None:
    body = "".join(f"<p>{p}</p>{noise}" for p in order)
    (tmp_path / "a.html").write_text(page(body=body))
    (tmp_path / "b.html").write_text(page(body=body, head="<meta name='x' content='y'>"))
    a, b = (i for i in read_inputs([str(tmp_path)], settings=IngestSettings(today=TODAY)) if isinstance(i, Article))
    assert a.id == b.id == content_id(a.text, None)
    assert a.text.encode("utf-8").decode("utf-8") == a.text


def test_extract_line_has_the_fields_of_the_interface(read: Read) -> None:
    line = extract_line(only(read("a.html", page())))
    assert list(line) == ["input", "id", "url", "title", "published", "date_confidence", "language", "outlet", "text"]
