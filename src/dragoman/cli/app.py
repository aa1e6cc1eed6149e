"""Puts the commands together and maps errors to exit codes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

import typer

from dragoman.cli.common import complain
from dragoman.errors import DragomanError, UsageError
from dragoman.version import __version__

COMMANDS = (
    "read",
    "events",
    "statements",
    "article",
    "export",
    "serve",
    "extract",
    "analyse",
    "code",
    "classify",
    "who",
    "group",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


def make_app() -> typer.Typer:
    """The program with all its commands."""
    app = typer.Typer(
        name="dragoman",
        help="Read the news as it is found and keep a ledger of world politics: who did what to whom, and who says so.",
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def _root(
        version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
    ) -> None:
        """Read the news as it is found and keep a ledger of world politics: who did what to whom, and who says so."""

    for name in COMMANDS:
        module = import_module(f"dragoman.cli.{name}")
        app.command(name, epilog=module.EXAMPLES)(module.command)
    return app


def run(arguments: Sequence[str]) -> int:
    """The exit code of one call."""
    try:
        found = make_app()(list(arguments), standalone_mode=False)
    except UsageError as error:
        return complain(str(error), code=2)
    except DragomanError as error:
        return complain(str(error), code=1)
    except KeyboardInterrupt:
        return complain("stopped; what was written is whole, and the same command goes on from there", code=130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        if show := getattr(error, "show", None):  # the parser's own errors know how to show themselves
            show()
            return int(getattr(error, "exit_code", 2))
        if hasattr(error, "exit_code"):
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            return complain("stopped", code=130)
        raise
    return found if isinstance(found, int) else 0
