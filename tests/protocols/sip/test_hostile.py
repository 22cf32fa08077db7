"""Input made to cost more than it is long; and calls whose events come in any order."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.protocols.sdp import description as sdp
from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.info import read_digit
from ringback.protocols.sip.invited import Invited
from ringback.protocols.sip.inviting import Accepted, Inviting, Unwanted
from ringback.protocols.sip.message import Message, Request
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.screening import fault_of
from tests.protocols.sip import fuzz
from tests.protocols.sip.sample import BOB, reply, request, rewire

LONG = 8_000
STUFFING = {
    "blanks": b" " * LONG,
    "tabs and folds": b"\t" * LONG + b"\r\n x",
    "folds": b"\r\n " * (LONG // 3) + b"x",
    "quotes": b'"' * LONG,
    "quoted pairs": b'"' + b"\\" * LONG,
    "brackets": b"<" * LONG,
    "semicolons": b";" * LONG,
    "commas": b"," * LONG,
    "words": b"a " * (LONG // 2),
    "one word": b"a" * LONG,
    "equals": b";a=" * (LONG // 3),
    "escapes": b"sip:" + b"%41" * (LONG // 3) + b"@h",
    "telephone": b"tel:+" + b"-." * (LONG // 2) + b"x",
    "at signs": b"sip:" + b"a@" * (LONG // 2),
    "colons": b"sip:[" + b":" * LONG,
    "digits": b"9" * LONG,
    "pairs": b'Digest a="b' + b'", a="b' * (LONG // 8),
    "comments": b"60 (" + b"()" * (LONG // 2),
    "slashes": b"SIP/2.0/" + b" / " * (LONG // 3),
}
FIELDS = [
    b"Via", b"From", b"Contact", b"Route", b"CSeq", b"Call-ID", b"Authorization", b"Session-Expires", b"Supported",
    b"Content-Type", b"Event", b"Replaces", b"Refer-To", b"RAck", b"Expires", b"X-Other",
]  # fmt: skip


def spent(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("stuffing", STUFFING)
def test_no_field_costs_more_than_its_length(stuffing):
    def all_fields() -> None:
        for name in FIELDS:
            message = parse(b"INVITE sip:a@h SIP/2.0\r\n" + name + b": <" + STUFFING[stuffing] * 3 + b"\r\n\r\n")
            for one in (
                message,
                parse(bytes(request()).replace(b"Max-Forwards: 70", name + b": " + STUFFING[stuffing])),
            ):
                if isinstance(one, Message):
                    fault_of(one)

    assert spent(all_fields) < 1.0


def test_bodies_cost_no_more_than_their_length():
    kind = [("Content-Type", "application/dtmf-relay")]
    for filling in (b"\n" * 60_000, b"Signal=" * 9_000, b"Signal=" + b" " * 60_000, b" " * 60_000):
        assert spent(lambda body=filling: read_digit(request("INFO", fields=kind, body=body))) < 0.5
    for line in (b"a=rtpmap:1 x/8000\r\n", b"m=audio 9 RTP/AVP 0\r\n", b"\r\n", b"a=" + b" " * 1000 + b"\r\n"):
        text = b"v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 h\r\n" + line * (30_000 // len(line))
        assert spent(lambda body=text: sdp.parse(body)) < 0.5


def test_damaged_torture_messages_do_no_harm():  # `python -m tests.protocols.sip.fuzz` takes as long as it is given
    tried, whole = fuzz.run(1.0, seed=1)
    assert tried > 100 and whole


STATUS = st.sampled_from([100, 180, 183, 199, 200, 202, 302, 404, 487, 603])
TAG = st.sampled_from(["a", "b", "c", None])


@settings(max_examples=300)
@given(st.lists(st.tuples(STATUS, TAG, st.booleans()) | st.just("cancel"), max_size=25))
def test_calling_wins_at_most_one_phone_and_hangs_up_on_every_other(events):
    calling, won, unwanted = Inviting(request()), [], []
    for event in events:
        found = (
            calling.cancel()
            if event == "cancel"
            else calling.receive(reply(calling.invite, event[0], tag=event[1], contact=BOB if event[2] else None))
        )
        won += [one.dialog for one in found if isinstance(one, Accepted)]
        unwanted += [one.dialog for one in found if isinstance(one, Unwanted)]
    assert len(won) <= 1 and len({d.id for d in unwanted}) == len(unwanted)
    assert not {d.id for d in won} & {d.id for d in unwanted}
    answered = {e[1] for e in events if e != "cancel" and 200 <= e[0] < 300 and e[1] is not None and e[2]}
    assert {d.remote.tag for d in won + unwanted} >= answered


DEED = st.sampled_from(["180", "183 with body", "reliable", "accept", "reject", "ack", "prack", "old prack", "tick"])


@settings(max_examples=300)
@given(st.sampled_from(["Supported", "Require", "X"]), st.lists(st.tuples(DEED, st.floats(0, 20)), max_size=25))
def test_being_called_always_comes_to_an_end(field, deeds):
    invite = rewire(request(fields=[(field, "100rel")]))
    call, now, finals = Invited(invite, Dialog.from_request(invite, "bob", BOB)), 0.0, set()
    for deed, pause in deeds:
        now += pause
        try:
            found = _deed(call, invite, deed, now)
        except LocalError:
            assert deed in ("180", "183 with body", "reliable", "accept")
            continue
        for step in found if not isinstance(found, PeerError) else []:
            response = getattr(step, "response", None)
            if response is not None and response.status >= 200:
                finals.add(response.status)
    assert len(finals) <= 1
    if not call.is_answered:
        call.reject(480)
    for _ in range(200):
        if call.wake_at == math.inf:
            break
        now = max(now, call.wake_at)
        call.tick(now)
    assert call.wake_at == math.inf


def _deed(call: Invited, invite: Request, deed: str, now: float):
    match deed:
        case "180":
            return call.progress(180, now)
        case "183 with body":
            return call.progress(183, now, body=b"v=0", reliable=True)
        case "reliable":
            return call.progress(180, now, reliable=True)
        case "accept":
            return call.accept(now)
        case "reject":
            return call.reject(486)
        case "ack":
            return call.acknowledged(request("ACK"))
        case "prack" | "old prack":
            rseq = 1 if deed == "old prack" else call._reliable.response.rseq if call._reliable else 5
            return call.prack(request("PRACK", seed=3, fields=[("RAck", f"{rseq} 1 INVITE")]), now)
    return call.tick(now)
