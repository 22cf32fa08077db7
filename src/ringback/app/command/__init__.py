"""The `ringback` command. Each subcommand is a module of its own, imported only when it is asked for."""

import sys
from collections.abc import Sequence

from cyclopts import App

from ringback import __version__

app = App(name="ringback", help="An open communications platform that speaks Twilio's API.", version=__version__)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    return app(sys.argv[1:] if words is None else words) or 0
