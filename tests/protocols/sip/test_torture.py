"""The torture messages of RFC 4475 and RFC 5118, each with what becomes of it here.

`taken`: a server goes on to act on it. A number: what it is answered. `dropped`: nothing is answered.
The files in tests/wire/sip hold what the RFCs describe, one message each, under the RFCs' own names.
"""

from pathlib import Path

import pytest

from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.headers import parse_address
from ringback.protocols.sip.layer import Told, Transactions, server_key
from ringback.protocols.sip.message import Message, Request, Response, answer, refused
from ringback.protocols.sip.parse import Stream, parse
from ringback.protocols.sip.registrar import Registered, register
from ringback.protocols.sip.routing import via_hop
from ringback.protocols.sip.screening import Abilities, fault_of, refusal
from ringback.protocols.sip.uri import SipUri

WIRE = Path(__file__).parents[2] / "wire" / "sip"
PROXY = Abilities(is_proxy=True)

OUTCOMES = {
    # §3.1.1: unusual, and right
    "wsinv: white space, folds and escapes everywhere": "taken",
    "intmeth: every character a method, a URI and a parameter may hold": 501,
    "esc01: escapes are not resolved before a URI is cut": "taken",
    "escnull: escaped NULs in the user part": "taken",
    "esc02: a percent sign in a method is just that": 501,
    "lwsdisp: no blank between display name and bracket": "taken",
    "longreq: very long values, 34 hops": "taken",
    "dblreq: a second request in the datagram is ignored": "taken",
    "semiuri: a semicolon in the user part": "taken",
    "transports: unknown transports below the top Via": "taken",
    "mpart01: a multipart body with every byte in it": "taken",
    "unreason: a reason phrase in UTF-8": "taken",
    "noreason: an empty reason phrase": "taken",
    # §3.1.2: wrong
    "badinv01: empty parameters and values in Via and Contact": 400,
    "clerr: Content-Length beyond the datagram": 400,
    "ncl: a negative Content-Length": 400,
    "scalar02: numbers beyond their ranges in a request": 400,
    "scalarlg: numbers beyond their ranges in a response": "dropped",
    "quotbal: a quote that is never closed": 400,
    "ltgtruri: the URI of the request line in brackets": 400,
    "lwsruri: a blank inside the URI of the request line": 400,
    "lwsstart: two blanks in the request line": 400,
    "trws: blanks behind the request line": 400,
    "escruri: header fields in the URI of the request line": 400,
    "baddate: a Date in another zone is ignored": "taken",
    "regbadct: a question mark in a Contact without brackets": 400,
    "badaspec: blanks inside the brackets": 400,
    "baddn: a comma in a display name without quotes": 400,
    "badvers: SIP/7.0": 505,
    "mismatch01: CSeq of another method": 400,
    "mismatch02: CSeq of another method, and the method unknown": 400,
    "bigcode: a status beyond 699": "dropped",
    # §3.2: transactions
    "badbranch: a branch that is the cookie and nothing more": "taken",
    # §3.3: what an application answers
    "insuf: no Call-ID, From and To": 400,
    "unkscm: a request to an unknown scheme": 416,
    "novelsc: a request to a scheme that is registered and no phone's": 416,
    "unksm2: unknown schemes in To and Contact of a REGISTER": "taken",
    "bext01: extensions required that nobody has": 420,
    "invut: a body of unknown type": 415,
    "regaut01: an unknown scheme of authentication": "taken",
    "multi01: single header fields that come twice": 400,
    "mcl01: two lengths of one body": 400,
    "bcast: a response that was meant for somebody else": "taken",
    "zeromf: Max-Forwards 0, at its goal": "taken",
    "cparam01: a parameter of the Contact, not of its URI": "taken",
    "cparam02: a parameter of the Contact's URI": "taken",
    "regescrt: an escaped Route in a Contact's URI": "taken",
    "sdp01: Accept leaves session descriptions out": 406,
    # §3.4: how phones spoke before
    "inv2543: an INVITE of RFC 2543": "taken",
}
IPV6 = {
    "ipv6-good: an address in brackets": "taken",
    "ipv6-bad: an address without brackets": 400,
    "port-ambiguous: a port inside the brackets is part of the address": "taken",
    "port-unambiguous: a port behind the brackets": "taken",
    "via-received-with-delim: received in brackets": "taken",
    "via-received-no-delim: received without brackets": "taken",
    "ipv6-in-sdp: addresses of version 6 in the description": "taken",
    "mult-ip-in-header: both versions in one chain of Via": "taken",
    "mult-ip-in-sdp: both versions in one description": "taken",
    "ipv4-mapped-ipv6: version 4 inside version 6": "taken",
    "ipv6-bug-abnf-3-colons: three colons in a row": 400,
}


