"""Is anybody there: an OPTIONS outside any dialog. RFC 3261 §11.1."""

import asyncio

from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Response
from ringback.protocols.sip.requests import new_request
from ringback.protocols.sip.uri import SipUri
from ringback.signalling.engine import Engine
from ringback.signalling.outgoing import Route
from ringback.transports.flows import Flow

USER = "ping"


def begin_ping(engine: Engine, route: Route, said: asyncio.Future[int]) -> None:
    """`said` gets the status of the last answer: 408 after 32 s without one, 503 where no way leads there."""

    def heard(response: Response) -> None:
        if not response.is_provisional and not said.done():
            said.set_result(response.status)

    def reached(flow: Flow | None) -> None:
        if flow is None:
            if not said.done():
                said.set_result(503)
            return
        host, _ = engine.reach.own(flow)
        request = new_request(
            "OPTIONS",
            SipUri(route.host, None, route.port),
            engine.names,
            via=engine.via(flow),
            from_=Address(SipUri(host, USER)),
            contact=engine.contact(flow, USER),
            fields=[("Accept", "application/sdp"), ("User-Agent", engine.user_agent)],
        )
        engine.ask(request, flow, heard)

    engine.to(route.hop, reached)
