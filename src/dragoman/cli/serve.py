"""``dragoman serve``: the desk in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.common import complain

EXAMPLES = """Examples:

`dragoman serve --ledger news.db` · `dragoman serve --ledger news.db --port 8010`"""


def command(
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    host: Annotated[
        str, typer.Option(help="Address to listen on; anything but loopback needs --allow-remote.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Listen on an address that others can reach. There are no accounts.")
    ] = False,
) -> int:
    """Serve the desk: events, articles with their evidence marked, codebook and run log. Loopback only unless told."""
    from dragoman.serve import run

    complain(f"the desk is at http://{host}:{port}/ (ctrl-C stops it)", code=0)
    run(ledger, host=host, port=port, allow_remote=allow_remote)
    return 0
