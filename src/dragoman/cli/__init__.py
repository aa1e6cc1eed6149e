"""The commands, one module each. `main` is the program: it turns errors into messages and exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Exit codes: 0 all handled, 3 some set aside, 2 wrong usage, 1 stopped by an error."""
    from dragoman.cli.app import run

    sys.exit(run(sys.argv[1:]))
