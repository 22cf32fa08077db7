"""A server that stands where the application's would: it records what it is asked and answers as it is told."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ringback.testing.clock import Clock
from ringback.testing.handset import LOOK_S
from ringback.webhooks.signature import sign

NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@dataclass(frozen=True)
class Heard:
    """One request that came in. `params` are the form's and the query's, the last of a repeated name."""

    method: str
    url: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes
    is_signed: bool

    def __getitem__(self, name: str) -> str:
        return self.params[name]


Answer = str | int | tuple[int, str]
Respond = Answer | Callable[[Heard], Answer]


class Listener:
    """Listens on a free loopback port once its first URL is asked for."""

    def __init__(self, clock: Clock, auth_token: str) -> None:
        self._clock, self._auth_token = clock, auth_token
        self._server: ThreadingHTTPServer | None = None
        self._respond: dict[str, Respond] = {}
        self._heard: list[Heard] = []
        self._failures: list[BaseException] = []

    def url(self, path: str = "/", respond: Respond = NO_REPLY) -> str:
        """A URL that answers with `respond`: TwiML or other text, a status, (status, text), or a function of it."""
        self._respond[path] = respond
        server = self._server or self._start()
        return f"http://127.0.0.1:{server.server_address[1]}{path}"

    @property
    def requests(self) -> list[Heard]:
        """What was asked, in order. Lets one second pass first; raises what a `respond` function raised."""
        self._clock.leap(seconds=LOOK_S)
        self.check()
        return list(self._heard)

    def heard(self, name: str, path: str | None = None) -> list[str]:
        """The values of one parameter, in order: `heard("MessageStatus") == ["sent", "delivered"]`."""
        asked = [one for one in self.requests if path is None or urlsplit(one.url).path == path]
        return [one.params[name] for one in asked if name in one.params]

    def check(self) -> None:
        """Raises what a `respond` function raised, if one did."""
        if self._failures:
            raise self._failures.pop(0)

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, method: str, url: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        """Records a request and says what to answer."""
        asked = self._recorded(method, url, headers, body)
        respond = self._respond.get(urlsplit(url).path, 404)
        try:
            said = respond(asked) if callable(respond) else respond
            return said if isinstance(said, tuple) else (said, "") if isinstance(said, int) else (200, said)
        except BaseException as problem:  # noqa: BLE001 - it is raised again where the test looks
            self._failures.append(problem)
            return 500, f"{type(problem).__name__}: {problem}"

    def _recorded(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Heard:
        is_form = headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        form = parse_qsl(body.decode(), keep_blank_values=True) if is_form else []
        query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
        is_signed = headers.get("X-Twilio-Signature") == sign(self._auth_token, url, form)
        heard = Heard(method, url, dict([*query, *form]), headers, body, is_signed)
        self._heard.append(heard)
        return heard

    def _start(self) -> ThreadingHTTPServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="ringback-listener", daemon=True).start()
        return self._server


def _handler_for(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = f"http://{self.headers['Host']}{self.path}"
            status, text = listener.answer(self.command, url, dict(self.headers.items()), body)
            said = text.encode()
            self.send_response(status)
            kind = "xml" if text.lstrip().startswith("<") else "plain"
            self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PUT = do_DELETE = _serve

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: what was asked is in `requests`."""

    return Handler
