"""The desk: web pages and their JSON twins.

app = create_app("ledger.db")                                     any ASGI server can run it
run("ledger.db", host="127.0.0.1", port=8000, allow_remote=False)
"""

from dragoman.serve.app import create_app
from dragoman.serve.run import run

__all__ = ["create_app", "run"]
