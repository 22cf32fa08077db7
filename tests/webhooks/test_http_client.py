"""The client against servers of every temper."""

import asyncio
import gzip
import re
import zlib

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from ringback.transports.http_client import BODY_MAX_BYTES, HttpClient, Outgoing
from ringback.transports.http_client_faults import Fault, HttpFailed
from ringback.transports.http_client_slots import Slots
from ringback.transports.http_client_target import BadHost, BadUrl, target_of
from tests.webhooks.customer import Customer, speaking


def get(url: str, **said: object) -> Outgoing:
    return Outgoing(method="GET", url=url, allow_private=True, **said)  # type: ignore[arg-type]


async def fault_of(http: HttpClient, outgoing: Outgoing) -> Fault:
    with pytest.raises(HttpFailed) as failed:
        await http.send(outgoing)
    return failed.value.fault


# -- URLs


@pytest.mark.parametrize(
    "url, sent",
    [
        ("HTTP://Shop.Example:80", "http://shop.example/"),
        ("https://shop.example:443?a=1", "https://shop.example/?a=1"),
        ("https://u:p%40@shop.example:8443/x#rc=1", "https://shop.example:8443/x"),
        ("http://shop.example./a b/ü?q=ä%zz&&+", "http://shop.example/a%20b/%C3%BC?q=%C3%A4%zz&&+"),
        ("http://shop.example/a/../b//c", "http://shop.example/a/../b//c"),
        ("http://[2606:4700::0:1]:81/", "http://[2606:4700::1]:81/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://a\\@shop.example/", "http://shop.example/"),
    ],
)
def test_a_url_is_requested_as_it_is_written_and_no_further(url, sent):
    assert target_of(url).url == sent


@pytest.mark.parametrize(
    "url", ["", "shop.example", "ftp://shop.example/", "file:///etc/passwd", "http://", "http:///x", "http://x:0/",
            "http://x:99999/", "http://x:y/", "http://[::1/", "http://x/\r\nEvil: 1", "http://x/\x00",
            "http://x/" + "a" * 8001]
)  # fmt: skip
def test_a_url_that_cannot_be_requested_is_told(url):
    with pytest.raises(BadUrl):
        target_of(url)


@pytest.mark.parametrize(
    "host", ["my_host.example", "-x.example", "a..b", "a b", "x%00y", "[fe80::1%25eth0]", "a" * 254, "<script>"]
)
def test_a_host_that_is_none_is_told(host):
    with pytest.raises(BadHost):
        target_of(f"http://{host}/")


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_a_clear_no(text):
    for url in (text, "http://" + text, "https://h/" + text):
        try:
            target = target_of(url)
        except BadUrl:
            continue
        assert re.fullmatch(r"https?://[!-~]+", target.url)
        assert target_of(target.url).url == target.url


async def test_the_server_sees_just_the_url_that_was_made(http: HttpClient, customer: Customer):
    url = customer.url("/a%2Fb/../c//d;e?q=%zz&x=a+b&&y=%C3%BC'\"<>")
    await http.send(get(url))
    assert customer.heard[0].url == target_of(url).url


# -- bodies


async def test_a_body_is_read_to_the_limit_and_no_further(http: HttpClient, customer: Customer):
    exact = await http.send(get(customer.says("/exact", "x" * BODY_MAX_BYTES)))
    over = await http.send(get(customer.says("/over", "x" * (BODY_MAX_BYTES + 1))))
    assert (len(exact.body), exact.is_cut) == (BODY_MAX_BYTES, False)
    assert (len(over.body), over.is_cut) == (BODY_MAX_BYTES, True)


async def test_a_body_without_end_is_left(http: HttpClient, customer: Customer):
    async def talk(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    incoming = await http.send(get(customer.does("/", talk)))
    assert (len(incoming.body), incoming.is_cut) == (BODY_MAX_BYTES, True)


@pytest.mark.parametrize(
    "encoding, pack",
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
async def test_packed_bodies_are_unpacked(http: HttpClient, customer: Customer, encoding, pack):
    body = b"<Response/>" * 50
    customer.does("/", answering(body=pack(body), headers={"Content-Encoding": encoding}))
    assert (await http.send(get(customer.url()))).body == body


async def test_a_bomb_is_not_unpacked_further_than_the_limit(http: HttpClient, customer: Customer):
    bomb = gzip.compress(b"\0" * 50_000_000)
    customer.does("/", answering(body=bomb, headers={"Content-Encoding": "gzip"}))
    incoming = await http.send(get(customer.url()))
    assert (len(incoming.body), incoming.is_cut) == (BODY_MAX_BYTES, True)


@pytest.mark.parametrize("encoding", ["gzip", "br", "nonsense"])
async def test_a_body_that_does_not_unpack_is_a_broken_response(http: HttpClient, customer: Customer, encoding):
    customer.does("/", answering(body=b"not packed at all", headers={"Content-Encoding": encoding}))
    assert await fault_of(http, get(customer.url())) is Fault.PROTOCOL


def answering(**said):
    async def answer(_: web.Request) -> web.Response:
        return web.Response(**said)

    return answer


# -- servers that misbehave


@pytest.mark.parametrize(
    "said, then, fault",
    [
        (b"", "close", Fault.DISCONNECTED),
        (b"", "reset", Fault.DISCONNECTED),
        (b"", "hang", Fault.TIMEOUT),
        (b"HTTP/1.1 200 OK\r\nX: ", "hang", Fault.TIMEOUT),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "close", Fault.DISCONNECTED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "reset", Fault.DISCONNECTED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "hang", Fault.TIMEOUT),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "hang", Fault.PROTOCOL),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "hang", Fault.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(1000)) + b"\r\n", "close", Fault.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "close", Fault.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", "close", Fault.PROTOCOL),
    ],
)  # fmt: skip
async def test_each_way_of_going_wrong_has_its_name(http: HttpClient, said, then, fault):
    async with speaking(said, then=then) as url:
        assert await fault_of(http, get(url, read_s=0.1)) is fault


