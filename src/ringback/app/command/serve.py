"""`ringback serve`: one server, until it is told to stop."""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ringback.app.command.failure import Failure
from ringback.app.command.folder import only_user_of
from ringback.app.settings import Settings, SettingsError, load_settings

PR_SET_PDEATHSIG = 1  # prctl(2)
FILES_WANTED = 65536  # a socket each for callers, webhooks and media; the system's own ceiling may be lower


def serve(
    *,
    data: str | None = None,
    http: str | None = None,
    sip: str | None = None,
    smpp: str | None = None,
    smpp_tls: str | None = None,
    rtp: str | None = None,
    media_ip: str | None = None,
    roles: str | None = None,
    clock: str | None = None,
    ready_file: str | None = None,
    profile: str | None = None,
    config: Path | None = None,
    with_parent: Annotated[bool, Parameter(show=False, negative="")] = False,
) -> int:
    """Start the platform: REST API, webhooks, console and the simulated carrier.

    Every flag can also be a line in ringback.toml or a variable (--media-ip is RINGBACK_MEDIA_IP). The first account,
    the database and the public address are set there too: see "Operating" in the documentation.

    Parameters
    ----------
    data
        Folder for everything the server keeps [./ringback-data].
    http
        HOST:PORT for the API, the console and health [127.0.0.1:8080]; port 0 picks a free one.
    sip
        HOST:PORT for SIP [127.0.0.1:5060].
    smpp
        HOST:PORT for SMPP [127.0.0.1:2775].
    smpp_tls
        HOST:PORT for SMPP over TLS; needs smpp_tls_certificate in the settings.
    rtp
        UDP ports for media, FIRST-LAST [20000-29999].
    media_ip
        The address that callers' media should be sent to.
    roles
        all, or some of api,jobs,voice,carriers [all].
    clock
        real, or test: a clock that leaps when told to over the API [real].
    ready_file
        A JSON file to write once every listener answers: addresses and credentials.
    profile
        laptop: senders without limit; twilio: the published limits per sender [laptop].
    config
        Settings file; ./ringback.toml is read if it is there.
    with_parent
        End when the process that started this one ends, however it ends.
    """
    if with_parent:
        end_with_parent()
    flags = {
        "data": data,
        "http": http,
        "sip": sip,
        "smpp": smpp,
        "smpp_tls": smpp_tls,
        "rtp": rtp,
        "media_ip": media_ip,
        "roles": roles,
        "clock": clock,
        "ready_file": ready_file,
        "profile": profile,
    }
    return start(settings_from(flags, config))


def settings_from(flags: dict[str, str | None], config: Path | None = None) -> Settings:
    """Settings from flags and this process's surroundings. Raises Failure with exit code 2 on a wrong one."""
    try:
        return load_settings(flags, os.environ, config)
    except SettingsError as problem:
        raise Failure(str(problem), exit_code=2) from problem


def start(settings: Settings) -> int:
    """Hold the data folder and run the server in it to its end."""
    with only_user_of(settings.data):
        raise_file_limit()
        from ringback.app.server import run  # here, so that a wrong flag or a taken folder is told at once

        return run(settings)


def end_with_parent() -> None:
    """Have the kernel send us SIGTERM when our parent dies, where the kernel can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def raise_file_limit() -> int:
    """Ask for as many open files as the system grants, up to FILES_WANTED; returns what it is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft
