"""The data folder on disk: one server at a time, and where its files stand."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ringback.app.command.failure import Failure

LOCK_FILE = "ringback.lock"


@contextmanager
def only_user_of(data: Path) -> Iterator[None]:
    """Hold the data folder, made if need be, against every other server. Raises Failure when one has it."""
    file = _open_lock(data)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(_taken(data, file)) from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(file)  # lets go of the lock; the file stays, or two servers could hold locks on two files of one name


def is_in_use(data: Path) -> bool:
    """Whether a server holds the folder at this moment."""
    if not (data / LOCK_FILE).exists():
        return False
    try:
        with only_user_of(data):
            return False
    except Failure:
        return True


def _open_lock(data: Path) -> int:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise Failure(
            f"The data folder {data} cannot be used: {problem.strerror}. Name another with --data."
        ) from problem


def _taken(data: Path, file: int) -> str:
    holder = os.pread(file, 32, 0).decode("ascii", "replace").strip() or "unknown"
    return (
        f"A server (process {holder}) is already using the data folder {data.resolve()}. "
        "Stop it first, or give this one a folder of its own with --data."
    )