async def test_a_server_that_drips_is_left_when_the_whole_time_is_over(http: HttpClient, customer: Customer):
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.02)

    assert await fault_of(http, get(customer.does("/", drip), read_s=0.1, total_s=0.3)) is Fault.TIMEOUT


async def test_nobody_listening_is_told(http: HttpClient, unused_tcp_port: int):
    assert await fault_of(http, get(f"http://127.0.0.1:{unused_tcp_port}/")) is Fault.CONNECTION_REFUSED


async def test_nobody_listening_on_any_address_of_a_name_is_told(http: HttpClient, unused_tcp_port: int):
    assert await fault_of(http, get(f"http://localhost:{unused_tcp_port}/")) is Fault.CONNECTION_REFUSED


async def test_a_connection_that_is_not_answered_ends_in_time(http: HttpClient, full_backlog: str):
    assert await fault_of(http, get(full_backlog, connect_s=0.1)) is Fault.CONNECT_TIMEOUT


async def test_connections_are_kept_and_used_again(http: HttpClient, customer: Customer):
    first, second = [await http.send(get(customer.url())) for _ in range(2)]
    assert first.timing.connect_ms is not None
    assert second.timing.connect_ms is None


async def test_a_kept_connection_that_was_closed_meanwhile_is_no_failure(http: HttpClient):
    """The server answers once and hangs up only when the next request comes: nothing tells us before."""
    connections = 0

    async def once_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await reader.read(1)
        writer.transport.abort()

    server = await asyncio.start_server(once_each, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    for _ in range(3):
        assert (await http.send(Outgoing(method="POST", url=url, body=b"a=1", allow_private=True))).status == 204
    assert connections == 3
    server.close()


async def test_a_second_response_in_one_breath_is_nobodys(http: HttpClient):
    one = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
    two = b"HTTP/1.1 404 Not Found\r\nX-Of: two\r\nContent-Length: 3\r\n\r\ntwo"
    async with speaking(one + two, then="hang") as url:
        first = await http.send(get(url))
        again = await http.send(get(url))
    assert (first.status, first.body, first.header("X-Of")) == (200, b"one", None)
    assert again.timing.connect_ms is not None  # on a connection of its own


async def test_what_a_server_says_before_its_response_is_passed_over(http: HttpClient):
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
    async with speaking(hints + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", then="hang") as url:
        incoming = await http.send(get(url))
    assert (incoming.status, incoming.body, incoming.header("Link")) == (200, b"hi", None)


async def test_a_body_may_end_with_the_connection(http: HttpClient):
    async with speaking(b"HTTP/1.0 200 OK\r\n\r\nall of it", then="close") as url:
        assert (await http.send(get(url))).body == b"all of it"


async def test_a_head_has_no_body_to_wait_for(http: HttpClient):
    async with speaking(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", then="hang") as url:
        asked = Outgoing(method="HEAD", url=url, allow_private=True)
        assert (await http.send(asked)).status == 200


async def test_a_header_cannot_begin_another(http: HttpClient, customer: Customer):
    with pytest.raises(HttpFailed):
        await http.send(get(customer.url(), headers={"X-Of": "one\r\nX-Two: two"}))
    assert customer.heard == []


# -- redirects


async def test_a_fetch_follows_to_the_end(http: HttpClient, customer: Customer):
    customer.redirects("/a", "/b?x=1", 301)
    customer.redirects("/b", "c", 307)
    incoming = await http.fetch(get(customer.url("/a")))
    assert (incoming.status, incoming.url) == (204, customer.url("/c"))


@pytest.mark.parametrize(
    "location, fault",
    [("/a", Fault.REDIRECTS), ("http://[::1", Fault.BAD_URL), ("file:///etc/passwd", Fault.BAD_URL),
     ("http://169.254.169.254/", Fault.ADDRESS_REFUSED)],
)  # fmt: skip
async def test_a_fetch_does_not_follow_everywhere(http: HttpClient, customer: Customer, location, fault):
    with pytest.raises(HttpFailed) as failed:
        await http.fetch(get(customer.redirects("/a", location)))
    assert failed.value.fault is fault


# -- one dead server slows nobody else


async def test_a_fast_host_does_not_feel_a_hanging_one(customer: Customer):
    http = HttpClient(slots=Slots(total=64, per_host=8, queue_per_host=100))
    async with speaking(b"", then="hang") as hanging:
        stuck = [asyncio.create_task(http.send(get(hanging, total_s=300.0))) for _ in range(100)]
        for _ in range(10):
            await asyncio.gather(*[http.send(get(customer.url())) for _ in range(10)])
        assert http.slots.in_flight == 8
        assert not any(task.done() for task in stuck)
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
    assert http.slots.in_flight == 0
    await http.close()


async def test_what_waits_too_long_for_a_slot_or_finds_the_queue_full_is_told():
    http = HttpClient(slots=Slots(per_host=1, queue_per_host=1))
    async with speaking(b"", then="hang") as hanging:
        stuck = asyncio.create_task(http.send(get(hanging)))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(fault_of(http, get(hanging, total_s=0.1)))
        await asyncio.sleep(0)
        assert await fault_of(http, get(hanging)) is Fault.BUSY
        assert await waiting is Fault.TIMEOUT
        stuck.cancel()
        await asyncio.gather(stuck, return_exceptions=True)
    await http.close()
