"""The ready file: how one learns where a server listens and with which credentials to speak to it."""

import os
from pathlib import Path

import msgspec

READY_FILE = "ready.json"  # in the data folder, kept up to date by every server for the commands beside it


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """What a server writes once every listener answers. `sip` and `smpp` are `host:port`, None where not spoken."""

    http: str
    account_sid: str
    auth_token: str
    sip: str | None = None
    smpp: str | None = None
    smpp_tls: str | None = None
    test_account_sid: str | None = None
    test_auth_token: str | None = None
    number: str | None = None
    console: str | None = None


def write_ready(path: Path, ready: Ready) -> None:
    """Put the file there whole or not at all, readable by its owner only: it holds secrets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(ready)) + b"\n")
    fresh.replace(path)


def read_ready(path: Path) -> Ready | None:
    """What stands in the file, or None while there is none. Raises msgspec.DecodeError on something else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Ready)
    except FileNotFoundError:
        return None
