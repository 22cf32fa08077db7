"""`ringback export` and `ringback import`: everything a server keeps, in one file."""

import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress

from ringback import __version__
from ringback.app.command.failure import Failure
from ringback.app.command.folder import is_in_use, only_user_of
from ringback.app.command.serve import settings_from
from ringback.app.ready import READY_FILE

DATABASE = "ringback.sqlite3"
MANIFEST = "snapshot.json"
PAGES_AT_ONCE = 2000  # of the database, between two looks at the progress; the server writes on meanwhile
# what is of this machine or this moment, and of no use elsewhere
LEFT_OUT = {READY_FILE, "run-ready.json", "ringback.lock", "server.log", "authority", DATABASE}
LEFT_OUT |= {f"{DATABASE}-wal", f"{DATABASE}-shm"}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot says of itself."""

    ringback: str
    format: int = 1


def export(file: Path, *, data: str | None = None, config: Path | None = None) -> None:
    """Take a snapshot of a server, running or not: its database and its files.

    Parameters
    ----------
    file
        Where to write it, for example ringback.tar.gz.
    data
        The server's data folder [./ringback-data].
    config
        Settings file; ./ringback.toml is read if it is there.
    """
    settings = settings_from({"data": data}, config)
    if settings.database_url and settings.database_url.startswith("postgres"):
        raise Failure("This server keeps its state in PostgreSQL: use pg_dump, and copy the data folder's files.")
    if not (settings.data / DATABASE).is_file():
        raise Failure(f"There is no server's database in {settings.data}. Name the data folder with --data.")
    if file.exists():
        raise Failure(f"{file} exists already; choose another name.")
    with Progress(transient=True) as progress, tempfile.TemporaryDirectory(dir=file.absolute().parent) as spare:
        copy = copy_database(settings.data / DATABASE, Path(spare) / DATABASE, progress)
        draft = Path(spare) / "snapshot.tar.gz"
        write_archive(draft, copy, settings.data, progress)
        draft.replace(file)
    Console().print(f"{file}: {file.stat().st_size / 1e6:,.1f} MB", highlight=False)


def import_(file: Path, *, data: str | None = None, config: Path | None = None) -> None:
    """Put a snapshot into an empty data folder.

    Parameters
    ----------
    file
        A file that `ringback export` wrote.
    data
        The folder to fill [./ringback-data].
    config
        Settings file; ./ringback.toml is read if it is there.
    """
    settings = settings_from({"data": data}, config)
    if is_in_use(settings.data) or (settings.data / DATABASE).exists():
        raise Failure(f"{settings.data} holds a server's data already; name an empty folder with --data.")
    with only_user_of(settings.data), Progress(transient=True) as progress:
        unpack(file, settings.data, progress)
    Console().print(f"{settings.data} is ready: ringback serve --data {settings.data}", highlight=False)


def copy_database(source: Path, target: Path, progress: Progress) -> Path:
    """One moment of the database, taken while others write to it."""
    task = progress.add_task("database", total=None)

    def show(_status: int, left: int, total: int) -> None:
        progress.update(task, completed=total - left, total=total)

    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live:
        with closing(sqlite3.connect(target)) as copy:
            live.backup(copy, pages=PAGES_AT_ONCE, progress=show)
    return target


def write_archive(draft: Path, database: Path, data: Path, progress: Progress) -> None:
    """The manifest, the database's copy and the data folder's files."""
    files = [(database, DATABASE), *((path, path.relative_to(data).as_posix()) for path in kept_files(data))]
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=5) as archive:
            add_bytes(archive, MANIFEST, msgspec.json.encode(Manifest(ringback=__version__)))
            for path, name in progress.track(files, description="files"):
                archive.add(path, name)


def kept_files(data: Path) -> Iterator[Path]:
    """Every file of the data folder that belongs into a snapshot."""
    for path in sorted(data.rglob("*")):
        if path.is_file() and path.relative_to(data).parts[0] not in LEFT_OUT:
            yield path


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def unpack(file: Path, data: Path, progress: Progress) -> None:
    """Fill the folder. Raises Failure for a file that is no snapshot, and for entries that would land elsewhere."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            check_manifest(archive)
            for entry in progress.track(archive.getmembers(), description="files"):
                if entry.name != MANIFEST:
                    extract(archive, entry, data)
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise Failure(f"{file} cannot be unpacked: {problem}.") from problem


def extract(archive: tarfile.TarFile, entry: tarfile.TarInfo, data: Path) -> None:
    """Write one file below the folder. (tarfile's own filters came with Python 3.11.4; Debian 12 has 3.11.2.)"""
    content, target = archive.extractfile(entry), data / entry.name
    if content is None or not entry.isfile() or ".." in target.parts or not target.is_relative_to(data):
        raise Failure(f"The snapshot holds {entry.name!r}, which is no plain file of a data folder.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)


def check_manifest(archive: tarfile.TarFile) -> None:
    try:
        entry = archive.extractfile(MANIFEST)
        found = msgspec.json.decode(entry.read() if entry else b"", type=Manifest)
    except (KeyError, msgspec.DecodeError) as problem:
        raise Failure("This file was not written by ringback export.") from problem
    if found.format != Manifest(ringback="").format:
        raise Failure(f"This snapshot was written by Ringback {found.ringback}, a newer one than {__version__}.")
