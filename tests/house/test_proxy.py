"""The proxy of `ringback run`, with real TLS through it to a server that stands where Ringback would."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from ringback.app.intercept.authority import Authority
from ringback.app.intercept.dial import Target
from ringback.app.intercept.proxy import Proxy, is_intercepted
from tests.house.stand_in import stand_in

NOW = datetime.now(UTC)


class Program:
    """A client that was told to use the proxy and to trust its authority."""

    def __init__(self, port: int, authority: Authority, session: aiohttp.ClientSession, told: list[str]) -> None:
        self.proxy = f"http://127.0.0.1:{port}"
        self.port, self.session, self.told = port, session, told
        self.trust = ssl.create_default_context(cafile=str(authority.certificate_file))

    def ask(self, method: str, url: str, **more):
        return self.session.request(method, url, proxy=self.proxy, ssl=self.trust, **more)

    async def send(self, raw: bytes) -> bytes:
        """Write bytes to the proxy and read until it hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(raw)
        answer = await reader.read()
        writer.close()
        return answer


@asynccontextmanager
async def running(tmp_path, ringback_port: int, onward: Target | None = None) -> AsyncIterator[Program]:
    told: list[str] = []
    authority = Authority(tmp_path / "authority", NOW)
    proxy = Proxy(Target("127.0.0.1", ringback_port), authority, told.append, onward)
    port = await proxy.start()
    async with aiohttp.ClientSession() as session:
        yield Program(port, authority, session, told)
    await proxy.stop()


@pytest.fixture
async def program(tmp_path):
    async with stand_in() as ringback, running(tmp_path, ringback) as program:
        yield program


def headers(answer: dict, name: str) -> list[str]:
    return [value for key, value in answer["headers"] if key.lower() == name]


async def test_a_request_to_twilio_reaches_ringback_as_it_was_made(program):
    url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&DateSent%3E=2026-01-01"
    async with program.ask("POST", url, data={"To": "+14155550123", "Body": "é"}) as answer:
        heard = await answer.json()
    assert (heard["method"], heard["target"]) == ("POST", url.removeprefix("https://api.twilio.com"))
    assert (heard["body"], headers(heard, "host")) == ("To=%2B14155550123&Body=%C3%A9", ["api.twilio.com"])
    assert headers(heard, "x-forwarded-proto") == ["https"]


async def test_a_forwarded_scheme_claimed_by_the_program_is_not_believed(program):
    async with program.ask("GET", "https://api.twilio.com/", headers={"X-Forwarded-Proto": "gopher"}) as answer:
        assert headers(await answer.json(), "x-forwarded-proto") == ["https"]


async def test_every_edge_and_region_gets_a_certificate_of_its_name(program):
    for host in ("verify.twilio.com", "api.dublin.ie1.twilio.com", "API.Twilio.com"):
        async with program.ask("GET", f"https://{host}/v2/Services") as answer:
            assert answer.status == 200


async def test_a_large_chunked_upload_comes_through_whole(program):
    async def pieces():
        for place in range(40):
            yield bytes([65 + place % 26]) * 50_000

    async with program.ask("PUT", "https://mcs.us1.twilio.com/v1/media", data=pieces()) as answer:
        body = (await answer.json())["body"]
    assert len(body) == 2_000_000 and body[::50_000] == "".join(chr(65 + place % 26) for place in range(40))


async def test_many_requests_ride_one_connection(program):
    for place in range(5):
        async with program.ask("GET", f"https://api.twilio.com/{place}") as answer:
            assert (await answer.json())["target"] == f"/{place}"


async def test_a_websocket_opens_through_the_proxy(program):
    async with program.session.ws_connect(
        "wss://tsock.us1.twilio.com/talk", proxy=program.proxy, ssl=program.trust
    ) as socket:
        await socket.send_str("ahoy")
        assert await socket.receive_str() == "tsock.us1.twilio.com heard ahoy"


