"""A small ledger, read once, and a way to call the program."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli.app import run

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Kenya recalls ambassador</title>
<meta property="og:site_name" content="Lakeside Radio"><meta property="article:published_time" content="2013-09-30">
</head><body><article><h1>Kenya recalls ambassador</h1>
<p>Kenya recalled its ambassador to Ethiopia on Saturday after soldiers shot two herders near Moyale,
the foreign ministry in Nairobi said.</p>
<p>Ethiopian Foreign Minister Tedros Adhanom met his Kenyan counterpart, Amina Mohamed, in Addis Ababa on Sunday.
He urged Kenya to join an inquiry, and accused rebels of the attack.</p>
<p>"We want peace on the border," Tedros told reporters. Kenyan police arrested four men, a spokesman said.</p>
</article></body></html>"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the program with arguments: exit code, stdout, stderr."""

    def made(*arguments: object) -> tuple[int, str, str]:
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return made


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A news page."""
    path = tmp_path_factory.mktemp("pages") / "recall.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def ledger(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that has read the page."""
    path = tmp_path_factory.mktemp("ledger") / "news.db"
    assert run(["read", str(page), "--ledger", str(path)]) == 0
    return path
