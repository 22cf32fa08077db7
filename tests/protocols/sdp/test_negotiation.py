"""Offers and answers between two sides, as RFC 3264 has them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sdp.codecs import G722, PCMA, PCMU
from ringback.protocols.sdp.description import Description, parse
from ringback.protocols.sdp.errors import LocalError, PeerError
from ringback.protocols.sdp.negotiation import Audio, Endpoint, Negotiation

HERE = Endpoint("192.0.2.1", 20000)


def sides(**there: object) -> tuple[Negotiation, Negotiation]:
    return Negotiation(HERE, "1"), Negotiation(msgspec.structs.replace(Endpoint("192.0.2.2", 30000), **there), "2")


def over_the_wire(description: Description | PeerError) -> Description:
    assert isinstance(description, Description), description
    again = parse(bytes(description))
    assert isinstance(again, Description)
    return again


def agree(caller: Negotiation, called: Negotiation, *, offer: str = "sendrecv", answer: str = "sendrecv"):
    reply = called.answer(over_the_wire(caller.offer(offer)), direction=answer)
    audio = caller.take_answer(over_the_wire(reply))
    assert isinstance(audio, Audio) and called.audio is not None, audio
    return audio, called.audio


def offered(*lines: str, host: str = "192.0.2.9") -> Description:
    text = ["v=0", "o=- 1 1 IN IP4 192.0.2.9", "s=-", f"c=IN IP4 {host}", "t=0 0", *lines]
    return over_the_wire(parse("\r\n".join(text).encode()))


def test_both_sides_know_where_to_send_and_what():
    audio, theirs = agree(*sides())
    assert (audio.host, audio.port, audio.rtcp_port) == ("192.0.2.2", 30000, 30001)
    assert (theirs.host, theirs.port) == ("192.0.2.1", 20000)
    assert audio.send == PCMU and audio.sends and audio.receives and not audio.is_held
    assert (audio.send_event, theirs.receive_event) == (101, 101)


def test_an_answer_follows_the_order_of_the_offer():
    audio, _ = agree(*sides(codecs=(G722, PCMA)))
    assert audio.send.name == "PCMA"


def test_an_answer_follows_its_own_order_if_told_so():
    audio, _ = agree(*sides(codecs=(G722, PCMA), prefers_own_order=True))
    assert audio.send.name == "G722"


def test_nothing_in_common_is_488_and_changes_nothing():
    caller, called = sides()
    agree(caller, called)
    before = called.audio
    refusal = called.answer(offered("m=audio 4000 RTP/AVP 18", "a=rtpmap:18 G729/8000"))
    assert isinstance(refusal, PeerError) and refusal.status == 488 and called.audio is before


def test_events_alone_are_no_call():
    refusal = Negotiation(HERE, "1").answer(offered("m=audio 4000 RTP/AVP 101", "a=rtpmap:101 telephone-event/8000"))
    assert isinstance(refusal, PeerError) and refusal.status == 488


def test_payload_types_of_each_way_may_differ():
    caller = Negotiation(HERE, "1")
    caller.offer()
    answer = offered(
        "m=audio 4000 RTP/AVP 8 96", "a=rtpmap:8 PCMA/8000", "a=rtpmap:96 telephone-event/8000", "a=fmtp:96 0-15"
    )
    audio = caller.take_answer(answer)
    assert isinstance(audio, Audio)
    assert (audio.send.name, audio.send_event, audio.receive_event) == ("PCMA", 96, 101)


def test_dynamic_types_of_an_offer_are_used_in_its_answer():
    called = Negotiation(HERE, "1")
    lines = ["m=audio 4000 RTP/AVP 97 98", "a=rtpmap:97 pcmu/8000", "a=rtpmap:98 telephone-event/8000"]
    answer = over_the_wire(called.answer(offered(*lines)))
    assert answer.media[0].formats == ("97", "98") and called.audio.receive.payload_type == 97
    assert over_the_wire(called.offer()).media[0].formats == ("97", "8", "9", "98")


def test_video_is_refused_in_its_place_and_stays_in_every_later_offer():
    called = Negotiation(HERE, "1")
    lines = ["m=video 5000 RTP/AVP 31", "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0"]
    answer = over_the_wire(called.answer(offered(*lines)))
    assert [(m.kind, m.port) for m in answer.media] == [("video", 0), ("audio", 20000), ("audio", 0)]
    again = over_the_wire(called.offer())
    assert [(m.kind, m.port) for m in again.media] == [("video", 0), ("audio", 20000), ("audio", 0)]


def test_srtp_is_not_taken_for_rtp():
    refusal = Negotiation(HERE, "1").answer(offered("m=audio 4000 RTP/SAVP 0"))
    assert isinstance(refusal, PeerError)


@pytest.mark.parametrize(
    "offer, answer, here, there",
    [
        ("sendrecv", "sendrecv", (True, True), (True, True)),
        ("sendonly", "sendrecv", (True, False), (False, True)),
        ("recvonly", "sendrecv", (False, True), (True, False)),
        ("inactive", "sendrecv", (False, False), (False, False)),
        ("sendrecv", "sendonly", (False, True), (True, False)),
        ("sendrecv", "inactive", (False, False), (False, False)),
        ("sendonly", "sendonly", (False, False), (False, False)),
    ],
)
def test_directions(offer, answer, here, there):
    caller, called = sides()
    mine, theirs = agree(caller, called, offer=offer, answer=answer)
    assert ((mine.sends, mine.receives), (theirs.sends, theirs.receives)) == (here, there)


def test_hold_and_back_raise_the_version_by_one_each():
    caller, called = sides()
    agree(caller, called)
    held = caller.offer("sendonly")
    called.answer(over_the_wire(held))
    assert called.audio.is_held
    caller.take_answer(called.answer(over_the_wire(held)))
    back = caller.offer()
    assert [held.origin.version, back.origin.version] == [1, 2]
    assert held.origin.session_id == back.origin.session_id


def test_an_unchanged_offer_keeps_its_version():  # a session refresh
    caller, called = sides()
    agree(caller, called)
    assert caller.offer().origin.version == 0


def test_hold_by_0_0_0_0_stops_our_sound_and_is_answered_as_it_was_asked():
    called = Negotiation(HERE, "1")
    answer = over_the_wire(called.answer(offered("m=audio 4000 RTP/AVP 0", host="0.0.0.0")))
    assert called.audio.is_held and called.audio.receives
    assert answer.direction_of(answer.media[0]) == "sendrecv"


@pytest.mark.parametrize(
    "said, ms",
    [([], 20), (["a=ptime:30"], 30), (["a=ptime:25"], 20), (["a=ptime:60", "a=maxptime:40"], 40),
     (["a=maxptime:10"], 10), (["a=ptime:99999"], 20), (["a=ptime:x"], 20), (["a=maxptime:5"], 10)],
)  # fmt: skip
def test_ptime(said, ms):
    called = Negotiation(HERE, "1")
    called.answer(offered("m=audio 4000 RTP/AVP 0", *said))
    assert called.audio.ptime_ms == ms


def test_rtcp_may_live_elsewhere():
    called = Negotiation(HERE, "1")
    called.answer(offered("m=audio 4000 RTP/AVP 0", "a=rtcp:4711 IN IP4 192.0.2.9"))
    assert called.audio.rtcp_port == 4711


def test_one_offer_at_a_time():
    caller, called = sides()
    caller.offer()
    with pytest.raises(LocalError):
        caller.offer()
    with pytest.raises(LocalError):
        caller.answer(called.offer())
    caller.withdraw()
    caller.offer()


def test_an_answer_with_other_media_than_the_offer_is_refused():
    caller = Negotiation(HERE, "1")
    caller.offer()
    answer = caller.take_answer(offered("m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0"))
    assert isinstance(answer, PeerError) and not caller.has_offer_out


def test_an_answer_without_an_offer_is_our_own_mistake():
    with pytest.raises(LocalError):
        Negotiation(HERE, "1").take_answer(offered("m=audio 4000 RTP/AVP 0"))


DIRECTION = st.sampled_from(["sendrecv", "sendonly", "recvonly", "inactive"])
CODECS = st.lists(st.sampled_from([PCMU, PCMA, G722]), min_size=1, unique=True).map(tuple)


@given(CODECS, CODECS, st.lists(st.tuples(st.booleans(), DIRECTION, DIRECTION), max_size=6))
def test_two_sides_never_disagree(here, there, rounds):
    caller = Negotiation(Endpoint("192.0.2.1", 20000, here), "1")
    called = Negotiation(Endpoint("2001:db8::2", 30000, there), "2")
    for turned, offer, answer in rounds:
        first, second = (called, caller) if turned else (caller, called)
        reply = second.answer(over_the_wire(first.offer(offer)), direction=answer)
        if isinstance(reply, PeerError):
            assert not set(here) & set(there)
            first.withdraw()
            continue
        mine = first.take_answer(over_the_wire(reply))
        theirs = second.audio
        assert isinstance(mine, Audio) and theirs is not None
        assert (mine.sends, mine.receives) == (theirs.receives, theirs.sends)
        assert (mine.send, mine.receive, mine.send_event) == (theirs.receive, theirs.send, theirs.receive_event)