def load(name: str, folder: str = "rfc4475") -> bytes:
    return (WIRE / folder / f"{name}.sip").read_bytes()


def outcome(data: bytes) -> str | int:
    message = parse(data)
    fault = message if isinstance(message, PeerError) else None
    if isinstance(message, Message):
        fault = fault_of(message)
    if fault is None and isinstance(message, Request):
        fault = refusal(message, PROXY)
    if fault is None:
        return "taken"
    return "dropped" if fault.status is None else fault.status


def whole(name: str, folder: str = "rfc4475") -> Message:
    message = parse(load(name, folder))
    assert isinstance(message, Message) and fault_of(message) is None
    return message


def request(name: str, folder: str = "rfc4475") -> Request:
    message = whole(name, folder)
    assert isinstance(message, Request)
    return message


@pytest.mark.parametrize("name", OUTCOMES)
def test_rfc_4475(name):
    assert outcome(load(name.partition(":")[0])) == OUTCOMES[name]


@pytest.mark.parametrize("name", IPV6)
def test_rfc_5118(name):
    assert outcome(load(name.partition(":")[0], "rfc5118")) == IPV6[name]


def test_no_torture_message_is_left_out():
    assert len(OUTCOMES) == 49
    for folder, outcomes in (("rfc4475", OUTCOMES), ("rfc5118", IPV6)):
        assert {path.stem for path in (WIRE / folder).glob("*.sip")} == {name.partition(":")[0] for name in outcomes}


@pytest.mark.parametrize("path", sorted(WIRE.rglob("*.sip")), ids=lambda path: path.stem)
def test_what_is_refused_can_be_answered_on_the_wire(path):
    message = parse(path.read_bytes())
    fault = message if isinstance(message, PeerError) else fault_of(message)  # type: ignore[arg-type]
    reply = refused(fault, "ours") if fault is not None else None
    if reply is not None:
        again = parse(bytes(reply))
        assert isinstance(again, Response) and again.status == fault.status  # type: ignore[union-attr]
        assert again.all("Via") == fault.message.all("Via")  # type: ignore[union-attr]


@pytest.mark.parametrize("path", sorted(WIRE.rglob("*.sip")), ids=lambda path: path.stem)
def test_a_stream_survives_every_torture_message_in_pieces(path):
    stream, data = Stream(), path.read_bytes()
    for at in range(0, len(data), 7):
        stream.feed(data[at : at + 7])


def test_wsinv_is_read_through_its_white_space():
    invite = request("wsinv")
    assert invite.to.tag == "1918181833n" and invite.from_.tag == "98asjd8"
    assert invite.from_.display_name == 'J Rosenberg \\"'
    assert invite.max_forwards == 68 and str(invite.cseq) == "9 INVITE"
    assert [(v.transport, v.host, v.branch) for v in invite.vias] == [
        ("UDP", "192.0.2.2", "390skdjuw"),
        ("TCP", "spindle.example.com", "z9hG4bK9ikj8"),
        ("UDP", "192.168.255.111", "z9hG4bK30239"),
    ]
    assert (
        invite.first("Subject") == ""
        and invite.first("NewFangledHeader") == "newfangled value continued newfangled value"
    )
    (contact,) = invite.contacts
    assert contact.display_name == 'Quoted string ""' and contact.params["newparam"] == "newvalue"
    assert contact.params["q"] == "0.33" and contact.params["secondparam"] is None
    assert invite.routes[0].uri.params == {"lr": None, "unknownwith": "value", "unknown-no-value": None}  # type: ignore[union-attr]


def test_intmeth_keeps_every_character():
    odd = request("intmeth")
    assert odd.method == "!interesting-Method0123456789_*+`.%indeed'~" == odd.cseq.method
    assert isinstance(odd.uri, SipUri) and odd.uri.host == "example.com"
    assert odd.uri.user == "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*"
    assert odd.to.display_name == "BEL:\x07 NUL:\x00 DEL:\x7f"
    assert odd.from_.display_name == "token1~` token2'+_ token3*%!.-"
    assert bytes(odd).startswith(load("intmeth")[:80])
    mirrored = parse(bytes(answer(odd, 501, to_tag="x")))
    assert isinstance(mirrored, Response) and mirrored.to.display_name == odd.to.display_name
    assert parse_address(str(odd.to)) == odd.to


