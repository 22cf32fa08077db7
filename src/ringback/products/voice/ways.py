"""How a call gets to whom it is for: caller ID rules, permissions and caps, then the ways there are."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ringback.kernel import Clock, Entropy, phone
from ringback.products.networks.model import CallerIdForm, Network
from ringback.products.networks.service import NetworksService
from ringback.products.numbers.model import IncomingPhoneNumber
from ringback.products.numbers.service import NumbersService
from ringback.products.voice.callers import Callers
from ringback.products.voice.loads import Loads
from ringback.products.voice.model import Validation
from ringback.products.voice.ports import Phones
from ringback.products.voice.rules import endpoints
from ringback.products.voice.rules.endpoints import Endpoint, Kind
from ringback.products.voice.sip.model import SipDomain
from ringback.products.voice.sip.service import SipDomainsService
from ringback.store import Store
from ringback.switch.model import Call, Direction
from ringback.switch.ports import Denied, Way, Ways

Address = tuple[str, int]
INVALID_NUMBER, INVALID_CALLER, FORBIDDEN = 13224, 13214, 13225
INVALID_SIP, NOT_REGISTERED, NO_ROUTE, NETWORK_FULL = 21227, 32009, 21214, 32001
OVER_REST = {INVALID_NUMBER: 21211, INVALID_CALLER: 21210, FORBIDDEN: 21216}  # the same trouble without a <Dial>


class Outward:
    """`here` and `simulated` tell where our own SIP and the simulated carrier's listen; None: it does not.

    `phones` is signalling's registrar; it may be set once that is there.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        entropy: Entropy,
        numbers: NumbersService,
        callers: Callers,
        networks: NetworksService,
        domains: SipDomainsService,
        *,
        here: Callable[[], Address | None],
        simulated: Callable[[], Address | None],
        phones: Phones | None = None,
        is_live: Callable[[str], bool] = lambda call_sid: False,
    ) -> None:
        self._store, self._clock, self._entropy = store, clock, entropy
        self._numbers, self._callers, self._networks, self._domains = numbers, callers, networks, domains
        self._here, self._simulated, self.phones = here, simulated, phones
        self._loads = Loads(is_live)

    async def is_limited(self) -> bool:
        """Whether any network says how much it takes."""
        return any(network.max_cps or network.max_calls for network in await self._networks.all())

    async def turn(self, call: Call) -> datetime | None:
        """When a queued call is to ask again, because the networks that serve it are full; None: it may go now."""
        to = endpoints.endpoint(call.to)
        if to is None or to.kind is not Kind.NUMBER or await self._is_here(to.address):
            return None
        found = await self._networks.routes(to.address, self._draw())
        return self._loads.wait(found, call.sid, self._clock.now()) if found else None

    async def ways(self, call: Call, parent: Call | None) -> Ways | Denied:
        """How `call.to` is reached, or why it is not."""
        if endpoints.is_emergency(call.to):
            return _denied(FORBIDDEN, f"{call.to} is an emergency number; those are not called from here", parent)
        to = endpoints.endpoint(call.to)
        if to is None:
            return _denied(
                INVALID_NUMBER, f"'{call.to[:80]}' cannot be called: it is no number or address", parent, 404
            )
        shown = await self._shown(call, parent, to)
        if isinstance(shown, Denied):
            return shown
        if to.kind is Kind.NUMBER:
            return await self._to_number(call, parent, to, shown)
        return await (self._to_client if to.kind is Kind.CLIENT else self._to_sip)(call, to, shown)

    async def country_of(self, network_sid: str | None) -> str:
        """Whose national numbers a network writes."""
        network = await self._networks.find(network_sid) if network_sid else None
        return network.country if network is not None else "US"

    # -- who it is from

    async def _shown(self, call: Call, parent: Call | None, to: Endpoint) -> str | Denied:
        """The caller ID. To a number it is one of the account's, a verified one, or that of the call passed on."""
        shown = (call.dialling and call.dialling.caller_id) or call.from_
        if to.kind is not Kind.NUMBER:
            return shown
        if endpoints.kind_of(shown) is not Kind.NUMBER:
            return _denied(INVALID_CALLER, f"The callerId '{shown[:80]}' is no telephone number; name one", parent)
        passed_on = (parent.from_, parent.to) if parent is not None and parent.direction is Direction.INBOUND else ()
        number = shown if shown in passed_on else phone.parse(shown)
        if number is not None and (number in passed_on or await self._may_show(call, number)):
            return number
        return _denied(
            INVALID_CALLER, f"The callerId {shown[:80]} is neither owned nor verified by this account", parent
        )

    async def _may_show(self, call: Call, number: str) -> bool:
        if await self._callers.sid_of(call.account_sid, number) is not None:
            return True
        return await self._store.get(Validation, call.sid) is not None  # the call that verifies it shows it already

    # -- numbers

    async def _to_number(self, call: Call, parent: Call | None, to: Endpoint, shown: str) -> Ways | Denied:
        refused = await self._callers.refusal(call.account_sid, to.address, self._clock.now())
        if refused is not None:
            code = getattr(refused, "twiml_code", FORBIDDEN) if parent is not None else refused.code
            return Denied(code, refused.message)
        found = await self._routes(call.sid, shown, to.address)
        if isinstance(found, Denied):
            return found
        return Ways(tuple((way,) for way in found), shown, to.address)

    async def _routes(self, call_sid: str, shown: str, number: str) -> list[Way] | Denied:
        """A number of this installation is called at our own door; others over the networks that serve them."""
        here = self._here()
        if here is not None and await self._is_here(number):
            return [self._at("local", here, shown, number)]
        serving, now = await self._networks.routes(number, self._draw()), self._clock.now()
        found = self._loads.open(serving, call_sid, now)
        ways = [way for network in found if (way := self._way(network, shown, number)) is not None]
        if not ways:
            return _full(serving[0]) if serving and not found else Denied(NO_ROUTE, f"No route leads to {number}", 404)
        self._loads.take(found[0], call_sid, now)
        return ways

    async def _is_here(self, number: str) -> bool:
        return isinstance(await self._numbers.owner_of(number), IncomingPhoneNumber)

    def _draw(self) -> float:
        return int.from_bytes(self._entropy.bytes(4), "big") / (1 << 32)

    def _way(self, network: Network, shown: str, number: str) -> Way | None:
        if not network.is_simulated:
            return self._over(network, shown, number)
        simulated = self._simulated()
        return self._at("simulated", simulated, shown, number) if simulated is not None else None

    def _over(self, network: Network, shown: str, number: str) -> Way:
        written, caller = (self._networks.written(one, network) for one in (number, shown))
        asserted = {
            CallerIdForm.PAI: (("P-Asserted-Identity", f"<sip:{caller}@{network.host}>"),),
            CallerIdForm.RPID: (("Remote-Party-ID", f"<sip:{caller}@{network.host}>;party=calling;screen=yes"),),
        }
        return Way(
            network=network.sid,
            to_uri=f"sip:{written}@{network.host}:{network.port}",
            from_uri=f"sip:{caller}@{(self._here() or (network.host, 0))[0]}",
            host=network.host,
            port=network.port,
            transport=network.transport.value,
            username=network.username,
            password=network.password,
            codecs=tuple(codec.value for codec in network.codecs),
            headers=asserted.get(network.caller_id, ()),
        )

    def _at(self, network: str, address: Address, shown: str, number: str) -> Way:
        host, port = address
        return Way(
            network=network,
            to_uri=f"sip:{number}@{host}:{port}",
            from_uri=self._from_uri(shown),
            host=host,
            port=port,
            simulated=network == "simulated",
        )

    # -- SIP addresses and clients

    async def _to_sip(self, call: Call, to: Endpoint, shown: str) -> Ways | Denied:
        uri = endpoints.sip_uri(to.address)
        if uri is None:
            return Denied(INVALID_SIP, f"'{to.address[:80]}' is no SIP address", 404)
        domain = await self._domains.at(uri.host)
        if domain is not None and domain.account_sid == call.account_sid and domain.sip_registration:
            found = (
                await self.phones.contacts(call.account_sid, domain.domain_name, uri.username) if self.phones else ()
            )
            return self._ringing(to, shown, to.address, found)
        dialling = call.dialling
        host, port = (self._here() or (None, None)) if domain is not None else (None, None)
        way = Way(
            network="sip",
            to_uri=to.address,
            from_uri=self._from_uri(shown),
            host=host,
            port=port,
            transport=uri.transport or ("tcp" if uri.is_secure else "udp"),
            username=dialling.sip_username if dialling else None,
            password=dialling.sip_password if dialling else None,
            headers=to.headers,
        )
        return Ways(((way,),), shown, to.address)

    async def _contacts(self, domain: SipDomain, user: str) -> Sequence[Any]:
        if self.phones is None:
            return ()
        return await self.phones.contacts(domain.account_sid, domain.domain_name, user)

    async def _to_client(self, call: Call, to: Endpoint, shown: str) -> Ways | Denied:
        found = await self.phones.clients(call.account_sid, to.identity) if self.phones is not None else ()
        host, _ = self._here() or ("localhost", 0)
        return self._ringing(to, shown, f"sip:{quote(to.identity, safe='')}@{host}", found)

    def _ringing(self, to: Endpoint, shown: str, to_uri: str, found: Sequence[Any]) -> Ways | Denied:
        """All phones of one user, at once."""
        if not found:
            return Denied(NOT_REGISTERED, f"{to.address} is not registered", 480)
        network = "client" if to.kind is Kind.CLIENT else "sip"
        from_uri = self._from_uri(shown)
        group = tuple(
            Way(network=network, to_uri=to_uri, from_uri=from_uri, flow=flow, headers=to.headers) for flow in found
        )
        return Ways((group,), shown, to.address)

    def _from_uri(self, shown: str) -> str:
        if shown.startswith(("sip:", "sips:")):
            return shown
        host, _ = self._here() or ("localhost", 0)
        return f"sip:{quote(shown.removeprefix('client:'), safe='+')}@{host}"


def _full(network: Network) -> Denied:
    limits = {"calls a second": network.max_cps, "calls at once": network.max_calls}
    said = " and ".join(f"{limit:g} {what}" for what, limit in limits.items() if limit)
    return Denied(NETWORK_FULL, f"Network {network.friendly_name} takes {said}; no other serves the number", 503)


def _denied(code: int, message: str, parent: Call | None, sip_status: int = 403) -> Denied:
    """A call over REST has its own words for the same trouble."""
    return Denied(code if parent is not None else OVER_REST.get(code, code), message, sip_status)
