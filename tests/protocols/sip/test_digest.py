"""Passwords: the published examples, both sides against each other, and the ways to cheat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sip.digest import (
    Account,
    Challenge,
    DigestClient,
    DigestServer,
    Said,
    Verified,
    ha1,
    response_of,
)
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.requests import again
from tests.protocols.sip.sample import Chance, request, rewire

REALM = "pbx.example.com"


def secrets(username: str, algorithm: str) -> str | None:
    return ha1("alice", REALM, "open sesame", algorithm) if username == "alice" else None


def server(**how) -> DigestServer:
    return DigestServer(REALM, Chance(5), **how)


def client(password: str = "open sesame", username: str = "alice", realm: str | None = REALM) -> DigestClient:
    return DigestClient(Account(username, password, realm), Chance(6))


def challenged(asked: Request, challenge: Challenge) -> Response:
    return rewire(answer(asked, challenge.status, to_tag="x", fields=challenge.fields))


def login(with_: DigestServer, who: DigestClient, asked: Request | None = None, now: float = 0.0) -> Request:
    """The request that answers the challenge."""
    asked = asked or rewire(request("REGISTER"))
    challenge = with_.check(asked, secrets, now)
    assert isinstance(challenge, Challenge) and not challenge.is_stale
    authorized = who.authorized(asked, challenged(asked, challenge))
    assert isinstance(authorized, Request), authorized
    return rewire(again(authorized, "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKagain"))


def test_the_example_of_rfc_2617():
    secret = ha1("Mufasa", "testrealm@host.com", "Circle Of Life")
    said = Said("MD5", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "/dir/index.html", "GET", "auth", "00000001", "0a4f113b")
    assert response_of(secret, said) == "6629fae49393a05397450978507c4ef1"


@pytest.mark.parametrize(
    "algorithm, expected",
    [("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
     ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")],
)  # fmt: skip
def test_the_examples_of_rfc_7616(algorithm, expected):
    secret = ha1("Mufasa", "http-auth@example.org", "Circle of Life", algorithm)
    nonce, cnonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    assert response_of(secret, Said(algorithm, nonce, "/dir/index.html", "GET", "auth", "00000001", cnonce)) == expected


@pytest.mark.parametrize("as_proxy", [False, True])
def test_the_right_password_is_let_in(as_proxy):
    door = server(as_proxy=as_proxy)
    assert door.check(login(door, client()), secrets, 1.0) == Verified("alice")


def test_sha_256_is_picked_before_md5_and_md5_is_good_enough():
    door = server()
    assert "algorithm=SHA-256" in login(door, client()).first("Authorization")
    asked = rewire(request("REGISTER"))
    challenge = door.challenge(0.0)
    old = answer(asked, 401, to_tag="x", fields=[f for f in challenge.fields if "MD5" in f[1]])
    authorized = client().authorized(asked, rewire(old))
    assert isinstance(authorized, Request) and door.check(rewire(authorized), secrets, 0.0) == Verified("alice")


@pytest.mark.parametrize("username, password", [("alice", "wrong"), ("mallory", "open sesame"), ("alice", "")])
def test_a_wrong_name_and_a_wrong_password_look_the_same(username, password):
    door = server()
    refusal = door.check(login(door, client(password, username)), secrets, 1.0)
    assert isinstance(refusal, Challenge) and not refusal.is_stale and refusal.username == username
    assert refusal.reason == "Wrong name or password"


def test_a_client_does_not_try_a_wrong_password_twice():
    door, who = server(), client("wrong")
    asked = login(door, who)
    response = challenged(asked, door.check(asked, secrets, 1.0))
    assert isinstance(who.authorized(asked, response), Request)  # another nonce: once more
    assert isinstance(who.authorized(asked, response), PeerError)


def test_a_nonce_gets_old_and_the_client_comes_back_by_itself():
    door, who = server(), client()
    asked = login(door, who)
    stale = door.check(asked, secrets, 400.0)
    assert isinstance(stale, Challenge) and stale.is_stale and "stale=true" in stale.fields[0][1]
    fresh = who.authorized(asked, challenged(asked, stale))
    assert isinstance(fresh, Request) and door.check(rewire(fresh), secrets, 401.0) == Verified("alice")


def test_credentials_that_were_used_are_good_no_more():
    door = server()
    asked = login(door, client())
    assert door.check(asked, secrets, 1.0) == Verified("alice")
    replayed = door.check(asked, secrets, 1.0)
    assert isinstance(replayed, Challenge) and replayed.is_stale


def counted(nonce: str, count: int, uri: str = "sip:bob@192.0.2.2", method: str = "REGISTER") -> Request:
    said = Said("MD5", nonce, uri, method, "auth", f"{count:08x}", "c")
    value = (
        f'Digest username="alice", realm="{REALM}", nonce="{nonce}", uri="{uri}", algorithm=MD5, qop=auth, '
        f'nc={count:08x}, cnonce="c", response="{response_of(secrets("alice", "MD5") or "", said)}"'
    )
    return rewire(request("REGISTER", fields=[("Authorization", value)]))


def nonce_of(door: DigestServer, now: float = 0.0) -> str:
    return door.challenge(now).fields[0][1].split('nonce="')[1].split('"')[0]


@given(st.lists(st.integers(1, 200), max_size=60))
def test_each_count_is_good_once_in_any_order(counts):
    door = server()
    nonce, used, highest = nonce_of(door), set(), 0
    for count in counts:
        good = door.check(counted(nonce, count), secrets, 1.0) == Verified("alice")
        if count > highest - 64:
            assert good == (count not in used)
        else:
            assert not good
        used.add(count)
        highest = max(highest, count)


def test_a_nonce_of_our_own_making_only():
    door = server()
    real = nonce_of(door)
    for forged in (
        "x" * 52,
        real[:-1] + "0",
        "f" * 12 + real[12:],
        "",
        "ü" * 52,
        nonce_of(DigestServer(REALM, Chance(99))),
    ):
        assert isinstance(door.check(counted(forged, 1), secrets, 1.0), Challenge)


def test_forgotten_counts_cannot_be_played_back(monkeypatch):
    monkeypatch.setattr("ringback.protocols.sip.digest.MOST_NONCES", 3)
    door, nonces = server(), []
    for number in range(6):
        nonces.append(nonce_of(door, number / 10))
        assert door.check(counted(nonces[-1], 1), secrets, 1.0) == Verified("alice")
    assert all(isinstance(door.check(counted(nonce, 1), secrets, 1.0), Challenge) for nonce in nonces)


def test_credentials_for_one_address_do_not_open_another():
    door = server()
    stolen = counted(nonce_of(door), 1, uri="sip:someone@else.example.com")
    refusal = door.check(stolen, secrets, 1.0)
    assert isinstance(refusal, PeerError) and refusal.status == 400


def test_a_password_is_not_spent_on_a_foreign_realm():  # the digest leak
    asked = rewire(request("BYE"))
    foreign = DigestServer("attacker.example.net", Chance(9), as_proxy=True).challenge(0.0)
    assert isinstance(client().authorized(asked, challenged(asked, foreign)), PeerError)


@pytest.mark.parametrize(
    "challenge",
    ['Digest realm="pbx.example.com", nonce="x", algorithm=SHA-512-256', 'Basic realm="pbx.example.com"',
     'Digest realm="pbx.example.com"', "Negotiate abc"],
)  # fmt: skip
def test_what_cannot_be_answered_is_not_tried(challenge):
    asked = rewire(request("REGISTER"))
    response = rewire(answer(asked, 401, to_tag="x", fields=[("WWW-Authenticate", challenge)]))
    assert isinstance(client().authorized(asked, response), PeerError)


def test_a_challenge_without_qop_and_algorithm_is_answered_the_old_way():
    asked = rewire(request("REGISTER"))
    response = rewire(
        answer(asked, 401, to_tag="x", fields=[("WWW-Authenticate", f'Digest realm="{REALM}", nonce="n"')])
    )
    authorized = client().authorized(asked, response)
    assert isinstance(authorized, Request)
    (said,) = rewire(authorized).credentials("Authorization")
    assert "qop" not in said.params and "nc" not in said.params
    old = Said("MD5", "n", asked.request_uri, "REGISTER")
    assert said.params["response"] == response_of(secrets("alice", "MD5") or "", old)


def test_credentials_without_qop_open_once():
    door = server()
    nonce = nonce_of(door)
    said = Said("MD5", nonce, "sip:bob@192.0.2.2", "REGISTER")
    value = (
        f'Digest username="alice", realm="{REALM}", nonce="{nonce}", uri="sip:bob@192.0.2.2", '
        f'response="{response_of(secrets("alice", "MD5") or "", said)}"'
    )
    asked = rewire(request("REGISTER", fields=[("Authorization", value)]))
    assert door.check(asked, secrets, 1.0) == Verified("alice")
    assert isinstance(door.check(asked, secrets, 1.0), Challenge)


def test_the_body_can_be_vouched_for():
    asked = rewire(request("MESSAGE", body=b"hello", fields=[("Content-Type", "text/plain")]))
    challenge = f'Digest realm="{REALM}", nonce="n", qop="auth-int"'
    authorized = client().authorized(
        asked, rewire(answer(asked, 401, to_tag="x", fields=[("WWW-Authenticate", challenge)]))
    )
    assert isinstance(authorized, Request) and "qop=auth-int" in (authorized.first("Authorization") or "")


@given(
    st.text(max_size=80) | st.from_regex(r'Digest ([a-z]{1,8}=("[^"\r\n]{0,9}"|[a-z]{1,5}),? ?){0,9}', fullmatch=True)
)
def test_whatever_credentials_come_nothing_is_raised_and_nobody_gets_in(text):
    asked = request("REGISTER").with_field("Authorization", text)
    assert not isinstance(server().check(asked, secrets, 1.0), Verified)
