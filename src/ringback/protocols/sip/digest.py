"""Passwords that never travel: digest authentication of both sides. RFC 3261 §22, RFC 7616, RFC 8760.

SHA-256 is offered beside MD5, which old phones need. `auth-int` is answered, not asked for.
"""

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable, Sequence

import msgspec

from ringback.kernel import Entropy
from ringback.protocols.sip import grammar
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.headers import Credentials
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.uri import SipUri, Uri, is_same, parse_uri

HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}
STRENGTH = ("SHA-256", "MD5")  # what a client picks first
OFFERED = ("MD5", "SHA-256")  # in this order: phones that read the first challenge only know nothing else (sipp, too)
NONCE_IN = 300.0  # seconds a nonce is good for
MOST_NONCES = 20_000  # whose counts are remembered; the oldest fall out, and are then stale
WINDOW = 64  # counts may arrive out of order by this much: UDP


def ha1(username: str, realm: str, password: str, algorithm: str = "MD5") -> str:
    """What a server keeps in place of the password."""
    return HASHES[algorithm](f"{username}:{realm}:{password}".encode())


class Said(msgspec.Struct, frozen=True):
    """What the digest is made over."""

    algorithm: str
    nonce: str
    uri: str
    method: str
    qop: str | None = None
    nc: str = "00000001"
    cnonce: str = ""
    body: bytes = b""


def response_of(secret: str, said: Said) -> str:
    """The digest itself: RFC 7616 §3.4.1. `secret` is HA1."""
    hashed = HASHES[said.algorithm]
    a2 = f"{said.method}:{said.uri}"
    if said.qop == "auth-int":
        a2 += ":" + hashed(said.body)
    middle = f"{said.nonce}:{said.nc}:{said.cnonce}:{said.qop}" if said.qop else said.nonce
    return hashed(f"{secret}:{middle}:{hashed(a2.encode())}".encode())


class Account(msgspec.Struct, frozen=True):
    """Whom to be where. `realm` None answers any realm, and so any server that asks: set it for public trunks."""

    username: str
    password: str
    realm: str | None = None


class DigestClient:
    """Answers challenges of one server, counting how often each nonce was used."""

    def __init__(self, account: Account, entropy: Entropy) -> None:
        self._account, self._entropy = account, entropy
        self._counts: dict[str, int] = {}
        self._tried: OrderedDict[tuple[str, str], None] = OrderedDict()

    def authorized(self, request: Request, response: Response) -> Request | PeerError:
        """The request again, with credentials; the caller gives it a new branch and CSeq number.

        A PeerError says that it is no use: a foreign realm, no known algorithm, or the password is wrong.
        """
        name = "WWW-Authenticate" if response.status == 401 else "Proxy-Authenticate"
        challenge = self._strongest(response.credentials(name))
        if challenge is None:
            return PeerError(f"{name} names no realm and algorithm that can be answered", None, response)
        seen = (request.call_id, challenge.params["nonce"])
        if seen in self._tried:
            return PeerError("The same challenge again: name or password is wrong", None, response)
        self._tried[seen] = None
        if len(self._tried) > MOST_NONCES:
            self._tried.popitem(last=False)
        target = "Authorization" if response.status == 401 else "Proxy-Authorization"
        return request.with_field(target, self._credentials(request, challenge))

    def _strongest(self, challenges: tuple[Credentials, ...]) -> Credentials | None:
        fit = [c for c in challenges if c.scheme == "digest" and c.params.get("nonce") and self._is_ours(c)]
        known = [c for c in fit if _algorithm(c) in STRENGTH]
        return min(known, key=lambda c: STRENGTH.index(_algorithm(c)), default=None)

    def _is_ours(self, challenge: Credentials) -> bool:
        return self._account.realm is None or challenge.params.get("realm") == self._account.realm

    def _credentials(self, request: Request, challenge: Credentials) -> str:
        params, algorithm = challenge.params, _algorithm(challenge)
        realm, nonce = params.get("realm", ""), params["nonce"]
        offered = [q.strip() for q in params.get("qop", "").split(",")]
        qop = "auth" if "auth" in offered else "auth-int" if "auth-int" in offered else None
        count = self._count(nonce)
        said = Said(
            algorithm, nonce, request.request_uri, request.method, qop, f"{count:08x}",
            self._entropy.bytes(8).hex(), request.body,
        )  # fmt: skip
        secret = ha1(self._account.username, realm, self._account.password, algorithm)
        return _written(self._account.username, realm, said, response_of(secret, said), params.get("opaque"))

    def _count(self, nonce: str) -> int:
        count = self._counts.pop(nonce, 0) + 1
        self._counts[nonce] = count
        if len(self._counts) > 100:
            del self._counts[next(iter(self._counts))]
        return count


