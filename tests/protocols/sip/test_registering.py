"""A client's registration, against the registrar; bodies in parts; hops and redirections."""

import math

import pytest

from ringback.protocols.sip.bodies import part_of
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import answer
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.registering import AskLonger, Denied, Granted, Registering, Removed
from ringback.protocols.sip.registrar import Registered, Terms, register
from ringback.protocols.sip.requests import again, redirected
from ringback.protocols.sip.screening import hops_left
from ringback.protocols.sip.uri import parse_uri
from tests.protocols.sip.sample import ALICE, SDP, names, reply, request, rewire
from tests.protocols.sip.test_torture import load

VIA = "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKreg"


def client(expires_s: int = 600) -> Registering:
    return Registering(parse_uri("sip:pbx.example.com"), ALICE, ALICE, names(), expires_s=expires_s)


def asked_of(registrar: Terms, asking: Registering, bindings, now: float):
    asked = rewire(asking.request(via=VIA))
    found = register(bindings, asked, now, terms=registrar)
    if isinstance(found, PeerError):
        return bindings, asking.receive(rewire(answer(asked, found.status, to_tag="x", fields=found.fields)), now)
    return found.bindings, asking.receive(rewire(answer(asked, 200, to_tag="x", fields=found.fields)), now)


def test_a_registration_is_kept_alive_and_taken_back():
    asking, bindings, now = client(), (), 0.0
    for _ in range(5):
        bindings, told = asked_of(Terms(), asking, bindings, now)
        assert told == Granted(now + 600) and asking.wake_at == now + 570 and len(bindings) == 1
        now = asking.wake_at
    asking.leave()
    assert asking.wake_at == 0.0
    bindings, told = asked_of(Terms(), asking, bindings, now)
    assert told == Removed() and bindings == () and asking.wake_at == math.inf


def test_what_the_registrar_grants_counts():
    _, told = asked_of(Terms(most_s=90), client(), (), 0.0)
    assert told == Granted(90.0)


def test_too_brief_a_registration_is_asked_for_longer():
    asking = client(30)
    bindings, told = asked_of(Terms(least_s=120), asking, (), 0.0)
    assert told == AskLonger() and asking.wake_at == 0.0
    _, told = asked_of(Terms(least_s=120), asking, bindings, 0.0)
    assert told == Granted(120.0)


def test_a_refused_registration_is_tried_again_later_and_later():
    asking, now, gaps = client(), 0.0, []
    for _ in range(8):
        told = asking.receive(rewire(reply(rewire(asking.request(via=VIA)), 503)), now)
        assert isinstance(told, Denied)
        gaps.append(told.again_at - now)
        now = told.again_at
    assert gaps == [30, 60, 120, 240, 480, 960, 1800, 1800]


def test_numbers_rise_over_a_challenge():
    asking = client()
    first = asking.request(via=VIA)
    second = again(first, VIA + "2")
    asking.sent(second)
    assert [m.cseq.number for m in (first, second, asking.request(via=VIA))] == [1, 2, 3]
    assert first.call_id == second.call_id


def test_the_description_in_a_multipart_body_is_found():
    body = (
        b"preamble\r\n--x y\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x y\r\nc: application/sdp\r\n\r\n"
        + SDP
        + b"\r\n--x y--\r\n"
    )
    kind = ("Content-Type", 'multipart/mixed;boundary="x y"')
    message = rewire(request(body=body, fields=[kind]))
    assert part_of(message, "application/sdp") == SDP and part_of(message, "text/plain") == b"hi"
    assert part_of(message, "image/png") is None
    assert part_of(rewire(request(body=SDP, fields=[("Content-Type", "application/sdp")])), "application/sdp") == SDP


@pytest.mark.parametrize(
    "kind, body",
    [("multipart/mixed", b"--x\r\n\r\nhi"), ('multipart/mixed;boundary=""', b"--\r\n\r\n"), ("text/plain", b"hi"),
     ("multipart/mixed;boundary=x", b"no boundary"), ("multipart/mixed;boundary=x", b"--x" * 9000),
     ("multipart/mixed;boundary=x", b"\r\n--x\r\nc: nonsense\r\n\r\n" * 50)],
)  # fmt: skip
def test_broken_parts_are_none(kind, body):
    assert part_of(request(body=body, fields=[("Content-Type", kind)]), "application/sdp") is None


def test_mpart01_s_parts_are_found_byte_by_byte():
    message = parse(load("mpart01"))
    assert part_of(message, "text/plain") == b"Hello"
    assert part_of(message, "application/octet-stream").startswith(bytes(range(256)))


def test_hops_run_out():
    assert hops_left(request()) == 69 and hops_left(request().without("Max-Forwards")) == 69
    refusal = hops_left(request(hops=0))
    assert isinstance(refusal, PeerError) and refusal.status == 483


def test_a_redirection_names_its_goals_most_wanted_first():
    moved = answer(
        request(), 302, to_tag="x", fields=[("Contact", "<sip:a@h>;q=0.1, <sip:b@h?Route=x>;q=0.9, <sip:c@h>;q=x")]
    )
    assert [str(uri) for uri in redirected(rewire(moved))] == ["sip:b@h", "sip:a@h", "sip:c@h"]


def test_a_stranger_s_registrar_cannot_make_us_ask_without_end():
    asking = client()
    asked = asking.request(via=VIA)
    huge = answer(asked, 423, to_tag="x", fields=[("Min-Expires", "4294967295")])
    assert isinstance(asking.receive(rewire(huge), 0.0), Denied)
    assert isinstance(register((), asked, 0.0), Registered)
