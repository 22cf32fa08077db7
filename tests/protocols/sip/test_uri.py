"""Addresses: what they say, and when two mean the same (RFC 3261 §19.1.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.uri import OtherUri, SipUri, TelUri, is_same, parse_uri


def test_every_part_is_found():
    uri = parse_uri("sips:alice:secret@Example.COM:5061;transport=TCP;lr?subject=hi&priority=urgent")
    assert isinstance(uri, SipUri)
    assert (uri.scheme, uri.user, uri.password, uri.host, uri.port) == ("sips", "alice", "secret", "example.com", 5061)
    assert uri.transport == "tcp" and uri.is_loose and uri.headers == (("subject", "hi"), ("priority", "urgent"))


@pytest.mark.parametrize(
    "one, other",
    [
        ("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"),
        ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"),
        ("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5"),
        ("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
         "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"),
        ("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
         "sip:alice@atlanta.com?priority=urgent&subject=project%20x"),
        ("sip:a%2fb@h", "sip:a%2Fb@h"),
        ("tel:+1-415-555-0100", "tel:+14155550100"),
        ("tel:+1(415)555.0100;ext=12", "TEL:+14155550100;EXT=12"),
    ],
)  # fmt: skip
def test_the_same(one, other):
    assert is_same(parse_uri(one), parse_uri(other)) and is_same(parse_uri(other), parse_uri(one))


@pytest.mark.parametrize(
    "one, other",
    [
        ("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"),
        ("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"),
        ("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"),
        ("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"),
        ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"),
        ("sip:bob@biloxi.com", "sips:bob@biloxi.com"),
        ("sip:bob@h;maddr=1.2.3.4", "sip:bob@h"),
        ("sip:a%2Fb@h", "sip:a/b@h"),
        ("sip:bob@h", "tel:123"),
        ("tel:+14155550100", "tel:4155550100"),
    ],
)
def test_not_the_same(one, other):
    assert not is_same(parse_uri(one), parse_uri(other))


@pytest.mark.parametrize(
    "text",
    ["", "sip:", "sip:@host", "sip:a b@host", "sip:user@", "sip:user@host:", "sip:user@host:70000", "sip:us%zzer@h",
     "sip:u@h;a=1;A=2", "sip:u@h;;", "sip:u@h?", "sip:u@h?x", "sip:[::1", "sip:[1:2]", "sip:a@b@c", "tel:", "tel:abcx",
     "nothing", "sip:u@h:٤٤", "sip:<u>@h", 'sip:"u"@h'],
)  # fmt: skip
def test_no_uri(text):
    with pytest.raises(Malformed):
        parse_uri(text)


def test_other_schemes_stand_as_they_are():
    assert parse_uri("soap.beep://192.0.2.103:3002") == OtherUri("soap.beep", "//192.0.2.103:3002")
    assert parse_uri("tel:+1-415;phone-context=x") == TelUri("+1415", {"phone-context": "x"})


def test_a_request_line_takes_neither_headers_nor_method():
    uri = parse_uri("sip:bob@h;method=INVITE;lr?Replaces=x")
    assert isinstance(uri, SipUri) and str(uri.plain()) == "sip:bob@h;lr"


@given(
    st.text(max_size=60).map(lambda text: "sip:" + text)
    | st.from_regex(r"sips?:[^\s<>]{1,40}@[a-z.]{1,9}(;[a-z=]{0,9})*")
)
def test_what_is_read_is_written_back_and_read_the_same(text):
    try:
        uri = parse_uri(text)
    except Malformed:
        return
    assert parse_uri(str(uri)) == uri and is_same(uri, uri)
