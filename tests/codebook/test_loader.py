"""The shipped codebook is whole, and a broken one is refused by name."""

import shutil
from pathlib import Path

import pytest
from training.corpus_format import MODES, SECTORS, TYPES

from dragoman.codebook import QUADS, load_codebook
from dragoman.codebook.loader import SHIPPED
from dragoman.errors import KnowledgeError


def test_shipped_codebook_has_types_modes_and_sectors_of_the_rules() -> None:
    book = load_codebook()
    assert set(book.types) == set(TYPES)
    assert set(book.sectors) == set(SECTORS)
    assert {t: set(e.modes) for t, e in book.types.items() if e.modes} == {t: set(m.split()) for t, m in MODES.items()}
    assert {e.quad for e in book.types.values()} == set(QUADS)


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("aid.yaml", "name: AID\nquad: warm\ndefinition: x\n", "quad is 'warm'"),
        ("aid.yaml", "name: AID\nquad: [", "is not YAML"),
        ("aid.yaml", "quad: verbal-conflict\ndefinition: x\n", "name is None"),
        ("aid.yaml", "- a\n", "no mapping"),
        ("aid.yaml", "name: A\nquad: verbal-conflict\ndefinition: x\nintensity: 11\n", "intensity"),
        ("sectors.yml", None, "cannot be read"),
    ],
)
def test_broken_codebook_is_refused_with_its_file(tmp_path: Path, file: str, content: str | None, named: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(SHIPPED, folder)
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content)
    with pytest.raises(KnowledgeError, match=named) as error:
        load_codebook(folder)
    assert file in str(error.value)