def test_esc01_resolves_escapes_only_inside_their_part():
    invite = request("esc01")
    assert isinstance(invite.uri, SipUri)
    assert (invite.uri.host, invite.uri.username) == ("example.net", "sips:user@example.com")
    assert invite.from_.uri.username == "I have spaces"  # type: ignore[union-attr]
    assert "lr" not in invite.contacts[0].uri.params  # type: ignore[union-attr]  # %6C%72 is a name of its own here


def test_escnull_keeps_both_contacts_apart():
    done = register((), request("escnull"), 0.0)
    assert isinstance(done, Registered) and len(done.bindings) == 2
    assert [b.uri.username for b in done.bindings] == ["\0", "\0\0"]  # type: ignore[union-attr]


def test_esc02_is_neither_a_register_nor_has_three_contacts():
    odd = request("esc02")
    assert odd.method == "RE%47IST%45R" and len(odd.contacts) == 2 and odd.from_.display_name == "%Z%45"


def test_longreq_loses_nothing():
    invite = request("longreq")
    assert len(invite.vias) == 33 and len(invite.call_id) > 150 and invite.to.uri.port == 6000  # type: ignore[union-attr]


def test_dblreq_is_one_request_in_a_datagram_and_two_on_a_stream():
    assert request("dblreq").method == "REGISTER" and request("dblreq").body == b""
    assert [m.method for m in Stream().feed(load("dblreq"))] == ["REGISTER", "INVITE"]  # type: ignore[union-attr]


def test_semiuri_takes_no_parameter_out_of_the_user():
    uri = request("semiuri").uri
    assert isinstance(uri, SipUri) and uri.username == "user;par=u@example.net" and uri.params == {}


def test_mpart01_leaves_the_body_alone():
    message = request("mpart01")
    assert bytes(range(256)) in message.body and message.content_type.params["boundary"] == "7a9cbec02ceef655"  # type: ignore[union-attr]


def test_unreason_and_noreason_keep_their_phrases():
    unusual, silent = whole("unreason"), whole("noreason")
    assert isinstance(unusual, Response) and unusual.reason.startswith("= 2**3 * 5**2 но")
    assert isinstance(silent, Response) and (silent.status, silent.reason) == (100, "")


def test_badbranch_is_matched_by_the_rules_of_rfc_2543():
    odd = request("badbranch")
    assert server_key(odd)[0] == "2543" and server_key(odd) == server_key(request("badbranch"))


def test_inv2543_and_its_ack_and_cancel_find_each_other():
    invite = request("inv2543")
    assert not invite.via.has_unique_branch and invite.from_.tag is None and invite.max_forwards is None
    cancel = Request("CANCEL", invite.request_uri, invite.fields).with_field("CSeq", "56 CANCEL")
    assert server_key(cancel, "INVITE") == server_key(invite)


def test_bcast_is_not_taken_for_an_answer_of_ours():
    told = Transactions().receive(whole("bcast"), "flow", 0.0, reliable=False)
    assert not [event for event in told if isinstance(event, Told)] and told == []


def test_cparam01_and_cparam02_differ_in_whose_parameter_it_is():
    field, uri = request("cparam01").contacts[0], request("cparam02").contacts[0]
    assert "unknownparam" in field.params and field.uri.params == {}  # type: ignore[union-attr]
    assert field.params.keys() != uri.params.keys() and "unknownparam" in uri.uri.params  # type: ignore[union-attr]


def test_regescrt_keeps_the_escaped_route_in_the_binding():
    done = register((), request("regescrt"), 0.0)
    assert isinstance(done, Registered)
    assert done.bindings[0].uri.headers == (("Route", "%3Csip:sip.example.com%3E"),)  # type: ignore[union-attr]


def test_unksm2_cannot_register_an_address_that_cannot_be_called():
    refusal_of_it = register((), request("unksm2"), 0.0)
    assert isinstance(refusal_of_it, PeerError) and refusal_of_it.status == 400


def test_port_ambiguous_is_all_address_and_port_unambiguous_is_not():
    ambiguous, plain = request("port-ambiguous", "rfc5118").uri, request("port-unambiguous", "rfc5118").uri
    assert isinstance(ambiguous, SipUri) and (ambiguous.host, ambiguous.port) == ("[2001:db8::10:5070]", None)
    assert isinstance(plain, SipUri) and (plain.host, plain.port) == ("[2001:db8::10]", 5070)


@pytest.mark.parametrize("name", ["via-received-with-delim", "via-received-no-delim"])
def test_received_means_the_same_with_and_without_brackets(name):
    assert via_hop(request(name, "rfc5118").via).host == "2001:db8::9:255"
