from __future__ import annotations

import pytest

from dragoman.ingest.encoding import decode_page

TEXT = "<p>“Crème brûlée” – naïve façade, said Zoë. A longer line follows so that guessing has something to go by.</p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_decode_finds_unicode_encodings(encoding: str) -> None:
    assert decode_page(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "named", ["<meta charset=windows-1252>", "<meta charset='iso-8859-1'>", "<meta charset=utf-8>", ""]
)
def test_decode_survives_a_wrong_or_missing_name(named: str) -> None:
    assert decode_page((named + TEXT).encode("cp1252")) == named + TEXT


def test_decode_reads_cyrillic_by_its_declared_name() -> None:
    russian = "<meta charset='windows-1251'><p>Министр заявил, что переговоры продолжатся во вторник.</p>"
    assert decode_page(russian.encode("cp1251")) == russian


def test_decode_mends_mixtures_of_two_encodings() -> None:
    mixed = "Müller met Élise in Málaga, “gladly”. ".encode() * 3 + "Señor Núñez".encode("cp1252")
    assert decode_page(mixed).endswith("“gladly”. Señor Núñez")


def test_decode_mends_text_encoded_twice() -> None:
    twice = "It’s the “best” café".encode().decode("cp1252", "replace")
    assert "It’s" in decode_page(twice.encode()) and "café" in decode_page(twice.encode())


@pytest.mark.parametrize("text", ["Ça coûte 5 €.", "Â la carte", "naïveté", "ÂÃ"])
def test_decode_leaves_sound_text_alone(text: str) -> None:
    assert decode_page(text.encode()) == text


def test_decode_removes_nul_and_control_characters() -> None:
    assert decode_page(b"a\0b\x08c\r\nd\re\tf") == "abc\nd\ne\tf"


def test_decode_ignores_names_that_are_no_encoding() -> None:
    assert decode_page("é".encode(), declared="no-such-thing") == "é"
    assert decode_page(b"<meta charset=hex>caf\xe9 au lait, dit le ministre", declared="zlib").startswith("<meta")
