"""Servers that ask for a password: Basic, and Digest with MD5 and SHA-256."""

import hashlib
import re

import pytest
from aiohttp import web

from ringback.transports.http_client import HttpClient, Outgoing
from ringback.transports.http_client_digest import Challenge, digest, strongest
from ringback.transports.http_client_target import Credentials
from tests.webhooks.customer import Customer

MUFASA = Credentials("Mufasa", "Circle of Life")
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    "algorithm, response",
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm, response):  # §3.9.1
    challenge = Challenge(
        realm="http-auth@example.org",
        nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        algorithm=algorithm,
        qop="auth",
        opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
    )
    line = digest(challenge, MUFASA, "GET", "/dir/index.html", count=1, cnonce=CNONCE)
    assert f'response="{response}"' in line
    assert "nc=00000001" in line


def test_the_strongest_challenge_that_can_be_answered_is_taken():
    offered = [
        'Basic realm="x", Digest realm="a, b", nonce="n1", algorithm=MD5, qop="auth,auth-int"',
        'Digest realm="x\\"y", nonce="n2", algorithm=SHA-256, qop="auth", stale=TRUE, Negotiate',
        'Digest realm="x", nonce="n3", algorithm=SHA-512-256, qop="auth"',
    ]
    assert strongest(offered) == Challenge(realm='x"y', nonce="n2", algorithm="SHA-256", qop="auth", stale=True)
    assert strongest(offered[:1]) == Challenge(realm="a, b", nonce="n1", algorithm="MD5", qop="auth")
    assert strongest(offered[2:]) is None
    assert strongest(["Digest", "", "Digest realm=x", 'Digest nonce="', "Basic realm=x"]) is None


class Guarded:
    """A server that takes only right answers to its own challenges, each nonce as often as `uses` says."""

    def __init__(self, algorithm: str, *, qop: str = "auth", uses: int = 100) -> None:
        self.challenges = 0
        self._algorithm, self._qop, self._uses = algorithm, qop, uses
        self._hash = hashlib.sha256 if algorithm.startswith("SHA-256") else hashlib.md5
        self._seen: list[str] = []

    async def __call__(self, request: web.Request) -> web.Response:
        if self._is_right(request.method, request.headers.get("Authorization", "")):
            return web.Response(text="in")
        self.challenges, self._seen = self.challenges + 1, []
        qop = f', qop="{self._qop}"' if self._qop else ""
        line = f'Digest realm="r", nonce="n{self.challenges}", algorithm={self._algorithm}{qop}, opaque="o", stale=true'
        return web.Response(status=401, headers={"WWW-Authenticate": line})

    def _is_right(self, method: str, line: str) -> bool:
        said = {name: value.strip('"') for name, value in re.findall(r'(\w+)=("[^"]*"|[^,\s]+)', line)}
        if said.get("nonce") != f"n{self.challenges}" or said.get("nc", "") in self._seen[: self._uses]:
            return False
        if len(self._seen) >= self._uses:
            return False
        self._seen.append(said.get("nc", str(len(self._seen))))
        return said["response"] == self._expected(method, said) and said["opaque"] == "o"

    def _expected(self, method: str, said: dict[str, str]) -> str:
        secret = self._h("ann:r:s3cret")
        if self._algorithm.endswith("-sess"):
            secret = self._h(f"{secret}:{said['nonce']}:{said['cnonce']}")
        middle = f":{said['nc']}:{said['cnonce']}:auth" if self._qop else ""
        return self._h(f"{secret}:{said['nonce']}{middle}:{self._h(method + ':' + said['uri'])}")

    def _h(self, text: str) -> str:
        return self._hash(text.encode()).hexdigest()


def post(url: str) -> Outgoing:
    return Outgoing(method="POST", url=url, body=b"a=1", allow_private=True)


@pytest.mark.parametrize("qop", ["auth", ""])
@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256", "MD5-sess", "SHA-256-sess"])
async def test_a_challenge_is_answered_and_remembered(http: HttpClient, customer: Customer, algorithm, qop):
    door = Guarded(algorithm, qop=qop)
    customer.does("/in", door)
    url = customer.url("/in?x=1", userinfo="ann:s3cret@")
    assert [(await http.send(post(url))).body for _ in range(3)] == [b"in"] * 3
    assert (door.challenges, len(customer.heard)) == (1, 4)
    assert {heard.body for heard in customer.heard} == {"a=1"}


async def test_a_stale_nonce_is_replaced(http: HttpClient, customer: Customer):
    door = Guarded("MD5", uses=1)
    customer.does("/", door)
    url = customer.url("/", userinfo="ann:s3cret@")
    assert [(await http.send(post(url))).status for _ in range(3)] == [200] * 3
    assert door.challenges == 3


async def test_a_wrong_password_ends_with_401_and_no_loop(http: HttpClient, customer: Customer):
    customer.does("/", Guarded("MD5"))
    for _ in range(2):
        assert (await http.send(post(customer.url("/", userinfo="ann:wrong@")))).status == 401
    assert len(customer.heard) == 4


async def test_basic_goes_with_the_first_request(http: HttpClient, customer: Customer):
    assert (await http.send(post(customer.url("/", userinfo="a%40b:p%3Aq@")))).status == 204
    assert customer.heard[0].headers["Authorization"] == "Basic YUBiOnA6cQ=="
