"""The console's files, and the one-time link that opens it."""

import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from ringback.app.http.whole import Headers, Send, answer
from ringback.kernel.refused import NotAuthenticated
from ringback.products.accounts.service import SessionsService
from ringback.products.console.service import set_cookie

FILES = Path(__file__).parent.parent / "console_files"
_SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
# Pictures in messages may be anywhere. Not every browser counts our own sockets as 'self', so they are named.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' {sockets}; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_UNKEPT: Headers = [(b"cache-control", b"no-store"), *_SAFE]
_HOST = re.compile(rb"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_MISSING = b"""<!doctype html><title>Ringback</title><p>The console is not built into this installation.
Run <code>make run</code> in a checkout, or install the released wheel.</p>"""


class ConsoleFiles:
    """Serves the built console under /console; any path that is no file is the application's own."""

    def __init__(self, sessions: SessionsService, folder: Path = FILES) -> None:
        self._sessions, self._folder = sessions, folder.resolve()
        self._cache: dict[str, tuple[bytes, bytes]] = {}

    async def __call__(self, scope: Mapping[str, Any], send: Send) -> None:
        path: str = scope["path"]
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if token and path.rstrip("/") == "/console" and scope["method"] == "GET":
            await self._open(scope, token[0], send)
        elif path in ("/", "/console"):
            await answer(send, 302, b"", [(b"location", b"/console/"), *_SAFE])
        else:
            await self._file(path.removeprefix("/console/"), _policy(scope), send)

    async def _open(self, scope: Mapping[str, Any], token: str, send: Send) -> None:
        """A link good for one session: then the browser holds a cookie, and the address bar no secret."""
        client = scope.get("client")
        try:
            opened = await self._sessions.redeem(token, ip=client[0] if client else "")
        except NotAuthenticated:
            await answer(send, 302, b"", [(b"location", b"/console/login?expired=1"), *_UNKEPT])
            return
        cookie = set_cookie(opened, is_secure=scope.get("scheme") == "https")
        await answer(send, 302, b"", [(b"location", b"/console/"), (b"set-cookie", cookie.encode()), *_UNKEPT])

    async def _file(self, name: str, policy: Headers, send: Send) -> None:
        lasting = name.startswith("assets/")  # their names change with their content
        found = self._read(name)
        if found is None and lasting:  # of an older build: a page in its place would only be a riddle to the browser
            await answer(send, 404, b"", [*policy, *_SAFE])
            return
        found = found or self._read("index.html")
        if found is None:
            await answer(send, 200, _MISSING, [(b"content-type", b"text/html; charset=utf-8"), *policy, *_SAFE])
            return
        body, content_type = found
        cache = b"public, max-age=31536000, immutable" if lasting else b"no-cache"
        headers = [(b"content-type", content_type), (b"cache-control", cache)]
        await answer(send, 200, body, [*headers, *policy, *_SAFE])

    def _read(self, name: str) -> tuple[bytes, bytes] | None:
        if name in self._cache:
            return self._cache[name]
        try:
            path = (self._folder / name).resolve()
            if not path.is_relative_to(self._folder) or not path.is_file():
                return None
        except (OSError, ValueError):  # a name too long for the file system, or with a NUL: there is no such file
            return None
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._cache[name] = (path.read_bytes(), kind.encode())
        return self._cache[name]


def _policy(scope: Mapping[str, Any]) -> Headers:
    """What a page of ours may load: nothing of others but pictures, and sockets only to where it came from."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    sockets = f"ws://{host.decode()} wss://{host.decode()}" if _HOST.fullmatch(host) else ""
    return [(b"content-security-policy", _POLICY.format(sockets=sockets).encode())]
