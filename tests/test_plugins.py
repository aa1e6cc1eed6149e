"""Plugins are found by entry point; a broken one is named."""

from importlib.metadata import EntryPoint

import pytest

from dragoman import plugins
from dragoman.errors import UsageError
from dragoman.plugins import load_plugins


def test_unknown_group_is_refused() -> None:
    with pytest.raises(UsageError, match=r"dragoman.colours"):
        load_plugins("dragoman.colours")


def test_plugins_are_loaded_in_order_of_name(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint(n, "dragoman.settings:Settings", "dragoman.components") for n in ("b", "a")]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    assert list(load_plugins("dragoman.components")) == ["a", "b"]


def test_broken_plugin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("tone", "no_such_module:Tone", "dragoman.components")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])
    with pytest.raises(UsageError, match=r"'tone'.*mend or uninstall"):
        load_plugins("dragoman.components")
