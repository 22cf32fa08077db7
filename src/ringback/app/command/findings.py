"""The doctor's checks: each looks at one thing and says what it found."""

import asyncio
import ctypes
import importlib.metadata
import importlib.util
import platform
import resource
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

import asyncpg
import msgspec
from cryptography import x509

from ringback import __version__
from ringback.app.command.folder import is_in_use
from ringback.app.settings import Address, Settings
from ringback.transports.clocks import SystemClock
from ringback.transports.tls import server_context

MB = 1_000_000
DISK_BAD_BYTES, DISK_ODD_BYTES = 200 * MB, 2000 * MB  # SQLite needs room for its log; a busy day of texts fills a GB
FILES_ODD = 8192
CERTIFICATE_ODD_DAYS = 14
SQLITE_NEEDED = (3, 35)  # the first with RETURNING
CLOCK_NOT_SET_YEAR = 2025  # before this very code was written
TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
ASK_WITHIN_S = 5


class State(Enum):
    """How a check came out."""

    WELL = "well"
    ODD = "odd"  # works, but is worth a look
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One line of the report."""

    state: State
    what: str
    text: str


def examine(settings: Settings, environment: Mapping[str, str]) -> list[Finding]:
    """Every check, in the order of the report."""
    return [
        python(),
        *packages(),
        sqlite(),
        *([postgres(settings.database_url)] if settings.database_url else []),
        console_pages(),
        *ports(settings),
        *certificate(settings),
        data_folder(settings.data),
        disk(settings.data),
        open_files(),
        clock(),
        *proxies(environment),
    ]


def python() -> Finding:
    well = (3, 11) <= sys.version_info[:2] <= (3, 14)
    text = f"{platform.python_version()} on {platform.system()} {platform.machine()}, Ringback {__version__}"
    return Finding(State.WELL if well else State.ODD, "Python", text + ("" if well else "; tested on 3.11 to 3.14"))


def packages() -> Iterator[Finding]:
    """The compiled parts, without which the server is slow or cannot start."""
    for name, what in (("uvloop", "event loop"), ("httptools", "HTTP parser"), ("asyncpg", "PostgreSQL client")):
        if importlib.util.find_spec(name):
            yield Finding(State.WELL, what, f"{name} {importlib.metadata.version(name)}")
        else:
            yield Finding(State.BAD, what, f"{name} is not installed: pip install {name}")


def sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info[:2] >= SQLITE_NEEDED:
        return Finding(State.WELL, "SQLite", version)
    return Finding(State.BAD, "SQLite", f"{version}, and {'.'.join(map(str, SQLITE_NEEDED))} or later is needed")


def postgres(url: str) -> Finding:
    """Whether the database that the settings name answers."""
    if not url.startswith("postgres"):
        return Finding(State.WELL, "database", "SQLite by URL")
    try:
        return Finding(State.WELL, "PostgreSQL", asyncio.run(ask_version(url)))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, TimeoutError) as problem:
        return Finding(State.BAD, "PostgreSQL", f"does not answer: {problem or type(problem).__name__}")


async def ask_version(url: str) -> str:
    connection = await asyncpg.connect(url.replace("+asyncpg", "", 1), timeout=ASK_WITHIN_S)
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()


def console_pages() -> Finding:
    pages = Path(__file__).parents[1] / "console_files" / "index.html"
    if pages.is_file():
        return Finding(State.WELL, "console", "built")
    return Finding(State.ODD, "console", "its pages are not in this installation; the API works without them")


def ports(settings: Settings) -> Iterator[Finding]:
    running = is_in_use(settings.data)
    for what, address, kind in (
        ("HTTP port", settings.http, socket.SOCK_STREAM),
        ("SIP port", settings.sip, socket.SOCK_DGRAM),
        ("SMPP port", settings.smpp, socket.SOCK_STREAM),
        ("SMPP port, TLS", settings.smpp_tls, socket.SOCK_STREAM),
    ):
        if address is not None:
            yield port(what, address, kind, running=running)


def certificate(settings: Settings) -> Iterator[Finding]:
    """What applications that bind over TLS are shown."""
    if settings.smpp_tls is None:
        return
    file = settings.smpp_tls_certificate
    if file is None:
        yield Finding(State.BAD, "SMPP certificate", "smpp_tls is set and smpp_tls_certificate is not")
        return
    try:
        server_context(file, settings.smpp_tls_key)
        until = x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as problem:
        yield Finding(State.BAD, "SMPP certificate", f"{file}: {problem}")
        return
    days = (until - SystemClock().now()).days
    state = State.BAD if days < 0 else State.ODD if days < CERTIFICATE_ODD_DAYS else State.WELL
    yield Finding(state, "SMPP certificate", f"{file}: until {until:%Y-%m-%d}")


def port(what: str, address: Address, kind: socket.SocketKind, *, running: bool) -> Finding:
    problem = why_not_free(address, kind)
    if problem is None:
        return Finding(State.WELL, what, f"{address} is free")
    if running:
        return Finding(State.WELL, what, f"{address} is in use, and so is the data folder: a server runs")
    return Finding(State.BAD, what, f"{address}: {problem}")


def why_not_free(address: Address, kind: socket.SocketKind) -> str | None:
    """None if we could listen there."""
    try:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        with socket.socket(family, kind) as probe:
            if kind is socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address.host, address.port))
    except OSError as problem:
        return problem.strerror or str(problem)
    return None


def data_folder(data: Path) -> Finding:
    place = nearest_folder(data)
    try:
        probe = place / f".ringback-doctor-{socket.gethostname()}"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        return Finding(State.BAD, "data folder", f"{data} cannot be written: {problem.strerror}")
    said = "a server is using it" if is_in_use(data) else "there" if data.is_dir() else "will be made"
    return Finding(State.WELL, "data folder", f"{data.absolute()}: {said}")


def disk(data: Path) -> Finding:
    free = shutil.disk_usage(nearest_folder(data)).free
    state = State.BAD if free < DISK_BAD_BYTES else State.ODD if free < DISK_ODD_BYTES else State.WELL
    return Finding(state, "disk", f"{free / 1e9:,.1f} GB free")


def nearest_folder(path: Path) -> Path:
    """The path itself, or the first folder above it that exists."""
    place = path.absolute()
    while not place.is_dir():
        place = place.parent
    return place


def open_files() -> Finding:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard == resource.RLIM_INFINITY or hard >= FILES_ODD:
        return Finding(State.WELL, "open files", "no limit" if hard == resource.RLIM_INFINITY else f"up to {hard:,}")
    return Finding(State.ODD, "open files", f"at most {hard:,}, few for many callers: raise it (ulimit -Hn)")


def clock() -> Finding:
    """A wrong clock spoils schedules, validity and certificates."""
    now = SystemClock().now()
    if now.year < CLOCK_NOT_SET_YEAR:
        return Finding(State.BAD, "clock", f"{now:%Y-%m-%d %H:%M} UTC: the clock is not set")
    if is_unsynchronised():
        return Finding(State.ODD, "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC, and no time service keeps it right")
    return Finding(State.WELL, "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def is_unsynchronised() -> bool:
    """Whether the kernel says that no time service steers the clock; False where it cannot say."""
    if sys.platform != "linux":
        return False
    question = ctypes.create_string_buffer(512)  # struct timex with modes = 0: only asks
    return ctypes.CDLL(None).adjtimex(question) == TIME_ERROR


def proxies(environment: Mapping[str, str]) -> Iterator[Finding]:
    """A proxy that also catches loopback sends one's own webhooks astray."""
    proxy = environment.get("HTTP_PROXY") or environment.get("http_proxy")
    skip = environment.get("NO_PROXY") or environment.get("no_proxy") or ""
    if proxy and "127.0.0.1" not in skip and "*" not in skip:
        yield Finding(State.ODD, "proxy", "HTTP_PROXY is set, and NO_PROXY lacks 127.0.0.1")
