"""A private PostgreSQL for the tests: a cluster on a free loopback port in a temporary folder, gone afterwards."""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import asyncpg
import pytest

OWNER = "ringback"
# durability is the engine's own promise; what we test is what we write, so nothing waits for the disk
CONFIGURATION = """
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 120
shared_buffers = 64MB
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
"""


class PostgresServer:
    """A running cluster of its own."""

    def __init__(self, programs: Path, folder: Path, configuration: str = CONFIGURATION) -> None:
        self._programs, self._data, self._port = programs, folder / "cluster", _free_port()
        self._configuration = configuration
        self._databases = count(1)

    def start(self) -> None:
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(f"{self._configuration}port = {self._port}\n")
        self.resume()

    def stop(self) -> None:
        """End it as a crash would."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def resume(self) -> None:
        """Start it again after `stop`; returns when it answers."""
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self._data / "log"), "-w", "-t", "60", "start")

    @property
    def pid(self) -> int:
        """Its first process: all others are its children."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def new_database(self, template: str = "template1") -> str:
        """The URL of a new database: empty, or a copy of another that nobody is connected to."""
        name = f"test_{next(self._databases)}"
        url = f"postgresql://{OWNER}@127.0.0.1:{self._port}"
        _execute(f"{url}/postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{url}/{name}"

    def _run(self, program: str, *words: str) -> None:
        command = [*_as_owner(), str(self._programs / program), *words]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def _execute(url: str, statement: str) -> None:
    """In a thread with a loop of its own: whoever asks may be running one already."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One cluster a test run (and worker). Skips, with the reason, where PostgreSQL is not installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="ringback-postgres-"))
    if user := server_user():
        shutil.chown(folder, user)
    server = PostgresServer(programs, folder)
    server.start()
    yield server
    server.stop()
    subprocess.Popen(["rm", "-rf", str(folder)], start_new_session=True)  # gigabytes of databases: nobody waits for it


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """A database that the whole test run shares."""
    return postgres_server.new_database()


@pytest.fixture
def fresh_postgres_url(postgres_server: PostgresServer) -> str:
    """An empty database for one test."""
    return postgres_server.new_database()


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl: the newest of Debian's, else the one on PATH."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def server_user() -> str | None:
    """PostgreSQL refuses to run as root: whom to run it as instead, None when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as_owner() -> list[str]:
    user = server_user()
    return ["runuser", "-u", user, "--"] if user else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
