"""`ringback run -- CMD`: any program against Ringback, unchanged."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ringback.app.command.failure import Failure
from ringback.app.intercept.authority import Authority
from ringback.app.intercept.dial import proxy_before_ours, target_of
from ringback.app.intercept.program import NotRun, run_program
from ringback.app.intercept.proxy import Proxy
from ringback.app.intercept.server import NotStarted, PrivateServer
from ringback.app.intercept.trust import variables, write_trusted
from ringback.app.ready import Ready
from ringback.transports.clocks import SystemClock


def run(
    *command: Annotated[str, Parameter(allow_leading_hyphen=True)],
    url: str | None = None,
    account_sid: str | None = None,
    auth_token: str | None = None,
    data: Path | None = None,
) -> int:
    """Run a program whose requests to *.twilio.com reach Ringback: ringback run -- python app.py

    Starts a private server for the time of the program and sets the variables that the SDKs read. Requests to any
    other host go where they always went. The exit code is the program's.

    Parameters
    ----------
    command
        The program and its words, after "--".
    url
        Use this running server, http://host:port, instead of starting one.
    account_sid
        Its account, with --url [TWILIO_ACCOUNT_SID].
    auth_token
        Its token, with --url [TWILIO_AUTH_TOKEN].
    data
        Keep the private server's data in this folder [a new one, deleted at the end].
    """
    if not command:
        raise Failure("Say what to run, for example: ringback run -- python app.py", exit_code=2)
    running = None if url is None else running_server(url, account_sid, auth_token)
    with folder_for(data) as folder:
        try:
            return asyncio.run(run_under(command, folder, running))
        except NotStarted as problem:
            raise Failure(str(problem)) from problem
        except NotRun as problem:
            raise Failure(str(problem), problem.exit_code) from problem


def running_server(url: str, account_sid: str | None, auth_token: str | None) -> Ready:
    """The server to use instead of a private one. Raises Failure when its credentials are not known."""
    sid = account_sid or os.environ.get("TWILIO_ACCOUNT_SID")
    token = auth_token or os.environ.get("TWILIO_AUTH_TOKEN")
    if not sid or not token:
        raise Failure(
            "With --url, give --account-sid and --auth-token too (or set TWILIO_ACCOUNT_SID, …).", exit_code=2
        )
    try:
        target_of(url)
    except ValueError as problem:
        raise Failure(f"--url: {problem}.", exit_code=2) from problem
    return Ready(http=url, account_sid=sid, auth_token=token)


@contextmanager
def folder_for(data: Path | None) -> Iterator[Path]:
    """The folder for the server's files and ours: the one asked for, or one that goes away at the end."""
    if data is not None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield data.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="ringback-run-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


async def run_under(command: Sequence[str], folder: Path, running: Ready | None) -> int:
    """Run the command with a server and the proxy around it."""
    async with server_in(folder, running) as ready:
        authority = Authority(folder / "authority", SystemClock().now())
        proxy = Proxy(target_of(ready.http), authority, tell, proxy_before_ours(os.environ))
        port = await proxy.start()
        tell(f"requests to *.twilio.com go to {ready.http}, account {ready.account_sid}")
        try:
            return await run_program(command, surroundings(folder, authority, port, ready))
        finally:
            await proxy.stop()


@asynccontextmanager
async def server_in(folder: Path, running: Ready | None) -> AsyncIterator[Ready]:
    """The running server, or a private one for as long as the block lasts."""
    if running is not None:
        yield running
        return
    server = PrivateServer(folder)
    tell("starting a private server")
    try:
        yield await server.start()
    finally:
        await server.stop()


def surroundings(folder: Path, authority: Authority, port: int, ready: Ready) -> dict[str, str]:
    """This process's environment with what the program needs set over it."""
    trusted = write_trusted(folder / "authority", authority, os.environ)
    return {**os.environ, **variables(port, trusted, ready, os.environ)}


def tell(sentence: str) -> None:
    """Say something without mixing it into the program's own output."""
    print(f"ringback: {sentence}", file=sys.stderr, flush=True)
