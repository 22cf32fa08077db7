"""From a policy's decision to an answer: digest in between. RFC 3261 §22.2, §22.3; RFC 8760."""

import inspect
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from ringback.kernel import Entropy
from ringback.protocols.sip import digest
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.message import Request
from ringback.signalling.policy import Account, Allowed, Attempt, Challenge, Decision, Denied, Source
from ringback.transports.flows import Flow

MOST_REALMS = 1_000  # each a domain of a customer's; the longest unused is made anew, and its nonces are stale
Ask = Callable[[Attempt], Awaitable[Decision]]
Verdict = Allowed | Denied | digest.Challenge | PeerError


class Doorkeeper:
    def __init__(self, entropy: Entropy, clock: Callable[[], float], digests: Sequence[str]) -> None:
        self._entropy, self._clock, self._digests = entropy, clock, digests
        self._servers: OrderedDict[tuple[str, bool], digest.DigestServer] = OrderedDict()

    async def verdict(self, ask: Ask, request: Request, flow: Flow, *, as_proxy: bool) -> Verdict:
        """What the policy says, its challenge carried out."""
        attempt = attempt_of(request, flow, as_proxy=as_proxy)
        decision = await ask(attempt)
        if not isinstance(decision, Challenge):
            return decision
        checked = await self._checked(decision, request, as_proxy=as_proxy)
        if isinstance(checked, digest.Challenge) and checked.username is not None and decision.refused is not None:
            return await decision.refused()  # a wrong name or password, not merely a stale nonce
        if not isinstance(checked, digest.Verified):
            return checked
        proved = msgspec.structs.replace(attempt, user=checked.username, realm=decision.realm)
        decision = await ask(proved)
        return Denied(403) if isinstance(decision, Challenge) else decision

    async def _checked(
        self, challenge: Challenge, request: Request, *, as_proxy: bool
    ) -> digest.Verified | digest.Challenge | PeerError:
        server = self._server(challenge.realm, as_proxy)
        username = _claimed(request, as_proxy, challenge.realm)
        account = None
        if username is not None:
            found = challenge.account(username)
            account = await found if inspect.isawaitable(found) else found

        def secret(name: str, algorithm: str) -> str | None:
            return _hash(account, challenge.realm, algorithm) if account is not None and name == username else None

        return server.check(request, secret, self._clock())

    def _server(self, realm: str, as_proxy: bool) -> digest.DigestServer:
        key = realm, as_proxy
        if key not in self._servers:
            self._servers[key] = digest.DigestServer(realm, self._entropy, as_proxy=as_proxy, offered=self._digests)
            if len(self._servers) > MOST_REALMS:
                self._servers.popitem(last=False)
        self._servers.move_to_end(key)
        return self._servers[key]


def _hash(account: Account, realm: str, algorithm: str) -> str | None:
    if account.password is not None:
        return digest.ha1(account.username, realm, account.password, algorithm)
    return account.hashes.get(algorithm)


def _claimed(request: Request, as_proxy: bool, realm: str | None = None) -> str | None:
    """The user that the credentials name; for that realm, where one is given."""
    try:
        offered = request.credentials("Proxy-Authorization" if as_proxy else "Authorization")
    except Malformed:
        return None
    fit = (c for c in offered if c.scheme == "digest" and (realm is None or c.params.get("realm") == realm))
    return next((c.params["username"] for c in fit if "username" in c.params), None)


def attempt_of(request: Request, flow: Flow, *, as_proxy: bool) -> Attempt:
    return Attempt(
        method=request.method,
        request_uri=request.request_uri,
        from_uri=str(request.from_.uri),
        to_uri=str(request.to.uri),
        call_id=request.call_id,
        headers=request.fields,
        source=Source(flow.ip, flow.port, flow.transport),
        claimed_user=_claimed(request, as_proxy),
    )
