"""Transfers, keys by INFO, session timers, OPTIONS."""

import math

import pytest

from ringback.protocols.sip import info, refer, session_timer
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.headers import Valued
from ringback.protocols.sip.info import Digit
from ringback.protocols.sip.refer import Referral, Subscription, Told
from ringback.protocols.sip.requests import options_answer
from ringback.protocols.sip.screening import Abilities, fault_of
from ringback.protocols.sip.session_timer import Agreement, SessionTimer
from ringback.protocols.sip.uri import parse_uri
from tests.protocols.sip.sample import reply, request, rewire

CAROL = parse_uri("sip:carol@192.0.2.7")


def asked(*fields: tuple[str, str], method: str = "REFER", **more):
    return rewire(request(method, fields=fields, **more))


def notified(fields, body):
    return asked(*fields, method="NOTIFY", body=body)


# REFER: RFC 3515


def test_a_blind_transfer():
    found = refer.read(asked(*refer.refer_fields(CAROL, referred_by=parse_uri("sip:alice@192.0.2.1"))))
    assert isinstance(found, Referral) and found.target == CAROL and found.replaces is None
    assert found.referred_by == "<sip:alice@192.0.2.1>" and not found.is_silent


def test_an_attended_transfer_names_the_call_to_take_over():
    replaces = Valued("425928@bobster.example.org", {"to-tag": "7743", "from-tag": "6472"})
    found = refer.read(asked(*refer.refer_fields(CAROL, replaces=replaces)))
    assert isinstance(found, Referral) and found.replaces == replaces and found.target == CAROL


@pytest.mark.parametrize(
    "what, fields, status",
    [
        ("nobody", [], 400),
        ("two", [("Refer-To", "<sip:a@h>"), ("Refer-To", "<sip:b@h>")], None),
        ("a BYE to somebody", [("Refer-To", "<sip:a@h;method=BYE>")], 403),
        ("a broken Replaces", [("Refer-To", "<sip:a@h?Replaces=%3Bx>")], 400),
    ],
)
def test_transfers_that_are_not_followed(what, fields, status):
    if status is None:
        assert fault_of(asked(*fields)).status == 400
    else:
        found = refer.read(asked(*fields))
        assert isinstance(found, PeerError) and found.status == status, what


def test_the_notifies_of_a_transfer_tell_how_it_went():
    following = Subscription(0.0, refer_seq=93_809_824)
    trying, done = following.notify(100, 0.0), following.notify(200, 5.0)
    assert refer.read_notify(notified(*trying)) == Told(100, False)
    assert refer.read_notify(notified(*done)) == Told(200, True) and following.is_over
    assert (
        dict(trying[0])["Event"] == "refer;id=93809824"
        and dict(trying[0])["Subscription-State"] == "active;expires=180"
    )
    assert dict(done[0])["Subscription-State"] == "terminated;reason=noresource" and done[1] == b"SIP/2.0 200 OK\r\n"


def test_a_transfer_that_rings_too_long_ends():
    following = Subscription(0.0)
    assert refer.read_notify(notified(*following.notify(180, 181.0))) == Told(180, True)


def test_a_notify_of_something_else_is_489():
    found = refer.read_notify(asked(("Event", "presence"), ("Subscription-State", "active"), method="NOTIFY"))
    assert isinstance(found, PeerError) and found.status == 489


# INFO


@pytest.mark.parametrize(
    "kind, body, expected",
    [
        ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n", Digit("5", 160)),
        ("application/dtmf-relay", b"Signal= #\nDuration= 250", Digit("#", 250)),
        ("application/dtmf-relay", b"Signal=11\r\n", Digit("#", 160)),
        ("application/dtmf", b"*", Digit("*", 160)),
        ("application/dtmf", b"12", Digit("A", 160)),
        ("text/plain", b"5", None),
    ],
)
def test_keys(kind, body, expected):
    assert info.read_digit(asked(("Content-Type", kind), method="INFO", body=body)) == expected


@pytest.mark.parametrize("body", [b"", b"Signal=", b"Signal=99", b"Signal=16", b"\xff" * 100])
def test_no_key(body):
    assert isinstance(
        info.read_digit(asked(("Content-Type", "application/dtmf-relay"), method="INFO", body=body)), PeerError
    )


def test_a_key_that_is_written_reads_the_same():
    kind, body = info.written(Digit("7", 200))
    assert info.read_digit(asked(("Content-Type", kind), method="INFO", body=body)) == Digit("7", 200)


# Session timers: RFC 4028


def agree(*fields: tuple[str, str], most: int = 1800) -> tuple[Agreement | None, Agreement | None]:
    """What the called side and the calling side make of it."""
    invite = asked(*fields, method="INVITE")
    theirs, answer_fields = session_timer.answered(invite, most)
    return theirs, session_timer.agreed(rewire(reply(invite, 200, fields=answer_fields)))


@pytest.mark.parametrize(
    "refresher, called_refreshes", [(None, False), ("uac", False), ("uas", True)],
)  # fmt: skip
def test_exactly_one_side_refreshes(refresher, called_refreshes):
    theirs, ours = agree(*session_timer.asked(1800, refresher))
    assert theirs == Agreement(1800, called_refreshes) and ours == Agreement(1800, not called_refreshes)


def test_the_called_side_may_shorten_but_not_below_what_the_caller_bears():
    fields = [("Supported", "timer"), ("Session-Expires", "3600"), ("Min-SE", "600")]
    assert agree(*fields, most=300)[0] == Agreement(600, False)


def test_a_caller_without_timers_is_refreshed_by_us():
    theirs, ours = agree()
    assert theirs == Agreement(1800, True) and ours is None


def test_too_brief_is_422_and_tells_the_least():
    found = session_timer.too_brief(asked(("Supported", "timer"), ("Session-Expires", "60"), method="INVITE"))
    assert found is not None and found.status == 422 and dict(found.fields) == {"Min-SE": "90"}
    refusal = rewire(reply(request(), 422, fields=found.fields))
    assert session_timer.longer(refusal) == 90


def test_the_refresher_refreshes_half_way_and_the_other_hangs_up_before_the_end():
    timer = SessionTimer(Agreement(1800, True), 0.0)
    assert timer.wake_at == 900 and timer.tick(899) is None and timer.tick(900) == "refresh" and timer.wake_at == 1768
    timer.refreshed(Agreement(1800, True), 901)
    assert timer.wake_at == 1801
    other = SessionTimer(Agreement(90, False), 0.0)
    assert other.wake_at == 60 and other.tick(60) == "expired" and other.wake_at == math.inf


# OPTIONS


def test_options_tell_what_this_side_can_do():
    told = rewire(options_answer(asked(method="OPTIONS"), Abilities(), to_tag="x"))
    assert told.status == 200 and "INVITE" in told.allow and "100rel" in told.supported
    assert "application/sdp" in (told.first("Accept") or "")
