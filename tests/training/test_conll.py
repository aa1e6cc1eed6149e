from __future__ import annotations

from pathlib import Path

from training.conll import read_folder

LINES = """# begin document
0\tIran\t(1(2)
1\t's\t1)
2\tenvoy\t2)
3\tleft\t_
4\t.\t_
5\tHe\t(2)
"""


def test_read_folder_builds_text_and_chains(tmp_path: Path) -> None:
    (tmp_path / "b.conll").write_text(LINES.replace("(1(2)", "(2(1"), encoding="utf-8")
    (item,) = read_folder(tmp_path)
    text = item.article.text
    assert text == "Iran's envoy left. He"
    assert {text[a:b]: number for (a, b), number in item.chains.items()} == {"Iran's": 1, "Iran's envoy": 2, "He": 2}


def test_read_folder_keeps_the_first_chain_of_a_range(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("0\tHe\t(3)(2)\n1\tleft\t_\n", encoding="utf-8")
    (item,) = read_folder(tmp_path)
    assert item.chains == {(0, 2): 2}
