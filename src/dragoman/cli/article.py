"""``dragoman article``: one article and what its passages gave."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from dragoman.coding import coded_article
from dragoman.errors import UsageError
from dragoman.model import Coding, Document
from dragoman.store import ArticleDetail, open_ledger

EXAMPLES = """Examples:

`dragoman article 4f1c2a… --ledger news.db`"""


def command(
    article: Annotated[str, typer.Argument(help="The article's id, as events and statements show it.")],
    ledger: Annotated[str, typer.Option("--ledger", help="Ledger file, or URL of a PostgreSQL database.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print events and statements as one JSON object.")] = False,
) -> int:
    """Show an article's text with the words that gave events marked, and what they gave."""
    with open_ledger(ledger, read_only=True) as opened:
        found = opened.article(article)
    if found is None:
        raise UsageError(
            f"article {article!r} is not in {ledger}; take an id from: dragoman events --ledger {ledger} --json"
        )
    events = tuple(mention for _, mention in found.events)
    coded = coded_article(Coding(found.article, Document(found.article), events, found.statements))
    if as_json:
        print(json.dumps(coded, ensure_ascii=False, indent=1))
        return 0
    _show(found)
    return 0


def _show(found: ArticleDetail) -> None:
    console = Console()
    about = found.article
    console.print(Text(about.title or about.id, style="bold"))
    console.print(Text(" · ".join(x for x in (about.outlet, about.published, about.url) if x), style="dim"))
    text = Text(about.text)
    for statement in found.statements:
        text.stylize("underline", statement.cue.start, statement.cue.end)
    for _, event in found.events:
        text.stylize("bold reverse", event.evidence.trigger.start, event.evidence.trigger.end)
    console.print(text)
    for identity, event in found.events:
        words = event.evidence.trigger.of(about.text)
        who = ", ".join(a.name or a.text or "?" for a in event.actors)
        whom = ", ".join(a.name or a.text or "?" for a in event.recipients)
        line = f"{event.type} {event.status.value} “{words}”: {who} → {whom or '–'}  [{identity}]"
        console.print(Text(line))
