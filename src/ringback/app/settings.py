"""What a server is told: flags over `RINGBACK_*` variables over `ringback.toml` over defaults.

Every setting has one name in all four places: `database_url` is the key in the file, `RINGBACK_DATABASE_URL` the
variable and `--database-url` the flag, where the command offers one.
"""

import ipaddress
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import msgspec

ROLES = ("api", "jobs", "voice", "carriers")
ACCOUNT_SID = re.compile(r"AC[0-9a-f]{32}")
CONFIG_FILE = "ringback.toml"
ENVIRONMENT_PREFIX = "RINGBACK_"


class SettingsError(ValueError):
    """A setting cannot be understood; the text says which, what it held, and what would do."""


class Address(msgspec.Struct, frozen=True):
    """Where a listener binds. Port 0 lets the system pick a free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class PortRange(msgspec.Struct, frozen=True):
    """UDP ports for media, both ends included."""

    first: int
    last: int


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One server's settings, checked and typed."""

    data: Path = Path("ringback-data")
    http: Address = Address("127.0.0.1", 8080)
    sip: Address = Address("127.0.0.1", 5060)
    smpp: Address = Address("127.0.0.1", 2775)
    smpp_tls: Address | None = None
    smpp_tls_certificate: Path | None = None
    smpp_tls_key: Path | None = None
    rtp: PortRange = PortRange(20000, 29999)
    media_ip: str | None = None
    roles: tuple[str, ...] = ("all",)
    clock: Literal["real", "test"] = "real"
    ready_file: Path | None = None
    profile: Literal["laptop", "twilio"] = "laptop"
    account_sid: str | None = None
    auth_token: str | None = None
    database_url: str | None = None
    nats_url: str | None = None
    storage_url: str | None = None
    public_url: str | None = None
    domain: str | None = None
    simulated: bool = True
    sender_rates: dict[str, float] = {}
    pricing: dict[str, Any] = {}

    @property
    def is_private(self) -> bool:
        """Whether the server can be reached from this machine only: it decides what webhooks may call."""
        return self.http.is_loopback and self.public_url is None


def parse_address(text: str) -> Address:
    """`HOST:PORT`, `[IPv6]:PORT` or `:PORT`; raises ValueError saying what is wanted."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError("expected HOST:PORT with a port up to 65535, for example 127.0.0.1:8080 (0 picks a free port)")
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare and host == bare:
        raise ValueError("expected an IPv6 host in brackets, for example [::1]:8080")
    return Address(bare or "127.0.0.1", int(port))


def parse_ports(text: str) -> PortRange:
    """`FIRST-LAST`, at least two ports above 1023; raises ValueError."""
    found = re.fullmatch(r"(\d{1,5})-(\d{1,5})", text)
    if not found or not 1024 <= int(found[1]) < int(found[2]) <= 65535:
        raise ValueError("expected FIRST-LAST between 1024 and 65535, for example 20000-29999")
    return PortRange(int(found[1]), int(found[2]))


def parse_roles(given: str | list[str]) -> tuple[str, ...]:
    """`all`, or some of ROLES with commas between; raises ValueError."""
    words = given.split(",") if isinstance(given, str) else [str(word) for word in given]
    roles = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    if roles == ("all",) or (roles and set(roles) <= set(ROLES)):
        return roles
    raise ValueError(f"expected all, or some of {', '.join(ROLES)} with commas between")


def parse_truth(given: str | int | bool) -> bool:
    """1, true, yes, on or their opposites; raises ValueError."""
    word = str(given).strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise ValueError("expected 1 or 0")


def one_of(*words: str) -> Callable[[str], str]:
    """A parser that takes these words only."""

    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"expected {' or '.join(words)}")
        return text

    return parse


def parse_ip(text: str) -> str:
    """An IP address that callers' media reaches us at; raises ValueError."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise ValueError("expected an IP address, for example 192.0.2.10") from None


def parse_account_sid(text: str) -> str:
    """`AC` and 32 lower-case hex digits; raises ValueError."""
    if not ACCOUNT_SID.fullmatch(text):
        raise ValueError("expected AC and 32 digits of 0-9 and a-f")
    return text


def parse_auth_token(text: str) -> str:
    """At least 16 printable characters without a space or colon; raises ValueError."""
    if not re.fullmatch(r"[!-9;-~]{16,128}", text):
        raise ValueError("expected 16 to 128 characters without spaces or colons")
    return text


