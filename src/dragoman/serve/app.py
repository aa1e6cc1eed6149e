"""The desk as an ASGI application: opens the ledger for reading, hangs the pages on it, and guards every answer.

Enters: a ledger. Leaves: pages that need no script, each with a JSON twin at the same address with ``.json``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from dragoman.errors import LedgerError, LedgerReadOnly, UsageError
from dragoman.serve import events, records
from dragoman.serve.desk import Desk
from dragoman.serve.run import is_loopback
from dragoman.store import Ledger, open_ledger
from dragoman.version import __version__

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Next = Callable[[Request], Awaitable[Response]]


def create_app(ledger_path: str | Path, *, allow_remote: bool = False) -> FastAPI:
    """The desk over a ledger, which it opens for reading only (an older one is first brought to this version).

    Without `allow_remote` requests whose Host is not this machine are refused, so that no web page elsewhere can read
    the ledger through a name of its own that leads here.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    desk = Desk(_open(ledger_path))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.ledger.close()

    app = FastAPI(title="Dragoman", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(events.router)
    app.include_router(records.router)
    _add_errors(app)
    _add_guard(app, allow_remote=allow_remote)
    return app


def _open(path: str | Path) -> Ledger:
    try:
        return open_ledger(path, read_only=True)
    except LedgerReadOnly:
        open_ledger(path).close()
        return open_ledger(path, read_only=True)


def _add_guard(app: FastAPI, *, allow_remote: bool) -> None:
    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        if allow_remote or is_loopback(request.url.hostname or ""):
            response = await call_next(request)
        else:
            response = Response("This desk answers to this machine alone.\n", 400, media_type="text/plain")
        response.headers.update(HEADERS)
        return response


def _add_errors(app: FastAPI) -> None:
    def answer(request: Request, status: int, message: str) -> Response:
        desk: Desk = request.app.state.desk
        return desk.answer(request, "error.html", {"status": status, "message": message}, status=status)

    @app.exception_handler(UsageError)
    async def usage(request: Request, error: UsageError) -> Response:
        return answer(request, 400, str(error))

    @app.exception_handler(LedgerError)
    async def ledger(request: Request, error: LedgerError) -> Response:
        return answer(request, 503, str(error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, str(error.detail))
