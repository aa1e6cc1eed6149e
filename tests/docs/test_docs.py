"""What the program offers is documented, and what the documents point at is there."""

import importlib
import inspect
import re
import typing
from pathlib import Path

import pytest

from dragoman.cli.app import COMMANDS
from dragoman.model import __dict__ as model

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def options(command: str) -> list[str]:
    """The options of a command, as they are typed."""
    function = importlib.import_module(f"dragoman.cli.{command}").command
    hints = typing.get_type_hints(function, include_extras=True)
    found = []
    for name in inspect.signature(function).parameters:
        info = hints[name].__metadata__[0]
        if type(info).__name__ == "OptionInfo":
            named = [d for d in info.param_decls or () if d.startswith("-")]
            found.extend(named or [f"--{name.replace('_', '-')}"])
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{command}.md").read_text(encoding="utf-8")
    assert f"# dragoman {command}" in page
    assert [o for o in options(command) if f"`{o}`" not in page] == []
    assert f"{command}.md" in (ROOT / "docs/commands/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_page_documents_an_option_that_is_gone(command: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{command}.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if line.startswith("| `--")]
    assert {o for line in table for o in re.findall(r"`(--[a-z-]+)`", line.split("|")[1])} == set(options(command))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_of_the_documents_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [x for x in links if not x.startswith("http") and not (page.parent / x).exists()] == []


@pytest.mark.parametrize(
    "name", [n for n, o in model.items() if isinstance(o, type) and hasattr(o, "__dataclass_fields__")]
)
def test_every_object_of_the_model_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text


def test_readme_names_the_test_command_that_ci_runs() -> None:
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
