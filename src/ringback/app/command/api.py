"""The running server, as the commands beside it see it: Ringback's own API under /ringback/v1."""

import base64
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from cyclopts import Parameter

from ringback.app.command.failure import Failure
from ringback.app.ready import READY_FILE, Ready, read_ready

ANSWER_WITHIN_S = 30.0
ROOT = "/ringback/v1"


@Parameter(name="*")
@dataclass(frozen=True)
class Server:
    """Which server to speak to."""

    url: str | None = None
    "http://host:port of the server [what the data folder says]."
    account_sid: str | None = None
    "Account, with --url [TWILIO_ACCOUNT_SID]."
    auth_token: str | None = None
    "Token, with --url [TWILIO_AUTH_TOKEN]."
    data: Path = Path("ringback-data")
    "The server's data folder."

    def find(self) -> Ready:
        """Where it listens, and how to log in there. Raises Failure when that cannot be known."""
        if self.url is None:
            return read_data_folder(self.data)
        sid = self.account_sid or os.environ.get("TWILIO_ACCOUNT_SID")
        token = self.auth_token or os.environ.get("TWILIO_AUTH_TOKEN")
        if not sid or not token:
            raise Failure("With --url, give --account-sid and --auth-token too, or set TWILIO_….", exit_code=2)
        return Ready(http=self.url.rstrip("/"), account_sid=sid, auth_token=token)


def read_data_folder(data: Path) -> Ready:
    """What the server of this data folder wrote when it was ready. Raises Failure when none has."""
    try:
        ready = read_ready(data / READY_FILE)
    except (OSError, msgspec.DecodeError) as problem:
        raise Failure(f"{data / READY_FILE} cannot be read: {problem}.") from problem
    if ready is None:
        raise Failure(
            f"No server runs in the data folder {data}. Start one with: ringback serve, or name it with --url."
        )
    return ready


class Api:
    """Requests to one server, as one account. Every method raises Failure with the server's own sentence."""

    def __init__(self, server: Server) -> None:
        self.ready = server.find()
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @property
    def authorization(self) -> str:
        pair = f"{self.ready.account_sid}:{self.ready.auth_token}".encode()
        return "Basic " + base64.b64encode(pair).decode()

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path, None)

    def post(self, path: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._ask("POST", path, content)

    def put(self, path: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._ask("PUT", path, content)

    def live_url(self, path: str) -> str:
        """The WebSocket URL of a path."""
        return "ws" + self.ready.http.removeprefix("http") + ROOT + path

    def _ask(self, method: str, path: str, content: Mapping[str, object] | None) -> dict[str, Any]:
        body = None if content is None else json.dumps(content).encode()
        headers = {"Authorization": self.authorization, "Content-Type": "application/json"}
        request = urllib.request.Request(self.ready.http + ROOT + path, body, headers, method=method)
        try:
            with self._opener.open(request, timeout=ANSWER_WITHIN_S) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as problem:
            raise Failure(_sentence(problem)) from problem
        except OSError as problem:
            why = getattr(problem, "reason", problem)
            raise Failure(f"The server at {self.ready.http} does not answer: {why}. Is it running?") from problem


def number_in_path(number: str) -> str:
    """A phone number as a path takes it."""
    return quote(number, safe="")


def _sentence(problem: urllib.error.HTTPError) -> str:
    """What the server said was wrong, with its code."""
    try:
        said = json.loads(problem.read())
        return f"{said['message']} (error {said['code']}, HTTP {problem.code})"
    except (ValueError, KeyError, TypeError):
        return f"The server answered HTTP {problem.code} to {problem.url}."
