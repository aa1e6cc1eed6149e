"""What all pages share: the ledger, the templates with their filters, and the choice between a page and its twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dragoman.codebook import Codebook, load_codebook
from dragoman.serve import words
from dragoman.store import Ledger

TEMPLATES = Path(__file__).parent / "templates"


class Desk:
    """The ledger that is shown, and how. It is made once and shared by all requests."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.codebook: Codebook = load_codebook()
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "date": words.date_words,
            "precision": words.date_precision,
            "percent": words.percent,
            "parties": words.party_names,
            "part": part,
            "label": words.label,
            "number": words.number,
            "moment": words.moment,
            "weblink": words.weblink,
        }
        self._templates.globals |= {"quad": self.quad, "query": query}

    def quad(self, kind: str) -> str:
        """The class of an event type by the codebook; `other` for a type that it does not have."""
        found = self.codebook.types.get(kind)
        return found.quad if found else "other"

    def answer(
        self, request: Request, template: str, data: Mapping[str, Any], *, extra: Any = None, status: int = 200
    ) -> Response:
        """The page of the data, or its twin where the address ends in ``.json``; `extra` is for the page alone."""
        if request.url.path.endswith(".json"):
            return JSONResponse(plain(data), status)
        twin = request.url.path.rstrip("/") + ".json"
        if request.url.query:
            twin += "?" + request.url.query
        page = self._templates.get_template(template)
        shown = {**data, **(extra or {}), "path": request.url.path, "twin": twin, "ledger": Path(self.ledger.name).name}
        return HTMLResponse(page.render(shown), status)


def plain(value: Any) -> Any:
    """Frozen rows as what JSON can say: fields by name, spans as ``{"start", "end"}``."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def part(identifier: str) -> str:
    """An id as one part of an address."""
    return quote(identifier, safe="")


def query(asked: Mapping[str, object], **changes: object) -> str:
    """The address part that asks the same with some values changed; None takes one away."""
    values = {**asked, **changes}
    pairs = [(name, str(value)) for name, value in values.items() if value not in (None, "")]
    return "?" + urlencode(pairs) if pairs else "?"
