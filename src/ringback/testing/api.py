"""Requests to the server under test, as one account."""

import base64
import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

ANSWER_WITHIN_S = 60.0
PAGE_MOST = 1000


class RingbackError(AssertionError):
    """The server refused, or did not answer. The text has its sentence, and the end of its log when it broke."""


class Api:
    """Ringback's own API and the 2010 one. `tail` gives the end of the server's log, for errors."""

    def __init__(self, url: str, account_sid: str, auth_token: str, tail: Callable[[], str] = lambda: "") -> None:
        self.url, self.account_sid, self._tail = url, account_sid, tail
        pair = f"{account_sid}:{auth_token}".encode()
        self._authorization = "Basic " + base64.b64encode(pair).decode()

    def get(self, path: str, **query: object) -> dict[str, Any]:
        """GET under /ringback/v1; a query value of None is left out."""
        asked = urlencode({name: value for name, value in query.items() if value is not None})
        return self._own("GET", path + ("?" + asked if asked else ""), None)

    def post(self, path: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._own("POST", path, content)

    def put(self, path: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._own("PUT", path, content)

    def delete(self, path: str) -> None:
        self._own("DELETE", path, None)

    def read(self, path: str) -> bytes:
        """The bytes of something under /ringback/v1 that is no JSON."""
        return self._bytes("GET", "/ringback/v1" + path, None, {})

    def items(self, path: str, **query: object) -> Iterator[dict[str, Any]]:
        """Everything on a list's pages, in the list's order."""
        page = self.get(path, page_size=PAGE_MOST, **query)
        while True:
            yield from page["items"]
            onward = page["meta"].get("next_page_url")
            if not onward:
                return
            parts = urlsplit(onward)
            page = self._ask("GET", f"{parts.path}?{parts.query}", None, {})

    def core(self, method: str, path: str, account_sid: str | None = None, **parameters: object) -> dict[str, Any]:
        """A request to the 2010 API: `core("POST", "Messages", To=…)`; `account_sid` names a subaccount."""
        whole = f"/2010-04-01/Accounts/{account_sid or self.account_sid}/{path}.json"
        if path == "":
            whole = f"/2010-04-01/Accounts/{account_sid or self.account_sid}.json"
        return self.form(method, whole, parameters)

    def form(self, method: str, path: str, parameters: Mapping[str, object]) -> dict[str, Any]:
        """A request with a form, as SDKs make them."""
        body = urlencode({name: value for name, value in parameters.items() if value is not None}, doseq=True)
        return self._ask(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _own(self, method: str, path: str, content: Mapping[str, object] | None) -> dict[str, Any]:
        body = None if content is None else json.dumps(content)
        return self._ask(method, "/ringback/v1" + path, body, {"Content-Type": "application/json"} if body else {})

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> dict[str, Any]:
        said = self._bytes(method, path, body, headers)
        return json.loads(said) if said else {}

    def _bytes(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> bytes:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=ANSWER_WITHIN_S)
        try:
            connection.request(method, path, body, {"Authorization": self._authorization, **headers})
            answer = connection.getresponse()
            said = answer.read()
        except OSError as problem:
            sentence = f"{method} {path}: the server does not answer ({problem}).{self._ending()}"
            raise RingbackError(sentence) from problem
        finally:
            connection.close()
        if answer.status >= 300:
            raise RingbackError(f"{method} {path}: {_sentence(answer.status, said)}{self._ending(answer.status)}")
        return said

    def _ending(self, status: int = 500) -> str:
        tail = self._tail() if status >= 500 else ""
        return f"\nThe server's log ends:\n{tail}" if tail else ""


def _sentence(status: int, said: bytes) -> str:
    try:
        refused = json.loads(said)
        return f"{refused['message']} (error {refused['code']}, HTTP {status})"
    except (ValueError, KeyError, TypeError):
        return f"HTTP {status}: {said[:200].decode(errors='replace')}"
