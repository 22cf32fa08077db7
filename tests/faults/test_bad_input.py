"""What no client should send, on a real socket: refused in a sentence, with the memory flat and the next one served."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import encode_basic_auth

from tests.faults.conftest import Caller

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
HANDSET = "/ringback/v1/Handsets/%2B14155550123"
GROWS_AT_MOST_MB = 30.0  # what one request's limit times a few may leave behind
MEGABYTE = b"x" * 1_000_000


@pytest.fixture(autouse=True)
async def lives_on(caller: Caller) -> AsyncIterator[None]:
    """After each test the server serves as before, and has not grown."""
    assert await caller.is_well()
    before = caller.memory_mb()
    yield
    assert await caller.is_well()
    assert caller.memory_mb() < before + GROWS_AT_MOST_MB


async def raw(caller: Caller, *pieces: bytes) -> bytes:
    """What is answered to these bytes until the server hangs up or the answer is there."""
    host, port = caller.ready.http.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(65536), 30)
    except ConnectionError:
        return b""
    finally:
        writer.close()


# -- too much


async def test_a_body_announced_too_long_is_413_before_it_is_sent(caller):
    head = f"POST {caller.messages} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n" + authorization(caller)
    assert b" 413 " in await raw(caller, head.encode() + b"\r\n")


async def test_a_body_without_end_is_413(caller):
    async def endless() -> AsyncIterator[bytes]:
        yield b"Body="
        for _ in range(200):
            yield MEGABYTE

    try:
        answer = await caller.ask("POST", caller.messages, endless(), FORM)
    except (ConnectionError, OSError):
        return  # hung up on in the middle of the two hundred megabytes, as it should be
    assert answer.outcome == (413, 20413)


async def test_many_bodies_without_end_at_once_leave_the_memory_flat(caller):
    async def one() -> None:
        head = f"POST {caller.messages} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n" + authorization(caller)
        await raw(caller, head.encode() + b"\r\n", *([b"f4240\r\n" + MEGABYTE + b"\r\n"] * 20))

    await asyncio.gather(*(one() for _ in range(20)))


async def test_a_hundred_thousand_parameters_are_400(caller):
    body = "&".join(f"Key{n}=1" for n in range(100_000))
    for path, headers in ((caller.messages, FORM), (caller.messages + "?" + body[:60_000], FORM)):
        answer = await caller.ask("POST", path, body[:1_000_000], headers)
        assert answer.status == 400 and "1000" in answer.json["message"]


async def test_a_hundred_thousand_of_one_parameter_are_400(caller):
    answer = await caller.ask("POST", caller.messages, "&".join(["MediaUrl=http://x/"] * 50_000), FORM)
    assert answer.status == 400


async def test_a_flood_of_headers_is_431(caller):
    head = f"GET {caller.messages} HTTP/1.1\r\nHost: localhost\r\n" + authorization(caller)
    many = "".join(f"X-More-{n}: y\r\n" for n in range(200))
    assert b" 431 " in await raw(caller, head.encode() + many.encode() + b"\r\n")
    assert b" 431 " in await raw(caller, head.encode() + b"X-Long: " + b"y" * 60_000, b"y" * 60_000, b"\r\n\r\n")


async def test_floods_of_headers_without_end_leave_the_memory_flat(caller):
    flood = [b"X-More: " + b"y" * 8000 + b"\r\n"] * 500
    answers = await asyncio.gather(*(raw(caller, b"GET / HTTP/1.1\r\n", *flood) for _ in range(50)))
    assert all(b" 431 " in answer or answer == b"" for answer in answers)


async def test_a_url_without_end_is_refused(caller):
    for size in (60_000, 70_000, 2_000_000):
        answer = await raw(caller, b"GET /" + b"a" * size, b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert answer.split(b" ")[1] in (b"400", b"404", b"431") and b"application/json" in answer, answer[:200]


# -- too deep


@pytest.mark.parametrize(
    "body", ["[" * 400_000, '{"a":' * 150_000, '{"replies":' + "[" * 100_000 + "]" * 100_000 + "}"]
)
async def test_json_nested_without_end_is_400(caller, body):
    answer = await caller.ask("PUT", HANDSET, body, JSON)
    assert answer.status == 400 and answer.json["message"]


DEEP = [
    "<Response>" + "<Message>" * 2_000 + "</Message>" * 2_000 + "</Response>",
    "<a>" * 5_000,
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Response><Message>&b;</Message></Response>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response><Message>&x;</Message></Response>',
]


@pytest.mark.parametrize("document", DEEP)
async def test_a_customers_xml_nested_without_end_or_with_entities_is_told_as_an_alert(world, document):
    world.customer.says("/sms", document, content_type="text/xml")
    numbers = (await world.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"]
    number = next(number for number in numbers if number["phone_number"] == "+14155550100")
    await world.acme.post(f"IncomingPhoneNumbers/{number['sid']}", SmsUrl=world.customer.url("/sms"))
    await world.acme.own("POST", "Handsets/+14155550123/Messages", to="+14155550100", body="hello")
    await world.leap(seconds=5)
    alerts = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert [alert["error_code"] for alert in alerts] == ["12100"], alerts
    assert (await world.screen())[0]["direction"] == "sent"  # nothing came back, least of all a file of ours


# -- not what it says it is


@pytest.mark.parametrize("body", [b"Body=\xff\xfe", b"Body=%FF%FE", b"\xc3=1", b"To=%ED%A0%80", b"Body=a%00b"])
async def test_bad_utf8_is_400(caller, body):
    answer = await caller.ask("POST", caller.messages, body, FORM)
    assert (answer.status == 400 and "UTF-8" in answer.json["message"]) or "NUL" in answer.json["message"]


async def test_bad_utf8_in_json_in_paths_and_in_queries_is_the_clients_mistake(caller):
    assert (await caller.ask("PUT", HANDSET, b'{"reject": "\xff"}', JSON)).status == 400
    head = "Host: localhost\r\n" + authorization(caller) + "Connection: close\r\n\r\n"
    for target in ("/2010-04-01/Accounts/%FF%FE.json", f"{caller.messages}?To=%FF", "/messaging/v1/\xff"):
        answer = await raw(caller, f"GET {target} HTTP/1.1\r\n{head}".encode("latin-1"))
        assert answer.split(b" ")[1] in (b"400", b"401", b"404"), answer


async def test_what_is_no_http_at_all_is_400_or_hung_up_on(caller):
    for noise in (b"\x16\x03\x01\x02\x00\x01\x00", b"\x00" * 100, b"GET\r\n\r\n", b"SSH-2.0-x\r\n", b"G" * 200_000):
        answer = await raw(caller, noise, b"\r\n\r\n")
        assert answer == b"" or answer.split(b" ")[1] in (b"400", b"431"), answer


async def test_two_lengths_in_one_request_are_400(caller):
    """Else a proxy before us and we might read two different requests out of it (smuggling, RFC 9112 §6.3)."""
    head = f"POST {caller.messages} HTTP/1.1\r\nHost: localhost\r\n" + authorization(caller)
    for lengths in (
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    ):
        answer = await raw(caller, (head + lengths + "\r\n").encode() + b"0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n")
        assert b" 400 " in answer.split(b"\r\n")[0], answer


async def test_a_parameter_in_the_wrong_case_is_told_the_right_one(caller):
    form = {"to": "+14155550123", "From": caller.ready.number, "Body": "hi"}
    answer = await caller.ask("POST", caller.messages, form)
    assert answer.status == 400 and "'To'" in answer.json["message"] and "to" in answer.json["message"]


async def test_a_parameter_given_twice_is_400_and_nothing_is_sent(caller):
    before = set(await caller.all_messages())
    answer = await caller.ask("POST", caller.messages, "To=%2B14155550123&To=%2B14155550124&Body=hi&From=x", FORM)
    assert answer.status == 400 and "To" in answer.json["message"]
    assert set(await caller.all_messages()) == before


def authorization(caller: Caller) -> str:
    return f"Authorization: {encode_basic_auth(caller.ready.account_sid, caller.ready.auth_token)}\r\n"
