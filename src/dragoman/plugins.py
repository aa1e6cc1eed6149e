"""What others add: components, sources, exporters and codebooks, found by entry point.

Groups: ``dragoman.components`` (a factory without arguments that returns a `Component`), ``dragoman.sources`` (a
factory of a `dragoman.ingest.source.Source`), ``dragoman.exporters`` (a function of a ledger and a path), and
``dragoman.codebooks`` (a function without arguments that returns the folder of a codebook).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

from dragoman.errors import UsageError

GROUPS = ("dragoman.components", "dragoman.sources", "dragoman.exporters", "dragoman.codebooks")


def load_plugins(group: str) -> dict[str, Callable[..., Any]]:
    """Factories of a group by name, in order of name.

    Raises:
        UsageError: the group is not one of ours, or a plugin cannot be imported; names it and its package.
    """
    if group not in GROUPS:
        raise UsageError(f"plugin group {group!r} is not known; use one of {', '.join(GROUPS)}")
    found: dict[str, Callable[..., Any]] = {}
    for point in sorted(entry_points(group=group), key=lambda p: p.name):
        try:
            found[point.name] = point.load()
        except Exception as error:
            package = point.dist.name if point.dist else "?"
            raise UsageError(
                f"plugin {point.name!r} of package {package} cannot be loaded ({error}); mend or uninstall it"
            ) from error
    return found