async def test_plain_http_to_twilio_reaches_ringback_too(program):
    async with program.ask("GET", "http://api.twilio.com/2010-04-01?x=1") as answer:
        heard = await answer.json()
    assert (heard["target"], headers(heard, "x-forwarded-proto")) == ("/2010-04-01?x=1", ["http"])


async def test_other_hosts_are_reached_untouched(program):
    async with stand_in() as elsewhere, program.ask("GET", f"http://127.0.0.1:{elsewhere}/a?b=c") as answer:
        heard = await answer.json()
    assert (heard["target"], headers(heard, "host")) == ("/a?b=c", [f"127.0.0.1:{elsewhere}"])
    assert headers(heard, "x-forwarded-proto") == []


async def test_a_tunnel_to_another_host_carries_its_bytes_both_ways(program):
    async def shout(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readexactly(5)).upper())
        writer.close()

    elsewhere = await asyncio.start_server(shout, "127.0.0.1", 0)
    port = elsewhere.sockets[0].getsockname()[1]
    answer = await program.send(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\nhello".encode())
    elsewhere.close()
    assert answer == b"HTTP/1.1 200 Connection established\r\n\r\nHELLO"


async def test_the_proxy_that_was_set_before_is_used_for_other_hosts(tmp_path):
    asked: list[bytes] = []

    async def older_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nfrom afar")
        writer.close()

    onward = await asyncio.start_server(older_proxy, "127.0.0.1", 0)
    port = onward.sockets[0].getsockname()[1]
    async with running(tmp_path, 9, Target("127.0.0.1", port)) as program:
        answer = await program.send(b"CONNECT example.test:443 HTTP/1.1\r\n\r\n")
    onward.close()
    assert asked == [b"CONNECT example.test:443 HTTP/1.1"] and answer.endswith(b"from afar")


async def test_a_host_that_is_not_there_is_a_bad_gateway_with_its_name(program, unused_tcp_port):
    answer = await program.send(f"CONNECT 127.0.0.1:{unused_tcp_port} HTTP/1.1\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 502 ") and f"127.0.0.1:{unused_tcp_port}".encode() in answer


async def test_a_program_that_does_not_trust_us_is_told_about(program):
    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        async with program.session.get("https://api.twilio.com/", proxy=program.proxy):
            pass
    async with program.ask("GET", "https://api.twilio.com/"):  # by now the first hand-shake is over
        assert len(program.told) == 1 and "api.twilio.com" in program.told[0]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: api.twilio.com\r\n\r\n", b"400"),
        (b"CONNECT nowhere HTTP/1.1\r\n\r\n", b"400"),
        (b"hello\r\n\r\n", b"400"),
        (b"GET http://api.twilio.com/ HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST http://api.twilio.com/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"POST http://api.twilio.com/ HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n", b"400"),
        (b"POST http://api.twilio.com/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET http://api.twilio.com/ HTTP/1.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", b"431"),
    ],
)
async def test_what_is_no_proper_request_is_refused(program, raw, status):
    answer = await program.send(raw)
    assert answer.split(b" ")[1] == status


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("twilio.com", True),
        ("API.twilio.com.", True),
        ("api.sydney.au1.twilio.com", True),
        ("nottwilio.com", False),
        ("twilio.com.example.org", False),
    ],
)
def test_only_names_below_twilio_are_ours(host, ours):
    assert is_intercepted(host) is ours


async def test_an_authority_can_vouch_for_no_other_name(tmp_path):
    authority = Authority(tmp_path, NOW)
    served = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=authority.context("bank.example"))
    trust = ssl.create_default_context(cafile=str(authority.certificate_file))
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        await asyncio.open_connection(*served.sockets[0].getsockname(), ssl=trust, server_hostname="bank.example")
    served.close()


def test_an_authority_is_kept_while_fresh_and_made_anew_near_its_end(tmp_path):
    first = Authority(tmp_path, NOW).certificate
    assert Authority(tmp_path, NOW + timedelta(days=300)).certificate == first
    assert Authority(tmp_path, NOW + timedelta(days=340)).certificate != first
    assert (tmp_path / "authority.key").stat().st_mode & 0o077 == 0
