"""`ringback handset`: drive a simulated phone from the terminal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.console import Console
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from ringback.app.command.api import Api, Server, number_in_path
from ringback.app.command.failure import Failure

app = App(name="handset", help="Drive a simulated phone: every number that no account owns is one.")
HERE = Server()


@app.command
def send(
    from_: Annotated[str, Parameter(name="FROM")],
    to: str,
    body: str = "",
    *,
    media: Annotated[list[str] | None, Parameter(name="--media", negative="")] = None,
    server: Server = HERE,
) -> None:
    """Send a text from a handset.

    Parameters
    ----------
    from_
        The handset's number, +14155550123.
    to
        Whom it writes to, +14155550100.
    body
        What it says.
    media
        URL of a picture; may be given several times.
    """
    content = {"to": to, "body": body, "media_urls": media or []}
    sent = Api(server).post(f"/Handsets/{number_in_path(from_)}/Messages", content)
    Console().print(describe(sent), highlight=False, markup=False, soft_wrap=True)


@app.command
def watch(number: str, *, limit: int | None = None, server: Server = HERE) -> None:
    """Show what reaches a handset, as it happens, until Ctrl-C.

    Parameters
    ----------
    number
        The handset's number, +14155550123.
    limit
        End after so many.
    """
    api, console = Api(server), Console()
    console.print(f"Watching {number} at {api.ready.http}; Ctrl-C ends.", style="dim", highlight=False)
    for place, event in enumerate(live(api, number), 1):
        console.print(describe_event(event), highlight=False, markup=False, soft_wrap=True)
        if place == limit:
            return


@app.command
def script(number: str, script: str | None = None, *, server: Server = HERE) -> None:
    """Say what a handset does, or show what it was told.

    Parameters
    ----------
    number
        The handset's number, +14155550123.
    script
        JSON, or a file of it: '{"replies": [{"when": "(?i)stop", "body": "Bye"}]}'. Merged into what it has.
    """
    api, path = Api(server), f"/Handsets/{number_in_path(number)}"
    told = api.get(path) if script is None else api.put(path, read_script(script))
    Console().print_json(data=told)


def read_script(text: str) -> dict[str, Any]:
    """JSON from the command line or from the file it names. Raises Failure."""
    try:
        source = text if text.lstrip().startswith("{") else Path(text).read_text(encoding="utf-8")
        found = json.loads(source)
    except OSError as problem:
        raise Failure(f"{text}: {problem.strerror}.", exit_code=2) from problem
    except ValueError as problem:
        raise Failure(f"The script is not JSON: {problem}.", exit_code=2) from problem
    if not isinstance(found, dict):
        raise Failure('The script is not a JSON object: expected something like {"answer_after_s": 1}.', exit_code=2)
    return found


def live(api: Api, number: str) -> Iterator[dict[str, Any]]:
    """Events of a handset as the server tells them. Raises Failure when it stops telling."""
    url = api.live_url(f"/Handsets/{number_in_path(number)}/Live")
    try:
        with connect(url, additional_headers={"Authorization": api.authorization}, proxy=None) as socket:
            for message in socket:
                yield json.loads(message)
    except (OSError, InvalidHandshake, ConnectionClosed) as problem:
        raise Failure(f"The live view of {number} ended: {problem}.") from problem


def describe_event(event: dict[str, Any]) -> str:
    """One line for one event."""
    kind = event.get("type", "?")
    if kind == "message":
        return describe(event.get("message", {}))
    call = event.get("call", {})
    return f"{kind:9} call {call.get('sid') or ''} {call.get('from', '')} → {call.get('to', '')}"


def describe(message: dict[str, Any]) -> str:
    """One line for one text."""
    pictures = "".join(f" [{url}]" for url in message.get("media_urls") or [])
    size = f"{message.get('parts', 1)} × {message.get('encoding', '')}"
    direction, at = message.get("direction", ""), message.get("at", "")
    line = f"{at}  {direction:8} {message.get('from')} → {message.get('to')}  ({size})  {message.get('body')}{pictures}"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)  # no text drives the terminal
