"""`ringback jobs`: the later work that was given up on, to look at and to try again."""

from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from ringback.app.command.api import Api, Server
from ringback.app.command.failure import Failure

app = App(name="jobs", help="Look at the work that was given up on, and try it again.")
HERE = Server()


@app.command(name="list")
def list_(*, limit: int = 50, server: Server = HERE) -> None:
    """Show the jobs that were given up on, newest first.

    Parameters
    ----------
    limit
        How many at most.
    """
    found = Api(server).get(f"/Jobs?page_size={limit}&status=dead")["items"]
    table = Table("Job", "What", "About", "Tries", "Last run", "Why")
    for job in found:
        table.add_row(*(_shown(job, name) for name in ("sid", "kind", "key", "attempts", "due_at", "last_error")))
    Console().print(table if found else "Nothing was given up on.")


@app.command
def replay(
    *sids: str, all_: Annotated[bool, Parameter(name="--all", negative="")] = False, server: Server = HERE
) -> None:
    """Try jobs again from the start.

    Parameters
    ----------
    sids
        The jobs, as `ringback jobs list` names them.
    all_
        Every job that was given up on.
    """
    api = Api(server)
    chosen = list(sids) if not all_ else [job["sid"] for job in api.get("/Jobs?page_size=1000&status=dead")["items"]]
    if not chosen and not all_:
        raise Failure("Say which: ringback jobs replay SID…, or --all.", exit_code=2)
    for sid in chosen:
        api.post(f"/Jobs/{sid}/Replay", {})
    Console().print(f"{len(chosen)} on their way again.", highlight=False)


def _shown(job: dict[str, Any], name: str) -> str:
    return "" if job.get(name) is None else str(job[name])
