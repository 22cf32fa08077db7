"""A server to measure, on either engine, with the database at hand."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from bench.world.processes import cpu_seconds
from ringback.app.ready import Ready
from ringback.store.schema import FILE
from ringback.testing.server import ServerProcess
from tests.world.postgres import PostgresServer, find_programs, server_user

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY_S = 0.3
# As it is shipped, durable: only what a fresh cluster of its own needs.
DURABLE = """
max_connections = 60
shared_buffers = 256MB
max_wal_size = 4GB
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
"""


class House:
    """One server and its database."""

    def __init__(self, engine: str, folder: Path, postgres: PostgresServer | None) -> None:
        self.engine, self.folder, self._postgres = engine, folder, postgres
        self.url = postgres.new_database() if postgres else None
        self._server: ServerProcess | None = None

    def start(self, *flags: str) -> Ready:
        """Starts the server with these flags, on the data it had before."""
        settings = {"database_url": self.url} if self.url else {}
        self._server = ServerProcess(self.folder / "data", settings, flags)
        return self._server.start()

    @property
    def server(self) -> ServerProcess:
        assert self._server is not None, "start() first"
        return self._server

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far: the server's, and PostgreSQL's."""
        database = cpu_seconds(self._postgres.pid) if self._postgres else 0.0
        return {"server": cpu_seconds(self.server.pid), "database": database}

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows, read beside the server."""
        if self.url is None:
            with sqlite3.connect(f"file:{self.folder / 'data' / FILE}?mode=ro", uri=True) as db:
                return db.execute(sql).fetchall()
        return asyncio.run(_fetch(self.url, sql))

    def wait_until_drained(self, seconds: float) -> bool:
        """Waits until no work is due. Looks seldom: with PostgreSQL each look counts."""
        deadline = time.monotonic() + seconds
        soon = int(1000 * (time.time() + seconds))  # rents and other far-off work stay
        waiting = f"SELECT count(*) FROM jobs WHERE status = 'waiting' AND due_at < {soon}"
        while (left := self.select(waiting)[0][0]) > 0:
            if time.monotonic() > deadline:
                print(f"  {left} jobs are left after {seconds:.0f} s")
                return False
            time.sleep(LOOK_EVERY_S)  # the server is another process, and each look costs it
        return True


async def _fetch(url: str, sql: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


@contextmanager
def postgres_cluster(folder: Path) -> Iterator[PostgresServer | None]:
    """A durable PostgreSQL of our own; None where its programs are not installed."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    home = folder / "postgres"
    home.mkdir()
    if user := server_user():
        shutil.chown(home, user)
    server = PostgresServer(programs, home, DURABLE)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def working_folder() -> Iterator[Path]:
    """On a real disk, so that an fsync costs what it costs; readable for PostgreSQL's own user."""
    folder = Path(tempfile.mkdtemp(prefix="ringback-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(ready: Ready, count: int, *more: str) -> dict[str, Any]:
    """Runs the load generator to its end."""
    words = [
        "--url",
        ready.http,
        "--account",
        ready.account_sid,
        "--token",
        ready.auth_token,
        "--from",
        str(ready.number),
    ]
    done = run_module("bench.world.load", [*words, "--count", str(count), *more])
    result = json.loads(done)
    if set(result["statuses"]) - {"201"}:
        raise SystemExit(f"the server refused: {result['statuses']} {result['refused']}")
    return result


def run_module(name: str, words: Sequence[str]) -> str:
    done = subprocess.run([sys.executable, "-m", name, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


@contextmanager
def listener() -> Iterator[str]:
    """A customer's server; its URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.world.listener"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()
