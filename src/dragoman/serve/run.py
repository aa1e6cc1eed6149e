"""Runs the desk on this machine; the outside is let in only where that is asked for in so many words."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from dragoman.errors import UsageError


def run(
    ledger_path: str | Path, host: str = "127.0.0.1", port: int = 8000, allow_remote: bool = False, *, log: bool = False
) -> None:
    """Serve the desk until it is interrupted; `log` writes each request to stderr.

    Raises:
        UsageError: a host that others can reach without `allow_remote`.
        LedgerError: the ledger cannot be opened.
    """
    check_host(host, allow_remote=allow_remote)
    import uvicorn

    from dragoman.serve.app import create_app

    app = create_app(ledger_path, allow_remote=allow_remote)
    uvicorn.run(app, host=host, port=port, log_level="info" if log else "warning", server_header=False)


def check_host(host: str, *, allow_remote: bool) -> None:
    """Refuse an address that other machines can reach.

    Raises:
        UsageError: `host` is no loopback address, and `allow_remote` is not set.
    """
    if not allow_remote and not is_loopback(host):
        raise UsageError(
            f"host {host!r}: other machines could read the whole ledger there, without a password; "
            "use 127.0.0.1, or say --allow-remote if that is meant"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
