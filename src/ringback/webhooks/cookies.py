"""Cookies a customer's server sets in one conversation or call, and gets back in it: RFC 6265, what webhooks need."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address

import msgspec

JAR_LIVES = timedelta(hours=4)  # after its last use
JARS_KEPT = 10_000
COOKIES_PER_JAR = 50  # RFC 6265 §6.1 asks for at least that many a domain
COOKIE_MAX_CHARACTERS = 4096
JAR_MAX_CHARACTERS = 8000  # what servers take as one header; ten thousand full jars are 80 MB
LONGEST = timedelta(days=400)

Key = tuple[str, ...]


class Cookie(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: str
    domain: str
    is_host_only: bool
    path: str
    expires_at: datetime | None = None
    is_secure: bool = False

    def goes_to(self, host: str, path: str, *, is_tls: bool, now: datetime) -> bool:
        """RFC 6265 §5.4."""
        if self.expires_at is not None and self.expires_at <= now:
            return False
        if self.is_secure and not is_tls:
            return False
        return _path_matches(path, self.path) and (
            host == self.domain if self.is_host_only else _domain_matches(host, self.domain)
        )


class Jar:
    """The cookies of one conversation."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], Cookie] = {}

    def __len__(self) -> int:
        return len(self._cookies)

    def take(self, host: str, path: str, line: str, now: datetime) -> None:
        """Keeps what one `Set-Cookie` line says, or drops the cookie it has expire. A bad line changes nothing."""
        cookie = parse(line, host, path, now)
        if cookie is None:
            return
        key = (cookie.domain, cookie.path, cookie.name)
        if cookie.expires_at is not None and cookie.expires_at <= now:
            self._cookies.pop(key, None)
            return
        self._cookies[key] = cookie
        while len(self._cookies) > COOKIES_PER_JAR or self._characters() > JAR_MAX_CHARACTERS:
            del self._cookies[next(iter(self._cookies))]

    def _characters(self) -> int:
        return sum(len(cookie.name) + len(cookie.value) + len(cookie.path) for cookie in self._cookies.values())

    def header(self, host: str, path: str, *, is_tls: bool, now: datetime) -> str | None:
        """The `Cookie` header for a request, longest paths first; None when there is nothing to send."""
        found = [cookie for cookie in self._cookies.values() if cookie.goes_to(host, path, is_tls=is_tls, now=now)]
        found.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in found) or None


class Jars:
    """Jars by key, each forgotten four hours after its last use, the oldest first when there are too many."""

    def __init__(self) -> None:
        self._jars: OrderedDict[Key, tuple[Jar, datetime]] = OrderedDict()

    def of(self, key: Key, now: datetime) -> Jar:
        jar, used_at = self._jars.pop(key, (None, now))
        if jar is None or now - used_at > JAR_LIVES:
            jar = Jar()
        self._jars[key] = jar, now
        while len(self._jars) > JARS_KEPT:
            self._jars.popitem(last=False)
        return jar

    def forget(self, key: Key) -> None:
        self._jars.pop(key, None)

    def sweep(self, now: datetime) -> None:
        while self._jars and now - next(iter(self._jars.values()))[1] > JAR_LIVES:
            self._jars.popitem(last=False)


def parse(line: str, host: str, path: str, now: datetime) -> Cookie | None:
    """RFC 6265 §5.2 and §5.3: the cookie a line sets, or None if it must be ignored."""
    pair, *attributes = line.split(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not equals or not name or len(line) > COOKIE_MAX_CHARACTERS or not pair.isprintable():
        return None
    values = dict(_attribute(text) for text in attributes)
    domain = values.get("domain", "").lstrip(".").lower()
    if domain and not _may_set(host, domain):
        return None
    wanted_path = values.get("path", "")
    return Cookie(
        name=name,
        value=value,
        domain=domain or host,
        is_host_only=not domain,
        path=wanted_path if wanted_path.startswith("/") else _default_path(path),
        expires_at=_expiry(values, now),
        is_secure="secure" in values,
    )


def _attribute(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()


def _may_set(host: str, domain: str) -> bool:
    """A server speaks for its own domain and those above it, never for a whole top level."""
    return host == domain or ("." in domain and _domain_matches(host, domain))


def _domain_matches(host: str, domain: str) -> bool:
    return host == domain or (host.endswith("." + domain) and not _is_address(host))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _path_matches(path: str, cookie_path: str) -> bool:
    if not path.startswith(cookie_path):
        return False
    return len(path) == len(cookie_path) or cookie_path.endswith("/") or path[len(cookie_path)] == "/"


def _default_path(path: str) -> str:
    return path[: path.rfind("/")] or "/"


def _expiry(values: dict[str, str], now: datetime) -> datetime | None:
    """`Max-Age` wins over `Expires`: §4.1.2.2. What cannot be read is as if it were not there."""
    age = values.get("max-age", "")
    if age.removeprefix("-").isdigit() and age.isascii():
        seconds = -1 if age.startswith("-") or not age.strip("0") else int(age[:12])
        return now + min(timedelta(seconds=seconds), LONGEST)
    try:
        moment = parsedate_to_datetime(values["expires"])
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
