"""Pictures, recordings and other files: bytes under a key, in a local folder or in an object store.

A put that returned survives a power cut. Locally that takes an fsync of the file and of the folder it is renamed into
(obstore's own local store makes neither, so the folder is written here); S3 and its kin promise it themselves.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from ringback.kernel import Unavailable

FOLDER = "blobs"
LONGEST_KEY = 512  # object stores take 1,024 bytes; the prefix in the URL needs room too
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\Z")


class Blobs(Protocol):
    """Where blobs are kept. All calls raise Unavailable when the disk or the object store fails."""

    async def put(self, key: str, data: bytes) -> None:
        """Keeps `data` under `key`, whole or not at all, in place of what was there."""
        ...

    async def get(self, key: str) -> bytes | None:
        """What is kept under `key`, or None."""
        ...

    async def part(self, key: str, first: int, last: int) -> bytes | None:
        """The bytes from `first` to `last`, both included; fewer where it ends before."""
        ...

    async def delete(self, key: str) -> None:
        """Lets go of what is kept under `key`, if anything is."""
        ...


def key_of(account_sid: str, *names: str) -> str:
    """The key of something that belongs to an account: `AC…/MM…/ME…`."""
    return checked("/".join((account_sid, *names)))


def checked(key: str) -> str:
    """`key`, if it can lead nowhere but into the store; else ValueError, for keys are made by us."""
    if len(key) > LONGEST_KEY or not _KEY.match(key):
        raise ValueError(f"{key[:80]!r} is no key: words of letters, digits, _ - and . with / between them")
    return key


def open_blobs(storage_url: str | None, data: Path) -> Blobs:
    """The store that RINGBACK_STORAGE_URL names (`s3://bucket/prefix`, …), by default a folder in `data`.

    Credentials come from the usual variables of each kind of store. Raises ValueError for a URL that none understands.
    """
    if storage_url is None:
        return FolderBlobs(data / FOLDER)
    if storage_url.startswith("file://"):
        return FolderBlobs(Path(unquote(urlsplit(storage_url).path)))
    try:
        return ObjectBlobs(from_url(storage_url))
    except (BaseError, ValueError) as error:
        scheme = storage_url.partition("://")[0]
        sentence = f"RINGBACK_STORAGE_URL ({scheme}://…) names no store: {error}. Try s3://bucket/prefix"
        raise ValueError(sentence) from error


class FolderBlobs:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        try:
            await asyncio.to_thread(_write_durably, self._folder, path, data)
        except OSError as error:
            raise Unavailable(f"The file {key} cannot be written: {error.strerror or error}") from error

    async def get(self, key: str) -> bytes | None:
        return await self._read(key, Path.read_bytes)

    async def part(self, key: str, first: int, last: int) -> bytes | None:
        return await self._read(key, lambda path: _bytes_of(path, first, last))

    async def _read(self, key: str, read: Callable[[Path], bytes]) -> bytes | None:
        path = self._path(key)
        try:
            return await asyncio.to_thread(read, path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise Unavailable(f"The file {key} cannot be read: {error.strerror or error}") from error

    async def delete(self, key: str) -> None:
        path = self._path(key)
        try:
            await asyncio.to_thread(path.unlink)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return
        except OSError as error:
            raise Unavailable(f"The file {key} cannot be deleted: {error.strerror or error}") from error

    def _path(self, key: str) -> Path:
        return self._folder.joinpath(*checked(key).split("/"))


def _bytes_of(path: Path, first: int, last: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(last - first + 1)


def _write_durably(root: Path, path: Path, data: bytes) -> None:
    """Under a passing name, then renamed: a reader sees the old bytes or the new ones, never half of them.

    Passing names begin with a dot, as no key does.
    """
    _make_folders(root, path.parent)
    handle, passing = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, path)
    except BaseException:
        os.unlink(passing)
        raise
    _sync_folder(path.parent)


def _make_folders(root: Path, folder: Path) -> None:
    """Makes what is missing, each new folder's name durable in the one above it."""
    if folder.is_dir():
        return
    if folder != root:
        _make_folders(root, folder.parent)
        folder.mkdir(exist_ok=True)
    else:
        folder.mkdir(parents=True, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ObjectBlobs:
    """Objects in S3 or one of its kin, through obstore."""

    def __init__(self, objects: obstore.store.ObjectStore) -> None:
        self._objects = objects

    async def put(self, key: str, data: bytes) -> None:
        try:
            await obstore.put_async(self._objects, checked(key), data)
        except (BaseError, OSError) as error:
            raise Unavailable(f"The object {key} cannot be written: {error}") from error

    async def get(self, key: str) -> bytes | None:
        return await self._read(key, {})

    async def part(self, key: str, first: int, last: int) -> bytes | None:
        return await self._read(key, {"range": (first, last + 1)})

    async def _read(self, key: str, options: Any) -> bytes | None:
        try:
            found = await obstore.get_async(self._objects, checked(key), options=options)
            return bytes(await found.bytes_async())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise Unavailable(f"The object {key} cannot be read: {error}") from error

    async def delete(self, key: str) -> None:
        try:
            await obstore.delete_async(self._objects, checked(key))
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise Unavailable(f"The object {key} cannot be deleted: {error}") from error
