"""Dialogs as proxies, forks and clocks treat them."""

from typing import Any

import pytest

from ringback.protocols.sip.errors import LocalError
from ringback.protocols.sip.message import Request, answer
from ringback.signalling import Dialling, Route
from tests.signalling.party import OTHER, SDP, Heard, Party
from tests.signalling.wire import SDP as OFFER
from tests.signalling.wire import Stranger


async def dialled(party: Party, phone: Stranger, **more: Any) -> tuple[Heard, Request]:
    """The party calls a bare socket; the INVITE that came."""
    heard = Heard(**more.pop("habits", {}))
    what = {"to_uri": "sip:bob@ringback.test", "from_uri": "sip:alice@ringback.test", "sdp": SDP}
    asked = Dialling(**(what | {"route": Route("127.0.0.1", phone.port)} | more))
    heard.call = party.endpoint.dial(asked, heard)
    invite = await phone.hear_request("INVITE")
    assert invite is not None
    return heard, invite


def taken(phone: Stranger, invite: Request, tag: str, *more: tuple[str, str], status: int = 200) -> bytes:
    fields = [("Contact", f"<sip:{tag}@127.0.0.1:{phone.port}>"), *more]
    if status == 200:
        fields.append(("Content-Type", "application/sdp"))
    return bytes(answer(invite, status, to_tag=tag, fields=fields, body=OFFER.encode() if status == 200 else b""))


async def test_of_two_phones_that_answer_the_second_is_hung_up_on():
    async with Party() as party:
        with Stranger(party.endpoint.address) as phone:
            heard, invite = await dialled(party, phone)
            phone.send(taken(phone, invite, "first"))
            phone.send(taken(phone, invite, "second"))
            bye = await phone.hear_request("BYE")
            assert bye.to.tag == "second" and heard.names == ["answered"]
            phone.send(bytes(answer(bye, 200)))
            assert not heard.call.is_over


async def test_an_answer_that_crosses_the_cancel_is_hung_up_on():
    async with Party() as party:
        with Stranger(party.endpoint.address) as phone:
            heard, invite = await dialled(party, phone)
            phone.send(taken(phone, invite, "slow", status=180))
            await heard.until("ringing")
            heard.call.cancel()
            await phone.hear_request("CANCEL")
            phone.send(taken(phone, invite, "slow"))
            assert (await phone.hear_request("BYE")).to.tag == "slow"
            assert (await heard.until("failed"))[0] == 487


async def test_a_2xx_said_again_is_acknowledged_again():
    async with Party() as party:
        with Stranger(party.endpoint.address) as phone:
            _, invite = await dialled(party, phone)
            for _ in range(2):
                phone.send(taken(phone, invite, "one"))
                assert (await phone.hear_request("ACK")).cseq.number == invite.cseq.number


async def test_requests_follow_the_record_route():
    async with Party() as party:
        with Stranger(party.endpoint.address) as phone, Stranger(party.endpoint.address) as proxy:
            heard, invite = await dialled(party, phone)
            route = ("Record-Route", f"<sip:127.0.0.1:{proxy.port};lr>")
            phone.send(taken(phone, invite, "one", route))
            ack = await proxy.hear_request("ACK")
            assert ack.request_uri == f"sip:one@127.0.0.1:{phone.port}" and len(ack.routes) == 1
            heard.call.hang_up()
            assert (await proxy.hear_request("BYE")).first("Route") == f"<sip:127.0.0.1:{proxy.port};lr>"


async def test_a_record_route_is_mirrored_and_followed_as_the_called_side():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address) as proxy:
            route = f"<sip:127.0.0.1:{proxy.port};lr>"
            caller.ask("INVITE", body=OFFER, fields=(f"Record-Route: {route}",))
            answered = await caller.hear_status(200)
            assert answered.first("Record-Route") == route
            caller.ask("ACK", to_tag=answered.to.tag)
            await party.heard.until("confirmed")
            party.call.hang_up()
            assert (await proxy.hear_request("BYE")).first("Route") == route


async def test_a_target_that_moves_is_followed():
    async with Party(habits={"offered": lambda call, sdp: OTHER}) as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address) as moved:
            answered = await caller.call()
            await party.heard.until("confirmed")
            contact = (f"Contact: <sip:moved@127.0.0.1:{moved.port}>",)
            caller.ask("INVITE", cseq=2, to_tag=answered.to.tag, body=OFFER, fields=contact)
            assert await caller.hear_status(200) is not None
            caller.ask("ACK", cseq=2, to_tag=answered.to.tag)
            party.call.info("text/plain", b"hello")
            assert (await moved.hear_request("INFO")).request_uri == f"sip:moved@127.0.0.1:{moved.port}"


async def test_a_request_out_of_order_is_refused():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            answered = await caller.call()
            await party.heard.until("confirmed")
            caller.ask("INFO", cseq=1, to_tag=answered.to.tag)
            assert (await caller.hear_status(500)).status == 500
            assert "info" not in party.heard.names