def parse_public_url(text: str) -> str:
    """The scheme and host that links carry, without a slash at its end; raises ValueError."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("expected http:// or https:// and a host, for example https://ringback.example.com")
    return text.rstrip("/")


def parse_database_url(text: str) -> str:
    """A PostgreSQL or SQLite address; raises ValueError."""
    if not re.match(r"(postgresql|postgres|sqlite)(\+\w+)?://", text):
        raise ValueError(
            "expected postgresql://user:password@host/name (without one, SQLite in the data folder is used)"
        )
    return text


def parse_rates(given: Mapping[str, Any]) -> dict[str, float]:
    """`{"+14155550100" = 2.5}`: segments a second by sender, 0 for no limit; raises ValueError."""
    if not isinstance(given, Mapping):
        raise ValueError('expected a table of senders and segments a second, for example {"+14155550100" = 2.5}')
    try:
        rates = {str(sender): float(rate) for sender, rate in given.items()}
    except (TypeError, ValueError):
        raise ValueError("expected a number of segments a second for each sender") from None
    if any(rate < 0 for rate in rates.values()):
        raise ValueError("expected rates of 0 (no limit) or more")
    return rates


def parse_table(given: Mapping[str, Any]) -> dict[str, Any]:
    """A table of the settings file as it is; its own room checks it. Raises ValueError."""
    if not isinstance(given, Mapping):
        raise ValueError("expected a table")
    return dict(given)


def parse_folder(text: str) -> Path:
    """A path, with `~` for the home folder."""
    return Path(text).expanduser()


PARSERS: dict[str, Callable[[Any], Any]] = {
    "data": parse_folder,
    "http": parse_address,
    "sip": parse_address,
    "smpp": parse_address,
    "smpp_tls": parse_address,
    "smpp_tls_certificate": parse_folder,
    "smpp_tls_key": parse_folder,
    "rtp": parse_ports,
    "media_ip": parse_ip,
    "roles": parse_roles,
    "clock": one_of("real", "test"),
    "ready_file": parse_folder,
    "profile": one_of("laptop", "twilio"),
    "account_sid": parse_account_sid,
    "auth_token": parse_auth_token,
    "database_url": parse_database_url,
    "nats_url": str,
    "storage_url": str,
    "public_url": parse_public_url,
    "domain": str.lower,
    "simulated": parse_truth,
    "sender_rates": parse_rates,
    "pricing": parse_table,
}
IN_FILE_ONLY = {"sender_rates", "pricing"}
SECRETS = {"auth_token", "database_url"}


def load_settings(
    flags: Mapping[str, str | None], environment: Mapping[str, str], config: Path | None = None, folder: Path = Path()
) -> Settings:
    """Put one server's settings together.

    `flags` are the words given on the command line by setting name, None where a flag was not given. `config` names a
    file that must exist; without it `ringback.toml` in `folder` is read if it is there. Raises SettingsError.
    """
    values = _from_file(config, folder) | _from_environment(environment)
    for name, given in flags.items():
        if given is not None:
            values[name] = _parsed(name, given, "--" + name.replace("_", "-"))
    return Settings(**values)


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the variables say; an empty one counts as not set."""
    names = {name: ENVIRONMENT_PREFIX + name.upper() for name in PARSERS if name not in IN_FILE_ONLY}
    return {name: _parsed(name, environment[key], key) for name, key in names.items() if environment.get(key)}


def _from_file(config: Path | None, folder: Path) -> dict[str, Any]:
    path = config or folder / CONFIG_FILE
    if config is None and not path.is_file():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsError(f"The settings file {path} cannot be read: {problem.strerror}.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"The settings file {path} is not TOML: {problem}.") from problem
    for unknown in sorted(said.keys() - PARSERS.keys()):
        raise SettingsError(f"{path} sets {unknown!r}, which is no setting. There are: {', '.join(PARSERS)}.")
    return {name: _parsed(name, given, f"{name} in {path}") for name, given in said.items()}


def _parsed(name: str, given: object, where: str) -> object:
    shown = "set" if name in SECRETS else f"{given!r}"
    try:
        return PARSERS[name](cast(Any, given))
    except (TypeError, AttributeError):
        raise SettingsError(f"{where} is {shown}: expected text in quotes.") from None
    except ValueError as problem:
        raise SettingsError(f"{where} is {shown}: {problem}.") from None