def _algorithm(challenge: Credentials) -> str:
    return challenge.params.get("algorithm", "MD5").upper()


def _written(username: str, realm: str, said: Said, response: str, opaque: str | None) -> str:
    quoted = {"username": username, "realm": realm, "nonce": said.nonce, "uri": said.uri, "response": response}
    pairs = [f"{name}={grammar.quoted(value)}" for name, value in quoted.items()]
    pairs.append(f"algorithm={said.algorithm}")
    if said.qop:
        pairs += [f"qop={said.qop}", f"nc={said.nc}", f"cnonce={grammar.quoted(said.cnonce)}"]
    if opaque is not None:
        pairs.append(f"opaque={grammar.quoted(opaque)}")
    return "Digest " + ", ".join(pairs)


class Verified(msgspec.Struct, frozen=True):
    username: str


class Challenge(msgspec.Struct, frozen=True):
    """Answer with this status and these fields. `reason` is for the log; `is_stale`: the password was right."""

    status: int
    fields: tuple[tuple[str, str], ...]
    reason: str
    is_stale: bool = False
    username: str | None = None  # who it claimed to be, for bans


Secrets = Callable[[str, str], str | None]  # (username, algorithm) to HA1; None where there is no such user


class DigestServer:
    """Challenges and checks for one realm. `now` is monotonic seconds; nonces of another process are stale."""

    def __init__(
        self,
        realm: str,
        entropy: Entropy,
        *,
        nonce_in: float = NONCE_IN,
        as_proxy: bool = False,
        offered: Sequence[str] = OFFERED,
    ) -> None:
        self.realm, self._entropy, self._nonce_in, self._offered = realm, entropy, nonce_in, tuple(offered)
        self._key = entropy.bytes(32)
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._forgotten_before = 0.0  # nonces issued earlier have lost their counts
        names = ("Proxy-Authorization", "Proxy-Authenticate") if as_proxy else ("Authorization", "WWW-Authenticate")
        self._asked_in, self._asks_in = names
        self._status = 407 if as_proxy else 401

    def challenge(self, now: float, reason: str = "No credentials", *, stale: bool = False) -> Challenge:
        nonce = self._nonce(now)
        fields = []
        for algorithm in self._offered:
            said = f'Digest realm={grammar.quoted(self.realm)}, nonce="{nonce}", algorithm={algorithm}, qop="auth"'
            fields.append((self._asks_in, said + (", stale=true" if stale else "")))
        return Challenge(self._status, tuple(fields), reason, stale)

    def _nonce(self, now: float) -> str:
        issued = f"{int(now * 1000):012x}{self._entropy.bytes(8).hex()}"
        return issued + self._seal(issued)

    def _seal(self, issued: str) -> str:
        return hmac.new(self._key, issued.encode(), hashlib.sha256).hexdigest()[:24]

    def check(self, request: Request, secrets: Secrets, now: float) -> Verified | Challenge | PeerError:
        """Who sent it. An unknown user and a wrong password take the same way and the same time."""
        try:
            offered = request.credentials(self._asked_in)
        except Malformed as fault:
            return PeerError(fault.reason, 400, request)
        ours = next((c for c in offered if c.scheme == "digest" and c.params.get("realm") == self.realm), None)
        if ours is None:
            return self.challenge(now)
        lacking = {"username", "nonce", "uri", "response"} - ours.params.keys()
        if lacking:
            return PeerError(f"Digest lacks {', '.join(sorted(lacking))}", 400, request)
        if not _is_for(request, ours.params["uri"]):
            return PeerError("The uri of Digest is not that of the request line", 400, request)
        return self._checked(request, ours, secrets, now)

    def _checked(self, request: Request, ours: Credentials, secrets: Secrets, now: float) -> Verified | Challenge:
        params, username = ours.params, ours.params["username"]
        algorithm, qop = _algorithm(ours), params.get("qop")
        if algorithm not in HASHES or qop not in ("auth", "auth-int", None):
            return self._failed(now, f"Unknown algorithm {algorithm[:20]!r} or qop", username)
        said = Said(
            algorithm, params["nonce"], params["uri"], request.method, qop, params.get("nc", ""),
            params.get("cnonce", ""), request.body,
        )  # fmt: skip
        secret = secrets(username, algorithm)
        expected = response_of(secret or "nobody", said)
        given = params["response"].lower().encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(expected.encode(), given) or secret is None:
            return self._failed(now, "Wrong name or password", username)
        return self._counted(said, username, now)

    def _failed(self, now: float, reason: str, username: str) -> Challenge:
        return msgspec.structs.replace(self.challenge(now, reason), username=username[:128])

    def _counted(self, said: Said, username: str, now: float) -> Verified | Challenge:
        """The right password: is the nonce ours, young, and this count new?"""
        issued = self._issued_at(said.nonce)
        if issued is None or now - issued > self._nonce_in or issued < self._forgotten_before:
            return self.challenge(now, "A nonce that is not good any more", stale=True)
        count = _count_of(said)
        if count is None or not self._is_new(said.nonce, count):
            return self.challenge(now, "A count that was used already", stale=True)
        return Verified(username)

    def _issued_at(self, nonce: str) -> float | None:
        issued, seal = nonce[:28], nonce[28:]
        if not nonce.isascii() or not hmac.compare_digest(self._seal(issued), seal):
            return None
        return int(issued[:12], 16) / 1000

    def _is_new(self, nonce: str, count: int) -> bool:
        """A sliding window of the counts seen, as a bit mask below the highest."""
        highest, seen = self._counts.pop(nonce, (0, 0))
        if count > highest:
            ahead = count - highest
            seen = ((seen << ahead) | 1) & ((1 << WINDOW) - 1) if ahead < WINDOW else 1
            fresh, highest = True, count
        else:
            bit = 1 << (highest - count) if highest - count < WINDOW else 0
            fresh = bit > 0 and not seen & bit
            seen |= bit
        self._counts[nonce] = highest, seen
        self._bound()
        return fresh

    def _bound(self) -> None:
        if len(self._counts) > MOST_NONCES:
            nonce, _ = self._counts.popitem(last=False)
            self._forgotten_before = max(self._forgotten_before, (self._issued_at(nonce) or 0.0) + 0.001)


def _count_of(said: Said) -> int | None:
    """Without qop a nonce is good once, as count 1."""
    if said.qop is None:
        return 1
    if len(said.nc) != 8 or any(c not in "0123456789abcdefABCDEF" for c in said.nc):
        return None
    return int(said.nc, 16) or None


def _is_for(request: Request, text: str) -> bool:
    if text == request.request_uri:
        return True
    try:
        return _is_near(parse_uri(text), request.uri)
    except Malformed:
        return False


def _is_near(said: Uri, asked: Uri) -> bool:
    """The same but for parameters, which proxies add and phones leave out; sipp names the server without the user.

    A count is good once, so what was said of one number cannot be said again of another.
    """
    if isinstance(said, SipUri) and isinstance(asked, SipUri):
        user = asked.user if said.user is None else said.user
        return is_same(SipUri(said.host, user, said.port), SipUri(asked.host, asked.user, asked.port))
    return is_same(said, asked)
