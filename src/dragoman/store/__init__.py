"""The ledger: schema, migrations, search, judgements, import and export.

with open_ledger("ledger.db") as ledger:
    ledger.add(coding)
    ledger.merge(merger)
    for row in ledger.events(EventFilter(country="IRN")): ...
"""

from dragoman.store.ledger import Ledger, open_ledger
from dragoman.store.merging import Merger
from dragoman.store.rows import (
    Added,
    AddResult,
    ArticleDetail,
    ArticleHead,
    AsideRow,
    EventDetail,
    EventFilter,
    EventRow,
    Facet,
    Judgement,
    Page,
    ReportRow,
    RunRow,
    StatementFilter,
    StatementRow,
    Summary,
)

__all__ = [
    "AddResult",
    "Added",
    "ArticleDetail",
    "ArticleHead",
    "AsideRow",
    "EventDetail",
    "EventFilter",
    "EventRow",
    "Facet",
    "Judgement",
    "Ledger",
    "Merger",
    "Page",
    "ReportRow",
    "RunRow",
    "StatementFilter",
    "StatementRow",
    "Summary",
    "open_ledger",
]
