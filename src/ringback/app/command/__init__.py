"""The `ringback` command. Each subcommand is a module of its own, imported only when it is asked for."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from ringback import __version__
from ringback.app.command.failure import Failure

app = App(
    name="ringback",
    help="An open communications platform that speaks Twilio's API on the wire.",
    version=__version__,
    version_flags=["--version"],
    result_action="return_value",
)
HERE = "ringback.app.command"
# Each says its line of the overview here, so that the overview need not import them all.
SERVE = """Start the platform: REST API, webhooks, console and the simulated carrier.

Every flag can also be a line in ringback.toml or a variable (--media-ip is RINGBACK_MEDIA_IP). The first account, the
database and the public address are set there too: see "Operating" in the documentation."""
app.command(f"{HERE}.serve:serve", help=SERVE)
app.command(f"{HERE}.run:run", help="Run a program with its requests to twilio.com answered here.")
app.command(f"{HERE}.handset:app", name="handset", help="Drive a simulated phone.")
app.command(f"{HERE}.jobs:app", name="jobs", help="Look at work that was given up, and run it again.")
app.command(f"{HERE}.doctor:doctor", help="Check what is installed and what is free.")
app.command(f"{HERE}.snapshot:export", help="Take a snapshot of a server at work.")
app.command(f"{HERE}.snapshot:import_", name="import", help="Make a data folder of a snapshot.")


@app.command
def version() -> None:
    """Say which Ringback this is."""
    print(__version__)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 2 for a line that makes no sense, 1 for a failure."""
    try:
        code = app(fenced(list(sys.argv[1:] if words is None else words)), exit_on_error=False)
    except CycloptsError:  # it has said what was wrong
        return 2
    except Failure as failure:
        print(f"ringback: {failure}", file=sys.stderr)
        return failure.exit_code
    except KeyboardInterrupt:
        return 130
    return code if isinstance(code, int) else 0


def fenced(words: list[str]) -> list[str]:
    """`run --url U CMD --flag` as `run --url U -- CMD --flag`: what stands after the program is the program's."""
    if words[:1] != ["run"] or "--" in words:
        return words
    place = 1
    while place < len(words) and words[place].startswith("-"):
        place += 1 if "=" in words[place] or words[place] in {"-h", "--help", "--version"} else 2
    return [*words[:place], *(["--"] if place < len(words) else []), *words[place:]]
