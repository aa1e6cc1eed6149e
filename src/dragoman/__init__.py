"""Dragoman reads the news and keeps a ledger of world politics: who did what to whom, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.api import OpenLedger, open
    from dragoman.errors import DragomanError

from dragoman.version import __version__

__all__ = ["DragomanError", "OpenLedger", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first asked for, so that importing the package reads no other file."""
    if name in {"open", "OpenLedger"}:
        from dragoman import api

        return getattr(api, name)
    if name == "DragomanError":
        from dragoman.errors import DragomanError

        return DragomanError
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
