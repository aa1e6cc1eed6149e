from __future__ import annotations

import pytest

from dragoman.analyse.words import word_list
from dragoman.errors import KnowledgeError


def test_word_list_reads_words_without_comments() -> None:
    months = word_list("abbreviated_months")
    assert {"jan", "sept"} <= months
    assert not any("#" in word or word == "Abbreviated" for word in months)


def test_word_list_names_a_missing_file() -> None:
    with pytest.raises(KnowledgeError, match=r"no_such_list\.txt"):
        word_list("no_such_list")
