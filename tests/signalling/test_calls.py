"""Calls between two endpoints, on real sockets."""

import gc
import weakref

import pytest

from tests.signalling.party import OTHER, SDP, Heard, Party


@pytest.fixture(params=["udp", "tcp"])
def transport(request: pytest.FixtureRequest) -> str:
    return request.param


async def test_a_call_is_answered_and_hung_up(transport: str):
    async with Party() as alice, Party(lambda call: (call.ring(), call.answer(OTHER))) as bob:
        heard = alice.dial(bob, transport=transport, headers=(("X-Colour", "blue"),))
        assert await heard.until("answered") == (OTHER,)
        assert await bob.heard.until("confirmed") == (None,)
        assert heard.names == ["ringing", "answered"]
        call = bob.call
        assert (call.offer, call.header("x-colour"), call.source.transport) == (SDP, "blue", transport)
        assert call.from_uri == "sip:alice@ringback.test" and call.request_uri == "sip:bob@ringback.test"
        heard.call.hang_up([("X-Why", "enough")])
        (fields,) = await bob.heard.until("hung_up")
        assert fields["X-Why"] == "enough" and call.is_over and heard.call.is_over


async def test_a_call_that_is_over_keeps_nothing_of_its_listener():
    async with Party() as alice, Party() as bob:
        heard = alice.dial(bob)
        await bob.heard.until("confirmed")
        call, listener = bob.call, weakref.ref(bob.heard)
        heard.call.hang_up()
        await bob.heard.until("hung_up")
        bob.heard = Heard()
        gc.collect()
        assert call.is_over and listener() is None


async def test_the_called_side_may_hang_up(transport: str):
    async with Party() as alice, Party() as bob:
        heard = alice.dial(bob, transport=transport)
        await bob.heard.until("confirmed")
        bob.call.hang_up()
        await heard.until("hung_up")
        assert heard.names == ["answered", "hung_up"] and bob.heard.names == ["came", "confirmed"]


async def test_a_refusal_is_told_with_its_status_and_reason(transport: str):
    async with Party() as alice, Party(lambda call: call.refuse(486, "On another call")) as bob:
        heard = alice.dial(bob, transport=transport)
        assert (await heard.until("failed"))[:2] == (486, "On another call")
        assert heard.call.is_over and bob.call.is_over


async def test_a_redirect_is_told_and_not_followed():
    contact = [("Contact", "<sip:carol@192.0.2.9>")]
    async with Party() as alice, Party(lambda call: call.refuse(302, headers=contact)) as bob:
        status, _, headers = await alice.dial(bob).until("failed")
        assert status == 302 and ("Contact", "<sip:carol@192.0.2.9>") in headers


async def test_a_cancelled_call_ends_on_both_sides(transport: str):
    async with Party() as alice, Party(lambda call: call.ring()) as bob:
        heard = alice.dial(bob, transport=transport)
        await heard.until("ringing")
        heard.call.cancel()
        await bob.heard.until("cancelled")
        assert (await heard.until("failed"))[0] == 487


async def test_nobody_there_is_408_on_udp_and_503_on_tcp():
    async with Party() as alice, Party() as bob:
        await bob.endpoint.stop()
        assert (await alice.dial(bob).until("failed", within_s=8))[0] in (408, 503)
        assert (await alice.dial(bob, transport="tcp").until("failed"))[0] == 503


async def test_either_side_changes_the_session(transport: str):
    answers = {"offered": lambda call, sdp: OTHER}
    async with Party() as alice, Party(habits=answers) as bob:
        heard = alice.dial(bob, transport=transport, habits=answers)
        await bob.heard.until("confirmed")
        heard.call.reinvite(SDP)
        assert await heard.until("reinvited") == (OTHER, 200)
        bob.call.reinvite(SDP)
        assert await bob.heard.until("reinvited") == (OTHER, 200)


async def test_a_change_that_is_refused_leaves_the_call_up():
    async with Party() as alice, Party() as bob:
        heard = alice.dial(bob)
        await bob.heard.until("confirmed")
        heard.call.reinvite(OTHER)
        assert await heard.until("reinvited") == (None, 488)
        assert not heard.call.is_over


async def test_changes_that_cross_are_both_made_in_the_end():
    answers = {"offered": lambda call, sdp: OTHER}
    async with Party() as alice, Party(habits=answers) as bob:
        heard = alice.dial(bob, habits=answers)
        await bob.heard.until("confirmed")
        heard.call.reinvite(SDP)
        bob.call.reinvite(SDP)
        assert await heard.until("reinvited", within_s=10) == (OTHER, 200)
        assert await bob.heard.until("reinvited", within_s=10) == (OTHER, 200)


async def test_keys_travel_by_info(transport: str):
    async with Party() as alice, Party() as bob:
        heard = alice.dial(bob, transport=transport)
        await bob.heard.until("confirmed")
        heard.call.info("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n")
        assert await bob.heard.until("info") == ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n")


async def test_a_transfer_is_asked_and_its_progress_told(transport: str):
    async with Party() as alice, Party(habits={"referred": 202}) as bob:
        heard = alice.dial(bob, transport=transport)
        await bob.heard.until("confirmed")
        heard.call.refer("sip:carol@192.0.2.9")
        target, _ = await bob.heard.until("referred")
        assert target == "sip:carol@192.0.2.9"
        assert await heard.until("refer_answered") == (202,)
        bob.call.notify_refer(180)
        bob.call.notify_refer(200)
        await heard.until("refer_progress", times=3)
        assert [what[1] for what in heard.log if what[0] == "refer_progress"] == [100, 180, 200]
