"""Time-outs and retries that a customer wrote behind the # of a webhook's URL: `#rc=2&rp=5xx,ct&rt=3000`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from ringback.transports.http_client_faults import Fault

_LIMITS = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}
_REASONS = frozenset({"4xx", "5xx", "ct", "rt", "all"})
_EDGES = re.compile(r"[a-z0-9-]+(,[a-z0-9-]+)*\Z")
_NEVER_AGAIN = frozenset({Fault.BAD_URL, Fault.ADDRESS_REFUSED, Fault.BUSY})


class InvalidOverride(ValueError):
    """The text says which override cannot be, and what it may be."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds; `tt` spans all attempts at one URL. `rp` are the reasons for which up to `rc` more are made."""

    ct: int = 5_000
    rt: int = 15_000
    tt: int = 15_000
    rc: int = 1
    rp: frozenset[str] = frozenset({"ct"})

    def retries_status(self, status: int) -> bool:
        return status >= 400 and ("all" in self.rp or f"{status // 100}xx" in self.rp)

    def retries_fault(self, fault: Fault) -> bool:
        if fault in _NEVER_AGAIN:
            return False
        if "all" in self.rp:
            return True
        return (fault.is_before_the_request and "ct" in self.rp) or (fault is Fault.TIMEOUT and "rt" in self.rp)


DEFAULT = Policy()


@lru_cache(4096)
def policy_of(url: str) -> Policy:
    """Raises InvalidOverride. A fragment without any `=` is a page's anchor and means nothing here."""
    fragment = url.partition("#")[2]
    if "=" not in fragment:
        return DEFAULT
    return Policy(**dict(_override(pair) for pair in unquote(fragment).split("&") if pair and not _is_routing(pair)))


def _is_routing(pair: str) -> bool:
    """`sni` and `e` say how to leave Twilio's network; they are checked, and there is nothing to do for them."""
    key, _, value = pair.partition("=")
    if key == "sni" and value not in ("y", "n"):
        raise InvalidOverride(f"sni={value[:40]} is neither y nor n")
    if key == "e" and not _EDGES.match(value):
        raise InvalidOverride(f"e={value[:40]} is no list of edge names with commas between")
    return key in ("sni", "e")


def _override(pair: str) -> tuple[str, Any]:
    key, _, value = pair.partition("=")
    if key == "rp":
        return key, _reasons(value)
    if key not in _LIMITS:
        raise InvalidOverride(f"{key[:40]} is no override; known are ct, rt, tt, rc, rp, sni and e")
    lowest, highest = _LIMITS[key]
    if not (value.isascii() and value.isdigit() and len(value) < 10 and lowest <= int(value) <= highest):
        raise InvalidOverride(f"{key}={value[:40]} is not a number from {lowest} to {highest}")
    return key, int(value)


def _reasons(value: str) -> frozenset[str]:
    reasons = frozenset(value.split(","))
    unknown = sorted(reasons - _REASONS)
    if unknown:
        raise InvalidOverride(f"rp={unknown[0][:40]} is none of {', '.join(sorted(_REASONS))}")
    return reasons
