"""The same messages read by an independent parser (`sipmessage`): where both read one, they read the same."""

from pathlib import Path

import pytest
import sipmessage
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sip.message import Message, Request
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.screening import fault_of
from tests.protocols.sip.sample import request

WIRE = Path(__file__).parents[2] / "wire" / "sip"
# Not read by it: URIs of other schemes, a semicolon before the @, folds, an address without brackets.
READ_HERE_ONLY = {"novelsc", "semiuri", "unkscm", "unksm2", "wsinv", "via-received-no-delim"}
# It keeps what follows the body, resolves escapes in a branch, and leaves backslashes in a name.
READ_OTHERWISE = {"dblreq": {"body"}, "intmeth": {"to", "vias"}}


def theirs(data: bytes) -> dict[str, object] | None:
    """None where it reads nothing."""
    try:
        found = sipmessage.Message.parse(data)
        return {
            "method": getattr(found, "method", None),
            "status": getattr(found, "code", None),
            "call_id": found.call_id,
            "cseq": (found.cseq.sequence, found.cseq.method),
            "from": (found.from_address.name, found.from_address.parameters.get("tag")),
            "to": (found.to_address.name, found.to_address.parameters.get("tag")),
            "vias": [(via.transport, via.host, via.port, via.parameters.get("branch")) for via in found.via],
            "body": found.body,
        }
    except (ValueError, AttributeError, KeyError, TypeError):
        return None


def ours(message: Message) -> dict[str, object]:
    return {
        "method": getattr(message, "method", None),
        "status": getattr(message, "status", None),
        "call_id": message.call_id,
        "cseq": (message.cseq.number, message.cseq.method),
        "from": (message.from_.display_name, message.from_.tag),
        "to": (message.to.display_name, message.to.tag),
        "vias": [(via.transport, via.host, via.port, via.params.get("branch")) for via in message.vias],
        "body": message.body,
    }


@pytest.mark.parametrize("path", sorted(WIRE.rglob("*.sip")), ids=lambda path: path.stem)
def test_torture_messages(path):
    message, other = parse(path.read_bytes()), theirs(path.read_bytes())
    if not isinstance(message, Message) or fault_of(message) is not None:
        return  # refused here: test_torture.py says why
    assert (other is None) == (path.stem in READ_HERE_ONLY)
    if other is not None:
        here = ours(message)
        assert {name for name in here if here[name] != other[name]} == READ_OTHERWISE.get(path.stem, set())


NAME = st.text("abcXYZ 019-_.", max_size=12).map(lambda text: " ".join(text.split()))


@given(NAME, st.sampled_from(["INVITE", "BYE", "OPTIONS"]), st.binary(max_size=40), st.integers(1, 2**31 - 1))
def test_messages_of_our_own(name, method, body, number):
    asked = request(method, cseq=number, body=body, fields=[("Content-Type", "text/plain")])
    asked = asked.with_field("From", f'"{name}" <sip:alice@192.0.2.1>;tag=1')
    again = parse(bytes(asked))
    assert isinstance(again, Request) and theirs(bytes(asked)) == ours(again)
