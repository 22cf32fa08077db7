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
from typing import Any

import asyncpg
import pytest

from ringback.store.schema import create

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


class Pool:
    """Databases with the whole schema and nothing in them: emptied after a test, which is far quicker than a new one.

    One whose schema a test changed, or that has been used often, is not lent again.
    """

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server, self._template = server, template
        self._idle: list[str] = []
        self._uses: dict[str, int] = {}
        self._schema = ""

    def lend(self) -> str:
        url = self._idle.pop() if self._idle else self._server.new_database(self._template)
        self._schema = self._schema or str(_execute(url, _SCHEMA))
        return url

    def give_back(self, url: str) -> None:
        """Ends whatever a test left connected, and empties every table."""
        self._uses[url] = self._uses.get(url, 0) + 1
        _execute(url, _HANG_UP)
        if self._uses[url] < USES and self._is_whole(url):
            _execute(url, _EMPTY)
            self._idle.append(url)

    def _is_whole(self, url: str) -> bool:
        try:
            return _execute(url, _SCHEMA) == self._schema
        except asyncpg.UndefinedTableError:
            return False


USES = 200  # of one database: what is deleted leaves its room behind
_HANG_UP = """SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_SCHEMA = """SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ','
    ORDER BY c.relname, a.attnum) || (SELECT string_agg(version_num, ',') FROM alembic_version))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace"""
_EMPTY = """DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP EXECUTE format('DELETE FROM %I', one); END LOOP;
    FOR one IN SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER SEQUENCE %I RESTART', one); END LOOP;
END $$"""


def _execute(url: str, statement: str) -> Any:
    """The first value, where there is one. In a thread with a loop of its own: whoever asks may be running one."""

    async def run() -> Any:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()


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


@pytest.fixture(scope="session")
def postgres_pool(postgres_server: PostgresServer) -> Pool:
    """One a test run (and worker)."""
    url = postgres_server.new_database()
    asyncio.run(create(url, Path()))
    return Pool(postgres_server, template=url.rpartition("/")[2])


@pytest.fixture
def postgres_database(postgres_pool: Pool) -> Iterator[str]:
    """The URL of a database with the schema and nothing in it."""
    url = postgres_pool.lend()
    yield url
    postgres_pool.give_back(url)


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