async def test_an_invite_without_an_offer_gets_one_and_its_answer_is_told():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            caller.ask("INVITE")
            answered = await caller.hear_status(200)
            assert answered.body == SDP and party.call.offer is None
            caller.ask("ACK", to_tag=answered.to.tag, body=OFFER)
            assert await party.heard.until("confirmed") == (OFFER.encode(),)


async def test_a_change_without_an_offer_gets_one_and_its_answer_is_told():
    async with Party(habits={"media_needed": OTHER}) as party:
        with Stranger(party.endpoint.address) as caller:
            answered = await caller.call()
            await party.heard.until("confirmed")
            caller.ask("INVITE", cseq=2, to_tag=answered.to.tag)
            assert (await caller.hear_status(200)).body == OTHER
            caller.ask("ACK", cseq=2, to_tag=answered.to.tag, body=OFFER)
            assert await party.heard.until("reinvited") == (OFFER.encode(), 200)


async def test_a_bye_before_the_ack_ends_the_call():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            caller.ask("INVITE", body=OFFER)
            answered = await caller.hear_status(200)
            caller.ask("BYE", cseq=2, to_tag=answered.to.tag)
            await party.heard.until("hung_up")
            assert party.call.is_over


async def test_our_bye_waits_for_the_ack():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            caller.ask("INVITE", body=OFFER)
            answered = await caller.hear_status(200)
            party.call.hang_up()
            assert await caller.hear_request("BYE", within_s=0.1) is None
            caller.ask("ACK", to_tag=answered.to.tag)
            assert await caller.hear_request("BYE") is not None


async def test_a_session_interval_too_brief_is_refused_and_ours_made_longer():
    async with Party() as party:
        with Stranger(party.endpoint.address) as peer:
            asked = ("Supported: timer", "Session-Expires: 30")
            peer.ask("INVITE", body=OFFER, fields=asked)
            refused = await peer.hear_status()
            assert (refused.status, refused.first("Min-SE")) == (422, "90")
            peer.ask("ACK", to_tag=refused.to.tag)
            _, invite = await dialled(party, peer)
            peer.send(bytes(answer(invite, 422, to_tag="x", fields=[("Min-SE", "3600")])))
            again = await peer.hear_request("INVITE")
            assert again.session_expires == (3600, None) and again.cseq.number == 2


async def test_a_session_that_is_not_refreshed_ends_on_both_sides():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            fields = ("Supported: timer", "Session-Expires: 90;refresher=uac")
            caller.ask("INVITE", body=OFFER, fields=fields)
            answered = await caller.hear_status(200)
            assert answered.first("Session-Expires") == "90;refresher=uac"
            caller.ask("ACK", to_tag=answered.to.tag)
            await party.heard.until("confirmed")
            party.call.session.tick(party.endpoint._now() + 61)
            assert await caller.hear_request("BYE") is not None
            assert "refresh" in (await party.heard.until("lost"))[0]


async def test_we_refresh_where_the_caller_cannot():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            await caller.call()
            await party.heard.until("confirmed")
            party.call.session.tick(party.endpoint._now() + 901)
            again = await caller.hear_request("INVITE")
            assert again.body == SDP and again.to.tag == "stranger"


async def test_a_peer_that_knows_nothing_of_the_call_ends_it():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            await caller.call()
            await party.heard.until("confirmed")
            party.call.info("text/plain", b"still there?")
            caller.send(bytes(answer(await caller.hear_request("INFO"), 481)))
            assert "481" in (await party.heard.until("lost"))[0]


async def test_stopping_says_goodbye():
    async with Party() as party, Party(lambda call: call.ring()) as ringing:
        with Stranger(party.endpoint.address) as caller, Stranger(ringing.endpoint.address) as waiting:
            await caller.call()
            waiting.ask("INVITE", body=OFFER)
            await waiting.hear_status(180)
            await party.heard.until("confirmed")
            await party.endpoint.stop()
            await ringing.endpoint.stop()
            assert await caller.hear_request("BYE") is not None
            assert await waiting.hear_status(503) is not None


async def test_a_line_break_in_a_header_of_ours_never_reaches_the_wire():
    async with Party() as party:
        with Stranger(party.endpoint.address) as phone:
            heard = Heard()
            asked = Dialling(
                to_uri="sip:bob@ringback.test", from_uri="sip:a@ringback.test", sdp=SDP,
                route=Route("127.0.0.1", phone.port), headers=(("X-Bad", "a\r\nX-Worse: b"),),
            )  # fmt: skip
            with pytest.raises(LocalError, match="line break"):
                party.endpoint.dial(asked, heard)


async def test_what_went_over_the_wire_is_traced_by_call():
    async with Party() as party:
        told: list[tuple[str, str, str]] = []
        party.endpoint.trace = lambda call_id, traced: told.append((call_id, traced.direction, traced.what))
        with Stranger(party.endpoint.address) as caller:
            answered = await caller.call()
            await party.heard.until("confirmed")
            assert told == [
                (answered.call_id, "received", "INVITE"),
                (answered.call_id, "sent", "200 OK"),
                (answered.call_id, "received", "ACK"),
            ]
